#!/usr/bin/env python3
"""Whole profile dumps with their labels: made-up cities, laid out like the platform's pages, rasterised, read, aligned.

Usage: profiles.py --seed 1 --out DIR --languages ru,ar,hi --models fast,standard,chi_sim [--count 1]

Writes NAME.txt and NAME.truth.json in the format of Corpus/README.md, with the layout and statistics beside.
"""
import argparse
import json
import pathlib
import random
import re
import sys
import tempfile
import time
import unicodedata

import align
import city
import sources
from browser import Browser
from languages import script_of
from ocr import read
from pages import noisy, printed, rasterised
from profile_page import look_of, profile_html


def joined(readings, lines, how):
    """The text of the dump and for each page the offset that its OCR text got. `seed` is how the real dump was put together: every section
    printed and read for itself, a space before it, empty lines between its pages."""
    text, offsets = "", []
    for number, reading in enumerate(readings):
        body = reading.text.rstrip("\n\f ")
        lead = len(body) - len(body.lstrip("\n\f "))
        body = body[lead:]
        if how == "seed":
            fresh = any(line.page == number and re.fullmatch(r"The Action Platform|Nature Pathway|City Biodiversity Index|Tools & resources", line.text) for line in lines)
            if number == 0 or fresh:
                text += " "
            elif number:
                text += "\n\n\n"
        elif how == "blank2" and number:
            text += "\n\n"
        offsets.append(len(text) - lead)
        text += body + "\n"
        if how == "ff":
            text += "\f"
    return text, offsets


def spans_of_page(lines, reading, offset, model, look):
    """The labelled stretches of one page, in the order of the OCR text."""
    scale = look["dpi"] / 96
    known = ("Latn", "Hani") if model == "chi_sim" else ("Latn",)
    found = align.by_line(reading.words, lines, scale)
    spans = [{"start": word.start, "end": word.end, "label": "clean", "ocr": reading.text[word.start:word.end], "noise": True} for word in found.pop(None)]
    unread = []
    for index, line in enumerate(lines):
        if not found[index]:
            if line.text.strip():
                unread.append(line.text)
            continue
        spans += spans_of_line(line, found[index], reading.text, scale, known)
    spans.sort(key=lambda s: s["start"])
    for span in spans:
        span["start"] += offset
        span["end"] += offset
        if "read_right" in span:
            span["read_right"] = [[start + offset, end + offset] for start, end in span["read_right"]]
    return spans, unread


def spans_of_line(line, words, text, scale, known):
    ocr, middles, offsets = align.row_text(words, text)
    em = (line.bottom - line.top) * 0.7 * scale
    glyphs = align.glyphs(line, scale, known)
    wholly = align.labels
    if "Hani" in known and any(script_of(g.character) == "Hani" for g in glyphs):
        wholly = align.exact_labels
    labels, found = wholly(ocr, middles, glyphs, em)
    if found is None and (len(set(labels)) > 1 or offsets_broken(offsets, text)):
        found = align.aligned(ocr, middles, glyphs, em)
    pieces = cut(labels, offsets, text)
    truths = true_texts(pieces, found, glyphs, line)
    result = []
    for (start, end, label), true in zip(pieces, truths):
        span = {"start": offsets[start], "end": offsets[end - 1] + 1, "label": "garbled" if label else "clean"}
        said = ocr[start:end]
        span["ocr"] = said
        if label:
            span["true"] = true
            right = [[offsets[a], offsets[b - 1] + 1] for a, b in align.tokens(ocr) if start <= a < end and labels[a] == align.READ_INSIDE]
            if right:
                span["read_right"] = right
        elif not true and len(said) <= 12:
            span = {"start": span["start"], "end": span["end"], "label": "clean", "ocr": said, "noise": True}
        elif unquoted(said) != unquoted(true):
            span["true"] = true
            span["ocr_error"] = True
        result.append(span)
    if wholly is align.exact_labels:
        for before, span, after in zip(result, result[1:], result[2:]):
            if span["label"] == "clean" and span["end"] - span["start"] == 1 and before["label"] == after["label"] == "garbled":
                span["in_garble"] = True
    return result


