"""A linear-chain conditional random field of two states with sparse features."""
import re
import numpy as np, scipy.sparse as sp
import features as F

UPPER_MODE, LOWER_MODE = F.UPPER, F.LOWER
KINDS = ['none', 'known', 'short', 'number', 'punct', 'u1', 'u3', 'u6', 'u9', 'u16', 'parts', 'foreign', 'known3', 'known4']
NONE, KNOWN, SHORT, NUMBER, PUNCT, U1, U3, U6, U9, U16, PARTS, FOREIGN, KNOWN3, KNOWN4 = range(14)
SHORT_WORDS = set("a i of in to is it as at by on or an be we no so up us do if my he me am go ha km mm cm m kg vs id eu un uk".split())
PIECES = re.compile(r"[^\W\d_]+|0+|[-/'&.,:;()]+|.")          # runs of letters, of digits, of separators; anything else alone
SEPARATORS = set("-/'&.,:;()")


# What the chain is told of two neighbours: kind and case. A word in small letters between garble in capitals is no part of it, nor the other way
# round; in a document of one case all count as small.
CUES = 12
CUE_OTHER, CUE_NUMBER, CUE_SHORT, CUE_KNOWN, CUE_UNKNOWN_SHORT, CUE_UNKNOWN = 0, 1, 2, 3, 6, 8
SMALL, TITLE, CAPITAL, MIXED = range(4)
CAPITAL_LETTER, SMALL_LETTER = ord('X'), ord('x')


# What the hash of an n-gram begins with: capitals, and capitals amid small letters, have n-grams of their own.
CASE_SEEDS = np.array([0x811C9DC5, 0x811C9DC5, 0x2F6E2B1D, 0x6C8E9CF5], np.uint32)


def case_of(token):
    """How a token is written: in small letters, with a capital first, in capitals, or otherwise."""
    letters = [c for c in token if F.shape_char(c) in (CAPITAL_LETTER, SMALL_LETTER)]           # as the shapes have it, marks and all
    upper = sum(F.shape_char(c) == CAPITAL_LETTER for c in letters)
    if not upper: return SMALL
    if len(letters) == upper: return CAPITAL
    return TITLE if upper == 1 and F.shape_char(letters[0]) == CAPITAL_LETTER else MIXED


def cue_of(kind, case):
    if kind == NUMBER: return CUE_NUMBER
    if kind == SHORT: return CUE_SHORT
    if kind in (KNOWN, KNOWN3, KNOWN4, PARTS): return CUE_KNOWN + min(case, CAPITAL)
    if kind in (U1, U3): return CUE_UNKNOWN_SHORT + min(case, 1)
    if kind in (U6, U9, U16): return CUE_UNKNOWN + case
    return CUE_OTHER


def kind_of(token, known):
    """The class of a token by the word list: what its neighbours are told of it."""
    raw = token.strip(F.STRIP)
    if not raw: return PUNCT
    core = ''.join(chr(F.fold_char(c)) for c in raw)
    if not any(c.isalpha() for c in raw): return NUMBER if '0' in core else PUNCT
    if any(c.isalpha() and not F.is_latin(ord(c)) for c in raw): return FOREIGN
    if len(core) <= 2: return SHORT if core in SHORT_WORDS else U1
    if core in known: return KNOWN3 if len(core) == 3 else KNOWN4 if len(core) == 4 else KNOWN       # one garbled run in 15 of three letters is a word, in 100 of four
    if parts_known(core, known): return PARTS
    if len(core) <= 3: return U3
    if len(core) <= 6: return U6
    return U9 if len(core) < 16 else U16


def parts_known(core, known):
    """Whether a token is made of several parts, letters, digits and separators, whose words are all known, one of them of three letters or more."""
    parts = [p for p in PIECES.findall(core) if p[0] not in SEPARATORS]
    if len(parts) < 2: return False
    long = False
    for p in parts:
        if p[0] == '0': continue
        if p == 's': continue
        if p not in known and p not in SHORT_WORDS: return False
        if len(p) >= 3: long = True
    return long


