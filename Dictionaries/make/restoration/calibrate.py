#!/usr/bin/env python3
"""Fits the two networks of RestorationCalibration.swift: from the evidence of a proposed word or spotted term to the probability that it is right.

Usage: calibrate.py OUT.json NAME.judged…    NAME.judged: from judge.py, of documents that neither the channel nor the word model has seen.

Documents that quality is measured on are never given here. A tenth of the passages is kept from learning: there it is seen when to stop.
The last step finds by how much the surest have to be surer than they say, so that of what is given 0.95 or more at least 0.985 is right in each
file that has many of them: regulations must not hide that prose is read worse, and what was not learnt from is a little worse still.
"""
import json
import sys

import numpy as np

INPUTS, HIDDEN, SURE, AIM = 18, 12, 0.95, 0.985


def outputs(x, w):
    inner, outer = w[:(INPUTS + 1) * HIDDEN].reshape(HIDDEN, INPUTS + 1), w[(INPUTS + 1) * HIDDEN:]
    units = np.tanh(x @ inner[:, :INPUTS].T + inner[:, INPUTS])
    return units @ outer[:HIDDEN] + outer[HIDDEN], units


def loss(score, right):
    return np.mean(np.logaddexp(0, score) - right * score)


def fitted(x, right, kept, rounds=150, rate=0.01, decay=1e-4):
    """Adam on the cross-entropy in batches; the weights that were best on what is kept from learning."""
    generator = np.random.default_rng(1)
    w = generator.normal(0, 0.3, (INPUTS + 1) * HIDDEN + HIDDEN + 1)
    first, second, step, best = np.zeros_like(w), np.zeros_like(w), 0, (np.inf, w)
    learnt = np.flatnonzero(~kept)
    for number in range(rounds):
        for batch in np.array_split(generator.permutation(learnt), max(1, len(learnt) // 1024)):
            score, units = outputs(x[batch], w)
            error = (1 / (1 + np.exp(-score)) - right[batch]) / len(batch)
            back = error[:, None] * w[(INPUTS + 1) * HIDDEN:-1] * (1 - units ** 2)
            inner = np.concatenate([back.T @ x[batch], back.sum(0)[:, None]], 1)
            gradient = np.concatenate([inner.ravel(), units.T @ error, [error.sum()]]) + decay * w
            step += 1
            first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient ** 2
            w = w - rate * (0.1 if number > rounds * 2 // 3 else 1) * first / (1 - 0.9 ** step) / (np.sqrt(second / (1 - 0.999 ** step)) + 1e-8)
        now = loss(outputs(x[kept], w)[0], right[kept])
        if now < best[0]:
            best = (now, w.copy())
    return best[1]


def margin(score, right, size, origin):
    """The least by which the surest have to be surer, so that in every file with many of them they are right often enough."""
    for down in np.arange(0, 5, 0.05):
        sure = score - down >= np.log(SURE / (1 - SURE))
        files = [sure & (origin == number) for number in np.unique(origin)]
        if all(size[f].sum() < 60 or (size[f] * right[f]).sum() >= AIM * size[f].sum() for f in files):
            return down
    return 5.0


def main():
    rows = {"words": [], "terms": []}
    for number, path in enumerate(sys.argv[2:]):
        for at, line in enumerate(open(path)):
            for kind, items in json.loads(line).items():
                rows[kind] += [(item["features"], float(item["right"]), at % 10 == 0, len(item["text"]), number) for item in items]
    weights = []
    for kind in ("words", "terms"):
        x, right, kept, size, origin = (np.array(column) for column in zip(*rows[kind]))
        w = fitted(x, right, kept)
        score = outputs(x, w)[0]
        down = margin(score, right, size, origin)
        sure = score - down >= np.log(SURE / (1 - SURE))
        print(kind, len(right), "right %.3f" % right.mean(), "loss %.4f, kept %.4f" % (loss(score[~kept], right[~kept]), loss(score[kept], right[kept])),
              "margin %.2f" % down, "sure", int(sure.sum()), "of them right %.3f" % (right[sure].mean() if sure.any() else 0))
        weights += [*w.tolist(), float(down)]
    json.dump(weights, open(sys.argv[1], "w"))


if __name__ == "__main__":
    main()
