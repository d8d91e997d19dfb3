#!/usr/bin/env python3
"""Drives the reviewers' report in a real browser.

    report_test.py EXTRACT [--shots FOLDER]

Without a browser it says so and ends with status 0. With --shots it also leaves pictures of all views at three widths, light and
dark.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

import browser as driver
import pages

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OPTIONS = argparse.Namespace(extract=None, shots=None)


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()


class ReportTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.browser = driver.Browser(driver.find())
        cls.addClassCleanup(cls.folder.cleanup)
        cls.addClassCleanup(cls.browser.close)
        corpus = os.path.join(ROOT, "Corpus", "profiles")
        cls.real = cls.report(os.path.join(corpus, "congjiang-county.txt"), "real.html")
        cls.page_of_real = read(cls.real)
        cls.hostile = json.loads(read(ROOT, "Corpus", "cases", "report-hostile.json"))

    @classmethod
    def report(cls, source, name):
        path = os.path.join(cls.folder.name, name)
        subprocess.run([OPTIONS.extract, "report", "-q", "--repairers", "-restoration", source, "-o", path], check=True)
        return path

    def write(self, name, profiles):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(pages.with_profiles(self.page_of_real, profiles))
        return path

    def open(self, path, fragment="", **options):
        page = driver.Page(self.browser, **options)
        self.addCleanup(page.close)
        page.open(f"file://{path}{fragment}")
        return page

    def text(self, page, selector):
        return page.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? null")

    def found(self, page):
        return int(self.text(page, "#found").split()[0].replace(",", ""))

    def choose(self, page, name, value):
        page.run(f"""(() => {{ const field = document.querySelector('select[name="{name}"]'); field.value = {json.dumps(value)};
            field.dispatchEvent(new Event("change", {{bubbles: true}})); }})()""")

    # Loading

    def test_real_dump_loads_without_a_complaint(self):
        page = self.open(self.real)
        data = pages.blocks(self.page_of_real)
        self.assertEqual(self.text(page, "h1"), "Report on Congjiang County")
        self.assertIn(str(len(data[0]["suspects"])), self.text(page, ".figures"))
        for view in ("passages", "profiles", "overview"):
            page.run(f"location.hash = '#/{view}'")
            page.wait(f"document.querySelector('#nav a[aria-current]')?.dataset.view === '{view}'")
        page.run("location.hash = document.querySelector('tbody th a').getAttribute('href')")
        page.wait("document.querySelectorAll('.indicator').length > 20")
        page.run("document.querySelector('main > details').open = true")
        page.wait("document.querySelectorAll('.chunk').length > 3")
        self.assertEqual(page.complaints, [])

    def test_marks_say_what_the_data_says(self):
        profile = pages.blocks(self.page_of_real)[0]
        page = self.open(self.real, f"#/passages/{profile['sha'][:8]}/s5")
        start, end = profile["suspects"][4]["at"]
        expected = " ".join(profile["text"].encode("utf-16-le")[2 * start:2 * end].decode("utf-16-le").split())
        self.assertEqual(" ".join(self.text(page, ".block mark").split()), expected)

    # Filters, search, keys, links

    def sample(self):
        return self.write("sample.html", [
            pages.profile([
                {"text": "MRBENE FIMEN", "kind": "wrong_script", "language": "zh-Hans", "confidence": 0.99, "terms": []},
                {"text": "afio pasado", "kind": "misread", "language": "es", "confidence": 0.6, "candidates": [{"text": "año pasado", "confidence": 0.97, "applied": True}]},
                {"text": "@ o0", "kind": "noise", "language": None, "confidence": 0.8},
            ], "Alpha", "a" * 64),
            pages.profile([{"text": "@ o0", "kind": "noise", "language": None, "confidence": 0.7}, {"text": "zeta", "confidence": 0.55}], "Beta", "b" * 64),
        ])

    def test_filters_and_search(self):
        page = self.open(self.sample(), "#/passages")
        self.assertEqual(self.found(page), 5)
        for name, value, expected in [("kind", "noise", 2), ("kind", "", 5), ("language", "zh-Hans", 1), ("language", "", 5), ("sure", "0.9", 1), ("sure", "", 5),
                                      ("state", "applied", 1), ("state", "", 5), ("indicator", "Indicator one", 5)]:
            self.choose(page, name, value)
            page.wait(f"document.querySelector('#found').textContent.startsWith('{expected} ')")
        page.run("document.querySelector('[name=q]').focus()")
        page.type("AÑO")
        page.wait("document.querySelector('#found').textContent.startsWith('1 ')")
        self.assertIn("q=", page.run("location.hash"))
        self.assertIn("afio pasado", self.text(page, ".row .what"))
        page.run("document.querySelector('#reset').click()")
        page.wait("document.querySelector('#found').textContent.startsWith('5 ')")
        self.assertEqual(page.complaints, [])

    def test_garble_that_comes_again_is_found_together(self):
        page = self.open(self.sample())
        page.run("[...document.querySelectorAll('td, th')].find((cell) => cell.textContent.trim() === '@ o0').querySelector('a').click()")
        page.wait("document.querySelector('#found')?.textContent.startsWith('2 ')")

    def test_worst_comes_first(self):
        page = self.open(self.write("many.html", pages.many(300)), "#/passages")
        sure = page.run("[...document.querySelectorAll('.row .sure')].map((cell) => cell.textContent)")
        self.assertGreater(len(sure), 5)
        self.choose(page, "sort", "unsure")
        page.wait("document.querySelector('.row .sure').textContent === '50 %'")

    def test_keys(self):
        page = self.open(self.sample())
        page.press("j")
        page.wait("document.querySelector('.row[aria-selected=true]')")
        first = self.text(page, ".row[aria-selected=true] .what")
        page.press("j")
        page.press("j")
        third = self.text(page, ".row[aria-selected=true] .what")
        self.assertNotEqual(first, third)
        self.assertEqual(page.run("document.querySelector('[role=listbox]').getAttribute('aria-activedescendant')"), page.run("document.querySelector('.row[aria-selected=true]').id"))
        page.press("k")
        self.assertNotEqual(self.text(page, ".row[aria-selected=true] .what"), third)
        page.press("/")
        self.assertEqual(page.run("document.activeElement.name"), "q")
        page.type("zeta")
        page.wait("document.querySelector('#found').textContent.startsWith('1 ')")
        page.press("Escape")
        self.assertNotEqual(page.run("document.activeElement.name"), "q")
        page.press("?")
        self.assertTrue(page.run("document.querySelector('dialog').open"))
        page.press("Escape")
        self.assertFalse(page.run("document.querySelector('dialog').open"))
        page.press("o")
        page.wait("location.hash === '#/overview'")
        self.assertEqual(page.complaints, [])

    def test_deep_links(self):
        path = self.sample()
        page = self.open(path, "#/passages/bbbbbbbb/s2?kind=misread")
        self.assertIn("Misread", self.text(page, ".detail h1"))
        self.assertEqual(self.text(page, ".detail mark"), "zeta")
        self.assertEqual(page.run("document.querySelector('[name=kind]').value"), "misread")
        page = self.open(path, "#/profile/aaaaaaaa?at=i0")
        self.assertEqual(self.text(page, "h1"), "Alpha")
        page = self.open(path, "#/passages/none/s1")
        self.assertIn("no such passage", self.text(page, ".detail"))
        page = self.open(path, "#/nowhere")
        self.assertIn("no such page", self.text(page, "main"))
        self.assertEqual(page.complaints, [])

    def test_going_back_shows_what_was_there(self):
        page = self.open(self.sample())
        page.run("location.hash = '#/profiles'")
        page.wait("document.querySelector('h1')?.textContent === '2 profiles'")
        page.run("history.back()")
        page.wait("document.querySelector('h1')?.textContent === 'Report on 2 profiles'")

    def test_differences_by_character(self):
        page = self.open(self.sample(), "#/passages/aaaaaaaa/s2")
        self.assertEqual(page.run("[...document.querySelectorAll('.candidate ins')].map((node) => node.textContent)"), ["ñ"])
        self.assertIn("97 % likely", self.text(page, ".candidate"))
        self.assertIn("applied", self.text(page, ".candidate"))
        page = self.open(self.sample(), "#/profile/aaaaaaaa")
        self.assertEqual(page.run("[...document.querySelectorAll('.pair del')].map((node) => node.textContent)"), ["fi"])

    # Hostile texts

    def test_hostile_texts_stay_texts(self):
        cases = [case["text"] for case in self.hostile]
        profiles = [pages.profile([
            {"text": text, "reasons": [text], "language": text, "candidates": [{"text": text, "confidence": 0.5, "why": text}, {"text": text + "!", "confidence": 0.4, "method": text}]}
            for text in cases], case, f"{number:064x}"[::-1]) for number, case in enumerate(cases)]
        for profile in profiles:
            profile["indicators"][0]["title"] = profile["name"]
            profile["diagnostics"] = [["warning", profile["name"]]]
            for suspect in profile["suspects"]:
                suspect["terms"] = [{"text": profile["name"], "confidence": 0.9, "source": profile["name"], "at": suspect["at"]}]
        path = self.write("hostile.html", profiles)
        page = self.open(path)
        keys = page.run("[...document.querySelectorAll('tbody th a[href^=\"#/profile/\"]')].map((link) => link.getAttribute('href').slice(10))")
        self.assertGreater(len(keys), 5)
        visits = ["#/overview", "#/profiles", "#/passages", f"#/profile/{keys[0]}"] + [f"#/passages/{keys[0]}/s{number + 1}" for number in range(len(cases))]
        for visit in visits:
            page.run(f"location.hash = {json.dumps(visit)}")
            page.frame()
            self.assertEqual(page.run("document.querySelectorAll('img, iframe, object, embed, form[action], body script:not([type]) ~ script').length"), 0, visit)
            self.assertEqual(page.run("document.querySelectorAll('[onerror], [onload], [onfocus], [style*=expression]').length"), 0, visit)
            self.assertFalse(page.run(r"/[\u202a-\u202e\u2066-\u2069\u0000\u0007\u001b\u200b\ufeff]/.test(document.querySelector('main').innerText)"), visit)
        number = next(index for index, text in enumerate(cases) if "\u202e" in text)
        page.run(f"location.hash = '#/passages/{keys[0]}/s{number + 1}'")
        page.wait("document.querySelector('.detail mark .ctl')")
        self.assertEqual(self.text(page, ".detail mark .ctl"), "U+202E")
        self.assertEqual(page.complaints, [])

    # Accessibility

    def test_contrast(self):
        script = read(HERE, "contrast.js")
        terms = [{"text": "生物多样性", "confidence": 0.98, "source": "term", "at": [8, 12]}, {"text": "县", "confidence": 0.5, "source": "place", "at": [14, 16]}]
        kinds = ["wrong_script", "mojibake", "mixed_script", "misread", "fused_words", "noise"]
        path = self.write("contrast.html", [pages.profile(
            [{"text": "MRBENE FIMEN\u202e", "kind": kind, "confidence": sure, "terms": terms if not n and kind == "wrong_script" else [],
              "mended": n == 2, "candidates": [{"text": "MRBENE FLMEN", "confidence": 0.9, "applied": n == 2}]}
             for kind in kinds for n, sure in enumerate((0.5, 0.8, 0.99))])])
        for dark in (False, True):
            for fragment in ("#/overview", "#/passages", "#/passages/00000000/s1", "#/passages/00000000/s3", "#/profiles", "#/profile/00000000"):
                page = self.open(path, fragment, dark=dark, height=4000)
                result = page.run(script)
                self.assertGreater(result["checked"], 15)
                self.assertEqual(result["faults"], {}, f"{fragment}, {'dark' if dark else 'light'}")

    def test_every_control_has_a_name(self):
        page = self.open(self.sample(), "#/passages")
        nameless = page.run("""[...document.querySelectorAll('a, button, input, select, [role]')].filter((node) => !(node.labels?.[0]?.textContent || node.getAttribute('aria-label')
            || node.textContent.trim())).map((node) => node.outerHTML)""")
        self.assertEqual(nameless, [])
        self.assertEqual(page.run("document.querySelectorAll('main').length + document.querySelectorAll('nav').length"), 2)
        self.assertEqual(page.run("document.documentElement.lang"), "en")
        self.assertEqual(page.run("document.querySelectorAll('h1').length"), 1)

    def test_foreign_text_has_its_language(self):
        page = self.open(self.sample(), "#/passages/aaaaaaaa/s2")
        self.assertEqual(page.run("document.querySelector('.candidate .said').lang"), "es")

    def test_colours_can_be_chosen(self):
        page = self.open(self.sample())
        before = page.run("getComputedStyle(document.body).backgroundColor")
        page.run("(() => { const theme = document.querySelector('#theme'); theme.value = 'dark'; theme.dispatchEvent(new Event('change')); })()")
        self.assertNotEqual(page.run("getComputedStyle(document.body).backgroundColor"), before)
        # The choice is remembered, and would colour every page that is opened after this one.
        page.run("localStorage.clear()")

    def test_print_leaves_the_content(self):
        page = self.open(self.real, dark=True)
        page.colours(True, media="print")
        self.assertEqual(page.run("getComputedStyle(document.querySelector('.bar')).display"), "none")
        self.assertEqual(page.run("getComputedStyle(document.querySelector('.figures')).display"), "grid")

    def test_phone_has_no_sideways_scrolling(self):
        profile = pages.blocks(self.page_of_real)[0]
        for fragment in ("#/overview", "#/passages", f"#/passages/{profile['sha'][:8]}/s5", "#/profiles", f"#/profile/{profile['sha'][:8]}"):
            page = self.open(self.real, fragment, width=390, height=844)
            self.assertLessEqual(page.run("document.documentElement.scrollWidth"), 390, fragment)

    # Speed

    def test_ten_thousand_passages(self):
        path = self.write("large.html", pages.many(10_000))
        start = time.monotonic()
        page = self.open(path, "#/passages")
        loaded = time.monotonic() - start
        self.assertEqual(self.found(page), 10_000)
        self.assertLess(page.run("document.querySelectorAll('*').length"), 2_500)
        clock = """(async (act, until) => { const start = performance.now(); act(); while (!until()) await new Promise((done) => setTimeout(done, 1));
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))); return performance.now() - start; })"""
        filtered = page.run(clock + """(() => { const field = document.querySelector('select[name=kind]'); field.value = 'noise'; field.dispatchEvent(new Event('change', {bubbles: true})); },
            () => document.querySelector('#found').textContent.startsWith('1,6'))""")
        stepped = page.run(clock + """(() => dispatchEvent(new KeyboardEvent('keydown', {key: 'j'})), () => document.querySelector('.row[aria-selected=true]'))""")
        searched = page.run(clock + """(() => { const field = document.querySelector('[name=q]'); field.value = 'XQ99'; field.dispatchEvent(new Event('input', {bubbles: true})); },
            () => /^[0-9]{1,2} /.test(document.querySelector('#found').textContent))""")
        overview = page.run(clock + "(() => { location.hash = '#/overview'; }, () => document.querySelector('.histogram'))")
        print(f"\n10,000 passages: loaded in {loaded:.2f} s; filter {filtered:.0f} ms, key {stepped:.0f} ms, search {searched:.0f} ms, overview {overview:.0f} ms", file=sys.stderr)
        # Generous: machines under test are busy.
        self.assertLess(loaded, 10)
        for milliseconds in (filtered, stepped, searched, overview):
            self.assertLess(milliseconds, 1500)
        self.assertEqual(page.complaints, [])

    def test_shots(self):
        if not OPTIONS.shots:
            self.skipTest("no --shots")
        os.makedirs(OPTIONS.shots, exist_ok=True)
        key = pages.blocks(self.page_of_real)[0]["sha"][:8]
        views = {"overview": "#/overview", "passages": "#/passages", "passage": f"#/passages/{key}/s5", "profiles": "#/profiles", "profile": f"#/profile/{key}"}
        for width, height in ((1440, 900), (1024, 768), (390, 844)):
            for dark in (False, True):
                for name, fragment in views.items():
                    page = self.open(self.real, fragment, width=width, height=height, dark=dark)
                    page.shot(os.path.join(OPTIONS.shots, f"{name}-{width}-{'dark' if dark else 'light'}.png"))


def main():
    parser = argparse.ArgumentParser(description="Drives the reviewers' report in a browser.")
    parser.add_argument("extract", help="the program")
    parser.add_argument("--shots", help="a folder for pictures")
    parser.parse_known_args()
    OPTIONS.extract, OPTIONS.shots = (lambda known: (os.path.abspath(known.extract), known.shots))(parser.parse_known_args()[0])
    rest = parser.parse_known_args()[1]
    if driver.find() is None:
        print("The report was not driven in a browser: there is none. On Debian: apt-get install chromium", file=sys.stderr)
        return 0
    return 0 if unittest.main(argv=[sys.argv[0], *rest], exit=False).result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
