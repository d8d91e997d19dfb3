#!/usr/bin/env python3
"""Profile dumps in page layouts other than the platform's own, read in the ways that people read a PDF, with their labels.

Usage: layouts.py --seed 1 --count 30 --out DIR [--texts FOLDER] [--readings layout,raw,plain,eng,chi_sim]

Chromium prints the page and breaks it over the paper by itself (profiles.py lays out line by line instead, which columns and tables do not
survive). The dump is what `pdftotext -layout`, `-raw` or plain gives, or tesseract with `eng` or `eng+chi_sim`. Writes NAME.txt and
NAME.truth.json in the format of Corpus/README.md; judge_layouts.py compares the texts of the fields, which side by side on the page cannot be
found by following the spans. Everything is drawn from the seed.
"""
import argparse
import base64
import html
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

import city
import sources
import wording
from browser import Browser
from languages import fonts_of, is_rtl
from ocr import read
from pages import Line, rasterised
from profile_page import tag
from profiles import formatted, merged, spans_of_page, statistics, without_printed_dates

TONGUES = "en es fr de pt it pl tr vi sw id ru uk el ar he fa ur hi th bn zh-Hans zh-Hant ja ko".split()
LATIN = ["Noto Sans", "Liberation Sans", "Lato", "DejaVu Sans", "Liberation Serif", "Roboto", "Open Sans"]
LABELS = {"description": "Description of how city is taking action", "baseline": "Baseline:", "target": "Target:"}
PAPERS = {"a4": (210, 297), "letter": (216, 279), "landscape": (297, 210), "phone": (92, 190), "wide": (320, 420)}
TINY = ["Mi", "N", "LBSAP", "https://plans.example.org/2024/green/plan.pdf", "https://example.org/a", "BSAP 2023-2030"]


def look_of(chance, code):
    """How the page is laid out, as `layout` in the labels tells it."""
    paper = chance.choice(["a4", "a4", "a4", "letter", "landscape", "wide", "phone"])
    narrow = paper == "phone"
    return {
        "paper": paper, "px": chance.choice([11, 12, 13, 13, 18] if not narrow else [11, 12]), "latin": chance.choice(LATIN), "font": chance.choice(fonts_of(code)[:3]),
        # How a field stands to its label and date: below it, in a row of a table, beside it, run in, in columns, the indicator one row of a table …
        "fields": chance.choice(["below", "beside", "table", "run-in", "one-line", "date-on-label"] + ([] if narrow else ["columns", "row", "cards"])),
        "awards": chance.choice(["rows", "stacked", "grid", "words"]) if not narrow else chance.choice(["rows", "stacked"]),
        "overview": chance.choice(["below", "beside"]) if not narrow else "below", "index": chance.choice(["plain", "right", "table"]),
        "uploads": chance.choice(["below", "list", "beside"]) if not narrow else "below", "order": chance.choice(["oapit", "oapit", "opiat", "oaipt"]),
        "header": chance.choice([0, 0, 0, 1, 2, 3]), "footer": chance.choice([0, 0, 1, 2, 3]), "borders": chance.random() < 0.4,
        "numbering": chance.random() < 0.2, "capitals": chance.random() < 0.1, "empty": chance.choice([0, 0, 0.15]), "wide_digits": code in ("ja", "zh-Hans", "zh-Hant") and chance.random() < 0.35,
        "paragraphs": chance.random() < 0.3, "rtl_page": is_rtl(code) and chance.random() < 0.3, "tiny_uploads": chance.random() < 0.4, "begins_like_label": chance.random() < 0.15}


def changed(truth, look, chance):
    """The truth with what this layout asks for: fields without an answer, short uploads, prose that begins as a label does."""
    for indicator in truth["indicators"]:
        for key in LABELS:
            field = indicator[key]
            if field and chance.random() < look["empty"]:
                field.update(text=chance.choice(["N/A", "TBD", "-"]), numbers=[])
                field.pop("numbers_in_text", None)
    if look["begins_like_label"]:
        with_prose = [i["description"] for i in truth["indicators"] if i["description"] and len(i["description"]["text"]) > 40]
        for field in chance.sample(with_prose, min(2, len(with_prose))):
            field["text"] += "\nTarget: " + chance.choice(wording.ENGLISH)
    if look["tiny_uploads"]:
        for step in truth["nature_pathway"]:
            step["uploads"] += [u for u in chance.sample(TINY, 1) if step["uploads"] and chance.random() < 0.6 and u not in step["uploads"]]
    return truth


