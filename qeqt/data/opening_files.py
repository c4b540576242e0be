"""A balance sheet: path in, record out, or every slip; its sides agree, its ladders add up."""

from __future__ import annotations

import math
from pathlib import Path

from qeqt.core.banks import BANKS
from qeqt.data import own, sense, units
from qeqt.data.fields import (
    Slips,
    Table,
    is_number,
    nearest,
    toml,
)
from qeqt.data.model_files import NAMED_BY_MONTH, provenance
from qeqt.data.records import (
    Item,
    Ladder,
    Opening,
)


def item(table: Table, unit: str) -> Item:
    """Read one line of a balance sheet."""
    found = Item(value=table.number("value"), name_zh=table.text("name_zh", ""), **provenance(table, unit))
    if found.unit != unit:
        table.slip("unit", f"the opening's unit, {unit!r}, is needed")
    table.close()
    return found


def ladder(table: Table, unit: str) -> Ladder:
    """Read a table of maturities: rows of numbers under named columns, in order of the first column."""
    columns = table.texts("columns", ("months", "amount", "yield"))
    rows: list[tuple[float, ...]] = []
    content = table.content.get("rows")
    table.asked.add("rows")
    if not isinstance(content, list) or not content:
        table.slip("rows", "a list of rows with at least one row is needed")
        content = []
    for n, row in enumerate(content, 1):
        where = f"{table.where}.rows[{n}]"
        if not isinstance(row, list) or len(row) != len(columns) or not all(is_number(v) for v in row):
            table.slips.add(where, row, f"{len(columns)} numbers are needed: {', '.join(columns)}")
            continue
        if columns[0] == "months" and (row[0] != int(row[0]) or row[0] < 0):
            table.slips.add(where, row[0], "a whole number of months, 0 or more, is needed")
        if rows and row[0] <= rows[-1][0]:
            table.slips.add(where, row[0], f"{columns[0]} above the row before, {rows[-1][0]:g}, is needed")
        rows.append(tuple(float(v) for v in row))
    found = Ladder(columns=columns, rows=tuple(rows), **provenance(table, unit))
    table.close()
    return found


LINES = {
    "assets": (
        "securities", "treasuries", "treasuries_nominal", "treasuries_indexed", "bills", "agency", "mbs",
        "equities", "other_assets",
    ),
    "liabilities": (
        "reserves", "currency", "government_account", "on_rrp", "foreign_rrp", "other_liabilities",
    ),
    "ladders": ("treasury_nominal", "treasury_indexed", "agency", "mbs", "mbs_unsettled"),
}  # fmt: skip
"""Lines of a balance sheet, and tables of what is due, that the model takes from an opening."""


def lines(table: Table, side: str) -> dict[str, Table]:
    """Return one side's lines; a line that the model does not know is a slip."""
    found = table.named_tables(side)
    for name in found:
        if name not in LINES[side]:
            table.slips.add(
                f"{table.where}.{side}.{name}", name, f"unknown key; {nearest(name, LINES[side])}"
            )
    return found


def load_opening(path: Path) -> Opening:
    """Read a balance sheet; assets must equal liabilities and capital within the file's rounding."""
    slips = Slips(path)
    table = Table(slips, "opening", toml(path))
    unit = table.text("unit")
    rounding = table.number("rounding", 0.05, low=0.0)
    assets = {name: item(entry, unit) for name, entry in lines(table, "assets").items()}
    liabilities = {name: item(entry, unit) for name, entry in lines(table, "liabilities").items()}
    found = Opening(
        key=path.stem,
        name_zh=table.text("name_zh"),
        bank=table.choice("bank", BANKS),
        date=table.day("date"),
        unit=unit,
        assets=assets,
        liabilities=liabilities,
        capital=item(table.table("capital"), unit),
        ladders={name: ladder(entry, unit) for name, entry in lines(table, "ladders").items()},
    )
    if right := units.wrong(unit, found.bank):
        table.slip("unit", right)
    elif unit != f"bn {BANKS[found.bank].currency}":
        table.slip("unit", f"'bn {BANKS[found.bank].currency}' is needed")
    check_sheet(slips, found, rounding)
    if (dated := NAMED_BY_MONTH.search(path.stem)) and not own.key_of(path):
        if found.date[:7] != f"{dated[1]}-{dated[2]}":
            table.slip("date", f"a day of {dated[1]}-{dated[2]}, after which the file is named, is needed")
        elif right := sense.of_day(found.date):
            table.slip("date", right)
    for side, items in (("assets", assets), ("liabilities", liabilities)):
        if not items:
            table.slip(side, "at least one item is needed")
    owned = math.fsum(entry.value for entry in assets.values())
    owed = math.fsum(entry.value for entry in liabilities.values()) + found.capital.value
    if assets and liabilities and abs(owned - owed) > rounding:
        larger = "assets are" if owned > owed else "liabilities and capital are"
        slips.add(
            "assets = liabilities + capital",
            f"{owned:.2f} = {owed:.2f}",
            f"{larger} larger by {abs(owned - owed):.2f} {unit}; the sides may differ by {rounding:g}",
        )
    table.close()
    slips.raise_any()
    return found


BACKED = (
    ("treasury_nominal", ("treasuries_nominal", "treasuries", "securities")),
    ("treasury_indexed", ("treasuries_indexed",)),
    ("agency", ("agency",)),
    ("mbs", ("mbs",)),
)
"""Ladders, and the line of the balance sheet that each breaks up: the first that an opening has."""


LOOSE = 0.002
"""By how much of the line a ladder may differ from it."""


def check_sheet(slips: Slips, found: Opening, rounding: float) -> None:
    """Note a line below 0, a ladder out of order, and one that does not add up to its line."""
    for side, items in (("assets", found.assets), ("liabilities", found.liabilities)):
        for name, entry in items.items():
            if entry.value < 0.0:
                slips.add(f"opening.{side}.{name}", entry.value, "0 or more is needed")
    for name, table in found.ladders.items():
        if table.rows and (right := sense.of_ladder(table.rows, table.columns)):
            slips.add(f"opening.ladders.{name}", f"{len(table.rows)} rows", f"{right} is needed")
    for name, lines_of in BACKED:
        line = next((each for each in lines_of if each in found.assets), None)
        if line is None or name not in found.ladders or "amount" not in found.ladders[name].columns:
            continue
        total, stated = math.fsum(found.ladders[name].column("amount")), found.assets[line].value
        if abs(total - stated) > max(rounding, LOOSE * abs(stated)) + rounding:
            slips.add(
                f"opening.ladders.{name}",
                f"rows that add up to {total:g}",
                f"the line assets.{line}, {stated:g}, is needed",
            )
