"""Pseudo-documents to learn from: clean and garbled paragraphs, mixed as profile dumps mix them."""
import csv, glob, json, lzma, os, random, re, sys
from texts import held_out, made_lines, ACRONYMS, SPECIES, UNITS

csv.field_size_limit(10**9)

LABELS = """Description of how city is taking action|Baseline:|Target:|Last update: 23 December 2025|Last update: 07 April 2026|Protect and restore nature|Sustainable use and sharing of nature|Tools and solutions to implement and mainstream action|Profile overview|Platform engagement statistics|Achievements|Profile awards|Nature Pathway|The Action Platform|Action area 1|Action area 2|Uploads|Tools & resources|City Biodiversity Index|Total: 0/112|Starter 25%|0%|100%|Not started yet|Frontrunner|Star|Case study|01 May 2022""".split('|')


def segments_of(ocr, true):
    """What of a garbled line was read right, [[start, end, label], …]: the Latin words of the true line that the read one has in their order, with the
    marks at them. `None` when there are none."""
    segments, at, end = [], 0, 0
    for m in re.finditer(r"[A-Za-z][A-Za-z0-9.+/'-]*[A-Za-z0-9]", true):
        found = re.compile(r'(?<![A-Za-z])' + re.escape(m.group()) + r'(?![A-Za-z])', re.I).search(ocr, at)
        if not found: continue
        if found.start() > end: segments.append([end, found.start(), 1])
        segments.append([found.start(), found.end(), 0])
        at = end = found.end()
    if not segments: return None
    return segments + ([[end, len(ocr), 1]] if end < len(ocr) else [])


def pairs_of_package(path):
    """Blocks of garbled lines of the shared Chinese pairs: [[(ocr line, segments, true line, split)]]."""
    blocks, current = [], []
    with lzma.open(path, 'rt', encoding='utf8') as f:
        next(f)
        for line in f:
            cells = line.rstrip('\n').split('\t')
            if len(cells) < 3 or not cells[2].strip(): continue
            current.append((cells[2], segments_of(cells[2], cells[1]), cells[1], 'train'))
            if len(current) == 6 or cells[1][-1:] in '。' and len(current) >= 2:
                blocks.append(current); current = []
    return blocks


def pairs_of_generator(path):
    """Blocks of lines of a table of Corpus/make/pairs.py, with the segments where a line is mixed, and its split."""
    blocks, current = [], []
    rows = open(path, encoding='utf8', newline='').read().split('\n')
    head = rows[0].split('\t')
    col = {n: i for i, n in enumerate(head)}
    for row in rows[1:]:
        cells = row.split('\t')
        if len(cells) < len(head):
            if current: blocks.append(current); current = []
            continue
        ocr, true = cells[col['ocr']], cells[col['true']]
        if not ocr.strip(): continue
        seg = cells[col['segments']] if 'segments' in col else ''
        current.append((ocr, json.loads(seg) if seg.strip() else None, true, cells[col['split']]))
    if current: blocks.append(current)
    first = rows[1].split('\t') if len(rows) > 1 else []
    return blocks, first[col['lang']] if first else '', first[col['script']] if first else '', first[col['model']] if first else ''


def tokens_of(line, segments=None, label=0):
    """[(token, label, fused)] of a line; a token that the truth cuts becomes two, the second fused to the first."""
    result = []
    cuts = set()
    if segments:
        flags = [label] * len(line)
        for a, b, g in segments:
            for i in range(a, min(b, len(line))): flags[i] = int(g > 0)     # 2: a number read right inside garble
    for m in re.finditer(r'\S+', line):
        a, b = m.span()
        if not segments:
            result.append((m.group(), label, 0)); continue
        start = a
        for i in range(a + 1, b):
            if flags[i] != flags[i - 1]:
                result.append((line[start:i], flags[i - 1], int(start != a))); start = i
        result.append((line[start:b], flags[b - 1], int(start != a)))
    return result


def wrap(words, rng):
    """Lines of a paragraph, as a page wraps them."""
    width = rng.choice([45, 60, 80, 100, 130, 160])
    lines, line, n = [], [], 0
    for w in words:
        if n + len(w[0]) > width and line:
            lines.append(line); line, n = [], 0
        line.append(w); n += len(w[0]) + 1
    if line: lines.append(line)
    return lines


