"""Clean text to learn from: paragraphs by language, made from the folders that README.md of this folder names."""
import glob, os, re, unicodedata, random, hashlib

LATIN_SHARE = 0.9


def latin_share(s):
    letters = [c for c in s if c.isalpha()]
    if not letters: return 0.0
    return sum(1 for c in letters if ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or 0x250 <= ord(c) < 0x2B0 or 0x2C60 <= ord(c) < 0x2C80) / len(letters)


def held_out(paragraph, every=6):
    """Whether a paragraph is kept out of the training (by its hash, so that the split never moves)."""
    return int(hashlib.sha1(paragraph.encode()).hexdigest(), 16) % every == 0


def udhr(folder):
    """{language: paragraphs} of the Declaration, languages in Latin script only."""
    result = {}
    for path in sorted(glob.glob(os.path.join(folder, '**', '*.txt'), recursive=True)):
        text = unicodedata.normalize('NFC', open(path, encoding='utf8').read())
        if latin_share(text) < LATIN_SHARE: continue
        result[os.path.basename(path)[:-4]] = [p.strip() for p in text.split('\n') if p.strip()]
    return result


def mallard(folder, limit=120_000):
    """{language: paragraphs} of GNOME's user documentation, languages in Latin script only."""
    result = {}
    for lang in sorted(os.listdir(folder)):
        paragraphs, size = [], 0
        files = sorted(glob.glob(os.path.join(folder, lang, '*', '*.page')))
        random.Random(7).shuffle(files)
        for path in files:
            text = open(path, encoding='utf8').read()
            for p in re.findall(r'<(?:p|title)[^>]*>(.*?)</(?:p|title)>', text, re.S):
                p = re.sub(r'<[^>]+>', '', p)
                p = re.sub(r'\s+', ' ', p).strip()
                p = p.replace('&lt;', '<').replace('&gt;', '>').replace('&amp;', '&')
                if len(p) < 15: continue
                paragraphs.append(unicodedata.normalize('NFC', p)); size += len(p)
            if size > limit: break
        if paragraphs and latin_share(' '.join(paragraphs[:200])) > LATIN_SHARE:
            result['en' if lang == 'C' else lang] = paragraphs
    return result


def catalogues(folder, limit=60_000):
    """{locale: paragraphs} of the gettext catalogues of the machine, in Latin script: text of languages that have no other. The half that
    `Corpus/make/texts.py` prints profiles of is left out, by its hash."""
    import gettext
    result = {}
    for locale in sorted(os.listdir(folder)):
        if locale.split('_')[0] == 'en' or '@' in locale: continue
        found = {}
        for path in sorted(glob.glob(os.path.join(folder, locale, 'LC_MESSAGES', '*.mo'))):
            try: catalogue = gettext.GNUTranslations(open(path, 'rb'))._catalog
            except (OSError, UnicodeDecodeError, ValueError, SyntaxError, IndexError): continue
            for key, value in catalogue.items():
                original = key[0] if isinstance(key, tuple) else key
                if not original or value == original or re.search(r'[%{}<>\\|_&]|--', value): continue
                for part in value.split('\n\n'):
                    part = unicodedata.normalize('NFC', ' '.join(part.split()))
                    if 30 <= len(part) <= 900 and int.from_bytes(hashlib.sha1(part.encode()).digest()[:4], 'big') % 5: found[part] = None
        paragraphs = list(found)
        if sum(map(len, paragraphs)) < 2000 or latin_share(' '.join(paragraphs[:300])) < LATIN_SHARE: continue
        random.Random(7).shuffle(paragraphs)
        size, kept = 0, []
        for p in paragraphs:
            kept.append(p); size += len(p)
            if size > limit: break
        result[locale] = kept
    return result


