"""Take refreshed figures into the book's own tables: its own command, which never commits.

Every table of ``official/`` (or $QEQT_OFFICIAL) is held against the compiled one again and rounded as that
one is, column by column; what rounds to the compiled value keeps its text. Sidecars get the new dates and
checksum. Either all tables pass or nothing is written; what was taken over then leaves ``official/``, so that
the site built here is the site that is published.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from qeqt import data
from qeqt.data import book_files
from qeqt.data.fields import RecordError
from qeqt.data.official.refresh import Recipe, RefreshError, check, recipes, renewed_sidecar
from qeqt.data.records import Figure

READ_AT = "FRED（fred.stlouisfed.org），各欄所列的系列"
"""What a sidecar says of where refreshed figures were read."""

Cells = dict[str, str]
"""Date -> a cell as the table prints it, "" where it has none."""


@dataclass(frozen=True)
class Draft:
    """A compiled table as it will be, its sidecar, and what moved."""

    table: str
    sidecar: str
    report: list[str]


def printed(path: Path) -> tuple[list[str], dict[str, Cells]]:
    """Return a table's dates, and column -> its cells, as the file prints them."""
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    cells = {name: {row[0]: row[at] for row in rows} for at, name in enumerate(header) if at}
    return [row[0] for row in rows], cells


def rounded(value: Decimal, places: int) -> str:
    """Return a value to so many decimals; nought has no sign."""
    text = f"{value:.{places}f}"
    return text if Decimal(text) else text.lstrip("-")


def renewed(before: Cells, fresh: dict[str, float]) -> Cells:
    """Return a column with its fresh values, each to the decimals that the column carries."""
    places = max((len(cell.partition(".")[2]) for cell in before.values()), default=0)
    after = dict(before)
    for day, value in fresh.items():
        text = rounded(Decimal(repr(value)), places)
        kept = before.get(day, "")
        after[day] = kept if kept and Decimal(kept) == Decimal(text) else text
    return after


def of_column(name: str, before: Cells, after: Cells) -> tuple[str, set[str]]:
    """Return a line on what moved in a column, "" where nothing did, and the dates of what moved."""
    new = {day for day in after if after[day] and not before.get(day)}
    revised = {day for day in after if before.get(day) and after[day] != before[day]}
    if not new | revised:
        return "", set()
    seen = [max((day for day in cells if cells[day]), default="none") for cells in (before, after)]
    line = f"{name}: last observation {seen[0]} -> {seen[1]}, {len(new)} new, {len(revised)} revised"
    if revised:
        worst = max(revised, key=lambda day: abs(Decimal(after[day]) - Decimal(before[day])))
        line += f", most in {worst}: {before[worst]} -> {after[worst]}"
    return line, new | revised


def draft(compiled: Figure, refreshed: Figure, wanted: dict[str, Recipe]) -> Draft | None:
    """Return the compiled table with the refreshed values; None where nothing moves.

    Raises RefreshError when the refreshed table is older than the compiled one or does not continue it.
    """
    days = [str(row["date"]) for row in refreshed.rows]
    if refreshed.meta.accessed < compiled.meta.accessed or days[-1] < str(compiled.rows[-1]["date"]):
        raise RefreshError(f"{compiled.name}: older than the compiled table; run make refresh again")
    check(compiled, wanted, {name: refreshed.series(name) for name in wanted})
    path = data.HOME / "figures" / f"{compiled.name}.csv"
    known, before = printed(path)
    after = before | {name: renewed(before[name], refreshed.series(name)) for name in wanted}
    report: list[str] = []
    moved: set[str] = set()
    for name in wanted:
        line, dates = of_column(f"{compiled.name}.{name}", before[name], after[name])
        report += [line] if line else []
        moved |= dates
    if not moved:
        return None
    table = in_layout(sorted({*known, *moved}), after)
    old = path.with_suffix(".toml").read_text(encoding="utf-8")
    dates_of = (refreshed.meta.published, refreshed.meta.accessed)
    sidecar = with_place(renewed_sidecar(old, table, *dates_of), READ_AT)
    if compiled.meta.note_zh:
        report.append(f"{compiled.name}.toml: read whether note_zh still holds: {compiled.meta.note_zh}")
    return Draft(table, sidecar, report)


def in_layout(days: list[str], cells: dict[str, Cells]) -> str:
    """Return the table as our files are laid out."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["date", *cells])
    for day in days:
        writer.writerow([day, *(column.get(day, "") for column in cells.values())])
    return text.getvalue()


def with_place(sidecar: str, place: str) -> str:
    """Return a sidecar that names one more place where its figures were read, if it does not yet."""
    if place in sidecar:
        return sidecar
    start, mark, rest = sidecar.partition("seen_in = [")
    room = "\n  " if rest.startswith("\n") else ""
    return f'{start}{mark}{room}"{place}",{"" if room else " "}{rest}'


def put(folder: Path, drafts: dict[str, Draft]) -> None:
    """Write the drafts into a folder of figures: all are read back first, and only then put in place."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        files = []
        for name, new in drafts.items():
            path = Path(scratch) / f"{name}.csv"
            path.write_text(new.table, encoding="utf-8")
            path.with_suffix(".toml").write_text(new.sidecar, encoding="utf-8")
            book_files.load_figure(path)
            files += [path, path.with_suffix(".toml")]
        for file in files:
            file.replace(folder / file.name)


def adopt(official: Path) -> list[str]:
    """Take every table of a folder over; return what moved.

    Raises RefreshError with every table that does not pass, and when there is none; nothing is written then.
    """
    drafts: dict[str, Draft] = {}
    refused: list[str] = []
    known = {name: wanted for name, wanted in recipes().items() if (official / f"{name}.csv").is_file()}
    for name, wanted in known.items():
        try:
            compiled = book_files.load_figure(data.HOME / "figures" / f"{name}.csv")
            new = draft(compiled, book_files.load_figure(official / f"{name}.csv"), wanted)
        except (RefreshError, RecordError) as error:
            refused.append(str(error))
            continue
        if new:
            drafts[name] = new
    if refused:
        raise RefreshError("\n".join([*refused, "Nothing was taken over."]))
    if not known:
        raise RefreshError(f"{official}: no refreshed table; run make refresh first")
    put(data.HOME / "figures", drafts)
    for name in known:
        (official / f"{name}.csv").unlink()
        (official / f"{name}.toml").unlink()
    moved = [line for new in drafts.values() for line in new.report]
    return moved or ["Nothing moved: the compiled tables say the same."]


def main() -> int:
    """Run the command: print what moved; 1 with the reasons when nothing was taken over."""
    try:
        print("\n".join(adopt(data.official_folder())))
    except RefreshError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
