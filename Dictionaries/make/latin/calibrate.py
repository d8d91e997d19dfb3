#!/usr/bin/env python3
"""Trains the networks that tell whether a word is misread and whether the likeliest candidate is what the page said.

Usage: calibrate.py --dictionaries DIR --pairs FILES.tsv … --clean FILES.txt … --weights OUT.json [--keep TOOL | --tool TOOL]

The documents are the pages of the pairs as they were read, the same pages as they were printed, and clean texts. Of the pairs, words of the
`train` split are learnt from and those of `heldout` measured. `features/main.swift` is compiled with the sources that it needs and gives
what the program sees of each doubtful word.
"""
import argparse
import collections
import difflib
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.append(str(pathlib.Path(__file__).parent.parent))
import channel
import tools
from words import fold

UNITS = 16


def documents(paths):
    """(name, language, model, [(true line, line as read, split) or None between paragraphs]) of the pages of pairs files."""
    for path in paths:
        page, look, number = [], None, 0
        with open(path, newline="") as file:
            header = next(file).rstrip("\n").split("\t")
            for line in file:
                cells = line.rstrip("\n").split("\t")
                if len(cells) < len(header):
                    if page and page[-1] is not None:
                        page.append(None)
                    continue
                row = dict(zip(header, cells))
                if row["script"] != "Latn":
                    break
                if look is not None and row["rendering"] != look:
                    yield f"{path.stem}-{number}", row["lang"], row["model"], page
                    page, number = [], number + 1
                look = row["rendering"]
                page.append((row["true"], row["ocr"], row["split"]))
        if page:
            yield f"{path.stem}-{number}", path.stem.split("-")[0], path.stem.split("-")[-2], page


