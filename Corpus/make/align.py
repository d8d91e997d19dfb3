"""Tells of every character that the OCR read whether it says what the page said.

OCR words are given to printed lines by their boxes. Within a line the characters are aligned by dynamic programming over edit cost and
horizontal distance (Needleman and Wunsch 1970, with the place on the page as a second witness), in visual order, so that right-to-left text
needs no care of its own. Where the page has letters that the model does not have, any character may stand for any: there the place decides.
"""
import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from languages import script_of

FOREIGN, INSIDE, KNOWN = "F", "I", "K"      # a letter of a lost script; digits, signs, spaces within its run; all else
CLEAN, GARBLED, READ_INSIDE = 0, 1, 2       # labels; the last is a number that was read right inside garble

SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "…": ".", "、": ",", "。": ".", "「": "[", "」": "]", "・": "·"})


def plain(character):
    """Full-width and typographic forms made one."""
    return unicodedata.normalize("NFKC", character).translate(SAME) or character


def is_foreign(character, known):
    script = script_of(character)
    return bool(script) and script not in known and unicodedata.name(character, "").split(" ")[0] != "COMBINING"


def classes(text, known=("Latn",)):
    """The class of each character of a printed line, given the scripts that the model has."""
    result = [FOREIGN if is_foreign(c, known) else KNOWN for c in text]
    if FOREIGN not in result:
        return result
    # What lies between two foreign letters without a Latin word belongs to their run, and so does what touches a run without a space.
    at = 0
    while at < len(text):
        if result[at] == FOREIGN:
            at += 1
            continue
        end = at
        while end < len(text) and result[end] != FOREIGN:
            end += 1
        gap = text[at:end]
        if not has_word(gap):
            if at > 0 and end < len(text):
                left, right = at, end
            elif at > 0:
                left, right = at, at + reach(gap)
            else:
                left, right = end - reach(gap[::-1]), end
            for i in range(left, right):
                result[i] = INSIDE
        else:
            if at > 0:
                for i in range(at, at + signs(gap)):
                    result[i] = INSIDE
            if end < len(text):
                for i in range(end - signs(gap[::-1]), end):
                    result[i] = INSIDE
        at = end
    return result


def has_word(gap):
    """Two Latin letters in a row: a word, not a unit or a list letter."""
    return any(a.isalpha() and b.isalpha() for a, b in zip(gap, gap[1:]))


def reach(gap):
    """How far a run goes on into its neighbour: to the first white space."""
    return next((i for i, c in enumerate(gap) if c.isspace()), len(gap))


def signs(gap):
    """How many signs that only East Asian text has, or digits glued to it, follow a run that a Latin word touches."""
    return next((i for i, c in enumerate(gap) if c.isalpha() or c.isspace() or (c.isascii() and not c.isdigit())), len(gap))


@dataclass
class Glyph:
    """A printed character in visual order: where it is in the line's text, its middle (pixels), its class."""
    index: int
    character: str
    middle: float
    kind: str


def glyphs(line, scale, known):
    kinds = classes(line.text, known)
    found, last = [], 0.0
    for index, (character, left, right) in enumerate(line.chars):
        if left is not None:
            last = (left + right) / 2 * scale
        found.append(Glyph(index, character, last, kinds[index]))
    return sorted(found, key=lambda g: g.middle)


MISSED, ADDED, NEAR = 0.8, 0.8, 0.5


def cost(read, glyph):
    """Of reading one character for a printed one, without the distance."""
    a, b = plain(read), plain(glyph.character)
    if a == b:
        return 0.0
    if glyph.kind == KNOWN:
        if glyph.character.isspace() or read.isspace():
            return 1.4
        return 0.25 if a.casefold() == b.casefold() or unicodedata.normalize("NFD", b)[0] == a else 1.0
    return 0.7 if read.isspace() else 0.3


