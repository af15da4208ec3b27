#!/usr/bin/env python3
"""Holds what a query selected against what the program says of the same records.

usage: compare.py EXPECTED.ndjson SELECTED.csv

EXPECTED is written by `oms-maturity portfolio FILE --each ndjson`, SELECTED by an engine, with a
header and in any order. Every record must be there once, with the same judgement.
"""

import csv
import sys

import orjson


def number(text):
    return None if text == "" else int(text)


def hundredths(text):
    """A number with two decimals, as a whole number of hundredths."""
    if text in ("", None):
        return None
    whole, _, rest = str(text).partition(".")
    return int(whole) * 100 + int((rest + "00")[:2]) if not whole.startswith("-") else -hundredths(str(text)[1:])


def main():
    expected = {}
    for line in open(sys.argv[1], "rb"):
        record = orjson.loads(line)
        assert record["record"] not in expected, f"record {record['record']} stands twice"
        expected[record["record"]] = record
    valid = wrong = seen = 0
    for row in csv.DictReader(open(sys.argv[2], newline="", encoding="utf-8")):
        record = int(row["record"])
        said = expected.pop(record, None)
        seen += 1
        is_valid = row["valid"].lower() in ("t", "true")
        if said is None:
            theirs, ours = "no such record", row
        elif said.get("invalid"):
            filled = [name for name, text in row.items() if name not in ("record", "valid") and text]
            theirs, ours = (False, []), (is_valid, filled)
        else:
            valid += 1
            spread = said["range"] or {"worst": None, "best": None}
            theirs = {
                "valid": True,
                "level": said["level"],
                "score": hundredths(said.get("score", said["mean"])),
                "range": (spread["worst"], spread["best"]),
                "evidenced_level": said["evidenced_level"],
                "limiting": said["limiting"],
                "dimensions": said["dimensions"],
            }
            ours = {
                "valid": is_valid,
                "level": number(row["level"]),
                "score": hundredths(row.get("score", row.get("mean"))),
                "range": (number(row["level_worst"]), number(row["level_best"])),
                "evidenced_level": number(row["level_evidenced"]),
                "limiting": [id for id in row["limiting"].split(",") if id],
                "dimensions": {id: number(row[f"{id}_level"]) for id in said["dimensions"]},
            }
        if theirs != ours:
            wrong += 1
            if wrong <= 5:
                print(f"record {record}:\n  the program: {theirs}\n  the query:   {ours}\n  {said}")
    if expected:
        wrong += len(expected)
        print(f"not selected: {sorted(expected)[:10]}")
    print(f"{seen} records, {valid} of them valid: {wrong} differ")
    sys.exit(1 if wrong or not valid or valid == seen else 0)


main()
