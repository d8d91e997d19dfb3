#!/usr/bin/env python3
"""Writes seeds for the fuzz targets, and their dictionary, from the corpus: seeds.py FOLDER.

FOLDER/TARGET/* are inputs, FOLDER/dictionary is libFuzzer's list of words that inputs are likely to need.
"""
import json
import pathlib
import random
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LARGEST = 2000


def passages():
    """Pieces of dumps, and every string of the cases."""
    chosen = random.Random(1)
    for path in sorted(ROOT.glob("Corpus/profiles*/*.txt")):
        data = path.read_bytes()
        for _ in range(3):
            start = chosen.randrange(max(1, len(data) - LARGEST))
            yield data[start : start + chosen.randrange(100, LARGEST)]
    for path in sorted(ROOT.glob("Corpus/cases/*.json")):
        for text in sorted(set(strings(json.loads(path.read_text()))))[::7]:
            if len(text) < LARGEST:
                yield text.encode("utf-8", "surrogatepass")


def strings(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, (list, dict)):
        for item in node.values() if isinstance(node, dict) else node:
            yield from strings(item)


def seeds():
    texts = list(passages())
    chosen = random.Random(2)
    for text in texts:
        for target in ("pipeline", "report", "ingest"):
            yield target, text
        yield "plan", bytes(chosen.randrange(256) for _ in range(8)) + text
        yield "nfc", text
        yield "stream", text
        try:
            for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "gb18030"):
                yield "ingest", text.decode()[:200].encode(encoding)
        except (UnicodeDecodeError, UnicodeEncodeError):
            pass
    for index in range(0, len(texts) - 3, 3):
        yield "jobs", b"\x1e".join(text[:300] for text in texts[index : index + 3])
    for path in ROOT.glob("Dictionaries/templates/*.yaml"):
        text = path.read_text()
        yield "template", text[:6000].encode()
        for start in range(0, len(text), 1500):
            yield "template", b"template: t\nname: T\nlanguage: en\n" + text[start : start + 800].encode()
    for case in json.loads((ROOT / "Corpus/cases/template-faults.json").read_text()):
        for text in strings(case):
            yield "template", text.encode()
    for path in ROOT.glob("Tests/PalimpsestTests/Emit/Golden/*json"):
        for line in path.read_bytes().split(b"\n"):
            yield "json", line[:4000]
    yield "json", b'{"plan_version":1,"sha256":"","encoding":"UTF-8","edits":[{"start":0,"end":2,"start_line":1,"text":"ab","replacement":"c","confidence":0.5,"method":"latin","profile_index":0,"applied":true}]}'
    for case in json.loads((ROOT / "Corpus/cases/json-invalid.json").read_text()):
        for text in strings(case):
            yield "json", text.encode()


def words():
    """Headings, labels and words of the templates; marks of encodings; what mojibake looks like."""
    found = set()
    for path in ROOT.glob("Dictionaries/templates/*.yaml"):
        text = path.read_text()
        found.update(re.findall(r'"([^"\\]{2,40})"', text))
        found.update(re.findall(r"^\s*-?\s*([a-z_]{3,20}):", text, re.M))
    marks = ["\ufeff", "\u00e2\u20ac\u2122", "\u00c3\u00a9", "\u00c2\u00a0", "\u202e", "\u0301", "\u3000", "\u2028", "\x0c", "\x00", "12%", "2026-04-07", "07 April 2026", "1,234.5 ha"]
    found.update(marks)
    return sorted(found)


def main():
    folder = pathlib.Path(sys.argv[1])
    for number, (target, data) in enumerate(seeds()):
        place = folder / target
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:05}").write_bytes(data)
    with (folder / "dictionary").open("w") as out:
        for word in words():
            print('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"', file=out)


if __name__ == "__main__":
    main()
