"""How fresh each table is: its last observation, and until when the next one is published. Asks nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qeqt import data
from qeqt.data.official.checks import due
from qeqt.data.official.ways import Recipe, Ways, ways
from qeqt.data.records import Figure


@dataclass(frozen=True)
class Freshness:
    """A table's way, and what is awaited next."""

    table: str
    way: str
    last: str
    """Its last date."""
    accessed: str
    awaited: str
    """The column whose next observation is due first; "" where no day can be said."""
    label: str
    """What that column is called; "" where the table has but one."""
    by: date | None
    """Until when that observation is published."""
    reason: str
    """Why it is closed, or by hand."""
    look_at: str
    publishers: tuple[str, ...]

    @property
    def overdue(self) -> bool:
        """Say whether that day had passed when the table was last read."""
        return self.by is not None and self.by.isoformat() < self.accessed


def freshness(name: str) -> Freshness:
    """Return how fresh a table is."""
    table, way = data.figure(name), ways().tables[name]
    awaited = [
        (due(max(table.series(column)), table.meta.frequency, recipe.late_after).by, column)
        for column, recipe in way.columns.items()
        if recipe.late_after is not None
    ]
    last = str(table.rows[-1]["date"])
    if way.late_after is not None:
        awaited = [(due(last, table.meta.frequency, way.late_after).by, "")]
    by, column = min(awaited, default=(None, ""))
    label = table.columns[column].label_zh if column and len(table.columns) > 1 else ""
    return Freshness(
        name,
        way.way,
        last,
        table.meta.accessed,
        column,
        label,
        by,
        way.reason,
        way.look_at,
        publishers(table, way.columns),
    )


def publishers(table: Figure, columns: dict[str, Recipe], book: Ways | None = None) -> tuple[str, ...]:
    """Return whose answers a table is made from; its producer where it is not renewed."""
    known = (book or ways()).sources
    named = [known[one.source].publisher for one in columns.values() if one.source]
    return tuple(dict.fromkeys(named)) or (table.meta.producer,)


def all_tables() -> list[Freshness]:
    """Return every table, in the order of ways.toml."""
    return [freshness(name) for name in ways().tables]
