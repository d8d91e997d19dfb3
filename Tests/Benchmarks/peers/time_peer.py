"""Prints what a peer takes to read and parse the files named in a list, without its start, as JSON."""
import importlib.metadata
import json
import os
import resource
import sys
import time

from readers import READERS


def main():
    name, listing = sys.argv[1:]
    reader = READERS[name]()
    with open(listing, encoding="utf-8") as file:
        paths = file.read().split("\n")
    start, before = time.perf_counter(), os.times()
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            reader.read(file.read())
    wall, after = time.perf_counter() - start, os.times()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    json.dump({
        "wall": wall, "user": after.user - before.user, "sys": after.system - before.system, "peak_mb": peak,
        "files": len(paths), "version": importlib.metadata.version(name),
    }, sys.stdout)


if __name__ == "__main__":
    main()
