"""Axes whose ends and ticks come from the data: years, months, amounts in 兆 or 億, plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import altair as alt

from macros.figures.dates import Values, ends, iso, moment
from macros.figures.figure import Cell, Row
from macros.figures.panels import Frame
from macros.figures.theme import colour, em_width

Span = tuple[float, float]

ROOM = 0.06
"""Share of what the data span that stays free above and below them."""
LOW, TALL = 130, 240
"""CSS px below which a panel has about three ruled lines, and from which five; four between."""
YEAR = 365.25
"""Days."""
GAP = 26
"""CSS px that stay free between two names along the foot."""
BAR = 0.72
"""Share of a year's room that its bar fills."""
CENTRED = 9
"""So many years at most are named in the middle of their span; more are named at their starts."""


RULED: Any = {
    "condition": {"test": "datum.value === 0", "value": colour("ink-soft")},
    "value": colour("rule"),
}
"""The colour of ruled lines: nought is the darker one."""


NOUGHT: Any = {"condition": {"test": "datum.value === 0", "value": 1}, "value": 0}
"""Of ruled lines, nought alone."""


def _at(values: Sequence[datetime], **look: Any) -> alt.Axis:
    """Return an axis with ticks at these times and no fewer."""
    return alt.Axis(values=_utc(values), tickCount=len(values), **look)


def _utc(values: Sequence[datetime]) -> list[alt.DateTime]:
    return [
        alt.DateTime(year=each.year, month=each.month, date=each.day, hours=each.hour, utc=True)
        for each in values
    ]


def _firsts(start: datetime, end: datetime, every: int) -> list[datetime]:
    years = range(start.year, end.year + 1)
    firsts = [datetime(year, 1, 1, tzinfo=UTC) for year in years if year % every == 0]
    return [first for first in firsts if start <= first <= end]


def when(key: str = "date", **more: Any) -> alt.X:
    """Place dates along the foot, in UTC, so that a reader's clock moves nothing."""
    return alt.X(key, type="temporal", **{"scale": alt.Scale(type="utc", nice=False), **more})


def years(rows: Values, frame: Frame, until: str = "", **look: Any) -> alt.X:
    """Return the axis of years that the rows span: each named in its middle, or some at their starts.

    ``until``: a day beyond the last row to which the axis goes on.
    """
    start, end = ends(rows)
    end = max(end, datetime.fromisoformat(iso(until))) if until else end
    room = frame.width / max((end - start).days / YEAR, 0.1)
    wanted = em_width("2000", frame.layout.small)
    scale = alt.Scale(type="utc", nice=False, domain=_utc([start, end]))
    if (end - start).days / YEAR <= CENTRED and room > wanted + 4:
        axis = _centred(start, end, (wanted + 4) / room * YEAR, look)
    else:
        every = next(n for n in (1, 2, 4, 5, 10, 20, 50) if n * room > wanted + GAP)
        axis = _at(_firsts(start, end, every), format="%Y", **look)
    return alt.X("date", type="temporal", scale=scale, axis=axis)


def _centred(start: datetime, end: datetime, wanted: float, look: dict[str, Any]) -> alt.Axis:
    """Return years named in the middle of what is seen, where ``wanted`` days are; ticks at starts."""
    firsts = _firsts(start, end, 1)
    edges = [start, *firsts, end]
    middles = [a + (b - a) / 2 for a, b in pairwise(edges) if (b - a).days >= wanted]
    first = "utcmonth(datum.value) === 0 && utcdate(datum.value) === 1"
    return _at(
        sorted([*firsts, *middles]),
        format="%Y",
        labelExpr=f"{first} ? '' : datum.label",
        tickOpacity={"condition": {"test": first, "value": 1}, "value": 0},
        **look,
    )


def months(rows: Values, frame: Frame, **look: Any) -> alt.X:
    """Return the axis of months that rows of days span, each named at its first day, or every second one."""
    start, end = ends(rows)
    firsts = [
        datetime(year, month, 1, tzinfo=UTC)
        for year in range(start.year, end.year + 1)
        for month in range(1, 13)
    ]
    seen = [first for first in firsts if start <= first <= end]
    room = frame.width / max((end - start).days / (YEAR / 12), 1)
    every = next(n for n in (1, 2, 3, 6, 12) if n * room > em_width("12 月", frame.layout.small) + GAP)
    axis = _at(seen[::every], format="%-m 月", tickOpacity=0, **look)
    scale = alt.Scale(type="utc", nice=False, domain=_utc([start, end]))
    return alt.X("date", type="temporal", scale=scale, axis=axis)


