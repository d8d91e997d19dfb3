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

/// Property Bidi_Control (UAX #9): marks, embeddings, overrides and isolates.
int32_t icu_shim_is_bidi_control(int32_t scalar);

/// Property Default_Ignorable_Code_Point: nothing is printed for it. Soft hyphens, joiners, marks of direction, variation selectors.
int32_t icu_shim_is_ignorable(int32_t scalar);

/// General category L* or M*.
int32_t icu_shim_is_letter(int32_t scalar);

/// General category Ll.
int32_t icu_shim_is_lower_case(int32_t scalar);

/// The simple lower-case mapping: one scalar for one scalar.
int32_t icu_shim_lower_case(int32_t scalar);

/// General category as a number, in the order of UCharCategory: 0 is Cn, 1 Lu, 2 Ll …
int32_t icu_shim_general_category(int32_t scalar);

/// Value 0 to 9 of a decimal digit of any script, -1 for anything else: `u_charDigitValue`.
int32_t icu_shim_digit_value(int32_t scalar);

/// The scalar's script: the four letters of its ISO 15924 code ("Latn", "Zyyy" …) as a big-endian number.
uint32_t icu_shim_script(int32_t scalar);

/// Whether `scalar` is used with `script`, by its script extensions. 0 for codes that ICU does not know.
int32_t icu_shim_has_script(int32_t scalar, uint32_t script);

/// Writes the scalar's script extensions. Gives their number.
int32_t icu_shim_script_extensions(int32_t scalar, uint32_t *scripts, int32_t capacity);

// Normalisation (UAX #15)

/// 1 when the text (valid UTF-8) is in NFC.
int32_t icu_shim_is_nfc(const uint8_t *text, int32_t length);

/// Sets bit `scalar % 64` of `bits[scalar / 64]` for every scalar up to U+FFFF that can be in no text but one in NFC: those
/// with NFC_Quick_Check=Yes and combining class 0. `bits` has 1024 elements. Gives 0 or an error.
int32_t icu_shim_nfc_safe(uint64_t *bits);

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

// Conversion

/// A converter from one encoding.
typedef struct icu_shim_converter icu_shim_converter;

/// Units of `text_unit` bytes of text that came from `source_unit` bytes each. The run ends where the next begins.
typedef struct {
    int32_t text_start;
    int32_t source_start;
    int32_t text_unit;
    int32_t source_unit;
} icu_shim_run;

/// What a conversion gave. It belongs to the converter and lasts until its next use.
typedef struct {
    const uint8_t *text;
    int32_t text_length;
    const icu_shim_run *runs;
    int32_t run_count;
    /// Offsets in the source of the sequences that are not valid, each of which gave one U+FFFD.
    const int32_t *invalid;
    int32_t invalid_count;
} icu_shim_decoded;

/// NULL when ICU knows no such encoding. `name` is an IANA name or an alias of it.
icu_shim_converter *icu_shim_converter_open(const char *name);
void icu_shim_converter_close(icu_shim_converter *converter);

/// Converts a piece of text that begins and ends at whole characters to UTF-8. Gives 0 or an error.
int32_t icu_shim_decode(icu_shim_converter *converter, const uint8_t *source, int32_t length, icu_shim_decoded *result);

/// Writes the name that IANA has for the encoding, or ICU's when it has none. Gives its length, or an error for names
/// that ICU does not know.
int32_t icu_shim_iana_name(const char *name, char *buffer, int32_t capacity);

/// How many converters ICU has, and the name of one of them; NULL beyond the last.
int32_t icu_shim_converter_count(void);
const char *icu_shim_converter_name(int32_t index);

/// Sets `table[scalar]`, for the 65,536 scalars of the Basic Multilingual Plane, to the one or two bytes that the encoding
/// has for it, as a big-endian number; 0 where it has none or more. Gives 0 or an error.
int32_t icu_shim_encoding_table(const char *name, uint16_t *table);

