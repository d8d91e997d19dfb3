#!/usr/bin/env python3
"""Makes labelled dumps, and line pairs if asked for, in one command.

Usage: make.py --seed 1 --out DIR [--languages ru,ar,hi] [--models fast,standard,chi_sim] [--count 1] [--pairs CHARACTERS]

DIR/profiles gets NAME.txt and NAME.truth.json (see profiles.py), DIR/pairs gets LANG-MODEL-SEED.tsv (see pairs.py). The same seed, texts, fonts and
tool versions give the same files. Without --models, every language is read by one model: the fast `eng`, the standard `eng` where it was fetched, and
`eng+chi_sim` for Chinese.
"""
import argparse
import importlib.util
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
NEEDED = {"chromium": "chromium", "pdftoppm": "poppler-utils", "tesseract": "tesseract-ocr"}


def missing():
    """What has to be installed first, as Debian or Python packages."""
    found = [package for command, package in NEEDED.items() if not shutil.which(command)]
    if importlib.util.find_spec("PIL") is None:
        found.append("python3-pil")
    if shutil.which("tesseract"):
        languages = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True).stdout.split()
        found += [f"tesseract-ocr-{name.replace('_', '-')}" for name in ("eng", "chi_sim") if name not in languages]
    return found


def run(script, *arguments):
    subprocess.run([sys.executable, HERE / script, *map(str, arguments)], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--languages", default="zh-Hans,zh-Hant,ja,ko,ru,ar,hi,th,el,he,vi,fr,de,cy,zu,en")
    parser.add_argument("--models")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=0, help="printed characters of line pairs a language (default: none)")
    parser.add_argument("--texts")
    parser.add_argument("--debian")
    parser.add_argument("--standard")
    args = parser.parse_args()
    absent = missing()
    if absent:
        sys.exit(f"make.py needs what is not installed: {' '.join(absent)}")
    common = ["--seed", args.seed]
    for name in ("texts", "debian", "standard"):
        if getattr(args, name):
            common += [f"--{name}", getattr(args, name)]
    has_standard = args.standard or (HERE / "cache" / "tessdata" / "eng.traineddata").exists()
    for position, code in enumerate(args.languages.split(",")):
        models = args.models or ("standard" if has_standard and position % 2 else "fast") + (",chi_sim" if code == "zh-Hans" else "")
        run("profiles.py", *common, "--languages", code, "--models", models, "--count", args.count, "--out", args.out / "profiles")
        if args.pairs:
            run("pairs.py", *common, "--languages", code, "--models", models, "--characters", args.pairs, "--out", args.out / "pairs")


if __name__ == "__main__":
    main()
