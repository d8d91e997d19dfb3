#!/usr/bin/env python3
"""Judges the records of dumps made by layouts.py, worst first: what is wrong and said surely, then what is lost.

Usage: judge_layouts.py --extract EXE [--only WORDS] DIR…

`extract evaluate --truth` finds a field by following the labels in reading order, which text side by side on the page does not have. Here the
words of a field are compared with those of the page instead. Sure is a confidence of at least 0.9 with no diagnostic at the place. Texts are
compared where the dump is the PDF's own text; where tesseract read it, only figures, dates and owners are.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import unicodedata

UNITS = {"ha": "hectares", "t": "tonnes per year", "t/a": "tonnes per year", None: "count"}
RANK = ["wrong-sure", "text-sure", "invented-sure", "wrong", "text", "invented", "missing"]


def plain(text):
    """Letters and digits of a text, in one form."""
    return "".join(c for c in unicodedata.normalize("NFKC", str(text)) if unicodedata.category(c)[0] in "LMN").lower()


class Judge:
    def __init__(self):
        self.counts, self.faults = collections.Counter(), []

    def note(self, kind, result, where="", what=""):
        self.counts[kind, result] += 1
        if result != "right":
            self.faults.append((RANK.index(result), kind, result, where, what))

    def dump(self, record, truth, name):
        self.told = [d["span"] for d in record["diagnostics"] if "span" in d]
        self.name, self.text_layer = name, truth["layout"]["reading"] in ("layout", "raw", "plain")
        self.profile(record["profile"], truth)
        self.awards(record["profile"], truth)
        self.indicators(record, truth)
        self.pathway(record, truth)
        self.index(record.get("biodiversity_index") or {}, truth)
        self.resources(record, truth)

    def sure(self, confidence, *spans):
        near = any(d["start"] <= s["end"] and s["start"] <= d["end"] for s in spans if s for d in self.told)
        return "-sure" if confidence >= 0.9 and not near else ""

    def value(self, kind, where, got, want):
        """One value with a confidence and a span against what the page says; None of either is its absence."""
        if got is None:
            if want is not None:
                self.note(kind, "missing", where, want)
            return
        right = plain(got["value"]) == plain(want) if isinstance(want, str) else got["value"] == want
        kinds = ("invented" if want is None else "wrong") + self.sure(got["confidence"], got.get("span"))
        self.note(kind, "right" if right else kinds, where, f"{got['value']!r} ({got.get('text', '')}) for {want!r} @{got['confidence']}")

    def profile(self, got, truth):
        want = truth["profile"]
        for key, mine in (("name", "city"), ("mayor", "mayor"), ("population", "population"), ("country", "country"), ("region", "region")):
            if self.text_layer or mine not in ("city", "mayor") or want[mine].isascii():
                self.value("profile", f"{self.name} {key}", got.get(key), want[mine])

    def awards(self, got, truth):
        groups = dict(zip(("Profile awards", "The Nature Pathway", "Tools & resources hub", "Action Platform"), truth["awards"].values()))
        left = {(group, tier): percent for group, tiers in groups.items() for tier, percent in tiers.items()}
        for award in got.get("awards", []):
            if award["group"] is None:
                left.pop(next((key for key, p in left.items() if key[1] == award["tier"] and p == award["percent"]["value"]), None), None)
                self.note("awards", "right")
            else:
                self.value("awards", f"{self.name} {award['group']} {award['tier']}", award["percent"], left.pop((award["group"], award["tier"]), None))
        for key, percent in left.items():
            self.note("awards", "missing", f"{self.name} {key}", percent)

    def indicators(self, record, truth):
        want = {plain(i["title"]): i for i in truth["indicators"]}
        got = {}
        for indicator in record["indicators"]:
            true = want.get(plain(indicator["title"]))
            if true is None:
                self.note("indicators", "invented" + self.sure(indicator["confidence"], indicator["span"]), self.name, indicator["title"])
            elif plain(indicator.get("theme")) != plain(true["theme"]):
                self.note("indicators", "wrong" + self.sure(indicator["confidence"], indicator["span"]), self.name, f"{indicator['title']} in {indicator.get('theme')}")
            for key, field in indicator["fields"].items():
                got[plain(indicator["title"]), key] = field
        for title, indicator in want.items():
            for key in ("description", "baseline", "target"):
                self.field(f"{self.name} {indicator['title'][:40]}/{key}", got.pop((title, key), None), indicator[key])
        for (title, key), field in got.items():
            self.note("fields", "invented" + self.sure(field["structure_confidence"], field.get("span")), f"{self.name} {title[:40]}/{key}", field["text"][:90])

    def field(self, where, got, want):
        if got is None or want is None:
            if want is not None:
                self.note("fields", "missing", where, want["text"][:60])
            elif got is not None:
                self.note("fields", "invented" + self.sure(got["structure_confidence"], got.get("span"), got.get("label", {}).get("span")), where, got["text"][:90])
            return
        sure = self.sure(got["structure_confidence"], got.get("span"), got.get("label", {}).get("span"))
        if self.text_layer and plain(got["text"]) != plain(want["text"]):
            a, b = plain(got["text"]), plain(want["text"])
            same = next((i for i, (x, y) in enumerate(zip(a + "\0", b + "\1")) if x != y), 0)
            self.note("fields", "text" + sure, where, f"@{got['structure_confidence']} {len(a)} letters for {len(b)}, from {same}: {a[same:same + 50]!r} for {b[same:same + 50]!r}")
        else:
            self.note("fields", "right")
        self.value("dates", where, got.get("last_update"), want["last_update"])
        if "numbers" in want:
            left = [(n["value"], n["unit"]) for n in want["numbers"]]
            for quantity in got.get("quantities", []):
                key = (quantity["value"], UNITS.get(quantity.get("unit"), quantity.get("unit")))
                if key in left:
                    left.remove(key)
                    self.note("quantities", "right")
                else:
                    self.note("quantities", "wrong" + self.sure(quantity["confidence"], quantity["span"]), where, f"{quantity['text']!r} for {left}")
            for key in left:
                self.note("quantities", "missing", where, key)

    def pathway(self, record, truth):
        got = {plain(step["title"]): step for step in record.get("pathway", [])}
        for step in truth["nature_pathway"]:
            found, where = got.get(plain(step["title"])), f"{self.name} {step['title']}"
            self.note("steps", "right" if found else "missing", where)
            left = [plain(upload) for upload in step["uploads"]]
            for upload in found["uploads"] if found else []:
                if plain(upload["value"]) in left:
                    left.remove(plain(upload["value"]))
                    self.note("uploads", "right")
                elif self.text_layer:
                    self.note("uploads", "wrong" + self.sure(upload["confidence"], upload["span"]), where, f"{upload['value'][:70]!r} for {step['uploads']}")
            for upload in left if self.text_layer else []:
                self.note("uploads", "missing", where, upload)

    def index(self, got, truth):
        want = truth["cbi"]
        self.value("scores", f"{self.name} total", got.get("total"), want["total"])
        components = {plain(c["title"]): c for c in got.get("components", [])}
        for component in want["components"]:
            found = components.get(plain(component["name"]), {})
            self.value("scores", f"{self.name} {component['name'][:30]}", found if "value" in found else None, component["score"])
            measures = {plain(m["title"]): m for m in found.get("indicators", [])}
            for measure in component["indicators"]:
                mine = measures.pop(plain(measure["title"]), {})
                self.value("scores", f"{self.name} {measure['title'][:40]}", mine if "value" in mine else None, measure["score"])

    def resources(self, record, truth):
        left = [(plain(r["title"]), r["date"], r["type"]) for r in truth["tools_resources"]]
        for resource in record.get("resources", []):
            key = (plain(resource.get("title", "")), resource.get("date"), resource.get("kind"))
            right = key in left
            if right:
                left.remove(key)
            if right or self.text_layer:
                self.note("resources", "right" if right else "wrong" + self.sure(resource["confidence"], resource["span"]), self.name, f"{key} for {left[:3]}")
        for key in left if self.text_layer else ():
            self.note("resources", "missing", self.name, key)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extract", required=True, help="the command")
    parser.add_argument("--only", help="list faults that match this regular expression (`wrong-sure`, a name …)")
    parser.add_argument("--counts", action="store_true", help="no list")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    judge = Judge()
    for folder in args.folders:
        for path in sorted(folder.glob("*.truth.json")):
            dump = path.with_name(path.name.replace(".truth.json", ".txt"))
            lines = subprocess.run([args.extract, "-q", str(dump)], capture_output=True, check=False).stdout.splitlines()
            judge.note("records", "right" if len(lines) == 1 else "wrong", dump.stem, f"{len(lines)} records")
            if lines:
                judge.dump(json.loads(lines[0]), json.loads(path.read_text()), dump.stem)
    for fault in sorted(judge.faults):
        line = " ".join(str(part) for part in fault[1:])
        if not args.counts and (not args.only or re.search(args.only, line)):
            print(line)
    kinds = list(dict.fromkeys(kind for kind, _ in judge.counts))
    results = ["right", *RANK]
    print(" " * 10, *(f"{r:>13}" for r in results))
    for kind in kinds:
        print(f"{kind:10}", *(f"{judge.counts[kind, r]:13}" for r in results))


if __name__ == "__main__":
    main()
