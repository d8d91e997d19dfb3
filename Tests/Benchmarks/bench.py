"""Times `extract` and its peers on one batch of dumps and prints a Markdown table.

    python3 Tests/Benchmarks/bench.py --extract .build/release/extract

The batch is made of Corpus/profiles with a fixed seed (see batch.py), so that every run on every machine reads the same
bytes. Peers that are not installed are left out (`pip install -r Tests/requirements.txt`). Slow peers read a slice; the table
says so.
"""
import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time

from batch import Batch, MB

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROFILES = os.path.join(ROOT, "Corpus", "profiles")
TEMPLATES = os.path.join(ROOT, "Dictionaries", "templates")


def run(command):
    """Runs a process to its end with its output thrown away; gives wall, user and system seconds and peak memory in MB.

    Linux keeps the larger of the child's memory and of ours at the fork, so a figure is never below what this script takes.
    """
    start = time.perf_counter()
    with open(os.devnull, "wb") as null:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=null, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        text = errors.decode("utf-8", "replace").strip()[-400:]
        raise RuntimeError("%s ended with %d: %s" % (" ".join(command[:3]), process.returncode, text))
    return {"wall": wall, "user": usage.ru_utime, "sys": usage.ru_stime, "peak_mb": usage.ru_maxrss * 1024 / MB}


def best(command, repeats):
    """The run with the least wall time: the others waited for something else."""
    return min((run(command) for _ in range(repeats)), key=lambda result: result["wall"])


