// ICUShim: the one place where ICU is called. The functions take and give <stdint.h> types only, because ICU's own
// headers clash with Foundation's when one Swift file sees both.
//
// Conventions. Text is UTF-8 with a length in bytes; scalars are Unicode code points as int32_t. A function that can fail
// gives a negative number then: the negated UErrorCode, whose name icu_shim_error_name tells. A function that fills a
// buffer gives the length that is needed: when that is more than the capacity, call again with a larger buffer.
// Handles are freed by their _close function and must not be used by two threads at once unless said otherwise.
#ifndef ICU_SHIM_H
#define ICU_SHIM_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The version of ICU that is linked, e.g. "72.1".
const char *icu_shim_version(void);

/// The name of an error that a function gave, e.g. "U_FILE_ACCESS_ERROR".
const char *icu_shim_error_name(int32_t result);

// Scalars (UAX #24, UAX #44)

/// Whether the script of `scalar` is written without spaces between words, so that a line may end between two of its
/// letters (Han, Hiragana, Katakana, Thai, …): `uscript_breaksBetweenLetters`.
int32_t icu_shim_breaks_between_letters(int32_t scalar);

/// The ASCII letters and digits that `scalar` looks like: its compatibility decomposition (NFKD) without marks, or failing
/// that its confusable skeleton (UTS #39). Writes at most `capacity` bytes; returns how many, 0 when it looks like none.
int32_t icu_shim_latin_lookalike(int32_t scalar, uint8_t *out, int32_t capacity);

/// The ranges `[first, last]` of letters and numbers (\p{L}, \p{N}) of the Basic Multilingual Plane, as pairs.
/// Returns the number of pairs; writes at most `capacity` of them.
int32_t icu_shim_letter_ranges(int32_t *out, int32_t capacity);

/// Whether a line break before or after `scalar` stands for no space when the other side is such a scalar too: those of
/// icu_shim_breaks_between_letters, and the wide punctuation that goes with them.
int32_t icu_shim_needs_no_space(int32_t scalar);

/// Property White_Space.
int32_t icu_shim_is_white_space(int32_t scalar);

/// General category L* or M*.
int32_t icu_shim_is_letter(int32_t scalar);

/// General category Ll.
int32_t icu_shim_is_lower_case(int32_t scalar);

/// General category as a number, in the order of UCharCategory: 0 is Cn, 1 Lu, 2 Ll …
int32_t icu_shim_general_category(int32_t scalar);

/// Value 0 to 9 of a decimal digit of any script, -1 for anything else: `u_charDigitValue`.
int32_t icu_shim_digit_value(int32_t scalar);

/// Writes the four-letter ISO 15924 code of the scalar's script ("Latn", "Zyyy" …) and a NUL. Gives 4.
int32_t icu_shim_script(int32_t scalar, char code[5]);

/// Whether `scalar` is used with the script of ISO 15924 code `code`, by its script extensions. 0 for unknown codes.
int32_t icu_shim_has_script(int32_t scalar, const char *code);

/// Writes the codes of the scalar's script extensions, four letters each without separators. Gives the number of bytes.
int32_t icu_shim_script_extensions(int32_t scalar, char *codes, int32_t capacity);

// Normalisation (UAX #15)

/// 1 when the text (valid UTF-8) is in NFC.
int32_t icu_shim_is_nfc(const uint8_t *text, int32_t length);

/// One stretch of text that normalisation left as it was (`changed` 0, both lengths equal) or changed.
typedef struct {
    int32_t old_length;
    int32_t new_length;
    int32_t changed;
} icu_shim_edit;

/// The result of a normalisation. It belongs to the caller, who frees it.
typedef struct icu_shim_normalized icu_shim_normalized;

/// Normalises valid UTF-8 to NFC. NULL when there is no memory or no data.
icu_shim_normalized *icu_shim_nfc(const uint8_t *text, int32_t length);
const uint8_t *icu_shim_normalized_text(const icu_shim_normalized *result, int32_t *length);
const icu_shim_edit *icu_shim_normalized_edits(const icu_shim_normalized *result, int32_t *count);
void icu_shim_normalized_close(icu_shim_normalized *result);

#ifdef __cplusplus
}
#endif

#endif
