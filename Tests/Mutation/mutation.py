"""Damages dumps at one place at a time and tells what else changed in their records.

    python3 Tests/Mutation/mutation.py --extract .build/release/extract Corpus/profiles Corpus/profiles-made

A trial is one dump with one damage. Its record is compared with that of the undamaged file: what stood on lines that the damage did not
touch should be as it was; what stood on damaged lines may be lost or doubted, but no other value should be there with high confidence.

* wrong: a value or field that the undamaged file does not have, confidence 0.9 or more and no diagnostic near; `blind` where the damage
  itself is another number that is as good (a digit is gone), which no reader can tell.
* moved: text of a line that was not damaged is in another field now.
* lost: a value on a line that was not damaged is gone; `untold` where no diagnostic near says so.
* dropped: text that was in a field is neither in one nor in `unmatched`.

Same seed, same mutants. Mutation testing after DeMillo, Lipton and Sayward ("Hints on test data selection", 1978), with the damage of
OCR for the slips of programmers.
"""
import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import damage

SURE = 0.9
NEAR = 2    # lines around a damage in which a diagnostic speaks of it


# ---- what a record says

def key_of(record_indicator):
    return record_indicator.get("id") or "?" + record_indicator["title"][:40]


def facts(record):
    """Everything that a record claims: key -> (value, confidence, span)."""
    found = {}

    def add(key, value, confidence, span):
        number = 2
        whole = key
        while whole in found:
            whole = key + (f"#{number}",)
            number += 1
        found[whole] = (value, confidence, span and (span["start"], span["end"]))

    def add_value(key, node, fallback=None):
        add(key, json.dumps([node.get("value"), node.get("unit"), node.get("maximum")]), node.get("confidence", 0), node.get("span") or fallback)

    for name, node in (record.get("profile") or {}).items():
        if isinstance(node, dict) and "value" in node:
            add_value(("head", name), node)
        elif isinstance(node, list):
            for award in node:
                inner = next((v for v in award.values() if isinstance(v, dict)), {})
                add_value(("award", award.get("group"), award.get("tier")), inner)
    for section in record.get("sections", []):
        add(("section", section["id"]), True, section["confidence"], section["span"])
    for indicator in record.get("indicators", []):
        name = key_of(indicator)
        if indicator.get("id"):
            add(("indicator", name), True, indicator["confidence"], indicator.get("span"))
        for field, node in indicator["fields"].items():
            add(("field", name, field), True, node["structure_confidence"], node["span"])
            if "last_update" in node:
                add_value(("date", name, field), node["last_update"])
            for quantity in node["quantities"]:
                add_value(("quantity", name, field, quantity.get("name")), quantity)
    for step in record.get("pathway", []):
        add(("step", step["step"]), True, step["confidence"], step.get("span"))
        for upload in step["uploads"]:
            add(("upload", step["step"], upload["text"]), True, upload["confidence"], upload["span"])
    index = record.get("biodiversity_index") or {}
    if "total" in index:
        add_value(("score", "total"), index["total"])
    for component in index.get("components", []):
        if "value" in component:
            add(("score", component["title"]), json.dumps([component["value"], component.get("maximum")]), component["confidence"], component.get("points", component).get("span"))
        if "started" in component:
            add(("started", component["title"]), component["started"], component["confidence"], component.get("span"))
        for measure in component.get("indicators", []):
            if "value" in measure:
                add(("score", component["title"], measure["title"]), json.dumps([measure["value"], measure.get("maximum")]), measure["confidence"], measure.get("span"))
    for resource in record.get("resources", []) or []:
        add(("resource", resource.get("title")), json.dumps([resource.get("kind"), resource.get("date")]), resource.get("confidence", 0), resource.get("span"))
    return found


