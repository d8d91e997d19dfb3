#!/usr/bin/env python3
"""Validates records against their JSON Schema (draft 2020-12) with an implementation that is not ours.

    extract FILES… | validate_records.py SCHEMA
    extract --format json FILES… | validate_records.py --json SCHEMA
    extract FILES… | validate_records.py --summary SCHEMA

Needs the package `jsonschema` (4.18 or later). Beyond the schema it refuses what the schema cannot see: bytes that are not
UTF-8, a byte order mark, NaN and Infinity, numbers that become infinite in a double, repeated keys, empty lines, a carriage
return or a missing line feed at the end of a line, text after the value, and spans that end before they start.

Exit status: 0 all records are valid; 1 some are not, each with its line and the place in it; 2 wrong usage, an unreadable
or invalid schema, or no record at all.
"""
import argparse
import json
import math
import sys

try:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError, best_match
except ImportError:
    sys.exit("validate_records.py: the Python package jsonschema is missing: python3 -m pip install jsonschema")

MAXIMUM_REPORTS = 20


class Refused(ValueError):
    """JSON that a strict reader does not take."""


def refuse_constant(name):
    raise Refused(f"{name} is not JSON")


def finite(text):
    number = float(text)
    if not math.isfinite(number):
        raise Refused(f"the number {text} is infinite in a double")
    return number


def unique(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        keys = [key for key, _ in pairs]
        repeated = sorted({key for key in keys if keys.count(key) > 1})
        raise Refused(f"repeated key {', '.join(repeated)}")
    return members


def parse(text):
    """The value of a JSON text; raises ValueError, also for text after the value."""
    return json.loads(text, parse_constant=refuse_constant, parse_float=finite, object_pairs_hook=unique)


def records_of_lines(stream):
    """Yields (name, record or exception) for each line of NDJSON."""
    for number, line in enumerate(stream, 1):
        name = f"line {number}"
        try:
            if not line.endswith(b"\n"):
                raise Refused("no line feed at the end")
            text = line[:-1].decode("utf-8")
            if not text.strip():
                raise Refused("empty line")
            if text.endswith("\r"):
                raise Refused("carriage return at the end of the line")
            yield name, parse(text)
        except ValueError as error:
            yield name, error


def records_of_array(stream):
    """Yields (name, record or exception) for each item of one JSON array."""
    try:
        array = parse(stream.read().decode("utf-8"))
        if not isinstance(array, list):
            raise Refused("not an array")
    except ValueError as error:
        yield "array", error
        return
    for index, record in enumerate(array):
        yield f"item {index}", record


def span_errors(node, path="$"):
    """Yields a message for each span below `node` that ends before it starts."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from span_errors(item, f"{path}[{index}]")
    elif isinstance(node, dict):
        if "start_line" in node and "end_line" in node:
            if node["end"] < node["start"]:
                yield f"{path}: the span ends before it starts"
            if (node["end_line"], node["end_column"]) < (node["start_line"], node["start_column"]):
                yield f"{path}: the span's last line and column come before its first"
        for key, value in node.items():
            yield from span_errors(value, f"{path}.{key}")


def errors_of(record, validator):
    """The messages for one record."""
    errors = []
    for error in validator.iter_errors(record):
        # Of an anyOf only the branch that came nearest is worth reading.
        nearest = best_match([error]) or error
        message = nearest.message if len(nearest.message) < 300 else nearest.message[:300] + "…"
        errors.append(f"{nearest.json_path}: {message}")
    # Places are compared only where the schema has seen to it that they are numbers.
    return errors or list(span_errors(record))


def load_schema(path):
    with open(path, "rb") as file:
        schema = parse(file.read().decode("utf-8"))
    if not isinstance(schema, dict) or schema.get("$schema") != "https://json-schema.org/draft/2020-12/schema":
        raise Refused("$schema is not draft 2020-12")
    Draft202012Validator.check_schema(schema)
    return schema


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("schema", help="the schema, as printed by `extract schema`")
    arguments.add_argument("--json", action="store_true", help="standard input is one array, not NDJSON")
    arguments.add_argument("--summary", action="store_true", help="say on standard error how many records were valid")
    options = arguments.parse_args()
    try:
        validator = Draft202012Validator(load_schema(options.schema), format_checker=Draft202012Validator.FORMAT_CHECKER)
    except (OSError, ValueError, SchemaError) as error:
        sys.stderr.write(f"{options.schema}: {getattr(error, 'message', error)}\n")
        return 2

    total = invalid = reports = 0
    source = records_of_array if options.json else records_of_lines
    for name, record in source(sys.stdin.buffer):
        total += 1
        messages = [str(record)] if isinstance(record, ValueError) else errors_of(record, validator)
        invalid += bool(messages)
        for message in messages:
            reports += 1
            if reports <= MAXIMUM_REPORTS:
                sys.stderr.write(f"{name}: {message}\n")
    if reports > MAXIMUM_REPORTS:
        sys.stderr.write(f"… and {reports - MAXIMUM_REPORTS} more\n")
    if total == 0:
        sys.stderr.write("no records on standard input\n")
        return 2
    if options.summary or invalid:
        sys.stderr.write(f"{total - invalid} of {total} records are valid\n")
    return 1 if invalid else 0


if __name__ == "__main__":
    sys.exit(main())
