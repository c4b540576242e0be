"""What the words that were read say in numbers: a record's value is held against them.

A number counts with the scale that stands beside it (billion, 億, %, basis points) or, where none does, with
the one that the place states once, such as （百萬美元）. A value is one of the numbers, or what some of them
make: a sum, a difference, a ratio, or the change from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from math import fsum
from typing import NamedTuple

MONEY = {
    "trillion": 1000.0, "tn": 1000.0, "兆": 1000.0, "billion": 1.0, "bn": 1.0, "十億": 1.0, "million": 0.001,
    "百萬": 0.001, "億": 0.1,
}  # fmt: skip
"""What a scale word makes of a number, in billions."""

RATES = {
    "%": "percent", "％": "percent", "percent": "percent", "per cent": "percent", "百分點": "points",
    "個百分點": "points", "percentage point": "points", "碼": "step", "basis point": "bp", "基點": "bp",
    "個基點": "bp", "bp": "bp",
}  # fmt: skip
STEP = 0.25
"""Percentage points of a 碼."""

CURRENCIES = {
    "USD": ("$", "美元", "USD", "dollar"), "GBP": ("£", "英鎊", "GBP"), "EUR": ("€", "歐元", "EUR", "euro"),
    "JPY": ("¥", "日圓", "日元", "JPY", "yen"), "TWD": ("新台幣", "台幣", "TWD", "NT$"),
}  # fmt: skip

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
DATES = re.compile(
    r"\d{4}[-/]\d{1,2}([-/]\d{1,2})?|\b\d{2,3}/\d{1,2}/\d{1,2}"
    r"|\d{2,4} ?年(第 ?\d ?季|底|度)?( ?\d{1,2} ?月)?( ?\d{1,2} ?日)?|\d{1,2} ?月( ?\d{1,2} ?日)?"
    r"|第 ?\d+ ?(頁|段|季|章|節|題|列|欄|次|表)|[圖表] ?[A-Z]?\d[\d.]*|[A-Z]\.\d+"
    r"|(paragraphs?|pages?|p\.|table|figure|section|note) \d+|\b(19|20)\d\d\b|\d+-year|\d+ years?"
    rf"|({MONTH}) \d{{1,2}}\b|\d{{1,2}} ({MONTH})",
    re.IGNORECASE,
)
"""Numbers that are dates, places or maturities."""

WORDS = "|".join(sorted(map(re.escape, {*MONEY, *RATES}), key=len, reverse=True))
MARKS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875}
NUMBER = re.compile(
    rf"(?:(?P<ones>\d+)[- ])?(?P<top>\d)/(?P<bottom>\d)(?!\d)|(?P<whole>\d+)(?P<mark>[{''.join(MARKS)}])"
    r"|(?P<plain>\d[\d,]*(?:\.\d+)?)",
)
BESIDE = re.compile(rf"[\s\u00a0]*(?P<word>{WORDS})", re.IGNORECASE)
STATED = re.compile(rf"[（(][^（）()]*?(?P<word>{WORDS})[^（）()]*?[）)]", re.IGNORECASE)
NEAR = 0.01
"""A value may be rounded from what is said, or more exact than it by so much."""
MOST = 6
"""So many numbers, at most, are put together."""


class Said(NamedTuple):
    """A number as words say it."""

    value: float
    digits: int
    """After its point."""
    word: str
    """The scale beside it, "" where none stands there."""
    follows: bool
    """It goes on with the number before: 9 兆 2,564 億."""


def numbers(words: str) -> Iterator[Said]:
    """Yield the numbers of a text that are no dates."""
    plain = DATES.sub(" ; ", words)
    end = -1
    for found in NUMBER.finditer(plain):
        beside = BESIDE.match(plain, found.end())
        word = beside["word"].lower() if beside else ""
        text = found["plain"] or ""
        value = float((text or found["whole"] or found["ones"] or "0").replace(",", ""))
        if found["bottom"]:
            value += float(found["top"]) / float(found["bottom"])
        if found["mark"]:
            value += MARKS[found["mark"]]
        digits = len(text.partition(".")[2]) if text else 3
        yield Said(value, digits, word, not plain[end : found.start()].strip() and end >= 0)
        end = beside.end() if beside else -1


def scale(word: str, unit: str) -> float | None:
    """Return what a scale word makes of a number in a unit; None where it is of another kind."""
    kind = RATES.get(word)
    if unit.startswith("bn "):
        return None if kind else MONEY.get(word, 1.0)
    if word in MONEY:
        return None
    if unit == "bp":
        return {"bp": 1.0, "percent": 100.0, "points": 100.0, "step": 100.0 * STEP}.get(kind or "", 1.0)
    if unit in ("percent", "percentage points", "percent of GDP"):
        return {"bp": 0.01, "step": STEP}.get(kind or "", 1.0)
    return 1.0


def in_unit(words: str, unit: str) -> list[tuple[float, float]]:
    """Return the numbers of a text in a unit, each with half of its last digit."""
    stated = STATED.search(words)
    beside = stated["word"].lower() if stated else ""
    found: list[tuple[float, float]] = []
    for said in numbers(words):
        times = scale(said.word or beside, unit)
        if times is None:
            continue
        value, half = said.value * times, 0.5 * 10.0**-said.digits * times
        if said.follows and said.word == "億" and found:
            found[-1] = (found[-1][0] + value, half)
        else:
            found.append((value, half))
    return found


def ratios(values: Sequence[float], unit: str) -> Iterator[float]:
    """Yield what two numbers make: one in the other, in percent the change between them too."""
    for one, other in permutations(values[:MOST], 2):
        if other and unit.startswith("percent"):
            yield 100.0 * one / other
            yield 100.0 * abs(one / other - 1.0)
        elif other:
            yield one / other


def made_of(said: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield the numbers, and the sums and differences of some, each with half of its last digit."""
    yield from said
    for (one, first), (other, second) in combinations(said[:MOST], 2):
        yield one + other, first + second
        yield abs(one - other), first + second
    for three in combinations(said[:MOST], 3):
        half = fsum(each[1] for each in three)
        total = fsum(each[0] for each in three)
        yield total, half
        for value, _ in three:
            yield abs(total - 2.0 * value), half


def agrees(value: float, words: str, unit: str) -> bool:
    """Say whether words say a value, or say no number at all."""
    told = list(numbers(words))
    if not told:
        return True
    size, text = abs(value), repr(float(value)).removesuffix(".0")
    own = 0.51 * 10.0 ** -len(text.partition(".")[2])
    made = made_of(in_unit(words, unit))
    if any(abs(each - size) <= max(own, min(half, NEAR * size)) for each, half in made):
        return True
    if unit.startswith("bn "):
        return False
    return any(abs(each - size) <= own for each in ratios([each.value for each in told], unit))


PARTS = (1.0, 3.0, 4.0, 6.0, 12.0)
"""Months over which an amount may be spread."""
SAME_SIZE = 2.2
"""Two amounts are of one size while one is at most so many times the other."""


def near(value: float, words: str, unit: str) -> bool:
    """Say whether words tell an amount of a value's size, whole or spread over months, or tell none."""
    told = [each for each, _ in in_unit(words, unit) if each]
    told += [abs(one - other) for one, other in combinations(told[:MOST], 2) if one != other]
    sizes = [each / part for each in told for part in PARTS]
    return not sizes or any(1.0 / SAME_SIZE <= abs(value) / each <= SAME_SIZE for each in sizes)


def currencies(text: str) -> set[str]:
    """Return the currencies that a text names."""
    return {code for code, names in CURRENCIES.items() if any(name in text for name in names)}
