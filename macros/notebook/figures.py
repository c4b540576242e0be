"""The charts that the notebook describes, made into figures of the book."""

from __future__ import annotations

from typing import Any

import altair as alt

from macros.figures import axes, figure, labels
from macros.figures.dates import dated, having
from macros.figures.figure import Column, Figure, ModelRun, Row, Rows, Rule, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour

PREFIX = "redo_"
"""How the names of the notebook's figures begin."""
TRILLION = 1000.0
HEIGHT = 240.0


def register(described: dict[str, Any]) -> str:
    """Register what a notebook described as a chart of the book, unless it is; return its name."""
    name = str(described["name"])
    if not name.startswith(PREFIX):
        raise figure.FigureError(f"figure {name!r} of the notebook: its name begins with {PREFIX!r}")
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
    frame = Frame(layout, HEIGHT, left=40, right=104, top=30, bottom=30)
    monthly = dated(rows, "end")
    x = axes.years(monthly, frame)
    room = axes.span(rows, *(key for key in rows[0] if key != "date"), zero=False)
    tints, lines, ends = [], [], []
    for n, band in enumerate(described["bands"], 1):
        area = alt.Chart(having(monthly, f"low_{n}")).mark_area(color=colour(band["token"]), fillOpacity=0.18)
        tints.append(area.encode(x=x, y=axes.up(f"low_{n}"), y2=f"high_{n}"))
    for n, line in enumerate(described["lines"], 1):
        key, style = f"line_{n}", "model" if line["model"] else alt.Undefined
        mark = alt.Chart(having(monthly, key)).mark_line(color=colour(line["token"]), style=style)
        lines.append(mark.encode(x=x, y=axes.value(key, frame, room, "兆美元", per=TRILLION, places=1)))
        ends.append((str(line["name"]), values(rows, key)[-1], str(line["token"])))
    return frame.page(frame.panel(*tints, *lines, labels.ends(ends, frame, room)))
