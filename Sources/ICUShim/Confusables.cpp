#include "ICUShim.h"
#include "Status.h"

#include <memory>
#include <new>
#include <string>
#include <unicode/localpointer.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

using icu_shim::Status;

struct icu_shim_confusables {
    icu::LocalUSpoofCheckerPointer checker;
};

extern "C" icu_shim_confusables *icu_shim_confusables_open(void) {
    Status status;
    icu::LocalUSpoofCheckerPointer checker(uspoof_open(status));
    if (status.failed()) return nullptr;
    auto *result = new (std::nothrow) icu_shim_confusables;
    if (result) result->checker.adoptInstead(checker.orphan());
    return result;
}

extern "C" void icu_shim_confusables_close(icu_shim_confusables *confusables) { delete confusables; }

extern "C" int32_t icu_shim_skeleton(
    const icu_shim_confusables *confusables, const uint8_t *text, int32_t length, char *buffer, int32_t capacity) {
    Status status;
    // The second argument is unused since ICU 58.
    const int32_t needed = uspoof_getSkeletonUTF8(
        confusables->checker.getAlias(), 0, reinterpret_cast<const char *>(text), length, buffer, capacity, status);
    return status.result(needed);
}

struct icu_shim_transliterator {
    std::unique_ptr<icu::Transliterator> transliterator;
};

extern "C" icu_shim_transliterator *icu_shim_transliterator_open(const char *id) {
    Status status;
    std::unique_ptr<icu::Transliterator> found(
        icu::Transliterator::createInstance(icu::UnicodeString::fromUTF8(id), UTRANS_FORWARD, status));
    if (status.failed() || !found) return nullptr;
    return new (std::nothrow) icu_shim_transliterator{std::move(found)};
}

extern "C" void icu_shim_transliterator_close(icu_shim_transliterator *transliterator) { delete transliterator; }

extern "C" int32_t icu_shim_transliterate(
    const icu_shim_transliterator *transliterator, const uint8_t *text, int32_t length, char *buffer, int32_t capacity) {
    auto units = icu::UnicodeString::fromUTF8(icu::StringPiece(reinterpret_cast<const char *>(text), length));
    transliterator->transliterator->transliterate(units);
    std::string result;
    units.toUTF8String(result);
    return icu_shim::copy(result, buffer, capacity);
}
