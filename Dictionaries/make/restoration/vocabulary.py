#!/usr/bin/env python3
"""The words that lost Han may be read as, how likely each is, and which follow which: WORK/vocabulary.pkl for pack.py.

Usage: vocabulary.py WORK --law TEXT --arpa lm_sc.arpa --places FOLDER

TEXT: paragraphs of laws, a blank line between documents, without those that quality is measured on. lm_sc.arpa: the word trigram model of
libime (Debian source package `libime`, LGPL-2.1+). FOLDER: zh-places. Needs jieba (MIT) and Babel (CLDR).

The entries that can be spotted: terms and species of terms.txt, names of places, CLDR's names of countries and languages, titles in 《》,
set phrases of four characters and more that recur in law, and the longer words of both dictionaries.
"""
import argparse
import collections
import csv
import math
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
SHARE_OF_LAW = 0.45
LEAST = {"term": 1.2e-5, "species": 1.2e-6, "place": 1.5e-6, "name": 1e-6, "law": 1e-6, "phrase": 1.5e-7, "word": 1e-7}
SIGNS = dict(zip("，。、；：（）《》“”", [.05, .03, .02, .003, .003, .003, .003, .002, .002, .003, .003])) | {digit: .002 for digit in "0123456789"}


def arpa(path):
    """Probabilities of words, and of the second word of pairs after the first."""
    order, words, pairs = 0, {}, {}
    for line in path.open():
        if line.startswith("\\"):
            order = int(line[1]) if line[1].isdigit() else 0
            if order == 3:
                break
            continue
        columns = line.rstrip("\n").split("\t")
        if order == 1 and len(columns) >= 2 and HAN.match(columns[1]):
            words[columns[1]] = 10 ** float(columns[0])
        elif order == 2 and len(columns) >= 2 and columns[1].count(" ") == 1:
            pairs[tuple(columns[1].split(" "))] = 10 ** float(columns[0])
    return words, pairs


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


def entries(args, repeated, words, own):
    """text -> (class, count): the first class that claims a text keeps it."""
    found = {}
    for line in (HERE / "terms.txt").open():
        if line.strip() and not line.startswith(("#", "often\t")):
            kind, terms = line.rstrip("\n").split("\t")
            for term in terms.split(" "):
                for text in expanded(term):
                    found.setdefault(text, (kind, 0))
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
    args = parser.parse_args()
    words, following = arpa(args.arpa)
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
    listed = entries(args, phrases(lines, chains), words, own)
    pickle.dump(estimate(tokens, chains, words, following, listed), (args.work / "vocabulary.pkl").open("wb"))


def is_word(token):
    return "\u4e00" <= token[0] <= "\u9fff"


def estimate(tokens, chains, words, following, listed):
    """The mixture of law and general text: probability, class, first and last word of each entry; gains of pairs; back-off of words."""
    law, pairs = collections.Counter(), collections.Counter()
    for token, n in tokens.items():
        for part in [token] if is_word(token) else token:
            law[part] += n
        if not is_word(token):
            for pair in zip(token, token[1:]):
                pairs[pair] += n
    for (a, b), n in chains.items():
        pairs[a if is_word(a) else a[-1], b if is_word(b) else b[0]] += n
    total, scale = sum(law.values()), 0.86 / sum(words.values())
    general = {word: p * scale for word, p in words.items()} | SIGNS
    often = sorted(words, key=lambda word: -words[word])[:75_000]
    vocabulary = set(often) | {word for word, n in law.items() if n >= 3} | set(listed)
    simple = set(often) | {word for word, n in law.items() if n >= 3 and word in tokens}

    def share(word):
        return SHARE_OF_LAW * law.get(word, 0) / total + (1 - SHARE_OF_LAW) * general.get(word, 0)

    def edge(word, last):
        for size in range(min(4, len(word) - 1), 0, -1):
            part = word[-size:] if last else word[:size]
            if part in simple:
                return part
        return word

    found, often_here = {}, shares()
    for word in vocabulary:
        kind, n = listed.get(word, ("word", 0))
        p = max(share(word), SHARE_OF_LAW * 0.5 * n / total, LEAST[kind], often_here.get(word, 0))
        whole = word in tokens or word in words
        found[word] = (p, kind, word if whole else edge(word, False), word if whole else edge(word, True))
    characters = collections.Counter()
    for source, weight in ((law, SHARE_OF_LAW / total), (general, 1 - SHARE_OF_LAW)):
        for word, p in source.items():
            for character in word:
                characters[character] += weight * p
    every = sum(characters.values())
    for character, p in characters.items():
        found[character] = (max(found[character][0] if character in found else 0, p / every * 0.02), "word", character, character)
    mass = sum(p for p, *_ in found.values())
    found = {word: (p / mass, *rest) for word, (p, *rest) in found.items()}
    joint = collections.Counter()
    for (a, b), n in pairs.items():
        if n >= 2 and a in found and b in found:
            joint[a, b] += SHARE_OF_LAW * (n - 0.8) / total
    for (a, b), p in following.items():
        if a in general and a in found and b in found:
            joint[a, b] += (1 - SHARE_OF_LAW) * general[a] * p * 0.95
    scored = {}
    for (a, b), p in joint.items():
        if share(a) > 0:
            given = p / share(a)
            gain = math.log2(given / found[b][0])
            if gain > 0.4:
                scored[a, b] = (p * gain, gain, given)
    kept = sorted(scored, key=lambda pair: -scored[pair][0])[:1_000_000]
    seen, expected = collections.Counter(), collections.Counter()
    for a, b in kept:
        seen[a] += scored[a, b][2]
        expected[a] += found[b][0]
    backoff = {a: math.log2(max(0.02, 1 - min(seen[a], 0.98)) / max(0.02, 1 - expected[a])) for a in seen}
    return {"words": found, "bigrams": {pair: scored[pair][1] for pair in kept}, "backoff": backoff}


if __name__ == "__main__":
    main()
