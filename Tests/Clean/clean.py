#!/usr/bin/env python3
"""Checks that repairs change nothing in clean text: `extract repair` has to give every file back byte for byte.

Usage: clean.py EXTRACT FOLDER… [--cases plain,upper,lower] [--glob '*.txt'] [--at-most 400]

Each file is repaired as it is, in capitals and in small letters. Lines that hold C1 controls or U+FFFD are mojibake of the text's own and may
change; all others may not. Prints every change, and the number of files, characters and changed characters; the exit code is 1 if anything
changed. The Universal Declaration in all its languages is a good folder to begin with, any language's prose another.
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

CASES = {"plain": lambda text: text, "upper": str.upper, "lower": str.lower}
BROKEN = re.compile("[\x80-\x9f\ufffd]")


def repaired(extract, text):
    with tempfile.NamedTemporaryFile("wb", suffix=".txt") as file:
        file.write(text.encode())
        file.flush()
        result = subprocess.run([extract, "repair", file.name], capture_output=True)
    if result.returncode not in (0, 1):
        sys.exit(f"{extract} failed: {result.stderr.decode(errors='replace')}")
    return result.stdout.decode()


def changes(before, after):
    """(line read, line repaired) of the lines that changed and are not broken anyway."""
    before, after = before.split("\n"), after.split("\n")
    found = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal" and not any(BROKEN.search(line) for line in before[a:b]):
            found.append(("\n".join(before[a:b]), "\n".join(after[c:d])))
    return found


def pieces(old, new):
    """What changed within a line, with a little of what stands around it."""
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield max(b - a, d - c), f"“{old[max(0, a - 12):a]}[{old[a:b]}→{new[c:d]}]{old[b:b + 12]}”"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extract")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--cases", default="plain,upper,lower")
    parser.add_argument("--glob", default="*.txt")
    parser.add_argument("--at-most", type=int, default=1_000_000, help="files of each folder")
    args = parser.parse_args()
    extract, failed = os.path.abspath(args.extract), False
    for folder in args.folders:
        files = sorted(path for path in folder.rglob(args.glob) if path.is_file())[:args.at_most]
        for case in args.cases.split(","):
            characters = changed = 0
            for path in files:
                text = CASES[case](path.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n"))
                characters += len(text)
                for old, new in changes(text, repaired(extract, text)):
                    for size, piece in pieces(old, new):
                        changed += size
                        print(f"{path.name} ({case}): {piece}")
            print(f"{folder}, {case}: {len(files)} files, {characters} characters, {changed} changed", flush=True)
            failed |= changed > 0
    sys.exit(failed)


if __name__ == "__main__":
    main()
