"""Taiwan's discount rate since 2020."""

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import dated, having
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data

FIRST = "2020-01-31"


def _rows() -> list[Row]:
    known = data.figure("policy_rates").series("cbc")
    return [{"date": date, "cbc": value} for date, value in known.items() if date >= FIRST]


def _draw(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 220, left=34, right=60)
    monthly, room = dated(rows), axes.span(rows, "cbc")
    rate = alt.Chart(having(monthly, "cbc")).mark_line(color=colour("cbc"), interpolate="step-after")
    return frame.page(
        frame.panel(
            rate.encode(x=axes.years(monthly, frame), y=axes.value("cbc", frame, room, "%")),
            labels.ends([("台灣", values(rows, "cbc")[-1], "cbc")], frame, room),
        )
    )


@chart("taiwan_example")
def taiwan_example() -> Figure:
    """Taiwan's discount rate, month-ends."""
    rows = _rows()
    last = formats.percent(values(rows, "cbc")[-1], 3)
    return Figure(
        title=f"台灣的重貼現率升到 {last}就停住",
        measure="重貼現率，月底",
        rows=rows,
        columns=[Column("date", "月底", "month"), Column("cbc", "重貼現率", "percent", 3)],
        rules=[Rule("最後的值最高", lambda rows: values(rows, "cbc")[-1] == max(values(rows, "cbc")))],
        summary=f"一條階梯線，從 2020 年起，最後是 {last}。",
        sources=["policy_rates"],
        draw=lambda layout: _draw(layout, rows),
    )
