#!/usr/bin/env python3
"""Writes lexicons/languages-of-countries.tsv: the languages that a country's people write, from CLDR (through Babel).

Usage: languages_of_countries.py COUNTRIES.en.txt tesseract-languages.tsv iso_3166-1.json > languages-of-countries.tsv

iso_3166-1.json is of Debian's iso-codes: it has the official names.

One country a line: its name as the templates' values have it, a tab, and its languages, most spoken first: BCP 47 tag, script
(ISO 15924) and the per cent of the people who use it. Languages of the Latin script are left out: a model for English reads them; and so are
those that Tesseract has no model for, with which nothing could be read again (people who speak a dialect of Arabic write Arabic). Chinese,
Serbian and the like get the script that the country uses.
"""
import json, re, sys
from babel import Locale, UnknownLocaleError
from babel.languages import get_territory_language_info


def script_of(language, territory):
    """The script of a language in a territory, by CLDR's likely subtags."""
    from babel.core import get_global, parse_locale
    likely = get_global('likely_subtags')
    for key in (f'{language}_{territory}', language):
        if key in likely:
            return parse_locale(likely[key])[2]
    return None


def main():
    english = Locale('en')
    official = [l.strip() for l in open(sys.argv[1], encoding='utf8') if l.strip() and not l.startswith('#')]
    readable = {l.split('\t')[0] for l in open(sys.argv[2], encoding='utf8') if not l.startswith('#')}
    by_name = {name: code for code, name in english.territories.items() if len(code) == 2 and code.isalpha()}
    folded = {''.join(c for c in n.lower() if c.isalpha()): code for n, code in by_name.items()}
    def words(name): return frozenset(re.findall(r"\w+", name.lower())) - {'the', 'of', 'and'}
    by_words = {words(n): code for n, code in by_name.items()}
    for entry in json.load(open(sys.argv[3], encoding='utf8'))['3166-1']:
        for key in ('name', 'official_name', 'common_name'):
            if key in entry: by_words.setdefault(words(entry[key]), entry['alpha_2'])
    rows = {}
    for name in list(by_name) + official:
        key = ''.join(c for c in name.lower() if c.isalpha())
        code = by_name.get(name) or folded.get(key) or by_words.get(words(name))
        if not code: continue
        info = get_territory_language_info(code) or {}
        shares = {}
        for tag, facts in sorted(info.items(), key=lambda x: -x[1]['population_percent']):
            if facts['population_percent'] < 3 and not facts['official_status']: continue
            parts = tag.split('_')
            script = next((p for p in parts[1:] if len(p) == 4), None) or script_of(parts[0], code)
            if script in (None, 'Latn'): continue
            label = f'zh-{script}' if parts[0] in ('zh', 'yue', 'wuu', 'hak', 'nan', 'hsn', 'gan') else parts[0] if script == script_of(parts[0], 'ZZ') else f'{parts[0]}-{script}'
            if label not in readable: continue
            before = shares.get(label, (script, 0))
            shares[label] = (before[0], before[1] + facts['population_percent'])
        if shares: rows[name] = sorted(shares.items(), key=lambda x: -x[1][1])[:6]
    print('# Name of a country, and the languages of other scripts than Latin that its people write: tag, script, per cent of the people (CLDR).')
    print('# Made by make/languages_of_countries.py')
    for name in sorted(rows): print(name + '\t' + ' '.join(f'{tag}/{script}/{min(100, max(1, round(share)))}' for tag, (script, share) in rows[name]))


main()
