// Whole tables at once, for code that looks at every scalar of a text and cannot call ICU for each.
#include "ICUShim.h"
#include "Status.h"

#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <unicode/localpointer.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uscript.h>
#include <vector>

using icu_shim::Status;

namespace {

constexpr int32_t kPlane = 0x10000;

/// The scalars of the Basic Multilingual Plane that the converter has, each with a line feed after it, which keeps it from combining with the next.
std::u16string scalars_of(UConverter *converter, Status &status) {
    std::u16string scalars;
    std::unique_ptr<USet, decltype(&uset_close)> set(uset_openEmpty(), &uset_close);
    ucnv_getUnicodeSet(converter, set.get(), UCNV_ROUNDTRIP_SET, status);
    if (status.failed()) return scalars;
    const int32_t count = uset_getItemCount(set.get());
    for (int32_t item = 0; item < count; ++item) {
        UChar32 first, last;
        Status ignored;  // strings in the set are reported as too long for no buffer: no scalar
        if (uset_getItem(set.get(), item, &first, &last, nullptr, 0, ignored) != 0) continue;
        for (UChar32 scalar = first; scalar <= last && scalar < kPlane; ++scalar) {
            scalars.push_back(static_cast<char16_t>(scalar));
            scalars.push_back(u'\n');
        }
    }
    return scalars;
}

} // namespace

extern "C" int32_t icu_shim_encoding_table(const char *name, uint16_t *table) {
    Status status;
    icu::LocalUConverterPointer converter(ucnv_open(name, status));
    if (status.failed()) return status.result(0);
    ucnv_setFromUCallBack(converter.getAlias(), UCNV_FROM_U_CALLBACK_SKIP, nullptr, nullptr, nullptr, status);
    std::memset(table, 0, kPlane * sizeof *table);
    try {
        // All in one call, which takes half the instructions of one for each: the offsets tell which scalar a byte is of.
        const std::u16string scalars = scalars_of(converter.getAlias(), status);
        std::vector<char> bytes(scalars.size() * 4 + 16);
        std::vector<int32_t> offsets(bytes.size());
        const UChar *source = scalars.data();
        char *target = bytes.data();
        ucnv_fromUnicode(converter.getAlias(), &target, target + bytes.size(), &source, source + scalars.size(), offsets.data(), true, status);
        if (status.failed()) return status.result(0);
        const size_t size = static_cast<size_t>(target - bytes.data());
        for (size_t start = 0, end = 0; start < size; start = end) {
            while (end < size && offsets[end] == offsets[start]) ++end;
            if (offsets[start] < 0 || offsets[start] % 2 != 0 || end - start > 2) continue;
            uint16_t value = 0;
            for (size_t at = start; at < end; ++at) value = static_cast<uint16_t>(value << 8 | static_cast<uint8_t>(bytes[at]));
            table[scalars[static_cast<size_t>(offsets[start])]] = value;
        }
    } catch (const std::bad_alloc &) {
        return -U_MEMORY_ALLOCATION_ERROR;
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
