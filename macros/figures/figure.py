"""What a figure is: a finding that the data must bear out, its rows, its sources and how to draw it.

A chart is a function registered under a name in macros/charts/; `figure(name)` runs it once, and refuses it
when its data no longer support what its title says.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cache
from math import fsum
from typing import Any

from macros.figures.panels import Picture
from macros.figures.theme import Layout
from macros.kept import build_cache
from macros.text import formats
from qeqt import data
from qeqt.data.records import Figure as Table

Cell = float | int | str | None
Row = Mapping[str, Cell]
Rows = Sequence[Row]


class FigureError(ValueError):
    """A figure that may not be shown, and why."""


@dataclass(frozen=True)
class Column:
    """A column of the figure's table: its key in the rows, its heading, its unit.

    `unit` is a unit that formats knows, or "date", "month", "quarter", "year", "text".
    `in_table`: whether the table on the page has it; the CSV always does.
    `closed`: drawn, but its owner forbids passing the values on: neither table nor CSV has it.
    """

    key: str
    label: str
    unit: str
    places: int | None = None
    form: str = ""
    in_table: bool = True
    closed: bool = False

    @property
    def numeric(self) -> bool:
        """Whether the column holds numbers."""
        return self.unit not in ("date", "month", "quarter", "year", "text")

    @property
    def heading(self) -> str:
        """The label with the unit of the column, when it has one."""
        if not self.numeric:
            return self.label
        word = formats.unit_word(self.unit, self.form)
        return f"{self.label}（{word}）" if word else self.label

    def show(self, cell: Cell) -> str:
        """Print a cell; an absent value is a dash, never nought."""
        if cell is None or cell == "":
            return "–"
        if self.unit == "text":
            return str(cell)
        if not self.numeric:
            return formats.date(str(cell)[:7] if self.unit == "month" else str(cell))
        value = formats.in_unit(float(cell), self.unit, self.form)
        return formats.trimmed(value, 1 if self.places is None else self.places)


@dataclass(frozen=True)
class Rule:
    """What the data must show for the figure to stand: said in words, and tested."""

    text: str
    holds: Callable[[Rows], bool]


def told(words: str, said: str, retold: Callable[[Rows], str]) -> Rule:
    """Hold what a title says to its rows: worked out anew from them it is printed the same."""
    return Rule(f"{words}：{said}", lambda rows: retold(rows) == said)


@dataclass(frozen=True)
class ModelRun:
    """What a model chart owes its reader: which scenario, which parameters, which version."""

    scenario: str
    parameter_set: str
    version: str

    @property
    def text(self) -> str:
        """The run in words."""
        return f"qeqt {self.version}，情境 {self.scenario}，參數組 {self.parameter_set}"


@dataclass(frozen=True)
class Figure:
    """One figure.

    title: the finding, one sentence, its numbers computed.  measure: what is drawn, in which unit.
    rows and columns: the plotted data, as the table and the CSV give them.
    rules: what must hold for the title to be true.  summary: the picture in words, made from the data.
    sources: names of qeqt/data/figures tables.  runs: the model runs drawn.  other: further sources in words.
    draw: Layout -> the picture, an Altair chart.
    note: what a reader must know to read the picture.
    as_of: the date of the data where the rows do not say it (a ladder looks ahead of its date).
    """

    title: str
    measure: str
    rows: Rows
    columns: Sequence[Column]
    rules: Sequence[Rule]
    summary: str
    draw: Callable[[Layout], Picture]
    sources: Sequence[str] = ()
    runs: Sequence[ModelRun] = ()
    other: Sequence[str] = ()
    note: str = ""
    as_of: str = ""
    name: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """The permanent id of the figure in any page."""
        return f"fig-{self.name}"

    @property
    def kind(self) -> str:
        """Whose numbers these are: official, model or both."""
        if self.runs:
            return "both" if self.sources else "model"
        return "official"

    @property
    def sidecars(self) -> list[Table]:
        """The sidecars of the tables that the figure draws on."""
        return [data.figure(source) for source in self.sources]

    @property
    def whole(self) -> bool:
        """Whether every value that is drawn may be passed on."""
        shut = any(not sidecar.meta.redistributable for sidecar in self.sidecars)
        return not shut and not any(column.closed for column in self.columns)

    @property
    def open(self) -> bool:
        """Whether values may be passed on: all, or those of the columns that are not closed."""
        return self.whole or any(column.closed for column in self.columns)

    @property
    def passed_on(self) -> list[Column]:
        """The columns whose values may be passed on."""
        return [column for column in self.columns if not column.closed]

    @property
    def last_observation(self) -> str:
        """The date of the data, or of the last row with a value."""
        if self.as_of:
            return self.as_of
        dates = [c.key for c in self.columns if c.unit in ("date", "month", "quarter", "year")]
        seen = [
            str(row[key])
            for row in self.rows
            for key in dates
            if row.get(key) and any(row.get(c.key) is not None for c in self.columns if c.numeric)
        ]
        return max(seen, default="")


_CHARTS: dict[str, Callable[[], Figure]] = {}


def chart(name: str) -> Callable[[Callable[[], Figure]], Callable[[], Figure]]:
    """Register a function that returns a Figure under a permanent name: letters, digits, underscores."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise FigureError(f"figure {name!r}: a name is lower-case letters, digits and underscores")

    def register(function: Callable[[], Figure]) -> Callable[[], Figure]:
        if name in _CHARTS:
            raise FigureError(f"figure {name!r} is registered twice")
        _CHARTS[name] = function
        return function

    return register


