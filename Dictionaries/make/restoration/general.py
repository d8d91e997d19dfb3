#!/usr/bin/env python3
"""Draws general Chinese text from the word trigram model of libime, for characters.py: characters in sequence as that model has them.

Usage: general.py lm_sc.arpa OUT [CHARACTERS]    lm_sc.arpa: from Debian's source package `libime` (LGPL-2.1+). The text makes no sense beyond three words.
"""
import re
import sys

import numpy as np

HAN = re.compile("^[\u4e00-\u9fff]+$")


def model(path):
    """Probabilities of words, and of the words that follow one and two words, as cumulated sums."""
    words, after, order = {}, ({}, {}), 0
    for line in open(path):
        if line.startswith("\\"):
            order = int(line[1]) if line[1].isdigit() else 0
            continue
        columns = line.rstrip("\n").split("\t")
        if order == 0 or len(columns) < 2:
            continue
        *before, word = columns[1].split(" ")
        if order == 1 and HAN.match(word):
            words[word] = 10 ** float(columns[0])
        elif len(before) == order - 1 > 0 and word in words and all(w in words for w in before):
            after[order - 2].setdefault(tuple(before), []).append((word, 10 ** float(columns[0])))
    cumulated = tuple({key: ([w for w, _ in rows], np.cumsum([p for _, p in rows])) for key, rows in table.items()} for table in after)
    chances = np.array(list(words.values()))
    return (list(words), np.cumsum(chances / chances.sum())), cumulated


def drawn(words, pairs, triples, most, generator):
    """Lines of 200 words: each from what follows the two before, the one before, or nothing, as far as chance goes down."""
    written, first, second, line = 0, None, None, []
    while written < most:
        for following in (triples.get((first, second)), pairs.get((second,)), words):
            at = int(np.searchsorted(following[1], generator.random())) if following else None
            if at is not None and at < len(following[0]):
                break
        word = following[0][min(at, len(following[0]) - 1)]
        line.append(word)
        written += len(word)
        first, second = second, word
        if len(line) == 200:
            yield "".join(line)
            line = []


def main():
    words, (pairs, triples) = model(sys.argv[1])
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 30_000_000
    with open(sys.argv[2], "w") as out:
        for line in drawn(words, pairs, triples, most, np.random.default_rng(1)):
            print(line, file=out)


if __name__ == "__main__":
    main()
