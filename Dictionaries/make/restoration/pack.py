#!/usr/bin/env python3
"""Packs what channel.swift and vocabulary.py learnt into Dictionaries/models/restoration.bin (ModelFile.swift says the container).

Usage: pack.py WORK OUT    WORK holds ch.* (channel.swift), pairs.txt (pairs.py), vocabulary.pkl (vocabulary.py), grams.npz (characters.py), calibration.json (optional). Needs opencc-python-reimplemented.
"""
import collections
import json
import math
import pathlib
import pickle
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import modelfile
from characters import alphabet

REVISION = 3
PIECES_OF_BITS = 16        # channel costs: sixteenths of a bit
DELTA = 8                  # gains of contexts and costs of words: eighths of a bit
ANY = (1 << 28) - 1        # the piece that stands for all pieces not listed with a pair
CLASSES = ["word", "term", "law", "place", "species", "name", "phrase"]
STRENGTH = 24              # so many sightings of a pair weigh as much as the character without its neighbour
BACKGROUND = 64            # symbols that the background model tells apart; the others are one
CALIBRATION = 242           # weights of one network of RestorationCalibration.swift


def mixed(key):
    """The hash of ModelTables.swift: 64 bits, of which the low ones give the slot and the high ones the tag."""
    key = (key * np.uint64(0x9E3779B97F4A7C15)) & np.uint64(0xFFFFFFFFFFFFFFFF)
    key ^= key >> np.uint64(32)
    key = (key * np.uint64(0xD6E8FEB86659FD93)) & np.uint64(0xFFFFFFFFFFFFFFFF)
    return key ^ (key >> np.uint64(32))


def table(keys, values, most, weights):
    """Open addressing over 32-bit cells: 24 bits of tag, 8 of value; a free cell is 0xFFFFFFFF. Values are int8, never -1 with tag all ones."""
    order = np.argsort(-np.asarray(weights, np.float64), kind="stable")[:most]
    keys, values = np.asarray(keys, np.uint64)[order], np.asarray(values, np.float64)[order]
    values = np.clip(np.round(values * DELTA), -127, 127).astype(np.int8).view(np.uint8)
    bits = max(10, math.ceil(math.log2(len(keys) * 1.4 + 1)))
    cells = np.full(1 << bits, 0xFFFFFFFF, np.uint32)
    hashes = mixed(keys)
    tags = (hashes >> np.uint64(40)).astype(np.uint32)
    tags[tags == 0xFFFFFF] = 0xFFFFFE
    slots = (hashes & np.uint64((1 << bits) - 1)).astype(np.int64)
    mask = (1 << bits) - 1
    out = cells.tolist()
    for slot, tag, value in zip(slots.tolist(), tags.tolist(), values.tolist()):
        while out[slot] != 0xFFFFFFFF:
            slot = (slot + 1) & mask
        out[slot] = tag << 8 | value
    return np.array(out, np.uint32)


def records(path):
    data = np.fromfile(path, np.dtype([("key", "<u8"), ("count", "<f4")]))
    return data["key"], data["count"].astype(np.float64)