def aligned(read, middles, line, em, near=NEAR):
    """For each read character the index into `line` (glyphs in visual order), or None where it stands for nothing printed.

    `near` is the cost of a distance of one em.
    """
    n, m, inf = len(read), len(line), float("inf")
    places = [g.middle for g in line]
    reach = 9 * em
    lows = [bisect_left(places, x - reach) for x in middles]
    highs = [bisect_right(places, x + reach) for x in middles]
    missed = [0.0]
    for g in line:
        missed.append(missed[-1] + (0.3 if g.kind != KNOWN or g.character.isspace() else MISSED))
    rows, steps = [list(missed)], []
    for i in range(n):
        before, row, step = rows[-1], [inf] * (m + 1), [0] * (m + 1)
        low, high = (max(0, lows[i] - 1), min(m, highs[i] + 1)) if m else (0, 0)
        x, c = middles[i], read[i]
        for j in range(low, high + 1):
            around = line[min(j, m - 1)] if m else None
            behind = line[j - 1] if j else around
            loose = around is not None and (around.kind != KNOWN or behind.kind != KNOWN)
            best = before[j] + (0.1 if c.isspace() else 0.35 if loose else ADDED)
            if around is not None:
                best += 0.2 * min(min(abs(x - around.middle), abs(x - behind.middle)) / em, 3)
            best_step = 1
            if j:
                g = line[j - 1]
                other = before[j - 1] + cost(c, g) + near * min(abs(x - g.middle) / em, 4)
                if other < best:
                    best, best_step = other, 2
                other = row[j - 1] + missed[j] - missed[j - 1]
                if other < best:
                    best, best_step = other, 3
            row[j], step[j] = best, best_step
        rows.append(row)
        steps.append(step)
    result, i = [None] * n, n
    j = min(range(m + 1), key=lambda k: rows[n][k] + missed[m] - missed[k])
    while i:
        step = steps[i - 1][j]
        if step == 2:
            result[i - 1] = j - 1
            i, j = i - 1, j - 1
        elif step == 3:
            j -= 1
        else:
            i -= 1
    return result


def labels(read, middles, line, em):
    """The label of every read character of a line read by a model that lacks the line's foreign letters."""
    kinds = {g.kind for g in line if not g.character.isspace()}
    if FOREIGN not in kinds:
        return [CLEAN] * len(read), None
    if KNOWN not in kinds and INSIDE not in kinds:
        return [GARBLED] * len(read), None
    found = aligned(read, middles, line, em)
    result = []
    for i, j in enumerate(found):
        if j is None:
            near = min(line, key=lambda g: abs(g.middle - middles[i]))
            kind = near.kind
        else:
            kind = line[j].kind
        result.append(CLEAN if kind == KNOWN else GARBLED)
    # A Latin stretch in garble counts as read only if most of it was.
    for start, end in runs(result, CLEAN):
        if start == 0 and end == len(read):
            continue
        letters = [i for i in range(start, end) if not read[i].isspace()]
        right = [i for i in letters if found[i] is not None and plain(read[i]).casefold() == plain(line[found[i]].character).casefold()]
        share = len(right) / max(len(letters), 1)
        mostly_foreign = sum(g.kind == FOREIGN for g in line) > 0.5 * len(line)
        if letters and share < (0.7 if mostly_foreign else 0.34):
            result[start:end] = [GARBLED] * (end - start)
    spread(read, result, found, line)
    for start, end in tokens(read):
        if any(c.isdigit() for c in read[start:end]) and all(result[i] == GARBLED and found[i] is not None and line[found[i]].kind == INSIDE and plain(read[i]) == plain(line[found[i]].character) for i in range(start, end)):
            result[start:end] = [READ_INSIDE] * (end - start)
    return bridged(read, result), found


def spread(read, result, found, line):
    """What matches nothing printed and touches garble without a space is garble too."""
    for start, end in tokens(read):
        matched = [result[i] == CLEAN and found[i] is not None and cost(read[i], line[found[i]]) < 0.25 for i in range(start, end)]
        for order in (range(start, end), range(end - 1, start - 1, -1)):
            before = None
            for i in order:
                if before == GARBLED and result[i] == CLEAN and not matched[i - start]:
                    result[i] = GARBLED
                before = result[i]


def exact_labels(read, middles, line, em):
    """The label of every character read by a model that has the script: right or not, signs that look alike apart."""
    # The engine's boxes of Han characters stray by some ems within a line: what is the same character counts for more here.
    found = aligned(read, middles, line, em, near=0.1)
    strange = [k for k, g in enumerate(line) if is_foreign(g.character, ("Latn",))]
    right = sum(j is not None and plain(read[i]) == plain(line[j].character) for i, j in enumerate(found) if j in set(strange))
    if right < 0.2 * len(strange):
        return labels(read, middles, [replace(g, kind=k) for g, k in zip(line, latin_classes(line))], em)
    result = []
    for i, j in enumerate(found):
        c = read[i]
        if c.isspace():
            result.append(CLEAN)
        elif j is None:
            result.append(GARBLED if c.isalnum() else CLEAN)
        else:
            a, b = plain(c), plain(line[j].character)
            known = line[j].character.isascii() and c.isascii()
            result.append(CLEAN if a == b or known or not (a.isalnum() or b.isalnum()) else GARBLED)
    spread(read, result, found, line)
    return bridged(read, result), found


