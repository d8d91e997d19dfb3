"""Counts what a peer gets right on the real dump: 26 indicators, 46 fields, 20 dates."""
import json
import re

MONTHS = ("January February March April May June July August September October November December").split()


def squeeze(text):
    return re.sub(r"\s+", "", text)


def fold(text):
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def iso(date):
    match = re.fullmatch(r"(\d{1,2}) (\w+) (\d{4})", date or "")
    if not match or match[2] not in MONTHS:
        return None
    return "%04d-%02d-%02d" % (int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))


def same_text(expected, got):
    """Whether at least 98 % of the characters agree, from both ends, or all but three."""
    expected, got = squeeze(expected), squeeze(got)
    longest, shortest = max(len(expected), len(got)), min(len(expected), len(got))
    head = 0
    while head < shortest and expected[head] == got[head]:
        head += 1
    tail = 0
    while tail < shortest - head and expected[-1 - tail] == got[-1 - tail]:
        tail += 1
    return longest - (head + tail) <= max(3, 0.02 * longest)


class RealDump:
    """The real dump with its labels: `Corpus/profiles/congjiang-county`."""

    def __init__(self, profiles):
        stem = profiles + "/congjiang-county"
        with open(stem + ".txt", encoding="utf-8", newline="") as file:
            self.text = file.read()
        with open(stem + ".truth.json", encoding="utf-8") as file:
            self.truth = json.load(file)
        lines = self.text.split("\n")
        self.expected = []
        for indicator in self.truth["indicators"]:
            fields = {}
            for name in ("description", "baseline", "target"):
                field = indicator[name]
                if field:
                    first, last = field["ocr_lines"]
                    fields[name] = ("\n".join(lines[first - 1:last]), field["last_update"])
            self.expected.append((indicator, fields))

    def right(self, rows):
        """The set of the things that `rows` has right."""
        result = set()
        rows = list(rows)
        for indicator, fields in self.expected:
            title = fold(indicator["title"])
            row = next((r for r in rows if r["title"] and title.startswith(fold(r["title"]))), None)
            if row is None or row["area"] != indicator["action_area"] or fold(row["theme"]) != fold(indicator["theme"]):
                continue
            rows.remove(row)
            result.add((title, "indicator"))
            for name, (text, date) in fields.items():
                got = row["fields"].get(name)
                if got is None:
                    continue
                if same_text(text, got["text"]):
                    result.add((title, name))
                if date and iso(got["date"]) == date:
                    result.add((title, name, "date"))
        return result

    def label_lines(self):
        """The lines of the form among the indicators, as (start, end) in code points, in order."""
        taken = set()
        last = 0
        for indicator in self.truth["indicators"]:
            for name in ("description", "baseline", "target"):
                if indicator[name]:
                    first, last = indicator[name]["ocr_lines"]
                    taken.update(range(first, last + 1))
                    if indicator[name]["last_update"]:
                        last += 2
        result, offset = [], 0
        begun = False
        for number, line in enumerate(self.text.split("\n"), 1):
            begun = begun or re.fullmatch(r"(\S+ )*Action ?area ?1\s*", line) is not None
            if begun and number <= last and number not in taken and line.strip():
                result.append((offset, offset + len(line)))
            offset += len(line) + 1
        return result
