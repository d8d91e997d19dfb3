#!/usr/bin/env python3
"""Compiles the small Swift programs with which models are calibrated and judged: what a stage of `extract` sees of each doubtful place, one JSON a line.

Usage: tools.py --check        type-checks them all, in seconds; `make test` does it, as no other test compiles them

They are compiled with the sources of the stage itself and nothing else, so that no evidence is computed twice in two ways.
"""
import argparse
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
LIBRARY = HERE.parents[1] / "Sources/Palimpsest"

DOCUMENT = """Model/*.swift Document/TextRange.swift Document/LineTable.swift Document/AlignedText.swift Document/Alignment.swift Document/Document.swift
Document/Diagnostic.swift Document/SourceSpan.swift Unicode/ASCII.swift Unicode/Bisection.swift Unicode/ByteWord.swift Unicode/ConstantTable.swift Detect/Suspect.swift
Repair/Engine/RepairMethod.swift Detect/Han/*.swift"""
# What each tool is compiled with: patterns below Sources/Palimpsest, or below this folder where they begin with a dot.
TOOLS = {
    "latin": f"{DOCUMENT} Repair/Latin/*.swift ./latin/features/main.swift",
    "han": f"{DOCUMENT} ./han/features/main.swift",
    "restoration": "Model/ModelFile.swift Model/MappedFile.swift Repair/Restoration/*.swift ./restoration/evidence/main.swift",
    "channel": "./restoration/channel.swift",
}
# A repairer is made of the whole record, which no tool reads.
LEFT_OUT = {"RestorationRepairer.swift"}


def sources(name):
    found = []
    for pattern in TOOLS[name].split():
        root = HERE if pattern.startswith("./") else LIBRARY
        paths = [path for path in sorted(root.glob(pattern)) if path.name not in LEFT_OUT]
        if not paths:
            raise SystemExit(f"{pattern}: no such source of the tool {name}; put tools.py right")
        found += paths
    return found


def compiled(name, program):
    """The program, compiled again when a source is younger."""
    program, paths = pathlib.Path(program), sources(name)
    if not program.exists() or any(path.stat().st_mtime > program.stat().st_mtime for path in paths):
        subprocess.run(["swiftc", "-O", "-wmo", *paths, "-o", program], check=True)
    return program


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", required=True)
    parser.parse_args()
    faulty = [name for name in TOOLS if subprocess.run(["swiftc", "-typecheck", *sources(name)]).returncode != 0]
    if faulty:
        sys.exit(f"these tools do not compile: {', '.join(faulty)}; see {pathlib.Path(__file__).name}")


if __name__ == "__main__":
    main()
