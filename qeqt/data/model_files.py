"""One function a kind of record file: path in, records out, or one error that lists every slip."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qeqt.core.banks import BANKS
from qeqt.data import own, readers, sense, series, units
from qeqt.data.fields import (
    CONFIDENCE,
    RecordError,
    Slips,
    Table,
    file_name,
    is_day,
    is_number,
    nearest,
    toml,
)
from qeqt.data.records import (
    EnvironmentSeries,
    Figure,
    Item,
    Ladder,
    Opening,
    Parameter,
    PolicyMeasure,
    ScenarioRecord,
    Step,
)

HOME = Path(__file__).parent
SHAPES = ("fixed", "uniform", "triangular")
BASES = ("estimated", "literature", "chosen")
"""What a coefficient of Taiwan rests on: an own regression or matching, a study or publisher, a choice."""
MARKED = "taiwan"
"""The sector whose parameters say so."""
COUNTS_IN = {"taiwan": "taiwan", "leveraged_funds": "boe", "bank_runs": "fed", "evidence": "fed"}
"""Whose currency the numbers of a sector, or of a part, are in, where all banks share them."""

FREQUENCIES = ("daily", "weekly", "monthly", "quarterly", "annual", "irregular")


def provenance(table: Table, unit: str = "") -> dict[str, Any]:
    """Read the fields that say where a number comes from; unit is the one to fall back on."""
    return {
        "unit": table.text("unit", unit or None),
        "source": table.text("source"),
        "seen_in": table.texts("seen_in"),
        "confidence": table.choice("confidence", CONFIDENCE),
        "note": table.text("note", ""),
        **table.proof(),
    }


def load_parameters(*paths: Path) -> dict[str, Parameter]:
    """Read parameters; a later file's record replaces an earlier file's of the same key.

    Each must be read where its record says so.
    """
    found: dict[str, Parameter] = {}
    for path in paths:
        slips = Slips(path)
        for key, content in toml(path).items():
            table = Table(slips, key, content)
            value, low, high = (table.number(name) for name in ("value", "low", "high"))
            if not low <= value <= high:
                table.slip("value", f"low <= value <= high is needed, low is {low:g} and high {high:g}")
            shape = table.choice("shape", SHAPES)
            if shape != "fixed" and low == high:
                table.slip("shape", f"low and high are both {low:g}: fixed")
            sector = table.choice("sector", readers.SECTORS)
            found[key] = Parameter(
                key=key,
                symbol=table.text("symbol"),
                name_zh=table.text("name_zh"),
                sector=sector,
                part=table.choice("part", readers.parts()[sector]),
                printed_after=table.text("printed_after", "") if table.has("printed_after") else "",
                value=value,
                low=low,
                high=high,
                shape=shape,
                basis=basis_of(table, sector, low, high),
                prior=prior_of(table),
                **provenance(table),
            )
            unit = units.wrong(found[key].unit, counts_in(found[key], path.stem))
            if table.has("unit") and unit:
                table.slip("unit", unit)
            reader = readers.wrong(found[key])
            if reader and table.has("sector") and table.has("part"):
                slips.add(f"{key}.part", found[key].part, reader)
            table.close()
        slips.raise_any()
    return found


def basis_of(table: Table, sector: str, low: float, high: float) -> str:
    """Read what a coefficient of Taiwan rests on: one whose range holds zero is chosen."""
    if sector != MARKED:
        return ""
    found = table.choice("basis", BASES)
    if found != "chosen" and low <= 0.0 <= high:
        table.slip("basis", f"chosen: zero lies between low, {low:g}, and high, {high:g}")
    return found


def prior_of(table: Table) -> tuple[float, float, float] | None:
    """Read what an estimate was matched from: low, most likely and high, where a record has it."""
    if not any(table.has(f"prior_{name}") for name in ("low", "value", "high")):
        return None
    low, value, high = (table.number(f"prior_{name}") for name in ("low", "value", "high"))
    if not low < value < high:
        table.slip("prior_value", f"a number between prior_low, {low:g}, and prior_high, {high:g}, is needed")
    return low, value, high


def counts_in(entry: Parameter, file: str) -> str:
    """Return whose currency a parameter's unit may name: its bank's, or that of the economy it is about."""
    if file in BANKS:
        return file
    return COUNTS_IN.get(entry.part, COUNTS_IN.get(entry.sector, ""))


def steps(table: Table, key: str) -> tuple[Step, ...]:
    """Read a list of dated decisions, in order of date."""
    found: list[Step] = []
    for entry in table.tables(key):
        start = entry.day("from", partial=True)
        ended = entry.flag("ended", False)
        if ended and entry.has("value"):
            entry.slip("value", "a measure that ended has no value; leave out value or ended")
        if found and start <= found[-1].start:
            entry.slip("from", f"a date after the one before, {found[-1].start}, is needed")
        said_until = entry.day("said_until", partial=True) if entry.has("said_until") else ""
        if said_until and said_until[:7] < start[:7]:
            entry.slip("said_until", f"a month from {start[:7]} on is needed")
        announced = entry.day("announced", partial=True) if entry.has("announced") else said_until and start
        if announced[:7] > start[:7]:
            entry.slip("announced", f"a month no later than {start[:7]}, in which it begins, is needed")
        found.append(
            Step(
                start=start,
                value=None if ended else entry.number("value"),
                reference=entry.text("reference"),
                confidence=entry.choice("confidence", CONFIDENCE),
                seen_in=entry.texts("seen_in", ()),
                announced=announced[:7],
                said_until=said_until[:7],
                note=entry.text("note", ""),
                **entry.proof(),
            )
        )
        entry.close()
    return tuple(found)


def load_policy(path: Path) -> dict[str, PolicyMeasure]:
    """Read a bank's dated decisions."""
    slips = Slips(path)
    found = {}
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        found[key] = PolicyMeasure(
            key=key, name_zh=table.text("name_zh"), unit=table.text("unit"), steps=steps(table, "values")
        )
        table.close()
    slips.raise_any()
    return found


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


