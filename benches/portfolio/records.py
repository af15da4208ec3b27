#!/usr/bin/env python3
"""Writes answers documents, one on each line, as a survey of shops gives them: the same for a seed.

usage: records.py NUMBER [SEED] > records.ndjson
"""

import random
import sys

COUNTRIES = ["AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FR", "IT", "NL", "PL", "SE"]
FORMATS = ["department", "fashion", "grocery", "outlet", "online"]
SOURCES = ["OMS report", "WMS cycle count", "Finance ledger", "BI weekly", "Store audit"]
EVIDENCE = ["report", "estimate", "opinion"]


def figure(dice, most, decimals=1):
    """A figure, more often low than high."""
    return round(most * dice.random() ** 2, decimals)


def answer(dice, question):
    """One answer: an option's level, a figure, or nobody knows."""
    throw = dice.random()
    if throw < 0.05:
        return '"unknown"'
    if throw < 0.55 or question == "adaptability":
        said = f'"level":{dice.randint(1, 5)}'
    elif question == "rules_age":
        said = f'"value":{dice.randint(0, 48)}'
    elif question == "scalability":
        said = f'"value":{dice.randint(1, 52)}'
    elif question == "inventory_trust":
        said = f'"value":{figure(dice, 30)}'
    elif question == "cost_to_serve":
        said = f'"level":{dice.randint(1, 5)}'
    else:
        said = f'"value":{figure(dice, 40)}'
    throw = dice.random()
    if throw < 0.6:
        grade = dice.choice(EVIDENCE)
        said += f',"evidence":"{grade}"'
        if grade == "report" and dice.random() < 0.8:
            said += f',"source":"{dice.choice(SOURCES)}"'
    return "{" + said + "}"


def main():
    number = int(sys.argv[1])
    dice = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    questions = [
        "rules_age", "overrides", "adaptability", "cost_to_serve", "inventory_trust", "scalability",
    ]
    write = sys.stdout.write
    for record in range(1, number + 1):
        day = f"20{dice.randint(24, 26)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        country, kind = dice.choice(COUNTRIES), dice.choice(FORMATS)
        answers = ",".join(f'"{question}":{answer(dice, question)}' for question in questions)
        write(
            f'{{"scope":"Shop {record}","date":"{day}","edition":2,'
            f'"tags":{{"country":"{country}","format":"{kind}"}},"answers":{{{answers}}}}}\n'
        )


main()