class Data:
    """Documents as arrays: tokens, labels, links, and the sparse matrix of features."""
    def __init__(self, docs, known, kinds_cache=None):
        self.tokens, self.labels, self.link, self.doc, self.line, self.mode = [], [], [], [], [], []
        line_id = -1
        for d, (case, lines) in enumerate(docs):
            for link, toks in lines:
                line_id += 1
                for k, (w, y, fused) in enumerate(toks):
                    self.tokens.append(w); self.labels.append(y)
                    self.link.append(3 if fused else (0 if k else link))
                    self.doc.append(d); self.line.append(line_id); self.mode.append(case)
        self.labels = np.array(self.labels, np.int8); self.link = np.array(self.link, np.int8)
        self.doc = np.array(self.doc); self.line = np.array(self.line); self.mode = np.array(self.mode, np.int8)
        cache = {}
        found = np.empty((len(self.tokens), 4), np.int8)
        for i, t in enumerate(self.tokens):
            k = cache.get(t)
            if k is None:
                kind = kind_of(t, known)
                k = cache[t] = (kind, cue_of(kind, case_of(t)), cue_of(kind, SMALL), case_of(t))
            found[i] = k
        self.kinds = found[:, 0]
        self.case = np.where(self.mode == F.NORMAL, found[:, 3], SMALL)
        cue = np.where(self.mode == F.NORMAL, found[:, 1], found[:, 2]).astype(np.int32)
        self.step = (self.link.astype(np.int32) * CUES + np.concatenate([[0], cue[:-1]])) * CUES + cue
        self.nchars = np.array([len(t) for t in self.tokens])
        self.X = self.matrix()

    def matrix(self):
        n = len(self.tokens)
        fold, shape, owner, counts = F.token_codes(self.tokens)
        ow, bk = F.ngrams(fold, owner, (1, F.MAX_N), F.NGRAM_BITS, seed=CASE_SEEDS[self.case])
        rows, cols = [ow], [bk.astype(np.int64)]
        base = 1 << F.NGRAM_BITS
        # whole word
        with np.errstate(over='ignore'):
            starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
            h = np.full(n, 0x811C9DC5, np.uint32)
            # FNV over the whole token, vectorised by position
            maxlen = counts.max()
            for p in range(1, maxlen):
                live = counts - 1 > p
                if not live.any(): break
                idx = starts[live] + p
                h[live] = (h[live] ^ fold[idx]) * F.FNV
            rows.append(np.arange(n)); cols.append(F.finish(h ^ np.uint32(0x5bd1e995), F.NGRAM_BITS).astype(np.int64))
        ns = self.mode.astype(np.uint32) + 7
        ow, bk = F.ngrams(shape, owner, (2, 4), F.SHAPE_BITS, ns)
        rows.append(ow); cols.append(bk.astype(np.int64) + base); base += 1 << F.SHAPE_BITS
        # dense context
        k = self.kinds.astype(np.int64)
        same_prev = np.zeros(n, bool); same_prev[1:] = self.doc[1:] == self.doc[:-1]
        prev = np.where(same_prev, np.concatenate([[0], k[:-1]]), 0)
        nxt = np.zeros(n, np.int64); nxt[:-1] = np.where(same_prev[1:], k[1:], 0)
        at = np.arange(n)
        def add(index, size):
            nonlocal base
            rows.append(at); cols.append(index + base); base += size
        K = len(KINDS)
        add(k, K)
        add(k * K + prev, K * K)
        add(k * K + nxt, K * K)
        self.width = base
        r = np.concatenate(rows); c = np.concatenate(cols)
        m = sp.csr_matrix((np.ones(len(r), np.float32), (r, c)), shape=(n, base))
        m.sum_duplicates()
        return m


LINKS, AFTER_BLANK = 4, 2
STEPS = LINKS * CUES * CUES


def steps(base, contrast):
    """The log weights of each step, [link, cue before, cue] flattened: what the link says, and what two cues say beside each other in a paragraph."""
    table = np.repeat(base[:, None], CUES * CUES, axis=1)
    for link in range(LINKS):
        if link != AFTER_BLANK: table[link] += contrast
    return table.reshape(-1, 2, 2)


def by_step(step, pair):
    """The sums of `pair` by step."""
    return np.stack([np.bincount(step, pair[:, a, b], STEPS) for a in (0, 1) for b in (0, 1)], axis=1).reshape(STEPS, 2, 2)


class Chains:
    """Documents padded to equal length, longest first, so that one step handles all of them."""
    def __init__(self, data):
        starts = np.flatnonzero(np.concatenate([[True], data.doc[1:] != data.doc[:-1]]))
        ends = np.concatenate([starts[1:], [len(data.doc)]])
        order = np.argsort(-(ends - starts), kind='stable')
        self.starts, self.lengths = starts[order], (ends - starts)[order]
        self.T = int(self.lengths.max())
        self.active = [int((self.lengths > t).sum()) for t in range(self.T)]
        self.step = data.step

    def posteriors(self, score, trans, sums=True):
        """score: emission log-odds of state 1; trans: [steps, 2, 2]. Returns p(state 1), pair expectations by step, log Z."""
        n = len(score)
        emit = np.zeros((n, 2)); emit[:, 1] = score
        top = emit.max(1, keepdims=True); emit = np.exp(emit - top); weight = np.exp(trans)
        alpha, beta, scale = np.empty((n, 2)), np.empty((n, 2)), np.empty(n)
        S = self.starts
        def put(i, x): scale[i] = x.sum(1); alpha[i] = x / scale[i][:, None]
        put(S, emit[S])
        for t in range(1, self.T):
            i = S[:self.active[t]] + t
            put(i, np.einsum('nk,nkl->nl', alpha[i - 1], weight[self.step[i]]) * emit[i])
        last = S + self.lengths - 1
        beta[last] = 1
        for t in range(self.T - 1, 0, -1):
            i = S[:self.active[t]] + t
            beta[i - 1] = np.einsum('nkl,nl->nk', weight[self.step[i]], emit[i] * beta[i]) / scale[i][:, None]
        p = alpha * beta; p = p[:, 1] / p.sum(1)
        if not sums: return p, None, None
        inner = np.ones(n, bool); inner[S] = False
        i = np.flatnonzero(inner)
        pair = alpha[i - 1][:, :, None] * weight[self.step[i]] * (emit[i] * beta[i] / scale[i][:, None])[:, None, :]
        return p, by_step(self.step[i], pair), np.log(scale).sum() + top.sum()


