"""Bands around the model's lines: joint draws of its parameters, drawn as tints, with what they rest on.

A light tint is the 90% band, the darker one within it the 68% band. The table on the page gives the ends of
the wide one, the CSV those of both. Working them out takes seconds; they are kept with the model's other slow
answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import altair as alt

from macros.figures import axes
from macros.figures.dates import Values
from macros.figures.figure import Cell, Column
from macros.figures.panels import layered
from macros.figures.theme import colour
from macros.kept import model_answers
from macros.kept.band_draws import ENDS, Four
from macros.text import formats

WORDS = {
    "low": "九成區間下緣",
    "high": "九成區間上緣",
    "low68": "68% 區間下緣",
    "high68": "68% 區間上緣",
}
TINTS = (("low", "high", 0.16), ("low68", "high68", 0.2))
"""Ends and strength of the two tints; the second lies upon the first."""


@cache
def band(name: str, column: str) -> dict[str, Four]:
    """Return when -> four ends of a column's bands; KeyError for one that is not drawn."""
    return model_answers.bands()[name].ends[column]


def cells(key: str, name: str, column: str, when: str) -> dict[str, Cell]:
    """Return a row's four cells of a band, empty where the run has no such month, year or day."""
    found = band(name, column).get(when)
    return {f"{key}_{end}": found[n] if found else None for n, end in enumerate(ENDS)}


def columns(key: str, label: str, unit: str, places: int | None = None, form: str = "") -> list[Column]:
    """Return the columns of a band in a figure's table and CSV."""
    return [
        Column(f"{key}_{end}", f"{label}，{words}", unit, places, form, in_table=end in ("low", "high"))
        for end, words in WORDS.items()
    ]


def layer(data: Values, key: str, token: str, x: alt.X) -> alt.LayerChart:
    """Draw both bands of a column as tints."""
    areas = []
    for low, high, opacity in TINTS:
        known = [row for row in data if row.get(f"{key}_{low}") is not None]
        area = alt.Chart(alt.InlineData(values=known)).mark_area(color=colour(token), fillOpacity=opacity)
        areas.append(area.encode(x=x, y=axes.up(f"{key}_{low}"), y2=f"{key}_{high}"))
    return layered(*areas)


def last(name: str, column: str) -> Four:
    """Return the four ends of a column's bands where it ends."""
    found = band(name, column)
    return found[max(found)]


def note(names: Sequence[str]) -> str:
    """Say what the tints are: how many draws, from which seed, how many were drawn again."""
    found = [model_answers.bands()[name] for name in names]
    most = max(each.redrawn for each in found)
    again = f"不穩定而重抽的最多占 {formats.percent(100 * most, 1)}" if most else "沒有一組需要重抽"
    return (
        f"色帶是參數在各自的範圍裡一起抽 {found[0].draws} 次，淺色九成、深色 68%"
        f"（種子 {found[0].seed}，{again}）；"
        "給定的路徑不抽，模型沒有寫進去的事，色帶看不到。"
    )
