"""What a record may say and still make sense: size against neighbours, sign, dates, ladders, letters."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median

JUMP = 6.0
"""A cell that is so many times its neighbours, or that part of them, while they agree, is a slip."""

AGREE = 1.6
"""Neighbours agree while one is at most so many times the other."""

NEVER_NEGATIVE = ("count", "years", "months", "days", "ratio", "index points", "TWD per USD", "JPY per USD")
"""Units of facts that have no sign."""

LARGEST = {
    "percent": 5000.0, "percentage points": 500.0, "percent of GDP": 1000.0, "bp": 10000.0, "years": 400.0,
    "months": 2400.0, "bn USD": 400000.0, "TWD per USD": 100.0, "JPY per USD": 500.0,
}  # fmt: skip
"""The size beyond which a fact of a unit is told in another one, or is wrong."""

UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]"
)
MARKUP = re.compile(r"</?[a-zA-Z!][^>]*>|javascript:|&#?\w+;|^(<{7}|={7}|>{7})( |$)", re.MULTILINE)
NOT_IN_A_NAME = re.compile(r"[\"'<>&`=]")


def today() -> str:
    """Return the day by the machine's clock: no record is of a later one."""
    return datetime.now(UTC).date().isoformat()


def of_text(text: str) -> str:
    """Return why a text may not be printed, or nothing: letters that nobody sees, markup, a merge's marks."""
    if found := UNSEEN.search(text):
        return f"the letter U+{ord(found[0]):04X} is not seen; leave it out"
    if found := MARKUP.search(text):
        return f"{found[0]!r} is markup; plain text is needed"
    return ""


def of_name(name: str) -> str:
    """Return why a record's name may not stand in a page's address or id, or nothing."""
    found = NOT_IN_A_NAME.search(name)
    return f"{found[0]!r} ends an address or an id; leave it out" if found else of_text(name)


def of_day(day: str) -> str:
    """Return why a day may not be that of a number, or nothing."""
    now = today()
    if day > now[: len(day)]:
        return f"a day up to today, {now}, is needed"
    return "" if day >= "1600" else "a year from 1600 on is needed"


def of_fact(value: float, unit: str) -> str:
    """Return why a number may not be a fact in its unit, or nothing."""
    if unit in NEVER_NEGATIVE and value < 0.0:
        return f"0 or more {unit} is needed"
    most = LARGEST.get(unit)
    if most is not None and abs(value) > most:
        return f"at most {most:g} {unit} is needed; another unit, or a slip"
    return ""


POSITIVE = ("price_index", "gdp", "bank_assets", "currency", "ldi_assets")
NOT_NEGATIVE = (
    "on_rrp",
    "foreign_rrp",
    "government_account",
    "standing_facility",
    "reserves",
    "certificates",
)


def of_path(value: float, name: str, unit: str) -> str:
    """Return why a given path may not have a value, or nothing: rates have a range, stocks a sign."""
    is_rate = unit == "percent a year" or name.endswith("_rate") or "yield_" in name
    if is_rate and not -10.0 <= value <= 50.0:
        return "a rate from -10 to 50 percent a year is needed"
    if abs(value) > 1e8:
        return "a number of ordinary size is needed"
    if name in POSITIVE and value <= 0.0:
        return "a number above 0 is needed"
    return "0 or more is needed" if name in NOT_NEGATIVE and value < 0.0 else ""


ENDS = 8.0
"""An end of an interval is at most so many times its value, and no smaller than that part of it."""

LARGEST_END = {
    "ratio": (0.05, 5.0), "percent": (6.0, 100.0), "percentage points": (0.1, 10.0),
    "percent a year": (0.5, 30.0), "bp": (10.0, 1000.0), "share": (0.001, 1.0), "share a month": (0.01, 1.0),
    "share a year": (0.01, 1.0), "share of bank assets": (0.005, 1.0), "share of GDP": (0.005, 1.0),
    "probability": (0.1, 1.0), "years": (1.0, 40.0), "months": (6.0, 120.0), "quarters": (8.0, 80.0),
    "per quarter": (0.05, 1.0),
}  # fmt: skip
"""Between which sizes the larger end of a parameter's range lies in its unit: else it is told in another."""

