// ICUShim: the one place where ICU is called. The functions take and give <stdint.h> types only, because ICU's own
// headers clash with Foundation's when one Swift file sees both.
#ifndef ICU_SHIM_H
#define ICU_SHIM_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The version of ICU that is linked, e.g. "72.1".
const char *icu_shim_version(void);

/// Whether the script of `scalar` is written without spaces between words, so that a line may end between two of its
/// letters (Han, Hiragana, Katakana, Thai, …): `uscript_breaksBetweenLetters`.
int32_t icu_shim_breaks_between_letters(int32_t scalar);

/// The ASCII letters and digits that `scalar` looks like: its compatibility decomposition (NFKD) without marks, or failing
/// that its confusable skeleton (UTS #39). Writes at most `capacity` bytes; returns how many, 0 when it looks like none.
int32_t icu_shim_latin_lookalike(int32_t scalar, uint8_t *out, int32_t capacity);

/// The ranges `[first, last]` of letters and numbers (\p{L}, \p{N}) of the Basic Multilingual Plane, as pairs.
/// Returns the number of pairs; writes at most `capacity` of them.
int32_t icu_shim_letter_ranges(int32_t *out, int32_t capacity);

#ifdef __cplusplus
}
#endif

#endif