def channel(work, sections):
    """Costs of pieces, inverted: piece -> characters. Gains of a piece after a character: hash tables.

    The gains are smoothed so much because what a neighbour did in one font and text does not hold in others: with a strength of 4, and with the
    character after as well, unseen prose cost 0.15 bits a character more than with no context at all.
    """
    key, count = records(work / "ch.base")
    by_model, totals = [dict(), dict(), dict()], [collections.Counter() for _ in range(3)]
    for k, n in zip(key.tolist(), count.tolist()):
        model, c, piece = k >> 48, k >> 28 & 0xFFFFF, k & ANY
        by_model[model][c, piece] = n
        totals[model][c] += n
    chance = [dict(), dict()]
    for (c, piece), pooled in by_model[2].items():
        p = pooled / (totals[2][c] + 3)
        for model in (0, 1):
            q = (by_model[model].get((c, piece), 0) + 6 * p) / (totals[model][c] + 6)
            if q >= 2 ** -11:
                chance[model][c, piece] = q
    for model in (0, 1):
        rows = sorted((piece, c, q) for (c, piece), q in chance[model].items())
        starts, pieces, at = [], [], 0
        for i, (piece, _, _) in enumerate(rows):
            if not pieces or pieces[-1] != piece:
                pieces.append(piece)
                starts.append(i)
        starts.append(len(rows))
        sections[f"pieces{model}"] = np.array(pieces, np.uint32)
        sections[f"starts{model}"] = np.array(starts, np.uint32)
        sections[f"chars{model}"] = np.array([c for _, c, _ in rows], np.uint16)
        sections[f"costs{model}"] = np.array([min(255, round(-math.log2(q) * PIECES_OF_BITS)) for _, _, q in rows], np.uint8)
    key, count = records(work / "ch.left")
    totals, pooled_totals, pooled = collections.Counter(), collections.Counter(), collections.Counter()
    rows = []
    for k, n in zip(key.tolist(), count.tolist()):
        model, other, c, piece = k >> 62, k >> 45 & 0x1FFFF, k >> 28 & 0x1FFFF, k & ANY
        totals[model, other, c] += n
        pooled_totals[other, c] += n
        pooled[other, c, piece] += n
        rows.append((model, other, c, piece, n))
    known = {(m, o, c, p): n for m, o, c, p, n in rows}
    for model in (0, 1):
        keys, gains, weights, seen = [], [], [], set()
        for (other, c, piece), both in pooled.items():
            alone = chance[model].get((c, piece))
            own, own_total = known.get((model, other, c, piece), 0), totals[model, other, c]
            elsewhere, elsewhere_total = both - own, pooled_totals[other, c] - own_total
            # A quarter of what the other model's reading shows carries over: the two misread the same shapes, though not alike.
            n, total = own + 0.25 * elsewhere, own_total + 0.25 * elsewhere_total
            if total < 1 or other == 0:
                continue
            if alone is None:
                alone = 2 ** -11.5
            if (other, c) not in seen:
                seen.add((other, c))
                keys.append((other << 45) | (c << 28) | ANY)
                gains.append(gains_default(total))
                weights.append(total * 0.5)
            gain = math.log2((n + STRENGTH * alone) / ((total + STRENGTH) * alone))
            if abs(gain - gains_default(total)) > 0.1:
                keys.append((other << 45) | (c << 28) | piece)
                gains.append(gain)
                weights.append((n + 0.5) * abs(gain - gains_default(total)))
        sections[f"left{model}"] = table(keys, gains, 180_000, weights)
        print("left", model, len(keys), "gains")


def gains_default(total):
    return math.log2(STRENGTH / (total + STRENGTH))


def background(work, symbols, sections):
    """Bits of a symbol after the two before it, by model, interpolated with shorter histories (Witten-Bell)."""
    identity = {s: min(i + 1, BACKGROUND - 1) for i, s in enumerate(symbols)}
    n = BACKGROUND
    for model in (0, 1):
        counts = np.zeros((n, n, n))
        for line in open(work / "pairs.txt"):
            m, _, ocr = line.rstrip("\n").split("\t")
            if int(m) == model:
                a = b = 0
                for s in ocr:
                    c = identity.get(s, n - 1)
                    counts[a, b, c] += 1
                    a, b = b, c
        one = counts.sum((0, 1)) + 0.5
        one /= one.sum()
        two = counts.sum(0)
        kinds = (two > 0).sum(1, keepdims=True)
        two = (two + kinds * one) / (two.sum(1, keepdims=True) + kinds + 1e-9)
        two[kinds[:, 0] == 0] = one
        kinds = (counts > 0).sum(2, keepdims=True)
        three = (counts + kinds * two[None]) / (counts.sum(2, keepdims=True) + kinds + 1e-9)
        three = np.where(kinds == 0, two[None], three)
        sections[f"ground{model}"] = np.clip(np.round(-np.log2(np.maximum(three, 2.0 ** -15.9)) * PIECES_OF_BITS), 0, 255).astype(np.uint8).ravel()


def trie(words, character):
    """Breadth-first trie: each node's children lie together, sorted by character. Returns arrays and the node of each word."""
    children = [dict()]
    end = {}
    for w in words:
        node = 0
        for ch in w:
            c = character[ch]
            if c not in children[node]:
                children[node][c] = len(children)
                children.append(dict())
            node = children[node][c]
        end[node] = w
    order, new = [0], {0: 0}
    at = 0
    first, letter, parent = [], [0], [0]
    while at < len(order):
        node = order[at]
        first.append(len(order))
        for c in sorted(children[node]):
            new[children[node][c]] = len(order)
            order.append(children[node][c])
            letter.append(c)
            parent.append(at)
        at += 1
    first.append(len(order))
    return np.array(first, np.uint32), np.array(letter, np.uint16), np.array(parent, np.uint32), {w: new[n] for n, w in end.items()}