SPECIES = """Quercus robur|Fagus sylvatica|Pinus massoniana|Cunninghamia lanceolata|Ginkgo biloba|Metasequoia glyptostroboides|Ailanthus altissima|Solidago canadensis|Eichhornia crassipes|Pomacea canaliculata|Lithobates catesbeianus|Procambarus clarkii|Andrias davidianus|Syrmaticus reevesii|Panthera tigris|Panthera pardus|Macaca mulatta|Manis pentadactyla|Lutra lutra|Vulpes vulpes|Meles meles|Erinaceus europaeus|Passer domesticus|Turdus merula|Hirundo rustica|Apus apus|Ciconia ciconia|Grus japonensis|Grus grus|Anas platyrhynchos|Aythya baeri|Mergus squamatus|Egretta garzetta|Ardea cinerea|Falco peregrinus|Bubo bubo|Bombus terrestris|Apis mellifera|Apis cerana|Danaus plexippus|Papilio machaon|Rana temporaria|Bufo bufo|Salamandra salamandra|Oncorhynchus mykiss|Salmo trutta|Acipenser sinensis|Cyprinus carpio|Platanus orientalis|Tilia cordata|Acer platanoides|Acer negundo|Robinia pseudoacacia|Rhododendron simsii|Camellia japonica|Oryza sativa|Zea mays|Triticum aestivum|Phragmites australis|Typha latifolia|Spartina alterniflora|Rhizophora mangle|Avicennia marina|Posidonia oceanica|Zostera marina|Lantana camara|Mikania micrantha|Ageratina adenophora|Ambrosia artemisiifolia|Impatiens glandulifera|Fallopia japonica|Heracleum mantegazzianum|Vespa velutina|Dreissena polymorpha|Corbicula fluminea|Rattus norvegicus|Trachemys scripta|Sciurus carolinensis|Myocastor coypus|Neovison vison|Nyctereutes procyonoides|Psittacula krameri|Threskiornis aethiopicus|Branta canadensis|Harmonia axyridis|Aedes albopictus|Xylella fastidiosa|Phytophthora ramorum|Ceiba pentandra|Swietenia macrophylla|Araucaria angustifolia|Leontopithecus rosalia|Bradypus torquatus|Puma concolor|Tapirus terrestris|Ara macao|Loxodonta africana|Gorilla beringei|Diceros bicornis|Spheniscus demersus|Protea cynaroides|Aloe ferox|Acacia karroo|Eucalyptus globulus|Dacrycarpus dacrydioides|Apteryx mantelli|Phascolarctos cinereus|Pteropus poliocephalus""".split('|')
ACRONYMS = """OECMs OECM CBI CBD NBSAP NBSAPs LBSAP LBSAPs IUCN ICLEI UNEP UNDP UNESCO WWF GIS NGO NGOs SDG SDGs EbA NbS NBS KPI KPIs EIA SEA GHG CO2 PM2.5 PM10 BOD5 COD pH NDVI KMGBF GBF COP15 COP16 CWN TNC FAO WHO EU USA UK UAE PRC BID SUDS MSMEs SMEs R&D CSR ESG TNFD GEF BIOFIN RAMSAR LED UHI QGIS ISO MoU MOU PDF DPRK NTFP NTFPs PES REDD+ IAS eDNA DNA GPS AI IT TV HQ CEO PhD a.m. p.m. No. Nos. Dr. Mr. Mrs. St. Ltd. etc. e.g. i.e. vs. approx. ca. sp. spp. subsp. var. et al.""".split()
UNITS = 'ha m² km² km m mm cm µm nm kg t g mg µg/m³ mg/l °C K kΩ Ω % ‰ t/a ha/yr CO2 NOx PM2.5 dB kWh MW m³/s l/s € USD CNY ¥ £ R$ tCO2e No. × 10³ 1:50 000 CO₂ N₂O'.split(' ')
URL_PARTS = "www nature city gov org com net edu cn za br uk de jp biodiversity strategy plan report parks index html php pdf files docs upload en fr es news about 2024 2025 v2 data map gis view node wp-content uploads".split()


