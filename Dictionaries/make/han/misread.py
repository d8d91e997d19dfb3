#!/usr/bin/env python3
"""Lines of Chinese in small print and what the OCR made of them: what the confusions are counted from.

Usage: misread.py --law zh-official.txt.xz --words dict.txt --fonts DIR --seed 1 --characters 400000 --out FILE
       misread.py --prose FILE --models eng+chi_sim --seed 1 --characters 12000 --out FILE

Half of the lines are law (train half), half are words of rare characters, so that each character is met; or they are the paragraphs of a file of
prose, one a line, in order: what calibrate.py takes as `--read`. Each page is drawn with PIL in one of seven free fonts at 13 to 20 pixels, made
worse, and read with tesseract. FILE: font, size, damage, true text, text read; an empty line ends a page.
"""
import argparse
import io
import os
import pathlib
import random
import subprocess
import tempfile

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

import corpus

FONTS = [("opentype/noto/NotoSansCJK-Regular.ttc", 2, 4), ("truetype/wqy/wqy-zenhei.ttc", 0, 3), ("truetype/wqy/wqy-microhei.ttc", 0, 3),
         ("truetype/droid/DroidSansFallbackFull.ttf", 0, 4), ("opentype/noto/NotoSerifCJK-Regular.ttc", 2, 1),
         ("truetype/arphic/ukai.ttc", 0, 1), ("truetype/arphic/uming.ttc", 0, 1)]
LINES, WIDTH = 25, 40


def worsened(image, chance):
    kind = chance.choice(["none", "blur", "noise", "jpeg", "scale"])
    if kind == "blur":
        image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 0.8)))
    elif kind == "noise":
        grain = np.random.default_rng(chance.randrange(1 << 30)).normal(0, chance.uniform(8, 24), image.size[::-1])
        image = Image.fromarray(np.clip(np.asarray(image, float) + grain, 0, 255).astype("uint8"))
    elif kind == "jpeg":
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=chance.choice([30, 45, 60]))
        image = Image.open(buffer)
    elif kind == "scale":
        factor = chance.uniform(0.8, 1.3)
        image = image.resize((int(image.width * factor), int(image.height * factor)), Image.BILINEAR)
    return image, kind


def read(image, models):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "page.png")
        image.save(path, compress_level=1)
        command = ["tesseract", path, "-", "-l", models, "--psm", "6", "-c", "tessedit_do_invert=0", "--dpi", "150"]
        output = subprocess.run(command, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}).stdout.decode()
    return [line for line in output.split("\n") if line.strip()]


def matched(lines, got):
    """Lines as printed with what was read. Where their numbers differ, by the characters that they share."""
    if len(lines) == len(got):
        return list(zip(lines, got))
    best = [(max(lines, key=lambda line: len(set(reading) & set(line))), reading) for reading in got]
    return [(line, reading) for line, reading in best if len(set(reading) & set(line)) >= 0.4 * WIDTH]


def in_gb2312(word):
    try:
        return bool(word.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def mixed(args, chance):
    """Lines of law and of rare words, without end."""
    law = [line for line, away, document_away in corpus.law(args.law) if not away and not document_away and len(line) >= 20]
    chance.shuffle(law)
    words = {}
    for word, _ in corpus.words(args.words):
        if len(word) <= 6 and in_gb2312(word):
            for character in word:
                words.setdefault(character, []).append(word)
    characters, at = sorted(words), 0
    while True:
        text, rare = "", chance.random() < 0.5
        while len(text) < WIDTH:
            text += chance.choice(words[chance.choice(characters)]) if rare else law[at % len(law)]
            at += not rare
        start = 0 if rare else chance.randrange(len(text) - WIDTH + 1)
        yield text[start:start + WIDTH]


def prose(path):
    """Lines of the paragraphs of a file, run on, over and over."""
    paragraphs = [line.strip() for line in open(path, encoding="utf-8") if line.strip()]
    text, at = "", 0
    while True:
        while len(text) < WIDTH:
            text += paragraphs[at % len(paragraphs)]
            at += 1
        yield text[:WIDTH]
        text = text[WIDTH:]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--law")
    parser.add_argument("--words")
    parser.add_argument("--prose", help="paragraphs to print instead of law and words")
    parser.add_argument("--models", default="chi_sim")
    parser.add_argument("--fonts", type=pathlib.Path, default=pathlib.Path("/usr/share/fonts"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--characters", type=int, default=400_000)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    lines = prose(args.prose) if args.prose else mixed(args, chance)
    with open(args.out, "w", encoding="utf-8") as out:
        for _ in range(args.characters // (LINES * WIDTH)):
            path, index, _ = chance.choices(FONTS, [weight for _, _, weight in FONTS])[0]
            size = chance.choice([13, 14, 14, 15, 15, 16, 17, 18, 20])
            printed = [next(lines) for _ in range(LINES)]
            font = ImageFont.truetype(str(args.fonts / path), size, index=index)
            image = Image.new("L", (WIDTH * size + 60, int(LINES * size * 1.6) + 40), 255)
            draw = ImageDraw.Draw(image)
            for number, line in enumerate(printed):
                draw.text((20 + chance.random(), 20 + number * size * 1.6 + chance.random()), line, font=font, fill=chance.choice([0, 0, 30]))
            image, kind = worsened(image, chance)
            for line, reading in matched(printed, read(image, args.models)):
                print(pathlib.Path(path).name, size, kind, line, reading, sep="\t", file=out)
            print(file=out)


if __name__ == "__main__":
    main()
