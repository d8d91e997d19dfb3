"""Text of everyday words drawn from a word model: what laws and help pages do not say, for the n-grams of build.py.

A model of words cannot be asked while characters are read, but text that it writes teaches a character model most of what it knows: the
n-grams of its frequent words and pairs come out as often as it holds them likely (Deoras et al. 2011, "Variational Approximation of
Long-Span Language Models for LVCSR", sample a long-span model into n-grams in the same way).
"""
import re

import numpy as np

HAN = re.compile("^[\u4e00-\u9fff]+$")
CHAINS = 20_000


def model(path):
    """(words, their probabilities, start of each word's pairs, second words, their probabilities) of an ARPA file."""
    words, single, pairs, order = {}, [], [], 0
    for line in open(path, encoding="utf-8"):
        if line.startswith("\\"):
            order = int(line[1]) if line[1].isdigit() else 0
            if order == 3:
                break
            continue
        columns = line.rstrip("\n").split("\t")
        if order == 1 and len(columns) >= 2 and HAN.match(columns[1]):
            words[columns[1]] = len(words)
            single.append(10 ** float(columns[0]))
        elif order == 2 and len(columns) >= 2:
            first, _, second = columns[1].partition(" ")
            if first in words and second in words:
                pairs.append((words[first], words[second], 10 ** float(columns[0])))
    pairs = np.array(sorted(pairs))
    starts = np.searchsorted(pairs[:, 0], np.arange(len(words) + 1))
    return list(words), np.array(single), starts, pairs[:, 1].astype(np.int64), pairs[:, 2]


def paragraphs(path, characters, seed=1):
    """Chains of words, each drawn after the one before it: about as many characters as asked for."""
    words, single, starts, seconds, probability = model(path)
    chance = np.random.default_rng(seed)
    alone = np.cumsum(single / single.sum())
    sums = np.concatenate([[0], np.cumsum(probability)])
    listed = sums[starts[1:]] - sums[starts[:-1]]
    at = np.minimum(np.searchsorted(alone, chance.random(CHAINS)), len(words) - 1)
    chains, drawn = [at], 0
    lengths = np.array([len(word) for word in words])
    while drawn < characters:
        point = chance.random(CHAINS)
        follows = point < listed[at]
        pair = np.searchsorted(sums, sums[starts[at]] + np.where(follows, point, 0), side="right") - 1
        fresh = np.minimum(np.searchsorted(alone, chance.random(CHAINS)), len(words) - 1)
        at = np.where(follows, seconds[np.minimum(pair, len(seconds) - 1)], fresh)
        chains.append(at)
        drawn += int(lengths[at].sum())
    return ["".join(words[word] for word in chain) for chain in np.stack(chains, 1)]
