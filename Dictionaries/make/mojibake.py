#!/usr/bin/env python3
"""Builds Dictionaries/models/mojibake-letters.txt and mojibake-entities.txt.

    python3 Dictionaries/make/mojibake.py --udhr FOLDER [--han FILE.xz] [--leave-out LANG,LANG…] [--output FOLDER]

The letters file says what it costs, in nats, that one letter follows another in the words of some language. The texts are the
Universal Declaration of Human Rights, one file a language (unicode-org/udhr), and, for the frequency of Han characters, any
Chinese text. The entities file is HTML's list of named character references, as Python's standard library has it.
"""
import argparse, collections, html.entities, lzma, math, pathlib, unicodedata

TOP = 5            # a pair counts by the mean of the languages that have it most
SHRINK = 4         # pseudo-observations: a pair seen once after a rare letter says little
HAN = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)]


def is_letter(c):
    """Letters and marks of the Basic Multilingual Plane: no legacy encoding has others."""
    return ord(c) < 0x10000 and unicodedata.category(c)[0] in "LM" and c not in "ªº"


def is_dense(c):
    """Han and Hangul syllables: too many for pairs, so they have a frequency only."""
    o = ord(c)
    return 0xAC00 <= o <= 0xD7A3 or any(a <= o <= b for a, b in HAN)


def fold(text):
    """Simple lower-casing, as u_tolower does it: one scalar for one."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in unicodedata.normalize("NFC", text))


def count(text):
    single, pairs = collections.Counter(), collections.Counter()
    before = "^"
    for c in fold(text) + " ":
        if not is_letter(c):
            if before != "^" and not is_dense(before):
                pairs[before, "$"] += 1
            before = "^"
            continue
        single[c] += 1
        if not is_dense(c) and not is_dense(before):
            pairs[before, c] += 1
        before = c
    return single, pairs


def mean_of_top(shares):
    best = sorted(shares, reverse=True)[:TOP]
    return sum(best) / len(best)


def letter(cost):
    """Half nats as one ASCII character: A is 0 … Z is 12.5."""
    return chr(65 + max(0, min(25, round(cost * 2))))


def level_cost(c):
    """A Han character or Hangul syllable that the texts do not show: by its place in the national standards."""
    def code(name):
        try:
            b = c.encode(name)
            return b if len(b) == 2 else None
        except UnicodeEncodeError:
            return None
    gb, big5, jis, ks = code("gb2312"), code("big5"), code("euc_jp"), code("euc_kr")
    if 0xAC00 <= ord(c) <= 0xD7A3:
        return 7.5 if ks else 12
    if (gb and gb[0] < 0xD8) or (jis and jis[0] < 0xD0):
        return 9
    if big5 and big5[0] < 0xC9:
        return 9.5
    if gb or big5 or jis or ks:
        return 11
    return 12.5


def build(folder, han, left_out):
    singles, pairs = collections.defaultdict(list), collections.defaultdict(list)
    dense = collections.defaultdict(list)
    sources = []
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        if path.stem not in left_out:
            text = path.read_text(encoding="utf-8")
            sources.append(text)
            if path.stem == "rus":  # ё is printed е in most Russian texts, and in this one
                sources.append(text.replace("е", "ё"))
    if han:
        sources.append(lzma.open(han, "rt", encoding="utf-8").read())
    for text in sources:
        single, pair = count(text)
        total = sum(single.values())
        if total < 500:  # too short to say anything
            continue
        follow = collections.Counter()
        for (a, _), n in pair.items():
            follow[a] += n
        for c, n in single.items():
            if is_dense(c):
                if n > 1:
                    dense[c].append(n / total)
            else:
                singles[c].append((n + 0.0) / (total + SHRINK))
        for (a, b), n in pair.items():
            pairs[a, b].append(n / (follow[a] + SHRINK))
    return singles, pairs, dense


def write_letters(path, singles, pairs, dense):
    rows = collections.defaultdict(dict)
    for (a, b), shares in pairs.items():
        rows[a][b] = -math.log(mean_of_top(shares))
    with open(path, "w", encoding="utf-8") as out:
        out.write("# What letters cost in nats: A is 0, B 0.5 … Z 12.5. `=` frequencies, then for each letter what follows it\n"
                  "# (^ begins a word, $ ends it). Built by Dictionaries/make/mojibake.py from the texts that SOURCES.md names.\n")
        alone = {c: -math.log(mean_of_top(s)) for c, s in singles.items()}
        for c in [chr(o) for a, b in [(0x4E00, 0x9FFF), (0xAC00, 0xD7A3)] for o in range(a, b + 1)]:
            # Seen or not, no character is held for rarer than its place in the standards says.
            seen = -math.log(max(dense[c]) / 2) if dense.get(c) else 99
            cost = min(seen, level_cost(c))
            if cost < 12.5:
                alone[c] = cost
        text = "".join(c + letter(v) for c, v in sorted(alone.items()))
        out.write("=\t" + text + "\n")
        for a in sorted(rows):
            out.write(a + "\t" + "".join(b + letter(v) for b, v in sorted(rows[a].items())) + "\n")
    return len(alone), sum(map(len, rows.values()))


def write_entities(path):
    with open(path, "w", encoding="utf-8") as out:
        out.write("# Named character references of HTML (WHATWG HTML, section 13.5): name, a tab, the text that it stands for.\n")
        n = 0
        for name, text in sorted(html.entities.html5.items()):
            if name.endswith(";") and text not in ("\t", "\n"):
                out.write(f"{name[:-1]}\t{' '.join(f'{ord(c):X}' for c in text)}\n")
                n += 1
    return n


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--udhr", required=True)
    parser.add_argument("--han")
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--output", default=str(pathlib.Path(__file__).resolve().parent.parent / "models"))
    options = parser.parse_args()
    output = pathlib.Path(options.output)
    numbers = write_letters(
        output / "mojibake-letters.txt", *build(options.udhr, options.han, set(options.leave_out.split(","))))
    print("letters: %d, pairs: %d" % numbers, "entities:", write_entities(output / "mojibake-entities.txt"))


if __name__ == "__main__":
    main()
