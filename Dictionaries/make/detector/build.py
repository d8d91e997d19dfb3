#!/usr/bin/env python3
"""Trains the detector of unreadable text and writes Dictionaries/models/garble.bin.

Usage: build.py --pairs DIR… [--catalogues DIR] --udhr DIR --mallard DIR --words FILE… --function FILE --wordfreq DIR [--zh-pairs FILE] [--places FILE…] [--parity FILE] --out FILE

--pairs    the tables that Corpus/make/pairs.py writes
--catalogues  /usr/share/locale: languages that have no other text
--udhr     udhr-articles-1-18, unpacked (Declaration of Human Rights)
--mallard  /usr/share/help of Debian's gnome-user-docs
--function lexicons/function-words.en.txt
--wordfreq the folder of lists of PyPI's wordfreq: how often English words are written
--parity   where to write the cases of Tests/PalimpsestTests/Detect/ParityTests.swift
--scaling  slope and intercept of the confidences, chosen on labelled dumps made from another seed than those of Corpus/profiles-made (0.9 -0.1 now);
           without it they are fitted on pseudo-documents of held-out text
--passages the same for the mean of a passage's words beside other lost passages, chosen on the same dumps (1.8 0.7 now)
--words    English word lists: Debian's wamerican-large and wbritish-large
"""
import argparse, glob, json, os, random, sys, time, unicodedata
import numpy as np
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import features as F, crf, corpus, texts, modelfile, language

REVISION = 3
COMMON = ('ar', 'el', 'fa', 'he', 'hi', 'ja', 'ko', 'ru', 'th', 'uk', 'zh-Hans', 'zh-Hant')     # others are shown less often
NAMED = COMMON + ('bn', 'ta', 'te')              # told apart by their garble
SCRIPTS = {'zh-Hans': 'Hans', 'zh-Hant': 'Hant', 'ja': 'Jpan', 'ko': 'Kore'}     # where a language's script is a mixture


def word_list(paths):
    """English words of three letters and more, lower-cased, and the short ones that are words for certain."""
    words = set(crf.SHORT_WORDS)
    for path in paths:
        for word in open(path, encoding='utf8'):
            word = word.strip().lower()
            if len(word) >= 3: words.add(word)
    return words


