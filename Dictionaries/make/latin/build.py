#!/usr/bin/env python3
"""Builds Dictionaries/models/latin.bin: word lists, confusions and weights of the repairer of misread Latin letters.

Usage: build.py --words DIR --udhr DIR --pairs FILES.tsv … [--contexts FILE] --out FILE
       build.py --weights FILE --out FILE      (puts the weights into a model that is there)

`words.py` writes the word lists, `Corpus/make/pairs.py` the pairs (their `train` split is learnt from), `contexts.py` what stands beside words that
are easily taken for each other, `calibrate.py` the weights. Languages of SIZES are repaired; those of LEFT_ALONE are only known by
the words of the Universal Declaration of Human Rights, so that their text is not taken for a neighbour's.
"""
import argparse
import collections
import json
import math
import pathlib
import re
import sys
import unicodedata

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
import automaton
import channel
from modelfile import write
from words import fold

REVISION = 1
SIZES = {"en": 40_000, "es": 75_000, "fr": 75_000, "pt": 75_000, "de": 100_000, "pl": 110_000, "it": 62_000, "nl": 48_000, "ca": 48_000,
         "cs": 33_000, "sv": 25_000, "nb": 20_000, "da": 20_000, "ro": 28_000, "hu": 25_000, "tr": 20_000, "hr": 20_000, "sk": 17_000,
         "fi": 17_000, "sl": 8_000, "lt": 8_000, "lv": 8_000, "is": 8_000, "id": 8_000, "vi": 4_000}
# Languages whose words are repaired; of the others the lists are too small, and they are only told apart.
REPAIRED = "en es fr pt de pl it nl ca cs sv nb da ro hu tr hr sk fi".split()
LEFT_ALONE = {"gl": "glg", "ast": "ast", "oc": "oci_1 oci_2 oci_3 oci_4 lnc prv", "co": "cos", "fur": "fur", "sc": "src", "lij": "lij", "vec": "vec", "eml": "eml",
              "lld": "lld", "rm": "roh roh_puter roh_rumgr roh_surmiran roh_sursilv roh_sutsilv roh_vallader", "lb": "ltz", "nds": "nds", "fy": "fri", "af": "afr",
              "gsw": "gsw1", "hsb": "hsb", "nn": "nno", "fo": "fao", "et": "est", "eu": "eus", "br": "bre", "ga": "gle", "gd": "gla", "gv": "glv",
              "mt": "mlt", "sq": "als", "eo": "epo", "ia": "ina", "io": "ido", "la": "lat lat_1", "sco": "sco", "tpi": "pis", "pcm": "pcm", "bi": "bis", "kri": "kri",
              "pap": "pap", "cbk": "cbk", "ht": "hat_kreyol hat_popular", "wa": "wln", "pcd": "pcd", "crs": "crs", "kea": "kea", "pov": "pov", "lad": "lad",
              "tl": "tgl", "ceb": "ceb", "sw": "swh", "so": "som", "mg": "plt", "zu": "zul", "xh": "xho", "yo": "yor", "ku": "kmr", "az": "azj_latn", "uz": "uzn_latn",
              "tk": "tuk_latn", "crh": "crh", "se": "sme", "krl": "krl", "fkv": "fkv", "vep": "vep", "rmn": "rmn rmn_1 rmy", "qu": "quz quy", "gn": "gug", "tet": "tet",
              "jv": "jav", "su": "sun", "ms": "zlm", "haw": "haw", "mi": "mri", "sm": "smo"}
CLASSES = 7
FEATURES = 24  # LatinFeatures.count
# Confusions that good print shows too seldom to count.
RARE = [("m", "rn"), ("rn", "m"), ("l", "i"), ("i", "l"), ("l", "1"), ("i", "1"), ("o", "0"), ("d", "cl"), ("cl", "d"), ("w", "vv"), ("vv", "w"), ("h", "li"),
        ("li", "h"), ("c", "e"), ("e", "c"), ("l", "|"), ("i", "|"), ("n", "ri"), ("ri", "n"), ("u", "ii"), ("f", "t"), ("t", "f"), ("g", "q"), ("q", "g"), ("s", "5"),
        ("b", "6"), ("u", "li"), ("t", "l"), ("l", "t"), ("nn", "m"), ("m", "nn"), ("y", "v"), ("v", "y"), ("a", "o"), ("o", "a"), ("n", "u"), ("u", "n"), ("h", "b"),
        ("b", "h"), ("l", "!"), ("i", "!"), ("j", "i"), ("i", "j"), ("r", "t"), ("ii", "u"), ("tt", "it"), ("ti", "fi"), ("fi", "ti"), ("ff", "f"), ("ll", "l"), ("e", "o")]
RARE_CHANCE = 1.5e-4
FLOOR = 2e-5


def read_words(path, size):
    """{word: natural logarithm of its share} of the most frequent words."""
    found = {}
    for line in path.read_text().splitlines():
        word, zipf, _ = line.split("\t")
        if len(found) < size:
            found[word] = float(zipf)
    if path.stem == "pt":
        # Brazil writes eletrônico, Portugal eletrónico: the text decides, not how many wrote each.
        for word, zipf in list(found.items()):
            other = word.translate(str.maketrans("ôê", "óé"))
            if other != word and other in found:
                found[word] = found[other] = max(zipf, found[other])
    total = sum(10 ** z for z in found.values())
    return {w: math.log(10 ** z / total) for w, z in found.items()}


