#include "ICUShim.h"
#include "Status.h"

#include <algorithm>
#include <memory>
#include <new>
#include <string>
#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uniset.h>
#include <unicode/unorm2.h>
#include <vector>

using icu_shim::Status;

struct icu_shim_normalized {
    std::string text;
    std::vector<icu_shim_edit> edits;
};

static icu::StringPiece piece(const uint8_t *text, int32_t length) {
    return icu::StringPiece(reinterpret_cast<const char *>(text), length);
}

extern "C" int32_t icu_shim_is_nfc(const uint8_t *text, int32_t length) {
    Status status;
    const icu::Normalizer2 *nfc = icu::Normalizer2::getNFCInstance(status);
    if (status.failed()) return status.result(0);
    bool normalized = nfc->isNormalizedUTF8(piece(text, length), status);
    return status.result(normalized ? 1 : 0);
}

extern "C" int32_t icu_shim_nfc_safe(uint64_t *bits) {
    Status status;
    icu::UnicodeSet safe;
    icu::UnicodeSet starters;
    safe.applyIntPropertyValue(UCHAR_NFC_QUICK_CHECK, UNORM_YES, status);
    starters.applyIntPropertyValue(UCHAR_CANONICAL_COMBINING_CLASS, 0, status);
    if (status.failed()) return status.result(0);
    safe.retainAll(starters);
    for (int32_t range = 0; range < safe.getRangeCount(); ++range) {
        for (UChar32 c = safe.getRangeStart(range); c <= std::min<UChar32>(safe.getRangeEnd(range), 0xFFFF); ++c) {
            bits[c >> 6] |= uint64_t{1} << (c & 63);
        }
    }
    return 0;
}

extern "C" icu_shim_normalized *icu_shim_nfc(const uint8_t *text, int32_t length) {
    Status status;
    const icu::Normalizer2 *nfc = icu::Normalizer2::getNFCInstance(status);
    if (status.failed()) return nullptr;
    try {
        auto result = std::make_unique<icu_shim_normalized>();
        result->text.reserve(static_cast<size_t>(length));
        icu::StringByteSink<std::string> sink(&result->text);
        icu::Edits edits;
        nfc->normalizeUTF8(0, piece(text, length), sink, &edits, status);
        auto iterator = edits.getFineIterator();
        while (iterator.next(status)) {
            result->edits.push_back({iterator.oldLength(), iterator.newLength(), iterator.hasChange() ? 1 : 0});
        }
        return status.failed() ? nullptr : result.release();
    } catch (const std::bad_alloc &) {
        return nullptr;
    }
}

extern "C" const uint8_t *icu_shim_normalized_text(const icu_shim_normalized *result, int32_t *length) {
    *length = static_cast<int32_t>(result->text.size());
    return reinterpret_cast<const uint8_t *>(result->text.data());
}

extern "C" const icu_shim_edit *icu_shim_normalized_edits(const icu_shim_normalized *result, int32_t *count) {
    *count = static_cast<int32_t>(result->edits.size());
    return result->edits.data();
}

extern "C" void icu_shim_normalized_close(icu_shim_normalized *result) { delete result; }
