"""Makes up a city and all that its profile page says. Everything is drawn from the seed; no city, mayor or figure is real."""
import json
import pathlib
import re

import texts
import wording
from languages import LANGUAGES

CITIES = json.loads((pathlib.Path(__file__).parent / "texts" / "cities.json").read_text())


def date(chance):
    """(as printed, ISO 8601)"""
    year, month, day = chance.randrange(2021, 2027), chance.randrange(12), chance.randrange(1, 29)
    return f"{day:02} {wording.MONTHS[month]} {year}", f"{year}-{month + 1:02}-{day:02}"


def percentages(chance):
    return {tier: chance.choice([0, 0, 25, 33, 50, 67, 75, 100, 100]) for tier, _ in wording.TIERS}


class Prose:
    """Paragraphs of the city's language for the free fields, taken from one half of the split, none twice while they last."""

    def __init__(self, code, chance, args):
        pool = [p for p in texts.paragraphs(code, args.texts, args.debian) if not args.sources or p.source in args.sources]
        chosen = [p for p in pool if p.split == args.split] or pool
        self.own = [p.text for p in chosen if p.source == "own"]
        self.rest = [p.text for p in chosen if p.source != "own" and len(p.text) >= 45]
        self.chance, self.code = chance, code
        self.glue = "" if LANGUAGES[code].scripts[0] in ("Hani", "Kana", "Thai") else " "
        self.at = 0
        chance.shuffle(self.own)
        chance.shuffle(self.rest)

    def next(self):
        if self.own and (self.chance.random() < 0.2 or not self.rest):
            return self.own.pop()
        self.at += 1
        return self.rest[self.at % len(self.rest)] if self.rest else self.chance.choice(wording.ENGLISH)

    def paragraph(self):
        goal, parts = self.chance.choice([60, 150, 250, 350, 500]), []
        if LANGUAGES[self.code].scripts[0] not in ("Hani", "Kana", "Hang"):
            goal = goal * 2
        english = self.chance.random() < (0.12 if self.code != "en" else 0)
        while sum(map(len, parts)) < goal:
            parts.append(self.next())
        text = self.glue.join(parts)
        return self.chance.choice(wording.ENGLISH) + " " + text if english else text


def field(text, chance, dated=0.75):
    printed, iso = date(chance) if chance.random() < dated else (None, None)
    return {"text": text, "last_update": iso, "printed_date": printed}


def with_numbers(result):
    result["numbers_in_text"] = re.findall(r"\d+(?:[.,]\d+)?", result["text"])
    return result


def number(name, chance):
    if name in ("hectares", "area", "tonnes"):
        return str(chance.randrange(120, 140_000))
    if name == "mesh":
        return f"{chance.uniform(40, 60_000):.2f}"
    if name in ("percent", "cover"):
        return chance.choice([f"{chance.uniform(0.5, 78):.2f}", f"{chance.uniform(1, 78):.1f}", str(chance.randrange(2, 80))])
    if name == "share":
        return str(chance.randrange(1, 97))
    if name == "dollars":
        return str(chance.randrange(20_000, 9_900_000))
    return str(chance.randrange(2, {"count": 60, "species": 4200, "threatened": 120, "staff": 90, "campaigns": 60}[name]))


def baseline(key, phrases, tight, chance):
    """A baseline sentence with its slots filled. `tight`: the page sets no space before what was filled in, as the platform does at times."""
    sentence, slots = wording.BASELINES[key]
    numbers = []
    for name in slots:
        value = number(name, chance)
        numbers.append({"value": float(value) if "." in value else int(value), "unit": wording.UNITS[name]})
        sentence = re.sub(r" ?\{%s\}" % name, (lambda m: (m[0][:-len(name) - 2] if not tight else "") + value), sentence, count=1)
    if "{text}" in sentence:
        sentence = re.sub(r" \{text\}", lambda _: ("" if tight else " ") + chance.choice(phrases), sentence)
    result = field(sentence, chance, 0.9)
    result["numbers"] = numbers
    return result


