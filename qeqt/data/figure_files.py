"""Figure tables: a CSV and its sidecar in, a figure out, or every slip at once."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

from qeqt.data import identities, ledger, quantities, sense
from qeqt.data.fields import (
    Slips,
    Table,
    as_accepted,
    days_in_month,
    is_day,
    toml,
    written,
)
from qeqt.data.model_files import FREQUENCIES
from qeqt.data.records import Accepted, Column, Figure, FigureMeta
from qeqt.data.text_files import lines_alike

KINDS = {
    "daily": ("daily",),
    "weekly": ("weekly level", "weekly average"),
    "monthly": ("month-end", "month average", "month total"),
    "quarterly": ("quarter-end", "quarter average", "quarter total"),
    "annual": ("year-end", "year average", "year total"),
    "irregular": ("point", "month-end points"),
}
"""What a figure's numbers are, by frequency."""


def checksum(data: bytes) -> str:
    """Return the sha256 a sidecar carries: of the text, however its lines end on a system."""
    return hashlib.sha256(lines_alike(data)).hexdigest()


CHANGED = (
    "the table is not the one that this sidecar was written for: hold every changed cell against its "
    "publisher, then `make accept RECORDS=figures/name` says what moved and writes the checksum"
)


JOURNAL = ".renewing"
"""A folder beside the tables while a renewal puts them in place."""


def in_place(path: Path) -> Path:
    """Return a file, or the newer one that an interrupted renewal left to be put in its place."""
    newer = path.parent / JOURNAL / path.name
    return newer if newer.is_file() and (newer.parent / "moves.json").is_file() else path


def load_figure(path: Path) -> Figure:
    """Read a table of official figures and its sidecar; path is that of the CSV."""
    sidecar, lies = in_place(path.with_suffix(".toml")), in_place(path)
    slips = Slips(sidecar)
    table = Table(slips, "figure", toml(sidecar))
    columns = columns_of(table)
    meta = meta_of(table, columns)
    table.close()
    if not lies.is_file():
        slips.add(path.name, None, "the table beside this sidecar is missing")
        slips.raise_any()
    text = written(lies)
    if checksum(lies.read_bytes()) != meta.checksum:
        table.slip("checksum", CHANGED)
    slips.raise_any()
    settled = ledger.settled(path, meta.checksum)
    if not settled:
        as_accepted(path, ledger.of_table(text))
    found = Figure(name=path.stem, meta=meta, columns=columns,
                   rows=figure_rows(path, text, list(columns), meta.frequency, meta.kind))  # fmt: skip
    bounded(sidecar, found)
    if not settled:
        sensible(path, text, found)
    return found


def meta_of(table: Table, columns: dict[str, Column]) -> FigureMeta:
    """Read what a sidecar says of its table as a whole."""
    frequency = table.choice("frequency", FREQUENCIES)
    meta = FigureMeta(
        title=table.text("title"),
        name_zh=table.text("name_zh"),
        frequency=frequency,
        kind=table.choice("kind", KINDS[frequency]),
        producer=table.text("producer"),
        citation=table.text("citation"),
        official_address=table.address("official_address"),
        official_read=table.flag("official_read"),
        seen_in=table.texts("seen_in"),
        licence=table.text("licence"),
        redistributable=table.flag("redistributable"),
        published=table.past_day("published", partial=True),
        accessed=table.past_day("accessed"),
        checksum=table.text("checksum"),
        note_zh=table.text("note_zh", ""),
        accepted=accepted_values(table),
        identities=identities.read(table, columns),
    )
    if not meta.official_address:
        table.slip("official_address", "an address that begins with https:// is needed")
    if meta.published > meta.accessed:
        table.slip("published", f"a day up to that of access, {meta.accessed}, is needed")
    return meta


def columns_of(table: Table) -> dict[str, Column]:
    """Read what a sidecar says of each column: what it is, its unit, between which values it lies."""
    columns = {}
    for name, entry in table.named_tables("columns").items():
        quantity = entry.choice("quantity", quantities.UNITS)
        column = columns[name] = Column(
            label_zh=entry.text("label_zh"),
            unit=entry.text("unit"),
            series_id=entry.text("series_id"),
            quantity=quantity,
            currency=entry.choice("currency", quantities.CURRENCIES) if entry.has("currency") else "",
            minimum=entry.number("minimum"),
            maximum=entry.number("maximum"),
            redistributable=entry.flag("redistributable", bool(table.content.get("redistributable", False))),
        )
        if right := quantities.wrong(quantity, column.currency, column.unit):
            entry.slip("unit", right)
        if column.minimum >= column.maximum:
            entry.slip("minimum", f"a number below maximum, {column.maximum:g}, is needed")
        entry.close()
    return columns


WIDEST = 3.0
"""The ends of what a column's values may be lie at most so many times beyond the values themselves."""


def bounded(sidecar: Path, found: Figure) -> None:
    """Raise RecordError for a value beyond its column's ends, and for ends that hold almost anything."""
    slips = Slips(sidecar)
    taken = {(one.column, one.date, one.value) for one in found.meta.accepted}
    for name, column in found.columns.items():
        values = found.series(name)
        for day, value in values.items():
            if (name, day, value) not in taken and not column.minimum <= value <= column.maximum:
                ends = f"{column.minimum:g} to {column.maximum:g} {column.unit}"
                right = f"{ends} is needed: another unit, or a slip"
                slips.add(f"{found.name}.csv.{day}.{name}", value, right)
        if values:
            for key, end, nearest in ends_of(column, min(values.values()), max(values.values())):
                right = f"0, or a number nearer to the values, whose last is {nearest:g}, is needed"
                slips.add(f"figure.columns.{name}.{key}", end, right)
    last, published = str(found.rows[-1]["date"])[:7], found.meta.published
    if last[: len(published)] > published[:7]:
        slips.add("figure.published", published, f"a day from the table's last month, {last}, on is needed")
    slips.raise_any()


