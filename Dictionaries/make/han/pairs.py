#!/usr/bin/env python3
"""Writes Dictionaries/models/han-pairs.bin: which pairs of symbols the model han.bin knows, as a table of bits.

Usage: pairs.py han.bin --out han-pairs.bin

Most of the look-alikes that the detector weighs go with neither neighbour. One bit by a hash of the two symbols tells that without a look
into the ten megabytes of n-grams; one pair in ten that is not there has its bit set by another. To be run after build.py.
"""
import argparse
import pathlib
import struct
import sys

import numpy as np

import packing
from symbols import BITS, FIRST_HAN

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import modelfile

FILTER_BITS, SAMPLES = 22, 64
FACTOR = np.uint32(0x9E3779B1)


def sections(path):
    data = path.read_bytes()
    count, _ = struct.unpack_from("<II", data, 8)
    found = {}
    for at in range(16, 16 + 24 * count, 24):
        start, length = struct.unpack_from("<QQ", data, at + 8)
        found[data[at:at + 8].rstrip(b"\0").decode()] = np.frombuffer(data, np.uint8, length, start)
    return found


def known(marks, first, vocabulary):
    """Whether the model has the pairs of one symbol with each."""
    keys = (np.uint64(first) << np.uint64(BITS)) | np.arange(vocabulary, dtype=np.uint64)
    hashes = packing.hashed(keys, 2)
    home = ((hashes >> np.uint64(32)) * np.uint64(len(marks)) >> np.uint64(32)).astype(np.int64)
    mark = np.maximum(hashes & np.uint64(0xFFFF), np.uint64(1)).astype(np.uint16)
    found, left = np.zeros(vocabulary, bool), np.arange(vocabulary)
    while len(left):
        bucket = marks[home[left]]
        here = (bucket == mark[left][:, None]).any(1)
        found[left[here]] = True
        left = left[~here & (bucket[:, -1] != 0)]
        home[left] = (home[left] + 1) % len(marks)
    return np.flatnonzero(found)


def write(model, out):
    """Writes the table of the pairs of the file `model`."""
    parts = sections(model)
    buckets = parts["ngrams"].reshape(-1, 64)
    marks = buckets[:, :2 * packing.SLOTS].copy().view("<u2")
    vocabulary = len(parts["codes"]) // 2 + FIRST_HAN
    bits, pairs = np.zeros(1 << FILTER_BITS, bool), 0
    for first in range(vocabulary):
        seconds = known(marks, first, vocabulary)
        pairs += len(seconds)
        keys = (np.uint32(first << BITS) | seconds.astype(np.uint32)) * FACTOR
        bits[keys >> np.uint32(32 - FILTER_BITS)] = True
    # What tells that the table is of this model: words from all over its n-grams, added up.
    words = marks.view("<u8")[:, 0][np.arange(SAMPLES) * (len(marks) // SAMPLES)]
    print(f"{pairs} pairs, {bits.mean():.1%} of the bits set")
    modelfile.write(out, 1, {"pairs": np.packbits(bits, bitorder="little").view("<u8"), "of": np.array([words.sum(dtype=np.uint64)])})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    write(args.model, args.out)


if __name__ == "__main__":
    main()
