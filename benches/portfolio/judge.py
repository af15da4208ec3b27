#!/usr/bin/env python3
"""Judges NDJSON of answers as a script would that somebody writes for it: the same levels, claimed
and evidenced, counted. For comparison of speed only; it reads with orjson.

usage: judge.py RECORDS.ndjson > counts.json
"""

import collections
import json
import sys

import orjson

DIMENSIONS = [
    "rules_age", "overrides", "adaptability", "cost_to_serve", "inventory_trust", "scalability",
]
# By question: how far each level reaches, from the best down; what stands beyond is level 1.
BANDS = {
    "rules_age": [(3, 5), (6, 4), (12, 3), (24, 2)],
    "overrides": [(1, 5), (3, 4), (8, 3), (15, 2)],
    "adaptability": [(1, 5), (7, 4), (30, 3), (90, 2)],
    "inventory_trust": [(0.5, 5), (1, 4), (2.5, 3), (5, 2)],
    "scalability": [(2, 5), (6, 4), (13, 3), (26, 2)],
}
COST = {"total": 1, "channel": 2, "path": 3, "order": 4, "predicted": 5}
# By dimension: the lowest ceiling of each follow-up, which a higher claim takes an answer to.
FOLLOW_UPS = {
    "rules_age": [("stale_after_change", 2)],
    "overrides": [],
    "adaptability": [("change_rollback_rate", 3), ("disruption_hours", 3)],
    "cost_to_serve": [("cost_prediction_error", 4), ("cost_trend", 3)],
    "inventory_trust": [("stock_exposure", 3)],
    "scalability": [("peak_headroom", 2)],
}
# Levels from the top: the sum of the six, and the weakest dimension that each takes.
LEVELS = [(5, 30, 4), (4, 24, 3), (3, 18, 2), (2, 12, 1)]


def level_of(question, answer):
    """Returns the level of an answer; nothing where it is unknown."""
    if answer is None or answer == "unknown":
        return None
    if isinstance(answer, str):
        return COST[answer]
    if "level" in answer:
        return answer["level"]
    if "option" in answer:
        return COST[answer["option"]]
    value = answer["value"]
    for most, level in BANDS[question]:
        if value <= most:
            return level
    return 1


def evidenced(dimension, level, answer, answers):
    """Returns what reports and follow-ups bear out of a level. No record here answers a follow-up."""
    if level < 4:
        return level
    reported = isinstance(answer, dict) and answer.get("evidence") == "report"
    if not (reported and answer.get("source")):
        return 3
    for follow_up, ceiling in FOLLOW_UPS[dimension]:
        if ceiling < level and follow_up not in answers:
            return 3
    return level


def whole(levels):
    """Returns the overall level."""
    mean, weakest = sum(levels), min(levels)
    for level, needed, least in LEVELS:
        if mean >= needed and weakest >= least:
            return level
    return 1


def main():
    """Judges and counts."""
    overall = collections.Counter()
    borne_out = collections.Counter()
    dimensions = {dimension: collections.Counter() for dimension in DIMENSIONS}
    with open(sys.argv[1], "rb") as lines:
        for line in lines:
            answers = orjson.loads(line)["answers"]
            claimed, proven, unknown = [], [], 0
            for dimension in DIMENSIONS:
                answer = answers.get(dimension)
                level = level_of(dimension, answer)
                if level is None:
                    unknown += 1
                    dimensions[dimension]["unknown"] += 1
                    claimed.append(1)
                    proven.append(1)
                    continue
                dimensions[dimension][level] += 1
                claimed.append(level)
                proven.append(evidenced(dimension, level, answer, answers))
            if unknown > 2:
                overall["too much unknown"] += 1
                continue
            overall[whole(claimed)] += 1
            borne_out[whole(proven)] += 1
    counts = {"levels": overall, "evidenced_levels": borne_out, **dimensions}
    print(json.dumps({key: dict(sorted(count.items(), key=str)) for key, count in counts.items()}))


main()
