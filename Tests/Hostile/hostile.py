#!/usr/bin/env python3
"""Large hostile inputs through the release program: none may crash, hang, or take time or memory out of proportion.

hostile.py EXTRACT [--sizes 1.25,2.5,5] [--kinds NAME,…] [--huge]

Each kind is made in sizes that double. What is judged is the work (instructions, where `perf` can
count them, else processor time; less that of a tiny file), processor time and peak memory of the whole process: a doubling may cost 2.2
times the work, a megabyte must go through in ten seconds. `--huge` adds one line of
500 MB. Small hostile inputs, with what must come of them, are cases of the command line: Tests/CommandLineTests/Cases/hostile.json.
"""
import argparse
import json
import os
import pathlib
import random
import string
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
DUMP = (ROOT / "Corpus/profiles/congjiang-county.txt").read_text()
SMALLEST_RATE = 0.1  # MB/s of processor time
LARGEST_GROWTH = 2.2  # for a doubling
MOST_MEMORY = 40  # bytes for a byte of input, above what a tiny file takes
TIMEOUT = 900


def filled(piece, size):
    """`piece` again and again; a callable makes each one."""
    out, length = [], 0
    make = piece if callable(piece) else lambda: piece
    while length < size:
        text = make()
        out.append(text)
        length += len(text.encode())
    return "".join(out)


def letters(chosen, count, alphabet):
    return "".join(chosen.choice(alphabet) for _ in range(count))


