#!/usr/bin/env python3
"""Makes Corpus/cases/encoding-mixups.json and encoding-cjk.json: text read in the wrong encoding.

    python3 Dictionaries/make/mojibake_cases.py

The texts are those of Corpus/cases/encoding-negatives.json and the ones below. The wrong readings are made with Python's codecs,
which share no code with ICU. Nothing is drawn by chance: the same texts give the same files.
"""
import json, pathlib, unicodedata

CASES = pathlib.Path(__file__).resolve().parent.parent.parent / "Corpus" / "cases"
SINGLE = ["cp1252", "latin-1", "iso8859-15", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "cp1257", "iso8859-2", "mac-roman",
          "cp437", "cp850", "koi8-r"]
WIDE = ["gbk", "gb18030", "big5", "cp932", "cp949", "euc_jp"]
EAST = {
    "zh-Hans": ["我们的城市正在保护河流和森林。", "请在星期五之前把报告发给我。", "这座图书馆有三万多册图书。", "孩子们在公园里放风筝。",
                "今年春天的雨水比去年多。", "火车站离市中心只有两公里。", "他每天早上六点起床锻炼身体。", "政府计划修复湿地并种植树木。"],
    "zh-Hant": ["我們的城市正在保護河流與森林。", "請在星期五以前把報告寄給我。", "這座圖書館有三萬多冊圖書。", "孩子們在公園裡放風箏。",
                "今年春天的雨水比去年多。", "政府計畫修復濕地並種植樹木。"],
    "ja": ["私たちの町は川と森を守っています。", "金曜日までに報告書を送ってください。", "図書館には三万冊以上の本があります。",
           "子どもたちは公園で凧を揚げています。", "今年の春は去年より雨が多いです。", "駅は町の中心から二キロです。", "ご利用ありがとうございます。"],
    "ko": ["우리 도시는 강과 숲을 보호하고 있습니다.", "금요일까지 보고서를 보내 주십시오.", "도서관에는 책이 삼만 권 넘게 있습니다.",
           "아이들이 공원에서 연을 날리고 있다.", "올봄에는 작년보다 비가 많이 왔다.", "역은 시내에서 이 킬로미터 떨어져 있다."],
    "ru": ["Наш город охраняет реки и леса.", "Пришлите отчёт до пятницы, пожалуйста.", "Дети запускают в парке воздушного змея."],
    "uk": ["Наше місто береже річки та ліси.", "Діти запускають у парку повітряного змія."],
    "bg": ["Нашият град пази реките и горите.", "Децата пускат хвърчило в парка."],
    "el": ["Η πόλη μας προστατεύει τα ποτάμια και τα δάση.", "Τα παιδιά πετούν χαρταετό στο πάρκο."],
    "ar": ["مدينتنا تحمي الأنهار والغابات.", "يلعب الأطفال في الحديقة كل يوم."],
    "he": ["העיר שלנו שומרת על הנחלים והיערות.", "הילדים משחקים בגן כל יום."],
    "th": ["เมืองของเราปกป้องแม่น้ำและป่าไม้", "เด็กเล่นว่าวในสวนสาธารณะทุกวัน"],
}
OWN = {"zh-Hans": ["gbk", "gb18030"], "zh-Hant": ["big5"], "ja": ["shift_jis", "euc_jp"], "ko": ["euc_kr"], "ru": ["koi8-r", "cp1251", "cp866"],
       "uk": ["cp1251", "koi8-u"], "bg": ["cp1251"], "el": ["cp1253", "iso8859-7"], "ar": ["cp1256"], "he": ["cp1255"], "th": ["cp874"]}
READ_AS = ["latin-1", "cp1252", "cp1250", "cp1254", "cp1251"]


def read(data, name):
    """`data` as a program reads it that gives C1 controls for bytes 80–9F that are not used; None for others."""
    if name in WIDE:
        return data.decode(name, errors="replace")
    out = []
    for byte in data:
        try:
            out.append(bytes([byte]).decode(name))
        except UnicodeDecodeError:
            if not 0x80 <= byte < 0xA0:
                return None
            out.append(chr(byte))
    return "".join(out)


def nfc(text):
    return unicodedata.normalize("NFC", text)


def write(name, rows):
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    (CASES / name).write_text("[\n" + lines + "\n]\n", encoding="utf-8")
    print(name, len(rows), "languages:", len({row["language"] for row in rows}))


def mixups():
    skipped = {"symbols", "math", "emoji", "ocr", "caps", "ipa", "names"}
    best = {}
    for case in json.loads((CASES / "encoding-negatives.json").read_text(encoding="utf-8")):
        text = nfc(case["text"])
        high = sum(ord(c) > 0x7F and c.isalpha() for c in text)
        if case["language"] not in skipped and high >= 3 and len(text) >= 9 and not text.isupper():
            if high > best.get(case["language"], (0, ""))[0]:
                best[case["language"]] = (high, text)
    for language, (_, text) in sorted(best.items()):
        for name in SINGLE:
            bad = read(text.encode("utf-8"), name)
            if bad:
                yield {"language": language, "reading": name, "text": text, "original": nfc(bad)}
        twice = read(read(text.encode("utf-8"), "cp1252").encode("utf-8"), "cp1252")
        yield {"language": language, "reading": "cp1252 twice", "text": text, "original": nfc(twice)}


def east():
    for language, texts in EAST.items():
        for text in texts:
            for name in WIDE:
                yield {"language": language, "pair": f"utf-8 as {name}", "text": text, "original": nfc(read(text.encode("utf-8"), name))}
            for own in OWN[language]:
                for name in READ_AS:
                    try:
                        bad = read(text.encode(own), name)
                    except UnicodeEncodeError:
                        continue
                    if bad and name != own:
                        yield {"language": language, "pair": f"{own} as {name}", "text": text, "original": nfc(bad)}


if __name__ == "__main__":
    write("encoding-mixups.json", list(mixups()))
    write("encoding-cjk.json", list(east()))
