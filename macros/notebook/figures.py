"""The charts that the notebook describes, made into figures of the book."""

from __future__ import annotations

from typing import Any

from macros.figures import figure
from macros.figures.canvas import Picture, Plot, ticks, year
from macros.figures.figure import Column, Figure, ModelRun, Row, Rows, Rule
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
from macros.text import formats

TRILLION = 1000.0
HEIGHT = 240.0
ROOM = 0.06
"""Share of the range left free above and below the series."""


def register(described: dict[str, Any]) -> str:
    """Register what a notebook described as a chart of the book, unless it is; return its name."""
    name = str(described["name"])
    if name not in figure.names():
        figure.chart(name)(lambda: made(described))
    return name


def made(described: dict[str, Any]) -> Figure:
    """Return the figure that a notebook described."""
    lines, bands = described["lines"], described["bands"]
    rows: list[Row] = []
    for n, month in enumerate(described["months"]):
        row: dict[str, figure.Cell] = {"date": month}
        for at, line in enumerate(lines):
            row[f"line_{at + 1}"] = round(float(line["values"][n]), 1)
        for at, band in enumerate(bands):
            low, high = band["ends"][n]
            row[f"low_{at + 1}"], row[f"high_{at + 1}"] = round(float(low), 1), round(float(high), 1)
        rows.append(row)
    columns = [Column("date", "月底", "month")]
    columns += [Column(f"line_{at + 1}", line["name"], "bn USD", 0) for at, line in enumerate(lines)]
    for at, band in enumerate(bands):
        columns += [
            Column(f"low_{at + 1}", f"{band['name']}下緣", "bn USD", 0),
            Column(f"high_{at + 1}", f"{band['name']}上緣", "bn USD", 0),
        ]
    return Figure(
        title=described["title"],
        measure=described["measure"],
        rows=rows,
        columns=columns,
        rules=[Rule(text, lambda rows: True) for text in described["holds"]],  # tested where it was described
        summary=described["summary"],
        draw=lambda layout: draw(layout, rows, described),
        sources=described["sources"],
        runs=[ModelRun(*run) for run in described["runs"]],
    )


def draw(layout: Layout, rows: Rows, described: dict[str, Any]) -> Picture:
    """Draw bands as tints and lines over them, each line named at its end."""
    at = [year(str(row["date"])) + 0.5 / 12 for row in rows]
    keys = [key for row in rows for key in row if key != "date"]
    found = [float(row[key] or 0) / TRILLION for row in rows for key in dict.fromkeys(keys)]
    low, high = min(found), max(found)
    room = ROOM * (high - low)
    marks = ticks(low, high, 4)
    plot = Plot(
        layout, (at[0], at[-1]), (min(low, marks[0]) - room, max(high, marks[-1]) + room), HEIGHT,
        left=40, right=104, top=30, bottom=30,
    )  # fmt: skip
    plot.grid(marks, [formats.decimal(mark, 1) for mark in marks], "兆美元")
    plot.years()
    for n, band in enumerate(described["bands"]):
        ends = [
            (x, float(row[f"low_{n + 1}"] or 0) / TRILLION, float(row[f"high_{n + 1}"] or 0) / TRILLION)
            for x, row in zip(at, rows, strict=True)
        ]
        plot.band(ends, band["token"])
    for n, line in enumerate(described["lines"]):
        points = [(x, float(row[f"line_{n + 1}"] or 0) / TRILLION) for x, row in zip(at, rows, strict=True)]
        plot.line(points, line["token"], model=line["model"])
        plot.end_name(line["name"], points[-1][1], line["token"])
    return sheet(plot.layout, [plot])
