"""Makes the batch of dumps that the benchmark reads: varied copies of the labelled dumps, from a fixed seed.

A batch of the same files over and over would flatter any program that remembers lines. Here the form's own lines (headings,
labels, standing sentences) recur from dump to dump, as they do in real folders, with other numbers and dates; the prose,
which is what cities write themselves, is put together anew for every dump; and every dump has OCR errors of its own.
"""
import os
import re
import string

MB = 1_000_000
# Share of lines that get a slip of the kinds that OCR makes.
DAMAGE = 0.03
MISREAD = {"e": "c", "l": "1", "o": "0", "i": "l", "m": "rn", "S": "5", "B": "8", "h": "b", "t": "f", "a": "o", "n": "u", "g": "q"}
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
DATE = re.compile(r"\b\d{1,2} (%s) (19|20)\d\d\b" % "|".join(MONTHS))
NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?![\w])")
WORD = re.compile(r"[^\W\d_]+")


class Batch:
    """The texts to draw from, split into lines of the form and lines of prose."""

    def __init__(self, folder, templates):
        known = set()
        for name in sorted(os.listdir(templates)):
            if name.endswith(".yaml"):
                with open(os.path.join(templates, name), encoding="utf-8") as file:
                    known |= grams(file.read())
        texts = []
        for name in sorted(os.listdir(folder)):
            if name.endswith(".txt"):
                with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                    texts.append(file.read().split("\n"))
        self.dumps = [[(line, is_prose(line, known)) for line in text] for text in texts]
        self.words = [sorted({word for line, prose in dump if prose for word in line.split(" ") if word}) for dump in self.dumps]

    def dump(self, generator):
        """One dump, as bytes."""
        number = generator.randrange(len(self.dumps))
        words = self.words[number]
        lines = []
        for line, prose in self.dumps[number]:
            line = rewritten(line, words, generator) if prose else renumbered(line, generator)
            if line and generator.random() < DAMAGE:
                line = damaged(line, generator)
            lines.append(line)
        return "\n".join(lines).encode("utf-8")

    def write(self, folder, megabytes, generator):
        """Writes dumps until they have `megabytes` together; gives their number and exact size."""
        written = count = 0
        while written < megabytes * MB:
            text = self.dump(generator)
            # Folders of 1000, as people keep them; the names sort in the order of writing.
            place = os.path.join(folder, "%04d" % (count // 1000))
            os.makedirs(place, exist_ok=True)
            with open(os.path.join(place, "%06d.txt" % count), "wb") as file:
                file.write(text)
            written += len(text)
            count += 1
        return count, written


def grams(text):
    words = [word.lower() for word in WORD.findall(text)]
    return {tuple(words[i:i + 3]) for i in range(len(words) - 2)}


def is_prose(line, known):
    """Whether a line is none of the form's: long, with few runs of words that the templates have."""
    words = [word.lower() for word in WORD.findall(line)]
    if len(line) < 40 or len(set(words)) < 5:
        return len(line) >= 40 and not line.isascii()
    runs = [tuple(words[i:i + 3]) for i in range(len(words) - 2)]
    return sum(run in known for run in runs) * 3 < len(runs)


def rewritten(line, words, generator):
    """A line of prose with most words replaced by others of the same dump, about as long as before."""
    result, length = [], 0
    for word in line.split(" "):
        if word and generator.random() < 0.7:
            word = generator.choice(words)
            if len(word) > 3 and generator.random() < 0.3:
                cut = generator.randrange(1, len(word) - 1)
                word = word[cut:] + word[:cut] if not word.isascii() else word
        result.append(word)
        length += len(word) + 1
        if length > len(line):
            break
    return " ".join(result)


def renumbered(line, generator):
    """A line of the form with other dates and other numbers of two digits and more, years left alone."""
    line, dates = DATE.subn(lambda _: "%02d %s %d" % (generator.randint(1, 28), generator.choice(MONTHS), generator.randint(2019, 2026)), line)
    if dates or line.lstrip().lower().startswith(("page ", "action area", "http")):
        return line

    def other(match):
        text = match.group()
        if re.fullmatch("(19|20)\\d\\d|100|0+", text):
            return text
        return "".join(generator.choice(string.digits[1:]) if c in string.digits[1:] else c for c in text)

    return NUMBER.sub(other, line)


def damaged(line, generator):
    """A line with one slip: a letter misread, a space lost or put in, a letter dropped, the line split in two."""
    kind = generator.randrange(6)
    place = generator.randrange(len(line))
    if kind <= 2:
        places = [i for i, c in enumerate(line) if c in MISREAD]
        if places:
            place = generator.choice(places)
            return line[:place] + MISREAD[line[place]] + line[place + 1:]
    if kind == 3 and " " in line:
        place = generator.choice([i for i, c in enumerate(line) if c == " "])
        return line[:place] + line[place + 1:]
    if kind == 4 and " " in line:
        place = generator.choice([i for i, c in enumerate(line) if c == " "])
        return line[:place] + "\n" + line[place + 1:]
    return line[:place] + line[place + 1:]