def latin_classes(line):
    """The classes of the glyphs for a model that read the line as Latin letters, though it had the script."""
    text = [""] * (max(g.index for g in line) + 1)
    for g in line:
        text[g.index] = g.character
    kinds = classes("".join(c or " " for c in text))
    return [kinds[g.index] for g in line]


def runs(result, label):
    at = 0
    while at < len(result):
        if result[at] != label:
            at += 1
            continue
        end = at
        while end < len(result) and result[end] == label:
            end += 1
        yield at, end
        at = end


def tokens(read):
    at = 0
    while at < len(read):
        if read[at].isspace():
            at += 1
            continue
        end = at
        while end < len(read) and not read[end].isspace():
            end += 1
        yield at, end
        at = end


def bridged(read, result):
    """White space takes the label that both its sides have, else clean."""
    for i, c in enumerate(read):
        if c.isspace():
            before = next((result[k] for k in range(i - 1, -1, -1) if not read[k].isspace()), CLEAN)
            after = next((result[k] for k in range(i + 1, len(read)) if not read[k].isspace()), CLEAN)
            result[i] = GARBLED if before != CLEAN and after != CLEAN else CLEAN
    return result


def segments(result):
    """[start, end, label] of equal labels, in order."""
    found = []
    for i, label in enumerate(result):
        if found and found[-1][2] == label:
            found[-1][1] = i + 1
        else:
            found.append([i, i + 1, label])
    return found


def by_line(words, lines, scale):
    """The OCR words of each printed line of a page, in the order of the OCR; None holds the words that lie on no line."""
    found = {index: [] for index in range(len(lines))}
    found[None] = []
    for word in words:
        left, top, right, bottom = (v / scale for v in word.box)
        middle = (top + bottom) / 2
        best, least = None, 0.0
        for index, line in enumerate(lines):
            places = [(a, b) for _, a, b in line.chars if a is not None]
            if not places:
                continue
            height = line.bottom - line.top
            first, last = min(a for a, _ in places), max(b for _, b in places)
            across = min(right, last) - max(left, first)
            beside = not first - 0.3 * height <= (left + right) / 2 <= last + 0.3 * height and across < 0.5 * (right - left)
            if beside or across < 0.3 * min(right - left, height) or not line.top - 0.15 * height <= middle <= line.bottom + 0.15 * height:
                continue
            down = min(bottom, line.bottom) - max(top, line.top)
            if down > least:
                best, least = index, down
        found[best].append(word)
    return found


def left_to_right(words, text):
    """Where the OCR tore a printed line to pieces on lines of their own, the pieces in the order of the page. Within a piece the order of the OCR
    stands: the boxes of neighbouring words may stray past each other."""
    pieces = []
    for word in sorted(words, key=lambda word: word.start):
        if pieces and not re.search(r"[\n\f]", text[pieces[-1][-1].end:word.start]):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    pieces.sort(key=lambda piece: piece[0].box[0])
    return [word for piece in pieces for word in piece]


def row_text(words, text):
    """The words of a line from left to right as one string, with a box middle and the place in the text for each character. White space is as
    the OCR has it where words follow each other."""
    read, middles, offsets = [], [], []
    words = left_to_right(words, text)
    for k, word in enumerate(words):
        if k:
            follows = words[k - 1].end <= word.start
            gap = text[words[k - 1].end:word.start] if follows else "\n"
            between = gap if not gap.strip() and "\n" not in gap and "\f" not in gap else " "
            for i, c in enumerate(between):
                read.append(c)
                middles.append((middles[-1] + word.box[0]) / 2)
                offsets.append(words[k - 1].end + i if follows and between == gap else None)
        for i, c in enumerate(text[word.start:word.end]):
            read.append(c)
            middles.append((word.chars[i][0] + word.chars[i][1]) / 2 if i < len(word.chars) else (word.box[0] + word.box[2]) / 2)
            offsets.append(word.start + i)
    return "".join(read), middles, offsets
