"""A linear-chain conditional random field of two states with sparse features."""
import re
import numpy as np, scipy.sparse as sp
import features as F

UPPER_MODE, LOWER_MODE = F.UPPER, F.LOWER
KINDS = ['none', 'known', 'short', 'number', 'punct', 'u1', 'u3', 'u6', 'u9', 'parts', 'foreign']
NONE, KNOWN, SHORT, NUMBER, PUNCT, U1, U3, U6, U9, PARTS, FOREIGN = range(11)
SHORT_WORDS = set("a i of in to is it as at by on or an be we no so up us do if my he me am go ha km mm cm m kg vs id eu un uk".split())
PIECES = re.compile(r"[^\W\d_]+|0+|[-/'&.,:;()]+|.")          # runs of letters, of digits, of separators; anything else alone
SEPARATORS = set("-/'&.,:;()")


def kind_of(token, known):
    """The class of a token by the word list: what its neighbours are told of it."""
    raw = token.strip(F.STRIP)
    if not raw: return PUNCT
    core = ''.join(chr(F.fold_char(c)) for c in raw)
    if not any(c.isalpha() for c in raw): return NUMBER if '0' in core else PUNCT
    if any(c.isalpha() and not F.is_latin(ord(c)) for c in raw): return FOREIGN
    if len(core) <= 2: return SHORT if core in SHORT_WORDS else U1
    if core in known: return KNOWN
    if parts_known(core, known): return PARTS
    if len(core) <= 3: return U3
    if len(core) <= 6: return U6
    return U9


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
        kinds = np.empty(len(self.tokens), np.int8)
        for i, t in enumerate(self.tokens):
            k = cache.get(t)
            if k is None: k = cache[t] = kind_of(t, known)
            kinds[i] = k
        self.kinds = kinds
        self.nchars = np.array([len(t) for t in self.tokens])
        self.X = self.matrix()

    def matrix(self):
        n = len(self.tokens)
        fold, shape, owner, counts = F.token_codes(self.tokens)
        ow, bk = F.ngrams(fold, owner, (1, F.MAX_N), F.NGRAM_BITS)
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


LINKS = 4


class Chains:
    """Documents padded to equal length, longest first, so that one step handles all of them."""
    def __init__(self, data):
        starts = np.flatnonzero(np.concatenate([[True], data.doc[1:] != data.doc[:-1]]))
        ends = np.concatenate([starts[1:], [len(data.doc)]])
        order = np.argsort(-(ends - starts), kind='stable')
        self.starts, self.lengths = starts[order], (ends - starts)[order]
        self.T = int(self.lengths.max())
        self.active = [int((self.lengths > t).sum()) for t in range(self.T)]
        self.link = data.link

    def posteriors(self, score, trans):
        """score: emission log-odds of state 1; trans: [links, 2, 2]. Returns p(state 1), pair expectations, log Z."""
        n = len(score)
        alpha = np.empty((n, 2)); beta = np.empty((n, 2))
        S = self.starts
        emit = np.zeros((n, 2)); emit[:, 1] = score
        alpha[S] = emit[S]
        for t in range(1, self.T):
            a = self.active[t]
            i = S[:a] + t
            m = alpha[i - 1][:, :, None] + trans[self.link[i]]
            alpha[i] = np.logaddexp(m[:, 0], m[:, 1]) + emit[i]
        last = S + self.lengths - 1
        beta[last] = 0
        logZ = np.logaddexp(alpha[last, 0], alpha[last, 1])
        for t in range(self.T - 1, 0, -1):
            a = self.active[t]
            i = S[:a] + t
            m = trans[self.link[i]] + (emit[i] + beta[i])[:, None, :]
            beta[i - 1] = np.logaddexp(m[:, :, 0], m[:, :, 1])
        Zfull = np.empty(n); 
        docid = np.repeat(np.arange(len(S)), self.lengths)
        idx = np.concatenate([np.arange(s, s + l) for s, l in zip(S, self.lengths)])
        Zfull[idx] = logZ[docid]
        p = np.exp(alpha[:, 1] + beta[:, 1] - Zfull)
        inner = np.ones(n, bool); inner[S] = False
        i = np.flatnonzero(inner)
        pair = np.exp(alpha[i - 1][:, :, None] + trans[self.link[i]] + (emit[i] + beta[i])[:, None, :] - Zfull[i][:, None, None])
        E = np.zeros((LINKS, 2, 2))
        np.add.at(E, self.link[i], pair)
        return p, E, logZ.sum(), i