def ends_of(column: Column, low: float, high: float) -> Iterator[tuple[str, float, float]]:
    """Yield the ends of a column that hold almost anything: key, end, the value that it is too far from."""
    beyond = WIDEST * max(abs(low), abs(high))
    least = low / WIDEST if low > 0.0 else -beyond
    most = high / WIDEST if high < 0.0 else beyond
    if column.minimum < least and column.minimum != 0.0:
        yield "minimum", column.minimum, low
    if column.maximum > most and column.maximum != 0.0:
        yield "maximum", column.maximum, high


def sensible(path: Path, text: str, found: Figure) -> None:
    """Raise RecordError for a value out of line with its neighbours, and for an identity that fails."""
    slips = Slips(path)
    taken = {(one.column, one.date): one.value for one in found.meta.accepted}
    for name in found.columns:
        values = [row[name] for row in found.rows]
        numbers = [value if isinstance(value, float) else None for value in values]
        for n, why in sense.slipped(numbers).items():
            day, value = str(found.rows[n]["date"]), numbers[n]
            if taken.get((name, day)) != value:
                accept = f'[[accepted]] column = "{name}", date = "{day}", value = {value}, reason = "…"'
                slips.add(f"{day}.{name}", value, f"{why}; if it is real, the sidecar takes it: {accept}")
    for where, said, right in identities.faults(path, text, found.meta.identities, found.meta.frequency):
        slips.add(where, said, right)
    slips.raise_any()


def accepted_values(table: Table) -> tuple[Accepted, ...]:
    """Read the values that a sidecar accepts by name, each with its reason."""
    found: list[Accepted] = []
    for one in table.tables("accepted") if table.has("accepted") else []:
        column = one.choice("column", table.content.get("columns", {}))
        date, value, reason = one.day("date"), one.number("value"), one.text("reason")
        whole = one.flag("whole", False)
        if any((column, date) == (other.column, other.date) for other in found):
            one.slip("date", "another entry accepts this cell")
        found.append(Accepted(column=column, date=date, value=value, reason=reason, whole=whole))
        one.close()
    return tuple(found)


def figure_rows(
    path: Path, text: str, columns: list[str], frequency: str, kind: str
) -> list[dict[str, str | float | None]]:
    """Read a figure's rows: dates real, in order, one a period, none left out; numbers or nothing."""
    slips = Slips(path)
    lines = csv.reader(io.StringIO(text))
    header = next(lines, [])
    if header != ["date", *columns]:
        slips.add(
            "header", ",".join(header), f"the sidecar's columns are needed: {','.join(['date', *columns])}"
        )
        slips.raise_any()
    rows: list[dict[str, str | float | None]] = []
    for number, cells in enumerate(lines, 2):
        where = f"line {number}"
        if len(cells) != len(header):
            slips.add(where, ",".join(cells), f"{len(header)} cells are needed")
            continue
        date = cells[0]
        right = date_fault(date, str(rows[-1]["date"]) if rows else "", frequency, kind)
        if right:
            slips.add(f"{where}.date", date, right)
        row: dict[str, str | float | None] = {"date": date}
        for name, cell in zip(columns, cells[1:], strict=True):
            row[name] = cell_number(cell)
            if cell and row[name] is None:
                slips.add(f"{where}.{name}", cell, "a number, or nothing where there is none, is needed")
        rows.append(row)
    if rows and str(rows[len(rows) - 1]["date"]) > sense.today():
        slips.add(
            "last row.date", rows[len(rows) - 1]["date"], f"a day up to today, {sense.today()}, is needed"
        )
    if not rows:
        slips.add("rows", None, "at least one row is needed")
    slips.raise_any()
    return rows


NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def cell_number(cell: str) -> float | None:
    """Return a cell as a finite number, or None."""
    try:
        value = float(cell) if NUMBER.fullmatch(cell) else float("nan")
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def date_fault(date: str, before: str, frequency: str, kind: str) -> str:
    """Return what a row's date should have been, or nothing when it is right."""
    if not is_day(date):
        return "a date YYYY-MM-DD is needed"
    if before and date <= before:
        return f"a date after the row before, {before}, is needed"
    year, month, day = int(date[:4]), int(date[5:7]), int(date[8:])
    closing = kind.split(" ")[0].endswith("-end") or frequency in ("quarterly", "annual")
    if closing and day != days_in_month(year, month):
        return f"{kind}: the last day of the month is needed"
    if frequency == "monthly" and not closing and day != 1:
        return f"{kind}: the first day of the month is needed"
    length = {"monthly": 1, "quarterly": 3, "annual": 12}.get(frequency, 0)
    if frequency == "quarterly" and month not in (3, 6, 9, 12):
        return "the last day of a quarter is needed"
    if length and before:
        passed = (year - int(before[:4])) * 12 + month - int(before[5:7])
        if passed != length:
            return f"{frequency}: the next period after {before} is needed"
    return ""
