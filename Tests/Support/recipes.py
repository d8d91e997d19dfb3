#!/usr/bin/env python3
"""Runs the recipes of the documentation on the records of the labelled dumps: recipes.py EXTRACT [--update].

A recipe is a block of Sources/Palimpsest/Palimpsest.docc/Recipes.md after a line `<!-- recipe: PROGRAM [PACKAGE] -->`; a block `text`
after it is what it must print (`--update` writes it). A recipe whose program or package is not installed is named and left out; `jq` must be there.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "Sources/Palimpsest/Palimpsest.docc/Recipes.md"
BLOCK = re.compile(r"(<!-- recipe: (\S+)(?: (\S+))? -->\n```\w+\n(.*?)```\n)(\n```text\n(.*?)```\n)?", re.S)


def is_there(program, package):
    if not shutil.which(program):
        return False
    probe = {"python3": ["-c", f"import {package}"], "Rscript": ["-e", f"library({package})"]}.get(program)
    return probe is None or subprocess.run([program, *probe], capture_output=True).returncode == 0


def main():
    extract = str(pathlib.Path(sys.argv[1]).resolve())
    update = "--update" in sys.argv
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        records = pathlib.Path(folder, "records.ndjson")
        subprocess.run([extract, "-q", "Corpus/profiles", "--output", str(records)], cwd=ROOT, check=True)
        recipes = BLOCK.findall(PAGE.read_text())
        for number, (block, program, package, text, after, expected) in enumerate(recipes, 1):
            name = f"recipe {number} ({package or program})"
            if program != "jq" and not is_there(program, package):
                print(f"{name}: not run, {package or program} is not installed")
                continue
            file = pathlib.Path(folder, "recipe")
            file.write_text(text)
            command = ["bash", "-euo", "pipefail"] if program == "jq" else [program]
            result = subprocess.run([*command, str(file)], cwd=folder, capture_output=True, text=True)
            if update and not result.returncode:
                page = PAGE.read_text()
                PAGE.write_text(page.replace(block + after, f"{block}\n```text\n{result.stdout}```\n"))
                print(f"{name}: written")
            elif result.returncode or result.stdout != expected:
                wrong += 1
                print(f"{name}: exit status {result.returncode}; expected\n{expected}found\n{result.stdout}{result.stderr}")
            else:
                print(f"{name}: as written")
        if not recipes:
            sys.exit("there is no recipe on the page")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
