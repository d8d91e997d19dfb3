#include "ICUShim.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <memory>

namespace {

/// Copies the ASCII letters and digits of `text`; -1 when it holds any other letter.
int32_t copyASCII(const icu::UnicodeString &text, uint8_t *out, int32_t capacity) {
    int32_t count = 0;
    for (int32_t i = 0; i < text.length(); i++) {
        char16_t unit = text[i];
        if (unit < 0x80 && u_isalnum(unit)) {
            if (count < capacity) out[count++] = static_cast<uint8_t>(unit);
        } else if (u_isalnum(unit)) {
            return -1;
        }
    }
    return count;
}

} // namespace

extern "C" int32_t icu_shim_latin_lookalike(int32_t scalar, uint8_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *nfkd = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status)) return 0;
    icu::UnicodeString source(static_cast<UChar32>(scalar));
    int32_t count = copyASCII(nfkd->normalize(source, status), out, capacity);
    if (U_SUCCESS(status) && count >= 0) return count;

    static thread_local std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> checker(nullptr, uspoof_close);
    status = U_ZERO_ERROR;
    if (!checker) checker.reset(uspoof_open(&status));
    if (U_FAILURE(status)) return 0;
    icu::UnicodeString skeleton;
    uspoof_getSkeletonUnicodeString(checker.get(), 0, source, skeleton, &status);
    if (U_FAILURE(status)) return 0;
    count = copyASCII(skeleton, out, capacity);
    return count < 0 ? 0 : count;
}

extern "C" int32_t icu_shim_letter_ranges(int32_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeSet set(icu::UnicodeString::fromUTF8("[\\p{L}\\p{N}]"), status);
    if (U_FAILURE(status)) return 0;
    int32_t count = 0;
    for (int32_t i = 0; i < set.getRangeCount() && set.getRangeStart(i) <= 0xFFFF; i++) {
        if (count < capacity) {
            out[2 * count] = set.getRangeStart(i);
            out[2 * count + 1] = set.getRangeEnd(i) > 0xFFFF ? 0xFFFF : set.getRangeEnd(i);
            count++;
        }
    }
    return count;
}
