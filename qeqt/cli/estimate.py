"""`qeqt estimate`: the arguments, and what is done with them."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from qeqt.study.estimation import coefficients, records, report, stock
from qeqt.study.estimation.outcomes import outcome
from qeqt.study.estimation.projections import Sample
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
    verb.add_argument("--record", type=Path, metavar="FOLDER", help="write NAME.csv and NAME.toml there")


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
    for name in chosen.outcome:
        outcome(name)
    found = report.asked(
        chosen.shocks,
        chosen.name,
        chosen.column,
        chosen.unit,
        chosen.date_column,
        chosen.origin,
        chosen.licence,
    )
    sample = Sample(max(chosen.first or found.first, found.first), min(chosen.last or found.last, found.last))
    rows, daily = report.made(
        found, sample, chosen.column, chosen.outcome, chosen.days, chosen.days_origin, chosen.method
    )
    if chosen.record:
        records.write(chosen.record, found, sample, rows, daily, __version__)
    if chosen.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
        return
    print("\n".join(report.lines(found, sample, rows, __version__)))


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
