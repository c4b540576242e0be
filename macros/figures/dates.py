"""Rows as a chart's data: numbered, their dates as days of the calendar."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

import altair as alt

from macros.figures.figure import Cell, Row, Rows

Values = list[dict[str, Cell]]
At = Literal["start", "middle", "end"]


def moment(date: str, at: At = "middle") -> datetime:
    """Return a date's place in time: a day's start; a month's or a year's start, middle or last day."""
    parts = [int(part) for part in date.partition("T")[0].split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    first = datetime(year, month, day, tzinfo=UTC)
    if len(parts) == 3 or at == "start":
        return first
    days = (
        monthrange(year, month)[1] if len(parts) == 2 else (datetime(year + 1, 1, 1, tzinfo=UTC) - first).days
    )
    return first + (timedelta(days=days / 2) if at == "middle" else timedelta(days=days - 1))


def iso(date: str, at: At = "middle") -> str:
    """Return a date's place in time as ISO 8601 text, in UTC, as Vega reads it on every machine."""
    return moment(date, at).strftime("%Y-%m-%dT%H:%MZ")


def numbered(rows: Rows) -> Values:
    """Return rows as data that know their turn in the figure's table, so that a point finds its row."""
    return [{**row, "row": n} for n, row in enumerate(rows)]


def dated(rows: Rows, at: At = "middle") -> Values:
    """Return numbered rows whose date is a day."""
    return [{**row, "date": iso(str(row["date"]), at)} for row in numbered(rows)]


def onward(values: Values, until: str) -> Values:
    """Return rows with the last one said again on a day: a staircase goes on to there."""
    return [*values, {**values[-1], "date": iso(until)}]


def having(values: Values, *keys: str) -> alt.InlineData:
    """Return the rows that have every one of these columns, as Altair's data: a line runs through its own."""
    return alt.InlineData(values=[row for row in values if all(row.get(key) is not None for key in keys)])


def ends(rows: Iterable[Row]) -> tuple[datetime, datetime]:
    """Return the first and the last moment of dated rows."""
    found = [datetime.fromisoformat(str(row["date"])) for row in rows]
    return min(found), max(found)


def last(rows: Sequence[Row], key: str) -> Row:
    """Return the last row that has a column."""
    return [row for row in rows if row.get(key) is not None][-1]


def highest(rows: Sequence[Row], key: str) -> Row:
    """Return the row in which a column is highest."""
    return max((row for row in rows if row.get(key) is not None), key=lambda row: float(row[key] or 0))


def on(rows: Sequence[Row], date: str) -> Row:
    """Return the first row of a date, a month or a year; LookupError when there is none."""
    for row in rows:
        if str(row["date"]).startswith(date):
            return row
    raise LookupError(f"no row of {date}")
