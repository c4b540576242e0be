"""Surprises of the Federal Reserve's announcements, by month, in basis points.

The compiled series is that of Jarociński and Karadi (2020). Others come from a file that the reader brings:
its digest and its origin go into the record, the numbers stay with their owner.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from qeqt import data
from qeqt.core import months
from qeqt.data.fields import is_day, nearest
from qeqt.study.estimation import EstimationError

COMPILED = "us_policy_surprises"
JAROCINSKI_KARADI = "jarocinski_karadi"

UNITS = {"bp": 1.0, "points": 100.0}
"""Basis points a unit of the file."""

ByMonth = dict[str, float]


@dataclass(frozen=True)
class Surprises:
    """One or several series of surprises that are told apart, and so estimated together."""

    name: str
    origin: str
    """Who made them, as cited."""
    licence: str
    digest: str
    """sha256 of the file they were read from."""
    first: str
    last: str
    """Months between which no announcement is missing."""
    by_taipei_month: dict[str, ByMonth]
    """Series -> month of Taipei's next trading day -> bp; months without an announcement are left out."""
    by_us_month: dict[str, ByMonth]
    events: dict[str, dict[str, float]] = field(default_factory=dict)
    """Day in the United States -> series -> bp; empty where only months are known."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the series."""
        return tuple(self.by_taipei_month)

    def largest(self, column: str, count: int, first: str, last: str) -> list[str]:
        """Return the months of a sample in which the series moved most, the largest first."""
        values = {m: v for m, v in self.by_taipei_month[column].items() if first <= m <= last}
        return sorted(values, key=lambda month: -abs(values[month]))[:count]

    def share(self, column: str, carried_by: Iterable[str], first: str, last: str) -> float:
        """Return the share of the series' squared variation that some months carry (0 to 1)."""
        values = {m: v * v for m, v in self.by_taipei_month[column].items() if first <= m <= last}
        total = math.fsum(values.values())
        return math.fsum(values.get(month, 0.0) for month in carried_by) / total if total else 0.0

    def total(self, column: str, first: str, last: str) -> float:
        """Return the sum of the surprises of a period, bp."""
        return math.fsum(v for m, v in self.by_taipei_month[column].items() if first <= m <= last)


def compiled() -> Surprises:
    """Return the Jarociński-Karadi policy and information surprises that the project holds."""
    figure = data.figure(COMPILED)
    series = {name: by_month(figure.series(name)) for name in figure.columns}
    known = sorted(series["policy"])
    return Surprises(
        name=JAROCINSKI_KARADI,
        origin=figure.meta.citation,
        licence=figure.meta.licence,
        digest=figure.meta.checksum,
        first=known[0],
        last=known[-1],
        by_taipei_month={name: without_zeros(series[name]) for name in ("policy", "information")},
        by_us_month={name: without_zeros(series[f"{name}_us_month"]) for name in ("policy", "information")},
    )


def compiled_by_sign() -> Surprises:
    """Return the same surprises told apart by the sign of the share-price surprise alone."""
    figure = data.figure(COMPILED)
    series = {
        name: without_zeros(by_month(figure.series(f"{name}_by_sign"))) for name in ("policy", "information")
    }
    base = compiled()
    return Surprises(
        name=f"{JAROCINSKI_KARADI}_by_sign",
        origin=base.origin,
        licence=base.licence,
        digest=base.digest,
        first=base.first,
        last=base.last,
        by_taipei_month=series,
        by_us_month={},
    )


def by_month(values: dict[str, float]) -> ByMonth:
    """Return dated values by month."""
    return {date[:7]: value for date, value in values.items()}


def without_zeros(values: ByMonth) -> ByMonth:
    """Return the months in which something was announced."""
    return {month: value for month, value in values.items() if value != 0.0}


def last_trading_days() -> dict[str, int]:
    """Return the day of the month on which Taipei traded last, by month."""
    return {
        m: int(v) for m, v in by_month(data.figure("taiwan_trading_month").series("last_trading_day")).items()
    }


