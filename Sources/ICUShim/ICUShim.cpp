#include "ICUShim.h"

#include <unicode/uscript.h>
#include <unicode/uvernum.h>

extern "C" const char *icu_shim_version(void) { return U_ICU_VERSION; }

extern "C" int32_t icu_shim_breaks_between_letters(int32_t scalar) {
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(scalar, &status);
    return U_SUCCESS(status) && uscript_breaksBetweenLetters(script) ? 1 : 0;
}
