#!/usr/bin/env python3
"""Fits the two logistic models of RestorationCalibration.swift: from the evidence of a proposed word or spotted term to the probability that it is right.

Usage: calibrate.py OUT.json JUDGED.json…    JUDGED: lines of JSON with `words` and `terms`, each with its features `f`, whether it was right `ok`
and its text `t`, on prose that neither the channel nor the word model has seen.

Held-out parts are never given here. The penalty keeps weights small where there is little to learn from; the last step lowers the constant until
what is given 0.95 or more is right in at least 0.95 of the cases, as a repair that is applied must be.
"""
import json
import sys

import numpy as np


def fit(features, right, weight, penalty=2.0, rounds=60):
    """Logistic regression by Newton's method with a ridge on all but the constant."""
    scale = features.std(0) + 1e-6
    scale[0] = 1
    x = features / scale
    w = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[0] = 1e-3
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weight * (right - p)) - ridge * w
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return w / scale


def careful(features, right, w):
    """Lowers the constant by the least that makes the sure ones as sure as they say."""
    score = features @ w
    for down in np.arange(0, 4, 0.05):
        sure = score - down >= np.log(0.95 / 0.05)
        if sure.sum() == 0 or (right[sure].sum() + 0.5) / (sure.sum() + 1) >= 0.95:
            return down
    return 4.0


def main():
    rows = {"words": [], "terms": []}
    for path in sys.argv[2:]:
        for line in open(path):
            passage = json.loads(line)
            for kind in rows:
                rows[kind] += [(item["f"], float(item["ok"]), 1.0) for item in passage[kind]]
    weights = []
    for kind in ("words", "terms"):
        features = np.array([f for f, _, _ in rows[kind]])
        right = np.array([ok for _, ok, _ in rows[kind]])
        w = fit(features, right, np.array([n for _, _, n in rows[kind]]))
        p = 1 / (1 + np.exp(-features @ w))
        down = careful(features, right, w)
        print(kind, len(right), "right", right.mean(), "mean confidence", p.mean(), "sure", (p >= 0.95).sum(), "of them right", right[p >= 0.95].mean() if (p >= 0.95).any() else None, "down by", down)
        print(np.round(w, 2))
        weights += list(w) + [0.0] * (15 - len(w)) + [float(down)]
    json.dump([float(x) for x in weights], open(sys.argv[1], "w"))


if __name__ == "__main__":
    main()
