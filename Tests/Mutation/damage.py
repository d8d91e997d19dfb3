"""Kinds of damage that OCR and printing do to a dump, each at one place.

A kind takes a dump and a random generator and gives the mutant as a list of pieces, each a stretch (start, end) of the dump or new
text, or None where the dump has no place for it. Pieces keep what every character of the mutant was in the dump.
"""
import re

LOOKALIKES = {"l": "1I|", "I": "l1|", "1": "lI|", "0": "O", "O": "0", "o": "0", "5": "S", "S": "5", "8": "B", "B": "8", "e": "c", "c": "e",
              "i": "l", "t": "f", "a": "o", "g": "q", ".": ",", ",": ".", ":": ";", "h": "b", "u": "v", "Z": "2", "2": "Z", "6": "G", "9": "g"}
PAIRS = [("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("w", "vv"), ("li", "h"), ("fi", "ﬁ")]
NOISE = ["@ o0", "— . |", "= ©", "| |", "oO", "~~ .", "®", "© Oo _"]
EDGES = ["12/23/25, 3:45 PM {title}", "https://citieswithnature.org/city/{n} {p}/14", "Page {p} of 14"]
NUMBER = re.compile(r"(?<![\w.,/-])\d[\d.,]*\d(?![\w/-])|(?<![\w.,/-])\d(?![\w/-])")
DECIMAL = re.compile(r"\d\.\d")
PERCENT = re.compile(r"\d ?%")
LONG = re.compile(r"(?<![\w.,])\d{4,9}(?![\w.,%])")
LABELS = ["Target:", "Baseline:", "Last update: 12 May 2021", "Description of how city is taking action", "Increase protected areas", "Tools & resources", "Overview"]
SENTENCES = [
    "Currently, the city has 7 protected areas covering 1234 hectares, or 5.6% of the total city area.",
    "Currently, the connectivity between natural areas, including protected areas and OECMs, is 777.5 hectares, measured as effective mesh size.",
    "The city currently has tree cover of 44% which contributes to carbon sequestration and biodiversity and, provides benefits to people.",
    "No uploads or resources have been linked",
]


class Dump:
    """A dump with its lines and who owned them in the record of the undamaged file."""

    def __init__(self, name, text, owners):
        self.name, self.text = name, text
        self.lines, start = [], 0
        for part in text.split("\n"):
            self.lines.append((start, start + len(part)))
            start += len(part) + 1
        self.full = [i for i, (a, b) in enumerate(self.lines) if text[a:b].strip()]
        self.owners = owners(self)          # line number -> owner, of lines that are not blank
        self.form = [i for i in self.full if self.owners.get(i, ("form",))[0] != "field"]
        self.prose = [i for i in self.full if self.owners.get(i, ("form",))[0] == "field"]

    def line(self, rng, where=None):
        if where is None:
            where = rng.choice([self.form, self.form, self.form, self.prose or self.form])
        return rng.choice(where)

    def str(self, i):
        return self.text[self.lines[i][0]:self.lines[i][1]]

    def after(self, i):
        """The next line that is not blank."""
        return next((j for j in range(i + 1, len(self.lines)) if self.str(j).strip()), None)

    def replace(self, start, end, new):
        return [(0, start), new, (end, len(self.text))]

    def blocks(self):
        """Runs of lines without a blank one between them."""
        runs = []
        for i in self.full:
            if runs and runs[-1][-1] == i - 1:
                runs[-1].append(i)
            else:
                runs.append([i])
        return runs


KINDS = {}


def kind(function):
    KINDS[function.__name__] = function
    return function


def spot(dump, rng, accept):
    """A line and a place on it where `accept(character)` holds."""
    for _ in range(30):
        i = dump.line(rng)
        places = [p for p in range(*dump.lines[i]) if accept(dump.text[p])]
        if places:
            return i, rng.choice(places)
    return None, None


def match(dump, rng, pattern):
    """A match of a pattern, most often on a line of the form or in a sentence with numbers."""
    found = list(pattern.finditer(dump.text))
    return rng.choice(found) if found else None


@kind
def lookalike(d, rng):
    i, p = spot(d, rng, lambda c: c in LOOKALIKES)
    return i is not None and d.replace(p, p + 1, rng.choice(LOOKALIKES[d.text[p]]))


@kind
def lookalike_pair(d, rng):
    for _ in range(30):
        (a, b), (old, new) = d.lines[d.line(rng)], rng.choice(PAIRS)
        p = d.text.find(old, a, b)
        if p >= 0:
            return d.replace(p, p + len(old), new)


@kind
def lost_char(d, rng):
    i, p = spot(d, rng, lambda c: not c.isspace() and not c.isdigit())
    return i is not None and d.replace(p, p + 1, "")


@kind
def added_char(d, rng):
    i, p = spot(d, rng, lambda c: not c.isspace() and not c.isdigit())
    return i is not None and d.replace(p, p, rng.choice("lI.,'ie|r-:"))


@kind
def lost_space(d, rng):
    i, p = spot(d, rng, lambda c: c == " ")
    return i is not None and d.replace(p, p + 1, "")


@kind
def added_space(d, rng):
    i, p = spot(d, rng, lambda c: not c.isspace())
    return i is not None and d.replace(p, p, " ")


@kind
def lost_line(d, rng):
    a, b = d.lines[d.line(rng)]
    return d.replace(a, min(len(d.text), b + 1), "")


@kind
def lost_text(d, rng):
    a, b = d.lines[d.line(rng)]
    return d.replace(a, b, "")


@kind
def doubled_line(d, rng):
    a, b = d.lines[d.line(rng)]
    return d.replace(b, b, "\n" + d.text[a:b])


@kind
def joined_lines(d, rng):
    i = d.line(rng)
    j = d.after(i)
    return j is not None and d.replace(d.lines[i][1], d.lines[j][0], " ")


@kind
def split_line(d, rng):
    i, p = spot(d, rng, lambda c: c == " ")
    return i is not None and d.replace(p, p + 1, rng.choice(["\n", "\n\n"]))


@kind
def swapped_lines(d, rng):
    i = d.line(rng)
    j = d.after(i)
    if j is None:
        return None
    (a, b), (c, e) = d.lines[i], d.lines[j]
    return [(0, a), (c, e), (b, c), (a, b), (e, len(d.text))]


def two_blocks(d, rng):
    runs = d.blocks()
    pairs = [(x, y) for x, y in zip(runs, runs[1:]) if len(x) + len(y) <= 12]
    near = [p for p in pairs if any(i in d.form for i in p[0] + p[1])]
    return rng.choice(near or pairs) if pairs else None


@kind
def interleaved(d, rng):
    pair = two_blocks(d, rng)
    if not pair:
        return None
    x, y = pair
    pieces, n = [(0, d.lines[x[0]][0])], max(len(x), len(y))
    for k in range(n):
        for run in (x, y):
            if k < len(run):
                pieces += [d.lines[run[k]], "\n"]
    return pieces + [(d.lines[y[-1]][1], len(d.text))]


@kind
def read_across(d, rng):
    pair = two_blocks(d, rng)
    if not pair:
        return None
    x, y = pair
    pieces = [(0, d.lines[x[0]][0])]
    for k in range(max(len(x), len(y))):
        row = [d.lines[run[k]] for run in (x, y) if k < len(run)]
        pieces += [row[0]] + ([" ", row[1]] if len(row) > 1 else []) + ["\n"]
    return pieces + [(d.lines[y[-1]][1], len(d.text))]


@kind
def form_feed(d, rng):
    a, _ = d.lines[d.line(rng)]
    return d.replace(a, a, "\n\f")


@kind
def page_edges(d, rng):
    a, _ = d.lines[d.line(rng)]
    n, title = rng.randint(2, 12), rng.choice(["CitiesWithNature", "CitiesWithNature | City profile", "City profile - CitiesWithNature"])
    foot = EDGES[1].format(n=rng.randint(10, 999), p=n) if rng.random() < 0.6 else EDGES[2].format(p=n)
    return d.replace(a, a, f"\n{foot}\n" + ("\f" if rng.random() < 0.7 else "\n\n") + EDGES[0].format(title=title) + "\n\n")


@kind
def noise_line(d, rng):
    a, b = d.lines[d.line(rng)]
    return d.replace(a, a, rng.choice(NOISE) + rng.choice(["\n", "\n\n"]))


@kind
def icon_before(d, rng):
    a, _ = d.lines[d.line(rng)]
    return d.replace(a, a, rng.choice(["@ ", "& ", "© ", "O ", "%& ", "® ", "= ", "oo ", "Q ", "I ", "§ ", "e "]))


@kind
def icon_after(d, rng):
    _, b = d.lines[d.line(rng)]
    return d.replace(b, b, rng.choice([" @", " &", " ©", " O", " oo", " ®", " |", " =", " e", " i", " >"]))


@kind
def point_lost(d, rng):
    m = match(d, rng, DECIMAL)
    return m and d.replace(m.start() + 1, m.start() + 2, "")


@kind
def point_comma(d, rng):
    m = match(d, rng, DECIMAL)
    return m and d.replace(m.start() + 1, m.start() + 2, ",")


@kind
def point_space(d, rng):
    m = match(d, rng, DECIMAL)
    return m and d.replace(m.start() + 1, m.start() + 2, rng.choice([" ", ". ", " .", "·"]))


@kind
def percent_lost(d, rng):
    m = match(d, rng, PERCENT)
    return m and d.replace(m.end() - 1, m.end(), "")


@kind
def percent_digits(d, rng):
    m = match(d, rng, PERCENT)
    return m and d.replace(m.start() + 1, m.end(), rng.choice([" 96", "96", " 9%", " 0/0", "°/o", " %%", " Yo", "o/o", "/o"]))


@kind
def minus(d, rng):
    m = match(d, rng, NUMBER)
    return m and d.replace(m.start(), m.start(), rng.choice(["-", "−", "~", "<", ">", "c. ", "+", "$"]))


@kind
def grouped(d, rng):
    m = match(d, rng, LONG)
    if not m:
        return None
    s, mark = m.group(), rng.choice([".", " ", "'", "’", "\u00a0", ","])
    return d.replace(m.start(), m.end(), re.sub(r"(?<=\d)(?=(\d{3})+$)", mark, s))


@kind
def digit_lost(d, rng):
    m = match(d, rng, NUMBER)
    p = m and rng.choice([k for k in range(m.start(), m.end()) if d.text[k].isdigit()])
    return m and d.replace(p, p + 1, "")


@kind
def digit_letter(d, rng):
    m = match(d, rng, NUMBER)
    if not m:
        return None
    p = rng.choice([k for k in range(m.start(), m.end()) if d.text[k].isdigit()])
    letters = {"0": "OoDQ", "1": "lI|i", "2": "Z", "3": "B", "4": "A", "5": "Ss", "6": "Gb", "7": "T?", "8": "B&", "9": "gq"}[d.text[p]]
    return d.replace(p, p + 1, rng.choice(letters))


@kind
def digit_space(d, rng):
    m = match(d, rng, re.compile(r"\d{2,}"))
    p = m and rng.randint(m.start() + 1, m.end() - 1)
    return m and d.replace(p, p, " ")


@kind
def number_wrapped(d, rng):
    m = match(d, rng, NUMBER)
    p = m and rng.choice([m.start(), m.end()] + list(range(m.start() + 1, m.end())))
    return m and d.replace(p, p, rng.choice(["\n", "\n\n"]))


@kind
def colon_lost(d, rng):
    m = match(d, rng, re.compile(r"^(Target|Baseline|Last update):", re.M))
    return m and d.replace(m.end() - 1, m.end(), rng.choice(["", "", ";", ".", " :", "!", "i"]))


@kind
def label_torn(d, rng):
    m = match(d, rng, re.compile(r"^(Target:|Baseline:|Last update:|Description of how city is taking action|Overview)", re.M))
    p = m and rng.randint(m.start() + 1, m.end() - 1)
    return m and d.replace(p, p, rng.choice(["\n", "\n\n", " \n@ "]))


@kind
def value_torn(d, rng):
    """A date or score off its label's line, two lines below or above."""
    m = match(d, rng, re.compile(r"^(Last update:|.*:) (\d+ .*)$", re.M))
    if not m:
        return None
    (a, b) = m.span(2)
    way = rng.random()
    if way < 0.4:
        return d.replace(a - 1, a, "\n\n")
    if way < 0.7:
        return [(0, m.start()), (a, b), "\n", (m.start(), a), (b, len(d.text))]
    i = next(k for k, (s, e) in enumerate(d.lines) if s <= a <= e)
    j = d.after(i)
    if j is None:
        return None
    return [(0, a), (b, d.lines[j][1]), "\n", (a, b), (d.lines[j][1], len(d.text))]


@kind
def quoted_label(d, rng):
    i = d.line(rng, d.prose or d.form)
    a, b = d.lines[i]
    label = rng.choice(LABELS)
    spaces = [p for p in range(a, b) if d.text[p] == " "]
    p = rng.choice(spaces or [b])
    tail = rng.choice([" of the strategy", " and more", " is what we call it"])
    return d.replace(p, p, rng.choice([" ", "\n"]) + label + tail)


@kind
def quoted_sentence(d, rng):
    i = d.line(rng, d.prose or d.form)
    _, b = d.lines[i]
    return d.replace(b, b, rng.choice([" ", "\n"]) + rng.choice(SENTENCES) + rng.choice([" So the report says.", "", "\nThis was so in 2019."]))


@kind
def moved_section(d, rng):
    tops = [i for i in d.full if d.str(i).strip() in ("The Action Platform", "Nature Pathway", "City Biodiversity Index", "Tools & resources")]
    tops = sorted({d.str(i).strip(): i for i in tops if i > 60}.values())
    if len(tops) < 3:
        return None
    k = rng.randrange(len(tops) - 1)
    a, b = d.lines[tops[k]][0], d.lines[tops[k + 1]][0]
    c = d.lines[tops[k + 2]][0] if k + 2 < len(tops) else len(d.text)
    return [(0, a), (b, c), "\n", (a, b), (c, len(d.text))]


@kind
def cut_off(d, rng):
    p = rng.randint(len(d.text) // 8, len(d.text) - 1)
    return [(0, p)]


@kind
def cut_front(d, rng):
    p = rng.randint(1, len(d.text) * 7 // 8)
    return [(p, len(d.text))]


@kind
def upper(d, rng):
    a, b = d.lines[d.line(rng)]
    return d.replace(a, b, d.text[a:b].upper())


@kind
def lower(d, rng):
    a, b = d.lines[d.line(rng)]
    return d.replace(a, b, d.text[a:b].lower())


@kind
def spaced_out(d, rng):
    """Letters set apart, as OCR reads wide headings."""
    a, b = d.lines[d.line(rng)]
    return d.replace(a, b, re.sub(r"(?<=\w)(?=\w)", " ", d.text[a:b])) if b - a <= 40 else None


# What no reader can tell at the place itself: another number that is as good.
BLIND = {"point_lost", "digit_lost"}

