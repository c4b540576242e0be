"""Estimates that are kept: a table of rows, and beside it what they were made from, when and how.

The numbers of a reader's file are never kept, its digest and its origin are: whoever has the file can tell
that it is the same, and make the estimates again. A kept record is what the command made: its checksum is of
all its rows and of all that the sidecar says.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

from qeqt import data
from qeqt.data.fields import RecordError, Slips, Table, nearest, toml
from qeqt.study.estimation.events import Days
from qeqt.study.estimation.outcomes import MISSING
from qeqt.study.estimation.projections import Sample
from qeqt.study.estimation.surprises import Surprises
from qeqt.study.estimation.table import LARGEST, PERIODS, Row

FOLDER = Path(data.__file__).parent / "estimates" / "taiwan"
LARGEST_SIZE = "size_of_the_largest_month"
"""Key of the largest surprise, bp: what is larger was never sampled."""
WHOLE = ("horizon", "n")
OPTIONAL = ("se", "chance", "f")
TEXTS = ("method", "shock", "outcome", "unit", "variant", "first", "last")


@dataclass(frozen=True)
class Record:
    """A set of surprises' kept estimates."""

    name: str
    made: str
    version: str
    origin: str
    licence: str
    digest: str
    first: str
    last: str
    days_origin: str
    days_digest: str
    """Of the daily figures, where they were used."""
    shares: dict[str, dict[str, float]]
    """Series -> largest months -> share of squared variation (0 to 1); periods -> sums, LARGEST_SIZE: bp."""
    rows: tuple[Row, ...]


def text(rows: list[Row]) -> str:
    """Return rows as CSV, four significant digits."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [field.name for field in fields(Row)]
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell(getattr(row, name)) for name in names])
    return out.getvalue()


def cell(value: object) -> str:
    """Return a value as a cell: nothing where there is none, 'inf' where an interval has no end."""
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def sidecar(
    surprises: Surprises, sample: Sample, columns: tuple[str, ...], days: Days | None, version: str
) -> str:
    """Return what the rows were made from, as TOML."""
    lines = [
        f"name = {quoted(surprises.name)}",
        f"made = {date.today().isoformat()}",
        f"version = {quoted(version)}",
        f"origin = {quoted(surprises.origin)}",
        f"licence = {quoted(surprises.licence)}",
        f"digest = {quoted(surprises.digest)}",
        f"first = {quoted(sample.first)}",
        f"last = {quoted(sample.last)}",
        f"days_origin = {quoted(days.origin if days else 'none')}",
        f"days_digest = {quoted(days.digest if days else 'none')}",
    ]
    for column in columns:
        lines += ["", f"[shares.{quoted(column)}]"]
        for count in LARGEST:
            months = surprises.largest(column, count, sample.first, sample.last)
            share = surprises.share(column, months, sample.first, sample.last)
            lines.append(f"{quoted(f'largest_{count}: ' + ', '.join(months))} = {share:.3f}")
        largest = surprises.largest(column, 1, sample.first, sample.last)[0]
        lines.append(f"{quoted(LARGEST_SIZE)} = {surprises.by_taipei_month[column][largest]:.1f}")
        for name, (first, last) in PERIODS.items():
            total = surprises.total(column, max(first, sample.first), min(last, sample.last))
            lines.append(f"{quoted(f'sum_{name}')} = {total:.1f}")
    return "\n".join(lines) + "\n"


def quoted(words: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(words, ensure_ascii=False)


def write(
    folder: Path, surprises: Surprises, sample: Sample, rows: list[Row], days: Days | None, version: str
) -> Path:
    """Write a record, NAME.csv and NAME.toml, with the package's version; return the table's path."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = tuple(dict.fromkeys(row.shock for row in rows))
    path = folder / f"{surprises.name}.csv"
    path.write_text(text(rows), encoding="utf-8")
    about = sidecar(surprises, sample, columns, days, version)
    seal = f"checksum = {quoted(checksum(text(rows), about))}\n"
    path.with_suffix(".toml").write_text(seal + about, encoding="utf-8")
    return path


def checksum(rows: str, about: str) -> str:
    """Return the checksum of a record's table and of its sidecar, the checksum's own line left out."""
    lines = [line for line in about.splitlines() if not line.startswith("checksum = ")]
    return hashlib.sha256("\n".join([rows, *lines]).encode()).hexdigest()


def read(path: Path) -> Record:
    """Read a record by its table's path; RecordError lists every slip."""
    slips = Slips(path.with_suffix(".toml"))
    table = Table(slips, "record", toml(path.with_suffix(".toml")))
    shares = table.named_tables("shares")
    found = Record(
        name=table.text("name"),
        made=table.day("made"),
        version=table.text("version"),
        origin=table.text("origin"),
        licence=table.text("licence"),
        digest=table.text("digest"),
        first=table.day("first", partial=True),
        last=table.day("last", partial=True),
        days_origin=table.text("days_origin"),
        days_digest=table.text("days_digest"),
        shares={name: {key: entry.number(key) for key in entry.content} for name, entry in shares.items()},
        rows=rows_of(path),
    )
    right = checksum(path.read_text(encoding="utf-8"), path.with_suffix(".toml").read_text(encoding="utf-8"))
    if table.text("checksum") != right:
        table.slip("checksum", f"the record is not as qeqt estimate made it: {right} is its checksum now")
    table.close()
    slips.raise_any()
    return found


def rows_of(path: Path) -> tuple[Row, ...]:
    """Read a record's rows; RecordError names the line and the cell."""
    slips = Slips(path)
    names = [field.name for field in fields(Row)]
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines, [])
        if header != names:
            raise RecordError(f"{path.name}: header {','.join(header)}; {','.join(names)} is needed")
        for line, cells in enumerate(lines, 2):
            if len(cells) != len(names):
                slips.add(f"line {line}", ",".join(cells), f"{len(names)} cells are needed")
                continue
            try:
                found.append(Row(**{n: value(n, c) for n, c in zip(names, cells, strict=True)}))  # type: ignore[arg-type]
            except ValueError as error:
                slips.add(f"line {line}", ",".join(cells), str(error))
    slips.raise_any()
    return tuple(found)


def value(name: str, text: str) -> str | int | float | None:
    """Return a cell's value; ValueError for a number that is none."""
    if name in TEXTS:
        return text
    if name in WHOLE:
        return int(text)
    if name in OPTIONAL and not text:
        return None
    number = float(text)
    if math.isnan(number):
        raise ValueError(f"{name}: a number is needed")
    return number


def names() -> list[str]:
    """Return the names of the kept records."""
    return sorted(path.stem for path in FOLDER.glob("*.csv"))


@cache
def kept(name: str) -> Record:
    """Return a kept record; RecordError names the nearest one."""
    if name not in names():
        raise RecordError(f"estimates/taiwan/{name}.csv: no such record; {nearest(name, names())}")
    return read(FOLDER / f"{name}.csv")


def missing() -> list[str]:
    """Return what cannot be estimated here, and why, a line each."""
    return [f"{name}: {why}" for name, why in MISSING.items()]
