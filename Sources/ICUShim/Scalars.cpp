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

extern "C" int32_t icu_shim_is_letter(int32_t scalar) {
    return U_GET_GC_MASK(scalar) & (U_GC_L_MASK | U_GC_M_MASK) ? 1 : 0;
}

extern "C" int32_t icu_shim_is_lower_case(int32_t scalar) { return u_charType(scalar) == U_LOWERCASE_LETTER ? 1 : 0; }

extern "C" int32_t icu_shim_general_category(int32_t scalar) { return u_charType(scalar); }

extern "C" int32_t icu_shim_digit_value(int32_t scalar) { return u_charDigitValue(scalar); }

extern "C" int32_t icu_shim_script(int32_t scalar, char code[5]) {
    const char *name = uscript_getShortName(script_of(scalar));
    std::strncpy(code, name ? name : "Zzzz", 4);
    code[4] = 0;
    return 4;
}

extern "C" int32_t icu_shim_has_script(int32_t scalar, const char *code) {
    int32_t script = u_getPropertyValueEnum(UCHAR_SCRIPT, code);
    return script != UCHAR_INVALID_CODE && uscript_hasScript(scalar, static_cast<UScriptCode>(script)) ? 1 : 0;
}

extern "C" int32_t icu_shim_script_extensions(int32_t scalar, char *codes, int32_t capacity) {
    UScriptCode scripts[USCRIPT_CODE_LIMIT];
    Status status;
    int32_t count = uscript_getScriptExtensions(scalar, scripts, USCRIPT_CODE_LIMIT, status);
    if (status.failed()) return status.result(0);
    for (int32_t i = 0; i < count && 4 * i + 4 <= capacity; ++i) {
        const char *name = uscript_getShortName(scripts[i]);
        std::memcpy(codes + 4 * i, name ? name : "Zzzz", 4);
    }
    return 4 * count;
}
