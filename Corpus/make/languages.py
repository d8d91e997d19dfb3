"""The languages that pages are made in: their scripts, where their texts lie, and the fonts they are set in."""
import unicodedata
from dataclasses import dataclass

# Coarse scripts by the first word of the Unicode name: enough to tell the text of a language from what stands inside it.
NAMED = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr", "DEVANAGARI": "Deva", "THAI": "Thai",
         "CJK": "Hani", "HIRAGANA": "Kana", "KATAKANA": "Kana", "KATAKANA-HIRAGANA": "Kana", "HANGUL": "Hang", "BENGALI": "Beng", "TAMIL": "Taml",
         "GEORGIAN": "Geor", "ARMENIAN": "Armn", "ETHIOPIC": "Ethi", "TELUGU": "Telu", "GUJARATI": "Gujr", "KHMER": "Khmr", "SINHALA": "Sinh", "MYANMAR": "Mymr",
         "LAO": "Laoo", "KANNADA": "Knda", "MALAYALAM": "Mlym", "GURMUKHI": "Guru"}


def script_of(character):
    """ISO 15924 code of a letter or mark, '' of anything else."""
    if unicodedata.category(character)[0] not in "LM":
        return ""
    return NAMED.get(unicodedata.name(character, "?").split(" ")[0], "Zzzz")


@dataclass(frozen=True)
class Language:
    scripts: tuple          # of its letters, the first names it
    udhr: tuple             # files of the Declaration
    folders: tuple = ()     # patterns below the unpacked Debian packages
    locale: str = ""        # of the gettext catalogues

    @property
    def script(self):
        return {"Kana": "Jpan", "Hang": "Kore"}.get(self.scripts[0], self.scripts[0])


def language(scripts, udhr, locale="", handbook="", help="", office=""):
    folders = []
    if help:
        folders.append(f"usr/share/help/{help}/gnome-help/*.page")
    if handbook:
        folders.append(f"usr/share/doc/debian-handbook/html/{handbook}/*.html")
    if office:
        folders.append(f"usr/share/libreoffice/help/{office}/text/s[cw]*/**/*.html")
    return Language(tuple(scripts.split()), tuple(udhr.split()), tuple(folders), locale)


LANGUAGES = {
    "zh-Hans": language("Hani", "cmn_hans", "zh_CN"),
    "zh-Hant": language("Hani", "cmn_hant", "zh_TW", "zh-TW", "", "zh-TW"),
    "ja": language("Kana Hani", "jpn", "ja", "ja-JP", "ja", "ja"),
    "ko": language("Hang Hani", "kor", "ko", "ko-KR", "ko", "ko"),
    "ru": language("Cyrl", "rus", "ru", "ru-RU", "ru", "ru"),
    "uk": language("Cyrl", "ukr", "uk", "", "uk"),
    "bg": language("Cyrl", "bul", "bg"),
    "sr": language("Cyrl", "srp_cyrl", "sr", "", "sr"),
    "mk": language("Cyrl", "mkd", "mk"),
    "mn": language("Cyrl", "khk", "mn"),
    "ar": language("Arab", "arb", "ar", "ar-MA"),
    "fa": language("Arab", "pes_1", "fa", "fa-IR", "fa"),
    "ur": language("Arab", "urd", "ur"),
    "hi": language("Deva", "hin", "hi", "", "hi", "hi"),
    "mr": language("Deva", "mar", "mr", "", "mr"),
    "ne": language("Deva", "nep", "ne"),
    "th": language("Thai", "tha", "th"),
    "el": language("Grek", "ell_monotonic", "el", "el-GR", "el", "el"),
    "he": language("Hebr", "heb", "he", "", "he"),
    "bn": language("Beng", "ben", "bn"),
    "ta": language("Taml", "tam", "ta", "", "ta"),
    "te": language("Telu", "tel", "te", "", "te"),
    "gu": language("Gujr", "guj", "gu", "", "gu"),
    "ka": language("Geor", "", "ka"),
    "hy": language("Armn", "hye", "hy"),
    "am": language("Ethi", "amh", "am"),
    "km": language("Khmr", "khm", "km"),
    "si": language("Sinh", "sin", "si"),
    "my": language("Mymr", "mya", "my"),
    "lo": language("Laoo", "lao", "lo"),
    "kn": language("Knda", "kan", "kn", "", "kn"),
    "ml": language("Mlym", "mal", "ml", "", "ml"),
    "pa": language("Guru", "pan", "pa", "", "pa"),
}
for code, *rest in (
        ("en", "eng", "", "en-US", "C"), ("es", "spa", "es", "es-ES", "es"), ("fr", "fra", "fr", "fr-FR", "fr"), ("de", "deu_1996", "de", "de-DE", "de"),
        ("pt", "por_PT", "pt", "", "pt"), ("pt-BR", "por_BR", "pt_BR", "pt-BR", "pt_BR"), ("it", "ita", "it", "it-IT", "it"), ("pl", "pol", "pl", "pl-PL", "pl"),
        ("cs", "ces", "cs", "cs-CZ", "cs"), ("tr", "tur", "tr", "tr-TR", "tr"), ("vi", "vie", "vi", "vi-VN", "vi"), ("cy", "", "cy"),
        ("zu", "", "zu"), ("xh", "xho", "xh"), ("sw", "swh", "sw"), ("ht", "hat_kreyol hat_popular", "ht"), ("id", "ind", "id", "id-ID", "id"),
        ("tl", "tgl", "tl"), ("hu", "hun", "hu", "", "hu"), ("fi", "fin", "fi", "", "fi"), ("ro", "ron_2006", "ro", "ro-RO", "ro"), ("hr", "hrv", "hr", "hr-HR", "hr"),
        ("lt", "", "lt", "", "lt"), ("lv", "lav", "lv", "", "lv"), ("et", "est", "et"), ("is", "isl", "is"), ("ga", "gle", "ga"), ("eu", "eus", "eu"),
        ("ca", "cat", "ca", "ca-ES", "ca"), ("mg", "plt", "mg"), ("yo", "yor", "yo"), ("ig", "ibo", "ig"), ("so", "som", "so"), ("nv", "nav"), ("nl", "nld", "nl", "nl-NL", "nl"),
        ("sv", "swe", "sv", "sv-SE", "sv"), ("da", "dan", "da", "da-DK", "da"), ("nb", "nob", "nb", "nb-NO"), ("af", "afr", "af"), ("sk", "slk", "sk"), ("sl", "slv", "sl", "", "sl"),
        ("sq", "als", "sq"), ("mt", "mlt", "mt"), ("ha", "hau_NE", "ha"), ("rw", "kin", "rw"), ("st", "sot", ""), ("sn", "sna", ""), ("mi", "mri", "mi"), ("sm", "smo", ""),
        ("haw", "haw", ""), ("qu", "quz", ""), ("gn", "gug", ""), ("ay", "ayr", ""), ("eo", "epo", "eo"), ("la", "lat", ""), ("az", "azj_latn", "az"), ("uz", "uzn_latn", "uz"),
        ("ceb", "ceb", ""), ("jv", "jav", ""), ("su", "sun", ""), ("wo", "wol", ""), ("gd", "gla", "gd"), ("br", "bre", "br"), ("fo", "fao", "fo"), ("lb", "ltz", ""), ("gl", "glg", "gl", "", "gl"), ("zh-Latn", "")):
    LANGUAGES[code] = language("Latn", *rest)

