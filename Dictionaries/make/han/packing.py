"""The tables as HanModel.swift reads them."""
import numpy as np

import ngrams
from symbols import BITS, FIRST_HAN

STEP, FLOOR = 1 / 15, -3.0  # of probabilities (from 0 down) and of back-off weights (from FLOOR up), in nats
SLOTS = 16
FACTOR = np.uint64(0x9E3779B97F4A7C15)


def hashed(keys, order):
    keys = keys | (np.uint64(order) << np.uint64(56))
    keys = keys * FACTOR
    keys ^= keys >> np.uint64(29)
    return keys * FACTOR


def table(model, load=0.86):
    """Buckets of 64 bytes: 16 fingerprints, 16 probabilities, 16 back-off weights. An n-gram stands in its bucket or, where that is full, in a later one."""
    hashes = np.concatenate([hashed(model.keys[n - 1], n) for n in range(2, model.order + 1)])
    nats = np.log(2)
    probability = np.concatenate(model.probability[1:]) * nats
    backoff = np.concatenate(model.backoff[1:]) * nats
    probability = np.clip(np.round(-probability / STEP), 0, 255).astype(np.uint8)
    backoff = np.clip(np.round((backoff - FLOOR) / STEP), 0, 255).astype(np.uint8)
    buckets = int(len(hashes) / load / SLOTS) + 1
    home = ((hashes >> np.uint64(32)) * np.uint64(buckets) >> np.uint64(32)).astype(np.int64)
    mark = np.maximum(hashes & np.uint64(0xFFFF), np.uint64(1)).astype(np.uint16)
    marks = np.zeros((buckets, SLOTS), np.uint16)
    values = np.zeros((buckets, 2, SLOTS), np.uint8)
    filled = np.zeros(buckets, np.int64)
    left = np.arange(len(hashes))
    while len(left):
        order = np.argsort(home[left], kind="stable")
        left = left[order]
        at = home[left]
        first = np.searchsorted(at, at)
        slot = np.arange(len(left)) - first + filled[at]
        fits = slot < SLOTS
        marks[at[fits], slot[fits]] = mark[left[fits]]
        values[at[fits], 0, slot[fits]] = probability[left[fits]]
        values[at[fits], 1, slot[fits]] = backoff[left[fits]]
        filled = np.minimum(filled + np.bincount(at, minlength=buckets), SLOTS)
        left = left[~fits]
        home[left] = (home[left] + 1) % buckets
    return np.concatenate([marks.view(np.uint8).reshape(buckets, -1), values.reshape(buckets, -1)], axis=1)


def sections(symbols, model, candidates, channel, output):
    """`candidates` [characters, K] are indices of characters, `channel` their log probabilities of being read so, `output` log p(read | an error)."""
    nats = np.log(2)
    size = len(symbols)
    unigram = np.full((2, size), 0, np.float32)
    unigram[0] = model.unknown * nats
    at = model.keys[0].astype(np.int64)
    unigram[0][at] = model.probability[0] * nats
    unigram[1][at] = model.backoff[0] * nats
    codes = np.array(symbols.han, np.uint16)
    order = np.argsort(codes)
    return {
        "codes": codes, "sorted": np.stack([codes[order], order + FIRST_HAN], 1).astype(np.uint16), "unigram": unigram,
        "ngrams": table(model), "cands": (candidates + FIRST_HAN).astype(np.uint16),
        "channel": np.clip(np.round(-channel / STEP), 0, 255).astype(np.uint8), "output": output.astype(np.float32),
    }