def truths(true, ocr):
    """[(start, end, true text)] of the letters of a line as read, in characters; None for what cannot be told."""
    left, right = true.split(), ocr.split()
    starts, at = [], 0
    for word in right:
        at = ocr.index(word, at)
        starts.append(at)
        at += len(word)
    pieces = []
    matcher = difflib.SequenceMatcher(None, [fold(w.lower()) for w in left], [fold(w.lower()) for w in right], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        for index in range(c, d):
            start, read = starts[index], right[index]
            said = left[a + index - c] if tag == "equal" or (tag == "replace" and b - a == d - c) else None
            steps = channel.letter_pairs(said, read) if said is not None and said != read else None
            if said == read:
                steps = [(x, x) for x in read]
            if steps is None:
                pieces.append((start, start + len(read), None))
                continue
            for x, y in steps:
                pieces.append((start, start + len(y), x))
                start += len(y)
    return pieces


def said(pieces, start, end):
    """The true text of a stretch of a line."""
    parts = []
    for a, b, text in pieces:
        if a >= end and (a > end or b > a):
            break
        if b <= start and not (a == b and start < a):
            continue
        if b > a and (a < start or b > end):
            return None
        if text is None:
            return None
        if a == b and (a <= start or a >= end):
            continue
        parts.append(text)
    return "".join(parts)


def prepared(pairs, clean, folder, with_clean=True):
    """Writes the documents as files; returns {path: (language, model, lookup of lines)}."""
    found = {}
    for name, language, model, page in documents(pairs):
        for kind in ("read", "clean") if with_clean else ("read",):
            path = pathlib.Path(folder) / f"{name}.{kind}.txt"
            data, lines = bytearray(), []
            for row in page:
                if row is None:
                    data += b"\n"
                    continue
                text = row[1] if kind == "read" else row[0]
                lines.append((len(data), row, text))
                data += text.encode() + b"\n"
            path.write_bytes(data)
            found[str(path)] = (language, model if kind == "read" else "clean", lines)
    for path in clean:
        found[str(path)] = (path.stem, "text", None)
    return found


def rows(tool, dictionaries, found):
    """A dictionary for each doubtful word whose truth is known."""
    paths = list(found)
    for at in range(0, len(paths), 200):
        run = subprocess.run([tool, dictionaries, *paths[at:at + 200]], capture_output=True, check=True)
        for line in run.stdout.decode().splitlines():
            path, start, end, language, is_open, misread, right, read, best, values = line.split("\t")
            start, end = int(start), int(end)
            known, model, lines = found[path]
            split, truth = ("heldout" if int(np.frombuffer(path.encode()[-9:-5], np.uint8).sum()) % 3 == 0 else "train"), read
            if lines is not None:
                index = np.searchsorted([l[0] for l in lines], start, side="right") - 1
                offset, (true, ocr, split), text = lines[index]
                if model != "clean":
                    a = len(text.encode()[:start - offset].decode(errors="replace"))
                    pieces = truths(true, ocr)
                    truth = said(pieces, a, a + len(read))
                    if truth is None:
                        continue
            yield {"path": path, "start": start, "language": language, "of": known, "model": model, "split": split, "open": is_open == "1", "read": read, "best": best, "truth": truth,
                   "misread": float(misread), "right": float(right), "values": np.array(values.split(), np.float32)}


def trained(x, y, weight, seed, epochs=60):
    """A network of one layer of tanh units, by Adam on the cross-entropy; returns the numbers as HanNetwork reads them."""
    random = np.random.default_rng(seed)
    mean, scale = x.mean(0), 1 / np.maximum(x.std(0), 1e-3)
    z = (x - mean) * scale
    n, d = z.shape
    p = {"a": random.normal(0, 0.4 / np.sqrt(d) * 2, (d, UNITS)), "b": np.zeros(UNITS), "c": random.normal(0, 0.3, UNITS), "e": np.zeros(1)}
    m, v = {k: np.zeros_like(w) for k, w in p.items()}, {k: np.zeros_like(w) for k, w in p.items()}
    step = 0
    for epoch in range(epochs):
        order = random.permutation(n)
        rate = 0.01 * (1 - epoch / epochs) + 0.0005
        for at in range(0, n, 512):
            some = order[at:at + 512]
            h = np.tanh(z[some] @ p["a"] + p["b"])
            out = 1 / (1 + np.exp(-(h @ p["c"] + p["e"][0])))
            delta = (out - y[some]) * weight[some] / len(some)
            back = np.outer(delta, p["c"]) * (1 - h * h)
            g = {"a": z[some].T @ back + 2e-4 * p["a"], "b": back.sum(0), "c": h.T @ delta + 2e-4 * p["c"], "e": np.array([delta.sum()])}
            step += 1
            for k in p:
                m[k] = 0.9 * m[k] + 0.1 * g[k]
                v[k] = 0.999 * v[k] + 0.001 * g[k] ** 2
                p[k] = p[k] - rate * (m[k] / (1 - 0.9 ** step)) / (np.sqrt(v[k] / (1 - 0.999 ** step)) + 1e-8)
    return [float(f) for f in (d, UNITS, *mean, *scale, *p["a"].T.ravel(), *p["b"], *p["c"], p["e"][0])]


def applied(net, x):
    d, u = int(net[0]), int(net[1])
    net = np.array(net[2:])
    mean, scale, a, b, c, e = net[:d], net[d:2 * d], net[2 * d:2 * d + d * u].reshape(u, d), net[2 * d + d * u:2 * d + d * u + u], net[2 * d + d * u + u:-1], net[-1]
    return 1 / (1 + np.exp(-(np.tanh((x - mean) * scale @ a.T + b) @ c + e)))


def calibration_error(p, y, bins=10):
    edges = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs(p[edges == b].mean() - y[edges == b].mean()) * (edges == b).mean() for b in range(bins) if (edges == b).any())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dictionaries", type=pathlib.Path, required=True)
    parser.add_argument("--pairs", type=pathlib.Path, nargs="+", required=True)
    parser.add_argument("--clean", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--weights", type=pathlib.Path, required=True)
    parser.add_argument("--tool", type=pathlib.Path, help="the compiled features tool, when it is at hand")
    parser.add_argument("--keep", type=pathlib.Path, help="where to put the compiled features tool")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tool = args.tool or tools.compiled("latin", args.keep or pathlib.Path(folder) / "features")
        found = prepared(args.pairs, args.clean, folder)
        all_rows = [r for r in rows(tool, args.dictionaries, found) if r["open"]]
    train = [r for r in all_rows if r["split"] == "train"]
    x = np.stack([r["values"] for r in train])
    wrong = np.array([r["read"] != r["truth"] for r in train], float)
    right = np.array([r["best"] == r["truth"] != r["read"] for r in train], float)
    # Clean text must stay as it is: its words count more.
    weight = np.array([2.0 if r["model"] in ("clean", "text") else 1.0 for r in train])
    print(len(train), "words,", int(wrong.sum()), "misread,", int(right.sum()), "with the right candidate", flush=True)
    weights = {"misread": trained(x, wrong, weight, 1), "right": trained(x, right, weight, 2)}
    args.weights.write_text(json.dumps(weights))
    test = [r for r in all_rows if r["split"] == "heldout"]
    x = np.stack([r["values"] for r in test])
    wrong = np.array([r["read"] != r["truth"] for r in test], float)
    right = np.array([r["best"] == r["truth"] != r["read"] for r in test], float)
    for name, y in (("misread", wrong), ("right", right)):
        p = applied(weights[name], x)
        print(name, f"held out: {len(y)} words, calibration error {calibration_error(p, y):.4f}")
        for threshold in (0.5, 0.8, 0.9, 0.95, 0.98):
            some = p >= threshold
            print(f"  from {threshold}: {int(some.sum())} words, {y[some].mean() if some.any() else 0:.4f} right, {y[some].sum() / max(y.sum(), 1):.3f} of all")
    p = applied(weights["right"], x)
    table = collections.defaultdict(lambda: [0, 0, 0, 0])
    for r, q in zip(test, p):
        cell = table[r["of"] if r["model"] not in ("clean", "text") else r["model"]]
        cell[0] += r["read"] != r["truth"]
        cell[1] += r["best"] == r["truth"] != r["read"]
        if q >= 0.95:
            cell[2] += r["best"] == r["truth"]
            cell[3] += r["best"] != r["truth"]
            if r["best"] != r["truth"]:
                print("  WRONG", r["of"], r["model"], r["language"], r["read"], "->", r["best"], "is", r["truth"], f"{q:.3f}")
    for name, cell in sorted(table.items()):
        print(name, "misread %d, candidate right %d; applied at 0.95: right %d, wrong %d" % tuple(cell))


if __name__ == "__main__":
    main()
