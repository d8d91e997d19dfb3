#!/usr/bin/env python3
"""The words that lost Han may be read as, and how likely each is: WORK/vocabulary.pkl for pack.py.

Usage: vocabulary.py WORK --law TEXT --arpa lm_sc.arpa --places FOLDER --environment env_vocab.jieba.txt

TEXT: paragraphs of laws, a blank line between documents, without those that quality is measured on. lm_sc.arpa: the word trigram model of
libime (Debian source package `libime`, LGPL-2.1+). FOLDER: zh-places. env_vocab.jieba.txt: words of environmental texts with their counts (PyPI
package `envtext` 0.1.4, Apache-2.0, envtext/files/vocab). Needs jieba (MIT) and Babel (CLDR).

The entries that can be spotted: terms and species of terms.txt, names of places, CLDR's names of countries and languages, titles in 《》,
set phrases of four characters and more that recur in law, and the longer words of both dictionaries.
"""
import argparse
import collections
import csv
import pathlib
import pickle
import re

import babel
import jieba

HERE = pathlib.Path(__file__).parent
HAN = re.compile("^[\u4e00-\u9fff]+$")
# Words that no phrase begins or ends with.
FUNCTION_WORDS = set("的 了 和 与 及 或 或者 并 在 对 对于 由 向 从 以 其 其他 应 应当 可以 不得 不 是 为 被 把 将 因 按 按照 依照 根据 等 之 者 所 个 该 本 有 上 下 中 内 外 前 后 时 日 年 月 第 "
                     "一 二 三 四 五 六 七 八 九 十 至 到 而 但 且 又 也 还 都 就 要 会 能 使 经 未 无 非 如 即 若 则 于 款 项 条 章 节 各 每 同 给 让 以及 并且 但是 因此 下列 之一 情形 处 罚款 元 万元 以上 以下 "
                     "进行 属于 自己 他 她 它 我 你 这 那 这些 那些 已 已经 与其 当 用 任何 其中 作为 通过 为了 关于 没有 不能 必须 可 得 予以".split())
SHARE_OF_LAW, SHARE_OF_GREEN = 0.45, 0.1
LEAST = {"term": 1.2e-5, "species": 1.2e-6, "place": 1.5e-6, "name": 1e-6, "law": 1e-6, "phrase": 1.5e-7, "word": 1e-7}
SIGNS = dict(zip("，。、；：（）《》“”", [.05, .03, .02, .003, .003, .003, .003, .002, .002, .003, .003])) | {digit: .002 for digit in "0123456789"}


def arpa(path):
    """Probabilities of words."""
    words, order = {}, 0
    for line in path.open():
        if line.startswith("\\"):
            order = int(line[1]) if line[1].isdigit() else 0
            if order == 2:
                break
            continue
        columns = line.rstrip("\n").split("\t")
        if order == 1 and len(columns) >= 2 and HAN.match(columns[1]):
            words[columns[1]] = 10 ** float(columns[0])
    return words


def environment(path):
    """Counts of the words of environmental texts; what follows them in the file are names of goods."""
    counts = {}
    for line in path.open():
        columns = line.split()
        if len(columns) == 3:
            break
        if len(columns) == 2 and HAN.match(columns[0]) and 2 <= len(columns[0]) <= 14:
            counts[columns[0]] = int(columns[1])
    return counts


def segmented(law, dictionary):
    """The words of each paragraph; what is not Han is one token a run."""
    jieba.set_dictionary(str(dictionary))
    for line in law.open():
        parts = []
        for number, run in enumerate(re.split("([\u4e00-\u9fff]+)", line.strip())):
            if number % 2:
                parts += jieba.cut(run, HMM=False)
            elif run.replace(" ", ""):
                parts.append(run.replace(" ", ""))
        yield parts


def phrases(lines, pairs):
    """Chains of words that recur, with their counts; those that nearly always stand within a longer one are left out."""
    frequent, counts = {pair for pair, n in pairs.items() if n >= 20}, collections.Counter()
    for words in lines:
        for i, first in enumerate(words):
            if first in FUNCTION_WORDS or not HAN.match(first):
                continue
            chain, at = first, i
            while at + 1 < len(words) and at - i < 5 and (words[at], words[at + 1]) in frequent and HAN.match(words[at + 1]) and len(chain) + len(words[at + 1]) <= 14:
                at += 1
                chain += words[at]
                if words[at] not in FUNCTION_WORDS and len(chain) >= 4:
                    counts[chain] += 1
    found = {chain: n for chain, n in counts.items() if n >= 24}
    within = collections.Counter()
    for chain, n in found.items():
        for start in range(len(chain)):
            for end in range(start + 4, len(chain) + 1):
                if end - start < len(chain) and chain[start:end] in found:
                    within[chain[start:end]] = max(within[chain[start:end]], n)
    return {chain: n for chain, n in found.items() if within[chain] < 0.85 * n}


