"""Bands around the model's lines: joint draws of its parameters, drawn as tints, with what they rest on.

Working them out takes seconds; they are kept with the model's other slow answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from macros import answers, formats
from macros.figure import Cell, Column, Row, Rows
from macros.plot import Plot, year

PERCENT = 90
"""The band that charts show; the command line gives 68 as well."""


@cache
def band(scenario: str, column: str) -> dict[str, tuple[float, float]]:
    """Return month -> low and high end of a column's band; KeyError for one that is not drawn."""
    found = answers.bands()[scenario]
    return dict(zip(found.months, found.ends[column], strict=True))


def cells(name: str, scenario: str, column: str, month: str) -> dict[str, Cell]:
    """Return a row's two cells of a band, empty where the run has no such month."""
    low, high = band(scenario, column).get(month, (None, None))
    return {f"{name}_low": low, f"{name}_high": high}


def columns(name: str, label: str, unit: str, places: int | None = None, form: str = "") -> list[Column]:
    """Return the two columns of a band in a figure's table."""
    return [
        Column(f"{name}_low", f"{label}，九成區間下緣", unit, places, form),
        Column(f"{name}_high", f"{label}，九成區間上緣", unit, places, form),
    ]


def tint(plot: Plot, rows: Rows, name: str, token: str, scale: float = 1.0, shift: float = 0.0) -> None:
    """Draw a band of the rows as a tint; ``scale`` divides, ``shift`` moves along the axis (years)."""
    plot.band([*_ends(rows, name, scale, shift)], token)


def _ends(rows: Iterable[Row], name: str, scale: float, shift: float) -> Iterable[tuple[float, float, float]]:
    for row in rows:
        low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
        if low is not None and high is not None:
            yield year(str(row["date"])) + shift, float(low) / scale, float(high) / scale


def note(scenarios: Sequence[str]) -> str:
    """Say what the tint is: how many draws, from which seed, how many were drawn again."""
    found = [answers.bands()[scenario] for scenario in scenarios]
    most = max(each.redrawn for each in found)
    again = f"不穩定而重抽的最多占 {formats.percent(100 * most, 1)}" if most else "沒有一組需要重抽"
    return (
        f"色帶是參數在各自的範圍裡一起抽 {found[0].draws} 次的九成區間（種子 {found[0].seed}，{again}）；"
        "給定的路徑與預期的路徑不抽，模型沒有寫進去的事，色帶看不到。"
    )
