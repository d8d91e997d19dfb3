#!/usr/bin/env python3
"""Bulk line pairs: what a line of print said and what the OCR made of it.

Usage: pairs.py --languages ja,ru --models fast,standard --characters 12000 --seed 1 --texts DIR [--debian DIR] [--standard DIR] --out DIR

Writes LANG-MODEL-SEED.tsv. Columns: lang, script, model (fast|standard: `eng`; chi_sim: `eng+chi_sim`), rendering (font, points, dpi, noise, psm),
split (train|heldout), kind (text|mixed|heading|inlaid), true, ocr, segments. One printed line a row in page order, an empty row between paragraphs.
Segments are JSON, [[start, end, label], …] in code points of `ocr`: 0 says what the page said (be it with small slips), 1 garbled, 2 a number
read right inside garble.
"""
import argparse
import html
import json
import pathlib
import random
import sys
import tempfile
import time

import align
import sources
import texts
from browser import Browser
from languages import LANGUAGES, LATIN_FONTS, fonts_of, is_rtl, script_of
from mixed import heading, inlaid_paragraph, mixed_paragraph
from ocr import read
from pages import noisy, printed, rasterised

COLUMNS = "lang script model rendering split kind true ocr segments".split()
NOISES = ["none"] * 6 + ["soft"] * 3 + ["jpeg", "blur", "hard"]


def rendering(code, chance, model):
    """One way to print: font, size, paper, resolution, noise. Small print is not also printed coarsely: nobody could read it."""
    points = chance.choice([6.6, 6.6, 7.5, 8.25, 8.25, 9, 9, 10.5, 12])
    dpi = chance.choice([d for d in (110, 120, 130, 150, 150, 180, 200, 200, 220, 240, 300, 300) if points * d >= 1150])
    noise = chance.choice(NOISES)
    if model == "chi_sim":
        # The Chinese model misreads one character in a hundred of good print: most of its pages must be near the edge of what can be read.
        low, high = chance.choice([(640, 1000), (640, 1000), (700, 1100), (900, 3600)])
        sizes = [(p, d) for p in (6.6, 7.5, 8.25, 9, 10.5, 12) for d in (72, 85, 96, 110, 120, 130, 150, 180, 200, 300) if low <= p * d <= high]
        points, dpi = chance.choice(sizes)
        noise = chance.choice(["none", "soft", "soft", "hard", "hard", "blur", "jpeg"])
    fonts = fonts_of(code)
    font = fonts[min(int(chance.expovariate(0.55)), len(fonts) - 1)] if len(fonts) > 1 else fonts[0]
    return {"font": font, "latin": chance.choice(LATIN_FONTS), "pt": points, "dpi": dpi, "noise": noise, "psm": chance.choice([3, 3, 6, 6, 4, 1]),
            "width": chance.choice([480, 620, 794, 794, 870, 945]), "leading": chance.choice([1.2, 1.35, 1.5, 1.65])}


def paragraphs_for(code, share_mixed, chance, budget, args, english):
    """Blocks of (kind, split, text) until the budget of characters is met: paragraphs, mixed and inlaid paragraphs, headings."""
    pool = texts.paragraphs(code, args.texts, args.debian)
    halves = {split: [p.text for p in pool if p.split == split and (not args.sources or p.source in args.sources)] for split in ("train", "heldout")}
    foreign = LANGUAGES[code].scripts != ("Latn",)
    glue = "" if LANGUAGES[code].scripts[0] in ("Hani", "Kana", "Thai") else " "
    for lines in halves.values():
        chance.shuffle(lines)
    at, used, blocks = {"train": 0, "heldout": 0}, 0, []
    while used < budget:
        split = "heldout" if chance.random() < 0.2 else "train"
        lines = halves[split] or halves["train"]
        kind = "text"
        if foreign and chance.random() < share_mixed:
            kind = "mixed"
            text = mixed_paragraph(chance, lines, english[split], glue)
        elif foreign and args.inlaid and chance.random() < args.inlaid:
            kind = "inlaid"
            text = inlaid_paragraph(chance, chance.choice(lines), english[split], glue, split == "heldout")
        elif chance.random() < 0.12:
            kind, text = "heading", heading(chance, chance.choice(lines), glue)
        else:
            text, goal = "", chance.choice([60, 150, 250, 350, 450])
            while len(text) < goal:
                text += (glue if text else "") + lines[at[split] % len(lines)]
                at[split] += 1
        if text:
            blocks.append((kind, split, text))
            used += len(text)
    return blocks


def page_html(blocks, look, code):
    style = (f"body{{margin:0;font:{look['pt']}pt/{look['leading']} '{look['latin']}','{look['font']}',sans-serif}}"
             f".flow{{margin:0 {40}px}}.text{{margin:{round(look['pt'] * 0.8)}px 0}}.heading{{font-size:1.25em;font-weight:600}}")
    if is_rtl(code):
        style += ".text{unicode-bidi:plaintext}"
    lang = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}.get(code, code)
    body = "".join(f'<div class="text {kind}" dir="auto" data-block="{i}">{html.escape(text)}</div>' for i, (kind, _, text) in enumerate(blocks))
    return f'<!DOCTYPE html><html lang="{lang}"><meta charset="utf-8"><style>{style}</style><div class="flow">{body}</div></html>'


