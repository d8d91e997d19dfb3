#include "ICUShim.h"
#include "Status.h"

#include <new>
#include <unicode/localpointer.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

using icu_shim::Status;

struct icu_shim_breaker {
    icu::LocalUBreakIteratorPointer iterator;
};

extern "C" icu_shim_breaker *icu_shim_breaker_open(int32_t kind, const char *locale) {
    Status status;
    const UBreakIteratorType type = kind == 2 ? UBRK_SENTENCE : UBRK_WORD;
    icu::LocalUBreakIteratorPointer iterator(ubrk_open(type, locale, nullptr, 0, status));
    if (status.failed()) return nullptr;
    auto *result = new (std::nothrow) icu_shim_breaker;
    if (result) result->iterator.adoptInstead(iterator.orphan());
    return result;
}

extern "C" void icu_shim_breaker_close(icu_shim_breaker *breaker) { delete breaker; }

extern "C" int32_t icu_shim_breaks(
    icu_shim_breaker *breaker, const uint8_t *text, int32_t length, int32_t *ends, int32_t *kinds, int32_t capacity) {
    Status status;
    UText input = UTEXT_INITIALIZER;
    utext_openUTF8(&input, reinterpret_cast<const char *>(text), length, status);
    icu::LocalUTextPointer closer(&input);
    UBreakIterator *iterator = breaker->iterator.getAlias();
    ubrk_setUText(iterator, &input, status);
    if (status.failed()) return status.result(0);
    int32_t count = 0;
    ubrk_first(iterator);
    for (int32_t end = ubrk_next(iterator); end != UBRK_DONE; end = ubrk_next(iterator), ++count) {
        if (count >= capacity) continue;
        ends[count] = end;
        kinds[count] = ubrk_getRuleStatus(iterator);
    }
    return count;
}
