#!/usr/bin/env python3
"""Validates a SARIF report against the structure of SARIF 2.1.0, and what the schema cannot see.

    extract report --format sarif FILES… | validate_report.py SCHEMA [--root DIR]

Beyond the schema: every ruleId is that of its ruleIndex, fingerprints and guids do not repeat within a file, and with --root every
region's bytes are its snippet and its lines and columns are where these bytes stand.

Exit status: 0 valid; 1 not; 2 wrong usage.
"""
import argparse
import json
import os
import sys
import urllib.parse

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit("validate_report.py: the Python package jsonschema is missing: python3 -m pip install jsonschema")


def place(text, offset):
    """Line and column, from 1, of a character offset."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def problems(log, root):
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    seen = set()
    texts = {}
    for number, result in enumerate(run["results"]):
        where = f"results[{number}]"
        if rules[result["ruleIndex"]] != result["ruleId"]:
            yield f"{where}: ruleIndex {result['ruleIndex']} is not {result['ruleId']}"
        location = result["locations"][0]["physicalLocation"]
        uri, region = location["artifactLocation"]["uri"], location["region"]
        for key in (("guid", result["guid"]), (uri, *result["partialFingerprints"].values())):
            if key in seen:
                yield f"{where}: {key} is there twice"
            seen.add(key)
        if root is None:
            continue
        path = os.path.join(root, urllib.parse.unquote(uri.removeprefix("file://")))
        if path not in texts:
            with open(path, "rb") as file:
                texts[path] = file.read()
        data = texts[path]
        start, end = region["byteOffset"], region["byteOffset"] + region["byteLength"]
        if data[start:end].decode("utf-8") != region["snippet"]["text"]:
            yield f"{where}: the bytes of the region are not its snippet"
        if place(data[:start].decode("utf-8"), start) != (region["startLine"], region["startColumn"]):
            yield f"{where}: starts at {place(data[:start].decode('utf-8'), start)}, not at {region['startLine']}:{region['startColumn']}"
        if place(data[:end].decode("utf-8"), end) != (region["endLine"], region["endColumn"]):
            yield f"{where}: does not end at {region['endLine']}:{region['endColumn']}"


def main():
    parser = argparse.ArgumentParser(description="Validates SARIF from standard input.")
    parser.add_argument("schema")
    parser.add_argument("--root", help="the folder that the report's paths start from")
    options = parser.parse_args()
    with open(options.schema, encoding="utf-8") as file:
        schema = json.load(file)
    log = json.load(sys.stdin)
    found = [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in Draft202012Validator(schema).iter_errors(log)]
    if not found:
        found = list(problems(log, options.root))
    for problem in found[:20]:
        print(problem, file=sys.stderr)
    print(f"{len(log['runs'][0]['results'])} results, {'valid' if not found else str(len(found)) + ' problems'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
