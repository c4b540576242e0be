"""The lab's chart, authored once in Altair: the page's script gives it data and nothing else."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode

from macros.figures import style
from macros.figures.theme import FINE, NARROW, colour

RUN = "var(--qeqt-lab)"
"""The bank's colour, which the page sets."""
HEIGHT = 136
WIDTH = 320
"""CSS px until the page says how wide its column is."""
MARGINS: Any = {"left": 46, "right": 14, "top": 8, "bottom": 24}
"""CSS px for labels, the same for every chart: nothing is measured when numbers move."""


def _series(name: str, **look: Any) -> alt.Chart:
    data = alt.NamedData(name=name)
    found: alt.Chart = alt.Chart(data).mark_line(**look).encode(x="x:Q", y="y:Q")
    return found


def template() -> dict[str, Any]:
    """Return the chart in Vega-Lite: both bands, baseline, a pinned run, the reader's run, and a cursor."""
    x = alt.X(
        "x:Q",
        scale=alt.Scale(nice=False, zero=False),
        axis=alt.Axis(format="d", tickCount=5, tickMinStep=1, title=None, labelOverlap=True),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(nice=True, zero=False),
        axis=alt.Axis(format=",~f", tickCount=4, title=None),
    )
    areas = [
        alt.Chart(alt.NamedData(name=name)).mark_area(color=RUN, opacity=opacity).encode(x=x, y=y, y2="y2:Q")
        for name, opacity in (("band", 0.16), ("core", 0.2))
    ]
    nought = alt.Chart(alt.NamedData(name="nought")).mark_rule().encode(y="y:Q")
    cursor = alt.Chart(alt.NamedData(name="cursor")).mark_rule().encode(x="x:Q")
    dots = alt.Chart(alt.NamedData(name="dots")).mark_circle(color=RUN, size=42).encode(x="x:Q", y="y:Q")
    chart = alt.layer(
        *areas,
        nought,
        _series("base", color=colour("ink-soft"), strokeWidth=1.6, strokeDash=FINE, strokeCap="round"),
        _series("pin", color=colour("accent"), strokeWidth=1.8, strokeDash=[8, 3, 2, 3]),
        _series("run", style="model", color=RUN, strokeWidth=2.2),
        cursor,
        dots,
    ).properties(width=WIDTH, height=HEIGHT, padding=MARGINS, autosize="none")
    names = ("band", "core", "nought", "base", "pin", "run", "cursor", "dots")
    with debug_mode(False), alt.theme.enable(style.NAME, small=NARROW.small, label=NARROW.label):
        found: dict[str, Any] = chart.to_dict(validate=False)
    found["datasets"] = {name: [] for name in names}
    return found


@cache
def compiled() -> dict[str, Any]:
    """Return the chart compiled to Vega, so that the page compiles nothing."""
    found: dict[str, Any] = vl_convert.vegalite_to_vega(template())
    return lean(found)


def lean(chart: dict[str, Any]) -> dict[str, Any]:
    """Return the chart without questions to each point: the page gives finite numbers, in order of time."""
    for source in chart["data"]:
        source.pop("transform", None)
    for mark in chart["marks"]:
        mark.pop("sort", None)
        mark["encode"]["update"].pop("defined", None)
    return chart


@cache
def library() -> str:
    """Return the charts library as the site serves it: Vega with the interpreter of its expressions."""
    text: str = vl_convert.javascript_bundle("window.qeqtEmbed = vegaEmbed;")
    return text
