"""Every value earns its place: what is compared before anything is merged, and what a refusal says."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from qeqt.data.official.resample import LENGTH, Observations, following, period_end
from qeqt.data.official.tables import rounded
from qeqt.data.records import Accepted, Figure

OVERLAP = {"irregular": 1, "annual": 3}
LEAST_OVERLAP = 6
"""Periods that a publisher's answer shares with our table at the least, so that it can be compared."""
AROUND = 12
"""Periods to both sides whose largest value measures a revision."""
MANY = 3
"""More refused revisions than these are told as one: another series, or a new version of all of it."""
STEP = 4.0
"""A new step may be so many times the step that only two in a hundred exceeded."""
TIMES = 3.0
"""A new value of an always positive series is at most so many times the last, or what was seen before."""
ROUNDING = 0.51
"""Of the last decimal that our table prints."""


@dataclass
class Comparison:
    """A column before and after, and what speaks against it."""

    column: str
    before: Observations
    fresh: Observations
    places: int
    slack: float = 0.0
    """What the rounding of the columns that it is made from may move a value by."""
    faults: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    """Dates at which the sidecar accepts what the checks would refuse."""

    @property
    def new(self) -> list[str]:
        """The periods that our table does not have."""
        return sorted(self.fresh.keys() - self.before.keys())

    @property
    def revised(self) -> list[str]:
        """The periods whose printed value changes."""
        shared = self.fresh.keys() & self.before.keys()
        return sorted(day for day in shared if abs(self.fresh[day] - self.before[day]) > self.unit)

    @property
    def taken(self) -> Observations:
        """What goes into the table: what is new, and what was revised by more than rounding."""
        moved = {*self.new, *self.revised}
        return {day: value for day, value in self.fresh.items() if day in moved}

    @property
    def unit(self) -> float:
        """What rounding alone may move a value by."""
        return ROUNDING * 10.0**-self.places + self.slack


def compare(
    column: str, table: Figure, fresh: Observations, places: int, allowed: float, slack: float = 0.0
) -> Comparison:
    """Hold a column as its publisher has it now against the compiled one.

    allowed: the share of the largest value around by which a revision may move one; slack: see Comparison.
    """
    found = Comparison(column, table.series(column), fresh, places, slack)
    by_name = {one.date: one for one in table.meta.accepted if one.column == column}
    frequency = table.meta.frequency
    shared = sorted(found.before.keys() & fresh.keys())
    needed = min(OVERLAP.get(frequency, LEAST_OVERLAP), len(found.before))
    if len(shared) < needed:
        found.faults.append(
            f"the answer shares {len(shared)} periods with the table, {needed} are needed to compare: "
            "another series, or cut short"
        )
        return found
    gaps(found, frequency)
    revisions(found, allowed, by_name)
    ended(found, frequency)
    for day in found.new:
        addition(found, day, by_name)
    bounds(found, table, by_name)
    return found


def is_accepted(found: Comparison, day: str, by_name: dict[str, Accepted]) -> bool:
    """Say whether the sidecar accepts this very value."""
    one = by_name.get(day)
    if one is None or day not in found.fresh or abs(one.value - found.fresh[day]) > found.unit:
        return False
    found.accepted.append(day)
    return True


def refusal(found: Comparison, day: str, said: str, whole: str = "") -> None:
    """Keep a refusal, with the way to accept what is real; `whole`: of the whole column as it is now."""
    found.faults.append(
        f'{day}: {said}. If it is real, the sidecar takes it: [[accepted]] column = "{found.column}", '
        f'date = "{day}", value = {rounded(found.fresh[day], found.places)}, reason = "…"{whole}'
    )


def revisions(found: Comparison, allowed: float, by_name: dict[str, Accepted]) -> None:
    """Refuse changes that are too large for a revision: each by name, or many as one."""
    beyond = [day for day in found.revised if too_large(found, day, allowed)]
    if any(one.whole and is_accepted(found, one.date, by_name) for one in by_name.values()):
        return
    beyond = [day for day in beyond if not is_accepted(found, day, by_name)]
    if len(beyond) > MANY:
        worst = max(beyond, key=lambda day: abs(found.fresh[day] - found.before[day]))
        hints = {ten_times(found.fresh[day], found.before[day]) for day in beyond}
        refusal(
            found, worst, f"{len(beyond)} periods from {beyond[0]} to {beyond[-1]} differ by more than a "
            f"revision; here it was {found.before[worst]:g}, now {found.fresh[worst]:.6g}: another series"
            f"{hints.pop() if len(hints) == 1 else ''}", ", whole = true",
        )  # fmt: skip
        return
    for day in beyond:
        refusal(
            found, day, f"was {found.before[day]:g}, now {found.fresh[day]:.6g}: at most "
            f"{allowed * size_around(found, day):.4g} is a revision, more is another series"
            f"{ten_times(found.fresh[day], found.before[day])}",
        )  # fmt: skip


