"""Reads page images with tesseract: the text as it prints it, and the box of every word and character."""
import gzip
import hashlib
import html
import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass


@dataclass
class Word:
    """A word of the OCR: its place in the text (code points) and the boxes of its characters (pixels)."""
    start: int
    end: int
    box: tuple
    chars: list


@dataclass
class Reading:
    text: str
    words: list


def read(image, languages, psm, data=None, dpi=None):
    """Runs tesseract once. `data` is the folder of the models, None for the system's.

    Where the environment names a folder in CORPUS_OCR_CACHE, what was read is kept there, so that a change of the labels does not cost the OCR again.
    """
    command = ["-l", languages, "--psm", str(psm), "-c", "tessedit_do_invert=0", "-c", "hocr_char_boxes=1"]
    if data:
        command += ["--tessdata-dir", data]
    if dpi:
        command += ["--dpi", str(dpi)]
    text, hocr = cached(image, command) if os.environ.get("CORPUS_OCR_CACHE") else recognised(image, command)
    return Reading(text, placed(words(hocr), text))


def recognised(image, command):
    """The plain text and the hOCR of an image."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "page.png")
        image.save(path, compress_level=1)
        subprocess.run(["tesseract", path, os.path.join(folder, "out"), *command, "txt", "hocr"], check=True, stderr=subprocess.DEVNULL,
                       env={**os.environ, "OMP_THREAD_LIMIT": "1"})
        with open(os.path.join(folder, "out.txt"), newline="") as file:
            text = file.read()
        with open(os.path.join(folder, "out.hocr")) as file:
            return text, file.read()


def cached(image, command):
    key = hashlib.sha1(repr((image.size, command)).encode() + image.tobytes()).hexdigest()
    path = os.path.join(os.environ["CORPUS_OCR_CACHE"], key + ".json.gz")
    if os.path.exists(path):
        with gzip.open(path, "rt") as file:
            return json.load(file)
    result = recognised(image, command)
    with gzip.open(path, "wt") as file:
        json.dump(result, file)
    return result


WORD = re.compile(r"<span class='ocrx_word'[^>]*title='bbox (\d+) (\d+) (\d+) (\d+)[^>]*>(.*?)</span>\s*(?=<span class='ocrx_word'|</span>\s*(?:<span class='ocr_|</p>)|\Z)", re.S)
CHARACTER = re.compile(r"<span class='ocrx_cinfo' title='x_bboxes (-?\d+) (-?\d+) (-?\d+) (-?\d+);[^>]*>(.*?)</span>", re.S)


def words(hocr):
    """The words of hOCR with the boxes of their characters, in reading order."""
    found = []
    for match in WORD.finditer(hocr):
        chars = [(html.unescape(c[4]), int(c[0]), int(c[2])) for c in CHARACTER.findall(match[5])]
        found.append((tuple(int(match[i]) for i in range(1, 5)), chars))
    return found


def placed(found, text):
    """Finds the words in the text. Both come from the same iterator, so that only white space lies between."""
    result, at = [], 0
    for box, chars in found:
        word = "".join(c for c, _, _ in chars).strip()
        if not word:
            continue
        start = text.find(word, at)
        if start < 0 or text[at:start].strip():
            raise ValueError(f"hOCR and text part at {at}: {word!r} against {text[at:at + 40]!r}")
        at = start + len(word)
        spread = []
        for piece, left, right in chars:
            step = (right - left) / max(len(piece), 1)
            spread += [(left + step * i, left + step * (i + 1)) for i in range(len(piece))]
        result.append(Word(start, at, box, spread))
    if text[at:].strip():
        raise ValueError(f"hOCR lacks the end of the text: {text[at:at + 40]!r}")
    return result