def taipei_month(day: str, last_days: dict[str, int]) -> str:
    """Return the month of Taipei's first close after an announcement of that day in the United States.

    Taipei closes at 13:30, which is before dawn in Washington: an announcement of a day is heard there on the
    next trading day. A month that the calendar does not hold is an EstimationError.
    """
    month = day[:7]
    if month not in last_days:
        raise EstimationError(
            f"announcement of {day}: Taipei's days are known from {min(last_days)} to {max(last_days)}"
        )
    return month if int(day[8:10]) < last_days[month] else months.after(month, 1)


def added_up(events: dict[str, dict[str, float]], column: str, taipei: dict[str, int] | None) -> ByMonth:
    """Return a series by month: of Taipei's next trading day, or of the day in the United States."""
    found: ByMonth = {}
    for day, values in events.items():
        month = taipei_month(day, taipei) if taipei else day[:7]
        found[month] = found.get(month, 0.0) + values.get(column, 0.0)
    return found


def iso_day(text: str) -> str:
    """Return a date as YYYY-MM-DD from 'YYYY-MM-DD ...' or 'M/D/YYYY'; nothing where it is neither."""
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    day = f"{american[3]}-{int(american[1]):02d}-{int(american[2]):02d}" if american else text.strip()[:10]
    return day if is_day(day) else ""


def read_file(
    path: Path, name: str, columns: Iterable[str] = (), unit: str = "bp", date_column: str = "",
    origin: str = "", licence: str = "",
) -> Surprises:  # fmt: skip
    """Read surprises from a CSV with one announcement a row.

    ``unit``: bp or points (of a percent). Rows before Taipei's calendar begins, and cells without a number,
    are left out. EstimationError names the file, the column or the line, and what would be right.
    """
    raw = path.read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    if not rows:
        raise EstimationError(f"{path.name}: no rows; a CSV with one announcement a row is needed")
    heads = list(rows[0])
    dated = date_column or heads[0]
    wanted = tuple(columns) or tuple(head for head in heads if head != dated and numbers_in(rows, head))
    for column in (dated, *wanted):
        if column not in heads:
            raise EstimationError(f"{path.name}: no column {column!r}; {nearest(column, heads)}")
    if not wanted:
        raise EstimationError(f"{path.name}: no column of numbers beside {dated!r}")
    if unit not in UNITS:
        raise EstimationError(f"--unit {unit}: {nearest(unit, UNITS)}")
    events = events_of(path, rows, dated, wanted, UNITS[unit])
    calendar = last_trading_days()
    events = {day: values for day, values in events.items() if day[:7] in calendar}
    if not events:
        raise EstimationError(f"{path.name}: no announcement from {min(calendar)} on")
    return Surprises(
        name=name,
        origin=origin or path.name,
        licence=licence or "not stated",
        digest=hashlib.sha256(raw).hexdigest(),
        first=min(events)[:7],
        last=max(events)[:7],
        by_taipei_month={c: added_up(events, c, calendar) for c in wanted},
        by_us_month={c: added_up(events, c, None) for c in wanted},
        events=events,
    )


def numbers_in(rows: list[dict[str, str]], head: str) -> bool:
    """Say whether a column holds numbers, and nothing else where it holds anything."""
    cells = [row[head] for row in rows if row[head] and row[head].strip()]
    return bool(cells) and all(
        number(cell) is not None or cell.strip() in ("NaN", "nan", ".") for cell in cells
    )


def number(cell: str | None) -> float | None:
    """Return a cell as a finite number, or None."""
    try:
        value = float(cell or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def events_of(
    path: Path, rows: list[dict[str, str]], dated: str, wanted: tuple[str, ...], scale: float
) -> dict[str, dict[str, float]]:
    """Return day -> series -> bp, announcements of one day added up; rows without a date are left out."""
    found: dict[str, dict[str, float]] = {}
    for line, row in enumerate(rows, 2):
        text = (row[dated] or "").strip()
        if not text:
            continue
        day = iso_day(text)
        if not day:
            raise EstimationError(
                f"{path.name}: line {line}: {dated}: {text!r}; YYYY-MM-DD or M/D/YYYY is needed"
            )
        values = {column: number(row[column]) for column in wanted}
        if all(value is None for value in values.values()):
            continue
        kept = found.setdefault(day, {})
        for column, value in values.items():
            if value is not None:
                kept[column] = kept.get(column, 0.0) + scale * value
    return dict(sorted(found.items()))
