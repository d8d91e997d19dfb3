#include "ICUShim.h"

#include <unicode/utypes.h>
#include <unicode/uvernum.h>

extern "C" const char *icu_shim_version(void) { return U_ICU_VERSION; }

extern "C" const char *icu_shim_error_name(int32_t result) {
    return u_errorName(static_cast<UErrorCode>(result < 0 ? -result : result));
}
