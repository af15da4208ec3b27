#!/usr/bin/env python3
"""Measures `portfolio` beside DuckDB and a Python script on the same records, in turns, and prints a
table in Markdown. All three must come to the same counts, or it fails.

usage: measure.py PROGRAM [RECORDS [ROUNDS]]     needs the packages duckdb and orjson

Each is a whole process: it starts, reads the file, judges each record, and counts. DuckDB does it
with examples/sql/load-duckdb.sql and what `rubric export --sql duckdb` writes. The program is run on
ten times the same records as well, for its memory.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DIMENSIONS = [
    "rules_age", "overrides", "adaptability", "cost_to_serve", "inventory_trust", "scalability",
]
# What DuckDB runs: the script's own folder holds the records.
DUCKDB = """
import duckdb, json, pathlib, sys
load, select = (pathlib.Path(path).read_text() for path in sys.argv[1:])
connection = duckdb.connect()
connection.execute("SET threads = 2")
connection.execute(load)
connection.execute("CREATE TABLE judged AS " + select.rstrip().rstrip(";"))
counts = {
    column: connection.execute(
        f"SELECT {column}, count(*) FROM judged WHERE {column} IS NOT NULL GROUP BY ALL").fetchall()
    for column in ["level", "level_evidenced"]
}
print(json.dumps({key: {str(level): count for level, count in rows} for key, rows in counts.items()}))
"""


def run(command, folder):
    """Runs a command; returns its output, and seconds, processor seconds and MiB that it took."""
    out = pathlib.Path(folder, "out")
    began = time.perf_counter()
    with open(out, "wb") as stdout:
        process = subprocess.Popen(command, cwd=folder, stdout=stdout)
        _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    if status != 0:
        sys.exit(f"{command[0]} failed: {status}")
    return out.read_bytes(), (took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def make(records, folder):
    """Writes made-up records."""
    with open(pathlib.Path(folder, "answers.ndjson"), "wb") as file:
        subprocess.run([sys.executable, HERE / "records.py", str(records)], stdout=file, check=True)


def counts_of_ours(text):
    """Returns how often each level occurs, in words that all three share."""
    overall = json.loads(text)["overall"]
    named = {"level": "levels", "level_evidenced": "evidenced_levels"}
    return {
        key: {str(one["at"]): one["records"] for one in overall[name]["counts"]}
        for key, name in named.items()
    }


def counts_of_python(text):
    counts = json.loads(text)
    named = {"level": "levels", "level_evidenced": "evidenced_levels"}
    return {
        key: {level: number for level, number in counts[name].items() if level.isdigit()}
        for key, name in named.items()
    }


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    records = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    with tempfile.TemporaryDirectory() as folder:
        make(records, folder)
        select = pathlib.Path(folder, "select.sql")
        select.write_bytes(
            subprocess.run([program, "rubric", "export", "--sql", "duckdb"], check=True, stdout=-1).stdout)
        script = pathlib.Path(folder, "duck.py")
        script.write_text(DUCKDB)
        load = str(ROOT / "examples" / "sql" / "load-duckdb.sql")
        ways = {
            "`oms-maturity portfolio`": (
                [program, "portfolio", "answers.ndjson", "--format", "json"], counts_of_ours),
            "DuckDB, the exported query": (
                [sys.executable, str(script), load, str(select)], json.loads),
            "Python and orjson": (
                [sys.executable, str(HERE / "judge.py"), "answers.ndjson"], counts_of_python),
        }
        taken = {way: [] for way in ways}
        for _ in range(rounds):
            seen = {}
            for way, (command, counts) in ways.items():
                text, figures = run(command, folder)
                taken[way].append(figures)
                seen[way] = counts(text)
            first = next(iter(seen.values()))
            for way, counts in seen.items():
                if counts != first:
                    sys.exit(f"{way} comes to other counts:\n{counts}\n{first}")
        median = {
            way: [statistics.median(one[figure] for one in figures) for figure in range(3)]
            for way, figures in taken.items()
        }
        ours = next(iter(median.values()))[0]
        print(f"{records:,} records, medians of rounds in turns: {rounds}, {os.cpu_count()} processors:\n")
        print("| | seconds | processor seconds | memory, MiB | times as long |")
        print("|---|---:|---:|---:|---:|")
        for way, (wall, processor, memory) in median.items():
            print(f"| {way} | {wall:.2f} | {processor:.2f} | {memory:.0f} | {wall / ours:.1f} |")
        # By another process: what this one holds would count as memory of those that it starts.
        ten = ["sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 10; do cat answers.ndjson; done > ten.ndjson"]
        subprocess.run(ten, cwd=folder, check=True)
        command = [program, "portfolio", "ten.ndjson", "--format", "json"]
        _, (wall, processor, memory) = run(command, folder)
        print(f"| `oms-maturity portfolio`, {10 * records:,} records | {wall:.2f} | {processor:.2f} | {memory:.0f} | |")


main()
