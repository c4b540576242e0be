"""One fact, one record: a number told in two records, or told in two ways, is a slip of the records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

from qeqt.data.records import Fact

SAME_DAY, SAME_YEAR, NEVER = 0.4, 0.6, 2.0
"""How much of the shorter label the longer one holds, when two records of one value mean one number."""


def repeated_facts(facts: Iterable[Fact]) -> list[str]:
    """Return every pair of records that tell one number twice, or one number in two ways.

    Two records of one publisher, unit and value are one number when their labels share most of their words
    and their dates agree; two records of one label are one number whatever their values and dates say.
    """
    return [
        f"{one.key} and {two.key}: {slip}" for one, two in combinations(facts, 2) if (slip := _slip(one, two))
    ]


def _slip(one: Fact, two: Fact) -> str:
    if one.unit != two.unit or one.publisher != two.publisher:
        return ""
    if _bare(one.label_zh) == _bare(two.label_zh):
        return (
            f"one label, {one.label_zh!r}, with {one.value:g} ({one.as_of}) and {two.value:g} ({two.as_of}); "
            "keep one record, or say in the labels what tells them apart"
        )
    if one.value and one.value == two.value and _shared(one, two) >= _enough(one, two):
        return (
            f"one number, {one.value:g} {one.unit}, under {one.label_zh!r} ({one.as_of}) "
            f"and {two.label_zh!r} ({two.as_of}); keep one record"
        )
    return ""


def _enough(one: Fact, two: Fact) -> float:
    if one.as_of == two.as_of:
        return SAME_DAY
    first, second = (set(re.findall(r"\d+", fact.label_zh)) for fact in (one, two))
    told_of_one_time = one.as_of[:4] == two.as_of[:4] and (first <= second or second <= first)
    return SAME_YEAR if told_of_one_time else NEVER


def _shared(one: Fact, two: Fact) -> float:
    """The share of the shorter label's pairs of characters that the other label holds."""
    first, second = (_pairs(_bare(re.sub(r"（[^）]*）", "", fact.label_zh))) for fact in (one, two))
    return len(first & second) / max(1, min(len(first), len(second)))


def _bare(label: str) -> str:
    return re.sub(r"[\s，、：〈〉《》「」（）的]", "", label)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
