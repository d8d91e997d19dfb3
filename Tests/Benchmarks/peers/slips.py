"""What one OCR slip in one label line of the real dump costs a peer: the same slips as `extract evaluate --slips` makes."""
import argparse
import json
import sys

from readers import READERS
from score import RealDump

MASK = (1 << 64) - 1
KINDS = [
    "e_to_c", "l_to_1", "o_to_0", "i_to_l", "rn_to_m", "m_to_rn", "lost_space", "extra_space", "split_line",
    "dropped_character", "icon_noise",
]
SUBSTITUTIONS = {
    "e_to_c": ("e", "c"), "l_to_1": ("l", "1"), "o_to_0": ("o", "0"), "i_to_l": ("i", "l"), "rn_to_m": ("rn", "m"),
    "m_to_rn": ("m", "rn"),
}


class SplitMix64:
    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def pick(self, places):
        return places[self.next() % len(places)] if places else None


def letter(character):
    return character.isascii() and character.isalpha()


def slip(kind, text, start, end, random):
    """The damaged text, or None when the line has no place for the slip."""
    line = range(start, end)
    ink = next((i for i in line if text[i] > " "), None)
    if kind in SUBSTITUTIONS:
        pattern, replacement = SUBSTITUTIONS[kind]
        at = random.pick([i for i in range(start, end - len(pattern) + 1) if text.startswith(pattern, i)])
        return None if at is None else text[:at] + replacement + text[at + len(pattern):]
    if kind in ("lost_space", "split_line"):
        inner = [i for i in line if text[i] == " " and ink is not None and i > ink and i + 1 < end and text[i + 1] > " "]
        at = random.pick(inner)
        return None if at is None else text[:at] + ("" if kind == "lost_space" else "\n") + text[at + 1:]
    if kind == "extra_space":
        at = random.pick([i for i in line if letter(text[i]) and i > start and letter(text[i - 1])])
        return None if at is None else text[:at] + " " + text[at:]
    if kind == "dropped_character":
        at = random.pick([i for i in line if letter(text[i])])
        return None if at is None else text[:at] + text[at + 1:]
    icons = ["@ ", "02 ", "A\\ "]
    return text[:ink] + icons[random.next() % len(icons)] + text[ink:]


def measure(reader, dump, kinds):
    before = dump.right(reader.read(dump.text))
    result = {"peer_right": len(before), "kinds": {}}
    for kind in kinds:
        lost = slips = 0
        for index, (start, end) in enumerate(dump.label_lines()):
            damaged = slip(kind, dump.text, start, end, SplitMix64(1 + index * 131 + KINDS.index(kind)))
            if damaged is None:
                continue
            slips += 1
            lost += len(before - dump.right(reader.read(damaged)))
        result["kinds"][kind] = {"slips": slips, "lost": lost, "lost_on_average": round(lost / slips, 3) if slips else None}
    slips = sum(k["slips"] for k in result["kinds"].values())
    lost = sum(k["lost"] for k in result["kinds"].values())
    result.update(slips=slips, lost=lost, lost_on_average=round(lost / slips, 3) if slips else None)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("profiles", help="Corpus/profiles")
    parser.add_argument("--peers", nargs="+", default=["textfsm", "ttp"], choices=["textfsm", "ttp"])
    parser.add_argument("--all-kinds", action="store_true", help="not only e_to_c, l_to_1, lost_space and split_line")
    options = parser.parse_args()
    kinds = KINDS if options.all_kinds else ["e_to_c", "l_to_1", "lost_space", "split_line"]
    dump = RealDump(options.profiles)
    json.dump({peer: measure(READERS[peer](), dump, kinds) for peer in options.peers}, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