class Batch:
    """A stretch of whole documents, with its chains."""
    def __init__(self, data, start, end):
        self.X, self.labels, self.link, self.doc = data.X[start:end], data.labels[start:end], data.link[start:end], data.doc[start:end]
        self.chains = Chains(self)
        inner = np.flatnonzero(np.concatenate([[False], self.doc[1:] == self.doc[:-1]]))
        self.counts = np.zeros((LINKS, 2, 2))
        np.add.at(self.counts, (self.link[inner], self.labels[inner - 1], self.labels[inner]), 1)


def train(data, l2=0.3, epochs=8, batch=48, rate=0.25, seed=1):
    """AdaGrad (Duchi, Hazan and Singer 2011) on the exact gradient of batches of documents; the weights of the second half are averaged."""
    starts = np.flatnonzero(np.concatenate([[True], data.doc[1:] != data.doc[:-1]]))
    edges = list(starts[::batch]) + [len(data.doc)]
    batches = [Batch(data, a, b) for a, b in zip(edges, edges[1:])]
    d = data.X.shape[1]
    w, bias, tr = np.zeros(d), 0.0, np.zeros((LINKS, 2, 2))
    Gw, Gb, Gt = np.full(d, 1e-2), 1e-2, np.full((LINKS, 2, 2), 1e-2)
    mean, mean_b, mean_t, averaged = np.zeros(d), 0.0, np.zeros((LINKS, 2, 2)), 0
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        total = 0.0
        for k in rng.permutation(len(batches)):
            B = batches[k]
            s = B.X @ w + bias
            p, E, logZ, _ = B.chains.posteriors(s, tr)
            total += logZ - s[B.labels == 1].sum() - (B.counts * tr).sum()
            r = p - B.labels
            g = B.X.T @ r + (l2 / len(batches)) * w
            Gw += g * g; w -= rate * g / np.sqrt(Gw)
            g = r.sum(); Gb += g * g; bias -= rate * g / np.sqrt(Gb)
            g = E - B.counts + 0.01 * tr; Gt += g * g; tr = tr - rate * g / np.sqrt(Gt)
            if epoch >= epochs // 2:
                mean += w; mean_b += bias; mean_t += tr; averaged += 1
        print('  epoch', epoch + 1, 'loss', round(total), flush=True)
    return mean / averaged, mean_b / averaged, mean_t / averaged


# How much of a document is garbled is estimated from the document itself and weighs on its words that are in no word list
# (Saerens, Latinne and Decaestecker 2002, "Adjusting the Outputs of a Classifier to New a Priori Probabilities"). Each word of a
# chain takes a part of the adjustment only, because its neighbours take theirs.
PRIOR, PRIOR_WEIGHT, PRIOR_SIZE, PRIOR_LEAST, PRIOR_MOST, PRIOR_ROUNDS = 0.3, 0.8, 30, -3.0, 1.5, 2
UNKNOWN = [U1, U3, U6, U9]
LIMIT, FOREIGN_ODDS = 16.0, -2.0


def predict(data, model):
    """The posterior of each token."""
    w, b, tr = model
    chains = Chains(data)
    score = np.where(data.kinds == FOREIGN, FOREIGN_ODDS, data.X @ w + b)
    unknown = np.isin(data.kinds, UNKNOWN)
    p = chains.posteriors(np.clip(score, -LIMIT, LIMIT), tr)[0]
    size = np.bincount(data.doc, unknown * data.nchars)
    for _ in range(PRIOR_ROUNDS):
        share = (np.bincount(data.doc, unknown * data.nchars * p) + PRIOR * PRIOR_SIZE) / (size + PRIOR_SIZE)
        share = np.clip(share, 1e-6, 1 - 1e-6)
        shift = np.clip(PRIOR_WEIGHT * (np.log(share / (1 - share)) - np.log(PRIOR / (1 - PRIOR))), PRIOR_LEAST, PRIOR_MOST)
        p = chains.posteriors(np.clip(score + shift[data.doc] * unknown, -LIMIT, LIMIT), tr)[0]
    return p
