#!/usr/bin/env python3
"""Writes records of answers as NDJSON, the same ones for the same seed.

usage: generate.py RECORDS SEED < INSTRUMENT > FILE

INSTRUMENT is what `oms-maturity rubric show --format json` prints. Two records of three can be judged;
the others have one thing wrong. Figures lie on the ends of bands, just beside them, or anywhere.
"""

import json
import random
import sys
from datetime import date, timedelta
from decimal import Decimal

DAY = date(2026, 6, 30)
WORDS = ["BI dashboard 12", "week 26, \"final\"", "Bericht Ü'ber", "x"]


class Raw(str):
    """Text that stands in the file as it is."""


def text(value):
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(text(item) for item in value) + "]"
    if isinstance(value, (dict, Pairs)):
        return "{" + ",".join(f"{json.dumps(key)}:{text(item)}" for key, item in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


class Pairs:
    """A mapping that may name a key twice."""

    def __init__(self, pairs):
        self.pairs = pairs

    def items(self):
        return self.pairs


class Instrument:
    def __init__(self, shown):
        page = shown["pages"][0]
        asked = page["questionnaire"]
        self.id = asked["id"]
        self.edition = asked.get("edition", 1)
        self.facts = asked.get("facts", [])
        self.questions = asked["questions"]
        self.follow_ups = asked.get("follow_ups", [])
        self.not_applicable = page["rubric"].get("not_applicable", {}).get("at_most", 1)
        self.all = self.facts + self.questions + self.follow_ups
        for question in self.all:
            # Where no options are listed, they are yes and no.
            question.setdefault("options", [] if "measure" in question else [{"id": "yes"}, {"id": "no"}])


def spelled(number):
    """A number as people write it: now and then with a nought too many, or an exponent."""
    plain = format(number, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    # Of what looks like a year, the spelling tells whether it is an age: no column holds that.
    kind = random.random() if number < 1000 else 1
    if kind < 0.05:
        return Raw(plain + "0" if "." in plain else plain + ".0")
    if kind < 0.08 and number == number.to_integral_value() and number != 0:
        return Raw(f"{plain}e0")
    return Raw(plain)


def figure(question):
    """A figure within the bounds of the measure."""
    measure = question["measure"]
    bounds = measure.get("range", {})
    least = Decimal(str(bounds.get("min", 0)))
    most = Decimal(str(bounds["max"])) if "max" in bounds else None
    ends = [
        Decimal(str(value))
        for option in question["options"]
        for value in option.get("band", {}).values()
    ]
    ends += [least] + ([most] if most is not None else [])
    kind = random.random()
    if kind < 0.5:
        number = random.choice(ends) + random.choice([0, 0, 1, -1]) * random.choice(
            [Decimal("0.000000000001"), Decimal("0.01"), Decimal(1)]
        )
    elif kind < 0.6:
        number = Decimal(random.randrange(10**15)).scaleb(-random.randrange(6, 15))
    else:
        number = Decimal(random.randrange(3000)).scaleb(-random.randrange(3))
    number = max(number, least)
    return min(number, most) if most is not None else number


def some_day(before, months):
    """A day about so many months before another, often just on the day."""
    month = before.month - 1 - months
    year, month = before.year + month // 12, month % 12 + 1
    day = before.day
    while True:
        try:
            then = date(year, month, day)
            break
        except ValueError:
            day -= 1
    return then + timedelta(days=random.choice([-1, 0, 0, 1]))


def two_days(about):
    newest = min(some_day(about, random.choice([0, 1, 3, 6, 12, 24])), about)
    earlier = some_day(newest, random.choice([1, 3, 6, 12, 24]))
    while earlier >= newest:
        earlier -= timedelta(days=1)
    days = [newest.isoformat(), earlier.isoformat()]
    random.shuffle(days)
    return days


def said(question, about):
    """What is answered: a scalar, or the entries of a mapping."""
    options = [option["id"] for option in question["options"]]
    measure = question.get("measure")
    kinds = ["unknown"]
    if options:
        kinds += ["option"] * 3
    if measure:
        kinds += ["value"] * 5
        kinds += ["word"] * bool(measure.get("words"))
        kinds += ["days"] * 3 * bool(measure.get("dated"))
    if len(options) == 5:
        kinds += ["level", "level", "level and value"]
    kind = random.choice(kinds)
    if kind == "unknown":
        return random.choice(["unknown", {"unknown": True}, {"option": "unknown"}])
    if kind == "option":
        option = random.choice(options)
        if option in ("yes", "no") and random.random() < 0.3:
            option = option == "yes"
        return random.choice([option, {"option": option}])
    if kind == "word":
        return {"value": random.choice(measure["words"])["word"]}
    if kind == "days":
        return {"on": two_days(about) if measure["dated"] == "two_days" else some_day(about, 3).isoformat()}
    if kind == "level" or not measure:
        return {"level": Raw(random.choice(["1", "2", "3", "4", "5", "5.0"]))}
    if kind == "level and value":
        entries = [("value", spelled(figure(question))), ("level", Raw(str(random.randrange(1, 6))))]
        random.shuffle(entries)
        return dict(entries)
    return {"value": spelled(figure(question))}


def with_evidence(answer):
    if not isinstance(answer, dict):
        answer = {"unknown": True} if answer == "unknown" else {"option": answer}
    kind = random.random()
    if kind < 0.55:
        answer["evidence"] = "report"
        if random.random() < 0.85:
            answer["source"] = random.choice(WORDS)
    elif kind < 0.7:
        answer["evidence"] = random.choice(["estimate", "opinion"])
    if random.random() < 0.1:
        answer["note"] = "said in the room"
    if random.random() < 0.1:
        answer["as_of"] = "2026-05-31"
    return answer


def judgeable(instrument, about):
    """Answers that can be judged."""
    facts, answers = {}, {}
    for fact in instrument.facts:
        if random.random() < 0.8:
            options = [option["id"] for option in fact["options"]]
            facts[fact["id"]] = random.choice(options) if random.random() < 0.9 else "unknown"
    answers.update(facts)
    left_out = 0
    # Some operations know nearly everything, some answer well, some badly.
    knows, good = random.choice([0.6, 0.9, 1, 1]), random.random()
    for question in instrument.questions + instrument.follow_ups:
        conditions = question.get("applies_if", {})
        def holds(fact, options):
            wanted = options if isinstance(options, list) else [options]
            wanted = ["yes" if o is True else "no" if o is False else o for o in wanted]
            return facts.get(fact, "unknown") in wanted + ["unknown"]
        applies = all(holds(fact, options) for fact, options in conditions.items())
        is_main = question in instrument.questions
        if not applies:
            if random.random() < 0.3:
                answers[question["id"]] = random.choice(["unknown", {"not_applicable": "by the facts"}])
            continue
        if random.random() > knows:
            continue
        if random.random() < (0.02 if is_main else 0.1) and (not is_main or left_out < instrument.not_applicable):
            left_out += is_main
            answers[question["id"]] = {"not_applicable": "pilot shop, no peak trade"}
            continue
        options = [option["id"] for option in question["options"]]
        if len(options) == 5 and random.random() < good * 0.7:
            answer = {"option": random.choice(options[3:])}
        else:
            answer = said(question, about)
        if random.random() < 0.8:
            answer = with_evidence(answer)
        answers[question["id"]] = answer
    return answers


def spoilt(instrument, answers, head, about):
    """Puts one thing wrong; returns the entries of `answers`."""
    measured = [q for q in instrument.questions if "measure" in q]
    bounded = [q for q in measured if "max" in q["measure"].get("range", {})]
    dated = [q for q in measured if q["measure"].get("dated") == "two_days"]
    unmeasured = [q for q in instrument.questions if "measure" not in q]
    question = random.choice(instrument.questions)["id"]
    # Where there is no such question, what is wrong is the id.
    one, big, aged, plain = (
        random.choice(them)["id"] if them else "no_such_question"
        for them in (measured, bounded, dated, unmeasured)
    )
    later = (about + timedelta(days=1)).isoformat()
    before = (about - timedelta(days=40)).isoformat()
    wrong = [
        ("no_such_question", "unknown"),
        ("overides", {"value": 3}),
        (question, "no_such_option"),
        (question, {"option": 5}),
        (question, {"level": 6}),
        (question, {"level": Raw("2.5")}),
        (question, {"not_applicable": " "}),
        (question, {"option": "unknown", "evidence": "hearsay"}),
        (question, {"unknown": True, "level": 3}),
        (question, {"unknown": False}),
        (question, {"valeu": 3}),
        (question, {"level": "3"}),
        (question, {"evidence": "report"}),
        (question, 3),
        (question, "3"),
        (question, None),
        (question, ""),
        (question, ["unknown"]),
        (question, {"unknown": True, "source": " "}),
        (question, {"unknown": True, "as_of": "31.05.2026"}),
        (question, Pairs([("level", 3), ("level", 3)])),
        (one, {"value": -1}),
        (one, {"value": Raw("1000000000.5")}),
        (one, {"value": Raw("1e10")}),
        (one, {"value": "5.1"}),
        (one, {"value": "often"}),
        (one, {"value": 3, "level": 7}),
        (one, {"value": 3, "option": "unknown"}),
        (one, {"value": Raw("0.1234567890123456")}),
        (big, {"value": Raw("100.000000000001")}),
        (big, {"on": before}),
        (plain, {"value": 3}),
        (plain, {"value": "path"}),
        (aged, {"on": before}),
        (aged, {"on": [before, before]}),
        (aged, {"on": [later, before]}),
        (aged, {"on": ["2026-02-30", before]}),
        (aged, {"on": [before, before, before]}),
        (aged, {"value": random.choice([2026, 202601, 20260120])}),
    ]
    entries = list(answers.items())
    kind = random.random()
    if kind < 0.75:
        id, answer = random.choice(wrong)
        return [entry for entry in entries if entry[0] != id] + [(id, answer)]
    if kind < 0.85 and entries:
        # A question is answered twice.
        return entries + [random.choice(entries)]
    if kind < 0.95:
        key, value = random.choice(
            [("edition", 1), ("edition", 7), ("questionnaire", "other"), ("scope", " "),
             ("date", "2026-02-30"), ("scoop", "x"), ("edition", "2")]
        )
        head[key] = value
        return entries
    # More is left out than the rubric allows, or all of it.
    several = random.sample(instrument.questions, random.randrange(2, len(instrument.questions) + 1))
    return [(q["id"], {"not_applicable": "no"}) for q in several]


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    instrument = Instrument(json.load(sys.stdin))
    random.seed(seed)
    for number in range(count):
        about = DAY - timedelta(days=random.randrange(900))
        head = {"scope": f"Shop {number}", "date": about.isoformat()}
        if random.random() < 0.7:
            head["edition"] = instrument.edition
        if random.random() < 0.3:
            head["questionnaire"] = instrument.id
        answers = judgeable(instrument, about)
        if random.random() < 0.02:
            answers = {}
        entries = list(answers.items())
        if random.random() < 1 / 3:
            entries = spoilt(instrument, answers, head, about)
        pairs = list(head.items()) + [("answers", Pairs(entries))]
        print(text(Pairs(pairs)))


main()
