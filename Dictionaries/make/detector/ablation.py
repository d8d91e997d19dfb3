#!/usr/bin/env python3
"""What each family of features of the detector brings, and the simple baselines beside it.

Usage: ablation.py [the arguments of build.py] --labelled DIR… --clean DIR

Trains a model for each row on the same pseudo-documents and prints, on the labelled dumps of --labelled read with an English
model, the F1 by character (white space apart, mean over the dumps that hold garble), and the share of characters flagged in the
dumps that hold none and in the clean texts of --clean (one file a language).
"""
import glob, json, os, re, random, sys
import numpy as np
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import build, corpus, crf, features as F, texts


def labelled(folders):
    """(name, text, label of each character) of the dumps read with an English model; 2 is neither way: noise, numbers read right in garble."""
    for folder in folders:
        for path in sorted(glob.glob(os.path.join(folder, '*.truth.json'))):
            truth = json.load(open(path, encoding='utf8'))
            if 'chi' in str(truth.get('ocr_langs')): continue
            text = open(path.replace('.truth.json', '.txt'), newline='', encoding='utf8').read()
            labels = np.zeros(len(text), np.int8)
            for s in truth['spans']:
                labels[s['start']:s['end']] = 1 if s['label'] == 'garbled' else 2 if s.get('noise') or s.get('in_garble') else 0
            yield os.path.basename(path)[:-11], text, labels


def document_of(text):
    """The text as a document for `crf.Data`, and the places of its tokens."""
    lines, places, at, blank = [], [], 0, True
    for line in re.split(r'([\n\r\f])', text):
        tokens = list(re.finditer(r'\S+', line))
        if tokens:
            lines.append((2 if blank else 1, [(m.group(), 0, 0) for m in tokens])); places += [(at + m.start(), at + m.end()) for m in tokens]
            blank = False
        elif line == '\f' or (line == '\n' and text[max(0, at - 1):at] in '\n\r'): blank = True
        at += len(line)
    return (0, lines), places


def measure(predict, dumps, clean, known):
    """Mean F1 of the garbled dumps, share flagged of the others and of the clean texts, in per cent."""
    scores, flagged, total = [], 0, 0
    for name, text, labels in dumps:
        document, places = document_of(text)
        p = predict(crf.Data([document], known))
        hit = miss = false = 0
        for (a, b), q in zip(places, p):
            part = labels[a:b]
            if q > .5: hit += (part == 1).sum(); false += (part == 0).sum()
            else: miss += (part == 1).sum()
        if hit + miss > 100: scores.append(2 * hit / (2 * hit + miss + false))
        else: flagged += false; total += len(labels)
    shares = []
    for ps in clean.values():
        data = crf.Data([(0, [(2, [(w, 0, 0) for w in p.split()]) for p in ps if p.split()])], known)
        shares.append(float((data.nchars * (predict(data) > .5)).sum() / data.nchars.sum()))
    return 100 * np.mean(scores), 100 * flagged / max(1, total), 100 * np.mean(shares)


def keep(width, families):
    """The columns of the families of features."""
    n, s = 1 << F.NGRAM_BITS, 1 << F.SHAPE_BITS
    mask = np.zeros(width, bool)
    if 'letters' in families: mask[:n] = True
    if 'shape' in families: mask[n:n + s] = True
    if 'words' in families: mask[n + s:] = True
    return mask


def main():
    parser = build.arguments()
    parser.add_argument('--labelled', nargs='+', required=True)
    options = parser.parse_args()
    known, S = build.word_list(options.words), build.sources(options)
    rng = random.Random(options.seed)
    data = crf.Data([corpus.document(rng, S, S.clean_languages(), sorted(S.garble)) for _ in range(options.documents)], known)
    dumps, clean = list(labelled(options.labelled)), {k: v for k, v in S.udhr_test.items() if v}
    full = data.X
    def row(name, predict): print(f'| {name} | ' + ' | '.join(f'{x:.2f}' for x in measure(predict, dumps, clean, known)) + ' |', flush=True)
    print('| | F1 of garbled dumps % | flagged in clean dumps % | flagged in the clean Declaration % |\n|---|---:|---:|---:|')
    ALL = ('letters', 'shape', 'words')
    for name, families in [('all', ALL)] + [('without ' + f, tuple(x for x in ALL if x != f)) for f in ALL] + [('n-grams of letters alone', ('letters',))]:
        mask = keep(full.shape[1], families)
        data.X = full.multiply(mask[None, :]).tocsr() if not mask.all() else full
        w, b, t = crf.train(data, l2=options.l2, epochs=max(2, options.epochs - 2))
        w = w * mask
        row(name, lambda d: crf.predict(d, (w, b, t)))
        if name == 'all':
            row('without the document\'s prior', lambda d: crf.Chains(d).posteriors(np.clip(d.X @ w + b, -16, 16), t)[0])
            row('without the chain (each token alone)', lambda d: 1 / (1 + np.exp(-np.clip(d.X @ w + b, -16, 16))))
    def capitals(d): return np.array([(lambda u, l: 1.0 if u + l and u > 0.6 * (u + l) else 0.0)(sum(c.isupper() for c in t), sum(c.islower() for c in t)) for t in d.tokens])
    def by_line(values, d):
        n = np.bincount(d.line, d.nchars)
        return (np.bincount(d.line, values * d.nchars) / n)[d.line]
    row('baseline: lines with more than 60 % capitals', lambda d: by_line(capitals(d), d))
    row('baseline: lines with less than half of the words in the word list', lambda d: 1 - by_line(np.isin(d.kinds, [crf.KNOWN, crf.KNOWN3, crf.KNOWN4, crf.SHORT, crf.PARTS, crf.NUMBER, crf.PUNCT]).astype(float), d))


if __name__ == '__main__': main()
