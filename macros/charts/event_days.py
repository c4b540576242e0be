"""The days around an event: what was announced, and Taiwan's currency and shares beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import altair as alt

from macros.figures import axes, events, labels
from macros.figures.dates import Values, dated, ends, having, moment
from macros.figures.figure import Cell, Column, Figure, Row, Rows, Rule, told
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data

PANELS = {
    "sofr": ("擔保隔夜融資利率（SOFR），%", "fed", "percent", 2),
    "us_10y": ("美國十年期公債殖利率，%", "fed", "percent", 2),
    "us_2y": ("美國兩年期公債殖利率，%", "fed", "percent", 2),
    "usdjpy": ("一美元換多少日圓", "boj", "JPY per USD", 2),
    "taiex": ("加權指數，點", "cbc", "index points", 0),
    "twd": ("一美元換多少新台幣（往下是升值）", "cbc", "TWD per USD", 3),
}
"""Key: heading of the panel, colour, unit, places; what happened abroad stands above Taiwan."""


AXES: dict[str, Callable[[Values, Frame], alt.X]] = {
    "days": lambda days, _: axes.fortnights(days),
    "months": axes.months,
    "years": axes.years,
}
"""How an episode's dates are named along the foot."""


@dataclass(frozen=True)
class Around:
    """What changed between two days, out of an event's rows."""

    rows: Rows

    def at(self, key: str, day: str) -> float:
        """Return a column on a day, or on the last day before on which it was known."""
        known = [row[key] for row in self.rows if str(row["date"]) <= day and row.get(key) is not None]
        if not known:
            raise LookupError(f"nothing known of {key} on {day}")
        return float(known[-1] or 0)

    def rose(self, key: str, start: str, end: str) -> float:
        """Return the change of a column between two days, percent."""
        return 100 * (self.at(key, end) / self.at(key, start) - 1)

    def stronger(self, start: str, end: str, key: str = "twd") -> float:
        """Return how much more a currency was worth in dollars, percent of the first day's value."""
        return 100 * (self.at(key, start) / self.at(key, end) - 1)

    def points(self, key: str, start: str, end: str) -> float:
        """Return the change of a rate between two days, percentage points."""
        return self.at(key, end) - self.at(key, start)


Said = Callable[[Around], str]
Holds = Callable[[Around], bool]


@dataclass(frozen=True)
class Episode:
    """An event: its title out of the data, the columns drawn, what was announced when, and its tables.

    marks: an event of the calendar -> its name in the picture.  holds: in words -> tested.
    more: further sources.  note: what is missing, and why.
    """

    title: Said
    measure: str
    tables: Sequence[str]
    panels: Sequence[str]
    marks: dict[str, str]
    holds: dict[str, Holds]
    note: str = ""
    axis: str = "days"
    names: dict[str, str] = field(default_factory=dict)


def rows_of(episode: Episode) -> list[Row]:
    """Return the rows of an episode's tables, joined by date, within the days of the first table."""
    first = [str(row["date"]) for row in data.figure(episode.tables[0]).rows]
    by_date: dict[str, dict[str, Cell]] = {date: {"date": date} for date in first}
    for name in episode.tables:
        for row in data.figure(name).rows:
            if min(first) <= str(row["date"]) <= max(first):
                kept = by_date.setdefault(str(row["date"]), {"date": str(row["date"])})
                kept.update({key: row[key] for key in episode.panels if key in row})
    return [{key: row.get(key) for key in ("date", *episode.panels)} for _, row in sorted(by_date.items())]


def _marked(episode: Episode, frame: Frame, days: Values, named: bool) -> list[alt.LayerChart]:
    """Draw a fine line for each announcement, its name at the head of the first panel."""
    found: list[alt.LayerChart] = []
    start, end = ends(days)
    named_days = sorted((events.event(name).date, words) for name, words in episode.marks.items())
    for n, (day, words) in enumerate(named_days):
        late = (moment(day) - start) > (end - start) / 2
        drop = (frame.layout.small + 5) * (n % 3)
        found.append(events.line(day, frame, words if named else "", "right" if late else "left", drop=drop))
    return found


def _draw(layout: Layout, rows: Rows, episode: Episode) -> Picture:
    tall = 96 if len(episode.panels) > 2 else 120
    frame = Frame(layout, tall, left=54, right=14, top=44, bottom=26)
    days = dated(rows)
    x = AXES[episode.axis](days, frame)
    panels = []
    for n, key in enumerate(episode.panels):
        head, token, _, places = PANELS[key]
        height = tall + (46 if n == 0 else 0)
        span = axes.span(rows, key, zero=False, room=0.12, head=0.75 if n == 0 else 0.12)
        y = axes.value(key, frame, span, places=None if places > 1 else 0, height=height)
        line = alt.Chart(having(days, key)).mark_line(color=colour(token)).encode(x=x, y=y)
        panels.append(
            frame.panel(
                *_marked(episode, frame, days, n == 0),
                line,
                labels.heading(episode.names.get(key, head), frame),
                height=height,
            )
        )
    return frame.page(*panels)


def figure_of(episode: Episode) -> Figure:
    """Return the figure of an episode."""
    rows = rows_of(episode)
    title = episode.title(Around(rows))
    days = sorted((events.event(name).date, words) for name, words in episode.marks.items())
    marks = "；".join(f"{formats.date(day)}{words}" for day, words in days)
    columns = [
        Column(key, PANELS[key][0].split("，")[0].split("（")[0], PANELS[key][2], PANELS[key][3],
               closed=key == "taiex")
        for key in episode.panels
    ]  # fmt: skip
    spans = "；".join(
        f"{c.label}從 {c.show(_first(rows, c.key))} 到 {c.show(_first(rows[::-1], c.key))}" for c in columns
    )
    return Figure(
        title=title,
        measure=episode.measure,
        rows=rows,
        columns=[Column("date", "日期", "date"), *columns],
        rules=[
            Rule(words, lambda rows, holds=holds: holds(Around(rows)))  # type: ignore[misc]
            for words, holds in episode.holds.items()
        ]
        + [told("題目從列再算一次", title, lambda rows: episode.title(Around(rows)))],
        summary=f"{len(columns)} 張上下相接的折線圖，{episode.measure}。{spans}。"
        + (f"直線標出：{marks}。" if marks else ""),
        sources=list(episode.tables),
        note=episode.note,
        draw=lambda layout: _draw(layout, rows, episode),
    )


def _first(rows: Sequence[Row], key: str) -> Cell:
    return next(row[key] for row in rows if row.get(key) is not None)