/// Sets `scalars[byte]`, for all 256 bytes, to what the byte alone stands for; -1 where it stands for nothing.
int32_t icu_shim_byte_table(const char *name, int32_t *scalars);

/// General category (UCharCategory), script (UScriptCode) and simple lower case of each scalar of the Basic Multilingual
/// Plane: three tables of 65,536 elements.
void icu_shim_plane_properties(uint8_t *categories, uint8_t *scripts, uint16_t *lower);

/// The first scalar of the canonical decomposition of `scalar`, and in `second` the other one or 0. 0 when it has none.
int32_t icu_shim_decomposition(int32_t scalar, int32_t *second);

/// Writes the text in NFKC: compatibility forms replaced by what they are forms of. Gives its length.
int32_t icu_shim_nfkc(const uint8_t *text, int32_t length, char *buffer, int32_t capacity);

// Detection of encodings

/// A guess of ICU's detector. The strings are constants of ICU.
typedef struct {
    const char *name;
    /// ISO 639 code, empty when the encoding does not tell.
    const char *language;
    /// 0 to 100. It is a score and no probability.
    int32_t confidence;
} icu_shim_match;

/// Fills `matches` with what the bytes may be, most likely first. Gives their number.
int32_t icu_shim_detect(const uint8_t *bytes, int32_t length, icu_shim_match *matches, int32_t capacity);

// Boundaries (UAX #29)

typedef struct icu_shim_breaker icu_shim_breaker;

/// Finds words (`kind` 1) or sentences (2) by the rules of `locale`, a BCP 47 tag or ICU name. NULL on failure.
icu_shim_breaker *icu_shim_breaker_open(int32_t kind, const char *locale);
void icu_shim_breaker_close(icu_shim_breaker *breaker);

/// Fills `ends` with the offset at which each piece of `text` ends, and `kinds` with what ICU says of the piece
/// (UWordBreak; 0 for white space and punctuation). Gives the number of pieces.
int32_t icu_shim_breaks(
    icu_shim_breaker *breaker, const uint8_t *text, int32_t length, int32_t *ends, int32_t *kinds, int32_t capacity);

// Confusables (UTS #39) and transliteration

typedef struct icu_shim_confusables icu_shim_confusables;
icu_shim_confusables *icu_shim_confusables_open(void);
void icu_shim_confusables_close(icu_shim_confusables *confusables);

/// Writes the skeleton of `text`: texts that look alike have the same one. Gives its length. Threads may share the handle.
int32_t icu_shim_skeleton(
    const icu_shim_confusables *confusables, const uint8_t *text, int32_t length, char *buffer, int32_t capacity);

typedef struct icu_shim_transliterator icu_shim_transliterator;

/// `id` is one of ICU's, e.g. "Latin-ASCII" or "Han-Latin; Latin-ASCII". NULL when there is none.
icu_shim_transliterator *icu_shim_transliterator_open(const char *id);
void icu_shim_transliterator_close(icu_shim_transliterator *transliterator);
int32_t icu_shim_transliterate(
    const icu_shim_transliterator *transliterator, const uint8_t *text, int32_t length, char *buffer, int32_t capacity);

// Names and marks of a locale (CLDR)

/// Writes the names of the months of the Gregorian calendar, one a line. `width` is 0 for abbreviated ones, 1 for wide
/// ones; `standalone` is 1 for the form that stands without a day.
int32_t icu_shim_month_names(const char *locale, int32_t width, int32_t standalone, char *buffer, int32_t capacity);

/// Writes "CODE name", one a line, for every ISO 3166 alpha-2 code, with the region's name in the language of `locale`.
int32_t icu_shim_region_names(const char *locale, char *buffer, int32_t capacity);

/// Writes the mark that `locale` puts before decimals (`kind` 0) or between groups of digits (1).
int32_t icu_shim_number_mark(const char *locale, int32_t kind, char *buffer, int32_t capacity);

#ifdef __cplusplus
}
#endif

#endif
