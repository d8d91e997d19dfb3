"""English paragraphs with short foreign runs inside, and headings that stand alone: what profiles hold besides whole paragraphs."""
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
