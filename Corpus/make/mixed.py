"""English paragraphs with short foreign runs inside, foreign paragraphs with words in Latin letters inside, and headings that stand alone: what
profiles hold besides whole paragraphs."""
import hashlib
import pathlib
import re
import unicodedata

SENTENCES = [line for line in (pathlib.Path(__file__).parent / "texts" / "carriers.en.txt").read_text().splitlines() if line and not line.startswith("#")]
STOPS = re.compile(r"[，。、；：！？,.;:!?()（）«»“”\"「」『』।؟،؛|/]+")


def piece(chance, text, glue, shortest=1, longest=30):
    """A short run of a paragraph: a phrase between two stops, cut at a word (or anywhere, where words are not set apart)."""
    phrases = [p.strip() for p in STOPS.split(text) if p.strip()]
    if not phrases:
        return ""
    phrase = chance.choice(phrases)
    goal = chance.choice([2, 3, 4, 6, 8, 12, 16, 22, longest])
    if not glue:
        start = chance.randrange(max(1, len(phrase) - goal + 1)) if chance.random() < 0.5 else 0
        while start and unicodedata.category(phrase[start])[0] == "M":
            start -= 1
        return phrase[start:start + max(goal, shortest)].strip()
    words = phrase.split(" ")
    start = chance.randrange(len(words)) if chance.random() < 0.5 else 0
    taken = words[start]
    for word in words[start + 1:]:
        if len(taken) + 1 + len(word) > goal:
            break
        taken += " " + word
    return taken[:longest].strip()


def joint(chance, left, run, right):
    """With spaces on both sides (half), on one, or on none, as people type it."""
    before, after = chance.choice([(" ", " "), (" ", " "), (" ", " "), ("", " "), (" ", ""), ("", "")])
    return left.rstrip() + (before if left.strip() else "") + run + (after if right.strip() and right.strip()[0].isalnum() else "") + right.lstrip()


def mixed_paragraph(chance, foreign, english, glue):
    """One to four English sentences; in most of them a foreign run, at the sentence's gap or between two words."""
    parts = []
    for _ in range(chance.choice([1, 1, 2, 3, 4])):
        run = piece(chance, chance.choice(foreign), glue)
        draw = chance.random()
        if draw < 0.6:
            left, _, right = chance.choice(SENTENCES).partition("{}")
            parts.append(joint(chance, left, run, right))
        elif draw < 0.85 and english:
            words = chance.choice(english).split(" ")[:40]
            at = chance.randrange(1, len(words)) if len(words) > 1 else 0
            parts.append(joint(chance, " ".join(words[:at]), run, " ".join(words[at:])))
        elif english:
            parts.append(" ".join(chance.choice(english).split(" ")[:30]))
    if chance.random() < 0.25:
        parts.insert(chance.randrange(len(parts) + 1), chance.choice(foreign))
    return " ".join(parts)


def heading(chance, text, glue):
    """A run alone on its line, or a name before an English title."""
    run = piece(chance, text, glue, 2, 24)
    return run + chance.choice(["", "", "", ", Mayor of " + chance.choice(["Ostrava", "Kunming", "Durban", "Seri Bandar", "Lakeside"]), " (2024)", ":"])


INLAYS = {}
for _line in (pathlib.Path(__file__).parent / "texts" / "inlays.txt").read_text().splitlines():
    if _line and not _line.startswith("#"):
        _kind, _, _items = _line.partition(": ")
        INLAYS[_kind] = [item.strip() for item in _items.split(" | ")]


def is_heldout(word):
    """Whether a name or an English word is for held-out text alone: every fifth by its hash."""
    return hashlib.sha1(word.encode()).digest()[0] % 5 == 0


def inlay(chance, english, heldout):
    """Words in Latin letters as they stand in text of another script: an acronym, a name, a species, a code, one to five English words."""
    draw = chance.random()
    if draw < 0.55:
        kind = chance.choice(["acronym", "acronym", "name", "name", "species", "code", "unit"])
        word = chance.choice([item for item in INLAYS[kind] if is_heldout(item) == heldout])
    else:
        words = [w for w in chance.choice(english).split() if w.isascii() and w.strip(",.;:()").isalpha() and len(w) > 1]
        if not words:
            return "city"
        start, count = chance.randrange(len(words)), chance.choice([1, 1, 1, 2, 2, 3, 5])
        word = " ".join(words[start:start + count]).strip(",.;:()")
        case = chance.random()
        word = word.title() if case < 0.25 else word.upper() if case < 0.4 else word.lower() if case < 0.9 else word
    around = chance.random()
    if around < 0.2:
        word = chance.choice(["({})", "({})", "“{}”", '"{}"', "'{}'", "（{}）", "[{}]"]).format(word)
    return word


def inlaid_paragraph(chance, text, english, glue, heldout):
    """A foreign paragraph with words in Latin letters put in every ten to eighty characters, set off by spaces as people do: both, one or none in
    writing without spaces, both or the first in writing with them."""
    result, at = "", 0
    while True:
        at_next = at + chance.choice([10, 18, 25, 35, 50, 80])
        if glue:
            at_next = text.find(" ", at_next) + 1
        else:
            while at_next < len(text) and unicodedata.category(text[at_next])[0] == "M":
                at_next += 1
        if at_next <= at or at_next >= len(text):
            return result + text[at:]
        result += text[at:at_next]
        word = inlay(chance, english, heldout)
        if glue:
            result += word + ("" if chance.random() < 0.25 else " ")
        else:
            before, after = chance.choice([(" ", " "), (" ", " "), ("", ""), ("", ""), (" ", ""), ("", " ")])
            result += before + word + after
        at = at_next