class Layout:
    """The HTML of one profile in one look."""

    def __init__(self, truth, look):
        self.truth, self.look, self.lang = truth, look, tag(truth["language"])

    def digits(self, text):
        return re.sub(r"[0-9]", lambda m: chr(0xFF10 + int(m[0])), text) if self.look["wide_digits"] else text

    def text(self, text, kind="", free=False):
        tongue = f' lang="{self.lang}" dir="auto"' if free else ""
        return "".join(f'<div class="{kind}"{tongue}>{html.escape(part)}</div>' for part in text.split("\n"))

    def head(self, text, kind, number=""):
        text = text.upper() if self.look["capitals"] else text
        return self.text(f"{number} {text}" if self.look["numbering"] and number else text, kind)

    # The head

    def award(self, group):
        title, intro = wording.INTROS[group]
        cells = [(name, self.digits(f'{self.truth["awards"][group][tier]}% complete')) for tier, name in wording.TIERS]
        kind = self.look["awards"]
        if kind == "rows":
            body = "".join(f'<div class="ends"><span>{name}</span><span>{value}</span></div>' for name, value in cells)
        elif kind == "stacked":
            body = "".join(self.text(name) + self.text(value) for name, value in cells)
        else:
            body = f'<div class="three {"narrow" if kind == "words" else ""}">' + "".join(f"<div>{self.text(name)}{self.text(value)}</div>" for name, value in cells) + "</div>"
        return f'<div class="box">{self.head(title, "h3")}{self.text(intro)}{body}</div>'

    def overview(self):
        profile = self.truth["profile"]
        box = '<div class="box">' + self.text("Overview", "h3") + self.text(self.digits(profile["population_raw"])) + self.text(profile["country"]) + self.text(profile["region"]) + "</div>"
        first, second, third, fourth = (self.award(group) for group in wording.INTROS)
        body = f'<div class="two"><div>{first}{second}</div><div>{box}{third}{fourth}</div></div>' if self.look["overview"] == "beside" else box + first + second + third + fourth
        return (self.head("Profile overview", "h1") + self.text(f'{profile["mayor"]}, Mayor of {profile["city"]}', "h2", True) + self.text("Platform engagement statistics", "h3")
                + self.text("Achievements", "h3") + body)

    # The indicators

    def body(self, field):
        text = field["text"]
        return self.text(text if not self.look["paragraphs"] else re.sub(r"(?<=[.。!?।]) ?(?=\S{2})", "\n", text, count=1), "", True)

    def date(self, field):
        return self.text("Last update: " + self.digits(field["printed_date"]), "date") if field["printed_date"] else ""

    def fields(self, indicator):
        kind, found = self.look["fields"], [(label, indicator[key]) for key, label in LABELS.items() if indicator[key]]
        if kind == "beside":
            return "".join(f'<div class="beside"><div class="label">{label}</div><div>{self.body(field)}{self.date(field)}</div></div>' for label, field in found)
        if kind == "table":
            return "<table>" + "".join(f'<tr><th>{label}</th><td>{self.body(field)}</td><td class="when">{self.date(field)}</td></tr>' for label, field in found) + "</table>"
        if kind == "columns":
            return '<div class="three">' + "".join(f'<div>{self.text(label, "label")}{self.body(field)}{self.date(field)}</div>' for label, field in found) + "</div>"
        if kind == "date-on-label":
            return "".join(f'<div class="ends"><span class="label">{label}</span>{self.date(field)}</div>{self.body(field)}' for label, field in found)
        if kind in ("run-in", "one-line"):
            runs = []
            for label, field in found:
                first, *rest = field["text"].split("\n")
                date = f' Last update: {self.digits(field["printed_date"])}' if field["printed_date"] and kind == "one-line" else ""
                label = label if label.endswith(":") or kind == "run-in" else label + ":"
                runs.append(f'<div lang="{self.lang}"><b>{label}</b> {html.escape(first)}{"" if rest else date}</div>' + self.text("\n".join(rest) + date if rest else "", "", True)
                            if label.endswith(":") else self.text(label, "label") + self.body(field))
                runs.append(self.date(field) if kind == "run-in" else "")
            return "".join(runs)
        return "".join(self.text(label, "label") + self.body(field) + self.date(field) for label, field in found)

    def card(self, indicator, number):
        title = self.head(indicator["title"], "h4", number)
        if self.look["fields"] == "row":
            cells = "".join(f"<td>{(self.text(label, 'label') + self.body(indicator[key]) + self.date(indicator[key])) if indicator[key] else ''}</td>" for key, label in LABELS.items())
            return f"<table><tr><td>{title}</td>{cells}</tr></table>"
        return f'<div class="card">{title}{self.fields(indicator)}</div>'

    def actions(self):
        parts, cards, area, theme, themes, count = [self.head("The Action Platform", "h1"), self.text(wording.ENDORSEMENT)], [], None, None, 0, 0

        def deal():
            two = self.look["fields"] == "cards"
            parts.append(f'<div class="{"two" if two else ""}">{"".join(cards)}</div>')
            cards.clear()

        for indicator in self.truth["indicators"]:
            if (indicator["action_area"], indicator["theme"]) != (area, theme):
                deal()
                if indicator["action_area"] != area:
                    area, themes = indicator["action_area"], 0
                    parts += [self.text(f"Action area {area}", "h3"), self.head(indicator["action_area_title"], "h2", f"{area}.")]
                theme, themes, count = indicator["theme"], themes + 1, 0
                parts.append(self.head(theme, "h3", f"{area}.{themes}"))
            count += 1
            cards.append(self.card(indicator, f"{area}.{themes}.{count}"))
        deal()
        return "".join(parts)

    # The sections after

    def pathway(self):
        parts, stage = [self.head("Nature Pathway", "h1"), self.text(wording.PATHWAY_INTRO)], None
        for step in self.truth["nature_pathway"]:
            if step["stage"] != stage:
                stage = step["stage"]
                parts.append(self.head(stage, "h2"))
            title, uploads = self.head(f'{step["step"]}. {step["title"]}', "h4"), step["uploads"] or [wording.NO_UPLOADS]
            kind = self.look["uploads"]
            if kind == "list" and step["uploads"]:
                parts.append(title + "<ul>" + "".join(f'<li lang="{self.lang}">{html.escape(u)}</li>' for u in uploads) + "</ul>")
            elif kind == "beside":
                parts.append(f'<div class="beside">{title}<div>{"".join(self.text(u, "", True) for u in uploads)}</div></div>')
            else:
                parts.append(title + "".join(self.text(u, "", True) for u in uploads))
        return "".join(parts)

    def index(self):
        cbi = self.truth["cbi"]
        parts = [self.head("City Biodiversity Index", "h1"), self.text(wording.INDEX_INTRO),
                 self.text(self.digits(f'This city has measured the following total CBI score out of 112 points: {cbi["total"]} Points'))]
        for component in cbi["components"]:
            parts += [self.head(component["name"], "h3"), self.text(self.digits(f'Core Component Total Score: {component["score"]} of {component["max"]} points'))]
            if not component["started"]:
                parts.append(self.text(f'{self.truth["profile"]["city"]} has not started on this biodiversity index section'))
            rows = [(f'{number}. {m["title"]}:', self.digits(f'{m["score"]} of 4 points')) for number, m in enumerate(component["indicators"], 1)]
            if self.look["index"] == "table":
                parts.append("<table>" + "".join(f"<tr><td>{html.escape(a)}</td><td>{b}</td></tr>" for a, b in rows) + "</table>")
            else:
                parts += [f'<div class="ends"><span>{html.escape(a)}</span><span>{b}</span></div>' if self.look["index"] == "right" else self.text(f"{a} {b}") for a, b in rows]
        return "".join(parts)

    def tools(self):
        found = self.truth["tools_resources"]
        intro = self.text(wording.RESOURCES_INTRO if found else f'{self.truth["profile"]["city"]} has not yet posted any tools and resources')
        return self.head("Tools & resources", "h1") + intro + "".join(
            self.text(r["title"], "h4", True) + self.text(f'{r["type"]} | {self.digits(r["printed_date"])}') for r in found)

    def style(self):
        look, (width, height) = self.look, PAPERS[self.look["paper"]]
        profile = self.truth["profile"]
        lines = {"header": [f'{profile["city"]} | CitiesWithNature', "City profile, printed from the platform", "For internal use only"],
                 "footer": ["Page \" counter(page) \" of \" counter(pages) \"", "CitiesWithNature is a partnership initiative of ICLEI", "Printed on 12 November 2026"]}
        boxes = "".join('@%s-%s{white-space:pre;font-size:8px;color:#555;content:"%s"}' % (place, side, "\\A ".join(lines[edge][:look[edge]]))
                        for edge, place, side in (("header", "top", "left"), ("footer", "bottom", "center")) if look[edge])
        border = "border:1px solid #aaa;" if look["borders"] else ""
        return (f"@page{{size:{width}mm {height}mm;margin:17mm 10mm 18mm;{boxes}}}body{{margin:0;font:{look['px']}px/1.4 '{look['latin']}','{look['font']}',sans-serif;overflow-wrap:anywhere}}"
                ".h1{font-size:1.6em;font-weight:700;margin:.7em 0}.h2{font-size:1.3em;font-weight:600}.h3{font-size:1.15em;font-weight:600;margin-top:.5em}.h4,.label,th{font-weight:600;text-align:left}"
                ".h4{margin-top:.5em}.two{display:grid;grid-template-columns:1fr 1fr;gap:26px}.three{display:grid;grid-template-columns:1fr 1fr 1fr;gap:20px}.narrow{width:48%;gap:3px}"
                f".ends{{display:flex;justify-content:space-between;gap:20px}}.beside{{display:grid;grid-template-columns:24% 1fr;gap:14px}}.box{{margin:.6em 0;padding:5px;{border}}}.card{{margin:.5em 0}}"
                f"table{{border-collapse:collapse;width:100%;table-layout:fixed}}td,th{{vertical-align:top;padding:3px 7px;{border}}}th{{width:19%}}.when{{width:16%}}ul{{margin:.2em 0}}")

    def page(self):
        parts = {"o": self.overview, "a": self.actions, "p": self.pathway, "i": self.index, "t": self.tools}
        body = "".join(f"<section>{parts[key]()}</section>" for key in self.look["order"])
        return f'<!DOCTYPE html><html lang="en"{" dir=rtl" if self.look["rtl_page"] else ""}><meta charset="utf-8"><style>{self.style()}</style><body>{body}</body></html>'