def intervals(record):
    """Whose every stretch of the file is: (start, end, owner), what is inside before what is around."""
    result = []

    def add(span, owner):
        if span:
            result.append((span["start"], span["end"], owner))

    for piece in record.get("unmatched", []):
        add(piece["span"], ("unmatched",))
    for piece in record.get("furniture", []):
        add(piece["span"], ("form",))
    for indicator in record.get("indicators", []):
        if indicator.get("heading"):
            add(indicator["heading"]["span"], ("form",))
        for field, node in indicator["fields"].items():
            if node.get("label"):
                add(node["label"].get("span"), ("form",))
            add(node["span"], ("field", key_of(indicator), field))
            if "last_update" in node:
                add(node["last_update"]["span"], ("date", key_of(indicator), field))
    for name, node in (record.get("profile") or {}).items():
        if isinstance(node, dict):
            add(node.get("span"), ("head", name))
        else:
            for award in node:
                add(next((v for v in award.values() if isinstance(v, dict)), {}).get("span"), ("award",))
    for step in record.get("pathway", []):
        for upload in step["uploads"]:
            add(upload["span"], ("upload", step["step"]))
    for resource in record.get("resources", []) or []:
        add(resource.get("span"), ("resource",))
    for section in record.get("sections", []):
        add(section["span"], ("form",))
    result.sort(key=lambda r: r[1] - r[0])
    return result


class Owners:
    def __init__(self, records):
        self.all = sorted((i for r in records for i in intervals(r)), key=lambda r: r[0])
        self.longest = max((b - a for a, b, _ in self.all), default=0)
        self.starts = [a for a, _, _ in self.all]

    def at(self, offset):
        """The owner of a byte: the smallest stretch that holds it."""
        import bisect
        best = None
        k = bisect.bisect_right(self.starts, offset) - 1
        while k >= 0 and self.starts[k] >= offset - self.longest:
            a, b, owner = self.all[k]
            if a <= offset < b and (best is None or b - a < best[0]):
                best = (b - a, owner)
            k -= 1
        return best[1] if best else ("form",)


# ---- running

def extract(command, folder):
    out = subprocess.run([command, "--repairers", "none", "-q", "--jobs", "2", str(folder)], capture_output=True, check=False)
    if out.returncode not in (0, 65):
        sys.exit(out.stderr.decode())
    records = collections.defaultdict(list)
    for line in out.stdout.splitlines():
        record = json.loads(line)
        records[pathlib.Path(record["source"]["path"]).name].append(record)
    return records


def byte_offsets(text):
    offsets, at = [], 0
    for c in text:
        offsets.append(at)
        at += len(c.encode())
    return offsets + [at]


class Mutant:
    def __init__(self, dump, kind, pieces):
        self.dump, self.kind = dump, kind
        self.text, self.copied = "", []      # (start in mutant, start in dump, length)
        for piece in pieces:
            if isinstance(piece, str):
                self.text += piece
            elif piece[1] > piece[0]:
                self.copied.append((len(self.text), piece[0], piece[1] - piece[0]))
                self.text += dump.text[piece[0]:piece[1]]
        self.offsets = byte_offsets(self.text)
        self.intact = {}                     # line of the dump -> where it begins in the mutant
        for number in dump.full:
            a, b = dump.lines[number]
            for at, start, length in self.copied:
                if start <= a and b <= start + length:
                    p = at + a - start
                    q = p + b - a
                    if (p == 0 or self.text[p - 1] in "\n\f") and (q == len(self.text) or self.text[q] == "\n"):
                        self.intact[number] = p
                    break

    def place(self, char):
        """Where a character of the dump is in the mutant."""
        for at, start, length in self.copied:
            if start <= char < start + length:
                return at + char - start
        return None


# ---- comparing

class Finding(collections.namedtuple("Finding", "what told blind key before after")):
    pass


