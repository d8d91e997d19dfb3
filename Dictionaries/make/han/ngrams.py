"""A back-off n-gram model: modified Kneser-Ney (Chen and Goodman 1999), pruned by weighted difference (Seymore and Rosenfeld 1996)."""
import numpy as np

from symbols import BITS, BOUNDARY

BREAK = (1 << BITS) - 1  # stands between dictionary words: no n-gram crosses it
MASK = np.uint64((1 << BITS) - 1)


def counted(stream, order):
    """Sorted keys and counts of the n-grams of one order that may be predicted: none ends in a boundary or holds one but at its start."""
    n = len(stream) - order + 1
    keys = np.zeros(n, np.uint64)
    good = np.ones(n, bool)
    for k in range(order):
        part = stream[k:k + n]
        keys = (keys << np.uint64(BITS)) | part
        good &= part != BREAK
        if k or order == 1:
            good &= part != BOUNDARY
    return np.unique(keys[good], return_counts=True)


def position(keys, wanted):
    """Index of each wanted key in sorted keys, -1 where it is not there."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, at, -1)


class Model:
    """log2 probabilities and back-off weights by order (index 0: single symbols)."""

    def __init__(self, keys, probability, backoff):
        self.keys, self.probability, self.backoff = keys, probability, backoff

    @property
    def order(self):
        return len(self.keys)

    def score(self, history, symbol):
        """log2 p(symbol | history). `history` is an array [..., order - 1] of symbols, nearest last."""
        history, symbol = np.asarray(history, np.uint64), np.asarray(symbol, np.uint64)
        result = np.zeros(symbol.shape, np.float32)
        open_ = np.ones(symbol.shape, bool)
        for n in range(self.order, 0, -1):
            context = np.zeros(symbol.shape, np.uint64)
            for k in range(self.order - n, self.order - 1):
                context = (context << np.uint64(BITS)) | history[..., k]
            at = position(self.keys[n - 1], (context << np.uint64(BITS)) | symbol)
            found = open_ & (at >= 0)
            result[found] += self.probability[n - 1][at[found]]
            open_ &= ~found
            if n == 1:
                result[open_] += self.unknown
                break
            back = position(self.keys[n - 2], context)
            use = open_ & (back >= 0)
            result[use] += self.backoff[n - 2][back[use]]
        return result

    unknown = -24.0


def discounts(counts):
    ones, twos, threes, fours = (int((counts == k).sum()) for k in (1, 2, 3, 4))
    y = ones / (ones + 2 * twos)
    return [max(0.05, 1 - 2 * y * twos / ones), max(0.05, 2 - 3 * y * threes / max(twos, 1)), max(0.05, 3 - 4 * y * fours / max(threes, 1))]


def estimate(stream, order):
    """Interpolated modified Kneser-Ney of all n-grams that occur."""
    raw = [counted(stream, n) for n in range(1, order + 1)]
    keys = [k for k, _ in raw]
    used = [None] * order
    used[order - 1] = raw[order - 1][1]
    for n in range(order - 1, 0, -1):
        # Lower orders count the different symbols before an n-gram; after a boundary nothing stands before it.
        suffix = keys[n] & np.uint64((1 << (BITS * n)) - 1)
        at = position(keys[n - 1], suffix)
        counts = np.bincount(at[at >= 0], minlength=len(keys[n - 1]))
        first = keys[n - 1] >> np.uint64(BITS * (n - 1))
        used[n - 1] = np.where((first == BOUNDARY) | (counts == 0), raw[n - 1][1], counts)
    probability, gamma = [], []
    total = used[0].sum()
    vocabulary = len(keys[0])
    discount = discounts(used[0])
    cut = np.array([0] + discount)[np.minimum(used[0], 3)]
    probability.append((used[0] - cut) / total + cut.sum() / total / vocabulary)
    for n in range(2, order + 1):
        counts = used[n - 1]
        cut = np.array([0] + discounts(counts))[np.minimum(counts, 3)]
        context = position(keys[n - 2], keys[n - 1] >> np.uint64(BITS))
        boundary = context < 0
        size = len(keys[n - 2])
        if n == 2:  # the context of a boundary alone is no unigram that is predicted
            context = np.where(boundary, size, context)
            size += 1
        sums = np.bincount(context, weights=counts, minlength=size)
        away = np.bincount(context, weights=cut, minlength=size)
        back = np.divide(away, sums, out=np.ones(size), where=sums > 0)
        lower = position(keys[n - 2], keys[n - 1] & np.uint64((1 << (BITS * (n - 1))) - 1))
        probability.append((counts - cut) / sums[context] + back[context] * probability[n - 2][lower])
        gamma.append(back)
    return keys, probability, gamma, [c for _, c in raw]


def pruned(keys, probability, gamma, counts, keep):
    """The `keep` n-grams above order 1 whose loss costs most, those that they stand on, and back-off weights that make it sum to 1."""
    order = len(keys)
    gains = []
    for n in range(2, order + 1):
        context = position(keys[n - 2], keys[n - 1] >> np.uint64(BITS))
        context = np.where(context < 0, len(gamma[n - 2]) - 1, context)
        lower = position(keys[n - 2], keys[n - 1] & np.uint64((1 << (BITS * (n - 1))) - 1))
        gains.append(counts[n - 1] * np.log2(probability[n - 1] / (gamma[n - 2][context] * probability[n - 2][lower])))
    floor = np.sort(np.concatenate(gains))[::-1][min(keep, sum(map(len, gains))) - 1]
    kept = [np.ones(len(keys[0]), bool)] + [g >= floor for g in gains]
    for n in range(order, 2, -1):  # an n-gram needs its context for the back-off weight
        at = position(keys[n - 2], keys[n - 1][kept[n - 1]] >> np.uint64(BITS))
        kept[n - 2][at[at >= 0]] = True
    keys = [k[m] for k, m in zip(keys, kept)]
    probability = [p[m] for p, m in zip(probability, kept)]
    model = Model(keys, [np.log2(p).astype(np.float32) for p in probability], [np.zeros(len(k), np.float32) for k in keys])
    model.boundary = 0.0
    for n in range(2, order + 1):
        context = position(keys[n - 2], keys[n - 1] >> np.uint64(BITS))
        known = context >= 0
        lower = keys[n - 1] & np.uint64((1 << (BITS * (n - 1))) - 1)
        history = np.stack([(lower >> np.uint64(BITS * k)) & MASK for k in range(order - 1, 0, -1)], axis=-1)
        history[..., :order - n + 1] = BREAK  # shorter contexts only
        shorter = np.exp2(model.score(history, lower & MASK).astype(np.float64))
        size = len(keys[n - 2])
        index = np.where(known, context, size)
        top = 1 - np.bincount(index, weights=probability[n - 1], minlength=size + 1)
        bottom = 1 - np.bincount(index, weights=shorter, minlength=size + 1)
        weight = np.log2(np.maximum(top, 1e-4) / np.maximum(bottom, 1e-4)).astype(np.float32)
        model.backoff[n - 2] = weight[:size]
    return model