LATIN_FONTS = ["Liberation Sans", "Noto Sans", "Open Sans", "Roboto", "Lato", "DejaVu Sans", "Liberation Serif", "Noto Serif", "DejaVu Serif", "Liberation Sans Narrow"]
FONTS = {
    "zh-Hans": ["Noto Sans CJK SC", "Droid Sans Fallback", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Noto Serif CJK SC", "AR PL UMing CN", "AR PL UKai CN"],
    "zh-Hant": ["Noto Sans CJK TC", "Droid Sans Fallback", "WenQuanYi Zen Hei", "Noto Serif CJK TC", "AR PL UMing TW", "AR PL UKai TW"],
    "ja": ["Noto Sans CJK JP", "IPAGothic", "Droid Sans Fallback", "Noto Serif CJK JP", "IPAMincho", "IPAPGothic"],
    "ko": ["Noto Sans CJK KR", "NanumGothic", "NanumBarunGothic", "Noto Serif CJK KR", "NanumMyeongjo"],
    "Cyrl": ["Liberation Sans", "Noto Sans", "Open Sans", "Roboto", "DejaVu Sans", "Liberation Serif", "Noto Serif", "DejaVu Serif"],
    "Grek": ["Liberation Sans", "Noto Sans", "Open Sans", "Roboto", "DejaVu Sans", "Liberation Serif", "Noto Serif"],
    "Arab": ["Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans", "Noto Kufi Arabic"],
    "Hebr": ["Noto Sans Hebrew", "Liberation Sans", "DejaVu Sans", "Noto Serif Hebrew", "Liberation Serif"],
    "Deva": ["Noto Sans Devanagari", "Noto Serif Devanagari"],
    "Thai": ["Noto Sans Thai", "Noto Serif Thai", "Garuda", "Loma", "Waree", "Norasi"],
    "Beng": ["Noto Sans Bengali", "Noto Serif Bengali"], "Taml": ["Noto Sans Tamil", "Noto Serif Tamil"], "Telu": ["Noto Sans Telugu", "Noto Serif Telugu"],
    "Gujr": ["Noto Sans Gujarati", "Noto Serif Gujarati"], "Geor": ["Noto Sans Georgian", "DejaVu Sans", "Noto Serif Georgian"],
    "Armn": ["Noto Sans Armenian", "DejaVu Sans", "Noto Serif Armenian"], "Ethi": ["Noto Sans Ethiopic", "Noto Serif Ethiopic"],
    "Khmr": ["Noto Sans Khmer", "Noto Serif Khmer"], "Sinh": ["Noto Sans Sinhala", "Noto Serif Sinhala"], "Mymr": ["Noto Sans Myanmar", "Noto Serif Myanmar"],
    "Laoo": ["Noto Sans Lao", "Noto Serif Lao"], "Knda": ["Noto Sans Kannada", "Noto Serif Kannada"], "Mlym": ["Noto Sans Malayalam", "Noto Serif Malayalam"],
    "Guru": ["Noto Sans Gurmukhi", "Noto Serif Gurmukhi"], "Latn": LATIN_FONTS,
}


def fonts_of(code):
    """Fonts that a page in the language may be set in, the likeliest on the web first."""
    return FONTS.get(code) or FONTS[LANGUAGES[code].scripts[0]]


def is_rtl(code):
    return LANGUAGES[code].scripts[0] in ("Arab", "Hebr")