def made_name(rng, S):
    """An acronym or a brand that is in no list: initials of words, two words in one."""
    words = [rng.choice(S.words) for _ in range(5)]
    if rng.random() < 0.7: return ''.join(w[0] for w in words[:rng.randint(2, 5)]).upper() + rng.choice(['', '', '', '', 's', str(rng.randrange(30))])
    return words[0][:rng.randint(2, 6)].capitalize() + words[1].capitalize()


def english_words(rng, S):
    """The words of an English paragraph, in half of them with names, acronyms, species, codes put in."""
    words = rng.choice(S.english).split()
    if rng.random() < 0.5:
        for i in range(len(words)):
            if rng.random() < 0.08:
                kind = rng.random()
                if kind < 0.4: words[i] = rng.choice([n for n in rng.choice(S.names) if n])
                elif kind < 0.55: words[i] = rng.choice(ACRONYMS) + rng.choice(['', '', ',', '.', ')'])
                elif kind < 0.68: words[i] = rng.choice(SPECIES)
                elif kind < 0.74: words[i] += str(rng.randrange(10 ** rng.randint(1, 6)))          # fused to a number
                elif kind < 0.96: words[i] = rng.choice(['{}', '{}', '{},', '({})', '{}.']).format(made_name(rng, S))
                else: words[i] = '(' + rng.choice(ACRONYMS) + ')'
        words = ' '.join(words).split()
    return words


def common_word(rng, S):
    """A word as often as people write it: one that they hardly ever write (`cocci`, `saunter`) is more often garble that looks like it."""
    return rng.choices(S.common, cum_weights=S.common_weights)[0]


def inlay(rng, S):
    """Words that stand in Latin letters in text of another script: acronyms, names, species, codes, measures, English."""
    w = lambda: common_word(rng, S)
    kind = rng.random()
    if kind < 0.2: word = rng.choice(ACRONYMS) if rng.random() < 0.6 else made_name(rng, S)
    elif kind < 0.3: word = rng.choice([n for n in rng.choice(S.names) if n])
    elif kind < 0.38: word = rng.choice(SPECIES)
    elif kind < 0.44: word = rng.choice([f'{w()}.{rng.choice(["org", "com", "gov", "html", "csv"])}', f'www.{w()}.org', f'{w()}{rng.randrange(10)}', f'{w()}_{w()}', f'{w()}-{w()}', f'{w()}/{w()}', w().capitalize() + w().capitalize()])
    elif kind < 0.48: word = f'{rng.randrange(1, 2000)} {rng.choice([u for u in UNITS if len(u) > 1 and u[0].isalpha()])}'
    elif kind < 0.56: word = ' '.join(rng.choice(S.english).split()[:rng.randint(2, 6)])
    elif kind < 0.62: word = rng.choice(rng.choice(rng.choice(S.languages)).split())
    else: word = ' '.join(w() for _ in range(rng.choice([1, 1, 1, 2, 2, 3])))
    case = rng.random()
    if kind >= 0.4: word = word.upper() if case < 0.3 else word.title() if case < 0.5 else word
    around = rng.random()
    if around < 0.25: word = rng.choice(['({})', '({})', '({})', '"{}"', "'{}'", '“{}”', '[{}]', '{},', '{},', '{}.', '({}', '{})']).format(word)
    return word.split()


def inlaid(line, rng, S, least=3):
    """A garbled line with words that were read right put in between its tokens, some of them fused to what stands beside them."""
    result, i = [], 0
    while i < len(line):
        n = rng.choice([least, 5, 8, 12])
        result += line[i:i + n]; i += n
        if i >= len(line) or line[i][2]: continue
        words = [(word, 0, 0) for word in inlay(rng, S)]
        if rng.random() < 0.12: words[0] = (words[0][0], 0, 1)
        result += words
        if rng.random() < 0.15: line = line[:i] + [(line[i][0], line[i][1], 1)] + line[i + 1:]
    return result


INLAID = 0.15          # share of the garbled paragraphs that get words in Latin letters beside those that they have


class Sources:
    def __init__(self): self.english, self.latin, self.garble, self.latin_ocr, self.words, self.names = [], {}, {}, {}, [], []; self.common, self.common_weights, self.weights = [], None, {}

    def clean_languages(self):
        """The languages to draw from."""
        self.languages = list(self.latin.values())
        return sorted([*self.latin, *self.latin_ocr])

    def any_garble(self, rng, kinds):
        """A kind of garble to draw from: of languages that few profiles are written in there are few pages, which are not to be shown too often."""
        return rng.choices(kinds, [self.weights.get(kind, 1) for kind in kinds])[0]