def add_trie(spelled, words, character, suffix, sections):
    """The sections of one trie. `spelled`: spelling -> word of `words`."""
    first, letter, parent, node = trie(sorted(spelled), character)
    count = len(letter)
    cost, kind = np.full(count, 255, np.uint8), np.zeros(count, np.uint8)
    for spelling, i in node.items():
        word = spelling if spelled is words else spelled[spelling]
        p, k = words[word]
        cost[i] = min(254, round(-math.log2(p) * 8))
        kind[i] = CLASSES.index(k)
    ahead = cost.copy()
    for i in range(count - 1, 0, -1):
        ahead[parent[i]] = min(ahead[parent[i]], ahead[i])
    sections |= {name + suffix: value for name, value in dict(first=first, letter=letter, parent=parent, cost=cost, kind=kind, ahead=ahead).items()}


def traditional(words, character):
    """The same words in traditional characters (OpenCC's tables), where the channel knows them. Of two with one spelling the likelier is kept."""
    from opencc import OpenCC
    convert, found = OpenCC("s2t"), {}
    for word in words:
        spelling = convert.convert(word)
        if all(c in character for c in spelling) and (spelling not in found or words[found[spelling]][0] < words[word][0]):
            found[spelling] = word
    return found


def sequences(work, characters, sections):
    """The n-grams of characters.py in one table of open addressing: tag, back-off plus one as a history, cost; both in eighths of a bit (CharacterGrams.swift)."""
    from opencc import OpenCC
    simplified, ids, grams = OpenCC("t2s"), alphabet(work), np.load(work / "grams.npz")
    plain = [simplified.convert(c) for c in characters]
    sections["gramchar"] = np.array([0] + [ids.get(p if len(p) == 1 else c, 0) for c, p in zip(characters, plain)], np.uint16)
    value = {}
    for size in range(1, 6):
        mark = size << 60
        for key, p in zip(grams[f"g{size}"].tolist(), grams[f"p{size}"].tolist()):
            value[mark | key] = min(254, round(-math.log2(p) * DELTA))
        if size < 5:
            for key, b in zip(grams[f"h{size}"].tolist(), grams[f"b{size}"].tolist()):
                value[mark | key] = value.get(mark | key, 255) | (1 + min(200, round(-math.log2(b) * DELTA))) << 8
    keys = np.array(list(value), np.uint64)
    hashes, cells = mixed(keys), [0xFFFFFFFF] * (len(keys) * 25 // 16)
    size = len(cells)
    for slot, tag, v in zip(((hashes & np.uint64(0xFFFFFFFF)) * np.uint64(size) >> np.uint64(32)).tolist(), (hashes >> np.uint64(48)).tolist(), value.values()):
        while cells[slot] != 0xFFFFFFFF:
            slot = slot + 1 if slot + 1 < size else 0
        cells[slot] = tag << 16 | v
    sections["grams"] = np.array(cells, np.uint32)


def main():
    work, out = pathlib.Path(sys.argv[1]), sys.argv[2]
    sections = {}
    characters = (work / "ch.characters").read_text().split("\n")
    symbols = (work / "ch.symbols").read_text().split("\n")
    sections["symbols"] = np.array([ord(s) for s in symbols], np.uint32)
    sections["letters"] = np.array([ord(c) for c in characters], np.uint32)
    channel(work, sections)
    background(work, symbols, sections)
    character = {c: i + 1 for i, c in enumerate(characters)}
    vocabulary = pickle.load(open(work / "vocabulary.pkl", "rb"))
    words = {w: v[:2] for w, v in vocabulary["words"].items() if all(c in character for c in w)}
    print(len(vocabulary["words"]), "words,", len(words), "of known characters")
    add_trie(words, words, character, "", sections)
    add_trie(traditional(words, character), words, character, "t", sections)
    sequences(work, characters, sections)
    path = work / "calibration.json"
    sections["calib"] = np.array(json.loads(path.read_text()) if path.exists() else [0.0] * 2 * CALIBRATION, np.float32)
    modelfile.write(out, REVISION, sections)
    print({k: v.nbytes for k, v in sections.items()}, sum(v.nbytes for v in sections.values()))


if __name__ == "__main__":
    main()
