#include "ICUShim.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
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

/// Ranges of scalars up to U+FFFF, two numbers each, that grow while ICU tells of categories.
struct Ranges {
    int32_t *out;
    int32_t capacity;
    int32_t count;
};

/// Takes `[start, limit)`, whose scalars have one category, if they are letters or numbers; `context` is a ``Ranges``.
UBool U_CALLCONV addRange(const void *context, UChar32 start, UChar32 limit, UCharCategory type) {
    auto *ranges = static_cast<Ranges *>(const_cast<void *>(context));
    if (start > 0xFFFF) return false;
    if (!(U_MASK(type) & (U_GC_L_MASK | U_GC_N_MASK))) return true;
    const int32_t last = limit > 0x10000 ? 0xFFFF : limit - 1;
    if (ranges->count > 0 && ranges->out[2 * ranges->count - 1] == start - 1) {
        ranges->out[2 * ranges->count - 1] = last;
    } else if (ranges->count < ranges->capacity) {
        ranges->out[2 * ranges->count] = start;
        ranges->out[2 * ranges->count + 1] = last;
        ranges->count++;
    }
    return true;
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
    // Faster than a UnicodeSet of a pattern, which asks for every property's boundaries first.
    Ranges ranges{out, capacity, 0};
    u_enumCharTypes(addRange, &ranges);
    return ranges.count;
}
