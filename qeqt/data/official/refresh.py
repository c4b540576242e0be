"""Fetch newer official figures: its own command, never part of a build.

Each table of ways.toml that publishers renew is built anew, held against the compiled one value by value,
and written beside its sidecar into the folder ``official/`` (or $QEQT_OFFICIAL), rounded as the compiled one
is. A table that does not pass keeps its last good version, and the others are tried all the same.
`qeqt.data.figure` reads a table from there when it is present.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from qeqt import data
from qeqt.data import figure_files
from qeqt.data.fields import RecordError
from qeqt.data.official import checks, tables
from qeqt.data.official.answers import AnswerError
from qeqt.data.official.build import Builder, reckoned
from qeqt.data.official.checks import Comparison
from qeqt.data.official.client import Client, NetworkError
from qeqt.data.official.report import REFUSED, RENEWED, SAME, ColumnMove, Report, TableReport
from qeqt.data.official.resample import Observations, UnfinishedError
from qeqt.data.official.tables import Cells, Draft
from qeqt.data.official.ways import Recipe, Way, Ways, load, ways
from qeqt.data.records import Figure

Failing = dict[str, dict[str, list[str]]]
"""Publisher -> what kept it from being read -> the columns that it cost."""
KEPT_ANSWERS = Path(".cache") / "official"


class RefreshError(ValueError):
    """A table does not pass. The lines say what, and what to do."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class Built:
    """A table built anew: how each column compares, and when its publisher last observed."""

    comparisons: dict[str, Comparison] = field(default_factory=dict)
    newest: dict[str, str] = field(default_factory=dict)


def build(table: Figure, way: Way, builder: Builder, failing: Failing) -> Built:
    """Build a table's columns, hold each against the compiled one. Raises RefreshError with every fault."""
    _, cells = tables.printed(data.HOME / "figures" / f"{table.name}.csv")
    built = {name: table.series(name) for name in table.columns}
    found, faults = Built(), []
    for name, recipe in way.columns.items():
        where = f"{table.name}.{name}"
        if recipe.of:
            over = builder.current(recipe.over.partition(".")[0]) if recipe.over else None
            series = over.series(recipe.over.partition(".")[2]) if over else {}
            fresh = {day: v for day, v in reckoned(recipe, built, series).items() if day >= min(built[name])}
            found.newest[name] = max(fresh)
        else:
            try:
                column = builder.column(table, name, recipe)
            except (NetworkError, AnswerError, UnfinishedError) as error:
                faults.append(f"{where}: {error}")
                if recipe.source:
                    publisher = builder.ways.sources[recipe.source].publisher
                    reason = error.reason if isinstance(error, NetworkError) else str(error)
                    failing.setdefault(publisher, {}).setdefault(reason, []).append(where)
                continue
            fresh = reckoned_minus(column.values, recipe.minus, built) if recipe.minus else column.values
            found.newest[name] = column.newest
        places = tables.places(cells[name])
        slack = rounding_of(recipe, table, builder)
        compared = checks.compare(name, table, fresh, places, recipe.revision, slack)
        faults += [f"{where}: {fault}" for fault in compared.faults]
        found.comparisons[name] = compared
        built[name] = {**built[name], **fresh}
    if faults:
        raise RefreshError(faults)
    return found


def rounding_of(recipe: Recipe, table: Figure, builder: Builder) -> float:
    """Return what rounding alone may move a column by that is made from printed ones."""
    parts = [(table.name, name) for name in (recipe.of, *recipe.plus, *recipe.minus) if name]
    if recipe.rule == "sum":
        months = {"quarterly": 3, "annual": 12}[table.meta.frequency]
        parts = [(recipe.table, recipe.column)] * months
    found = 0.0
    for name, column in parts:
        _, cells = tables.printed(data.HOME / "figures" / f"{name}.csv")
        found += 0.5 * 10.0 ** -tables.places(cells[column])
    return found


def reckoned_minus(
    values: Observations, minus: Iterable[str], built: dict[str, Observations]
) -> Observations:
    """Return a fetched column less others of its table."""
    for other in minus:
        values = {day: value - built[other][day] for day, value in values.items() if day in built[other]}
    return values


def draft(table: Figure, way: Way, built: Built, today: date, published: str) -> tuple[Draft, TableReport]:
    """Return the table as it will be, published on a day, and what moved in it."""
    path = data.HOME / "figures" / f"{table.name}.csv"
    _, before = tables.printed(path)
    after, moves = dict(before), []
    for name, compared in built.comparisons.items():
        after[name] = tables.merged(before[name], compared.taken)
        moves.append(column_move(name, before[name], after[name], compared))
        recipe = way.columns[name]
        if recipe.late_after is not None:
            last = max(day for day, cell in after[name].items() if cell)
            moves[-1].late = checks.late(last, table.meta.frequency, recipe.late_after, today)
    text = tables.in_layout(after)
    old = path.with_suffix(".toml").read_text(encoding="utf-8")
    place = f"發布者的數列，由 make refresh 讀取（{'、'.join(publishers(way))}）"
    status = RENEWED if any(one.moved for one in moves) else SAME
    report = TableReport(table.name, status, moves, note=table.meta.note_zh)
    return Draft(text, tables.renewed_sidecar(old, text, today.isoformat(), place, published)), report