def fortnights(rows: Values) -> alt.X:
    """Return the axis of the days of some weeks: first and fifteenth of each month, as month/day."""
    start, end = ends(rows)
    found = [
        datetime(year, month, day, tzinfo=UTC)
        for year in range(start.year, end.year + 1)
        for month in range(1, 13)
        for day in (1, 15)
    ]
    axis = _at([day for day in found if start <= day <= end], format="%-m/%-d", tickOpacity=0)
    scale = alt.Scale(type="utc", nice=False, domain=_utc([start, end]))
    return alt.X("date", type="temporal", scale=scale, axis=axis)


def days(rows: Values, named: Mapping[str, str], padding: float = 0) -> alt.X:
    """Return the axis of some days, each with a name of its own; ``padding``: CSS px free at both ends."""
    start, end = ends(rows)
    said = ", ".join(f"{int(moment(day).timestamp() * 1000)}: '{name}'" for day, name in named.items())
    axis = _at([moment(day) for day in named], tickOpacity=0, labelExpr=f"{{{said}}}[+datum.value]")
    scale = alt.Scale(type="utc", nice=False, domain=_utc([start, end]), padding=padding)
    return alt.X("date", type="temporal", scale=scale, axis=axis)


def spaced_years(rows: Values, frame: Frame, key: str = "year", **look: Any) -> alt.X:
    """Return the axis of rows that are a year each: a bar's room for every one, some of them named."""
    known = [int(str(row[key])) for row in rows]
    found = [str(year) for year in range(min(known), max(known) + 1)]
    room, wanted = frame.width / len(found), em_width("2000", frame.layout.small)
    every = next(n for n in (1, 2, 4, 5, 10) if n * room > wanted + (GAP if n > 1 else 9))
    named = [year for year in found if int(year) % every == 0]
    axis = alt.Axis(values=named, tickOpacity=0, **look)
    scale = alt.Scale(domain=found, paddingInner=1 - BAR, paddingOuter=(1 - BAR) / 2)
    return alt.X(key, type="ordinal", scale=scale, axis=axis)


def _words(per: float, places: int | None) -> str:
    """Return the expression of a tick's label: the value in so many of its unit, as the locale writes it."""
    value = "datum.value" if per == 1 else f"datum.value / {per:g}"
    return f"format({value}, '{',~r' if places is None else f',.{places}f'}')"


def span(rows: Iterable[Row], *keys: str, zero: bool = True, room: float = ROOM, head: float = ROOM) -> Span:
    """Return the ends of an axis that columns of the rows fill.

    ``room``, ``head``: the share of it that stays free below and above the data.
    """
    found = [float(cell) for row in rows for key in keys if (cell := row.get(key)) is not None]
    low, high = min(found), max(found)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    wide = high - low
    return low - (room * wide if low or not zero else 0), high + (head * wide if high or not zero else 0)


def _count(height: float) -> int:
    return 3 + (height >= LOW) + (height >= TALL)


def value(
    key: str,
    frame: Frame,
    ends: Span,
    unit: str = "",
    *,
    per: float = 1,
    places: int | None = None,
    height: float = 0,
    **look: Any,
) -> alt.Y:
    """Return the upright axis of a column, its unit once above it.

    ``ends``: of the scale, from the data (`span`).  ``per``: how many of the column's unit are one of the
    axis's (1,000 bn a 兆, 0.1 bn an 億).
    """
    axis = alt.Axis(
        **{
            "title": unit or None,
            "titleX": 1 - frame.left,
            "tickCount": _count(height or frame.height),
            "labelExpr": _words(per, places),
            "gridColor": RULED,
            **look,
        }
    )
    scale = alt.Scale(domain=[*ends], nice=False, zero=False)
    return alt.Y(key, type="quantitative", scale=scale, axis=axis)


def number(
    key: str,
    *,
    named: Sequence[Cell] = (),
    ticks: int = 5,
    places: int | None = None,
    padding: float = 0,
    ends: Span | None = None,
    **look: Any,
) -> alt.X:
    """Return a level axis of plain numbers over what the data span, or from end to end.

    ``named``: the values to name, if not round ones.  ``padding``: CSS px that stay free at both ends.
    """
    shown = {"values": [*named], "tickCount": len(named)} if named else {"tickCount": ticks}
    axis = alt.Axis(**{"tickOpacity": 0, "labelExpr": _words(1, places), **shown, **look})
    domain = [*ends] if ends else alt.Undefined
    scale = alt.Scale(zero=False, nice=False, padding=padding, domain=domain)
    return alt.X(key, type="quantitative", scale=scale, axis=axis)


def rows(key: str, **look: Any) -> alt.Y:
    """Return rows from the top down, one a name; an axis names them where it is given a look."""
    axis = alt.Axis(grid=False, **look) if look else None
    return alt.Y(key, type="nominal", sort=None, scale=alt.Scale(padding=0), axis=axis)


def up(key: str) -> alt.Y:
    """Place a layer on the upright axis that another layer draws."""
    return alt.Y(key, type="quantitative")