def squeezed(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def unquoted(text):
    """Straight and curly quotes made one: to read one for the other is no error."""
    return squeezed(text).translate(str.maketrans("’‘“”", "''\"\""))


def offsets_broken(offsets, text):
    """Whether the words of the printed line do not follow each other on one line of the OCR text."""
    known = [o for o in offsets if o is not None]
    return known != sorted(known) or "\n" in text[known[0]:known[-1] + 1]


def cut(labels, offsets, text):
    """[start, end, garbled] pieces of one label each, none over a line end of the OCR text, none beginning or ending with white space."""
    pieces = []
    for i, label in enumerate(labels):
        garbled = int(label != align.CLEAN)
        if offsets[i] is None or text[offsets[i]].isspace():
            continue
        last = pieces[-1] if pieces else None
        gap = text[offsets[last[1] - 1] + 1:offsets[i]] if last else ""
        if last and last[2] == garbled and not gap.strip() and "\n" not in gap and offsets[i] > offsets[last[1] - 1]:
            last[1] = i + 1
        else:
            pieces.append([i, i + 1, garbled])
    return pieces


def true_texts(pieces, found, glyphs, line):
    """What the page says for each piece. Printed characters that nothing was read for go with what was read before them."""
    if len(pieces) == 1 or found is None:
        return [line.text.strip()] + [""] * (len(pieces) - 1)
    owner = {}
    for number, (start, end, _) in enumerate(pieces):
        for i in range(start, end):
            if found[i] is not None:
                owner[found[i]] = number
    current, result = min(owner.values(), default=0), [[] for _ in pieces]
    for position, glyph in enumerate(glyphs):
        if position not in owner and not glyph.character.isspace():
            after = next((owner[k] for k in range(position + 1, len(glyphs)) if k in owner), current)
            if after != current and (pieces[after][2] == 1) == (glyph.kind != align.KNOWN) != (pieces[current][2] == 1):
                current = after
        current = owner.get(position, current)
        result[current].append(glyph)
    return [squeezed("".join(g.character for g in sorted(part, key=lambda g: g.index))) for part in result]


def merged(spans, text):
    """Neighbours of one kind on one line made one."""
    result = []
    for span in spans:
        last = result[-1] if result else None
        plain = {"start", "end", "label", "ocr", "true", "ocr_error"}
        if (last and last["label"] == span["label"] == "clean" and set(last) <= plain and set(span) <= plain
                and not text[last["end"]:span["start"]].strip() and "\n" not in text[last["end"]:span["start"]]):
            if "true" in last or "true" in span:
                last["true"] = last.get("true", last["ocr"]) + " " + span.get("true", span["ocr"])
                last["ocr_error"] = True
            last["end"] = span["end"]
            last["ocr"] = text[last["start"]:last["end"]]
        else:
            result.append(dict(span))
    return result


def statistics(text, spans, unread, pages):
    ink = [not c.isspace() for c in text]

    def count(kind):
        return sum(sum(ink[s["start"]:s["end"]]) for s in spans if kind(s))

    total = sum(ink)
    return {"chars_nonspace": total, "coverage": round(count(lambda s: True) / max(total, 1), 4), "garbled_chars": count(lambda s: s["label"] == "garbled"),
            "clean_chars": count(lambda s: s["label"] == "clean" and not s.get("noise")), "noise_chars": count(lambda s: s.get("noise")),
            "unread_lines": unread, "pages": pages}


def without_printed_dates(value):
    if isinstance(value, dict):
        return {k: without_printed_dates(v) for k, v in value.items() if k != "printed_date"}
    return [without_printed_dates(v) for v in value] if isinstance(value, list) else value


def make(browser, name, code, model, seed, args):
    """Makes one dump. Returns its text and its truth."""
    chance = random.Random(f"profile {seed}")
    truth = city.invented(code, chance, args)
    look = look_of(code, chance, model)
    width, height = round(look["w"] * 96 / 25.4), round(look["h"] * 96 / 25.4)
    readings, spans, unread, images = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        pdf = pathlib.Path(folder) / "pages.pdf"
        lines = printed(browser, profile_html(truth, look, seed), width, height, pdf)
        for number, image in enumerate(rasterised(pdf, look["dpi"])):
            image = noisy(image, look["noise"] or "none", look["dpi"], f"{seed} {number}")
            readings.append(read(image, "eng+chi_sim" if model == "chi_sim" else "eng", look["psm"], args.standard if model == "standard" else None, look["dpi"]))
    text, offsets = joined(readings, lines, look["join"])
    for number, reading in enumerate(readings):
        found, missed = spans_of_page([line for line in lines if line.page == number], reading, offsets[number], model, look)
        spans += found
        unread += missed
    spans = [{key: value for key, value in span.items() if key != "ocr"} for span in merged(spans, text)]
    truth = {"name": name, "language": code, "ocr_langs": "eng+chi_sim" if model == "chi_sim" else "eng", **without_printed_dates(truth), "layout": look,
             "seed": seed, "spans": spans, "stats": statistics(text, spans, unread, len(readings))}
    return text, truth


def formatted(truth):
    """JSON with a line for every indicator, span and other entry: small, and readable in a diff."""
    def line(value):
        return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))

    parts = []
    for key, value in truth.items():
        if isinstance(value, list) and value:
            parts.append(f"{line(key)}: [\n" + ",\n".join("  " + line(entry) for entry in value) + "\n ]")
        else:
            parts.append(f"{line(key)}: {line(value)}")
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--languages", default=",".join(city.CITIES), help="BCP 47 codes, with commas (default: all that have a city)")
    parser.add_argument("--models", default="fast", help="fast, standard (eng), chi_sim (eng+chi_sim), with commas")
    parser.add_argument("--count", type=int, default=1, help="dumps a language and model")
    parser.add_argument("--split", choices=["train", "heldout"], default="heldout", help="which half of the texts (default heldout)")
    parser.add_argument("--share", type=float, default=0.6, help="share of the platform's 25 indicators that a city fills in, on average (default 0.6)")
    parser.add_argument("--sources", type=lambda s: set(s.split(",")), help="only texts of these sources (own, udhr, zh-official, debian-docs, gettext)")
    sources.add_arguments(parser)
    args = sources.resolved(parser.parse_args())
    args.out.mkdir(parents=True, exist_ok=True)
    with Browser() as browser:
        for code in args.languages.split(","):
            for model in args.models.split(","):
                for number in range(args.count):
                    seed = f"{args.seed} {code} {model} {number}"
                    started = time.time()
                    name = f"{code}-{model}-{args.seed}-{number}"
                    try:
                        text, truth = make(browser, name, code, model, seed, args)
                    except (ValueError, RuntimeError) as error:
                        print(f"{name} is left out: {error}", file=sys.stderr)
                        continue
                    with open(args.out / f"{name}.txt", "w", newline="") as file:
                        file.write(text)
                    (args.out / f"{name}.truth.json").write_text(formatted(truth))
                    stats = truth["stats"]
                    print(f"{name}: {stats['chars_nonspace']} characters, {stats['garbled_chars']} garbled, {stats['noise_chars']} noise, coverage {stats['coverage']}, "
                          f"{len(stats['unread_lines'])} lines unread, {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
