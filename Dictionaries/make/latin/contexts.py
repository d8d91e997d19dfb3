#!/usr/bin/env python3
"""What the words beside a word say where two words of a language are easily taken for one another (French `a` and `à`).

Usage: contexts.py --words DIR --pairs FILES.tsv … --texts DIR --out FILE.npz

DIR of --texts: where Debian's libreoffice-help-LANG (MPL 2.0) and fortunes-LANG were unpacked. Their sentences are not those of the pairs. Pairs of
words are those that the channel of `channel.py` joins; for each the log-odds of a neighbour, or of its last two letters, are counted.
"""
import argparse
import collections
import html
import itertools
import math
import pathlib
import re

import numpy as np

import build
import channel

# The letters without accents as LatinLetters.plain has them.
PLAIN = dict(zip(map(chr, range(0xC0, 0x180)),
                 "aaaaaa.ceeeeiiii.nooooo.ouuuuy..aaaaaa.ceeeeiiii.nooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.lllllll"
                 "lllnnnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz.")) | {"ș": "s", "ț": "t"}
FORTUNES = {"es": "es", "de": "de", "it": "it", "pl": "pl", "pt": "br"}
MOST = 9000
MASK = 0xFFFFFFFF


def plain(word):
    return "".join(c if PLAIN.get(c, ".") == "." else PLAIN[c] for c in word)


def step(value, code):
    return (value ^ code) * 0x01000193 & MASK


def key(language, read, page, side, word):
    """The hash that LatinContexts looks up."""
    value = 0x811C9DC5
    for code in [*map(ord, read), 0x3E, *map(ord, page), language, side, *map(ord, plain(word))]:
        value = step(value, code)
    return (value ^ value >> 15) * 0x2C1B3C6D & MASK


def sentences(folder, language):
    """Lists of words in small letters."""
    texts = []
    for path in sorted(folder.glob(f"usr/share/libreoffice/help/{language}/text/**/*.html")):
        body = re.sub(r"(?s)<(script|style|pre|code|head)\b.*?</\1>", " ", path.read_text(errors="replace"))
        texts += [html.unescape(re.sub(r"<[^>]*>", "", p)) for p in re.findall(r"(?s)<(?:p|li|td|h\d)\b[^>]*>(.*?)</(?:p|li|td|h\d)>", body)]
    for path in sorted(folder.glob(f"usr/share/games/fortunes/{FORTUNES.get(language, '-')}/*")):
        if path.suffix not in (".dat", ".u8") and path.is_file() and not path.is_symlink():
            texts += re.split(r"\n%\n", path.read_text(errors="replace"))
    seen = set()
    for text in texts:
        for sentence in re.split(r"[.!?:;]\s", " ".join(text.split())):
            if sentence not in seen:
                seen.add(sentence)
                words = re.findall(r"[^\W\d_]+", sentence.lower())
                if words:
                    yield words


def readings(word, chances, most=12):
    """{what the OCR may make of the word: cost} by its likeliest confusions of single letters."""
    options = [sorted(((-math.log(p), s) for s, p in chances.get(c, {c: 1.0}).items() if p > 0.02), key=lambda o: o[0])[:4] or [(0.0, c)] for c in word]
    found = {}
    for combination in itertools.islice(itertools.product(*options), 400):
        read, cost = "".join(s for _, s in combination), sum(k for k, _ in combination)
        if read != word and read.isalpha():
            found[read] = min(found.get(read, 99), cost)
    return found


def of_language(number, language, words, chances, folder):
    """{hash: log-odds} of a language."""
    singles = collections.defaultdict(dict)
    for (true, signs), p in chances.items():
        if len(true) == 1:
            singles[true][signs] = p
    confusable = {}
    for page in itertools.islice(words, 30_000):
        if all(max(singles.get(c, {c: 1}), key=singles.get(c, {c: 1}).get) == c for c in page):
            continue
        for read, cost in readings(page, singles).items():
            if read in words and words[page] - cost - words[read] > -4.5:
                confusable.setdefault(read, []).append((page, words[page] - cost - words[read]))
    best = {read: max(pages, key=lambda p: p[1]) for read, pages in confusable.items()}
    watched = set(best) | {page for page, _ in best.values()}
    sides = {word: [collections.Counter() for _ in range(4)] for word in watched}
    totals = collections.Counter()
    for sentence in sentences(folder, language):
        padded = ["", *map(plain, sentence), ""]
        for at, word in enumerate(sentence):
            if word in watched:
                totals[word] += 1
                before, after = padded[at], padded[at + 2]
                for counter, neighbour in zip(sides[word], (before, after, before[-2:], after[-2:])):
                    counter[neighbour] += 1
    found = []
    for read, (page, bias) in best.items():
        if min(totals[read], totals[page]) < 4:
            continue
        found.append((1e9, key(number, read, page, 0, ""), bias))
        for side in range(4):
            a, b = sides[page][side], sides[read][side]
            for neighbour in set(a) | set(b):
                if not neighbour and side >= 2:
                    continue
                odds = math.log((a[neighbour] + 0.3) / (totals[page] + 5)) - math.log((b[neighbour] + 0.3) / (totals[read] + 5))
                if a[neighbour] + b[neighbour] >= 2:
                    found.append(((a[neighbour] + b[neighbour]) * abs(odds), key(number, read, page, side + 1, neighbour), max(-4, min(4, odds))))
    found.sort(reverse=True)
    print(language, len(best), "pairs of words,", sum(f[0] == 1e9 for f in found), "seen,", len(found), "log-odds", flush=True)
    return {k: odds for _, k, odds in found[:MOST]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=pathlib.Path, required=True)
    parser.add_argument("--pairs", type=pathlib.Path, nargs="+", required=True)
    parser.add_argument("--texts", type=pathlib.Path, required=True)
    parser.add_argument("--languages", default="es,fr,pt,de,pl,it,ca,nl")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    chances = channel.pooled(channel.counts(args.pairs))
    found = {}
    for language in args.languages.split(","):
        words = build.read_words(args.words / f"{language}.tsv", build.SIZES[language])
        found |= of_language(list(build.SIZES).index(language), language, words, chances.get(language, chances[""]), args.texts)
    keys = np.array(sorted(found), np.uint32)
    values = np.array([max(-127, min(127, round(16 * found[int(k)]))) for k in keys], np.int8)
    np.savez(args.out, keys=keys, values=values)
    print(len(keys), "log-odds")


if __name__ == "__main__":
    main()
