"""Tables as they were at each renewal: two append-only files from which every earlier version comes back.

renewals.csv: renewed,table,before,after: the day, and the checksums of the table before and after.
cells.csv: renewed,table,date,column,before,after: each cell that moved, as printed; "" where there was none.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from qeqt import data
from qeqt.data import figure_files
from qeqt.data.official import tables
from qeqt.data.official.tables import Cells

RENEWALS = ("renewed", "table", "before", "after")
CELLS = ("renewed", "table", "date", "column", "before", "after")


class VintageError(ValueError):
    """The record of earlier versions does not lead back from the table that is there."""


@dataclass(frozen=True)
class Renewal:
    """One renewal of one table, with the cells that moved."""

    renewed: str
    table: str
    before: str
    after: str
    cells: tuple[tuple[str, str, str, str], ...]
    """(date, column, cell before, cell after)"""


def folder() -> Path:
    """Return where the two files are."""
    return data.HOME / "vintages"


def read(name: str, header: tuple[str, ...]) -> list[list[str]]:
    """Return the rows of one of the two files; none where there is no file."""
    path = folder() / name
    if not path.is_file():
        return []
    first, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    if tuple(first) != header:
        raise VintageError(f"vintages/{name}: the header is {','.join(first)}; {','.join(header)} is needed")
    return rows


def renewals(table: str) -> list[Renewal]:
    """Return the renewals of a table, the first one first."""
    moved: dict[str, list[tuple[str, str, str, str]]] = {}
    for renewed, name, date, column, before, after in read("cells.csv", CELLS):
        if name == table:
            moved.setdefault(renewed, []).append((date, column, before, after))
    return [
        Renewal(renewed, name, before, after, tuple(moved.get(renewed, ())))
        for renewed, name, before, after in read("renewals.csv", RENEWALS)
        if name == table
    ]


def moved_cells(before: dict[str, Cells], after: dict[str, Cells]) -> list[tuple[str, str, str, str]]:
    """Return every cell that differs: date, column, before, after."""
    return [
        (day, column, before[column].get(day, ""), after[column].get(day, ""))
        for column in before
        for day in sorted(before[column].keys() | after[column].keys())
        if before[column].get(day, "") != after[column].get(day, "")
    ]


def appended(new: list[Renewal]) -> dict[Path, str]:
    """Return both files with further renewals at their ends.

    Raises VintageError when a table was renewed on that day already: its cells would run together.
    """
    out = {}
    known = {(row[0], row[1]) for row in read("renewals.csv", RENEWALS)}
    twice = [one.table for one in new if (one.renewed, one.table) in known]
    if twice:
        raise VintageError(f"{', '.join(twice)}: renewed today already; once a day is enough")
    rows: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]] = {
        "renewals.csv": (RENEWALS, [(one.renewed, one.table, one.before, one.after) for one in new]),
        "cells.csv": (CELLS, [(one.renewed, one.table, *cell) for one in new for cell in one.cells]),
    }
    for name, (header, more) in rows.items():
        text = io.StringIO()
        path = folder() / name
        writer = csv.writer(text, lineterminator="\n")
        if not path.is_file():
            writer.writerow(header)
        writer.writerows(more)
        out[path] = (path.read_text(encoding="utf-8") if path.is_file() else "") + text.getvalue()
    return out


def as_of(table: str, day: str) -> str:
    """Return the text of a table as it was on a day.

    Raises VintageError when the record does not lead there: each step is held to its checksum.
    """
    path = data.HOME / "figures" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    _, cells = tables.printed(path)
    for one in reversed(renewals(table)):
        if figure_files.checksum(text.encode()) != one.after:
            raise VintageError(f"{table}: not the table that the renewal of {one.renewed} left")
        if one.renewed <= day:
            return text
        for date, column, before, after in one.cells:
            if cells[column].get(date, "") != after:
                raise VintageError(f"{table}.{column}: {date} was not {after!r} after {one.renewed}")
            cells[column][date] = before
        text = tables.in_layout(cells)
        if figure_files.checksum(text.encode()) != one.before:
            raise VintageError(f"{table}: the cells of {one.renewed} do not lead back to the table before")
    return text