# Reading

def print_pdf(browser, page, path):
    """Prints with the page's own paper, margins and page edges."""
    browser.show(page, 1000, 1200)
    answer = browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
    path.write_bytes(base64.b64decode(answer["data"]))


def pdf_lines(pdf):
    """The printed lines with the place of every character (CSS pixels), from the PDF's own words; inside a word the width is dealt out evenly."""
    report = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    found, px = [], 96 / 72
    for number, page in enumerate(xml.fromstring(re.sub(r'xmlns="[^"]*"|<!DOCTYPE[^>]*>|[\x00-\x08\x0b\x0e-\x1f\u202a-\u202e\u200e\u200f]', "", report)).iter("page")):
        for line in page.iter("line"):
            chars = []
            for word in line.iter("word"):
                left, right, text = float(word.get("xMin")) * px, float(word.get("xMax")) * px, word.text or ""
                step = (right - left) / max(len(text), 1)
                backwards = bool(re.search(r"[\u0590-\u08ff]", text))
                places = [(left + step * i, left + step * (i + 1)) for i in range(len(text))]
                chars += ([[" ", None, None]] if chars else []) + [[c, *place] for c, place in zip(text, reversed(places) if backwards else places)]
            found.append(Line(number, "", chars, float(line.get("yMin")) * px, float(line.get("yMax")) * px))
    return found


