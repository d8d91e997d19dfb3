#!/usr/bin/env python3
"""Counts which character follows which, up to four before it, and keeps the n-grams that save most: WORK/grams.npz for pack.py.

Usage: characters.py WORK N TEXT[=REPEAT]…    N: how many n-grams to keep. TEXT: lines of text, counted REPEAT times. WORK holds ch.characters and
vocabulary.pkl, whose terms are counted too. Prints the bits a character of each WORK/test-*.txt.

The committed model: 1600000 n-grams of the laws, 15 million characters of general.py, and 3 times the sentences about climate and environment of
PyPI's `envtext` (`CLS_IsClimate.json`, `SA_Intensity.json`, one a line, ASCII commas made full-width).

Absolute discounting, interpolated with the shorter history; an n-gram is kept by its count times the bits it saves (Stolcke 1998, without
the change of the back-off), and the back-offs are computed anew for what is kept.
"""
import pathlib
import pickle
import sys

import numpy as np

BITS, ORDER = 12, 5
START = (1 << BITS) - 1    # begin of a line
SPACES = " \u3000\t\r"


def alphabet(work):
    """The characters of the channel that the model tells apart, by use: number from 1."""
    return {c: i + 1 for i, c in enumerate((work / "ch.characters").read_text().split("\n")[:START - 1])}


def numbered(text, ids):
    table = np.zeros(0x110000, np.uint16)
    for character, number in ids.items():
        table[ord(character)] = number
    table[[ord(c) for c in SPACES]] = 1 << 15
    table[10] = START
    symbols = table[np.frombuffer(text.encode("utf-32-le"), np.uint32)]
    return np.concatenate([[START], symbols[symbols != 1 << 15]]).astype(np.uint64)


def runs(keys):
    """Where each run of equal keys begins, and the end."""
    return np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1], [True]])) if len(keys) else np.array([0])


def found(keys, wanted):
    if len(keys) == 0:
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def within(keys, size):
    return keys & np.uint64((1 << (BITS * size)) - 1)


def counted(text):
    """By order: n-grams, counts, what the shorter history alone gives them, probabilities."""
    result = []
    for order in range(1, ORDER + 1):
        many = len(text) - order + 1
        keys, good = np.zeros(many, np.uint64), np.ones(many, bool)
        for i in range(order):
            keys = keys << np.uint64(BITS) | text[i:i + many]
            good &= (text[i:i + many] != 0) & (text[i:i + many] != START)
        keys = np.sort(keys[good])
        edges = runs(keys)
        keys, counts = keys[edges[:-1]], np.diff(edges).astype(np.float64)
        histories = runs(keys >> np.uint64(BITS))
        total, kinds = np.add.reduceat(counts, histories[:-1]), np.diff(histories)
        once, twice = (counts == 1).sum(), (counts == 2).sum()
        discount = once / (once + 2 * twice) if order > 1 else 0.5
        shorter = result[-1][3][found(result[-1][0], within(keys, order - 1))[0]] if order > 1 else np.full(len(keys), 1 / 5000)
        backed = np.repeat(discount * kinds / total, kinds) * shorter
        chance = (counts - discount) / np.repeat(total, kinds) + backed
        result.append((keys, counts, backed, chance))
        print("order", order, len(keys), "discount", round(float(discount), 2))
    return result


def kept(grams, most):
    """The n-grams worth most, with their probabilities, and the back-off of each history."""
    worth = [counts * np.log2(chance / backed) if order else np.full(len(keys), np.inf) for order, (keys, counts, backed, chance) in enumerate(grams)]
    every = np.concatenate(worth)
    least = np.partition(every, len(every) - most)[len(every) - most] if most < len(every) else -np.inf
    chosen = [(keys[w >= least], chance[w >= least]) for (keys, _, _, chance), w in zip(grams, worth)]
    backoffs = []
    for order in range(2, ORDER + 1):
        keys, chance = chosen[order - 1]
        edges = runs(keys >> np.uint64(BITS))
        shorter = looked_up(chosen[:order - 1], backoffs, within(keys, order - 1), order - 1)
        rest = np.clip(1 - np.add.reduceat(chance, edges[:-1]), 1e-4, 1) / np.clip(1 - np.add.reduceat(shorter, edges[:-1]), 1e-3, 1)
        backoffs.append(((keys >> np.uint64(BITS))[edges[:-1]], np.minimum(rest, 1)))
    print("kept", [len(keys) for keys, _ in chosen], "histories", [len(keys) for keys, _ in backoffs])
    return chosen, backoffs


def looked_up(chosen, backoffs, keys, order):
    """Probabilities of the last characters of n-grams under what is kept."""
    result, factor, open_ = np.full(len(keys), 1e-7), np.ones(len(keys)), np.ones(len(keys), bool)
    for size in range(order, 0, -1):
        part = within(keys, size)
        at, hit = found(chosen[size - 1][0], part)
        hit &= open_
        result[hit] = factor[hit] * chosen[size - 1][1][at[hit]]
        open_ &= ~hit
        if size > 1:
            at, hit = found(backoffs[size - 2][0], part >> np.uint64(BITS))
            hit &= open_
            factor[hit] *= backoffs[size - 2][1][at[hit]]
    return result


def bits(chosen, backoffs, text):
    """Bits a character of a text, its lines begun without history."""
    places = np.arange(len(text))
    length = np.minimum(places - np.maximum.accumulate(np.where((text == START) | (text == 0), places, -1)), ORDER)
    total = many = 0
    for order in range(1, ORDER + 1):
        at = np.flatnonzero(length == order)
        keys = np.zeros(len(at), np.uint64)
        for back in range(order - 1, -1, -1):
            keys = keys << np.uint64(BITS) | text[at - back]
        total -= np.log2(looked_up(chosen, backoffs, keys, order)).sum()
        many += len(at)
    return total / max(many, 1)


def main():
    work, most = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    ids, parts = alphabet(work), []
    for name in sys.argv[3:]:
        path, _, repeat = name.partition("=")
        parts += [numbered(pathlib.Path(path).read_text(), ids)] * int(repeat or 1)
    words = pickle.load((work / "vocabulary.pkl").open("rb"))["words"]
    parts += [numbered("\n".join(word for word, (_, kind) in words.items() if kind != "word"), ids)] * 2
    chosen, backoffs = kept(counted(np.concatenate(parts)), most)
    np.savez(work / "grams.npz", **{f"g{i + 1}": keys for i, (keys, _) in enumerate(chosen)}, **{f"p{i + 1}": p for i, (_, p) in enumerate(chosen)},
             **{f"h{i + 1}": keys for i, (keys, _) in enumerate(backoffs)}, **{f"b{i + 1}": b for i, (_, b) in enumerate(backoffs)})
    for path in sorted(work.glob("test-*.txt")):
        print(path.name, "%.2f bits a character" % bits(chosen, backoffs, numbered(path.read_text(), ids)))


if __name__ == "__main__":
    main()
