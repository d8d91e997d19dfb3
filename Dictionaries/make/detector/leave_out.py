#!/usr/bin/env python3
"""False alarms in languages that the detector has never seen: trains without forty of them and measures on their Declarations.

Usage: leave_out.py [the arguments of build.py] [--languages N]

Variants of a left-out language (same first three letters) are left out too, as are its GNOME help, its catalogues and its OCR'd lines.
"""
import os, random, sys
import numpy as np
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import build, corpus, crf

TWO = dict(deu='de', fra='fr', spa='es', ita='it', pol='pl', ces='cs', hun='hu', fin='fi', tur='tr', vie='vi', ind='id', lit='lt', lav='lv', ron='ro', hrv='hr', swe='sv',
           nld='nl', dan='da', por='pt', slv='sl', cat='ca', glg='gl', cym='cy', zul='zu', xho='xh', swh='sw', hat='ht', tgl='tl', est='et', isl='is', gle='ga', eus='eu', plt='mg', yor='yo', ibo='ig', som='so', bre='br', mlt='mt', ast='ast', oci='oc', fur='fur', hau='ha', kur='ku', als='sq', azj='az', uzn='uz', nob='nb', nno='nn', afr='af', gla='gd', epo='eo', kin='rw', mri='mi', fao='fo')


def main():
    parser = build.arguments(); parser.add_argument('--languages', type=int, default=40)
    options = parser.parse_args()
    known, S = build.word_list(options.words), build.sources(options)
    rng = random.Random(options.seed)
    names = sorted({l[:3] for l in S.udhr_test if l[:3] != 'eng' and l[:3].isalpha()})
    left = set(rng.sample(names, options.languages))
    two = {TWO[l] for l in left if l in TWO}
    texts = {l: S.latin[l] + S.udhr_test[l] for l in S.udhr_test if l[:3] in left}
    def kept(l): return l[2:].split('_')[0].split('-')[0] not in two if l[1] == '_' else l[:3] not in left       # help, catalogues and OCR'd lines; the Declaration
    S.latin = {l: p for l, p in S.latin.items() if kept(l)}
    S.latin_ocr = {l: p for l, p in S.latin_ocr.items() if kept(l)}
    data = crf.Data([corpus.document(rng, S, S.clean_languages(), sorted(S.garble)) for _ in range(options.documents)], known)
    model = crf.train(data, l2=options.l2, epochs=options.epochs)
    for name, f, mode in (('as they are', str, 0), ('in capitals', str.upper, crf.UPPER_MODE), ('in small letters', str.lower, crf.LOWER_MODE)):
        shares = {}
        for l, paragraphs in texts.items():
            d = crf.Data([(mode, [(2, [(w, 0, 0) for w in f(p).split()]) for p in paragraphs if p.split()])], known)
            shares[l] = float((d.nchars * (crf.predict(d, model) > .5)).sum() / d.nchars.sum())
        worst = sorted(shares.items(), key=lambda x: -x[1])[:5]
        print(f'{name}: {len(shares)} texts of {len(left)} languages, mean {100 * np.mean(list(shares.values())):.3f} %, above 0.5 %: {sum(v > .005 for v in shares.values())}, worst', [(l, round(100 * v, 2)) for l, v in worst], flush=True)


if __name__ == '__main__': main()
