#!/usr/bin/env python3
"""Writes lexicons/accented-countries.en.txt: the countries whose most spoken language is written in Latin letters with more than A to Z.

Usage: accented_countries.py COUNTRIES.en.txt > accented-countries.en.txt

From CLDR, through the ICU of the machine: the likeliest language and script of each region (`uloc_addLikelySubtags`), and the letters that its
texts need (`ulocdata_getExemplarSet`). An English model reads names there without their accents. One name a line, as in the lexicon
of countries and as ICU has it in English.
"""
import ctypes
import ctypes.util
import re
import sys

VERSION = "72"
# Names that neither ICU 72 nor a comparison of words leads to.
OTHER_NAMES = {"Türkiye": "TR", "Turkiye": "TR", "Czech Republic": "CZ"}
common = ctypes.CDLL(f"libicuuc.so.{VERSION}")
international = ctypes.CDLL(f"libicui18n.so.{VERSION}")


def function(library, name, result=ctypes.c_int32):
    found = getattr(library, f"{name}_{VERSION}")
    found.restype = result
    return found


def likely(region):
    status, buffer = ctypes.c_int(0), ctypes.create_string_buffer(100)
    function(common, "uloc_addLikelySubtags")(f"und_{region}".encode(), buffer, 100, ctypes.byref(status))
    return buffer.value.decode()


def letters(locale):
    """The letters of a locale's own texts."""
    status = ctypes.c_int(0)
    data = function(international, "ulocdata_open", ctypes.c_void_p)(locale.encode(), ctypes.byref(status))
    found = function(international, "ulocdata_getExemplarSet", ctypes.c_void_p)(ctypes.c_void_p(data), None, 0, 0, ctypes.byref(status))
    contains = function(common, "uset_contains", ctypes.c_int8)
    return {chr(c) for c in range(0x61, 0x1EFF) if contains(ctypes.c_void_p(found), ctypes.c_int32(c))}


def display(region):
    status, buffer = ctypes.c_int(0), (ctypes.c_uint16 * 200)()
    length = function(common, "uloc_getDisplayCountry")(f"und_{region}".encode(), b"en", buffer, 200, ctypes.byref(status))
    return "".join(map(chr, buffer[:length]))


def key(name):
    name = re.sub(r"\(.*?\)|\b(the|of|and|republic|kingdom|state|plurinational|bolivarian)\b", "", name.lower())
    return "".join(c for c in name if c.isalpha())


def main():
    listed = function(common, "uloc_getISOCountries", ctypes.POINTER(ctypes.c_char_p))()
    names = {}
    for region in iter(iter(listed).__next__, None):
        region = region.decode()
        parts = likely(region).split("_")
        # Dutch and the like need accents in a few words only.
        if len(parts) == 3 and parts[1] == "Latn" and parts[0] not in ("en", "nl") and any(c > "z" for c in letters(parts[0])):
            names[display(region)] = region
    keys = {key(name) for name in names}
    official = [line.strip() for line in open(sys.argv[1], encoding="utf8") if line.strip() and not line.startswith("#")]
    names.update((name, region) for name, region in OTHER_NAMES.items() if region in names.values())
    print("# Countries whose most spoken language is written in Latin letters with more than A to Z (CLDR). Made by make/accented_countries.py")
    for name in sorted(set(names) | {name for name in official if key(name) in keys}):
        print(name)


main()
