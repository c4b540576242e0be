"""Every number, unit and date of the records as they were last accepted: what a slip is held against.

A record's own history is its neighbour. A number that turns its sign, that is another by a power of ten, or
that is gone; a unit, a bank, a date that is another; an observation, a step or an announcement that is
missing: each is refused, by file and key, until somebody has read the source again and says so
(`make accept`).
What is new, and a revision of ordinary size, needs nobody's word. No value is read from here.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from qeqt.data import sense
from qeqt.data.text_files import lines_alike

NAME = "ledger.csv"
HOME = Path(__file__).parent
REVISION = 3.0
"""A number may become so many times larger or smaller without a word."""

WORDS = frozenset(
    {
        "unit", "bank", "kind", "shape", "sector", "part", "frequency", "interpolation", "rule", "opening",
        "start", "from", "until", "month", "kept_until", "date", "as_of", "figure", "column", "banks",
        "date_is", "mix", "parameter", "series_id",
    }
)  # fmt: skip
"""Keys whose texts say what a number is: a change of them is a change of the number."""

UNWEIGHED = frozenset({"precision"})
"""Keys whose numbers say how another is printed."""

UNKEPT = ("official", "estimates")
"""Rooms whose files have checks of their own."""

ROWS = "rows"
SIGNS = ".signs"
"""Ends the place of how many numbers of a column are above 0, and how many below."""

ODD = ".odd"
"""Ends the place of a column's cells that are out of line with their neighbours."""

CHECKSUM = "checksum"
"""The place of a table's checksum: a table that is the same to the last byte is not looked at again."""

PER_YEAR = 400
"""Days by which the date of a fact or a table may move on when it is renewed."""

RENEWED = ("as_of", "date", "published", "accessed")
"""Dates that move on when a record is renewed."""

Leaves = dict[str, str]


