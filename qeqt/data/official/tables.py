"""A table as it will be: its text in our layout, its sidecar, and how both are put in place whole."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from qeqt.data import figure_files
from qeqt.data.figure_files import JOURNAL
from qeqt.data.official.resample import Observations

Cells = dict[str, str]
"""Date -> a cell as the table prints it, "" where it has none."""


@dataclass(frozen=True)
class Draft:
    """A table as it will be, with its sidecar."""

    table: str
    sidecar: str


def printed(path: Path) -> tuple[list[str], dict[str, Cells]]:
    """Return a table's dates, and column -> its cells, as the file prints them."""
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    cells = {name: {row[0]: row[at] for row in rows} for at, name in enumerate(header) if at}
    return [row[0] for row in rows], cells


def places(cells: Cells) -> int:
    """Return the decimals that a column carries."""
    return max((len(cell.partition(".")[2]) for cell in cells.values()), default=0)


def rounded(value: float, decimals: int) -> str:
    """Return a value to so many decimals; nought has no sign."""
    text = f"{Decimal(repr(value)):.{decimals}f}"
    return text if Decimal(text) else text.lstrip("-")


def merged(before: Cells, fresh: Observations) -> Cells:
    """Return a column with its fresh values, to its decimals; the same value keeps its text."""
    decimals, after = places(before), dict(before)
    for day, value in fresh.items():
        text, kept = rounded(value, decimals), before.get(day, "")
        after[day] = kept if kept and Decimal(kept) == Decimal(text) else text
    return after


def in_layout(cells: dict[str, Cells]) -> str:
    """Return the table as our files are laid out; a date without any cell has no row."""
    days = sorted({day for column in cells.values() for day, cell in column.items() if cell})
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["date", *cells])
    for day in days:
        writer.writerow([day, *(column.get(day, "") for column in cells.values())])
    return text.getvalue()


def renewed_sidecar(sidecar: str, table: str, day: str, place: str, published: str = "") -> str:
    """Return a sidecar with the day, the place and the checksum of another table; all else as it stands.

    ``published``: the publisher's own day, where the answers tell it; else the day of access.
    """
    digest = figure_files.checksum(table.encode())
    for key, value in (("published", published or day), ("accessed", day), ("checksum", f'"{digest}"')):
        sidecar = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", sidecar, count=1)
    if place in sidecar:
        return sidecar
    start, mark, rest = sidecar.partition("seen_in = [")
    room = "\n  " if rest.startswith("\n") else ""
    return f'{start}{mark}{room}"{place}",{"" if room else " "}{rest}'


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Let Ctrl-C and a polite kill wait until the files are in place."""
    heard: list[int] = []
    try:
        old = {
            one: signal.signal(one, lambda number, _: heard.append(number))
            for one in (signal.SIGINT, signal.SIGTERM)
        }
    except ValueError:  # not the main thread: nothing is delivered here
        old = {}
    try:
        yield
    finally:
        for one, handler in old.items():
            signal.signal(one, handler)
        for number in heard:
            os.kill(os.getpid(), number)


def put(folder: Path, drafts: dict[str, Draft], others: dict[Path, str] | None = None) -> None:
    """Write drafts into a folder, all or none: they are read back first, then moved under a journal.

    others: further files that change with them. Raises RecordError when a draft cannot be read back.
    """
    if not drafts:
        return
    folder.mkdir(parents=True, exist_ok=True)
    finish(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".draft-") as scratch:
        room, moves = Path(scratch), {}
        for name, new in drafts.items():
            for suffix, text in ((".csv", new.table), (".toml", new.sidecar)):
                write(room / f"{name}{suffix}", text)
                moves[f"{name}{suffix}"] = str((folder / f"{name}{suffix}").resolve())
            figure_files.load_figure(room / f"{name}.csv")
        for number, (path, text) in enumerate((others or {}).items()):
            write(room / f"other-{number}", text)
            moves[f"other-{number}"] = str(path.resolve())
        write(room / "moves.json", json.dumps(moves))
        with undisturbed():
            room.rename(folder / JOURNAL)
            finish(folder)
            room.mkdir()  # what the context manager takes away


def write(path: Path, text: str) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def finish(folder: Path) -> bool:
    """Finish what an interrupted run left: a journal that is there is complete. Say whether there was one."""
    journal = folder / JOURNAL
    if not (journal / "moves.json").is_file():
        return False
    moves = json.loads((journal / "moves.json").read_text(encoding="utf-8"))
    for name, place in moves.items():
        if (journal / name).is_file():
            Path(place).parent.mkdir(parents=True, exist_ok=True)
            (journal / name).replace(place)
    shutil.rmtree(journal)
    return True
