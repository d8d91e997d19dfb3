#include "ICUShim.h"
#include "Status.h"

#include <cstring>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

using icu_shim::Status;

static UScriptCode script_of(int32_t scalar) {
    Status status;
    UScriptCode script = uscript_getScript(scalar, status);
    return status.failed() ? USCRIPT_UNKNOWN : script;
}

extern "C" int32_t icu_shim_breaks_between_letters(int32_t scalar) {
    return uscript_breaksBetweenLetters(script_of(scalar)) ? 1 : 0;
}

extern "C" int32_t icu_shim_needs_no_space(int32_t scalar) {
    uint32_t category = U_GET_GC_MASK(scalar);
    if (!(category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_P_MASK))) return 0;
    // The extensions, because the long vowel mark of kana is of no one script.
    UScriptCode scripts[USCRIPT_CODE_LIMIT];
    Status status;
    int32_t count = uscript_getScriptExtensions(scalar, scripts, USCRIPT_CODE_LIMIT, status);
    for (int32_t i = 0; !status.failed() && i < count; ++i) {
        if (uscript_breaksBetweenLetters(scripts[i])) return 1;
    }
    if (!(category & U_GC_P_MASK)) return 0;
    int32_t width = u_getIntPropertyValue(scalar, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 1 : 0;
}

extern "C" int32_t icu_shim_is_white_space(int32_t scalar) { return u_isUWhiteSpace(scalar) ? 1 : 0; }

extern "C" int32_t icu_shim_is_bidi_control(int32_t scalar) { return u_hasBinaryProperty(scalar, UCHAR_BIDI_CONTROL) ? 1 : 0; }

extern "C" int32_t icu_shim_is_ignorable(int32_t scalar) { return u_hasBinaryProperty(scalar, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ? 1 : 0; }

extern "C" int32_t icu_shim_is_letter(int32_t scalar) {
    return U_GET_GC_MASK(scalar) & (U_GC_L_MASK | U_GC_M_MASK) ? 1 : 0;
}

extern "C" int32_t icu_shim_is_lower_case(int32_t scalar) { return u_charType(scalar) == U_LOWERCASE_LETTER ? 1 : 0; }

extern "C" int32_t icu_shim_lower_case(int32_t scalar) { return u_tolower(scalar); }

extern "C" int32_t icu_shim_general_category(int32_t scalar) { return u_charType(scalar); }

extern "C" int32_t icu_shim_digit_value(int32_t scalar) { return u_charDigitValue(scalar); }

static uint32_t packed(UScriptCode script) {
    const char *name = uscript_getShortName(script);
    if (!name || std::strlen(name) != 4) name = "Zzzz";
    uint32_t code = 0;
    for (int i = 0; i < 4; ++i) code = code << 8 | static_cast<uint8_t>(name[i]);
    return code;
}

extern "C" uint32_t icu_shim_script(int32_t scalar) { return packed(script_of(scalar)); }

extern "C" int32_t icu_shim_has_script(int32_t scalar, uint32_t script) {
    const char code[5] = {
        static_cast<char>(script >> 24), static_cast<char>(script >> 16), static_cast<char>(script >> 8),
        static_cast<char>(script), 0};
    const int32_t value = u_getPropertyValueEnum(UCHAR_SCRIPT, code);
    return value != UCHAR_INVALID_CODE && uscript_hasScript(scalar, static_cast<UScriptCode>(value)) ? 1 : 0;
}

extern "C" int32_t icu_shim_script_extensions(int32_t scalar, uint32_t *result, int32_t capacity) {
    UScriptCode scripts[USCRIPT_CODE_LIMIT];
    Status status;
    int32_t count = uscript_getScriptExtensions(scalar, scripts, USCRIPT_CODE_LIMIT, status);
    for (int32_t i = 0; !status.failed() && i < count && i < capacity; ++i) result[i] = packed(scripts[i]);
    return status.result(count);
}
