"""Paragraphs of known text in many languages, each with the half of the split that it belongs to.

Sources (all may be rendered and learnt from; none is copied into the project):
  * the folder given as --texts: `udhr-articles-1-18.tar.xz` (the Universal Declaration of Human Rights) and `zh-official.txt.xz` (Chinese law);
  * the folder given as --debian, into which `fetch.sh` unpacked Debian packages: gnome-user-docs (CC-BY-SA-3.0), the Debian
    Administrator's Handbook (GPL-2+ or CC-BY-SA-3.0), the LibreOffice help (MPL-2.0);
  * gettext catalogues of the machine (`/usr/share/locale`), each under the free licence of its program, for languages that have nothing else;
  * `texts/LANG.txt` beside this file: sentences about urban nature written for this project.

A paragraph is `heldout` when the first four bytes of its SHA-1 are divisible by five, else `train`. The split depends on the text alone, so that
it is the same in every run and every rendering.
"""
import gettext
import hashlib
import html
import lzma
import pathlib
import random
import re
import tarfile
import unicodedata
import functools
from dataclasses import dataclass

from languages import LANGUAGES, script_of


# Formulas, commands, paths and fields of a form: not what a city writes.
CODE = re.compile(r"[=<>{}\\|_#$@*]|::|\w\(|//|\d; ?-?\d|[a-z]\.[a-z]|(^| )/\w")


@dataclass(frozen=True)
class Paragraph:
    text: str
    source: str

    @property
    def split(self):
        return split_of(self.text)


def split_of(text):
    """`heldout` for every fifth paragraph by its hash, else `train`."""
    return "heldout" if int.from_bytes(hashlib.sha1(text.encode()).digest()[:4], "big") % 5 == 0 else "train"


def clean(text):
    """One line, NFC, without the controls and private-use characters that a page cannot show."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Co", "Cs", "Cn"))


def in_script(text, script, least=0.8):
    """Whether at least that share of the letters is of the script (kana and Hangul texts may hold Han)."""
    letters = [c for c in text if unicodedata.category(c)[0] == "L"]
    if len(letters) < 4:
        return False
    return sum(script_of(c) in script for c in letters) >= least * len(letters)


STOPWORDS = set("the and of to you is can with from for this that your are not will on be in it or by as if have".split())


def is_english(text):
    """Whether a paragraph that should be in another Latin-script language was left untranslated, wholly or in part."""
    words = re.findall(r"[a-z]+", text.lower())
    return sum(word in STOPWORDS for word in words) > 0.12 * len(words)


def from_html(text):
    """The texts of the paragraphs and list items of an HTML or Mallard page, tags taken out."""
    text = re.sub(r"(?s)<(script|style|pre|code|screen|head|comment)\b.*?</\1>", " ", text)
    for body in re.findall(r"(?s)<(?:p|li|td)\b[^>]*>(.*?)(?=</?(?:p|li|td|tr|ul|ol|table|div|item|steps)\b)", text):
        yield clean(html.unescape(re.sub(r"<[^>]*>", "", body)))


def udhr(folder, code):
    with tarfile.open(folder / "udhr-articles-1-18.tar.xz") as archive:
        member = archive.extractfile(f"./{code}.txt")
        return [clean(line) for line in member.read().decode().splitlines()] if member else []


def official_chinese(folder, seed, most=4000):
    lines = lzma.open(folder / "zh-official.txt.xz", "rt").read().splitlines()
    return random.Random(seed).sample([line for line in map(clean, lines) if 20 <= len(line)], most)


def pinyin(lines, seed):
    """Chinese in Latin letters (ISO 7098), a third of it without tone marks. Needs the package `pypinyin` (MIT) and gives nothing without it."""
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError:
        return []
    chance = random.Random(seed)
    result = []
    for line in lines:
        phrases = re.split(r"([，。、；：（）《》“”！？])", line)
        style = Style.NORMAL if chance.random() < 0.33 else Style.TONE
        words = []
        for phrase in phrases:
            if len(phrase) == 1 and not phrase.isalnum():
                words.append(unicodedata.normalize("NFKC", phrase).replace("。", ".").replace("、", ",") + " ")
            elif phrase:
                # Two syllables a word, as most Chinese words have.
                syllables = lazy_pinyin(phrase, style=style)
                words.append(" ".join("".join(syllables[i:i + 2]) for i in range(0, len(syllables), 2)))
        text = clean("".join(words))
        result.append(text[:1].upper() + text[1:])
    return result


def catalogues(root, code):
    """Translations of sentences in the gettext catalogues of a locale."""
    for path in sorted(pathlib.Path(root, code, "LC_MESSAGES").glob("*.mo")):
        try:
            catalogue = gettext.GNUTranslations(path.open("rb"))._catalog
        except (OSError, UnicodeDecodeError, ValueError, SyntaxError):
            continue
        for key, value in catalogue.items():
            original = key[0] if isinstance(key, tuple) else key
            if original and value != original and not re.search(r"[%{}<>\\|_&]|--", value):
                yield from (clean(part) for part in value.split("\n\n"))


def documents(root, folders):
    """Paragraphs of the unpacked Debian documents of a language."""
    for folder in folders:
        for path in sorted(pathlib.Path(root).glob(folder)):
            if path.suffix in (".html", ".page", ".xhp"):
                yield from from_html(path.read_text(errors="replace"))


@functools.lru_cache(maxsize=None)
def paragraphs(code, texts, debian, seed=1, shortest=30, longest=900):
    """All paragraphs of a language (BCP 47), longest sources cut to size, in a seeded order."""
    language, found = LANGUAGES[code], {}

    def take(source, lines, most=3000):
        lines = [line for line in lines if shortest <= len(line) <= longest and in_script(line, language.scripts) and line[0] not in ".,:!?"]
        if language.scripts == ("Latn",) and code != "en":
            lines = [line for line in lines if not is_english(line)]
        random.Random(f"{seed} {source}").shuffle(lines)
        for line in lines[:most]:
            found.setdefault(line, source)

    own = pathlib.Path(__file__).parent / "texts" / f"{code}.txt"
    if own.exists():
        take("own", joined(own.read_text().splitlines(), seed))
    for variant in language.udhr if texts else ():
        take("udhr", udhr(pathlib.Path(texts), variant))
    if code == "zh-Hans" and texts:
        take("zh-official", official_chinese(pathlib.Path(texts), seed))
    if code == "zh-Latn" and texts:
        take("pinyin", pinyin(official_chinese(pathlib.Path(texts), seed, 1500), seed))
    if debian and language.folders:
        take("debian-docs", [line for line in documents(debian, language.folders) if not CODE.search(line)], 1500)
    if language.locale and sum(map(len, found)) < 40_000:
        take("gettext", list(catalogues("/usr/share/locale", language.locale)), 1500)
    result = [Paragraph(text, source) for text, source in found.items()]
    random.Random(f"{seed} {code}").shuffle(result)
    return result


def joined(lines, seed):
    """Sentences put together to paragraphs of one to four, so that each stands in one paragraph (and one half of the split)."""
    lines = [clean(line) for line in lines if line.strip() and not line.startswith("#")]
    order, rest = random.Random("own"), list(lines)
    while rest:
        count = order.choice((1, 2, 2, 3, 4))
        yield ("" if script_of(rest[0][0]) in ("Hani", "Kana") else " ").join(rest[:count])
        rest = rest[count:]
