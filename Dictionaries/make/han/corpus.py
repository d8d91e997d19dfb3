"""The texts that the model of Chinese learns from: those of the train half alone.

A paragraph is held out when the first four bytes of its SHA-1 are divisible by five (the split of Corpus/make/texts.py), and with it every
paragraph of each tenth document of the law texts, so that whole documents stay unseen.
"""
import csv
import hashlib
import html
import lzma
import pathlib
import re
import unicodedata


def number(text):
    return int.from_bytes(hashlib.sha1(text.encode()).digest()[:4], "big")


def clean(text):
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Co", "Cs", "Cn"))


def held_out(paragraph):
    return number(paragraph) % 5 == 0


def law(path):
    """(paragraph, whether it is held out with its paragraph, whether with its document)."""
    document = []
    def flush():
        away = bool(document) and number(document[0]) % 10 == 3
        yield from ((line, held_out(line), away) for line in document)
        document.clear()
    for line in lzma.open(path, "rt"):
        line = clean(line)
        if line:
            document.append(line)
        else:
            yield from flush()
    yield from flush()


def help_pages(root, folders):
    """Paragraphs of HTML and Mallard help."""
    for folder in folders:
        for path in sorted(pathlib.Path(root).glob(folder)):
            text = path.read_text(errors="replace")
            text = re.sub(r"(?s)<(script|style|pre|code|screen|head|comment)\b.*?</\1>", " ", text)
            for body in re.findall(r"(?s)<(?:p|li|td)\b[^>]*>(.*?)(?=</?(?:p|li|td|tr|ul|ol|table|div|item|steps)\b)", text):
                line = clean(html.unescape(re.sub(r"<[^>]*>", "", body)))
                if sum("\u4e00" <= c <= "\u9fff" for c in line) >= 8:
                    yield line


def words(path):
    """(word, frequency) of a dictionary in jieba's format."""
    for line in open(path, encoding="utf-8"):
        word, frequency, *_ = line.split(" ")
        if len(word) >= 2 and all("\u4e00" <= c <= "\u9fff" for c in word):
            yield word, int(frequency)


def places(folder):
    for path in sorted(pathlib.Path(folder).glob("*.csv")):
        for row in csv.DictReader(open(path, encoding="utf-8")):
            yield row["name"]
