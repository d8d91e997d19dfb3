// Whole tables at once, for code that looks at every scalar of a text and cannot call ICU for each.
#include "ICUShim.h"
#include "Status.h"

#include <cstring>
#include <memory>
#include <new>
#include <unicode/localpointer.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uscript.h>

using icu_shim::Status;

namespace {

constexpr int32_t kPlane = 0x10000;

/// The bytes that the converter has for `scalar`, as a big-endian number; 0 when it has none, or more than two.
uint16_t bytes_of(UConverter *converter, UChar scalar) {
    char buffer[8];
    Status status;
    ucnv_resetFromUnicode(converter);
    const int32_t length = ucnv_fromUChars(converter, buffer, sizeof buffer, &scalar, 1, status);
    if (status.failed() || length < 1 || length > 2) return 0;
    const auto byte = [&](int32_t at) { return static_cast<uint16_t>(static_cast<uint8_t>(buffer[at])); };
    return length == 1 ? byte(0) : static_cast<uint16_t>(byte(0) << 8 | byte(1));
}

} // namespace

extern "C" int32_t icu_shim_encoding_table(const char *name, uint16_t *table) {
    Status status;
    icu::LocalUConverterPointer converter(ucnv_open(name, status));
    if (status.failed()) return status.result(0);
    ucnv_setFromUCallBack(converter.getAlias(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, status);
    std::unique_ptr<USet, decltype(&uset_close)> set(uset_openEmpty(), &uset_close);
    ucnv_getUnicodeSet(converter.getAlias(), set.get(), UCNV_ROUNDTRIP_SET, status);
    if (status.failed()) return status.result(0);
    std::memset(table, 0, kPlane * sizeof *table);
    const int32_t count = uset_getItemCount(set.get());
    for (int32_t item = 0; item < count; ++item) {
        UChar32 first, last;
        Status ignored;  // strings in the set are reported as too long for no buffer: no scalar
        if (uset_getItem(set.get(), item, &first, &last, nullptr, 0, ignored) != 0) continue;
        for (UChar32 scalar = first; scalar <= last && scalar < kPlane; ++scalar) {
            table[scalar] = bytes_of(converter.getAlias(), static_cast<UChar>(scalar));
        }
    }
    return 0;
}

extern "C" int32_t icu_shim_byte_table(const char *name, int32_t *scalars) {
    Status status;
    icu::LocalUConverterPointer converter(ucnv_open(name, status));
    if (status.failed()) return status.result(0);
    ucnv_setToUCallBack(converter.getAlias(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, status);
    if (status.failed()) return status.result(0);
    for (int32_t byte = 0; byte < 256; ++byte) {
        const char source = static_cast<char>(byte);
        UChar target[4];
        Status single;
        ucnv_resetToUnicode(converter.getAlias());
        const int32_t length = ucnv_toUChars(converter.getAlias(), target, 4, &source, 1, single);
        scalars[byte] = single.failed() || length != 1 ? -1 : target[0];
    }
    return 0;
}

extern "C" void icu_shim_plane_properties(uint8_t *categories, uint8_t *scripts, uint16_t *lower) {
    for (UChar32 scalar = 0; scalar < kPlane; ++scalar) {
        categories[scalar] = static_cast<uint8_t>(u_charType(scalar));
        Status status;
        const UScriptCode script = uscript_getScript(scalar, status);
        scripts[scalar] = script < 0 || script > 255 ? static_cast<uint8_t>(USCRIPT_UNKNOWN) : static_cast<uint8_t>(script);
        const UChar32 small = u_tolower(scalar);
        lower[scalar] = static_cast<uint16_t>(small < kPlane ? small : scalar);
    }
}

extern "C" int32_t icu_shim_decomposition(int32_t scalar, int32_t *second) {
    Status status;
    const icu::Normalizer2 *normalizer = icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString result;
    if (status.failed() || !normalizer->getRawDecomposition(scalar, result)) return 0;
    const UChar32 first = result.char32At(0);
    const int32_t rest = U16_LENGTH(first);
    *second = rest < result.length() ? result.char32At(rest) : 0;
    return first;
}

extern "C" int32_t icu_shim_nfkc(const uint8_t *text, int32_t length, char *buffer, int32_t capacity) {
    Status status;
    const icu::Normalizer2 *normalizer = icu::Normalizer2::getNFKCInstance(status);
    if (status.failed()) return status.result(0);
    const icu::UnicodeString source = icu::UnicodeString::fromUTF8({reinterpret_cast<const char *>(text), length});
    std::string result;
    normalizer->normalize(source, status).toUTF8String(result);
    return status.result(icu_shim::copy(result, buffer, capacity));
}