def known_scripts(model):
    return ("Latn", "Hani") if model == "chi_sim" else ("Latn",)


def rows_of_page(lines, reading, model, look, scale):
    """(line, ocr, segments) of each printed line of a page that the OCR saw."""
    em = look["pt"] * 96 / 72 * scale
    found = align.by_line(reading.words, lines, scale)
    for index, line in enumerate(lines):
        ocr, middles, _ = align.row_text(found[index], reading.text)
        if not ocr:
            continue
        glyphs = align.glyphs(line, scale, known_scripts(model))
        judge = align.exact_labels if model == "chi_sim" and any(script_of(g.character) == "Hani" for g in glyphs) else align.labels
        result, _ = judge(ocr, middles, glyphs, em)
        yield line, ocr, align.segments(result)


def make(browser, code, models, seed, budget, args, english):
    """Renders one language in several looks and writes a file a model. Returns characters read."""
    out = {m: (args.out / f".{code}-{m}-{seed}.part").open("w") for m in models}
    for file in out.values():
        print(*COLUMNS, sep="\t", file=file)
    total, piece = 0, 0
    while total < budget:
        # The looks depend on language, seed and piece alone: the models read the same images.
        chance = random.Random(f"{code} {seed} {piece} {'chi_sim' if models == ['chi_sim'] else ''}")
        look = rendering(code, chance, models[0])
        blocks = paragraphs_for(code, args.mixed, chance, min(budget - total, chance.choice([1500, 2000, 3000])), args, english)
        with tempfile.TemporaryDirectory() as folder:
            pdf = pathlib.Path(folder) / "pages.pdf"
            height = round(look["width"] * 1.414)
            lines = printed(browser, page_html(blocks, look, code), look["width"], height, pdf)
            for number, image in enumerate(rasterised(pdf, look["dpi"])):
                on_page = [line for line in lines if line.page == number]
                image = noisy(image, look["noise"], look["dpi"], f"{code} {seed} {piece} {number}")
                for model in models:
                    language = "eng+chi_sim" if model == "chi_sim" else "eng"
                    try:
                        reading = read(image, language, look["psm"], args.standard if model == "standard" else None, look["dpi"])
                    except ValueError as error:
                        print(f"{code} {model} {seed} {piece}: a page is left out: {error}", file=sys.stderr)
                        continue
                    write(out[model], code, model, look, blocks, rows_of_page(on_page, reading, model, look, look["dpi"] / 96))
        total += sum(len(text) for _, _, text in blocks)
        piece += 1
    for model, file in out.items():
        file.close()
        (args.out / f".{code}-{model}-{seed}.part").rename(args.out / f"{code}-{model}-{seed}.tsv")
    return total


def write(file, code, model, look, blocks, rows):
    last = None
    described = f"{look['font']} {look['pt']}pt {look['dpi']}dpi {look['noise']} psm{look['psm']}"
    for line, ocr, found in rows:
        kind, split, _ = blocks[int(line.block)]
        if last is not None and line.block != last:
            print(file=file)
        last = line.block
        print(code, LANGUAGES[code].script, model, described, split, kind, line.text.strip(), ocr, json.dumps(found, separators=(",", ":")), sep="\t", file=file)
    print(file=file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--languages", required=True, help="BCP 47 codes, with commas")
    parser.add_argument("--models", default="fast,standard")
    parser.add_argument("--characters", type=int, default=12_000, help="printed characters a language (default 12000)")
    parser.add_argument("--mixed", type=float, default=0.25, help="share of English paragraphs with foreign runs (default 0.25)")
    parser.add_argument("--inlaid", type=float, default=0.0, help="share of the other paragraphs of a foreign language that get words in Latin letters (default 0)")
    parser.add_argument("--sources", type=lambda s: set(s.split(",")), help="only texts of these sources (own, udhr, zh-official, debian-docs, gettext)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    sources.add_arguments(parser)
    args = sources.resolved(parser.parse_args())
    args.out.mkdir(parents=True, exist_ok=True)
    carriers = texts.paragraphs("en", args.texts, args.debian)
    english = {split: [p.text for p in carriers if p.split == split] for split in ("train", "heldout")}
    with Browser() as browser:
        for code in args.languages.split(","):
            models = [m for m in args.models.split(",") if not (args.out / f"{code}-{m}-{args.seed}.tsv").exists()]
            if not models:
                continue
            started = time.time()
            done = make(browser, code, models, args.seed, args.characters, args, english)
            print(f"{code} {','.join(models)} seed {args.seed}: {done} characters in {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
