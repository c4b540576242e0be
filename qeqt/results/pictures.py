"""A run as an Altair chart: one panel a unit, one colour a column, one dash a run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qeqt.core import results as core
from qeqt.data.fields import RecordError, nearest, toml

if TYPE_CHECKING:
    from qeqt.results.seen import Run

LOOK = Path(__file__).parent / "look.toml"
MOST = 8
"""Columns that a plot shows where none is named."""


@cache
def look() -> dict[str, Any]:
    """Return colours, fonts and sizes."""
    return toml(LOOK)


def palette() -> list[str]:
    """Return the colours of series, in their order."""
    return [value for name, value in look()["colours"].items() if name.startswith("series-")]


def rows_of(runs: Mapping[str, core.Results], columns: list[str]) -> list[dict[str, Any]]:
    """Return one row a run, month and column."""
    return [
        {"run": called, "month": f"{month}-01", "column": name, "value": float(run.columns[name][n])}
        for called, run in runs.items()
        for name in columns
        if name in run.columns
        for n, month in enumerate(run.months)
    ]


def chart(run: Run, columns: list[str], compared: Mapping[str, core.Results]) -> Any:
    """Return the chart; RecordError names an unknown column, or says what to install."""
    try:
        import altair
    except ModuleNotFoundError:
        raise RecordError("plot() needs Altair: pip install 'qeqt[plot]'") from None
    for name in columns:
        if name not in run.columns:
            raise RecordError(
                f"column {name!r} is not in the run of {run.scenario}; {nearest(name, run.columns)}"
            )
    names = columns or run.main_columns()[:MOST]
    told: dict[str, Any] = {run.scenario: run, **compared}
    units: dict[str, list[str]] = {}
    for name in names:
        units.setdefault(run.records[name].unit, []).append(name)
    panels = [
        panel(altair, rows_of(told, of_unit), unit, of_unit, list(told)) for unit, of_unit in units.items()
    ]
    style, colours = look(), look()["colours"]
    plain = {
        "labelFont": style["font"],
        "titleFont": style["font"],
        "labelFontSize": style["label"],
        "titleFontSize": style["label"],
        "labelColor": colours["ink"],
        "titleColor": colours["ink"],
    }
    return (
        altair.vconcat(*panels, title=f"{run.scenario} · parameters {run.parameter_set}")
        .resolve_scale(color="independent", strokeDash="shared")
        .configure(background=colours["paper"], font=style["font"])
        .configure_axis(gridColor=colours["rule"], domainColor=colours["ink-soft"], **plain)
        .configure_legend(**plain)
        .configure_title(fontSize=style["title"], color=colours["ink"], anchor="start")
        .configure_view(stroke=None)
    )


def panel(altair: Any, rows: list[dict[str, Any]], unit: str, columns: list[str], told: list[str]) -> Any:
    """Return the panel of one unit."""
    style, own = look(), palette()
    colours = own[: len(columns)] if len(columns) <= len(own) else "category"
    dashes = altair.StrokeDash(
        "run:N",
        title=None,
        scale=altair.Scale(domain=told),
        legend=altair.Legend() if len(told) > 1 else None,
    )
    return (
        altair.Chart(altair.Data(values=rows), width=style["width"], height=style["height"])
        .mark_line()
        .encode(
            x=altair.X("month:T", title=None),
            y=altair.Y("value:Q", title=unit, scale=altair.Scale(zero=False)),
            color=altair.Color("column:N", title=None, scale=altair.Scale(domain=columns, range=colours)),
            strokeDash=dashes,
            tooltip=["run:N", "month:T", "column:N", altair.Tooltip("value:Q", format=",.2f")],
        )
    )
