"""Reports for the browser tests: real ones with their data blocks changed, so that proposals, terms and hostile texts are there."""
import json
import re

BLOCK = re.compile(r'(<script type="application/json" class="profile">)(.*?)(</script>)', re.S)


def blocks(page):
    """The data of all profiles."""
    return [json.loads(match.group(2)) for match in BLOCK.finditer(page)]


def with_profiles(page, profiles):
    """The page with these profiles instead of its own, escaped as the program escapes them."""
    def block(profile):
        text = json.dumps(profile, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
        return '<script type="application/json" class="profile">' + text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "</script>\n"
    first = BLOCK.search(page)
    head, tail = page[:first.start()], BLOCK.sub("", page[first.start():])
    return head + "".join(map(block, profiles)) + tail


def utf16(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def profile(passages, name="Sample", sha="0" * 64):
    """A profile of passages: dictionaries with `text` and what else a suspect has."""
    text, suspects = "", []
    for number, passage in enumerate(passages):
        text += f"Line {number + 1}: "
        start = utf16(text)
        text += passage["text"]
        at = [start, utf16(text)]
        text += " and on.\n"
        suspects.append({
            "kind": "misread", "at": at, "lines": [number + 1, number + 1], "bytes": [0, 1], "confidence": 0.9, "ink": len(passage["text"]),
            "gain": len(passage["text"]), "mended": False, "reasons": [], "language": "fr", "languageConfidence": 0.9, "indicator": 0, "field": 0,
            "terms": [], **{key: value for key, value in passage.items() if key != "text"},
            "candidates": [{"method": "latin", "why": "", "applied": False, "at": at, **candidate} for candidate in passage.get("candidates", [])]})
    field = {"id": "target", "at": [[0, utf16(text)]], "confidence": 0.9, "structure": 0.9, "verdict": "reocr_needed", "clean": 0.5,
             "suspects": list(range(len(suspects))), "values": []}
    return {
        "path": f"{name}.txt", "sha": sha, "index": 0, "encoding": "UTF-8", "pages": 1, "template": "sample", "verdict": "reocr_needed",
        "languages": ["fr"], "confidence": 0.9, "name": name, "ink": len(text), "line": 1, "text": text, "head": [["name", name, 0.9]],
        "indicators": [{"id": "one", "title": "Indicator one", "path": ["Area"], "confidence": 0.9, "fields": [field]}],
        "suspects": suspects, "diagnostics": [], "unmatched": 0}


def many(count, each=50):
    """`count` passages over profiles of `each`."""
    kinds = ["wrong_script", "misread", "noise", "fused_words", "mixed_script", "mojibake"]
    return [profile([{"text": f"GARBLE{n * 7919 % 9973} XQ{n}", "kind": kinds[n % 6], "confidence": 0.5 + n % 50 / 100, "language": ["zh-Hans", "fr", None][n % 3],
                      "candidates": [{"text": f"clear {n}", "confidence": 0.6}] if n % 4 == 0 else []}
                     for n in range(start, min(count, start + each))], f"City {start // each}", f"{start:064x}"[::-1])
            for start in range(0, count, each)]