def letters(rng, least, most):
    return ''.join(rng.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ') for _ in range(rng.randint(least, most)))


def grouped(rng):
    """A number as countries write it: 1'234'567, 12,34,567, 1.234,56, 1 234.5."""
    mark, point = rng.choice([("'", '.'), ("’", '.'), (',', '.'), ('.', ','), (' ', ','), ('\u202f', ','), ('', '.')])
    whole = [str(rng.randrange(1, 1000))] + [f'{rng.randrange(1000):03d}' for _ in range(rng.choice([0, 1, 1, 2]))]
    return mark.join(whole) + rng.choice(['', '', point + f'{rng.randrange(100):02d}', point + str(rng.randrange(10))])


def amount(rng):
    """Money: € 3.4m, CHF 1'250.-, USD 12,500 per ha."""
    sign, name = rng.choice('€$£¥₹₩₦'), rng.choice('EUR USD GBP CHF JPY CNY INR ZAR KES BRL MXN CAD AUD NZD SEK NOK DKK PLN CZK HUF RON TRY KRW SGD NGN GHS TZS UGX R Rs Fr. Kč zł kr'.split())
    number = grouped(rng)
    return rng.choice([f'{sign}{number}', f'{sign} {number}', f'{name} {number}', f'{number} {name}', f'{sign}{rng.randrange(100)}.{rng.randrange(10)}{rng.choice(["m", "bn", "k", "M", "mn", " million", " billion"])}',
                       f'{name} {rng.randrange(100)} {rng.choice(["million", "m", "Mio.", "Mrd.", "M"])}', f'{number} {sign}', f'{name} {number}.-', f'{number} {name}/ha']) + rng.choice(['', '', f' (FY{rng.randrange(10, 30)}/{rng.randrange(10, 30)})', ' p.a.', ' (20%)'])


def citation(rng):
    """A place in a law, as lawyers of several countries write it."""
    n = lambda most=99: rng.randint(1, most)
    law = rng.choice(['B', 'L', 'N', 'K', 'W', 'F', '']) + rng.choice(['auGB', 'NatSchG', 'WaldG', 'WG', 'GO', 'BO', 'ImSchG', 'odSchG', 'VwVfG', 'GB', 'PlG', 'JagdG', 'NatSchV', 'VO'])
    return rng.choice([
        lambda: f'§ {n()}{rng.choice(["", "a", "b"])} {rng.choice([f"Abs. {n(9)} ", f"Abs. {n(9)} S. {n(3)} ", f"Abs. {n(9)} Nr. {n(9)} ", f"({n(9)}) ", ""])}{law}',
        lambda: f'§§ {n()} ff. {law} i. V. m. Art. {n()} {law}', lambda: f'Art. {n()} {rng.choice(["al.", "Bst.", "Ziff."])} {n(9)} {law} (SR {n(999)}.{n(99)})',
        lambda: f'art. {rng.choice(["L", "R", "D"])}. {n(999)}-{n(99)} du {rng.choice(["C. env.", "code rural", "C. urb.", "CGCT"])}', lambda: f'décret n° {n(2022)}-{n(1999)} du {n(28)} {rng.choice(["juin", "mars", "décembre", "février"])} {rng.randint(1970, 2024)}',
        lambda: f'Ley {n()}/{rng.randint(1980, 2024)}, de {n(28)} de {rng.choice(["mayo", "junio", "diciembre"])}, art. {n()}.{n(9)}', lambda: f'Decreto-Lei n.º {n(999)}/{n(99)}, de {n(28)} de {rng.choice(["abril", "julho", "outubro"])}', lambda: f'RD {n(1999)}/{rng.randint(1980, 2024)} (BOE núm. {n(365)})',
        lambda: f'Sec. {n()}({n(9)})({rng.choice("abcdef")}) of Act No. {n(200)} of {rng.randint(1950, 2022)}', lambda: f'{n(50)} U.S.C. § {n(9999)} et seq.; {n(50)} CFR {n(999)}.{n(99)}', lambda: f'Reg. (EU) No {n(999)}/{rng.randint(2000, 2022)}, Annex {rng.choice(["I", "II", "III", "IV", "V"])}, pt. {n(9)}',
        lambda: f'Dir. 92/43/EEC, Art. {n()}({n(9)})', lambda: f'nr {n(999)}/{rng.randint(1990, 2022)}, {rng.choice(["poz.", "kap.", "čl.", "st.", "lid", "stk.", "mom."])} {n()}', lambda: f'c. {n(99)}, s. {n(99)}, sch. {n(9)}, para. {n(20)}'])()


def made_code(rng):
    """A code of a form, a plot, a grant or a product: capitals, digits and strokes."""
    d = lambda least, most: ''.join(rng.choice('0123456789') for _ in range(rng.randint(least, most)))
    part = lambda: rng.choice([d(1, 6), d(2, 4), letters(rng, 1, 3), letters(rng, 1, 2) + d(1, 3), d(1, 3) + letters(rng, 1, 2), str(rng.randint(1980, 2026))])
    joined = rng.choice(['-', '/', '.', ':', ' ', '_']).join(part() for _ in range(rng.randint(1, 4)))
    return rng.choice([joined, joined, joined, f'{letters(rng, 1, 4)}{d(1, 4)}', f'No. {joined}', f'{rng.choice(["ref.", "ID", "lot", "plot", "grid", "file", "GA", "no.", "Ref:", "PIN", "sheet", "zone"])} {joined}',
                       f'{rng.randint(1, 9)}.{rng.choice("abc")}) {rng.choice(["i)", "ii.", "(a)", "[c]"])}', f'{d(1, 3)}{rng.choice("NSEWTU")} {d(6, 6)} {d(7, 7)}', f'+{d(2, 3)} ({d(1, 2)}) {d(3, 3)} {d(2, 2)} {d(2, 2)}'])


def figures(rng):
    """A row of a table: figures, some with units, empty cells, shares and changes."""
    cell = lambda: rng.choice([lambda: grouped(rng), lambda: grouped(rng), lambda: f'{rng.choice("+-±<>≈≤≥")}{round(rng.random() * 100, rng.choice([0, 1, 2]))}', lambda: f'{rng.randrange(101)}{rng.choice(["%", " %"])}',
                               lambda: rng.choice(['–', '—', '-', 'n/a', 'n.d.', '..', '*', 'x', 'k.A.', 's/d']), lambda: f'{grouped(rng)} {rng.choice(UNITS)}', lambda: f'{grouped(rng)}{rng.choice("¹²³*†")}', lambda: f'({grouped(rng)})'])()
    return rng.choice(['  ', ' ', '   ', ' | ', '\t', '; ']).join(cell() for _ in range(rng.randint(2, 8)))


def coined(rng):
    """Short names of programmes and bodies with capitals inside: SuDS, KfW, iTree, EU-LEX."""
    inner = lambda: rng.choice([letters(rng, 1, 2) + rng.choice('aeioulnrst') + letters(rng, 1, 3), rng.choice('abceghikmns') + letters(rng, 1, 1) + ''.join(rng.choice('aeiolnrst') for _ in range(rng.randint(2, 5))),
                                letters(rng, 2, 5) + rng.choice(['-', '+', '/', '&']) + letters(rng, 1, 4), letters(rng, 2, 5) + rng.choice(['s', 'i', '+']), letters(rng, 2, 5) + str(rng.randrange(1, 30)), letters(rng, 3, 6)])
    return rng.choice([', ', ' and ', '/', ', ', ' '] ).join(inner() for _ in range(rng.randint(1, 4)))


def made_lines(rng, words):
    """A clean line of a kind that running text lacks: URLs, codes, species, tables, acronyms, names, addresses, amounts, citations of laws."""
    kind = rng.randrange(16)
    w = lambda: rng.choice(words)
    if kind >= 10:
        parts = [(amount, citation, made_code, figures, coined, made_code)[kind - 10](rng) for _ in range(rng.choice([1, 1, 2, 3]))]
        text = rng.choice(['; ', ', ', ' – ', ' ']).join(parts)
        return rng.choice([text, text, f'{w().capitalize()} {w()} {text} {w()} {w()}.', f'{w().capitalize()}: {text}', f'{w()} ({text})'])
    if kind == 0:
        host = rng.choice(['https://', 'http://', '']) + '.'.join(rng.choice(URL_PARTS) if rng.random() < .6 else w() for _ in range(rng.randint(2, 3))) + rng.choice(['.org', '.gov.cn', '.com', '.gov', '.int', '.co.za', '.eu'])
        path = ''.join('/' + (rng.choice(URL_PARTS) if rng.random() < .5 else '-'.join(w() for _ in range(rng.randint(1, 4)))) for _ in range(rng.randint(0, 3)))
        tail = rng.choice(['', '', '?id=%d' % rng.randrange(10**6), '.html', '.pdf', '#' + w()])
        return (rng.choice(['', 'Source: ', 'See ', 'Available at ', 'Link: ']) + host + path + tail)
    if kind == 1:
        return ' '.join(f'{rng.choice(["", "", "-", "~", "<", ">", "≥"])}{rng.choice([rng.randrange(100), rng.randrange(10**5), round(rng.random()*100, 2), f"{rng.randrange(1000)},{rng.randrange(1000):03d}", f"{rng.randrange(100)}%", f"{rng.randint(1990, 2030)}"])}{rng.choice(["", "", "", "%", " ha", " km2", " km²", " m", " t", "°C"])}' for _ in range(rng.randint(2, 9)))
    if kind == 2:
        return ', '.join(rng.choice(SPECIES) for _ in range(rng.randint(1, 4))) + rng.choice(['', ' L.', ' (Linnaeus, 1758)', ' Thunb.', ' and others', ' were recorded.'])
    if kind == 3:
        s = rng.choice(SPECIES); g, e = s.split(' ')
        return f'The {w()} {rng.choice(["species", "population of", "tree", "bird"])} ({s}) and {g[0]}. {e} {rng.choice(["is", "was", "are"])} {w()} {w()} {rng.choice(["sp.", "spp.", "subsp. " + w(), ""])}'.strip()
    if kind == 4:
        return ' '.join(rng.choice(ACRONYMS) if rng.random() < .35 else w() for _ in range(rng.randint(4, 12)))
    if kind == 5:
        code = rng.choice(['ISO %d:%d' % (rng.randrange(20000), rng.randint(1990, 2025)), 'GB/T %d-%d' % (rng.randrange(40000), rng.randint(1990, 2025)), 'EN-%d' % rng.randrange(999), '%s-%d%s' % (''.join(rng.choice('ABCDEFGHJKLMNPQRSTUVWXYZ') for _ in range(rng.randint(2, 4))), rng.randrange(9999), rng.choice(['', 'A', '/B', '.2'])), 'doi:10.%d/%s.%d' % (rng.randrange(1000, 9999), w()[:6], rng.randrange(10**6)), 'Tel. +%d %d %d' % (rng.randrange(99), rng.randrange(999), rng.randrange(10**7)), '%d°%02d\'N, %d°%02d\'E' % (rng.randrange(90), rng.randrange(60), rng.randrange(180), rng.randrange(60)), '%02d:%02d–%02d:%02d' % (rng.randrange(24), rng.randrange(60), rng.randrange(24), rng.randrange(60)), w() + '@' + w() + rng.choice(['.org', '.gov.cn', '.com'])])
        return rng.choice([code, f'{w()} {w()} {code} {w()}', f'{w().capitalize()} {code}, {w()} {w()}'])
    if kind == 6:
        return f'{rng.choice("abcdefghij123456789")}{rng.choice([")", ".", ""])} {w()} {w()} {w()} ({rng.randrange(100)})'
    if kind == 7:
        return ' '.join(w().capitalize() for _ in range(rng.randint(2, 6)))
    if kind == 9:                               # measurements
        def measure():
            n = rng.choice([rng.randrange(1000), round(rng.random() * 100, rng.randint(1, 2)), f'{rng.randrange(100)},{rng.randrange(10)}', f'{rng.randrange(50)}–{rng.randrange(50, 200)}'])
            return f"{rng.choice(['', '', '', '±', '<', '>', '≤', '≥', '~', '(±', 'ΔT = ', 'pH ', 'n = ', 'p < '])}{n}{rng.choice([' ', ' ', ''])}{rng.choice(UNITS)}"
        return ' '.join(measure() if rng.random() < .55 else w() for _ in range(rng.randint(3, 10))) + rng.choice(['', '.', ',', ').'])
    return f'{w().capitalize()} & {w()} {rng.choice(["–", "-", "/", "•", "·", "|"])} {w()} {w()} {rng.randrange(40)} {rng.choice(["January","February","March","April","May","June","July","August","September","October","November","December"])} {rng.randint(2015, 2026)}'


def common_words(folder, most=30_000, power=0.7):
    """English words of two letters and more with the sums of their weights: the frequencies of PyPI's `wordfreq` (CC BY-SA 4.0), of which `folder`
    holds the lists, to a power, because what stands in Latin letters inside other writing is names of things more often than `the` and `of`."""
    import gzip, itertools, msgpack
    buckets = msgpack.load(gzip.open(os.path.join(folder, 'large_en.msgpack.gz')), raw=False)[1:]     # words of frequency 10^(-n/100) in the nth
    ranked = [(word, 10 ** (-n / 100 * power)) for n, words in enumerate(buckets) for word in words if word.isalpha() and word.isascii() and len(word) > 1][:most]
    return [word for word, _ in ranked], list(itertools.accumulate(weight for _, weight in ranked))


def territories(most=3000, seed=1):
    """Names of countries, regions and cities in the languages of Latin script of Unicode's CLDR, as PyPI's `babel` (BSD; data Unicode-3.0) has them."""
    from babel import localedata, Locale
    found = set()
    for identifier in sorted(localedata.locale_identifiers()):
        if '_' in identifier: continue
        zones = localedata.load(identifier).get('time_zones', {})
        found |= {n for n in [*Locale.parse(identifier).territories.values(), *(zone.get('city') for zone in zones.values() if 'city' in zone)]
                  if n and len(n) > 2 and latin_share(n) > .95}
    return random.Random(seed).sample(sorted(found), min(most, len(found)))


def names(places=(), seed=1):
    """Names of persons, cities and organisations in Latin script, from Faker's locales, CLDR and the folder of Chinese places."""
    from faker import Faker
    result = []
    for loc in ['en_US','en_GB','de_DE','fr_FR','es_ES','es_MX','pt_BR','pt_PT','it_IT','pl_PL','cs_CZ','sk_SK','sl_SI','hr_HR','hu_HU','ro_RO','tr_TR','fi_FI','sv_SE','no_NO','da_DK','nl_NL','lt_LT','lv_LV','et_EE','id_ID','fil_PH','tw_GH','zu_ZA','en_IN','en_NZ','en_PK','vi_VN','az_AZ','es_CO','es_AR','es_CL','sq_AL','ga_IE','de_AT','de_CH','fr_CH','fr_CA','en_TH','uz_UZ','yo_NG','ha_NG']:
        try: f = Faker(loc); f.seed_instance(seed)
        except Exception: continue
        for i in range(120):
            try:
                n, c = f.name(), f.city()
                if i % 4 == 0: n = f.company()
            except Exception: continue
            if latin_share(n + c) > .95: result.append((n, c))
    result += [(None, name) for name in territories()]
    from anyascii import anyascii              # names of other scripts, romanised
    for loc in ['ja_JP', 'ko_KR', 'ru_RU', 'uk_UA', 'bg_BG', 'el_GR', 'he_IL', 'ar_EG', 'fa_IR', 'hi_IN', 'th_TH', 'hy_AM', 'ka_GE', 'ne_NP', 'bn_BD', 'ta_IN', 'zh_TW']:
        try: f = Faker(loc); f.seed_instance(seed)
        except Exception: continue
        for _ in range(120):
            try: n, c = f.name(), f.city()
            except Exception: continue
            n = f.romanized_name() if loc == 'ja_JP' else anyascii(n).title()
            result.append((n, anyascii(c).capitalize()))
    kana = [c + v for c in ['', 'k', 's', 't', 'n', 'h', 'm', 'y', 'r', 'w', 'g', 'z', 'd', 'b', 'sh', 'ch', 'ts', 'ky', 'ry'] for v in 'aiueo']
    rng = random.Random(seed + 1)
    for _ in range(300):                        # Japanese place names are made of open syllables
        stem = ''.join(rng.choice(kana) for _ in range(rng.randint(2, 5))) + rng.choice(['', '', 'n'])
        result.append((None, stem.capitalize() + rng.choice(['', ' City', '-shi', '-cho', '-ku', ' Ward', ' Town'])))
    from pypinyin import lazy_pinyin
    import csv
    rng = random.Random(seed)
    fam = '王李张刘陈杨黄赵周吴徐孙朱马胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
    giv = '伟芳娜敏静秀英丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲华建国志永红春梅玉凤海波晓宁云飞雪梦佳欣怡思雨泽浩宇轩子涵博'
    for _ in range(400):
        g = ''.join(rng.choice(giv) for _ in range(rng.randint(1, 2)))
        p = ''.join(lazy_pinyin(g)).capitalize() if rng.random() < .6 else '-'.join(x.capitalize() for x in lazy_pinyin(g))
        result.append((rng.choice([f'{lazy_pinyin(rng.choice(fam))[0].capitalize()} {p}', f'{p} {lazy_pinyin(rng.choice(fam))[0].upper()}']), None))
    for path in places:
        rows = list(csv.reader(open(path, encoding='utf8')))[1:]
        rng.shuffle(rows)
        for r in rows[:500]:
            n = next((x for x in r if any('\u4e00' <= ch <= '\u9fff' for ch in x)), None)
            if n: result.append((None, ''.join(lazy_pinyin(n[:-1])).capitalize() + ' ' + rng.choice(['County', 'City', 'District', 'Prefecture', 'Province', 'Town'])))
    return result