def of_text_layer(pdf, reading):
    """What pdftotext gives, and a clean span for every run of words on it: the text says what it says."""
    option = {"layout": ["-layout"], "raw": ["-raw"], "plain": []}[reading]
    text = subprocess.run(["pdftotext", *option, str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    return text, [{"start": m.start(), "end": m.end(), "label": "clean"} for m in re.finditer(r"\S+(?: \S+)*", text)], [], text.count("\f")


def of_images(pdf, reading, look, args):
    """What tesseract gives, and its spans."""
    lines, text, spans, unread = pdf_lines(pdf), "", [], []
    images = rasterised(pdf, look["dpi"])
    for number, image in enumerate(images):
        got = read(image, "eng+chi_sim" if reading == "chi_sim" else "eng", look["psm"], None, look["dpi"])
        found, missed = spans_of_page([line for line in lines if line.page == number], got, len(text), reading, look)
        text += got.text
        spans += found
        unread += missed
    return text, [{k: v for k, v in span.items() if k != "ocr"} for span in merged(spans, text)], unread, len(images)


def make(browser, name, code, reading, chance, args):
    truth = city.invented(code, chance, args)
    look = look_of(chance, code)
    look.update(reading=reading, model="chi_sim" if reading == "chi_sim" else "fast", dpi=chance.choice([150, 200, 200, 250]), psm=chance.choice([3, 3, 4, 6]))
    truth = changed(truth, look, chance)
    with tempfile.TemporaryDirectory() as folder:
        pdf = pathlib.Path(folder) / "page.pdf"
        print_pdf(browser, Layout(truth, look).page(), pdf)
        text, spans, unread, pages = of_images(pdf, reading, look, args) if reading in ("eng", "chi_sim") else of_text_layer(pdf, reading)
        if args.pdf:
            (args.out / f"{name}.pdf").write_bytes(pdf.read_bytes())
    truth = {"name": name, "language": code, "ocr_langs": "eng+chi_sim" if reading == "chi_sim" else "eng", **without_printed_dates(truth), "layout": look,
             "spans": spans, "stats": statistics(text, spans, unread, pages)}
    return text, truth


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10, help="dumps (default 10)")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--readings", default="layout,raw,plain,layout,raw,plain,eng,chi_sim", help="taken in turn: layout, raw, plain (pdftotext), eng, chi_sim (tesseract)")
    parser.add_argument("--languages", default=",".join(TONGUES))
    parser.add_argument("--split", choices=["train", "heldout"], default="heldout")
    parser.add_argument("--share", type=float, default=0.3, help="share of the indicators that a city fills in (default 0.3)")
    parser.add_argument("--sources", type=lambda s: set(s.split(",")), default={"own", "udhr", "zh-official"})
    parser.add_argument("--pdf", action="store_true", help="keep the PDFs")
    sources.add_arguments(parser)
    args = sources.resolved(parser.parse_args())
    args.out.mkdir(parents=True, exist_ok=True)
    readings = args.readings.split(",")
    with Browser() as browser:
        for number in range(args.count):
            chance = random.Random(f"layouts {args.seed} {number}")
            code = chance.choice(args.languages.split(","))
            city.CITIES.setdefault(code, city.CITIES["en"])  # a language that no invented city speaks yet
            reading = readings[number % len(readings)]
            name = f"{args.seed}-{number:02}-{code}-{reading}"
            try:
                text, truth = make(browser, name, code, reading, chance, args)
            except (ValueError, RuntimeError) as error:
                print(f"{name} is left out: {error}", file=sys.stderr)
                continue
            with open(args.out / f"{name}.txt", "w", newline="") as file:
                file.write(text)
            (args.out / f"{name}.truth.json").write_text(formatted(truth))
            print(f"{name}: {truth['layout']['paper']}, fields {truth['layout']['fields']}, {truth['stats']['pages']} pages, coverage {truth['stats']['coverage']}", flush=True)


if __name__ == "__main__":
    main()