def sources(options):
    S = corpus.Sources()
    declaration = texts.udhr(options.udhr)
    S.udhr_test = {}
    for lang, paragraphs in declaration.items():
        cut = max(1, len(paragraphs) * 9 // 10)
        S.latin[lang] = paragraphs[:cut]; S.udhr_test[lang] = paragraphs[cut:]
    S.mallard_test = {}
    for lang, paragraphs in texts.mallard(options.mallard).items():
        train = [p for p in paragraphs if not texts.held_out(p)]
        S.mallard_test[lang] = [p for p in paragraphs if texts.held_out(p)][:150]
        if lang == 'en': S.english = train
        else: S.latin['m_' + lang] = train
    if options.catalogues:
        for lang, paragraphs in texts.catalogues(options.catalogues).items(): S.latin['c_' + lang] = paragraphs
    S.english = S.english + declaration['eng'][:20] * 5
    with_case = [w.strip() for p in options.words for w in open(p, encoding='utf8')]
    S.words = [w for w in with_case if w.isalpha() and w.islower() and w.isascii() and 2 < len(w) < 12]
    S.common, S.common_weights = texts.common_words(options.wordfreq)
    S.names = texts.names(options.places)
    read_pairs(S, options.pairs, options.zh_pairs)
    return S


def read_pairs(S, folders, zh_pairs=None):
    """Adds what the OCR made of known lines."""
    S.garble_test, S.language_of = {}, {}
    if zh_pairs:
        S.garble['zh-Hans-shared'] = corpus.pairs_of_package(zh_pairs); S.language_of['zh-Hans-shared'] = ('zh-Hans', 'Hans')
    for path in sorted(path for folder in folders for path in glob.glob(os.path.join(folder, '*.tsv'))):
        blocks, lang, script, model = corpus.pairs_of_generator(path)
        if not blocks or model == 'chi_sim': continue
        train = [b for b in blocks if b[0][3] != 'heldout']; test = [b for b in blocks if b[0][3] == 'heldout']
        if script == 'Latn': S.latin_ocr.setdefault('o_' + lang, []).extend(train)
        else:
            key = lang + '-' + model
            if lang not in COMMON: S.weights[key] = 0.25
            S.garble.setdefault(key, []).extend(train); S.garble_test.setdefault(key, []).extend(test); S.language_of[key] = (lang, SCRIPTS.get(lang, script))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--pairs', nargs='+', required=True); parser.add_argument('--catalogues')
    for name in ('udhr', 'mallard', 'function', 'wordfreq'): parser.add_argument('--' + name, required=True)
    parser.add_argument('--words', nargs='+', required=True)
    parser.add_argument('--out'); parser.add_argument('--parity')
    parser.add_argument('--zh-pairs'); parser.add_argument('--places', nargs='*', default=[])
    parser.add_argument('--scaling', nargs=2, type=float); parser.add_argument('--passages', nargs=2, type=float, default=(1, 0))
    parser.add_argument('--documents', type=int, default=13000); parser.add_argument('--l2', type=float, default=0.3)
    parser.add_argument('--rounds', type=int, default=3, help='models that are averaged, each of documents of its own'); parser.add_argument('--epochs', type=int, default=6); parser.add_argument('--seed', type=int, default=1)
    return parser


def main():
    parser = arguments()
    options = parser.parse_args()
    if not options.out: parser.error('--out is missing')
    began = time.time()
    known = word_list(options.words); S = sources(options)
    print(len(known), 'words;', len(S.clean_languages()), 'clean languages;', {k: sum(map(len, v)) for k, v in S.garble.items()}, flush=True)
    models = []
    for round_ in range(options.rounds):
        models.append(trained(options, S, known, options.seed + round_))
        print('trained', round(time.time() - began), 's', flush=True)
    model = crf.mean(models)
    function_words = [w.strip() for w in open(options.function, encoding='utf8') if w.strip() and not w.startswith('#')]
    quantised = write(options.out, model, known, S, function_words, options.scaling, options.passages)
    if options.parity: parity(options.parity, quantised, known, S)


def trained(options, S, known, seed):
    """A model of documents drawn from that seed."""
    rng = random.Random(seed)
    languages, scripts = S.clean_languages(), sorted(S.garble)
    data = crf.Data([corpus.document(rng, S, languages, scripts) for _ in range(options.documents)], known)
    print(len(data.tokens), 'tokens,', round(float(data.labels.mean()), 3), 'garbled', flush=True)
    return crf.train(data, l2=options.l2, epochs=options.epochs, seed=seed)


def calibration(model, S, known):
    """Slope and intercept on documents of held-out text (Platt scaling)."""
    rng = random.Random(99)
    T = corpus.Sources(); T.english = S.mallard_test['en']; T.latin = {k: v for k, v in S.udhr_test.items() if v}; T.words, T.names = S.words, S.names; T.common, T.common_weights = S.common, S.common_weights
    T.garble = {k: v for k, v in S.garble_test.items() if v} or S.garble
    data = crf.Data([corpus.document(rng, T, T.clean_languages(), sorted(T.garble)) for _ in range(500)], known)
    p = np.clip(crf.predict(data, model), 1e-6, 1 - 1e-6)
    x, y, w = np.log(p / (1 - p)), data.labels, data.nchars
    a, b = 1.0, 0.0
    for _ in range(50):
        q = 1 / (1 + np.exp(-(a * x + b))); r = w * (q - y); v = w * q * (1 - q) + 1e-9
        H = np.array([[np.sum(v * x * x), np.sum(v * x)], [np.sum(v * x), np.sum(v)]]) + np.eye(2)
        a, b = np.array([a, b]) - np.linalg.solve(H, [np.sum(r * x), np.sum(r)])
    return float(a), float(b)


def word_hash(word):
    """FNV-1a over the folded characters; never 0."""
    h = 0x811C9DC5
    for c in word: h = ((h ^ F.fold_char(c)) * 0x01000193) & 0xFFFFFFFF
    return h or 1


def write(path, model, known, S, function_words, scaling=None, passages=(1, 0)):
    w, bias, transitions = model
    n, s = 1 << F.NGRAM_BITS, 1 << F.SHAPE_BITS
    K = len(crf.KINDS)
    sections = {}
    sections['ngrams'], sections['ngrams_s'] = modelfile.quantised(w[:n])
    sections['shapes'], sections['shapes_s'] = modelfile.quantised(w[n:n + s])
    at = n + s
    for name, size in (('kind', K), ('previous', K * K), ('next', K * K)):
        sections[name] = w[at:at + size].astype(np.float32); at += size
    a, b = scaling or calibration(model, S, known)
    print('calibration', round(a, 3), round(b, 3))
    sections['chain'] = np.concatenate([[bias, a, b], np.exp(transitions).ravel()]).astype(np.float32)
    sections['passage'] = np.array(passages, np.float32)
    hashes = [word_hash(word) for word in sorted(known)]
    size = 1 << (int(len(hashes) * 1.4).bit_length())
    slots = np.zeros(size, np.uint32)
    for h in sorted(set(hashes)):
        x = h ^ (h >> 15); x = (x * 0x2C1B3C6D) & 0xFFFFFFFF; x ^= x >> 12
        i = x & (size - 1)
        while slots[i]: i = (i + 1) & (size - 1)
        slots[i] = h
    sections['words'] = slots
    sections['function'] = np.array([word_hash(w) for w in function_words], np.uint32)
    sections.update(language.train(S, NAMED, COMMON))
    modelfile.write(path, REVISION, sections)
    print(os.path.getsize(path), 'bytes')
    return (np.concatenate([sections['ngrams'] * sections['ngrams_s'], sections['shapes'] * sections['shapes_s'], w[n + s:]]), bias, transitions)


def parity(path, model, known, S):
    """Cases for the Swift side: some text, and the posterior that this side gives each token with the quantised weights."""
    rng = random.Random(17)
    T = corpus.Sources(); T.english = S.mallard_test['en']; T.latin = {k: v for k, v in S.udhr_test.items() if v}; T.words, T.names = S.words, S.names; T.common, T.common_weights = S.common, S.common_weights
    T.garble = {k: v for k, v in S.garble_test.items() if v}
    cases = []
    while len(cases) < 24:
        case, lines = corpus.document(rng, T, T.clean_languages(), sorted(T.garble), blocks_n=2)
        lines = [(link, [(t, y, 0) for t, y, _ in tokens]) for link, tokens in lines]       # cut tokens are one again on the page
        if not lines or sum(len(t) for _, l in lines for t, _, _ in l) < 150: continue
        text = ''
        for k, (link, tokens) in enumerate(lines): text += ('' if k == 0 else '\n' if link == 1 else '\n\n') + ' '.join(t for t, _, _ in tokens)
        if unicodedata.normalize('NFC', text) != text: continue
        letters = [c for c in text if c.isascii() and c.isalpha()]
        upper = sum(c.isupper() for c in letters)
        seen = crf.UPPER_MODE if len(letters) >= 40 and (len(letters) - upper) * 50 < len(letters) else crf.LOWER_MODE if len(letters) >= 40 and upper * 500 < len(letters) else 0
        data = crf.Data([(seen, lines)], known)
        cases.append({'text': text, 'posteriors': [round(float(p), 4) for p in crf.predict(data, model)]})
    json.dump(cases, open(path, 'w', encoding='utf8'), ensure_ascii=False, indent=1)


if __name__ == '__main__': main()
