"""What the words that were read say in numbers: a record's value is held against them.

A number counts with the scale that stands beside it (billion, 億, 兆, %, basis points), or, where none does,
with the scale that the place states once, such as （百萬美元）. A value may be one of the numbers, or what two or
more of them make: their sum, difference, ratio, or the change from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, permutations

MONEY = {
    "trillion": 1000.0, "tn": 1000.0, "兆": 1000.0, "billion": 1.0, "bn": 1.0, "十億": 1.0, "10 億": 1.0,
    "million": 0.001, "百萬": 0.001, "億": 0.1, "千億": 100.0,
}  # fmt: skip
"""What a scale word makes of a number, in billions."""

PERCENT = {"%": "percent", "％": "percent", "percent": "percent", "per cent": "percent", "百分點": "points",
           "個百分點": "points", "percentage point": "points", "碼": "step", "basis point": "bp", "基點": "bp",
           "個基點": "bp", "bp": "bp"}  # fmt: skip

CURRENCIES = {
    "USD": ("$", "美元", "USD", "dollar"), "GBP": ("£", "英鎊", "GBP"), "EUR": ("€", "歐元", "EUR", "euro"),
    "JPY": ("¥", "日圓", "日元", "JPY", "yen"), "TWD": ("新台幣", "台幣", "TWD", "NT$"),
}  # fmt: skip

DATES = re.compile(
    r"\d{4}[-/]\d{1,2}([-/]\d{1,2})?|\b\d{2,3}/\d{1,2}/\d{1,2}|(民國)? ?\d{2,4} ?年(第 ?\d ?季|底|度)?( ?\d{1,2} ?月)?( ?\d{1,2} ?日)?"
    r"|\d{1,2} ?月( ?\d{1,2} ?日)?|第 ?\d+ ?(頁|段|季|章|節|題|列|欄|次|表)|[圖表] ?[A-Z]?\d[\d.]*|[A-Z]\.\d+"
    r"|(paragraphs?|pages?|p\.|table|figure|section|note) \d+|\b(19|20)\d\d\b|\d+-year|\d+ years?"
    r"|(January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}"
    r"|\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December)",
    re.IGNORECASE,
)
WORDS = "|".join(sorted(map(re.escape, {*MONEY, *PERCENT}), key=len, reverse=True))
FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875}
NUMBER = re.compile(
    rf"(?P<whole>\d[\d,]*(?:\.\d+)?)?(?:(?:(?<=\d)[- ])?(?P<top>\d)/(?P<bottom>\d)(?!\d)|(?P<mark>[{''.join(FRACTIONS)}]))?"
    rf"[\s\u00a0]*(?P<word>{WORDS})?",
    re.IGNORECASE,
)
STATED = re.compile(rf"[（(][^（）()]*?(?P<word>{WORDS})[^（）()]*?[）)]", re.IGNORECASE)
FEWEST, MOST = 2, 6
"""So many numbers, at most, are put together."""


def numbers(words: str) -> Iterator[tuple[float, str]]:
    """Yield each number with the scale word that stands beside it, "" where none does."""
    plain = DATES.sub(" ", words)
    for found in NUMBER.finditer(plain):
        if not (found["whole"] or found["top"] or found["mark"]):
            continue
        value = float((found["whole"] or "0").replace(",", ""))
        if found["bottom"]:
            value += float(found["top"]) / float(found["bottom"])
        if found["mark"]:
            value += FRACTIONS[found["mark"]]
        yield value, (found["word"] or "").lower()


def in_unit(words: str, unit: str) -> list[float]:
    """Return the numbers of a text in a unit, those that cannot be in it left out."""
    stated = STATED.search(words)
    beside = stated["word"].lower() if stated else ""
    found, before = [], ""
    for value, word in numbers(words):
        scale = scale_of(word or beside, unit)
        if scale is None:
            continue
        if word == "億" and before == "兆" and found:  # 9 兆 2,564 億
            found[-1] += value * scale
        else:
            found.append(value * scale)
        before = word
    return found


def scale_of(word: str, unit: str) -> float | None:
    """Return what a scale word makes of a number in a unit; None where it is of another kind."""
    kind = PERCENT.get(word)
    if unit.startswith("bn "):
        return None if kind else MONEY.get(word, 1.0)
    if word in MONEY and kind is None:
        return None
    if unit == "bp":
        return {"bp": 1.0, "percent": 100.0, "points": 100.0, "step": 25.0}.get(kind or "", 1.0)
    if unit in ("percent", "percentage points", "percent of GDP"):
        return {"bp": 0.01, "step": 0.25}.get(kind or "", 1.0)
    return 1.0


def made_of(values: list[float]) -> Iterator[float]:
    """Yield the numbers, and what two of them make, or all of them together."""
    yield from values
    if not FEWEST <= len(values) <= MOST:
        values = values[:MOST]
    for one, other in combinations(values, 2):
        yield one + other
        yield abs(one - other)
    for one, other in permutations(values, 2):
        if other:
            yield one / other
            yield 100.0 * one / other
            yield 100.0 * abs(one / other - 1.0)
    for count in range(3, len(values) + 1):
        yield sum(values[:count])


def decimals(value: float) -> int:
    """Return how many digits a number has after its point."""
    text = repr(value)
    return 0 if text.endswith(".0") or "." not in text else len(text.partition(".")[2])


def agrees(value: float, words: str, unit: str) -> bool:
    """Say whether words say a value, or say no number in its unit at all."""
    said = in_unit(words, unit)
    if not said:
        return not any(True for _ in numbers(words))
    near = 0.51 * 10.0 ** -decimals(value)
    return any(abs(each - abs(value)) <= near for each in made_of(said))


def currencies(text: str) -> set[str]:
    """Return the currencies that a text names."""
    return {code for code, names in CURRENCIES.items() if any(name in text for name in names)}
