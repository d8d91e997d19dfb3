"""Words of the languages with their frequencies, and which of them a spelling dictionary knows.

Frequencies: the lists of PyPI's `wordfreq` 3.1.1 (CC BY-SA 4.0; see Dictionaries/SOURCES.md), unpacked. They are counts of the web, of
subtitles and of Wikipedia, so that they hold what people misspell: `proteccion` beside `protección`. A word counts as one of the language
when Hunspell's dictionary (Debian's hunspell-LANG) or Debian's word list (wspanish …) knows it. Others are taken for names when they are
frequent and are no word of the language without its accents.
"""
import gzip
import math
import pathlib
import subprocess
import unicodedata

import msgpack

# Hunspell dictionaries and word lists of each language. A word list is only used where it holds inflected forms.
DICTIONARIES = {
    "en": ([], ["american-english-large", "british-english-large"]), "es": (["es_ES"], []), "fr": ([], ["french"]),
    "pt": (["pt_PT", "pt_BR"], ["portuguese", "brazilian"]), "de": (["de_DE"], ["ngerman"]), "pl": (["pl_PL"], []),
    "it": (["it_IT"], ["italian"]), "nl": (["nl"], ["dutch"]), "ca": (["ca", "ca_ES-valencia"], ["catalan"]), "cs": (["cs_CZ"], []),
    "sv": (["sv_SE"], ["swedish"]), "nb": (["nb_NO"], ["bokmaal"]), "da": (["da_DK"], ["danish"]), "ro": (["ro_RO"], []),
    "hu": (["hu_HU"], []), "tr": (["tr_TR"], []), "sk": (["sk_SK"], []), "sl": (["sl_SI"], []), "hr": (["hr_HR", "bs_BA"], []),
    "lt": (["lt_LT"], []), "lv": (["lv_LV"], []), "is": (["is_IS"], []), "id": (["id_ID"], []), "fi": ([], []), "vi": (["vi_VN"], []), 
}
LISTS = {"hr": "sh"}
APOSTROPHES = "'’·"


def fold(word):
    """The word without accents, for telling what an accent alone parts."""
    extra = {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
    return "".join(extra.get(c, c) for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def is_word(word):
    return all(unicodedata.category(c)[0] == "L" and "LATIN" in unicodedata.name(c, "") for c in word)


def frequencies(folder, language):
    """{word: Zipf frequency}: the logarithm of occurrences per thousand million words."""
    name = LISTS.get(language, language)
    path = folder / f"large_{name}.msgpack.gz"
    if not path.exists():
        path = folder / f"small_{name}.msgpack.gz"
    if not path.exists():
        return {}
    found = {}
    for centibels, words in enumerate(msgpack.load(gzip.open(path), raw=False)[1:]):
        for word in words:
            word = unicodedata.normalize("NFC", word).replace("ŀl", "l·l")
            for part in word.replace("’", "'").split("'") if "'" in word or "’" in word else [word]:
                if part and is_word(part.replace("·", "")):
                    value = 10 ** (9 - (centibels) / 100)
                    found[part] = found.get(part, 0) + value
    return {w: math.log10(v) for w, v in found.items()}


def accepted(words, dictionaries, hunspell):
    """Those of the words that one of the Hunspell dictionaries accepts as they are or capitalised."""
    known = set()
    for dictionary in dictionaries:
        for form in (str, str.capitalize, str.upper):
            rest = [w for w in words if w not in known and (form is not str.upper or len(w) <= 5)]
            text = "\n".join(form(w) for w in rest) + "\n"
            run = subprocess.run(["hunspell", "-i", "utf-8", "-d", str(hunspell / dictionary), "-l"], input=text, capture_output=True, text=True, check=True)
            wrong = set(run.stdout.split("\n"))
            known |= {w for w in rest if form(w) not in wrong}
    return known


def listed(lists, folder):
    found = set()
    for name in lists:
        for line in (folder / name).read_text(errors="replace").splitlines():
            word = unicodedata.normalize("NFC", line.strip().split("/")[0]).lower()
            if word and is_word(word):
                found.add(word)
    return found


def vocabulary(language, root, wordfreq):
    """[(word, Zipf frequency, whether a dictionary knows it)] of a language, most frequent first.

    root: where Debian's packages were unpacked; wordfreq: the folder of wordfreq's data."""
    counts = frequencies(wordfreq, language)
    dictionaries, lists = DICTIONARIES[language]
    known = listed(lists, root / "usr/share/dict")
    if dictionaries:
        known |= accepted([w for w in counts if w not in known], dictionaries, root / "usr/share/hunspell")
    best = {}
    for word in known:
        best[fold(word)] = max(best.get(fold(word), 0), counts.get(word, 0))
    result = []
    for word, zipf in counts.items():
        if word in known:
            result.append((word, zipf, True))
        elif (zipf >= 2.6 or not (dictionaries or lists)) and len(word) > 1 and best.get(fold(word), -9) < zipf - 1.5:
            result.append((word, zipf, False))
    return sorted(result, key=lambda r: (-r[1], r[0]))


def main():
    import argparse
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, required=True, help="folder that the Debian packages hunspell-* and w* were unpacked into")
    parser.add_argument("--wordfreq", type=pathlib.Path, required=True, help="folder of wordfreq's *.msgpack.gz")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--languages", default=",".join(DICTIONARIES))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for language in args.languages.split(","):
        rows = vocabulary(language, args.root, args.wordfreq)
        with (args.out / f"{language}.tsv").open("w") as file:
            for word, zipf, known in rows:
                print(word, f"{zipf:.2f}", int(known), sep="\t", file=file)
        print(language, len(rows), sum(k for _, _, k in rows), flush=True)


if __name__ == "__main__":
    main()