def target_of(description, prose, chance):
    """The target: the description again with small changes (as cities do), or a text of its own."""
    if description and chance.random() < 0.45:
        text = description["text"]
        change = chance.random()
        if change < 0.4:
            sentences = re.split(r"(?<=[。.!?।]) ?", text)
            text = (prose.glue or "").join(s for s in sentences[:max(1, len(sentences) - 1)] if s)
        elif change < 0.6:
            text = re.sub(r"\d{2,}", lambda m: str(int(m[0]) + chance.randrange(1, 9)) if len(m[0]) < 9 else m[0], text, count=1)
        result = field(text, chance)
        result["near_copy_of_description"] = True
    else:
        result = field(prose.paragraph(), chance)
        result["near_copy_of_description"] = False
    return with_numbers(result)


def indicators(prose, phrases, tight, chance, share):
    result = []
    for area, area_title, themes in wording.AREAS:
        for theme, titles in themes:
            for title, key in titles:
                if chance.random() > share:
                    continue
                kinds = {"description": chance.random() < 0.9, "baseline": bool(key) and chance.random() < 0.75, "target": chance.random() < 0.5}
                if not any(kinds.values()):
                    kinds["description"] = True
                description = with_numbers(field(prose.paragraph(), chance, 0.6)) if kinds["description"] else None
                result.append({"action_area": area, "action_area_title": area_title, "theme": theme, "title": title, "description": description,
                               "baseline": baseline(key, phrases, tight, chance) if kinds["baseline"] else None,
                               "target": target_of(description, prose, chance) if kinds["target"] else None})
    return result


def pathway(phrases, chance):
    steps, linked = [], chance.random() < 0.7
    for stage, titles in wording.STAGES:
        for title in titles:
            uploads = []
            if linked and chance.random() < 0.5:
                for _ in range(chance.choice([1, 1, 2, 3])):
                    upload = chance.choice(phrases) if chance.random() < 0.3 else chance.choice(wording.TITLES).format(year=chance.randrange(2015, 2026)) + chance.choice(["", "", ".pdf", " (PDF)"])
                    if upload not in uploads:
                        uploads.append(upload)
            steps.append({"step": len(steps) + 1, "stage": stage, "title": title, "uploads": uploads})
    return steps


def index(chance):
    started = [chance.random() < 0.8 for _ in wording.COMPONENTS] if chance.random() < 0.75 else [False] * 3
    components = []
    for (name, maximum, titles), begun in zip(wording.COMPONENTS, started):
        scores = [{"title": title, "score": chance.randrange(5), "max": 4} for title in titles] if begun else []
        components.append({"name": name, "score": sum(s["score"] for s in scores), "max": maximum, "started": begun, "indicators": scores})
    return {"total": sum(c["score"] for c in components), "out_of": 112, "components": components}


def resources(phrases, chance):
    found = []
    for _ in range(chance.choice([0, 0, 1, 2, 3, 5])):
        title = chance.choice(phrases) if chance.random() < 0.35 else chance.choice(wording.TITLES).format(year=chance.randrange(2015, 2026))
        printed, iso = date(chance)
        found.append({"title": title, "type": chance.choice(wording.RESOURCE_TYPES), "date": iso, "printed_date": printed})
    return found


def invented(code, chance, args):
    """The truth of one profile in the language, without the spans."""
    known = CITIES[code]
    city, mayor = chance.choice(known["cities"]), chance.choice(known["mayors"])
    population = chance.randrange(6_000, 2_400_000)
    tight = chance.random() < 0.35
    phrases = known["phrases"]
    prose = Prose(code, chance, args)
    return {
        "language": code,
        "profile": {"city": city, "mayor": mayor[1] if chance.random() < 0.35 else mayor[0], "population": population,
                    "population_raw": f"{population:,}" if chance.random() < 0.5 else str(population), "country": known["country"], "region": known["region"]},
        "awards": {group: percentages(chance) for group in wording.INTROS},
        "indicators": indicators(prose, phrases, tight, chance, args.share * chance.uniform(0.7, 1.3)),
        "nature_pathway": pathway(phrases, chance),
        "nature_pathway_stage2_heading_present": chance.random() < 0.75,
        "cbi": index(chance),
        "tools_resources": resources(phrases, chance),
    }