def expanded(pattern):
    """{A,B}C stands for AC and BC."""
    found = re.search("{([^}]*)}", pattern)
    return [pattern] if not found else [text for part in found[1].split(",") for text in expanded(pattern.replace(found[0], part, 1))]


def entries(args, repeated, words, own, green):
    """text -> (class, count): the first class that claims a text keeps it."""
    found = {}
    for line in (HERE / "terms.txt").open():
        if line.strip() and not line.startswith(("#", "often\t")):
            kind, terms = line.rstrip("\n").split("\t")
            for term in terms.split(" "):
                for text in expanded(term):
                    found.setdefault(text, (kind, 0))
    for text in green:
        if len(text) >= 3:
            found.setdefault(text, ("term", 0))
    for name in ("provinces", "cities", "areas"):
        for row in csv.DictReader((args.places / f"{name}.csv").open()):
            text = row["name"].strip('"')
            if HAN.match(text) and text not in ("市辖区", "县", "自治区直辖县级行政区划", "省直辖县级行政区划"):
                found.setdefault(text, ("place", 0))
    locale = babel.Locale("zh")
    for text in [*locale.territories.values(), *locale.languages.values()]:
        if HAN.match(text) and len(text) >= 2:
            found.setdefault(text, ("name", 0))
    titles = collections.Counter(re.sub(r"\s", "", title) for line in args.law.open() for title in re.findall("《([^《》]{4,40})》", line))
    for title, n in titles.items():
        if re.fullmatch("[\u4e00-\u9fff、]+", title) and (n >= 2 or len(title) <= 24):
            found.setdefault(title, ("law", n))
    for text, n in sorted(repeated.items(), key=lambda item: -item[1])[:26_000]:
        found.setdefault(text, ("phrase", n))
    for word in [*words, *(word for word, n in own.items() if n >= 5)]:
        if len(word) >= 4:
            found.setdefault(word, ("phrase", 0))
    return found


def shares():
    """What terms.txt says of how often some terms stand in a city's text."""
    lines = [line.rstrip("\n").split("\t") for line in (HERE / "terms.txt").open() if line.startswith("often\t")]
    return {term: float(share) for _, share, terms in reversed(lines) for term in terms.split(" ")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--law", type=pathlib.Path, required=True)
    parser.add_argument("--arpa", type=pathlib.Path, required=True)
    parser.add_argument("--places", type=pathlib.Path, required=True)
    parser.add_argument("--environment", type=pathlib.Path, required=True)
    args = parser.parse_args()
    words, green = arpa(args.arpa), environment(args.environment)
    own = {}
    for line in open(pathlib.Path(jieba.__file__).parent / "dict.txt"):
        word, n, _ = line.split(" ")
        if HAN.match(word):
            own[word] = int(n)
    dictionary = args.work / "dictionary.txt"
    total = sum(own.values())
    known = {word: n / total * 0.3 for word, n in own.items() if n >= 3} | words
    dictionary.write_text("".join(f"{word} {max(1, int(p * 1e9))}\n" for word, p in known.items()))
    lines = list(segmented(args.law, dictionary))
    tokens = collections.Counter(token for line in lines for token in line)
    chains = collections.Counter(pair for line in lines for pair in zip(line, line[1:]))
    listed = entries(args, phrases(lines, chains), words, own, green)
    pickle.dump({"words": estimate(tokens, words, green, listed)}, (args.work / "vocabulary.pkl").open("wb"))


def is_word(token):
    return "\u4e00" <= token[0] <= "\u9fff"


def estimate(tokens, words, green, listed):
    """Probability and class of each entry, in the mixture of law, general and environmental text."""
    law = collections.Counter()
    for token, n in tokens.items():
        for part in [token] if is_word(token) else token:
            law[part] += n
    total, scale, total_green = sum(law.values()), 0.86 / sum(words.values()), sum(green.values())
    general = {word: p * scale for word, p in words.items()} | SIGNS
    often = sorted(words, key=lambda word: -words[word])[:75_000]
    vocabulary = set(often) | {word for word, n in law.items() if n >= 3} | set(listed)
    often_here = shares()

    def share(word):
        return (SHARE_OF_LAW * law.get(word, 0) / total + SHARE_OF_GREEN * green.get(word, 0) / total_green
                + (1 - SHARE_OF_LAW - SHARE_OF_GREEN) * general.get(word, 0))

    found, characters = {}, collections.Counter()
    for word in vocabulary:
        kind, n = listed.get(word, ("word", 0))
        found[word] = (max(share(word), SHARE_OF_LAW * 0.5 * n / total, LEAST[kind], often_here.get(word, 0)), kind)
        for character in word:
            characters[character] += share(word)
    every = sum(characters.values())
    for character, p in characters.items():
        found[character] = (max(found[character][0] if character in found else 0, p / every * 0.02, LEAST["word"]), "word")
    mass = sum(p for p, _ in found.values())
    return {word: (p / mass, kind) for word, (p, kind) in found.items()}


if __name__ == "__main__":
    main()
