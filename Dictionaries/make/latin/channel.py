"""What the OCR makes of each letter: counts of confusions from line pairs of known text (Corpus/make/pairs.py).

Words of a line are aligned by edit distance, then their letters; what differs between two letters that agree is a confusion of one or two
letters with none to three signs (`ñ` read as `fi`, `m` as `rn`, `ń` as `ri`). Letters are counted in lower case: the channel's units are letters,
and capitals are put back by the reader.
"""
import collections
import csv
import difflib
import math
import re
import unicodedata

from words import fold


def rows(paths, split="train"):
    """(language, model, true line, line as read) of the pairs files, a split (or None for all)."""
    for path in paths:
        with open(path, newline="") as file:
            for row in csv.DictReader((line for line in file if line.strip()), delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["script"] == "Latn" and (split is None or row["split"] == split):
                    yield row["lang"].split("-")[0], row["model"], row["true"], row["ocr"]


def word_pairs(true, ocr):
    """Pairs of words of a line that stand for each other."""
    left, right = true.split(), ocr.split()
    folded = [fold(w.lower()) for w in left], [fold(w.lower()) for w in right]
    for tag, a, b, c, d in difflib.SequenceMatcher(None, *folded, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            yield from zip(left[a:b], right[c:d])


def letter_pairs(true, ocr):
    """[(letters, signs)] of two words in order, or None when they are too unlike."""
    n, m = len(true), len(ocr)
    table = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            if i == j == 0:
                continue
            best = math.inf
            if i:
                best = table[i - 1][j] + 0.9
            if j:
                best = min(best, table[i][j - 1] + 0.9)
            if i and j:
                best = min(best, table[i - 1][j - 1] + cost(true[i - 1], ocr[j - 1]))
            table[i][j] = best
    if table[n][m] > 0.5 * max(n, 2):
        return None
    steps, i, j = [], n, m
    while i or j:
        if i and j and abs(table[i][j] - table[i - 1][j - 1] - cost(true[i - 1], ocr[j - 1])) < 1e-9:
            i, j = i - 1, j - 1
            steps.append((true[i], ocr[j]))
        elif j and abs(table[i][j] - table[i][j - 1] - 0.9) < 1e-9:
            j -= 1
            steps.append(("", ocr[j]))
        else:
            i -= 1
            steps.append((true[i], ""))
    return grouped(steps[::-1])


def cost(a, b):
    return 0.0 if a == b else 0.3 if fold(a) == fold(b) else 1.0


def grouped(steps):
    """Joins what lies between letters that agree: `ü`→`i`, nothing→`i` is `ü`→`ii`."""
    result, block = [], []
    for step in [*steps, ("#", "#")]:
        if step[0] and step[1] and (step[0] == step[1] or fold(step[0]) == fold(step[1])):
            if block:
                true, ocr = "".join(a for a, _ in block), "".join(b for _, b in block)
                if not true:  # signs that came from nothing go with the letter before or after
                    if result and result[-1][0] != result[-1][1]:
                        result[-1] = (result[-1][0], result[-1][1] + ocr)
                    elif result:
                        result[-1] = (result[-1][0], result[-1][1] + ocr)
                    else:
                        step = (step[0], ocr + step[1])
                elif len(true) == len(ocr):
                    result += list(zip(true, ocr))
                else:
                    result.append((true, ocr))
                block = []
            result.append(step)
        else:
            block.append(step)
    return result[:-1] if result and result[-1] == ("#", "#") else result


def counts(paths, split="train"):
    """{language: Counter of (letters, signs)}."""
    found = collections.defaultdict(collections.Counter)
    for language, _, true, ocr in rows(paths, split):
        true, ocr = unicodedata.normalize("NFC", true), unicodedata.normalize("NFC", ocr)
        for a, b in word_pairs(true, ocr):
            a, b = stripped(a), stripped(b)
            if not a or not any(c.isalpha() for c in a):
                continue
            for pair in letter_pairs(a.lower(), b.lower()) or ():
                found[language][pair] += 1
    return found


def stripped(word):
    """Without the punctuation at its ends."""
    return re.sub(r"^[\W\d_]*(?=\w)|(?<=\w)[.,;:!?)\]}»”\"…]+$", "", word)


def pooled(found, strength=8.0):
    """{language: {(letters, signs): probability}} of signs given letters, each language's counts with the pool's as prior."""
    pool = collections.Counter()
    for table in found.values():
        pool.update(table)
    total = collections.Counter()
    for (letters, _), n in pool.items():
        total[letters] += n
    singles = {letter: n for letter, n in total.items() if len(letter) == 1}
    result = {}
    for language in [*found, ""]:
        table = found.get(language, {})
        own = collections.Counter()
        for (letters, _), n in table.items():
            own[letters] += n
        chances = {}
        for (letters, signs), n in pool.items():
            if len(letters) not in (1, 2) or len(signs) > 3 or not letters.isalpha():
                continue
            if len(letters) == 1:
                base, weight = total[letters] + 1.0, own[letters]
            else:  # how often two letters that stand side by side melt: of the rarer one's occurrences
                base, weight = min(singles.get(c, 1) for c in letters) / 8 + 1.0, sum(own[c] for c in letters) / 16
            pooled_chance = n / base
            chances[letters, signs] = (table.get((letters, signs), 0) + strength * pooled_chance) / (weight + strength)
        result[language] = chances
    return result


if __name__ == "__main__":
    import sys
    found = counts(sys.argv[1:])
    for language, table in pooled(found).items():
        worst = sorted(((p, k) for k, p in table.items() if k[0] != k[1] and found[language][k] > 1), reverse=True)[:45]
        print(language or "(all)", " ".join(f"{a}>{b}:{p:.2f}" for p, (a, b) in worst))
