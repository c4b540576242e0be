"""Bands around the model's lines: joint draws of its parameters, drawn as tints, with what they rest on.

A light tint is the 90% band, the darker one within it the 68% band. The table on the page gives the ends of
the wide one, the CSV those of both. Working them out takes seconds; they are kept with the model's other slow
answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from macros.figures.canvas import Plot, year
from macros.figures.figure import Cell, Column, Row, Rows
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


def month(row: Row) -> float:
    """Place a row's month on an axis of years."""
    return year(str(row["date"]))


def month_end(row: Row) -> float:
    """Place a row's month on an axis of years, at its end."""
    return year(str(row["date"])) + 0.5 / 12


def tint(
    plot: Plot,
    rows: Rows,
    key: str,
    token: str,
    scale: float = 1.0,
    at: Callable[[Row], float] = month,
    step: bool = False,
) -> None:
    """Draw both bands of the rows as tints; ``scale`` divides, ``at`` places a row along the axis."""
    for low, high, opacity in TINTS:
        ends = [*_ends(rows, f"{key}_{low}", f"{key}_{high}", scale, at)]
        if ends:
            plot.band(ends, token, opacity=opacity, step=step)


def _ends(
    rows: Iterable[Row], low: str, high: str, scale: float, at: Callable[[Row], float]
) -> Iterable[tuple[float, float, float]]:
    for row in rows:
        bottom, top = row.get(low), row.get(high)
        if bottom is not None and top is not None:
            yield at(row), float(bottom) / scale, float(top) / scale


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
