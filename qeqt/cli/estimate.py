"""`qeqt estimate`: the arguments, and what is done with them."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from qeqt.study import executors
from qeqt.study.estimation import coefficients, records, report, stock, tasks
from qeqt.study.estimation.table import Row
from qeqt.version import __version__


def arguments(verb: argparse.ArgumentParser) -> None:
    """Say what `qeqt estimate` takes."""
    verb.add_argument("what", choices=["taiwan"], help="whose responses")
    verb.add_argument(
        "--shocks", type=Path, metavar="FILE", help="surprises of your own: a CSV, one announcement a row"
    )
    verb.add_argument(
        "--name", default="", help="what the set is called; without --shocks, which compiled set"
    )
    verb.add_argument(
        "--column", action="append", default=[], metavar="NAME", help="a column of surprises (all)"
    )
    verb.add_argument("--unit", default="bp", help="of the file: bp or points")
    verb.add_argument(
        "--date-column", default="", metavar="NAME", help="the file's column of days (the first)"
    )
    verb.add_argument("--origin", default="", help="who made the surprises, as the record cites them")
    verb.add_argument("--licence", default="", help="under which terms")
    verb.add_argument(
        "--days", type=Path, metavar="FILE", help="daily figures, for the closes after an announcement"
    )
    verb.add_argument("--days-origin", default="", help="where the daily figures come from")
    verb.add_argument("--from", dest="first", default="", metavar="YYYY-MM", help="first month of the news")
    verb.add_argument("--to", dest="last", default="", metavar="YYYY-MM", help="last month of the news")
    verb.add_argument("--outcome", action="append", default=[], metavar="NAME", help="one outcome (all)")
    verb.add_argument("--method", action="append", default=[], metavar="NAME", help="one method (all)")
    verb.add_argument("--kept", action="store_true", help="what is kept, without estimating anew")
    verb.add_argument(
        "--coefficients", action="store_true", help="which coefficients could rest on estimates"
    )
    verb.add_argument(
        "--stock", action="store_true", help="from news to a programme's stock, and how far that is stretched"
    )
    verb.add_argument("--json", action="store_true", help="print every row")
    verb.add_argument("--jobs", type=int, metavar="N", help="how many processes (all cores)")
    verb.add_argument(
        "--record", type=Path, metavar="FOLDER",
        help="write NAME.csv and NAME.toml there; interrupted, the same command goes on where it stopped",
    )  # fmt: skip


def run(chosen: argparse.Namespace) -> None:
    """Estimate, print, and write a record where one is asked for."""
    if chosen.coefficients:
        print_coefficients(chosen)
        return
    if chosen.stock:
        held = stock.stretches()
        told = [asdict(row) for row in held]
        print(json.dumps(told, ensure_ascii=False) if chosen.json else "\n".join(stock.lines(held)))
        return
    if chosen.kept:
        names = [chosen.name] if chosen.name else records.names()
        if chosen.json:
            print(json.dumps([asdict(records.kept(name)) for name in names], ensure_ascii=False))
        else:
            print("\n".join(report.kept_lines(names)))
        return
    found = report.asked(
        chosen.shocks,
        chosen.name,
        chosen.column,
        chosen.unit,
        chosen.date_column,
        chosen.origin,
        chosen.licence,
    )
    asked = report.asked_for(
        found, chosen.first, chosen.last, chosen.column, chosen.outcome, chosen.days, chosen.days_origin,
        chosen.method,
    )  # fmt: skip
    rows = worked_out(asked, chosen)
    sample = asked.whole
    if chosen.record:
        records.write(chosen.record, found, sample, rows, asked.days, __version__)
    if chosen.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
        return
    print("\n".join(report.lines(found, sample, rows, __version__)))


def worked_out(asked: tasks.Asked, chosen: argparse.Namespace) -> list[Row]:
    """Return the estimates, on all cores; where a record is written, what is done is kept beside it."""
    kept = None
    if chosen.record:
        chosen.record.mkdir(parents=True, exist_ok=True)
        kept = chosen.record / f"{asked.surprises.name}.csv.done"
    if chosen.jobs is not None and chosen.jobs < 1:
        raise ValueError(f"--jobs {chosen.jobs}: a whole number from 1 is needed")
    workers = chosen.jobs or os.cpu_count() or 1
    tell = executors.Progress(sys.stderr, 1, what="estimates")
    with executors.executor_of(None, workers) as pool:
        return tasks.estimates(asked, pool, kept, workers, tell)


def print_coefficients(chosen: argparse.Namespace) -> None:
    """Print which of Taiwan's coefficients the kept estimates can carry; write the table where asked."""
    found = coefficients.matched()
    if chosen.record:
        path = chosen.record / coefficients.KEPT.name
        path.write_text(coefficients.text(found.coefficients), encoding="utf-8")
    if chosen.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return
    print("\n".join(coefficients.lines(found)))
