"""What the columns of tables owe each other: sums, changes, growth; the same number in two tables.

No tolerance is given: two printed numbers may differ by what their own rounding explains, and no more.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from math import fsum
from pathlib import Path

from qeqt.core import months
from qeqt.data.fields import Table
from qeqt.data.records import Identity

TAKEN = ("same", "total", "change", "growth")
"""How the right side is read at a period's last month: as it stands; the sum of the period's months; less the
month before; percent over a year."""

PERIOD = {"monthly": 1, "quarterly": 3, "annual": 12}
SLACK = 1.05
"""Of what rounding explains: binary fractions."""

Cells = Mapping[str, str]
Columns = dict[str, dict[str, str]]
"""Column -> month -> the cell as it is printed."""


def read(table: Table, columns: Mapping[str, object]) -> tuple[Identity, ...]:
    """Read the identities of a sidecar."""
    found: list[Identity] = []
    for one in table.tables("identity") if table.has("identity") else []:
        left = one.texts("left")
        for name in left:
            if name not in columns:
                one.slip("left", f"a column of this table is needed: {', '.join(columns)}")
        right = one.texts("right", ())
        total = one.number("total") if one.has("total") else None
        if bool(right) == (total is not None):
            one.slip("right", "right, the columns, or total, a number: one of them is needed")
        taken = one.choice("taken", TAKEN, "same")
        fresh = Identity(left=left, right=right, taken=taken, total=total)
        if fresh in found:
            one.slip("left", "each identity once is needed")
        found.append(fresh)
        one.close()
    return tuple(found)


def by_month(text: str) -> Columns:
    """Return a table's cells, column by column, by month."""
    header, *rows = [cells for cells in csv.reader(io.StringIO(text)) if cells] or [[]]
    return {
        name: {row[0][:7]: row[at] for row in rows if at < len(row) and row[at]}
        for at, name in enumerate(header)
        if at
    }


def unit(cell: str) -> float:
    """Return half of the last digit that a cell prints."""
    return 0.5 * 10.0 ** -len(cell.partition(".")[2])


def faults(
    path: Path, text: str, identities: tuple[Identity, ...], frequency: str
) -> Iterator[tuple[str, str, str]]:
    """Yield where, what was found and what would be right, for each identity that does not hold."""
    own = by_month(text)
    others: dict[str, Columns] = {}
    for one in identities:
        sides = {}
        for name in (*one.left, *one.right):
            table, _, column = name.rpartition(".")
            if table and table not in others:
                near = path.with_name(f"{table}.csv")
                others[table] = by_month(near.read_text(encoding="utf-8")) if near.is_file() else {}
            sides[name] = (others[table] if table else own).get(column, {})
        for month in sides[one.left[0]]:
            yield from held(one, sides, month, PERIOD.get(frequency, 1))


def held(
    one: Identity, sides: Mapping[str, Cells], month: str, length: int
) -> Iterator[tuple[str, str, str]]:
    """Yield an identity's fault in a month; none where one of its numbers is not there."""
    left = [term(sides[name], month, "same", length) for name in one.left]
    right = [term(sides[name], month, one.taken, length) for name in one.right]
    if any(each is None for each in (*left, *right)):
        return
    known = [each for each in left if each], [each for each in right if each]
    first, second = (fsum(value for value, _ in side) for side in known)
    near = SLACK * fsum(slack for side in known for _, slack in side)
    wanted = second if one.total is None else one.total
    if abs(first - wanted) > near:
        names = " + ".join(one.right) or "total"
        word = "" if one.taken == "same" else f" ({one.taken})"
        yield (
            f"{month}.{' + '.join(one.left)}",
            f"{first:.10g}",
            f"{names}{word} is {wanted:.10g}: they may differ by {near:.2g}",
        )


def term(cells: Cells, month: str, taken: str, length: int) -> tuple[float, float] | None:
    """Return a number of one side with what its rounding may move it by; None where it is not there."""
    back = {"same": [0], "total": list(range(length)), "change": [0, 1], "growth": [0, 12]}[taken]
    found = [cells.get(months.after(month, -n) if n else month) for n in back]
    if any(each is None for each in found):
        return None
    texts = [each for each in found if each is not None]
    try:
        values, slack = [float(each) for each in texts], [unit(each) for each in texts]
    except ValueError:
        return None
    if taken == "change":
        return values[0] - values[1], fsum(slack)
    if taken == "growth":
        if not values[1]:
            return None
        ratio = values[0] / values[1]
        return 100.0 * (ratio - 1.0), 100.0 * (slack[0] + abs(ratio) * slack[1]) / abs(values[1])
    return fsum(values), fsum(slack)
