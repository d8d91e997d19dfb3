#include "ICUShim.h"
#include "Status.h"

#include <algorithm>
#include <unicode/localpointer.h>
#include <unicode/ucsdet.h>

using icu_shim::Status;

extern "C" int32_t icu_shim_detect(const uint8_t *bytes, int32_t length, icu_shim_match *matches, int32_t capacity) {
    Status status;
    icu::LocalUCharsetDetectorPointer detector(ucsdet_open(status));
    if (status.failed()) return status.result(0);
    ucsdet_setText(detector.getAlias(), reinterpret_cast<const char *>(bytes), length, status);
    int32_t count = 0;
    const UCharsetMatch **found = ucsdet_detectAll(detector.getAlias(), &count, status);
    if (status.failed()) return status.result(0);
    for (int32_t i = 0; i < std::min(count, capacity); ++i) {
        matches[i] = {
            ucsdet_getName(found[i], status), ucsdet_getLanguage(found[i], status),
            ucsdet_getConfidence(found[i], status)};
    }
    return status.result(count);
}
