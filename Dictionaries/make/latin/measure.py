#!/usr/bin/env python3
"""Measures the repairer of misread Latin on pages of known text: character error rates, words made better and worse, calibration, and
changes of clean text.

Usage: measure.py --tool FEATURES --dictionaries DIR --pairs FILES.tsv … [--clean FILES.txt …] [--split heldout] [--models fast,standard] [--cases DIR]

FEATURES is the tool that `calibrate.py` compiles (`calibrate.py --keep FEATURES`). Only lines of the split are measured; the whole page is read.
"""
import argparse
import collections
import pathlib
import tempfile

import numpy as np

import calibrate


def distance(a, b):
    """Edit distance in code points."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def repaired(text, offset, rows, threshold):
    """A line with the candidates applied that reach the threshold."""
    data = text.encode()
    for r in sorted(rows, key=lambda r: -r["start"]):
        if r["open"] and r["best"] and r["right"] >= threshold:
            a = r["start"] - offset
            data = data[:a] + r["best"].encode() + data[a + len(r["read"].encode()):]
    return data.decode()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", type=pathlib.Path, required=True)
    parser.add_argument("--dictionaries", type=pathlib.Path, required=True)
    parser.add_argument("--pairs", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--clean", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--split", default="heldout")
    parser.add_argument("--thresholds", default="0.8,0.9,0.95,0.98")
    args = parser.parse_args()
    thresholds = [float(t) for t in args.thresholds.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        found = calibrate.prepared(args.pairs, args.clean, folder)
        by_path = collections.defaultdict(list)
        open_rows = []
        for r in calibrate.rows(args.tool, args.dictionaries, found):
            by_path[r["path"]].append(r)
            if r["open"] and r["split"] == args.split and r["model"] not in ("clean", "text"):
                open_rows.append(r)
        errors = collections.defaultdict(lambda: [0, 0] + [0] * len(thresholds))
        words = collections.defaultdict(lambda: [[0, 0] for _ in thresholds])
        clean = [0, [0] * len(thresholds), 0, collections.Counter()]
        for path, (language, model, lines) in found.items():
            rows = by_path[path]
            if lines is None or model == "clean":
                size = len(pathlib.Path(path).read_text())
                clean[0] += size
                for index, threshold in enumerate(thresholds):
                    bad = [r for r in rows if r["open"] and r["best"] and r["right"] >= threshold]
                    clean[1][index] += sum(distance(r["read"], r["best"]) for r in bad)
                    if threshold == 0.95:
                        clean[3].update(f"{r['language']}:{r['read']}>{r['best']} ({pathlib.Path(path).name})" for r in bad)
                clean[2] += sum(len(r["read"]) for r in rows if r["open"] and r["misread"] >= 0.3)
                continue
            starts = [l[0] for l in lines] + [1 << 60]
            for index, (offset, (true, ocr, split), _) in enumerate(lines):
                if split != args.split:
                    continue
                here = [r for r in rows if starts[index] <= r["start"] < starts[index + 1]]
                cell, score = errors[language, model], words[language, model]
                before = distance(true, ocr)
                cell[0] += len(true)
                cell[1] += before
                for number, threshold in enumerate(thresholds):
                    text = repaired(ocr, offset, here, threshold)
                    cell[2 + number] += before if text == ocr else distance(true, text)
                    for r in here:
                        if r["open"] and r["best"] and r["right"] >= threshold:
                            change = distance(r["read"], r["truth"]) - distance(r["best"], r["truth"])
                            score[number][0] += change > 0
                            score[number][1] += change < 0
        print("language model characters  CER  after repair at", *thresholds, " better/worse words")
        for key, cell in sorted(errors.items()):
            print(*key, cell[0], *(f"{100 * e / cell[0]:.2f}" for e in cell[1:]), *(f"{a}/{b}" for a, b in words[key]))
        if open_rows:
            y = np.array([r["read"] != r["truth"] for r in open_rows], float)
            z = np.array([r["best"] == r["truth"] != r["read"] for r in open_rows], float)
            p, q = np.array([r["misread"] for r in open_rows]), np.array([r["right"] for r in open_rows])
            print(f"calibration error: misread {calibrate.calibration_error(p, y):.4f}, candidate {calibrate.calibration_error(q, z):.4f}")
        if clean[0]:
            print(f"clean text: {clean[0]} characters, changed at the thresholds {clean[1]}, suspected {100 * clean[2] / clean[0]:.4f} %")
            print(*clean[3].most_common(60), sep="\n")


if __name__ == "__main__":
    main()
