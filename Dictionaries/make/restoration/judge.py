#!/usr/bin/env python3
"""Measures how well lost Han is read: one line of figures for each set of passages, and WORK/NAME.judged for calibrate.py.

Usage: judge.py MODELS WORK SET.tsv…    MODELS: the folder of restoration.bin. SET.tsv: from sets.py; sets joined by + are one line of figures.

Characters are right where the least edit distance pairs them with the truth; a word or term is right when it is so as a whole and in one piece.
  right        share of the page's characters that are read right
  at 95 %      share of the page's characters in the surest words of which (by characters) 95 % are right
  applied      the same of words that say 0.95 and more; right: how many of those are
  terms        terms of four characters and more on the pages, by the lexicon of the model, longest first
  recall 90 %  share of them that is, whole or in a part of four characters and more, among the surest spotted terms of which 90 % are right
  ECE          expected calibration error over ten bins, of words and of terms
"""
import json
import pathlib
import struct
import subprocess
import sys

import numpy as np

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
import tools


def paired(read, truth):
    """For each character of `read` the place in `truth` that the least edit distance pairs it with, or -1."""
    n, m = len(read), len(truth)
    costs, codes = np.zeros((n + 1, m + 1), np.int32), np.array([ord(c) for c in truth])
    costs[:, 0], costs[0] = np.arange(n + 1), np.arange(m + 1)
    for i in range(1, n + 1):
        row = np.concatenate([[i], np.minimum(costs[i - 1, :-1] + (codes != ord(read[i - 1])), costs[i - 1, 1:] + 1)]) - np.arange(m + 1)
        costs[i] = np.minimum.accumulate(row) + np.arange(m + 1)
    result, i, j = [-1] * n, n, m
    while i and j:
        if costs[i, j] == costs[i - 1, j - 1] + (read[i - 1] != truth[j - 1]):
            i, j = i - 1, j - 1
            result[i] = j if read[i] == truth[j] else -1
        elif costs[i, j] == costs[i - 1, j] + 1:
            i -= 1
        else:
            j -= 1
    return result


def lexicon(models):
    """The terms of four characters and more that the model can spot, in simplified and traditional characters."""
    data = (models / "restoration.bin").read_bytes()
    sections = {}
    for at in range(16, 16 + 24 * struct.unpack_from("<I", data, 8)[0], 24):
        start, size = struct.unpack_from("<QQ", data, at + 8)
        sections[data[at:at + 8].rstrip(b"\0").decode()] = data[start:start + size]
    letters = [chr(c) for c in np.frombuffer(sections["letters"], np.uint32)]
    terms = set()
    for suffix in ("", "t"):
        letter, parent, kind, cost = (np.frombuffer(sections[name + suffix], kind) for name, kind in (("letter", "<u2"), ("parent", "<u4"), ("kind", "u1"), ("cost", "u1")))
        for node in np.flatnonzero((kind > 0) & (cost < 255)).tolist():
            text = ""
            while node:
                text, node = letters[letter[node] - 1] + text, int(parent[node])
            if len(text) >= 4:
                terms.add(text)
    return terms


def terms_of(text, lexicon):
    spans, at = [], 0
    while at < len(text):
        size = next((k for k in range(min(21, len(text) - at), 3, -1) if text[at:at + k] in lexicon), 0)
        if size:
            spans.append((at, at + size))
        at += max(1, size)
    return spans


def judged(path, terms):
    """The passages of what `evidence` wrote, with what is right in them."""
    for line in path.open():
        passage = json.loads(line)
        read, truth = "".join(w["text"] for w in passage["words"]), passage["true"]
        pairs, at, places = paired(read, truth), 0, []
        for word in passage["words"]:
            end = at + len(word["text"])
            word["right"] = pairs[at] >= 0 and pairs[at:end] == list(range(pairs[at], pairs[at] + end - at))
            places += [word["start"]] * (end - at)
            at = end
        for term in passage["terms"]:
            size = len(term["text"])
            starts = [i for i in range(len(read) - size + 1) if read[i:i + size] == term["text"]]
            at = min(starts, key=lambda i: abs(places[i] - term["start"]), default=None)
            term["right"] = at is not None and pairs[at] >= 0 and pairs[at:at + size] == list(range(pairs[at], pairs[at] + size))
            term["span"] = (pairs[at], pairs[at] + size) if term["right"] else None
        passage |= {"right": sum(p >= 0 for p in pairs), "spans": terms_of(truth, terms)}
        yield passage


def surest(items, precision, size):
    """Of the surest items that are right so often together: how much they are, and the least confidence of them."""
    every = good = most = 0
    least = 2.0
    for item in sorted(items, key=lambda item: -item["confidence"]):
        every, good = every + size(item), good + size(item) * item["right"]
        if good >= precision * every:
            most, least = every, item["confidence"]
    return most, least


def calibration_error(items):
    bins = [[item for item in items if min(9, int(item["confidence"] * 10)) == b] for b in range(10)]
    return sum(abs(sum(item["right"] - item["confidence"] for item in b)) for b in bins) / max(1, len(items))


def figures(name, passages):
    characters = sum(len(p["true"]) for p in passages)
    words = [word for p in passages for word in p["words"]]
    terms = [term for p in passages for term in p["terms"] if len(term["text"]) >= 4]
    length = lambda item: len(item["text"])
    cover, _ = surest(words, 0.95, length)
    sure = [word for word in words if word["confidence"] >= 0.95]
    _, least = surest(terms, 0.9, lambda item: 1)
    there = found = 0
    for passage in passages:
        spotted = [term["span"] for term in passage["terms"] if term["right"] and term["confidence"] >= least and len(term["text"]) >= 4]
        there += len(passage["spans"])
        found += sum(any(s <= start and e >= end or s >= start and e <= end for s, e in spotted) for start, end in passage["spans"])
    print(f"{name:28} {characters:6} characters, right {sum(p['right'] for p in passages) / characters:.3f}, at 95 % {cover / characters:.3f}, "
          f"applied {sum(map(length, sure)) / characters:.3f} right {sum(length(w) for w in sure if w['right']) / max(1, sum(map(length, sure))):.3f}, "
          f"terms {there} recall 90 % {found / max(1, there):.3f}, ECE words {calibration_error(words):.3f} terms {calibration_error(terms):.3f}", flush=True)


def main():
    models, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    program, terms = tools.compiled("restoration", work / "evidence"), lexicon(models)
    print(len(terms), "terms of four characters and more")
    for group in sys.argv[3:]:
        passages = []
        for path in map(pathlib.Path, group.split("+")):
            out = work / f"{path.stem}.json"
            subprocess.run([program, models, path, out], check=True)
            read = list(judged(out, terms))
            (work / f"{path.stem}.judged").write_text("".join(json.dumps({kind: p[kind] for kind in ("words", "terms")}, ensure_ascii=False) + "\n" for p in read))
            passages += read
        figures(pathlib.Path(group.split("+")[0]).stem, passages)


if __name__ == "__main__":
    main()
