"""Writes whole dumps another way that means the same, and tells which facts of their records change.

    python3 Tests/Mutation/metamorphic.py --extract .build/release/extract Corpus/profiles Corpus/profiles-made

What makes text of pages has habits: no-break spaces, ligatures, marks of direction, other line ends, wrapped lines, HTML. None of them
changes what a page says, so no fact of a record should change. Of the facts of the undamaged dumps:

* wrong: another value stands there, with confidence 0.9 or more and no diagnostic in the whole record that the plain dump does not have.
* doubted: another value stands there, with less confidence or with a new diagnostic.
* lost: nothing stands there.
* invented: what the plain dump does not have, with confidence 0.9 or more.

Metamorphic testing after Chen, Cheung and Yiu ("Metamorphic testing: a new approach for generating next test cases", 1998).
"""
import argparse
import collections
import html
import pathlib
import re
import sys
import tempfile
import textwrap
import unicodedata

import mutation

FULL_WIDTH = {c: chr(c + 0xFEE0) for c in range(0x30, 0x3A)}


def between_words(mark):
    return lambda text: re.sub(r"(?<=\S) (?=\S)", mark, text)


def each_line(change):
    return lambda text: "\n".join(change(number, line) if line.strip() else line for number, line in enumerate(text.split("\n"), 1))


def unwrapped(text):
    """Lines that were wrapped are one line again, as far as one can tell: the line before is long and ends no sentence."""
    lines = []
    for line in text.split("\n"):
        if lines and len(lines[-1]) > 60 and line[:1].islower():
            lines[-1] += " " + line
        else:
            lines.append(line)
    return "\n".join(lines)


def page(text):
    return "<html><body>\n" + "\n".join(f"<p>{html.escape(line)}</p>" if line.strip() else "" for line in text.split("\n")) + "\n</body></html>\n"


FORMS = {
    "no-break spaces": between_words("\u00A0"),
    "narrow spaces": between_words("\u202F"),
    "wide spaces": between_words("\u3000"),
    "tabs": between_words("\t"),
    "double spaces": between_words("  "),
    "marks on lines": each_line(lambda _, line: f"\u202B{line}\u202C"),
    "marks on spaces": between_words(" \u200E"),
    "joiners": between_words("\u200B "),
    "soft hyphens": lambda text: re.sub(r"(?<=[a-z]{4})(?=[a-z]{4})", "\u00AD", text),
    "ligatures": lambda text: text.replace("ffi", "\uFB03").replace("fi", "\uFB01").replace("fl", "\uFB02"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "entities": lambda text: html.escape(text, quote=False),
    "quotes": lambda text: text.replace("'", "\u2019").replace('"', "\u201D"),
    "dashes": lambda text: text.replace("-", "\u2010"),
    "full-width digits": lambda text: text.translate(FULL_WIDTH),
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "indented": each_line(lambda _, line: "    " + line),
    "trailing spaces": each_line(lambda _, line: line + "  "),
    "right-aligned": each_line(lambda _, line: line.rjust(110)),
    "wrapped at 50": each_line(lambda _, line: textwrap.fill(line, 50, break_long_words=False, break_on_hyphens=False)),
    "wrapped at 72": each_line(lambda _, line: textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False)),
    "unwrapped": unwrapped,
    "bullets": each_line(lambda _, line: "• " + line),
    "quoted": each_line(lambda _, line: "> " + line),
    "line numbers": each_line(lambda number, line: f"{number:5}  {line}"),
    "pipes": each_line(lambda _, line: f"| {line} |"),
    "csv": each_line(lambda _, line: '"' + line.replace('"', '""') + '"'),
    "html": page,
}


def plain(value):
    """A value or key without what a form may change in its text."""
    if isinstance(value, tuple):
        return tuple(plain(part) for part in value)
    if not isinstance(value, str):
        return value
    value = re.sub(r"[\u200B-\u200F\u202A-\u202E\u00AD]", "", html.unescape(value.encode().decode("unicode_escape") if "\\u" in value else value))
    value = unicodedata.normalize("NFKC", value).translate({0x2019: "'", 0x201D: "'", 0x22: "'", 0x5C: "", 0x2010: "-"})
    return " ".join(value.split())


def facts(records):
    found = {}
    for record in records:
        for key, (value, confidence, _) in mutation.facts(record).items():
            if key[0] != "indicator" and len(key) > 1 and str(key[1]).startswith("?"):
                continue
            found[plain(key)] = (plain(value), confidence)
    return found


def told(records):
    return collections.Counter(diagnostic["code"] for record in records for diagnostic in record["diagnostics"])


def compared(before, after):
    """What became of each fact, as (kind, key, before, after)."""
    base, now = facts(before), facts(after)
    is_told = bool(told(after) - told(before))
    for key, (value, _) in base.items():
        if key not in now:
            yield "lost", key, value, None
        elif now[key][0] != value:
            yield "wrong" if now[key][1] >= mutation.SURE and not is_told else "doubted", key, value, now[key]
    for key in now.keys() - base.keys():
        if now[key][1] >= mutation.SURE:
            yield "invented", key, None, now[key]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("dumps", nargs="+", help="files or folders of dumps")
    parser.add_argument("--extract", default=".build/release/extract")
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--show", type=int, default=0, help="findings of each form to print (default: none)")
    parser.add_argument("--keep", help="write the dumps in their new form into this folder")
    arguments = parser.parse_args()
    paths = [p for f in arguments.dumps for p in (sorted(pathlib.Path(f).glob("*.txt")) if pathlib.Path(f).is_dir() else [pathlib.Path(f)])]
    texts = {path.name: path.read_bytes().decode().replace("\r\n", "\n") for path in paths}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (pathlib.Path(folder) / name).write_bytes(text.encode())
        base = mutation.extract(arguments.extract, folder)
    count = sum(len(facts(base[name])) for name in texts)
    print(f"{count} facts of {len(texts)} dumps")
    print(f"{'':18}" + "".join(f"{c:>10}" for c in ("wrong", "doubted", "lost", "invented")))
    for form in arguments.forms.split(","):
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(arguments.keep or folder) / form.replace(" ", "-")
            place.mkdir(parents=True, exist_ok=True)
            for name, text in texts.items():
                (place / name).write_bytes(FORMS[form](text).encode())
            records = mutation.extract(arguments.extract, place)
        row, shown = collections.Counter(), []
        for name in texts:
            for finding in compared(base[name], records[name]):
                row[finding[0]] += 1
                shown.append((name,) + finding)
        print(f"{form:18}" + "".join(f"{row[c] or '':>10}" for c in ("wrong", "doubted", "lost", "invented")), flush=True)
        for finding in sorted(shown, key=lambda f: ("wrong", "invented", "doubted", "lost").index(f[1]))[:arguments.show]:
            print("   ", *finding, sep="  ")


if __name__ == "__main__":
    sys.exit(main())
