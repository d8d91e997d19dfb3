"""Counts the instructions that `extract` takes, with callgrind, and fails when there are more than there were.

    python3 Tests/Benchmarks/instructions.py --extract .build/release/extract [--update]

Seconds on a shared machine differ by a third from run to run; instructions differ by less than one in a hundred, so that they can be
a gate (SQLite's authors measure so: https://sqlite.org/cpu.html). Three runs with one job: one dump, where most is start-up, and a batch of
24 made dumps without and with repairs. The counts that are allowed lie in instructions.json; `--update` writes them.
"""
import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

from batch import Batch
from bench import PROFILES, TEMPLATES

HERE = os.path.dirname(os.path.abspath(__file__))
LEDGER = os.path.join(HERE, "instructions.json")
# More than this above the ledger is a loss. Counts of one program differ by less.
TOLERANCE = 0.02
SIZE = 0.36


def count(program, arguments):
    """Instructions of one run. Swift's hashes are told not to be random."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=" + os.path.join(folder, "out"), program, "--quiet", "--jobs", "1"] + arguments
        environment = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1", SWIFT_BACKTRACE="enable=no")
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    found = re.search(rb"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        raise SystemExit("callgrind ended with %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")[-400:]))
    return int(found.group(1))


def without_debug(program, folder):
    """A copy that valgrind can read: the debug sections of a large Swift program are beyond it."""
    copy = os.path.join(folder, "extract")
    subprocess.run(["strip", "--strip-debug", "-o", copy, program], check=True)
    return copy


def measure(program, dictionaries):
    with tempfile.TemporaryDirectory() as folder:
        program = without_debug(program, folder)
        dumps = os.path.join(folder, "dumps")
        number, size = Batch(PROFILES, TEMPLATES).write(dumps, SIZE, random.Random(1))
        options = ["--dictionaries", dictionaries]
        one = os.path.join(PROFILES, "congjiang-county.txt")
        found = {
            "one dump": count(program, options + [one]),
            "batch without repairs": count(program, options + ["--repairers", "none", dumps]),
            "batch": count(program, options + [dumps]),
        }
    return found, {"one dump": os.path.getsize(one), "batch without repairs": size, "batch": size}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--extract", required=True)
    parser.add_argument("--dictionaries", default=os.path.dirname(TEMPLATES))
    parser.add_argument("--update", action="store_true", help="take today's counts as those that are allowed")
    options = parser.parse_args()
    if not shutil.which("valgrind"):
        raise SystemExit("valgrind is not installed: apt-get install valgrind")
    found, sizes = measure(options.extract, options.dictionaries)
    allowed = {}
    if os.path.exists(LEDGER):
        with open(LEDGER, encoding="utf-8") as file:
            allowed = json.load(file)
    print("| run | million instructions | a byte of input | of what is allowed |")
    print("|---|---:|---:|---:|")
    lost = []
    for name, number in found.items():
        share = number / allowed[name] if name in allowed else 1
        if share > 1 + TOLERANCE:
            lost.append(name)
        print("| %s | %.0f | %.0f | %.1f %% |" % (name, number / 1e6, number / sizes[name], 100 * share))
    if options.update:
        with open(LEDGER, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=2)
            file.write("\n")
    elif lost:
        raise SystemExit("more instructions than %s allows: %s" % (os.path.relpath(LEDGER), ", ".join(lost)))


if __name__ == "__main__":
    main()