def size_around(found: Comparison, day: str) -> float:
    """Return the largest value of the year to both sides of a period."""
    days = sorted(found.before)
    at = days.index(day)
    return max(abs(found.before[near]) for near in days[max(0, at - AROUND) : at + AROUND + 1])


def too_large(found: Comparison, day: str, allowed: float) -> bool:
    """Say whether a change is more than a revision."""
    moved = abs(found.fresh[day] - found.before[day])
    return moved > allowed * size_around(found, day) + 2 * found.unit


def ten_times(now: float, was: float) -> str:
    """Say that two values differ by a power of ten, as another unit does."""
    if not now or not was or (now < 0) != (was < 0):
        return " or another sign" if now and was else ""
    power = math.log10(now / was)
    return (
        f" or another unit (10^{round(power)})"
        if abs(power) > 0.8 and abs(power - round(power)) < 0.1
        else ""
    )


def gaps(found: Comparison, frequency: str) -> None:
    """Refuse an answer that leaves out periods in its midst which the table has."""
    inside = [day for day in found.before if min(found.fresh) < day < max(found.fresh)]
    missing = sorted(set(inside) - found.fresh.keys())
    if missing and frequency != "irregular":
        shown = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
        found.faults.append(
            f"the answer has nothing for {shown}, which the table has: cut, or taken back by the publisher"
        )


def bounds(found: Comparison, table: Figure, by_name: dict[str, Accepted]) -> None:
    """Refuse a value beyond what the sidecar says that the column's may be."""
    column = table.columns[found.column]
    if found.faults or any(one.whole for one in by_name.values()):
        return
    for day, value in found.taken.items():
        fits = column.minimum <= value <= column.maximum or day in found.accepted
        if fits or is_accepted(found, day, by_name):
            continue
        ends = f"{column.minimum:g} to {column.maximum:g} {column.unit}"
        refusal(found, day, f"{value:.6g}: {ends} is needed: another unit, or a slip")


def ended(found: Comparison, frequency: str) -> None:
    """Refuse an answer that ends a period or more before the table does: a stale copy, or a dead series."""
    last, ours = max(found.fresh), max(found.before)
    if frequency != "irregular" and following(last, frequency).isoformat() < ours:
        found.faults.append(
            f"the answer ends in {last}, the table in {ours}: a stale copy, or a series that has ended"
        )


def addition(found: Comparison, day: str, by_name: dict[str, Accepted]) -> None:
    """Hold a new period against history: sign, step, size. An accepted one joins the history."""
    earlier = sorted(d for d in {**found.before, **found.fresh} if d < day)
    history = [found.fresh.get(d, found.before.get(d, 0.0)) for d in earlier]
    if len(history) < 3:
        return
    now, was = found.fresh[day], history[-1]
    said = addition_fault(now, was, history)
    if said and not is_accepted(found, day, by_name):
        refusal(found, day, f"{now:.6g} after {was:g}: {said}{ten_times(now, was)}")


def addition_fault(now: float, was: float, history: list[float]) -> str:
    """Say why a new value cannot follow its history, "" where it can."""
    if min(history) >= 0 > now or max(history) <= 0 < now:
        return "the sign was never seen"
    steps = sorted(abs(after - before) for before, after in pairwise(history))
    usual = steps[min(len(steps) - 1, math.ceil(0.98 * len(steps)) - 1)]
    size = max(abs(value) for value in history[-AROUND:])
    limit = max(STEP * usual, 0.01 * size)
    if abs(now - was) > limit:
        return f"a step of {abs(now - was):.4g}, at most {limit:.4g} is usual"
    if min(history) > 0:
        ratios = [max(a / b, b / a) for a, b in pairwise(history)]
        most = max(TIMES, max(ratios))
        if now <= 0 or max(now / was, was / now) > most:
            return f"more than {most:.3g} times as much or as little at once"
    return ""


@dataclass(frozen=True)
class Due:
    """When the next period of a column is published."""

    period: date
    """The last day of the period that is awaited."""
    by: date

    def missed(self, today: date) -> bool:
        """Say whether that day has passed."""
        return today > self.by


def due(last: str, frequency: str, late_after: int) -> Due:
    """Return which period follows the last one, and until when it is published."""
    period = following(last, frequency)
    return Due(period, period + timedelta(days=late_after))


def late(last: str, frequency: str, late_after: int, today: date) -> str:
    """Say that a publisher missed its releases, "" where it did not."""
    awaited = due(last, frequency, late_after)
    if not awaited.missed(today):
        return ""
    behind, months = 0, LENGTH.get(frequency, 1)
    period = awaited.period
    while period + timedelta(days=late_after) < today:
        behind += 1
        period = period_end(following(period.isoformat(), frequency).isoformat(), frequency)
    word = {1: "month", 3: "quarter", 12: "year"}[months]
    ending = "; has the series ended?" if behind * months >= 12 or behind > 4 else ""
    return f"ends in {last}; {behind} {word}{'s' if behind > 1 else ''} overdue since {awaited.by}{ending}"
