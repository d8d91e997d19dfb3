#!/usr/bin/env python3
"""Builds Dictionaries/models/han.bin but for its networks, which calibrate.py adds.

Usage: build.py --law zh-official.txt.xz --help-pages DIR --words dict.txt --places DIR --misread FILE… --pairs FILE… --arpa lm_sc.arpa --out han.bin

`--words`: the dictionary of the package jieba; `--misread`: files of misread.py; `--pairs`: the pages that calibrate.py learns from and tests
on, as Corpus/make/pairs.py writes them: no paragraph of law or help that one of them prints, in either half, is learnt here. `--arpa`: the word model of
libime (Debian source package, LGPL-2.1+), of which everyday text is drawn.
"""
import argparse
import collections
import pathlib
import sys

import numpy as np

import confusions
import corpus
import ngrams
import packing
import sampled
import symbols

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import modelfile

HELP = ["usr/share/libreoffice/help/zh-CN/text/**/*.html", "usr/share/help/zh_CN/**/*.page", "usr/share/doc/debian-handbook/html/zh-CN/*.html"]
NGRAMS, CANDIDATES, SHINGLE, ORDER = 1_900_000, 48, 18, 4
DRAWN = 8_000_000  # characters drawn from the word model, beside twelve million of law


def only_han(text):
    return "".join(c for c in text if symbols.is_han(ord(c)))


def printed(files):
    """The sequences of characters that the pages of the pairs hold."""
    found, text = set(), ""
    for path in files:
        for line in open(path, encoding="utf-8"):
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 9:
                text += only_han(fields[6])
            else:
                found.update(text[i:i + SHINGLE] for i in range(len(text) - SHINGLE + 1))
                text = ""
    return found


def learnt(args):
    """The paragraphs to learn from."""
    pages = printed(args.pairs)
    lines = [line for line, away, document_away in corpus.law(args.law) if not away and not document_away]
    lines += [line for line in dict.fromkeys(corpus.help_pages(args.help_pages, HELP)) if not corpus.held_out(line)]
    for line in lines:
        han = only_han(line)
        if not any(han[i:i + SHINGLE] in pages for i in range(0, max(1, len(han) - SHINGLE + 1), 5)):
            yield line


def characters(paragraphs, words):
    """The known characters, most frequent first: all of GB 2312 that occur, others from two occurrences on."""
    count, in_words = collections.Counter(), collections.Counter()
    for line in paragraphs:
        count.update(line)
    for word, _ in words:
        in_words.update(word)
    han = [c for c in set(count) | set(in_words) if symbols.is_han(ord(c)) and (count[c] >= 2 or in_gb2312(c))]
    han.sort(key=lambda c: (-count[c] - 0.1 * in_words[c], c))
    return han[:ngrams.BREAK - symbols.FIRST_HAN - 1]


def in_gb2312(character):
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def stream(table, paragraphs, words, places, everyday):
    result = []
    for line in paragraphs:
        result.append(symbols.BOUNDARY)
        result += table.read(line)[0]
    entries = [(word, 1 + (frequency >= 10) + (frequency >= 300)) for word, frequency in words] + [(place, 2) for place in places]
    for word, times in entries:
        read = table.read(word)[0]
        if symbols.UNKNOWN not in read:
            result += ([ngrams.BREAK] + read) * times
    for chain in everyday:
        result.append(ngrams.BREAK)
        result += [ngrams.BREAK if symbol == symbols.UNKNOWN else symbol for symbol in table.read(chain)[0]]
    return np.array(result + [ngrams.BREAK], np.uint64)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--law", required=True)
    parser.add_argument("--help-pages", required=True)
    parser.add_argument("--words", required=True)
    parser.add_argument("--places", required=True)
    parser.add_argument("--misread", nargs="+", required=True)
    parser.add_argument("--pairs", nargs="+", required=True)
    parser.add_argument("--arpa", required=True)
    parser.add_argument("--fonts", type=pathlib.Path, default=pathlib.Path("/usr/share/fonts"))
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    paragraphs, words = list(learnt(args)), list(corpus.words(args.words))
    han = characters(paragraphs, words)
    table = symbols.Symbols([ord(c) for c in han])
    text = stream(table, paragraphs, words, corpus.places(args.places), sampled.paragraphs(args.arpa, DRAWN))
    model = ngrams.pruned(*ngrams.estimate(text, ORDER), NGRAMS)
    print(f"{len(paragraphs)} paragraphs, {len(text)} symbols, {len(han)} characters, n-grams {[len(k) for k in model.keys]}", flush=True)
    frequency = np.bincount(text.astype(np.int64), minlength=len(table))[symbols.FIRST_HAN:len(table)].astype(float)
    counts = sum((confusions.counted(path) for path in args.misread), collections.Counter())
    channel, output = confusions.channel(han, frequency, counts, args.fonts)
    best, cost = confusions.candidates(channel, frequency, CANDIDATES)
    modelfile.write(args.out, 1, packing.sections(table, model, best, cost, output))


if __name__ == "__main__":
    main()
