"""What a record may say and still make sense: size against neighbours, sign, dates, ladders, letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

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


def beside(place: int, count: int) -> list[int]:
    """Return the places of the two nearest cells: one on each side, or two on one at an end."""
    if count < 3:
        return []
    if place == 0:
        return [1, 2]
    return [place - 2, place - 1] if place == count - 1 else [place - 1, place + 1]