def compare(mutant, before, after):
    """The differences that the damage does not explain, and values at the damage that are sure and wrong."""
    d = mutant.dump
    base = {}
    for record in before:
        base.update(facts(record))
    now = {}
    for number, record in enumerate(after):
        for key, fact in facts(record).items():
            now[key if key not in now else key + (f"record {number}",)] = fact
    line_of_byte = line_table(d.text, d.bytes)
    line_now = line_table(mutant.text, mutant.offsets)
    origin = {line_now(mutant.offsets[p]): number for number, p in mutant.intact.items()}
    damaged_now = {i for i in range(line_now.count) if i not in origin and line_now.text(i).strip()}
    old = {(g["code"], line_of_byte(g["span"]["start"])) for r in before for g in r["diagnostics"] if g.get("span")}
    news = [g for r in after for g in r["diagnostics"] if g.get("span") and (g["code"], origin.get(line_now(g["span"]["start"]))) not in old]
    told_lines = set()
    for g in news:
        told_lines |= set(range(line_now(g["span"]["start"]) - NEAR, line_now(max(g["span"]["start"], g["span"]["end"] - 1)) + NEAR + 1))
    is_told_here = bool(damaged_now & told_lines) or not damaged_now and bool(told_lines)

    def lines(span, table):
        return range(table(span[0]), table(max(span[0], span[1] - 1)) + 1) if span else range(0)

    found = []
    for key in sorted(set(base) | set(now), key=str):
        a, b = base.get(key), now.get(key)
        if a and b and a[0] == b[0]:
            continue
        if b:
            here = lines(b[2], line_now)
            told = bool(set(here) & told_lines) or b[1] < SURE
            at_place = any(i in damaged_now for i in here)
            if key[0] in ("section", "indicator", "step") and at_place:
                continue
            if key[0] == "field" and told or key[0] in ("upload", "resource") and at_place or len(key) > 1 and str(key[1]).startswith("?"):
                continue
            if at_place and key[0] == "head" and a and is_slip(a[0], b[0]):
                continue
            found.append(Finding("wrong" if at_place else "wrong elsewhere", told, mutant.kind in damage.BLIND and at_place, key, a and a[:2], b[:2]))
        else:
            was = list(lines(a[2], line_of_byte))
            if key[0] in ("section", "indicator", "field", "step"):
                intact = was[:1] and was[0] in mutant.intact
            else:
                intact = bool(was) and all(i in mutant.intact or i not in d.full_set for i in was)
            if mutant.kind in ("cut_off", "cut_front") and not intact or not intact:
                continue
            places = {line_now(mutant.offsets[mutant.intact[i]]) for i in was if i in mutant.intact}
            owner_now = mutant.owners.at(mutant.offsets[mutant.place(d.char(a[2][0]))])
            in_unmatched = owner_now[0] == "unmatched" or len(owner_now) > 1 and str(owner_now[1]).startswith("?")
            in_unmatched = in_unmatched or key[0] == "award" and any(k[:2] == ("award", None) for k in now)
            found.append(Finding("lost", bool(places & told_lines) or is_told_here or in_unmatched, False, key, a[:2], None))
    for number in d.full:
        a, b = d.lines[number]
        content = d.text[a:b]
        first = a + len(content) - len(content.lstrip())
        last = a + len(content.rstrip()) - 1
        for char in {first, last}:
            p = mutant.place(char)
            owner = d.owner_at(char)
            if p is None or owner[0] not in ("field", "upload", "unmatched"):
                continue
            owner_now = mutant.owners.at(mutant.offsets[p])
            if owner_now == owner:
                continue
            is_told = bool({line_now(mutant.offsets[p])} & told_lines)
            if owner_now[0] == "form":
                if owner[0] != "unmatched":
                    found.append(Finding("dropped", is_told, False, ("line", number, content[:60]), owner, owner_now))
                break
            if number not in mutant.intact or owner[0] == "unmatched" and owner_now[0] != "field":
                continue
            if owner_now[0] == "unmatched":
                found.append(Finding("unmatched", True, False, ("line", number, content[:60]), owner, owner_now))
            elif owner_now[0] == "field" and owner_now[1].startswith("?") or owner_now[0] == "date":
                found.append(Finding("unknown owner", True, False, ("line", number, content[:60]), owner, owner_now))
            else:
                found.append(Finding("moved", is_told, False, ("line", number, content[:60]), owner, owner_now))
            break
    if len(after) != len(before):
        found.append(Finding("records", False, False, ("records",), len(before), len(after)))
    return found


def is_slip(one, other):
    """Whether two texts without digits differ in a letter or two: as read, so that both are right."""
    import difflib
    return not any(c.isdigit() for c in one + other) and difflib.SequenceMatcher(None, one, other).ratio() > 0.7


class line_table:
    def __init__(self, text, offsets):
        import bisect
        self._text, self.starts = text, [0]
        self.chars = [0]
        for p, c in enumerate(text):
            if c == "\n":
                self.starts.append(offsets[p + 1])
                self.chars.append(p + 1)
        self._bisect = bisect.bisect_right
        self.count = len(self.starts)

    def __call__(self, byte):
        return self._bisect(self.starts, byte) - 1

    def text(self, i):
        return self._text[self.chars[i]:self.chars[i + 1] if i + 1 < self.count else len(self._text)]


