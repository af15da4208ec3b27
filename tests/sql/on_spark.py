#!/usr/bin/env python3
"""Judges Parquet files of answers on a Spark cluster, and writes what was selected as CSV.

usage: on_spark.py MASTER (ANSWERS.parquet JUDGE.sql SELECTED.csv)...
"""

import csv
import sys
import time

from pyspark.sql import SparkSession


def main():
    master, *jobs = sys.argv[1:]
    session = (
        SparkSession.builder.master(master)
        .appName("oms-maturity")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.executor.memory", "1g")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    for answers, query, selected in zip(jobs[::3], jobs[1::3], jobs[2::3]):
        start = time.monotonic()
        session.read.parquet(answers).createOrReplaceTempView("answers")
        judged = session.sql(open(query, encoding="utf-8").read())
        rows = judged.collect()
        took = time.monotonic() - start
        with open(selected, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(judged.columns)
            writer.writerows(rows)
        # The driver is in the list as well.
        executors = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
        print(f"Spark {session.version}, {executors} executors: judged in {took:.1f} s")
    session.stop()


main()
