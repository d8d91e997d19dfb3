#!/usr/bin/env python3
"""Gathers passages of known text for judge.py: OUT/NAME.tsv with the columns id, language, true text, reading, OCR model.

Usage: sets.py OUT --held-out TEXT [--fit SHARE] FILE…

FILE: a table of Corpus/make/pairs.py (`NAME-standard-1.tsv`; three printed lines make a passage), a table `.tsv.xz` with the columns rendering,
true, ocr (lines of TEXT only), or the labels of a dump (`NAME.truth.json` beside `NAME.txt`; its garbled spans, read by the fast model
unless the name begins with `s` or says so). TEXT: the documents that neither channel nor word model has seen.
With SHARE, the first passages of each file go to NAME-fit.tsv, for calibrate.py, and only the others to NAME.tsv.
"""
import argparse
import json
import lzma
import pathlib
import re

LINES = 3


def plain(text):
    return re.sub(r"\s", "", text)


def grouped(lines):
    for at in range(0, len(lines), LINES):
        text, reading = plain("".join(t for t, _ in lines[at:at + LINES])), " ".join(r for _, r in lines[at:at + LINES])
        if len(text) >= 8:
            yield text, reading


def of_pairs(path):
    lines = []
    for line in path.open():
        columns = line.rstrip("\n").split("\t")
        if len(columns) >= 9 and columns[0] != "lang":
            lines.append((columns[6], columns[7]))
        elif lines:
            yield from grouped(lines)
            lines = []
    yield from grouped(lines)


def of_archive(path, held):
    lines = [line.rstrip("\n").split("\t")[1:] for line in list(lzma.open(path, "rt"))[1:]]
    yield from grouped([(true, ocr) for true, ocr in lines if len(true) > 12 and true[:12] in held and true in held])


def of_dump(path):
    dump = path.with_name(path.name.replace(".truth.json", ".txt")).open(newline="").read()
    for span in json.load(path.open())["spans"]:
        text = plain(span.get("true", ""))
        if span["label"] == "garbled" and sum("\u4e00" <= c <= "\u9fff" for c in text) >= max(4, 0.5 * len(text)):
            yield text, dump[span["start"]:span["end"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--held-out", type=pathlib.Path, required=True)
    parser.add_argument("--fit", type=float, default=0)
    parser.add_argument("files", type=pathlib.Path, nargs="+")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    held = args.held_out.read_text()
    for path in args.files:
        name = path.name.split(".")[0]
        passages = of_dump(path) if path.suffix == ".json" else of_archive(path, held) if path.suffix == ".xz" else of_pairs(path)
        standard = "standard" in name or path.suffix == ".json" and name.startswith("s")
        language = "zh-Hant" if "Hant" in name or "hant" in name or name.startswith("08_") else "zh-Hans"
        rows = ["\t".join((f"{name}-{number}", language, text, re.sub(r"\s", " ", reading), "standard" if standard else "fast")) + "\n"
                for number, (text, reading) in enumerate(passages)]
        cut = int(len(rows) * args.fit)
        (args.out / f"{name}.tsv").write_text("".join(rows[cut:]))
        if cut:
            (args.out / f"{name}-fit.tsv").write_text("".join(rows[:cut]))


if __name__ == "__main__":
    main()
