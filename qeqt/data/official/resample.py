"""How a published series becomes one of our columns: month-end, mean, total, quarter, year on year.

A period counts when its publisher has closed it: a later one has begun among the observations, or, where
the publisher gives one number a period, the period is over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from math import fsum
from statistics import median

Observations = dict[str, float]

EVERY = ("day", "week", "month", "quarter", "year", "change")
"""How often a publisher observes; change: only when the value moves."""

LENGTH = {"monthly": 1, "quarterly": 3, "annual": 12, "irregular": 1}
GIVES = {"month": "monthly", "quarter": "quarterly", "year": "annual"}
"""The frequency of a publisher who gives one number a period."""
SILENT_AT_THE_END = 12
"""Days that the last observation of a month may lie before its end: the longest closure is a new year's."""
FULL_ENOUGH = 0.6
"""Share of the usual number of observations below which a period has no mean."""


class UnfinishedError(ValueError):
    """A period of the answer is there in part. The message says which, and what is missing."""


@dataclass(frozen=True)
class Shape:
    """What our periods look like, and what the publisher's observations do."""

    frequency: str
    kind: str
    every: str
    today: date
    known: frozenset[str] = frozenset()
    """The dates that our table has."""

    def key(self, day: str) -> str:
        """Return how our tables date a day's period."""
        return key(day, self.frequency, self.kind)

    def closed(self, period: str, newest: str) -> bool:
        """Say whether a period is closed; `newest`: the publisher's last observation."""
        end = period_end(period, self.frequency)
        if self.every in ("day", "week"):
            return period_end(newest, self.frequency) > end
        return end < self.today and (self.every == "change" or end <= period_end(newest, GIVES[self.every]))


@lru_cache(maxsize=65536)
def period_end(day: str, frequency: str) -> date:
    """Return the last day of the month, quarter or year that a day lies in."""
    year, month = int(day[:4]), int(day[5:7])
    length = LENGTH.get(frequency, 1)
    month = (month + length - 1) // length * length
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def key(day: str, frequency: str, kind: str) -> str:
    """Return how our tables date a day's period: months' means and totals by the first day, else the last."""
    end = period_end(day, frequency)
    first = frequency == "monthly" and not kind.startswith("month-end")
    return end.replace(day=1).isoformat() if first else end.isoformat()


def following(period: str, frequency: str) -> date:
    """Return the last day of the period after the one that a day lies in."""
    return period_end((period_end(period, frequency) + timedelta(days=1)).isoformat(), frequency)


def groups_of(raw: Observations, shape: Shape) -> dict[str, list[str]]:
    """Return period -> its days in order, of the periods that are closed."""
    newest = max(raw)
    found: dict[str, list[str]] = {}
    for day in sorted(raw):
        if shape.closed(day, newest):
            found.setdefault(shape.key(day), []).append(day)
    return found


def last(raw: Observations, shape: Shape) -> Observations:
    """Return the last observation of each closed period; a new one has to reach the period's end."""
    found = {}
    for period, days in groups_of(raw, shape).items():
        silent = (period_end(days[-1], shape.frequency) - date.fromisoformat(days[-1])).days
        if shape.every in ("day", "week") and period not in shape.known and silent > SILENT_AT_THE_END:
            raise UnfinishedError(
                f"the answer has nothing between {days[-1]} and the end of that period; ask again later"
            )
        found[period] = raw[days[-1]]
    return found


def mean(raw: Observations, shape: Shape) -> Observations:
    """Return the mean of each closed period; a new one has to be about as full as the others."""
    groups = groups_of(raw, shape)
    usual = median(len(days) for days in groups.values()) if groups else 0
    found = {}
    for period, days in groups.items():
        if len(days) < FULL_ENOUGH * usual and period not in shape.known:
            if period == min(groups):
                continue
            raise UnfinishedError(
                f"the answer has {len(days)} observations of {period}, {usual:g} are usual; ask again later"
            )
        found[period] = fsum(raw[day] for day in days) / len(days)
    return found


def total(raw: Observations, shape: Shape) -> Observations:
    """Return the total of each closed period that has all its months."""
    months = LENGTH[shape.frequency]
    return {
        period: fsum(raw[day] for day in days)
        for period, days in groups_of(raw, shape).items()
        if len(days) == months
    }


def interpolated(raw: Observations, shape: Shape) -> Observations:
    """Return each period's end, on the straight line between the observations before and after it."""
    days = sorted(raw)
    found: Observations = {}
    for before, after in pairwise(days):
        end = period_end(before, shape.frequency)
        start_day, end_day = date.fromisoformat(before), date.fromisoformat(after)
        if start_day <= end < end_day and (end_day - start_day).days <= 21:
            share = (end - start_day).days / (end_day - start_day).days
            found[shape.key(before)] = raw[before] + share * (raw[after] - raw[before])
    return found


def as_published(raw: Observations, shape: Shape) -> Observations:
    """Return one observation a closed period as it was published, dated as our tables date it."""
    return {period: raw[days[-1]] for period, days in groups_of(raw, shape).items()}


def year_on_year(raw: Observations, shape: Shape) -> Observations:
    """Return the change over the same month a year before, percent."""
    found: Observations = {}
    for period, days in groups_of(raw, shape).items():
        day = days[-1]
        earlier = f"{int(day[:4]) - 1}{day[4:]}"
        if raw.get(earlier):
            found[period] = (raw[day] / raw[earlier] - 1.0) * 100.0
    return found


def in_force(raw: Observations, shape: Shape) -> Observations:
    """Return what was in force at the end of each period that is over; observed only when it changes."""
    days = sorted(raw)
    found: Observations = {}
    end = period_end(days[0], shape.frequency)
    while end < shape.today:
        found[shape.key(end.isoformat())] = raw[max(day for day in days if day <= end.isoformat())]
        end = following(end.isoformat(), shape.frequency)
    return found


def dated(raw: Observations, shape: Shape) -> Observations:
    """Return the last observation of each closed month under its own day, and the days that we have."""
    found = {days[-1]: raw[days[-1]] for days in groups_of(raw, shape).values()}
    return found | {day: raw[day] for day in shape.known if day in raw}


RULES: dict[str, Callable[[Observations, Shape], Observations]] = {
    "last": last,
    "mean": mean,
    "sum": total,
    "interpolated": interpolated,
    "as_published": as_published,
    "year_on_year": year_on_year,
    "in_force": in_force,
    "dated": dated,
}
"""What a recipe may name."""


def later(raw: Observations, months: int) -> Observations:
    """Return monthly observations dated so many months later."""
    if not months:
        return raw
    found = {}
    for day, value in raw.items():
        month = int(day[5:7]) + months - 1
        found[date(int(day[:4]) + month // 12, month % 12 + 1, 1).isoformat()] = value
    return found


DAYS_APART = {"day": (1, 4), "week": (5, 9), "month": (27, 32), "quarter": (89, 93), "year": (364, 367)}
"""Least and most days between two observations, as a rule."""


def rhythm_fault(days: list[str], every: str) -> str:
    """Return why a series does not observe as often as it should, "" where it does."""
    if every not in DAYS_APART or len(days) < 2:
        return ""
    apart = [
        (date.fromisoformat(after) - date.fromisoformat(before)).days for before, after in pairwise(days)
    ]
    least, most = DAYS_APART[every]
    found = median(apart)
    if not least <= found <= most:
        return f"observations lie {found:g} days apart, one a {every} is needed: the series is another one"
    if every in ("month", "quarter", "year") and min(apart) < least:
        place = apart.index(min(apart)) + 1
        return f"two observations in one {every}, the second on {days[place]}"
    return ""
