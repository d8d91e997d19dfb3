"""Tokens and their hashed features: the definition that Sources/Palimpsest/Detect mirrors.

A token is a run of characters that are not white space. Its features are

* n-grams (1 to 4) of its folded characters between word boundaries, hashed into one table;
* n-grams (2 to 4) of its case shape (upper, lower, digit, punctuation, …), in a table of their own for each case
  mode of the document, because in a document without capitals the case says nothing;
* whether the word list knows it and its neighbours.

Everything here is vectorised over all tokens of a corpus.
"""
import numpy as np

NGRAM_BITS = 19
SHAPE_BITS = 14
MASK = np.uint32(0xFFFFFFFF)
FNV = np.uint32(0x01000193)
NGRAM_SEEDS = [np.uint32(0x811C9DC5 + 0x9E3779B9 * k & 0xFFFFFFFF) for k in range(1, 6)]
MAX_N = 4
MAX_TOKEN = 40                      # characters of a token that are looked at from either end

BOUNDARY = 1                        # the code of the word boundary

# Case modes of a document.
NORMAL, UPPER, LOWER = 0, 1, 2


def fold_char(c):
    """The folded code point of a character: lower case, digits as 0, quotes and dashes as their ASCII form."""
    o = ord(c)
    if o < 128:
        if 65 <= o <= 90: return o + 32
        if 48 <= o <= 57: return 48
        return o
    if c in '\u2018\u2019\u02bc\u00b4': return 39
    if c in '\u201c\u201d\u201e': return 34
    if c in '\u2010\u2011\u2012\u2013\u2014\u2212': return 45
    if o == 0x130: return ord('i')              # the simple mapping, as ICU has it
    low = c.lower()
    return ord(low) if len(low) == 1 else o


def shape_char(c):
    """The shape class of a character; the word boundary is one of its own."""
    o = ord(c)
    if o == BOUNDARY: return BOUNDARY
    if o < 128:
        if 65 <= o <= 90: return ord('X')
        if 97 <= o <= 122: return ord('x')
        if 48 <= o <= 57: return ord('0')
        if c in ".,;:!?": return ord('.')
        if c in "'\"": return ord("'")
        if c in '-': return ord('-')
        if c in '()[]': return ord('(')
        return ord('#')
    if c in '\u2018\u2019\u02bc\u201c\u201d\u201e\u00ab\u00bb': return ord("'")
    if c in '\u2010\u2011\u2012\u2013\u2014\u2212': return ord('-')
    if c.isalpha():
        if c.isupper(): return ord('X')
        if c.islower(): return ord('x')
        return ord('o')
    import unicodedata
    if unicodedata.category(c) == 'Mn': return ord('x')
    return ord('#')


class CharTable:
    """Fold and shape of every character met, looked up once."""
    def __init__(self): self.fold, self.shape = {}, {}

    def of(self, text):
        f, s = self.fold, self.shape
        for c in set(text):
            if c not in f: f[c] = fold_char(c); s[c] = shape_char(c)
        return (np.array([f[c] for c in text], np.uint32), np.array([s[c] for c in text], np.uint32))


TABLE = CharTable()


def is_latin(o):
    """Whether a letter of this code point belongs to the Latin script (or to the signs used with it)."""
    return (o < 0x370 or 0x1D00 <= o < 0x1DC0 or 0x1E00 <= o < 0x1F00 or 0x2100 <= o < 0x2190 or 0x2C60 <= o < 0x2C80 or 0xA720 <= o < 0xA800
            or 0xAB30 <= o < 0xAB70 or 0xFB00 <= o < 0xFB07 or 0xFF21 <= o < 0xFF3B or 0xFF41 <= o < 0xFF5B)


def finish(h, bits):
    """The bucket of a hash: FNV-1a's low bits mix badly, so the high ones are folded in (xor-fold)."""
    h = h ^ (h >> np.uint32(15))
    h = h * np.uint32(0x2C1B3C6D)
    h = h ^ (h >> np.uint32(12))
    return h & np.uint32((1 << bits) - 1)


def ngrams(codes, owner, lengths_n, bits, namespace=None, seed=None):
    """(owner, bucket) of every n-gram. `codes` holds boundary, characters, boundary of each token; `owner` the token of each code."""
    owners, buckets = [], []
    N = len(codes)
    lo, hi = lengths_n
    h = None
    with np.errstate(over='ignore'):
        for n in range(1, hi + 1):
            m = N - n + 1
            if m <= 0: break
            if n == 1:
                h = ((np.full(N, 0x811C9DC5, np.uint32) if seed is None else seed[owner]) ^ codes) * FNV
                if namespace is not None: h = (h ^ namespace[owner]) * FNV
            else:
                h = (h[:m] ^ codes[n - 1:n - 1 + m]) * FNV
            if n < lo: continue
            ok = owner[:m] == owner[n - 1:n - 1 + m]
            if n == 1: ok = ok & (codes[:m] != BOUNDARY)
            owners.append(owner[:m][ok])
            buckets.append(finish(h[:m][ok] ^ np.uint32(n * 0x9E3779B1 & 0xFFFFFFFF), bits))
    return np.concatenate(owners), np.concatenate(buckets)


def token_codes(tokens):
    """Concatenated fold and shape codes with boundaries, and owners."""
    text = []
    counts = np.empty(len(tokens), np.int64)
    for i, t in enumerate(tokens):
        if len(t) > MAX_TOKEN: t = t[:MAX_TOKEN // 2] + t[-MAX_TOKEN // 2:]
        text.append('\x01' + t + '\x01')
        counts[i] = len(t) + 2
    fold, shape = TABLE.of(''.join(text))
    owner = np.repeat(np.arange(len(tokens)), counts)
    return fold, shape, owner, counts


STRIP = '.,;:!?()[]{}"\'\u2018\u2019\u201c\u201d\u00ab\u00bb*-\u2013\u2014/|'


def core_of(token):
    """The token without punctuation at its ends, lower-cased: what the word list is asked for."""
    return token.strip(STRIP).lower()
