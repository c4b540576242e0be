"""What the publishers of the tests have: the book's own tables, carried on to a day of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from qeqt import data
from qeqt.data.official.resample import following, key, period_end
from qeqt.data.official.ways import Recipe, ways
from qeqt.data.records import Figure

TODAY = date(2026, 10, 12)
Pairs = list[tuple[str, str]]
"""(day, cell) as a publisher prints them."""

UNITS = {recipe.series: recipe.unit for way in ways().renewed().values() for recipe in way.columns.values()}


def days(first: date, last: date) -> Iterator[date]:
    """Every weekday."""
    while first <= last:
        if first.weekday() < 5:
            yield first
        first += timedelta(days=1)


def wednesdays(first: date, last: date) -> list[date]:
    first += timedelta(days=(2 - first.weekday()) % 7)
    return [first + timedelta(days=7 * n) for n in range((last - first).days // 7 + 1)]


def further(known: dict[str, float], table: Figure, today: date) -> dict[str, float]:
    """A column that goes on as it was until the last period before today."""
    found, last = dict(known), max(known)
    end = following(last, table.meta.frequency)
    while end < today:
        found[key(end.isoformat(), table.meta.frequency, table.meta.kind)] = known[last]
        end = following(end.isoformat(), table.meta.frequency)
    return found


@cache
def stocked(name: str, periods: int, today: date) -> dict[str, dict[str, Pairs]]:
    """Source -> series -> observations of one table."""
    table, found = data.compiled(name), dict[str, dict[str, Pairs]]()
    for column, recipe in ways().tables[name].columns.items():
        if recipe.source and not recipe.groups:
            pairs = observed(table, column, recipe, periods, today)
            if table.meta.frequency != "monthly" and recipe.every == "month":
                pairs = every_month(pairs)
            found.setdefault(recipe.source, {}).setdefault(recipe.series, pairs)
    if name == "us_wealth":
        found["fed_dfa"] = wealth(table, periods, today)
    return found


def observed(table: Figure, column: str, recipe: Recipe, periods: int, today: date) -> Pairs:
    """Observations of so many periods that the rule makes the column from, and all since, as it was."""
    known = {day: value for day, value in table.series(column).items() if day >= recipe.since}
    known = dict(list(known.items())[-periods:])
    if recipe.rule != "dated":
        known = further(known, table, today)
    if recipe.minus:
        for other in recipe.minus:
            others = further(table.series(other), table, today)
            known = {d: v + others[d] for d, v in known.items() if d in others}
    scaled = {day: value / recipe.scale for day, value in known.items()}
    ends = {period_end(day, table.meta.frequency): value for day, value in scaled.items()}
    frequency = table.meta.frequency
    months = {"quarterly": 3, "annual": 12}.get(frequency, 1)
    if recipe.rule == "dated":
        found = {}
        for day in wednesdays(date.fromisoformat(min(known)), date.fromisoformat(max(known))):
            before = [d for d in known if d <= day.isoformat()]
            found[day.isoformat()] = scaled[max(before)]
        return printed({**found, **{d: v for d, v in scaled.items() if date.fromisoformat(d).weekday() == 2}})
    if recipe.rule == "in_force":
        return printed({end.isoformat(): value for end, value in ends.items()})
    if recipe.rule == "year_on_year":
        return printed(index_of(scaled))
    found: dict[str, float] = {}
    for end, value in sorted(ends.items()):
        start = (end.replace(day=1) - timedelta(days=28 * (months - 1))).replace(day=1)
        if recipe.series == "日期":
            found |= {d.isoformat(): float(d.day) for d in days(start, end) if d.day <= value}
        elif recipe.every == "day":
            found |= {day.isoformat(): value for day in days(start, end)}
        elif recipe.every == "week" and recipe.rule == "interpolated":
            weeks = wednesdays(end - timedelta(days=6), end + timedelta(days=7))
            found |= {week.isoformat(): value for week in weeks}
        elif recipe.every == "week":
            found |= {week.isoformat(): value for week in wednesdays(start, end)}
        else:
            first = end.replace(day=1)
            if recipe.every == "quarter":
                first = (first - timedelta(days=50)).replace(day=1)
            length = months if (recipe.every, recipe.rule) == ("month", "mean") else 1
            for earlier in range(length):
                found[back(first, recipe.lag_months + earlier).isoformat()] = value
    if recipe.every == "week" and recipe.rule == "interpolated":
        for week in wednesdays(date.fromisoformat(min(found)), date.fromisoformat(max(found))):
            found.setdefault(week.isoformat(), found[max(d for d in found if d <= week.isoformat())])
    if recipe.every in ("day", "week") and recipe.rule in ("last", "mean"):
        following = max(ends) + timedelta(days=1)
        following += timedelta(days=(2 - following.weekday()) % 7)
        found[following.isoformat()] = found[max(found)]
    return printed(found)


def every_month(pairs: Pairs) -> Pairs:
    """Observations a month, where the table has fewer."""
    known, month = dict(pairs), date.fromisoformat(min(pairs)[0])
    found = {}
    while month.isoformat() <= pairs[-1][0]:
        found[month.isoformat()] = known[max(day for day in known if day <= month.isoformat())]
        month = back(month, -1)
    return list(found.items())


def index_of(changes: dict[str, float]) -> dict[str, float]:
    """An index that changed so over the year."""
    first = date.fromisoformat(min(changes))
    found = {back(first, n).isoformat(): 100.0 for n in range(1, 13)}
    for day, change in changes.items():
        found[day] = found.get(f"{int(day[:4]) - 1}{day[4:]}", 100.0) * (1 + change / 100)
    return found


def back(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)


def printed(values: dict[str, float]) -> Pairs:
    return [(day, f"{values[day]:.10g}") for day in sorted(values)]


# ------------------------------------------------------------------- formats


def wealth(table: Figure, periods: int, today: date) -> dict[str, Pairs]:
    """Levels by group that have the compiled shares."""
    items = {
        "net_worth": "Net worth",
        "equities": "Corporate equities and mutual fund shares",
        "real_estate": "Real estate",
    }
    parts = {"TopPt1": ("top10", 0.2), "RemainingTop1": ("top10", 0.3), "Next9": ("top10", 0.5),
             "Next40": ("next40", 1.0), "Bottom50": ("bottom50", 1.0)}  # fmt: skip
    found: dict[str, Pairs] = {}
    for name, item in items.items():
        for group, (ours, share) in parts.items():
            values = {
                back(date.fromisoformat(day), 2).isoformat(): value * share * 1e5
                for day, value in list(further(table.series(f"{name}_{ours}"), table, today).items())[
                    -periods:
                ]
            }
            found[f"{item}|{group}"] = printed(values)
    return found
