"""Take refreshed figures into the book's own tables: its own command, which never commits.

Every table of ``official/`` (or $QEQT_OFFICIAL) is held against the compiled one again. Either all tables
pass or nothing is written; what moved is kept as a vintage; what was taken over then leaves ``official/``, so
that the site built here is the site that is published.
"""

from __future__ import annotations

import sys
from pathlib import Path

from qeqt import data
from qeqt.data import figure_files
from qeqt.data.accept import accept
from qeqt.data.fields import RecordError
from qeqt.data.official import checks, tables, vintages
from qeqt.data.official.refresh import RefreshError
from qeqt.data.official.tables import Draft
from qeqt.data.official.vintages import Renewal, VintageError
from qeqt.data.official.ways import Way, ways
from qeqt.data.records import Figure


def held(compiled: Figure, official: Figure, way: Way) -> None:
    """Hold a refreshed table against the compiled one. Raises RefreshError with every fault."""
    name, faults = compiled.name, []
    ours, theirs = ([str(row["date"]) for row in one.rows] for one in (compiled, official))
    if official.meta.accessed < compiled.meta.accessed or theirs[-1] < ours[-1]:
        raise RefreshError([f"{name}: older than the compiled table; run make refresh again"])
    _, cells = tables.printed(data.HOME / "figures" / f"{name}.csv")
    for column in compiled.columns:
        fresh = official.series(column)
        if column not in way.columns:
            if fresh != compiled.series(column):
                faults.append(f"{name}.{column}: kept by hand, and yet another; run make refresh again")
            continue
        allowed = way.columns[column].revision
        compared = checks.compare(column, compiled, fresh, tables.places(cells[column]), allowed)
        faults += [f"{name}.{column}: {fault}" for fault in compared.faults]
    if faults:
        raise RefreshError(faults)


def taken(name: str, way: Way, official: Path) -> tuple[Draft, Renewal, list[str]] | None:
    """Return a table's draft, its vintage and what moved; None where nothing does."""
    compiled = data.compiled(name)
    held(compiled, figure_files.load_figure(official / f"{name}.csv"), way)
    ours, theirs = data.HOME / "figures" / f"{name}.csv", official / f"{name}.csv"
    (_, before), (_, after) = tables.printed(ours), tables.printed(theirs)
    cells = vintages.moved_cells(before, after)
    if not cells:
        return None
    text, sidecar = (theirs.with_suffix(end).read_text(encoding="utf-8") for end in (".csv", ".toml"))
    day = str(figure_files.load_figure(theirs).meta.accessed)
    old = figure_files.checksum(ours.read_bytes())
    new = figure_files.checksum(text.encode())
    report = [in_words(name, column, cells) for column in dict.fromkeys(cell[1] for cell in cells)]
    if compiled.meta.note_zh:
        report.append(f"{name}.toml: read whether note_zh still holds: {compiled.meta.note_zh}")
    return Draft(text, sidecar), Renewal(day, name, old, new, tuple(cells)), report


def in_words(name: str, column: str, cells: list[tuple[str, str, str, str]]) -> str:
    """Say what moved in a column."""
    mine = [cell for cell in cells if cell[1] == column]
    new = [cell for cell in mine if not cell[2]]
    line = f"{name}.{column}: {len(new)} new, {len(mine) - len(new)} revised"
    return line + (f", last {new[-1][0]}: {new[-1][3]}" if new else "")


def adopt(official: Path) -> list[str]:
    """Take every table of a folder over; return what moved.

    Raises RefreshError with every table that does not pass, and when there is none; nothing is written then.
    """
    tables.finish(data.HOME / "figures")
    drafts, renewals, report, refused = {}, [], [], []
    known = [name for name in ways().renewed() if (official / f"{name}.csv").is_file()]
    for name in known:
        try:
            found = taken(name, ways().tables[name], official)
        except (RefreshError, RecordError) as error:
            refused.append(str(error))
            continue
        if found:
            drafts[name] = found[0]
            renewals.append(found[1])
            report += found[2]
    if refused:
        raise RefreshError([*refused, "Nothing was taken over."])
    if not known:
        raise RefreshError([f"{official}: no refreshed table; run make refresh first"])
    if drafts:
        tables.put(data.HOME / "figures", drafts, vintages.appended(renewals))
        accept([f"figures/{name}" for name in drafts], data.HOME)
    for name in known:
        (official / f"{name}.csv").unlink()
        (official / f"{name}.toml").unlink()
    return report or ["Nothing moved: the compiled tables say the same."]


def main() -> int:
    """Run the command: print what moved; 1 with the reasons when nothing was taken over."""
    try:
        print("\n".join(adopt(data.official_folder())))
    except (RefreshError, VintageError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