def publishers(way: Way, book: Ways | None = None) -> list[str]:
    """Return whose answers a table is made from."""
    known = (book or ways()).sources
    named = [known[one.source].publisher for one in way.columns.values() if one.source]
    return list(dict.fromkeys(named)) or ["本書的另一張表"]


def column_move(name: str, before: Cells, after: Cells, compared: Comparison) -> ColumnMove:
    """Return what moved in a column, cell by cell."""
    seen = [max(day for day, cell in cells.items() if cell) for cells in (before, after)]
    return ColumnMove(
        name, seen[0], seen[1], before[seen[0]], after[seen[1]],
        new=[(day, after[day]) for day in sorted(after) if after[day] and not before.get(day)],
        revised=[
            (day, before[day], after[day])
            for day in sorted(after)
            if before.get(day) and after[day] != before[day]
        ],
        accepted=compared.accepted,
    )  # fmt: skip


@dataclass
class Renewal:
    """A whole run: drafts to put in place, and the report."""

    drafts: dict[str, Draft]
    report: Report


def renew(
    client: Client, today: date, book: Ways | None = None, only: Iterable[str] = (),
    say: Callable[[str], None] = lambda _: None,
) -> Renewal:  # fmt: skip
    """Build every table that publishers renew; sources that were never tried are left alone."""
    book = book or ways()
    report, drafts = Report(today.isoformat()), {}
    newest: dict[str, Figure] = {}
    builder = Builder(book, client, today, newest)
    wanted = {name: way for name, way in book.renewed().items() if not only or name in only}
    for count, (name, way) in enumerate(wanted.items(), 1):
        say(f"{count}/{len(wanted)} {name} ...")
        try:
            untried = sorted(
                {
                    one.source
                    for one in way.columns.values()
                    if one.source and not book.sources[one.source].tried
                }
            )
            if untried:
                raise RefreshError([f"{name}: {', '.join(untried)} was never tried on a real answer"])
            table = data.compiled(name)
            built = build(table, way, builder, report.publishers)
            made, told = draft(table, way, built, today, builder.published_on(name))
            if told.status == RENEWED:
                drafted = as_figure(table, made)
        except (RefreshError, RecordError) as error:
            faults = error.faults if isinstance(error, RefreshError) else [str(error)]
            told = TableReport(name, REFUSED, faults=faults)
        else:
            if told.status == RENEWED:
                drafts[name] = made
                newest[name] = drafted
        report.tables.append(told)
    return Renewal(drafts, report)


def as_figure(table: Figure, made: Draft) -> Figure:
    """Return a draft as a table, for those that are made from it."""
    path = Path(f"{table.name}.csv")
    rows = figure_files.figure_rows(
        path, made.table, list(table.columns), table.meta.frequency, table.meta.kind
    )
    found = Figure(name=table.name, meta=table.meta, columns=table.columns, rows=rows)
    figure_files.sensible(path, made.table, found)
    dated = replace(found, meta=replace(table.meta, published=str(rows[-1]["date"])))
    figure_files.bounded(path.with_suffix(".toml"), dated)
    return found


def refresh(folder: Path, client: Client, today: date, **how: object) -> Report:
    """Renew into a folder; what is no longer newer than the compiled table leaves it."""
    tables.finish(folder)
    found = renew(client, today, **how)  # type: ignore[arg-type]
    fresh = {name: new for name, new in found.drafts.items() if not same(folder / f"{name}.csv", new)}
    tables.put(folder, fresh)
    for one in found.report.of(SAME):
        for suffix in (".csv", ".toml"):
            (folder / f"{one.table}{suffix}").unlink(missing_ok=True)
    return found.report


def same(path: Path, new: Draft) -> bool:
    """Say whether a folder has this very table already."""
    return (
        path.is_file()
        and path.with_suffix(".toml").is_file()
        and path.read_text(encoding="utf-8") == new.table
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the command: print what moved and what was refused; 1 when anything was refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="tables to renew; all where none is named")
    parser.add_argument("--markdown", type=Path, help="where to write the report of a pull request")
    parser.add_argument(
        "--trouble", type=Path, help="where to write which publishers fail; empty where none does"
    )
    parser.add_argument("--ways", type=Path, help="other addresses to try: a file like ways.toml")
    chosen = parser.parse_args(arguments)
    try:
        book = load(chosen.ways) if chosen.ways else ways()
    except RecordError as error:
        print(error, file=sys.stderr)
        return 2
    unknown = sorted(set(chosen.only) - set(book.renewed()))
    if unknown:
        print(f"{', '.join(unknown)}: no such renewed table; {', '.join(book.renewed())}", file=sys.stderr)
        return 2
    folder, today = data.official_folder(), datetime.now(UTC).date()
    client = Client(KEPT_ANSWERS)
    try:
        report = refresh(
            folder, client, today, book=book, only=chosen.only,
            say=lambda line: print(line, file=sys.stderr, flush=True),
        )  # fmt: skip
    except KeyboardInterrupt:
        print("Interrupted: every table is as it was.", file=sys.stderr)
        return 130
    finally:
        client.close()
    for path, text in ((chosen.markdown, report.markdown()), (chosen.trouble, report.trouble())):
        if path:
            path.write_text(text, encoding="utf-8")
    print(report.text())
    return 1 if report.of(REFUSED) else 0


if __name__ == "__main__":
    sys.exit(main())