def startup(extract):
    """Seconds from start to end on one dump: the mean of hyperfine where it is, else the median of 30 runs."""
    command = [extract, "--quiet", "--jobs", "1", os.path.join(PROFILES, "congjiang-county.txt")]
    if shutil.which("hyperfine"):
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            subprocess.run(
                ["hyperfine", "-N", "--warmup", "5", "--runs", "50", "--export-json", file.name] + [quoted(command)],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            with open(file.name, encoding="utf-8") as result:
                return json.load(result)["results"][0]["mean"], "hyperfine, mean of 50"
    run(command)
    times = sorted(run(command)["wall"] for _ in range(30))
    return times[15], "median of 30"


def quoted(command):
    return " ".join("'" + part.replace("'", "'\\''") + "'" for part in command)


def slice_of(folder, megabytes):
    """The first files of the batch, about `megabytes` together."""
    files, size = [], 0
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if size >= megabytes * MB:
                return files, size
            files.append(os.path.join(place, name))
            size += os.path.getsize(files[-1])
    return files, size


def peer(name, files):
    """What a Python peer takes to read and parse `files` in one process, without its start."""
    script = os.path.join(HERE, "peers", "time_peer.py")
    with tempfile.NamedTemporaryFile("w", suffix=".list") as listing:
        listing.write("\n".join(files))
        listing.flush()
        result = subprocess.run([sys.executable, script, name, listing.name], capture_output=True, text=True)
    if result.returncode != 0:
        return None
    return json.loads(result.stdout)


def whole(command, files):
    """A program that is given the files themselves; as many at a time as fit on a command line."""
    total = {"wall": 0.0, "user": 0.0, "sys": 0.0, "peak_mb": 0.0}
    for start in range(0, len(files), 2000):
        result = run(command + files[start:start + 2000])
        for key in ("wall", "user", "sys"):
            total[key] += result[key]
        total["peak_mb"] = max(total["peak_mb"], result["peak_mb"])
    return total


def warm(folder):
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                file.read()


def row(cells):
    print("| " + " | ".join(cells) + " |")


def seconds(value):
    return "%.2f" % value


def tables(options, folder):
    count, size = Batch(PROFILES, TEMPLATES).write(folder, options.megabytes, random.Random(options.seed))
    warm(folder)
    print("%s, %d cores; %d dumps, %.1f MB, seed %d\n" % (
        platform.machine(), os.cpu_count() or 1, count, size / MB, options.seed))
    row(["program", "read", "wall s", "user s", "sys s", "peak MB", "MB/s", "times extract's time"])
    row(["---"] + ["---:"] * 7)
    reference = None
    if options.extract:
        for jobs in (1, 2):
            result = best([options.extract, "--quiet", "--jobs", str(jobs), folder], options.repeats)
            speed = size / MB / result["wall"]
            reference = reference or speed
            row(["extract --jobs %d" % jobs, "%.0f MB" % (size / MB), seconds(result["wall"]), seconds(result["user"]),
                 seconds(result["sys"]), "%.0f" % result["peak_mb"], "%.1f" % speed, "%.2f" % (reference / speed)])
    compare(options, folder, reference)
    if options.extract:
        time_taken, how = startup(options.extract)
        print("\nStart to end on one dump (19 kB): %.1f ms (%s)." % (time_taken * 1000, how))


def compare(options, folder, reference):
    files, size = slice_of(folder, options.slice)

    def line(name, result, read):
        speed = read / MB / result["wall"]
        ratio = "%.2f" % (reference / speed) if reference else "–"
        row([name, "%.0f MB" % (read / MB), seconds(result["wall"]), seconds(result["user"]), seconds(result["sys"]),
             "%.0f" % result["peak_mb"], "%.1f" % speed, ratio])

    for name, note in (("textfsm", "indicators only"), ("ttp", "indicators only"), ("ftfy", "repairs text, reads no fields")):
        result = peer(name, files)
        if result is None:
            print("%s is not installed: left out" % name, file=sys.stderr)
        else:
            line("%s %s (%s; without its start)" % (name, result["version"], note), result, size)
    everything, total = slice_of(folder, options.megabytes)
    if shutil.which("uconv"):
        result = whole(["uconv", "-f", "utf-8", "-t", "utf-8", "-x", "any-nfc"], everything)
        line("uconv -x any-nfc", result, total)
    if shutil.which("wc"):
        result = whole(["env", "LC_ALL=C.UTF-8", "wc", "-m"], everything)
        line("wc -m", result, total)
    print("\nA peer that read less than the batch read its first files; the speeds compare, the seconds do not.")


def quality(options):
    """What the peers get right on the real dump, and what one slip costs them."""
    print("\n| on the real dump | right of 92 | lost by one slip in a label line |")
    print("|---|---:|---:|")
    script = os.path.join(HERE, "peers", "slips.py")
    if options.extract:
        result = subprocess.run(
            [options.extract, "evaluate", "--truth", PROFILES, "--only", "congjiang-county", "--slips", "--kinds",
             "e_to_c,l_to_1,lost_space,split_line", "--format", "json"], capture_output=True, text=True)
        if result.returncode == 0:
            report = json.loads(result.stdout)
            # The lines that the peers' slips are put into: those among the indicators.
            tallies = [tally for kind, tally in report["by_line"].items() if kind not in ("step", "component")]
            slips, lost = sum(tally["slips"] for tally in tallies), sum(tally["lost"] for tally in tallies)
            row(["extract", str(report["right_before"]), "%.2f (%d slips)" % (lost / max(1, slips), slips)])
        else:
            print("extract evaluate: %s" % result.stderr.strip(), file=sys.stderr)
    for name in ("textfsm", "ttp"):
        result = subprocess.run([sys.executable, script, PROFILES, "--peers", name], capture_output=True, text=True)
        if result.returncode == 0:
            report = json.loads(result.stdout)[name]
            row([name, str(report["peer_right"]), "%.2f (%d slips)" % (report["lost_on_average"], report["slips"])])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extract", default=None, help="the program; without it only the peers run")
    parser.add_argument("--megabytes", type=float, default=200)
    parser.add_argument("--slice", type=float, default=5, help="megabytes for the Python peers")
    parser.add_argument("--repeats", type=int, default=3, help="runs of extract; the fastest counts")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    with tempfile.TemporaryDirectory(prefix="palimpsest-bench-") as folder:
        tables(options, folder)
    quality(options)


if __name__ == "__main__":
    main()