def names() -> list[str]:
    """Return every registered figure's name; FigureError while macros.charts was not imported."""
    if not _CHARTS:
        raise FigureError("no figure is registered: import macros.charts first")
    return sorted(_CHARTS)


def refuse(figure: Figure) -> None:
    """Refuse a figure that lacks something or whose data do not bear it out: FigureError."""
    where = f"figure {figure.name!r}"
    for what in ("title", "measure", "summary"):
        if not getattr(figure, what).strip():
            raise FigureError(f"{where}: the {what} is empty")
    if not (figure.sources or figure.runs or figure.other):
        raise FigureError(f"{where}: no source; name a table of qeqt/data/figures or a model run")
    if not figure.rows or not figure.rules:
        raise FigureError(f"{where}: rows and at least one rule are needed")
    for sidecar in figure.sidecars:
        shut = {key for key, column in sidecar.columns.items() if not column.redistributable}
        some = sidecar.meta.redistributable or any(c.closed for c in figure.columns)
        if some and (bare := sorted({c.key for c in figure.passed_on if c.numeric} & shut)):
            raise FigureError(f"{where}: {sidecar.name} may not be passed on: close {', '.join(bare)}")
    known = {column.key for column in figure.columns}
    for row in figure.rows:
        if stray := set(row) - known:
            raise FigureError(f"{where}: row {dict(row)} has no column for {', '.join(sorted(stray))}")
        for key, cell in row.items():
            if isinstance(cell, float) and not math.isfinite(cell):
                raise FigureError(f"{where}: {key} is {cell} in {dict(row)}")
    for rule in figure.rules:
        if not rule.holds(figure.rows):
            raise FigureError(
                f"{where}: the data no longer support 「{rule.text}」; first and last row: "
                f"{dict(figure.rows[0])} … {dict(figure.rows[-1])}. Change the title or the data."
            )


def figure(name: str) -> Figure:
    """Run the chart registered under a name and hold its data to what its title says.

    Raises FigureError with the figure, the rule and the data.
    """
    if name not in names():
        raise FigureError(f"chart {name!r} is not registered; {formats.nearest(name, names())}")
    return read_back(name) if build_cache.active() else _held_to_its_word(name)


@cache
def read_back(name: str) -> Figure:
    """Return a figure as a build keeps it: held to its word when it was worked out, without its rules."""
    return _unpacked(name, build_cache.once(f"figure {name}", lambda: _packed(_held_to_its_word(name))))


@cache
def _held_to_its_word(name: str) -> Figure:
    found = replace(_CHARTS[name](), name=name)
    refuse(found)
    return found


def verdicts(name: str) -> tuple[Figure, dict[str, bool]]:
    """Run a chart and say of each rule whether its data bear it out; refuses nothing."""
    found = replace(_CHARTS[name](), name=name)
    return found, {rule.text: bool(rule.holds(found.rows)) for rule in found.rules}


def _packed(found: Figure) -> dict[str, Any]:
    """Return a figure that its data bear out as plain data, without what tests and draws it."""
    plain = {field.name: getattr(found, field.name) for field in fields(found)}
    plain |= {
        "rows": [dict(row) for row in found.rows],
        "columns": [asdict(column) for column in found.columns],
        "runs": [asdict(run) for run in found.runs],
        "rules": [],
    }
    del plain["draw"]
    return plain


def _unpacked(name: str, plain: dict[str, Any]) -> Figure:
    """Return a figure out of plain data; only where it is drawn anew is its chart run."""
    return Figure(
        **{
            **plain,
            "columns": [Column(**column) for column in plain["columns"]],
            "runs": [ModelRun(**run) for run in plain["runs"]],
        },
        draw=lambda layout: _held_to_its_word(name).draw(layout),
    )


def values(rows: Rows, key: str) -> list[float]:
    """Return the numbers of a column, missing ones left out."""
    return [float(cell) for row in rows if (cell := row.get(key)) is not None]


def number_at(rows: Rows, when: str, key: str, by: str = "date") -> float:
    """Return the number that a column has on a date, or in a month or year that has one row.

    Raises LookupError when no row has it.
    """
    for row in rows:
        cell = row.get(key)
        if cell is not None and str(row[by]).startswith(when):
            return float(cell)
    raise LookupError(f"no row of {when} has {key}")


def error(rows: Rows, mine: str, published: str) -> float:
    """Return how far a column lies from another: 100 times the sum of gaps over the sum of sizes, percent."""
    known = [
        (float(a), float(b))
        for row in rows
        if (a := row.get(mine)) is not None and (b := row.get(published)) is not None
    ]
    return 100 * fsum(abs(a - b) for a, b in known) / fsum(abs(b) for _, b in known)