def leaves(content: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield what a record file says in numbers, dates and words that say what they are: place -> value."""
    for key, value in content.items():
        yield from leaf(f"{before}{key}", str(key), value)


def leaf(place: str, key: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield what stands in a place."""
    if isinstance(value, Mapping):
        yield from leaves(value, f"{place}.")
    elif isinstance(value, list) and value and all(isinstance(each, (dict, list)) for each in value):
        for each in value:
            yield from row(place, key, each)
    elif isinstance(value, (bool, int, float)) and key not in UNWEIGHED:
        yield place, repr(value) if isinstance(value, bool) else repr(float(value))
    elif isinstance(value, date) or (isinstance(value, str) and key in WORDS):
        yield place, str(value)
    elif isinstance(value, list) and key in WORDS:
        yield place, " ".join(map(str, value))


def row(place: str, key: str, each: Any) -> Iterator[tuple[str, str]]:
    """Yield what a row says, under the name by which it is known: its month, id, or first number."""
    if isinstance(each, Mapping):
        name = next((str(each[known]) for known in ("from", "id", "month") if known in each), "")
        yield f"{place}[{name}]", "there"
        yield from leaves(each, f"{place}[{name}].")
    elif each:
        for n, value in enumerate(each[1:], 1):
            yield from leaf(f"{place}[{each[0]}].{n}", key, value)


@cache
def accepted(folder: Path) -> dict[str, Leaves]:
    """Return the ledger of a folder of records: file -> place -> value."""
    found: dict[str, Leaves] = {}
    text = (folder / NAME).read_text(encoding="utf-8")
    file: Leaves = {}
    for cells in csv.reader(io.StringIO(text)):
        if len(cells) == 1:
            file = found[cells[0]] = {}
        else:
            file[cells[0]] = cells[1]
    return found


def settled(path: Path, checksum: str) -> bool:
    """Say whether a table is, to the last byte, the one that was accepted: its sense was asked then."""
    home = home_of(path)
    if home is None:
        return False
    return accepted(home).get(path.relative_to(home).as_posix(), {}).get(CHECKSUM) == checksum


def home_of(path: Path) -> Path | None:
    """Return the folder of records that a file belongs to: the nearest one above it that has a ledger."""
    for folder in path.parents[:3]:
        if (folder / NAME).is_file():
            return folder
    return None


def faults(path: Path, found: Leaves) -> list[str]:
    """Return what a file says otherwise than it was accepted, beyond a revision: one line each."""
    home = home_of(path)
    if home is None:
        return []
    if any(part.startswith(".") for part in path.relative_to(home).parts):
        return []  # a draft: what takes it over has checks of its own
    file = path.relative_to(home).as_posix()
    known = accepted(home).get(file, {})
    lines = []
    odd = {place: "" for place in found if place.endswith(ODD)}
    for place, before in {**odd, **known}.items():
        right = differs(place, before, found.get(place))
        if right:
            lines.append(right)
    if lines:
        lines.append(f"read the source again; if it says so: make accept RECORDS={file.rpartition('.')[0]}")
    return lines


def differs(place: str, before: str, now: str | None) -> str:
    """Return what is wrong with a value that was another when it was accepted, or nothing."""
    if place == CHECKSUM:
        return ""
    if place.endswith(ODD):
        fresh = [each for each in (now or "").split("; ") if each and each not in before.split("; ")]
        return f"{place.removesuffix(ODD)}: {'; '.join(fresh)}" if fresh else ""
    if place.endswith(SIGNS) and now is not None:
        fewer = any(int(new) < int(old) for old, new in zip(before.split(), now.split(), strict=True))
        right = f"{before.replace(' ', ' above and ')} below 0 were there"
        return (
            f"{place.removesuffix(SIGNS)}: found {now.replace(' ', ' above and ')} below 0; {right}"
            if fewer
            else ""
        )
    if place == ROWS and now is not None and float(now) < float(before):
        return f"{place}: found {float(now):g}; {float(before):g} were there"
    if now is None:
        return (
            f"{place}: found nothing; {before} stood there" if before != "there" else f"{place}: it is gone"
        )
    if now == before:
        return ""
    try:
        old, new = float(before), float(now)
    except ValueError:
        longer = place.endswith(".banks") and set(before.split()) <= set(now.split())
        if longer or renewed(place, before, now):
            return ""
        return f"{place}: found {now!r}; {before!r} stood there"
    if old * new < 0.0:
        return f"{place}: found {new:g}; its sign has turned, {old:g} stood there"
    if old == 0.0 or new == 0.0 or not 1.0 / REVISION <= new / old <= REVISION:
        times = f", {new / old:.3g} times as much" if old else ""
        return f"{place}: found {new:g}{times}; {old:g} stood there"
    return ""


def renewed(place: str, before: str, now: str) -> bool:
    """Say whether a date has moved on as one does that is renewed."""
    if place.rpartition(".")[2] not in RENEWED:
        return False
    try:
        first, second = (date.fromisoformat(f"{each}-01-01"[:10]) for each in (before, now))
    except ValueError:
        return False
    return 0 <= (second - first).days <= PER_YEAR


def files(home: Path) -> list[Path]:
    """Return the record files that the ledger keeps."""
    found = [*home.rglob("*.toml"), *(home / "figures").glob("*.csv"), *home.glob("coverage.csv")]
    return sorted(
        path
        for path in found
        if not path.name.startswith(".") and path.relative_to(home).parts[0] not in UNKEPT
    )


def missing(folder: Path, suffix: str) -> list[str]:
    """Return the files of a room that were accepted and are not there."""
    home = home_of(folder / "any")
    if home is None:
        return []
    room = folder.relative_to(home).as_posix()
    known = [Path(file) for file in accepted(home) if Path(file).parent.as_posix() == room]
    return [path.as_posix() for path in known if path.suffix == suffix and not (home / path).is_file()]


def of_file(path: Path) -> Leaves:
    """Return what a record file says in numbers, dates and words that say what they are."""
    text = path.read_text(encoding="utf-8-sig")
    return of_table(text) if path.suffix == ".csv" else dict(leaves(tomllib.loads(text)))


def of_table(text: str) -> Leaves:
    """Return what stands for a table: its rows by first cell; of each column, how many numbers, ends."""
    header, *rows = [cells for cells in csv.reader(io.StringIO(text)) if cells] or [[]]
    found = {ROWS: repr(float(len(rows)))}
    if rows and header[0] == "date":
        found[CHECKSUM] = hashlib.sha256(lines_alike(text.encode())).hexdigest()
        found |= {"first.date": rows[0][0], "last.date": rows[-1][0]}
        for n, name in enumerate(header[1:], 1):
            cells = {row[0]: row[n] for row in rows if n < len(row)}
            found |= of_column(name, cells)
    else:
        found |= {f"{cells[0]}": "there" for cells in rows}
    return found


def of_column(name: str, cells: Mapping[str, str]) -> Leaves:
    """Return how many numbers a column has, its smallest and largest, and those that are out of line."""
    try:
        numbers = [float(cell) if cell else None for cell in cells.values()]
    except ValueError:
        return {}
    values = [value for value in numbers if value is not None]
    if not values:
        return {}
    dates = list(cells)
    odd = [f"{dates[n]}, {numbers[n]:g}: {why}" for n, why in sense.out_of_line(numbers).items()]
    return {
        **({f"{name}{ODD}": "; ".join(odd)} if odd else {}),
        f"{name}{SIGNS}": f"{len([v for v in values if v > 0.0])} {len([v for v in values if v < 0.0])}",
        f"{name}.smallest": repr(min(values)),
        f"{name}.largest": repr(max(values)),
    }
