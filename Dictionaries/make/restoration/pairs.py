#!/usr/bin/env python3
"""Gathers line pairs (what was printed, what an English OCR model read) for channel.swift.

Usage: pairs.py OUT --held-out TEXT FILE…

FILE: tables of Corpus/make/pairs.py (`zh-Hans-standard-1.tsv`), or `.tsv.xz` with the columns rendering, true, ocr, read by the standard model.
Lines that occur in TEXT (documents that quality is measured on) and held-out paragraphs of the tables are left out, and so are lines with
much Latin in them.
"""
import argparse
import lzma
import pathlib
import re


def rows(path):
    """(model, true, ocr) of the usable lines of a file."""
    if path.suffix == ".xz":
        for line in list(lzma.open(path, "rt"))[1:]:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 3:
                yield 0, columns[1], columns[2]
        return
    for line in path.open():
        columns = line.rstrip("\n").split("\t")
        if len(columns) >= 9 and columns[0] != "lang" and columns[4] == "train" and columns[5] != "mixed" and columns[2] in ("standard", "fast"):
            yield int(columns[2] == "fast"), columns[6], columns[7]


def is_chinese(text):
    han = sum("\u4e00" <= c <= "\u9fff" for c in text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    return han >= 0.4 * len(text) and latin <= 0.15 * len(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--held-out", type=pathlib.Path, required=True)
    parser.add_argument("files", type=pathlib.Path, nargs="+")
    args = parser.parse_args()
    held = args.held_out.read_text()
    with args.out.open("w") as out:
        for path in args.files:
            for model, true, ocr in rows(path):
                if len(true) > 12 and true[:12] in held and true in held:
                    continue
                text, symbols = re.sub(r"\s", "", true), re.sub(r"\s", "", ocr)
                if len(text) >= 2 and len(symbols) >= 2 and is_chinese(text):
                    print(model, text, symbols, sep="\t", file=out)


if __name__ == "__main__":
    main()
