#include "ICUShim.h"
#include "Status.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <unicode/localpointer.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <vector>

using icu_shim::Status;

struct icu_shim_converter {
    icu::LocalUConverterPointer converter;
    std::vector<UChar> units;
    std::vector<int32_t> offsets;
    std::vector<uint8_t> text;
    std::vector<icu_shim_run> runs;
    std::vector<int32_t> invalid;
};

namespace {

/// Stands for an ill-formed sequence in the converter's output, with its length in bytes added. A low surrogate without
/// its high one is nothing that a converter gives for well-formed input, whereas U+FFFD may well stand in the file.
constexpr UChar kIllFormed = 0xDC00;

void U_CALLCONV mark_ill_formed(
    const void *, UConverterToUnicodeArgs *arguments, const char *, int32_t length, UConverterCallbackReason reason,
    UErrorCode *code) {
    if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
    *code = U_ZERO_ERROR;
    const UChar mark = static_cast<UChar>(kIllFormed + std::min(length, int32_t{0xFF}));
    ucnv_cbToUWriteUChars(arguments, &mark, 1, 0, code);
}

/// Converts to UTF-16 with the source offset of each code unit. Gives the number of units, or an error.
int32_t to_units(icu_shim_converter &it, const uint8_t *source, int32_t length) {
    int32_t capacity = length + 16;
    for (int attempt = 0; attempt < 2; ++attempt, capacity *= 4) {
        it.units.resize(static_cast<size_t>(capacity));
        it.offsets.resize(static_cast<size_t>(capacity));
        UChar *target = it.units.data();
        const char *bytes = reinterpret_cast<const char *>(source);
        Status status;
        ucnv_resetToUnicode(it.converter.getAlias());
        ucnv_toUnicode(
            it.converter.getAlias(), &target, target + capacity, &bytes, bytes + length, it.offsets.data(), true, status);
        if (*static_cast<UErrorCode *>(status) == U_BUFFER_OVERFLOW_ERROR && attempt == 0) continue;
        if (status.failed()) return -static_cast<int32_t>(*static_cast<UErrorCode *>(status));
        return static_cast<int32_t>(target - it.units.data());
    }
    return -static_cast<int32_t>(U_BUFFER_OVERFLOW_ERROR);
}

void append_utf8(std::vector<uint8_t> &text, UChar32 scalar) {
    uint8_t buffer[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(buffer, length, scalar);
    text.insert(text.end(), buffer, buffer + length);
}

void append_run(icu_shim_converter &it, int32_t text_start, int32_t source_start, int32_t source_end) {
    icu_shim_run run = {
        text_start, source_start, static_cast<int32_t>(it.text.size()) - text_start, source_end - source_start};
    if (run.text_unit == run.source_unit) run.text_unit = run.source_unit = 1;
    if (it.runs.empty() || it.runs.back().text_unit != run.text_unit || it.runs.back().source_unit != run.source_unit) {
        it.runs.push_back(run);
    }
}

/// Turns the code units into UTF-8, runs and the list of ill-formed sequences.
void to_utf8(icu_shim_converter &it, int32_t count, int32_t length) {
    const UChar *units = it.units.data();
    int32_t next = 0;
    int32_t source_start = 0;
    while (next < count) {
        const int32_t text_start = static_cast<int32_t>(it.text.size());
        source_start = std::max(source_start, it.offsets[static_cast<size_t>(next)]);
        int32_t source_end = source_start;
        // A sequence may give several scalars: they share its offset.
        do {
            UChar32 scalar;
            U16_NEXT(units, next, count, scalar);
            if (U_IS_TRAIL(scalar)) {
                // What a converter looked at in vain after the ill-formed bytes it reads again, with their offset.
                it.invalid.push_back(source_start);
                source_end = source_start + (scalar - kIllFormed);
                scalar = 0xFFFD;
            }
            append_utf8(it.text, scalar);
        } while (source_end == source_start && next < count && it.offsets[static_cast<size_t>(next)] <= source_start);
        if (next == count) {
            source_end = length;
        } else {
            source_end = std::max(source_end, it.offsets[static_cast<size_t>(next)]);
        }
        append_run(it, text_start, source_start, source_end);
        source_start = source_end;
    }
}

} // namespace

extern "C" icu_shim_converter *icu_shim_converter_open(const char *name) {
    Status status;
    icu::LocalUConverterPointer converter(ucnv_open(name, status));
    if (status.failed()) return nullptr;
    ucnv_setToUCallBack(converter.getAlias(), mark_ill_formed, nullptr, nullptr, nullptr, status);
    if (status.failed()) return nullptr;
    auto *result = new (std::nothrow) icu_shim_converter;
    if (result) result->converter.adoptInstead(converter.orphan());
    return result;
}

extern "C" void icu_shim_converter_close(icu_shim_converter *converter) { delete converter; }

extern "C" int32_t icu_shim_decode(
    icu_shim_converter *converter, const uint8_t *source, int32_t length, icu_shim_decoded *result) {
    try {
        converter->text.clear();
        converter->runs.clear();
        converter->invalid.clear();
        const int32_t count = to_units(*converter, source, length);
        if (count < 0) return count;
        to_utf8(*converter, count, length);
    } catch (const std::bad_alloc &) {
        return -static_cast<int32_t>(U_MEMORY_ALLOCATION_ERROR);
    }
    *result = {
        converter->text.data(),    static_cast<int32_t>(converter->text.size()),
        converter->runs.data(),    static_cast<int32_t>(converter->runs.size()),
        converter->invalid.data(), static_cast<int32_t>(converter->invalid.size())};
    return 0;
}

extern "C" int32_t icu_shim_iana_name(const char *name, char *buffer, int32_t capacity) {
    Status status;
    icu::LocalUConverterPointer converter(ucnv_open(name, status));
    if (status.failed()) return status.result(0);
    const char *own = ucnv_getName(converter.getAlias(), status);
    // Where the registry has a name that is preferred in MIME, that is the one in use: ISO-8859-1, not ISO_8859-1:1987.
    Status unnamed;
    const char *found = ucnv_getStandardName(own, "MIME", unnamed);
    if (!found) found = ucnv_getStandardName(own, "IANA", unnamed);
    if (!found) found = own;
    const int32_t length = static_cast<int32_t>(std::strlen(found));
    if (length <= capacity) std::memcpy(buffer, found, static_cast<size_t>(length));
    return length;
}

extern "C" int32_t icu_shim_converter_count(void) { return ucnv_countAvailable(); }

extern "C" const char *icu_shim_converter_name(int32_t index) { return ucnv_getAvailableName(index); }
