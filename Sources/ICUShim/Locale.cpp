#include "ICUShim.h"
#include "Status.h"

#include <string>
#include <unicode/dtfmtsym.h>
#include <unicode/localpointer.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>
#include <unicode/unum.h>

using icu_shim::Status;

extern "C" int32_t icu_shim_month_names(
    const char *locale, int32_t width, int32_t standalone, char *buffer, int32_t capacity) {
    Status status;
    const icu::DateFormatSymbols symbols(icu::Locale(locale), "gregorian", status);
    if (status.failed()) return status.result(0);
    int32_t count = 0;
    const icu::UnicodeString *months = symbols.getMonths(
        count, standalone ? icu::DateFormatSymbols::STANDALONE : icu::DateFormatSymbols::FORMAT,
        width ? icu::DateFormatSymbols::WIDE : icu::DateFormatSymbols::ABBREVIATED);
    std::string result;
    for (int32_t i = 0; i < count; ++i) {
        months[i].toUTF8String(result);
        result += '\n';
    }
    return icu_shim::copy(result, buffer, capacity);
}

extern "C" int32_t icu_shim_region_names(const char *locale, char *buffer, int32_t capacity) {
    const icu::Locale language(locale);
    std::string result;
    for (const char *const *code = uloc_getISOCountries(); *code; ++code) {
        icu::UnicodeString name;
        icu::Locale("", *code).getDisplayCountry(language, name);
        result += *code;
        result += ' ';
        name.toUTF8String(result);
        result += '\n';
    }
    return icu_shim::copy(result, buffer, capacity);
}

extern "C" int32_t icu_shim_number_mark(const char *locale, int32_t kind, char *buffer, int32_t capacity) {
    Status status;
    icu::LocalUNumberFormatPointer format(unum_open(UNUM_DECIMAL, nullptr, 0, locale, nullptr, status));
    UChar units[16];
    const UNumberFormatSymbol symbol = kind ? UNUM_GROUPING_SEPARATOR_SYMBOL : UNUM_DECIMAL_SEPARATOR_SYMBOL;
    const int32_t length = unum_getSymbol(format.getAlias(), symbol, units, 16, status);
    if (status.failed()) return status.result(0);
    std::string result;
    icu::UnicodeString(units, length).toUTF8String(result);
    return icu_shim::copy(result, buffer, capacity);
}