def load_environment(path: Path, figures: Callable[[str], Figure]) -> dict[str, EnvironmentSeries]:
    """Read given paths; a series names a figure's column or brings its own values."""
    slips = Slips(path)
    found = {}
    known = series.names_of(path.stem)
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        if key not in known:
            slips.add(key, key, f"unknown series; {nearest(key, known)}")
        frequency = table.choice("frequency", FREQUENCIES)
        if table.has("figure"):
            observations, origin = from_figure(table, figures(table.text("figure")), frequency)
        else:
            observations, origin = inline(table), provenance(table)
        beyond = table.table("beyond")
        rule = beyond.choice("rule", ("hold", "growth", "with_gdp"))
        found[key] = EnvironmentSeries(
            key=key,
            name_zh=table.text("name_zh"),
            frequency=frequency,
            observations=observations,
            interpolation=table.choice("interpolation", ("linear", "hold"), "linear"),
            beyond=rule,
            beyond_rate=beyond.number("value", low=-50.0, high=50.0) if rule == "growth" else 0.0,
            beyond_source=beyond.text("source"),
            **origin,
        )
        if right := units.wrong(found[key].unit, path.stem):
            slips.add(f"{key}.unit", found[key].unit, right)
        for month, value in observations.items():
            if right := sense.of_path(value, key, found[key].unit):
                slips.add(f"{key}.{month}", value, right)
        beyond.close()
        table.close()
    slips.raise_any()
    return found


def from_figure(table: Table, figure: Figure, frequency: str) -> tuple[dict[str, float], dict[str, Any]]:
    """Take a series out of a figure table: observations by month, and the sidecar's provenance."""
    column = table.choice("column", figure.columns)
    scale = table.number("scale", 1.0)
    start = table.day("from", "1900", partial=True)
    observations = {
        date[:7]: value * scale for date, value in figure.series(column).items() if date[:7] >= start[:7]
    }
    if not observations:
        table.slip("column", f"figure {figure.name} has no observation in it from {start} on")
        observations = {"1900-01": 0.0}
    if frequency != figure.meta.frequency:
        table.slip("frequency", f"figure {figure.name} is {figure.meta.frequency}")
    unit = figure.columns[column].unit
    return observations, {
        "unit": table.text("unit") if scale != 1.0 else table.text("unit", unit),
        "source": figure.meta.citation,
        "seen_in": figure.meta.seen_in,
        "confidence": table.choice("confidence", CONFIDENCE, "read"),
        "official_address": figure.meta.official_address,
        "official_read": figure.meta.official_read,
        "note": table.text("note", ""),
    }


def inline(table: Table) -> dict[str, float]:
    """Read values written in the file itself: "YYYY-MM" (or a date) = number."""
    values = table.table("values")
    found: dict[str, float] = {}
    for date, value in values.content.items():
        if not is_day(date, partial=True) or len(date) < 7:
            values.slips.add(f"{values.where}.{date}", date, 'a month "YYYY-MM" or a date is needed as key')
        elif not is_number(value):
            values.slip(date, "a number is needed")
        else:
            found[date[:7]] = float(value)
    if not found:
        table.slip("values", "at least one observation is needed, or figure and column")
        return {"1900-01": 0.0}
    return dict(sorted(found.items()))


def load_scenarios(path: Path) -> dict[str, ScenarioRecord]:
    """Read a file of scenarios: each a small difference from decided policy."""
    slips = Slips(path)
    found = {}
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        changes = table.table("changes") if table.has("changes") else Table(slips, f"{key}.changes", {})
        settings = table.table("settings") if table.has("settings") else Table(slips, f"{key}.settings", {})
        shocks = table.table("shocks") if table.has("shocks") else Table(slips, f"{key}.shocks", {})
        for name, value in settings.content.items():
            if not isinstance(value, (bool, str)) and not is_number(value):
                settings.slip(name, "a number, a text, true or false is needed")
        found[key] = ScenarioRecord(
            key=key,
            name_zh=table.text("name_zh"),
            summary_zh=table.text("summary_zh"),
            bank=table.choice("bank", BANKS),
            opening=table.text("opening"),
            start=table.day("start", partial=True),
            months=table.whole("months", low=1, high=1200),
            changes={name: steps(changes, name) for name in changes.content},
            settings=dict(settings.content),
            shocks={name: steps(shocks, name) for name in shocks.content},
            file=file_name(path),
        )
        table.close()
    slips.raise_any()
    return found


def files(folder: Path, suffix: str) -> list[Path]:
    """Return a folder's record files in order of name; what a system hides (``._x``) is none."""
    return sorted(path for path in folder.glob(f"*{suffix}") if not path.name.startswith("."))


def named(name: str, folder: Path, suffix: str) -> Path:
    """Return a record file by its name, an own one first; an unknown name is a RecordError."""
    room = folder.relative_to(HOME).as_posix() if folder.is_relative_to(HOME) else folder.name
    own_path = own.in_use().path(room, name)
    if own_path:
        return own_path
    path = folder / f"{name}{suffix}"
    if not path.is_file():
        options = sorted({*(p.stem for p in files(folder, suffix)), *own.in_use().names(room)})
        raise RecordError(f"{folder.name}/{name}{suffix}: no such record; {nearest(name, options)}")
    return path
