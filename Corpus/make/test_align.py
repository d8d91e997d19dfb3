"""Tests of the alignment: labels of lines whose boxes are known."""
import unittest

import align
from mixed import piece
from pages import Line
from texts import split_of


def printed(text, wide=2.0):
    """A printed line, Latin letters one unit wide and all others `wide`."""
    chars, at = [], 0.0
    for c in text:
        width = 1.0 if ord(c) < 0x250 else wide
        chars.append([c, at, at + width])
        at += width
    return Line(0, "", chars, 0.0, 2.0)


def labelled(true, ocr, judge=align.labels, known=("Latn",), wide=2.0):
    """The OCR with [garbled] and <read inside> stretches marked; its characters are spread evenly over the words of the line."""
    line = printed(true, wide)
    end = line.chars[-1][2]
    middles = [(i + 0.5) * end / len(ocr) for i in range(len(ocr))]
    result, _ = judge(ocr, middles, align.glyphs(line, 1.0, known), 1.4)
    marks = {0: "{}", 1: "[{}]", 2: "<{}>"}
    return "".join(marks[label].format(ocr[a:b]) for a, b, label in align.segments(result))


class ClassesTest(unittest.TestCase):
    def test_digits_between_foreign_letters_belong_to_their_run(self):
        self.assertEqual("".join(align.classes("共52种 species")), "FIIFKKKKKKKK")

    def test_latin_word_parts_a_run(self):
        self.assertEqual("".join(align.classes("的web的")), "FKKKF")

    def test_number_alone_between_foreign_words(self):
        self.assertEqual("".join(align.classes("в 2024 году")), "FIIIIIIFFFF")

    def test_trailing_sign_that_touches_the_run(self):
        self.assertEqual("".join(align.classes("in 种。")), "KKKFI")


class LabelsTest(unittest.TestCase):
    def test_latin_line_is_clean_with_its_slips(self):
        self.assertEqual(labelled("élan vital", "elan vitai"), "elan vitai")

    def test_foreign_line_is_garbled(self):
        self.assertEqual(labelled("保护区面积", "RPREMR"), "[RPREMR]")

    def test_run_fused_to_latin_on_both_sides(self):
        self.assertEqual(labelled("by targeting外来物种invasive", "by targeting9NkMinvasive"), "by targeting[9NkM]invasive")

    def test_number_read_right_inside_garble(self):
        self.assertEqual(labelled("в городе 2024 года было", "B ropone 2024 roga 6b110", wide=1.0), "[B ropone ]<2024>[ roga 6b110]")

    def test_latin_word_in_garble_is_clean_when_read(self):
        self.assertEqual(labelled("раздел LibreOffice меню", "pasyen LibreOffice meHt0", wide=1.0), "[pasyen] LibreOffice [meHt0]")


class ExactTest(unittest.TestCase):
    def test_one_wrong_character(self):
        self.assertEqual(labelled("湿地保护", "温地保护", align.exact_labels, ("Latn", "Hani")), "[温]地保护")

    def test_width_of_a_sign_is_no_error(self):
        self.assertEqual(labelled("湿地（区）", "湿地(区)", align.exact_labels, ("Latn", "Hani")), "湿地(区)")

    def test_spaced_characters_are_right(self):
        self.assertEqual(labelled("湿地保护", "湿 地 保 护", align.exact_labels, ("Latn", "Hani")), "湿 地 保 护")

    def test_line_read_as_latin_is_garbled_as_a_whole(self):
        self.assertEqual(labelled("推广稻鱼鸭共生系统", "HO BAGHE AR, MIME", align.exact_labels, ("Latn", "Hani")), "[HO BAGHE AR, MIME]")


class SplitTest(unittest.TestCase):
    def test_the_split_depends_on_the_text_alone_and_is_about_a_fifth(self):
        held = sum(split_of(f"paragraph {n}") == "heldout" for n in range(2000))
        self.assertTrue(320 < held < 480, held)


class PieceTest(unittest.TestCase):
    def test_no_run_begins_with_a_combining_mark(self):
        import random
        import unicodedata
        for seed in range(200):
            run = piece(random.Random(seed), "ระบบนิเวศป่าชายเลนที่ปลูกใหม่", "")
            self.assertNotEqual(unicodedata.category(run[0])[0], "M", run)


if __name__ == "__main__":
    unittest.main()
