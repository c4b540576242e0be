"""What Taipei did from its last close before an announcement to its closes after it.

Taipei closes before dawn in Washington: the close of the announcement's own date comes before it, the next
trading day's after it. Yields in the United States have heard it by the close of the day itself. Daily
figures come from a file that the reader brings; only estimates are kept.
"""

from __future__ import annotations

import bisect
import csv
import hashlib
import io
import math
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qeqt.data.fields import is_day, nearest
from qeqt.study.estimation import EstimationError, libraries
from qeqt.study.estimation.instrumented import Ratio, over
from qeqt.study.estimation.projections import COVERAGE, PER, Response
from qeqt.study.estimation.surprises import Surprises, number

CHANGES = {
    "twd_per_usd": "log", "taiex": "log", "foreign_net_buying": "flow",
    "us_ten_year": "basis_points", "us_two_year": "basis_points", "us_shares": "log",
}  # fmt: skip
"""Columns that a file of days may hold, and how their change is read."""
AMERICAN = ("us_ten_year", "us_two_year", "us_shares")
"""Columns that have heard an announcement by the close of its own day."""
PLACEBO = 30
"""Placebo dates stand at most so many trading days away, and clear of the days measured."""


@dataclass(frozen=True)
class Days:
    """Daily figures that a reader brought."""

    digest: str
    origin: str
    columns: dict[str, dict[str, float]]
    """Name -> day -> value: prices and rates at the close, flows of the day."""


def read_days(path: Path, origin: str = "") -> Days:
    """Read daily figures: a column date, and any of CHANGES; EstimationError names the column or the line."""
    raw = path.read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    heads = [head for head in (rows[0] if rows else {}) if head != "date"]
    if not rows or "date" not in rows[0] or not heads:
        raise EstimationError(f"{path.name}: a column date and one of {', '.join(CHANGES)} are needed")
    for head in heads:
        if head not in CHANGES:
            raise EstimationError(f"{path.name}: column {head!r}; {nearest(head, CHANGES)}")
    columns: dict[str, dict[str, float]] = {head: {} for head in heads}
    for line, row in enumerate(rows, 2):
        if not is_day(row["date"]):
            raise EstimationError(f"{path.name}: line {line}: date {row['date']!r}; YYYY-MM-DD is needed")
        for head in heads:
            value = number(row[head])
            if value is not None:
                columns[head][row["date"]] = value
    return Days(hashlib.sha256(raw).hexdigest(), origin or path.name, columns)


def change(values: dict[str, float], when: list[str], kind: str, base: int, after: int, size: float) -> float:
    """Return what a column did from the close at a place to the close at a later one."""
    if kind == "flow":
        return math.fsum(values[when[n]] for n in range(base + 1, after + 1)) / size
    first, last = values[when[base]], values[when[after]]
    return 100.0 * (math.log(last / first) if kind == "log" else last - first)


def moves(
    days: Days, name: str, surprises: Surprises, first: str, last: str, horizon: int,
    without: Collection[str] = (), shift: int = 0,
) -> tuple[list[str], Any, Any]:  # fmt: skip
    """Return announcements, what the column did after each, and the surprises.

    ``horizon``: closes after the announcement, 1 the first. ``shift``: trading days by which the dates are
    moved (placebo).
    """
    np, _ = libraries()
    if name not in days.columns:
        raise EstimationError(f"no daily column {name!r}; {nearest(name, days.columns)}")
    values, kind = days.columns[name], CHANGES[name]
    index = days.columns.get("taiex", {})
    when = sorted(set(values) & set(index)) if kind == "flow" else sorted(values)
    kept, done, news = [], [], []
    for day, surprise in surprises.events.items():
        if not first <= day[:7] <= last or day in without:
            continue
        heard = bisect.bisect_left(when, day) if name in AMERICAN else bisect.bisect_right(when, day)
        base = heard - 1 + shift
        if base < 0 or base + horizon >= len(when):
            continue
        size = index[when[base]] / 10_000.0 if kind == "flow" else 1.0
        kept.append(day)
        done.append(change(values, when, kind, base, base + horizon, size))
        news.append([surprise.get(column, 0.0) for column in surprises.columns])
    if len(kept) < 20:
        raise EstimationError(f"{name}: {len(kept)} announcements from {first} to {last}; 20 are needed")
    return kept, np.array(done), np.array(news)


def responses(done: Any, news: Any) -> list[Response]:
    """Return the responses to ten basis points, with errors for few and unequal observations (HC3)."""
    np, sm = libraries()
    fitted = sm.OLS(done, np.column_stack([news, np.ones(len(done))])).fit(cov_type="HC3", use_t=True)
    low, high = fitted.conf_int(alpha=1.0 - COVERAGE).T
    told = PER * np.column_stack([fitted.params, fitted.bse, low, high])[: news.shape[1]]
    return [Response(float(a), float(b), float(c), float(d), len(done)) for a, b, c, d in told]


def ratio(done: Any, yields: Any, news: Any, place: int) -> Ratio:
    """Return what was done per ten basis points that the yield did on the same announcements."""
    np, sm = libraries()
    design = np.column_stack([news, np.ones(len(done))])

    def reduced(values: Any) -> tuple[float, float]:
        fitted = sm.OLS(values, design).fit(cov_type="HC3")
        return float(fitted.params[place]), float(fitted.bse[place]) ** 2

    return over(reduced, done, yields)


def largest(surprises: Surprises, column: str, count: int, first: str, last: str) -> list[str]:
    """Return the announcements in which a series moved most, the largest first."""
    sizes = {d: abs(v.get(column, 0.0)) for d, v in surprises.events.items() if first <= d[:7] <= last}
    return sorted(sizes, key=lambda day: -sizes[day])[:count]


def placebo_share(
    days: Days, name: str, surprises: Surprises, first: str, last: str, horizon: int
) -> list[float]:
    """Return, for each series, how often dates moved away by weeks tell at least as much as the true ones."""

    def told(shift: int) -> list[float]:
        _, done, news = moves(days, name, surprises, first, last, horizon, shift=shift)
        return [abs(found.estimate / found.se) for found in responses(done, news)]

    away = [shift for shift in range(-PLACEBO, PLACEBO + 1) if abs(shift) > horizon + 1]
    true, moved = told(0), [told(shift) for shift in away]
    return [(1 + sum(1 for m in moved if m[n] >= t)) / (1 + len(moved)) for n, t in enumerate(true)]