class Batch:
    """A stretch of whole documents, with its chains."""
    def __init__(self, data, start, end):
        self.X, self.labels, self.step, self.doc = data.X[start:end], data.labels[start:end], data.step[start:end], data.doc[start:end]
        self.chains = Chains(self)
        inner = np.flatnonzero(np.concatenate([[False], self.doc[1:] == self.doc[:-1]]))
        pair = np.zeros((len(inner), 2, 2))
        pair[np.arange(len(inner)), self.labels[inner - 1], self.labels[inner]] = 1
        self.counts = by_step(self.step[inner], pair)


def train(data, l2=0.3, epochs=8, batch=48, rate=0.25, seed=1):
    """AdaGrad (Duchi, Hazan and Singer 2011) on the exact gradient of batches of documents; the weights of the second half are averaged."""
    starts = np.flatnonzero(np.concatenate([[True], data.doc[1:] != data.doc[:-1]]))
    edges = list(starts[::batch]) + [len(data.doc)]
    batches = [Batch(data, a, b) for a, b in zip(edges, edges[1:])]
    weights = [np.zeros(data.X.shape[1]), np.zeros(1), np.zeros((LINKS, 2, 2)), np.zeros((CUES * CUES, 2, 2))]
    squares, means, averaged = [np.full(w.shape, 1e-2) for w in weights], [np.zeros(w.shape) for w in weights], 0
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        total = 0.0
        for k in rng.permutation(len(batches)):
            B = batches[k]
            w, bias, base, contrast = weights
            s, tr = (B.X @ w.astype(np.float32)).astype(float) + bias[0], steps(base, contrast)           # in one precision: else the matrix is copied
            p, E, logZ = B.chains.posteriors(s, tr)
            total += logZ - s[B.labels == 1].sum() - (B.counts * tr).sum()
            r = p - B.labels
            E = (E - B.counts).reshape(LINKS, CUES * CUES, 2, 2)
            gradients = (B.X.T @ r.astype(np.float32) + (l2 / len(batches)) * w, r.sum(keepdims=True), E.sum(1) + 0.01 * base, E.sum(0) - E[AFTER_BLANK] + 0.01 * contrast)
            for w, q, g, mean in zip(weights, squares, gradients, means):
                q += g * g; w -= rate * g / np.sqrt(q)
                if epoch >= epochs // 2: mean += w
            averaged += epoch >= epochs // 2
        print('  epoch', epoch + 1, 'loss', round(total), flush=True)
    w, bias, base, contrast = (mean / averaged for mean in means)
    return w, float(bias[0]), steps(base, contrast)


def mean(models):
    """The mean of the weights of several models: which rare words fall to which side is then less a matter of the draw. The loss is convex, so that
    the mean is no worse than they are in the mean."""
    return tuple(sum(parts) / len(models) for parts in zip(*models))


# How much of a document is garbled is estimated from the document itself and weighs on its words that are in no word list
# (Saerens, Latinne and Decaestecker 2002, "Adjusting the Outputs of a Classifier to New a Priori Probabilities"). Each word of a
# chain takes a part of the adjustment only, because its neighbours take theirs.
PRIOR, PRIOR_WEIGHT, PRIOR_SIZE, PRIOR_LEAST, PRIOR_MOST, PRIOR_ROUNDS = 0.3, 0.8, 30, -3.0, 1.5, 2
UNKNOWN = [U1, U3, U6, U9, U16]
LIMIT, FOREIGN_ODDS = 6.0, -2.0


def predict(data, model):
    """The posterior of each token."""
    w, b, tr = model
    chains = Chains(data)
    score = np.where(data.kinds == FOREIGN, FOREIGN_ODDS, data.X @ w + b)
    unknown = np.isin(data.kinds, UNKNOWN)
    p = chains.posteriors(np.clip(score, -LIMIT, LIMIT), tr, sums=False)[0]
    size = np.bincount(data.doc, unknown * data.nchars)
    for _ in range(PRIOR_ROUNDS):
        share = (np.bincount(data.doc, unknown * data.nchars * p) + PRIOR * PRIOR_SIZE) / (size + PRIOR_SIZE)
        share = np.clip(share, 1e-6, 1 - 1e-6)
        shift = np.clip(PRIOR_WEIGHT * (np.log(share / (1 - share)) - np.log(PRIOR / (1 - PRIOR))), PRIOR_LEAST, PRIOR_MOST)
        p = chains.posteriors(np.clip(score + shift[data.doc] * unknown, -LIMIT, LIMIT), tr, sums=False)[0]
    return p