NEAR_ZERO = ("lower_bound",)
"""Parameters whose range is small in its unit."""


def of_interval(low: float, value: float, high: float, either_sign: bool) -> str:
    """Return why two ends cannot be those of a value, or nothing: signs, and ends told in another unit."""
    if low < 0.0 < high and not either_sign:
        return "ends of one sign, or either_sign = true where the sign itself is open, are needed"
    if not (low < 0.0 < high) and either_sign:
        return "ends on both sides of 0 are needed, as either_sign says"
    for end in (low, high):
        if end * value > 0.0 and not 1.0 / ENDS <= end / value <= ENDS:
            return f"ends within {ENDS:g} times the value are needed; {end:g} beside {value:g}"
    return ""


def of_range(key: str, low: float, high: float, unit: str) -> str:
    """Return why a parameter's range is hardly told in its unit, or nothing."""
    largest = max(abs(low), abs(high))
    least, most = LARGEST_END.get(unit, (0.0, math.inf))
    if unit == "months" and any(end != int(end) for end in (low, high)):
        return "whole months are needed; years, if they are broken"
    if largest == 0.0 or key in NEAR_ZERO or least <= largest <= most:
        return ""
    return f"in {unit} the larger end is {least:g} to {most:g}; {largest:g} is another unit, or a slip"


ALONE = 9.0
"""A number of a short list is at most so many times its neighbour, and no smaller than that part of it."""


def of_list(values: Sequence[float], either_sign: bool = False, uneven: bool = False) -> dict[int, str]:
    """Return the numbers of a list, by place, that are out of line with those beside them.

    ``either_sign``: its numbers lie on both sides of 0. ``uneven``: they differ by any size.
    """
    found = {} if uneven else slipped(values)
    for n, value in enumerate(values):
        near = [each for each in (*values[max(0, n - 1) : n], *values[n + 1 : n + 2]) if each != 0.0]
        if value == 0.0 or not near or n in found:
            continue
        if all(value * each < 0.0 for each in near):
            if either_sign:
                continue
            found[n] = f"its neighbours are {', '.join(f'{each:g}' for each in near)}: its sign is turned"
        elif not uneven and all(not 1.0 / ALONE <= abs(value / each) <= ALONE for each in near):
            found[n] = (
                f"its neighbours are {', '.join(f'{each:g}' for each in near)}: another unit, or a slip"
            )
    return found


NO_CAP = 1000000.0
"""Stands for no cap at all."""


def of_measure(value: float, unit: str, either_way: bool) -> str:
    """Return why a measure cannot be decided so, or nothing."""
    if value < 0.0 and not either_way:
        return "0 or more is needed"
    if unit == "yes or no" and value not in (0.0, 1.0):
        return "1 for yes, 0 for no"
    if abs(value) > 0.1 * NO_CAP and value != NO_CAP:
        return f"a number of ordinary size, or {NO_CAP:g} where there is no cap, is needed"
    return ""


def of_setting(value: float, unit: str, either_way: bool) -> str:
    """Return why a rule cannot be set so, or nothing."""
    if value < 0.0 and not either_way:
        return "0 or more is needed"
    most = {"quarters": 400.0, "months": 1200.0, "share": 1.0}.get(unit, NO_CAP)
    return f"at most {most:g} {unit} is needed" if value > most else ""


def of_ladder(rows: Sequence[Sequence[float]], columns: Sequence[str]) -> str:
    """Return what is wrong with a table of what falls due, or nothing: keys in order, no amount below 0."""
    firsts = [row[0] for row in rows]
    for before, now in pairwise(firsts):
        if now <= before:
            return f"{columns[0]} {now:g} stands after {before:g}: in order, each once"
    if columns[0] == "months" and any(first != int(first) or not 1 <= first <= 360 for first in firsts):
        return "months: whole numbers from 1 to 360"
    for name in ("amount", "yield", "note_rate"):
        if name in columns:
            values = [row[list(columns).index(name)] for row in rows]
            if name != "amount" and (odd := slipped(values)):
                n, why = next(iter(odd.items()))
                return f"{name} {values[n]:g} in line with the rows beside it: {why}"
            low, high = (0.0, 1e7) if name == "amount" else (-5.0, 25.0)
            if wrong := [value for value in values if not low <= value <= high]:
                return f"{name} {wrong[0]:g}: a number from {low:g} to {high:g}"
    return ""


