#!/usr/bin/env python3
"""Loads `answers.ndjson` of this folder into DuckDB, judges it, and writes what was selected as CSV.

usage: on_duckdb.py LOAD.sql JUDGE.sql SELECTED.csv [ANSWERS.parquet]

With a last argument the table of answers is written there as well.
"""

import sys
import time

import duckdb


def main():
    load, judge, selected, *parquet = sys.argv[1:]
    base = duckdb.connect()
    base.execute("SET threads = 2")
    start = time.monotonic()
    base.execute(open(load, encoding="utf-8").read())
    loaded = time.monotonic()
    query = open(judge, encoding="utf-8").read().rstrip().rstrip(";")
    base.execute(f"COPY ({query}) TO '{selected}' (HEADER)")
    judged = time.monotonic()
    for path in parquet:
        base.execute(f"COPY answers TO '{path}' (FORMAT parquet)")
    print(f"DuckDB {duckdb.__version__}: loaded in {loaded - start:.1f} s, judged in {judged - loaded:.1f} s")


main()
