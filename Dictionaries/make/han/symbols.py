"""The symbols that the model of Chinese reads, as `HanSymbols.swift` reads them: one for each Han character, a few for all else."""
import re

import numpy as np

BITS = 13
BOUNDARY, UNKNOWN, NUMBER, LATIN, OTHER = range(5)
# Marks that the OCR and the press write in several ways are one symbol each.
MARKS = ["，,", "。.．", "、", "；;", "：:", "（(【[〔", "）)】]〕", "《〈<", "》〉>", "“”\"‘’'「」『』", "！!？?", "—-–―─", "%％‰℃", "·•・"]
FIRST_HAN = 24

MARK_OF = {ord(c): 5 + i for i, marks in enumerate(MARKS) for c in marks}
assert 5 + len(MARKS) <= FIRST_HAN


def is_han(code):
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or code == 0x3007


def is_digit(code):
    return 48 <= code <= 57 or 0xFF10 <= code <= 0xFF19


def is_letter(code):
    return 65 <= code <= 90 or 97 <= code <= 122 or 0xC0 <= code <= 0x24F or 0x370 <= code <= 0x52F or 0xFF21 <= code <= 0xFF5A


class Symbols:
    """Numbers the characters: `han` are the known ones, most frequent first."""

    def __init__(self, han):
        self.han = list(han)
        self.of = {c: FIRST_HAN + i for i, c in enumerate(self.han)}

    def __len__(self):
        return FIRST_HAN + len(self.han)

    def read(self, text):
        """Symbols of a text without white space, and the start and end of each in the text. A word of letters or a number is one symbol."""
        symbols, places, at = [], [], 0
        codes = [ord(c) for c in text]
        while at < len(codes):
            code, start = codes[at], at
            at += 1
            if is_han(code):
                symbols.append(self.of.get(code, UNKNOWN))
            elif is_digit(code):
                while at < len(codes) and (is_digit(codes[at]) or codes[at] in (44, 46) and at + 1 < len(codes) and is_digit(codes[at + 1])):
                    at += 1
                symbols.append(NUMBER)
            elif is_letter(code):
                while at < len(codes) and (is_letter(codes[at]) or is_digit(codes[at])):
                    at += 1
                symbols.append(LATIN)
            elif code <= 32 or code in (0x3000, 0xA0):
                continue
            else:
                symbols.append(MARK_OF.get(code, OTHER))
            places.append((start, at))
        return symbols, places