def out_of_line(values: Sequence[float | None]) -> dict[int, str]:
    """Return the cells of a column that are out of line with their neighbours, with the reason."""
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    found = {}
    signed = [(n, value) for n, value in known if value != 0.0]
    signs = [value > 0.0 for _, value in signed]
    alone = [n for n, sign in enumerate(signs) if signs.count(sign) == 1]
    if alone and len(signs) > 4:
        n, value = signed[alone[0]]
        near = [abs(each) for m, each in known if 0 < abs(m - n) <= 3]
        if near and abs(value) > 0.5 * min(near):
            found[n] = "its sign is that of no other in the column"
    for place, (n, value) in enumerate(known):
        near = [known[at][1] for at in beside(place, len(known))]
        if len(near) == 2 and min(map(abs, near)) > 0.0 and near[0] * near[1] > 0.0:
            low, high = sorted(map(abs, near))
            apart = abs(value) > JUMP * high or abs(value) * JUMP < low
            if high <= AGREE * low and apart and n not in found:
                found[n] = f"its neighbours are {near[0]:g} and {near[1]:g}"
    return found


USUAL = 0.95
"""So large a share of a column's cells is usual: how far they lie from the middle of their neighbours."""
FACTORS = (1, 2, 3, -1, -2, -3)
LEAST_TIMES, LEAST_STEP, LEAST_LOG = 3.3, 1.5, 0.05
"""A slip is so many times its neighbours, or so many usual distances from them; logarithms vary so much."""


def slipped(values: Sequence[float | None]) -> dict[int, str]:
    """Return the cells that are out of line and would be in it with another sign or power of ten."""
    known = [n for n, value in enumerate(values) if value is not None]
    if len(known) < 5:
        return {}
    near = {n: nearest_to(values, n) for n in known}
    middle = {n: median(each) for n, each in near.items()}
    cells = {n: value for n in known if (value := values[n]) is not None}
    usual = typical([abs(value - middle[n]) for n, value in cells.items()])
    times = [abs(math.log(value / middle[n])) for n, value in cells.items() if value * middle[n] > 0.0]
    usual_times = max(typical(times), LEAST_LOG)
    found = {}
    for n, value in cells.items():
        at = middle[n]
        off = abs(value - at)
        if value == 0.0 or off <= LEAST_STEP * usual or any(each * at <= 0.0 for each in near[n]):
            continue
        said = f"its neighbours are {', '.join(f'{each:g}' for each in near[n])}"
        if value * at < 0.0:
            turned = abs(-value - at)
            if turned <= max(usual, 0.3 * abs(at)) and off > 3.0 * turned:
                found[n] = f"{said}: its sign is turned"
            continue
        log = math.log(value / at)
        if abs(log) <= max(math.log(LEAST_TIMES), 2.0 * usual_times):
            continue
        close = min(max(1.5 * usual_times, 0.2), 0.7)
        for power in FACTORS:
            if abs(log - power * math.log(10.0)) < close:
                found[n] = f"{said}: times ten to the power of {-power} it would be in line"
    return found


def nearest_to(values: Sequence[float | None], place: int) -> list[float]:
    """Return the four nearest cells that are there: two on each side, or more on one at an end."""
    left = [value for value in values[:place] if value is not None]
    right = [value for value in values[place + 1 :] if value is not None]
    before = min(len(left), max(2, 4 - len(right)))
    return left[len(left) - before :] + right[: 4 - before]


def typical(distances: Sequence[float]) -> float:
    """Return the distance that is exceeded by few: the measure of what is usual."""
    ordered = sorted(distances)[:-1]  # the largest may be the slip itself
    return ordered[max(0, math.ceil(USUAL * len(ordered)) - 1)] if ordered else 0.0


def beside(place: int, count: int) -> list[int]:
    """Return the places of the two nearest cells: one on each side, or two on one at an end."""
    if count < 3:
        return []
    if place == 0:
        return [1, 2]
    return [place - 2, place - 1] if place == count - 1 else [place - 1, place + 1]
