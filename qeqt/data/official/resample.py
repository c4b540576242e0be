"""How a published series becomes one of our columns: month-end, month average, quarter, year on year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from math import fsum

Observations = dict[str, float]


def period_end(day: str, frequency: str) -> date:
    """Return the last day of the month or quarter that a day lies in."""
    year, month = int(day[:4]), int(day[5:7])
    if frequency == "quarterly":
        month = (month + 2) // 3 * 3
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def key(day: str, frequency: str, kind: str) -> str:
    """Return how our tables date a day's period: month averages by the first day, the rest by the last."""
    end = period_end(day, frequency)
    return end.replace(day=1).isoformat() if kind == "month average" else end.isoformat()


def last(raw: Observations, frequency: str, kind: str) -> Observations:
    """Return the last observation of each period that is over (a later one has begun, or its end is here)."""
    newest = max(raw)
    return {
        key(day, frequency, kind): raw[day]
        for day in sorted(raw)
        if period_end(newest, frequency) > period_end(day, frequency)
        or date.fromisoformat(newest) >= period_end(day, frequency) - timedelta(days=3)
    }


def mean(raw: Observations, frequency: str, kind: str) -> Observations:
    """Return the mean of each period that is over."""
    groups: dict[str, list[float]] = {}
    for day in raw:
        groups.setdefault(key(day, frequency, kind), []).append(raw[day])
    over = last(raw, frequency, kind)
    return {period: fsum(values) / len(values) for period, values in groups.items() if period in over}


def interpolated(raw: Observations, frequency: str, kind: str) -> Observations:
    """Return each period's end, on the straight line between the observations before and after it."""
    days = sorted(raw)
    found: Observations = {}
    for before, after in pairwise(days):
        end = period_end(before, frequency)
        start_day, end_day = date.fromisoformat(before), date.fromisoformat(after)
        if start_day <= end < end_day:
            share = (end - start_day).days / (end_day - start_day).days
            found[key(before, frequency, kind)] = raw[before] + share * (raw[after] - raw[before])
    return found


def as_published(raw: Observations, frequency: str, kind: str) -> Observations:
    """Return one observation a period as it was published, dated as our tables date it."""
    return {key(day, frequency, kind): raw[day] for day in sorted(raw)}


def year_on_year(raw: Observations, frequency: str, kind: str) -> Observations:
    """Return the change over the same month a year before, percent."""
    found: Observations = {}
    for day in sorted(raw):
        earlier = f"{int(day[:4]) - 1}{day[4:]}"
        if earlier in raw:
            found[key(day, frequency, kind)] = (raw[day] / raw[earlier] - 1.0) * 100.0
    return found


RULES: dict[str, Callable[[Observations, str, str], Observations]] = {
    "last": last,
    "mean": mean,
    "interpolated": interpolated,
    "as_published": as_published,
    "year_on_year": year_on_year,
}
"""What a recipe may name."""