def document(rng, S, languages, scripts, blocks_n=None):
    """One pseudo-document: list of (link, tokens); link 1 follows the line before, 2 follows a blank line. Label 1 is garbled."""
    lines = []
    def put(block, link=2):
        for k, l in enumerate(block):
            if l: lines.append((link if k == 0 else 1, l))
    home = S.any_garble(rng, scripts) if scripts else None
    other = rng.choice(languages) if languages else None
    kind_of_document = rng.random()
    garbled_doc = home is not None and kind_of_document < 0.5
    foreign_doc = not garbled_doc and languages and kind_of_document < 0.9         # a profile in a language that the OCR could read
    share = 0.15 if garbled_doc else 0.75 if foreign_doc else 0.1                   # of paragraphs in such a language
    n = blocks_n or rng.randint(3, 9)
    for _ in range(n):
        if rng.random() < 0.55: put([tokens_of(rng.choice(LABELS))])
        r = rng.random()
        if garbled_doc and r < 0.5:
            kind = home if rng.random() < 0.92 else S.any_garble(rng, scripts)
            block = rng.choice(S.garble[kind])
            size = rng.choice([1, 1, 2, 3, 4, 6])
            at = rng.randrange(max(1, len(block) - size + 1))
            chosen = block[at:at + size]
            q = rng.random()
            if q < 0.9 or any(label != 1 for c in chosen for _, _, label in c[1] or ()):
                found = [tokens_of(c[0], c[1], 1) for c in chosen]
                put([inlaid(line, rng, S) for line in found] if rng.random() < INLAID else found)
            else:                                   # a piece inside an English sentence
                english = english_words(rng, S)
                at = rng.randint(0, min(len(english), 25))
                piece = tokens_of(chosen[0][0], None, 1)
                k = rng.choice([1, 1, 2, 2, 3, 5, 8])
                i = rng.randrange(max(1, len(piece) - k + 1))
                piece = piece[i:i + k]
                words = [(w, 0, 0) for w in english[:at]] + piece + [(w, 0, 0) for w in english[at:at + 25]]
                if at and rng.random() < 0.25:      # fused to the word before or after
                    words[at] = (words[at][0], 1, 1)
                if at + len(piece) < len(words) and rng.random() < 0.15:
                    words[at + len(piece)] = (words[at + len(piece)][0], 0, 1)
                put(wrap(words, rng))
            continue
        r = rng.random()
        if languages and r < share:
            lang = other if rng.random() < 0.85 else rng.choice(languages)
            if lang in S.latin_ocr:
                put([tokens_of(c[0], c[1], 0) for c in rng.choice(S.latin_ocr[lang])[:6]])
            else:
                text = rng.choice(S.latin[lang])
                words = [(w, 0, 0) for w in text.split()][:60]
                if rng.random() < 0.1: words = [(w.upper(), 0, 0) for w, _, _ in words]
                put(wrap(words, rng))
            continue
        r = rng.random()
        if r < 0.67: put(wrap([(w, 0, 0) for w in english_words(rng, S)], rng))
        elif r < 0.8: put([tokens_of(made_lines(rng, S.words)) for _ in range(rng.randint(1, 3))])
        elif r < 0.93:
            p, c = rng.choice(S.names)
            p2, c2 = rng.choice(S.names)
            forms = [f'{p or p2 or c}, Mayor of {c or c2 or "Springfield"}', p or p2 or c, c or c2 or p, f'Contact: {p or p2}', f'{c or c2} ({p or p2})',
                     f'{c or c2} has not started yet', f'{c or c2 or p} City has uploaded the following']
            put([tokens_of(str(rng.choice(forms)))])
        else:                                       # capitals
            put(wrap([(w.upper(), 0, 0) for w in english_words(rng, S)][:40], rng))
    mode = rng.random() * (0.5 if foreign_doc else 1)           # of a language that the model has not seen, the letters alone must do
    case = 0
    if mode < 0.12: case = 1; lines = [(k, [(w.upper(), y, f) for w, y, f in l]) for k, l in lines]
    elif mode < 0.24: case = 2; lines = [(k, [(w.lower(), y, f) for w, y, f in l]) for k, l in lines]
    return case, lines