def declared(files, folder, most=700):
    """The same of the Declaration's words in a language."""
    counts = collections.Counter()
    for name in files.split():
        path = folder / f"{name}.txt"
        if path.exists():
            text = unicodedata.normalize("NFC", path.read_text())
            counts.update(w.lower() for w in re.findall(r"[^\W\d_]+", text))
    counts = collections.Counter(dict(counts.most_common(most)))
    total = sum(counts.values()) * 2.0  # half of a text's words are not among these
    return {w: math.log(n / total) for w, n in counts.items()}


def alphabet(words, most=62):
    """The letters of the words, the most used first; words with rarer ones are left out."""
    counts = collections.Counter()
    for word in words:
        counts.update(word)
    return "".join(c for c, n in counts.most_common(most) if ord(c) < 0xFFFF)


def classes(words):
    """Borders of the classes of frequency: the frequent words are parted finely, since what they say decides most."""
    values = np.array(sorted(words.values()))
    low, high = values[int(0.02 * len(values))], values[-1]
    return [low + (high - low) * share for share in (0.1, 0.2, 0.32, 0.45, 0.6, 0.78)]


def entries(chances, letters):
    """Rows of the channel: two letter codes, three signs, cost in 1/20 nat."""
    code = {c: i + 1 for i, c in enumerate(letters)}
    best = dict(chances)
    for true, signs in RARE:
        best[true, signs] = max(best.get((true, signs), 0), RARE_CHANCE)
    for letter in letters:
        plain = fold(letter)
        if plain != letter and sum(p for (t, _), p in best.items() if t == letter) < 0.5:
            best[letter, plain] = max(best.get((letter, plain), 0), 0.4)
        best.setdefault((letter, letter), 0.3 if plain != letter else 0.97)
    rows = []
    for (true, signs), chance in best.items():
        if not signs or chance < FLOOR or any(c not in code for c in true) or any(ord(c) > 0xFFFF or c.isspace() for c in signs) or len(signs) > 3:
            continue
        if not any(c.isalnum() or c in "¢€£$|§!&@" for c in signs):
            continue
        units = [ord(c) for c in signs] + [0, 0]
        rows.append([code[true[0]] | (code[true[1]] << 8 if len(true) == 2 else 0), *units[:3], min(round(-20 * math.log(min(chance, 1))), 255)])
    return sorted(rows, key=lambda r: r[1:])


def sections_of(path):
    """The sections of a model as they are, to put weights into."""
    data = path.read_bytes()
    count = int.from_bytes(data[8:12], "little")
    found = {}
    for entry in range(16, 16 + 24 * count, 24):
        start, length = (int.from_bytes(data[entry + at:entry + at + 8], "little") for at in (8, 16))
        found[data[entry:entry + 8].rstrip(b"\0").decode()] = data[start:start + length]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=pathlib.Path)
    parser.add_argument("--udhr", type=pathlib.Path)
    parser.add_argument("--pairs", type=pathlib.Path, nargs="+")
    parser.add_argument("--contexts", type=pathlib.Path)
    parser.add_argument("--weights", type=pathlib.Path)
    parser.add_argument("--languages", help="only these, for a trial")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    if args.weights:
        weights = json.loads(args.weights.read_text())
        write(args.out, REVISION, sections_of(args.out) | {name: np.array(weights[name], np.float32) for name in ("misread", "right")})
        return
    chances = channel.pooled(channel.counts(args.pairs))
    names, directory, edges, letters, zipfs, confusions = [], [], [], [], [], []
    for language in args.languages.split(",") if args.languages else [*SIZES, *LEFT_ALONE]:
        words = read_words(args.words / f"{language}.tsv", SIZES[language]) if language in SIZES else declared(LEFT_ALONE[language], args.udhr)
        if len(words) < 100:
            print("no words:", language)
            continue
        own = alphabet(words)
        code = {c: i + 1 for i, c in enumerate(own)}
        words = {w: v for w, v in words.items() if all(c in code for c in w)}
        borders = classes(words)
        kinds = {w: 1 + int(np.searchsorted(borders, v)) for w, v in words.items()}
        means = [np.mean([v for w, v in words.items() if kinds[w] == k] or [borders[min(k, 6) - 1]]) for k in range(1, CLASSES + 1)]
        numbers, start = automaton.compiled({tuple(code[c] for c in w): k for w, k in kinds.items()})
        rows = entries(chances.get(language, chances[""]), own) if language in REPAIRED else []
        directory.append([sum(map(len, edges)), len(numbers), start, sum(map(len, letters)), len(own), sum(map(len, confusions)) // 5, len(rows), int(language in REPAIRED)])
        names.append(language)
        edges.append(numbers)
        letters.append(np.array([ord(c) for c in own], np.uint16))
        zipfs.append(np.array([0, *means], np.float32))
        confusions.append(np.array(rows, np.uint16).reshape(-1))
        print(language, len(words), "words", len(numbers), "edges", len(rows), "confusions", flush=True)
    sections = {"langs": "\n".join(names).encode(), "direct": np.array(directory, np.int32), "edges": np.concatenate(edges), "letters": np.concatenate(letters),
                "zipf": np.concatenate(zipfs), "channel": np.concatenate(confusions)}
    blank = [FEATURES, 1, *[0] * FEATURES, *[1] * FEATURES, *[0] * FEATURES, 0, 0, 0]
    for name in ("misread", "right"):
        sections[name] = np.array(blank, np.float32)
    contexts = np.load(args.contexts) if args.contexts else {"keys": np.zeros(0, np.uint32), "values": np.zeros(0, np.int8)}
    sections |= {"ctxkeys": contexts["keys"], "ctxvals": contexts["values"]}
    write(args.out, REVISION, sections)
    print(args.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
