#!/usr/bin/env python3
"""Which language a garbled passage was in: a softmax over hashed n-grams of order 1 to 3.

Usage: language.py --pairs DIR… [--zh-pairs FILE] --model FILE

Trains it anew and puts it into a model that build.py made; the rest of the model stays.

Scripts that the model cannot tell apart are one class, `und`. It keeps them from being called what they look most like, and where the country
of a profile writes in such a script the passage is named after that.
"""
import argparse
import os
import random
import sys
import numpy as np, scipy.sparse as sp
from scipy.optimize import minimize
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import features as F, modelfile

BITS = 16
MAX_N = 3
OTHER = ('und', 'Zzzz')
RARE = 0.2                       # how likely a language that is not common is, before anything is known of the profile, against one that is


def matrix(passages):
    """Rows of n-gram counts over the root of their number; one row a passage (a list of tokens)."""
    tokens, row = [], []
    for i, p in enumerate(passages):
        tokens += p; row += [i] * len(p)
    fold, _, owner, _ = F.token_codes(tokens)
    ow, bk = F.ngrams(fold, owner, (1, MAX_N), BITS)
    r = np.array(row)[ow]
    m = sp.csr_matrix((np.ones(len(r), np.float32), (r, bk.astype(np.int64))), shape=(len(passages), 1 << BITS))
    m.sum_duplicates()
    n = np.bincount(r, minlength=len(passages))
    return sp.diags(1 / np.sqrt(np.maximum(n, 1))) @ m


def passages_of(blocks, rng, limit):
    """Stretches of 1 to 60 garbled tokens, in the case of the page, or all upper or lower."""
    result = []
    for _ in range(limit):
        block = rng.choice(blocks)
        line = rng.choice(block)
        tokens = [t for t in line[0].split()] if not line[1] else [line[0][a:b] for a, b, g in line[1] if g]
        tokens = [x for t in tokens for x in t.split()]
        if rng.random() < 0.5:
            for other in block[:4]:
                if not other[1]: tokens += other[0].split()
        if not tokens: continue
        k = min(len(tokens), rng.choice([1, 2, 3, 5, 8, 12, 20, 40, 60]))
        at = rng.randrange(len(tokens) - k + 1)
        result.append(tokens[at:at + k])
    return result


def train(S, named, common, per_language=3000, others=9000, l2=2.0):
    """The sections of the model that tell lost languages apart: those that are `named`, and all others together.

    A line a language: tag, script, and how likely it is before anything is known."""
    rng = random.Random(3)
    class_of = {key: value if value[0] in named else OTHER for key, value in S.language_of.items()}
    languages = sorted(set(class_of.values()), key=lambda value: (value == OTHER, value))
    X, y = [], []
    for k, lang in enumerate(languages):
        keys = [key for key, value in class_of.items() if value == lang]
        for key in keys:
            got = passages_of(S.garble[key], rng, (others if lang == OTHER else per_language) // len(keys))
            X += got; y += [k] * len(got)
    y = np.array(y)
    M = matrix(X).tocsr(); MT = M.T.tocsr()
    K, D = len(languages), M.shape[1]
    Y = np.zeros((len(y), K)); Y[np.arange(len(y)), y] = 1
    def f(t):
        W, b = t[:D * K].reshape(D, K), t[D * K:]
        Z = M @ W + b; Z -= Z.max(1, keepdims=True)
        P = np.exp(Z); S_ = P.sum(1, keepdims=True); P /= S_
        nll = -(Z[np.arange(len(y)), y] - np.log(S_[:, 0])).sum() + 0.5 * l2 * (W * W).sum()
        G = P - Y
        return nll, np.concatenate([(MT @ G + l2 * W).ravel(), G.sum(0)])
    t = minimize(f, np.zeros(D * K + K), jac=True, method='L-BFGS-B', options=dict(maxiter=80)).x
    W, b = t[:D * K].reshape(D, K), t[D * K:]
    b -= np.log(np.bincount(y, minlength=K) / per_language)        # what was shown more often is no likelier for that
    for key, blocks in S.garble_test.items():
        if not blocks: continue
        T = passages_of(blocks, random.Random(4), 400)
        pred = (matrix(T) @ W + b).argmax(1)
        k = languages.index(class_of[key])
        wrong = {languages[j][0]: int((pred == j).sum()) for j in set(pred.tolist()) if j != k}
        print('  language of', key, round(float((pred == k).mean()), 3), wrong, flush=True)
    q, scale = modelfile.quantised(W.ravel())
    return {'langs': '\n'.join('\t'.join((*l, '1' if l[0] in common else str(RARE))) for l in languages).encode(), 'lang_w': q, 'lang_b': np.concatenate([b, scale]).astype(np.float32)}


def main():
    import build, corpus
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--pairs', nargs='+', required=True); parser.add_argument('--zh-pairs'); parser.add_argument('--model', required=True)
    options = parser.parse_args()
    S = corpus.Sources()
    build.read_pairs(S, options.pairs, options.zh_pairs)
    revision, sections = modelfile.read(options.model)
    sections.update(train(S, build.NAMED, build.COMMON))
    modelfile.write(options.model, revision, sections)


if __name__ == '__main__': main()