def kinds():
    chosen = random.Random(7)
    word = lambda: letters(chosen, chosen.randrange(2, 10), string.ascii_lowercase)
    words = "the city has updated their profile and nature protected areas target baseline action water green".split()
    han = lambda: "".join(chr(chosen.randrange(0x4E00, 0x9FA5)) for _ in range(50))
    garble = lambda: letters(chosen, chosen.randrange(3, 14), "ABEFHIKLMNPRSTXYZ023469,.;&") + chosen.choice(["", " ", " , "])
    return {
        "one line of garbled capitals": lambda size: filled(garble, size),
        "garbled capitals without a space": lambda size: filled(lambda: letters(chosen, 40, "ABEFHIKLMNPRSTXYZ"), size),
        "one line of Latin words without spaces": lambda size: filled(lambda: chosen.choice(words), size),
        "one line of words": lambda size: filled(lambda: chosen.choice(words) + " ", size),
        "one line of random words": lambda size: filled(lambda: word() + " ", size),
        "one line of accented words": lambda size: filled(lambda: chosen.choice("protección sançâo áreas verdés niño árboI cíudad".split()) + " ", size),
        "one line of Han": lambda size: filled(han, size),
        "Han, one character": lambda size: filled("林", size),
        "Han with spaces": lambda size: filled("自 然 保 护 区 ", size),
        "one letter": lambda size: filled("a", size),
        "one digit": lambda size: filled("1", size),
        "marks": lambda size: filled(lambda: letters(chosen, 20, "()[]{},.;:!?\"'-_/\\%&"), size),
        "one sentence with a number": lambda size: filled("Currently, the city has 12 things of 3 points. ", size),
        "one heading repeated": lambda size: filled("Increase protected areas\n", size),
        "one damaged heading repeated": lambda size: filled("Increase protected arcas\n", size),
        "one indicator repeated": lambda size: filled(
            "Increase protected areas\n\nDescription of how city is taking action\nWords.\n\nBaseline:\nThe city has 12 ha.\nLast update: 07 April 2026\n", size),
        "labels without text": lambda size: filled("Increase protected areas\n\nDescription of how city is taking action\n\nBaseline:\n\nTarget:\n\n", size),
        "one line of joined labels": lambda size: filled("Baseline: Last update: 23 December 2025 Target: ", size),
        "a menu repeated": lambda size: filled("Profile overview\nNature Pathway\nCity Biodiversity Index\nTools & resources\nThe Action Platform\nx\n", size),
        "a name beside garble": lambda size: filled("Ano Elaionas has not started on this biodiversity index section\n\nBEMSHERP RIP, FMRMAE SIP KRE\n\n", size),
        "one long field": lambda size: "Increase protected areas\n\nDescription of how city is taking action\n" + filled(lambda: chosen.choice(words) + " ", size),
        "two long fields": lambda size: "Increase protected areas\n\nDescription of how city is taking action\n"
        + filled(lambda: word() + " ", size // 2) + "\n\nTarget:\n" + filled(lambda: word() + " ", size // 2) + "\n",
        "two long alike fields": lambda size: (lambda text: f"Increase protected areas\n\nDescription of how city is taking action\n{text}\n\nTarget:\n{text[:-9]}\n")(
            filled(lambda: word() + " ", size // 2)),
        "the dump repeated": lambda size: filled(DUMP + "\n", size),
        "the dump in one line": lambda size: filled(DUMP.replace("\n", " "), size),
        "empty lines": lambda size: "\n" * size,
        "form feeds": lambda size: "\f" * size,
        "spaces": lambda size: "x" + " " * size + "y",
        "short lines": lambda size: filled(lambda: word()[:3] + "\n", size),
        "dates": lambda size: filled("Last update: 99 Smarch 99999\nLast update: 07 April 2026 ", size),
        "zalgo": lambda size: filled(lambda: "Z" + "".join(chr(chosen.randrange(0x300, 0x370)) for _ in range(30)), size),
        "one character with endless marks": lambda size: "a" + filled("\u0301", size),
        "bidi overrides": lambda size: filled("\u202eabc\u202c ", size),
        "mojibake": lambda size: filled("Ã©tÃ© â€œcitÃ©â€\u009d ", size),
        "mojibake of mojibake": lambda size: filled("é".encode().decode("latin-1").encode().decode("latin-1"), size),
        "homoglyph headings": lambda size: filled("Increаse prоtected аreas\n", size),
        "emoji": lambda size: filled("👩‍👩‍👧‍👦", size),
        "Arabic": lambda size: filled("الهدف: حماية الطبيعة ", size),
        "replacement characters": lambda size: filled("\ufffd", size),
        "NULs": lambda size: "text\n" + "\0" * size,
        "control characters": lambda size: filled(lambda: letters(chosen, 20, "".join(map(chr, range(1, 32)))), size),
        "private use": lambda size: filled(lambda: chr(chosen.randrange(0xE000, 0xF8FF)), size),
        "entities": lambda size: filled("&amp;amp;lt;&#x41;&eacute;", size),
        "brackets": lambda size: "(" * size,
        "quotation marks": lambda size: filled("“„«‹'\"", size),
        "hyphens at line ends": lambda size: filled("protec-\n", size),
    }


def counter():
    """The command that counts instructions, and the file it writes; nothing where that cannot be done."""
    target = tempfile.NamedTemporaryFile()
    command = ["perf", "stat", "-x,", "-e", "instructions:u", "-o", target.name]
    try:
        subprocess.run([*command, "true"], check=True, capture_output=True)
        return (command, target) if instructions(target) else ([], None)
    except (OSError, subprocess.CalledProcessError):
        return [], None


def instructions(target):
    lines = [line for line in pathlib.Path(target.name).read_text().splitlines() if "instructions" in line]
    return int(lines[0].split(",")[0]) if lines and lines[0][0].isdigit() else None


def mean_growth(works):
    """What a doubling costs, on the geometric mean."""
    return (works[-1] / works[0]) ** (1 / max(1, len(works) - 1))


def run(extract, path, arguments=(), counting=([], None)):
    """(status, work, processor seconds, peak MB, wall seconds, output length, first bad line)"""
    command = [*counting[0], extract, "-q", "--jobs", "1", *arguments, path]
    read, write = os.pipe()
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        os.dup2(write, 1)
        os.close(read)
        os.execvp(command[0], command)
    os.close(write)
    length, problem, rest = 0, None, b""
    # Records may be as large as memory: only whole ones that are not too large are parsed.
    with os.fdopen(read, "rb") as output:
        while block := output.read(1 << 20):
            length += len(block)
            if len(rest) < 64 << 20:
                rest += block
            if time.monotonic() - start > TIMEOUT:
                os.kill(child, 9)
    _, status, usage = os.wait4(child, 0)
    if length == len(rest):
        for line in rest.splitlines():
            try:
                json.loads(line)
            except ValueError as error:
                problem = str(error)
    seconds = usage.ru_utime + usage.ru_stime
    work = instructions(counting[1]) if counting[1] else None
    return os.waitstatus_to_exitcode(status), work or seconds * 1e9, seconds, usage.ru_maxrss / 1024, time.monotonic() - start, length, problem


def main():
    options = argparse.ArgumentParser()
    options.add_argument("extract")
    options.add_argument("--sizes", default="1.25,2.5,5", help="in MB")
    options.add_argument("--kinds", default="")
    options.add_argument("--huge", action="store_true")
    options.add_argument("--arguments", default="", help="further arguments for extract")
    options = options.parse_args()
    sizes = [float(size) for size in options.sizes.split(",")]
    wanted = [name for name in options.kinds.split(",") if name]
    arguments = options.arguments.split()
    faults = []
    counting = counter()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.txt")

        def measure(text, more=()):
            with open(path, "wb") as out:
                out.write(text.encode())
            return run(options.extract, path, [*arguments, *more], counting)

        _, idle, least, floor, *_ = measure("Some text.\n")
        print(f"{'kind':42} {'MB/s':>7} {'growth':>12} {'peak MB':>8} {'MB out':>7}")
        for name, make in kinds().items():
            if wanted and name not in wanted:
                continue
            times, works, peak, length = [], [], 0, 0
            for size in sizes:
                status, work, seconds, peak, wall, length, problem = measure(make(int(size * 1e6)))
                works.append(max(work - idle, 1e6))
                times.append(max(seconds - least, 1e-3))
                if status not in (0, 65):
                    faults.append(f"{name}, {size} MB: ended with {status} after {wall:.0f} s")
                if problem:
                    faults.append(f"{name}, {size} MB: {problem}")
                if size / times[-1] < SMALLEST_RATE or status not in (0, 65):
                    break
            # Other programs disturb: what looks out of proportion is measured again, and the least of each counts.
            for _ in range(3):
                if len(works) < len(sizes) or times[-1] < 0.1 or mean_growth(works) <= LARGEST_GROWTH:
                    break
                for index, size in enumerate(sizes):
                    _, work, seconds, *_ = measure(make(int(size * 1e6)))
                    works[index] = min(works[index], max(work - idle, 1e6))
                    times[index] = min(times[index], max(seconds - least, 1e-3))
            growth = [later / earlier for earlier, later in zip(works, works[1:])]
            rate = sizes[len(times) - 1] / times[-1]
            memory = (peak - floor) / sizes[len(times) - 1]
            mark = ""
            if rate < SMALLEST_RATE:
                mark, _ = " slow", faults.append(f"{name}: {rate:.3f} MB/s")
            # What takes next to no time has no growth that could be measured.
            if times[-1] > 0.1 and mean_growth(works) > LARGEST_GROWTH:
                mark, _ = mark + " grows", faults.append(f"{name}: a doubling costs {mean_growth(works):.2f} times")
            if memory > MOST_MEMORY * 10:
                mark, _ = mark + " large", faults.append(f"{name}: {memory:.0f} bytes a byte")
            print(f"{name:42} {rate:7.2f} {' '.join(f'{ratio:5.2f}' for ratio in growth):>12} {peak:8.0f} {length / 1e6:7.1f}{mark}", flush=True)
        if options.huge:
            for name, piece in (("a line of 500 MB", "x" * 63 + " "),):
                status, _, seconds, peak, wall, length, problem = measure(filled(piece * 16384, 500_000_000), ["--max-bytes", "1GB"])
                print(f"{name}: status {status}, {seconds:.0f} s of processor time, {peak:.0f} MB, {length / 1e6:.0f} MB of output", flush=True)
                if status not in (0, 65):
                    faults.append(f"{name}: ended with {status}")
    print("\n".join(faults) or "nothing out of proportion")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