# ---- the whole

def load(folders, command):
    files = sorted(p for f in folders for p in (pathlib.Path(f).glob("*.txt") if pathlib.Path(f).is_dir() else [pathlib.Path(f)]))
    records = {}
    for path in files:
        out = subprocess.run([command, "--repairers", "none", "-q", str(path)], capture_output=True, check=True).stdout
        records[path] = [json.loads(line) for line in out.splitlines()]
    dumps = []
    for path in files:
        text = path.read_bytes().decode()
        owners = Owners(records[path])
        offsets = byte_offsets(text)

        def owned(dump, owners=owners, offsets=offsets):
            result = {}
            for i in dump.full:
                a, b = dump.lines[i]
                content = dump.text[a:b]
                result[i] = owners.at(offsets[a + len(content) - len(content.lstrip())])
            return result

        dump = damage.Dump(path.stem, text, owned)
        dump.bytes, dump.records, dump.full_set = offsets, records[path], set(dump.full)
        dump.owner_at = lambda char, owners=owners, offsets=offsets: owners.at(offsets[char])
        back = {b: c for c, b in enumerate(offsets)}
        dump.char = lambda byte, back=back: back.get(byte, 0)
        dumps.append(dump)
    return dumps


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dumps", nargs="+", help="files or folders of dumps")
    parser.add_argument("--extract", default=".build/release/extract")
    parser.add_argument("--trials", type=int, default=100, help="of each kind (default: 100)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(damage.KINDS))
    parser.add_argument("--findings", help="write every finding there, a JSON object a line")
    parser.add_argument("--keep", help="write the mutants with findings into this folder")
    arguments = parser.parse_args()
    dumps = load(arguments.dumps, arguments.extract)
    table, findings = {}, []
    for name in arguments.kinds.split(","):
        rng = random.Random(f"{arguments.seed} {name}")
        with tempfile.TemporaryDirectory() as folder:
            mutants = {}
            for number in range(arguments.trials):
                dump = rng.choice(dumps)
                pieces = damage.KINDS[name](dump, rng)
                if not pieces:
                    continue
                mutant = Mutant(dump, name, pieces)
                if mutant.text == dump.text:
                    continue
                file = f"{name}-{number:05}.txt"
                mutants[file] = mutant
                (pathlib.Path(folder) / file).write_bytes(mutant.text.encode())
            if not mutants:
                continue
            records = extract(arguments.extract, folder)
        row = collections.Counter(trials=len(mutants))
        for file, mutant in mutants.items():
            mutant.owners = Owners(records[file])
            found = compare(mutant, mutant.dump.records, records[file])
            kinds = set()
            for f in found:
                kinds.add(f.what if f.told else f.what + "!" if not f.blind else "blind")
            row.update(kinds)
            if found and arguments.keep:
                pathlib.Path(arguments.keep).mkdir(parents=True, exist_ok=True)
                (pathlib.Path(arguments.keep) / file).write_bytes(mutant.text.encode())
            findings += [{"file": file, "dump": mutant.dump.name, **f._asdict()} for f in found]
        table[name] = row
        show(name, row)
    total = collections.Counter()
    for row in table.values():
        total.update(row)
    show("ALL", total)
    if arguments.findings:
        with open(arguments.findings, "w") as out:
            for f in findings:
                out.write(json.dumps(f, ensure_ascii=False) + "\n")


COLUMNS = ["trials", "wrong!", "blind", "wrong elsewhere!", "wrong elsewhere", "lost!", "lost", "moved!", "moved", "unmatched", "unknown owner", "dropped!", "dropped", "records!"]


def show(name, row):
    if not show.has_head:
        print(f"{'':16}" + " ".join(f"{c:>10.10}" if c != "wrong elsewhere!" else f"{'elsew!':>10}" for c in COLUMNS))
        show.has_head = True
    print(f"{name:16}" + " ".join(f"{row[c] or '':>10}" for c in COLUMNS), flush=True)


show.has_head = False

if __name__ == "__main__":
    main()
