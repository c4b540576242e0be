"""The command line: the model without the site."""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qeqt import __version__, data, runs
from qeqt.cli import estimate, printed_columns
from qeqt.core.results import Results
from qeqt.data.fields import RecordError

if TYPE_CHECKING:
    from qeqt.study.bands import Bands


def main(arguments: list[str] | None = None) -> int:
    """Run a verb; 0 when it ran, 2 when a record or a plan is at fault (the message says where)."""
    parser = argparse.ArgumentParser(prog="qeqt", description="A central bank's balance sheet.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("run", help="run a scenario")
    verb.add_argument("scenario")
    verb.add_argument("--csv", type=Path, metavar="F", help="write every column to a file")
    verb.add_argument("--json", action="store_true", help="print every column")
    verb.add_argument("--months", type=int, help="another length than the record's")
    verb.add_argument("--set", action="append", default=[], metavar="NAME=VALUE",
                      help="change a parameter, or move a measure, a rule or a given path")  # fmt: skip
    verb.add_argument("--from", dest="since", default="", metavar="YYYY-MM", help="first month that is moved")
    verb.add_argument("--bands", action="store_true", help="68%% and 90%% bands over draws of the parameters")
    verb.add_argument("--draws", type=int, metavar="N", help="how many draws (500)")
    verb.add_argument("--seed", type=int, metavar="S", help="where the draws begin")
    verb = verbs.add_parser("sweep", help="run a grid of scenarios and parameter values on all cores")
    verb.add_argument("grid", nargs="?", type=Path, metavar="FILE", help="a TOML file; or --scenario, --set")
    verb.add_argument("--scenario", action="append", default=[], metavar="NAME")
    verb.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=V,V,...",
        help="values of a parameter, a measure, a rule or a given path",
    )
    verb.add_argument("--column", action="append", default=[], metavar="NAME")
    verb.add_argument("--months", type=int, help="another length than the records'")
    verb.add_argument("--from", dest="since", default="", metavar="YYYY-MM", help="first month that is moved")
    verb.add_argument("--last", action="store_true", help="the last month alone")
    verb.add_argument("--csv", type=Path, metavar="F", help="write to a file instead of standard output")
    verb.add_argument("--jobs", type=int, metavar="N", help="how many processes (all cores)")
    verb = verbs.add_parser("scenarios", help="list the scenarios")
    verb.add_argument("--json", action="store_true")
    verb = verbs.add_parser("backtest", help="the model beside history")
    verb.add_argument("--json", action="store_true")
    verb.add_argument("--sensitivity", action="store_true", help="move each given input, one at a time")
    verb = verbs.add_parser("evidence", help="published results beside the model's answers")
    verb.add_argument("--json", action="store_true")
    verb.add_argument("--rows", type=Path, metavar="FILE", help="another table with the same columns")
    verb.add_argument(
        "--words", action="store_true", help="print the inputs and quantities that a row may use"
    )
    estimate.arguments(verbs.add_parser("estimate", help="what the Fed's announcements did to Taiwan"))
    chosen = parser.parse_args(arguments)
    try:
        VERBS[chosen.verb](chosen)
    except BrokenPipeError:  # whoever reads what is printed has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (RecordError, ValueError, OSError) as error:
        print(f"qeqt: {error}", file=sys.stderr)
        return 2
    return 0


def print_run(chosen: argparse.Namespace) -> None:
    """Run a scenario; print a table of years, or everything as JSON; write a CSV when asked."""
    if chosen.bands:
        print_bands(chosen)
        return
    results = runs.run(chosen.scenario, chosen.months, settings(chosen.set), since=first_month(chosen.since))
    if chosen.csv:
        write_csv(results, chosen.csv)
    if chosen.json:
        print(json.dumps(as_json(results), ensure_ascii=False))
        return
    print(f"{results.scenario}  parameters {results.parameter_set}  qeqt {__version__}")
    print_years(results, [name for name in printed_columns.PRINTED if name in results.columns], 1)
    if any(results.columns.get("output_gap", [])):
        print("percent and percentage points; all but policy_rate are deviations from the baseline")
        print_years(results, [name for name in printed_columns.ECONOMY if name in results.columns], 2)
    if any(results.columns.get("belief_effect_bp", [])):
        print("basis points: what is held and believed together, and the part of the stated belief alone")
        print_years(results, list(printed_columns.PRICED), 1)
    if any(any(results.columns.get(name, [])) for name in printed_columns.TAIWAN):
        print("Taiwan: percent, percentage points and bn TWD; all are deviations from the baseline")
        print_years(results, [name for name in printed_columns.TAIWAN if name in results.columns], 2)
    strained = [name for name in printed_columns.STABILITY if name in results.columns]
    if chosen.scenario.startswith(printed_columns.STRAINED) and strained:
        print("; ".join(f"{name}: {results.records[name].unit}" for name in strained))
        print_years(results, strained, 2)
    unit = results.records["total_assets"].unit
    print(f"{unit} at month end; assets = liabilities + capital to {results.identity_error:.1e} of assets")
    print_cautions(results.cautions)


def print_cautions(cautions: list[str]) -> None:
    """Print where the run's answers lie outside the data."""
    for caution in cautions:
        print(f"caution: {caution}")


def print_years(results: Results, names: list[str], places: int) -> None:
    """Print columns at the first month, each year's end and the last month."""
    wide = max(20, *(len(name) + 2 for name in names))
    print("month    " + "".join(f"{name:>{wide}}" for name in names))
    last = len(results.months) - 1
    for n, month in enumerate(results.months):
        if n in (0, last) or month.endswith("-12"):
            print(f"{month}  " + "".join(f"{results.columns[name][n]:{wide}.{places}f}" for name in names))


def print_bands(chosen: argparse.Namespace) -> None:
    """Draw the parameters, print medians and bands by year, or everything as JSON; a CSV when asked."""
    from qeqt.study import bands

    found = bands.bands(
        chosen.scenario,
        bands.DRAWS if chosen.draws is None else chosen.draws,
        bands.SEED if chosen.seed is None else chosen.seed,
        chosen.months,
        settings(chosen.set),
        first_month(chosen.since),
    )
    if chosen.csv:
        write_bands(found, chosen.csv)
    if chosen.json:
        print(json.dumps(bands_as_json(found), ensure_ascii=False))
        return
    print(f"{found.scenario}  {found.draws} draws, seed {found.seed}, redrawn {found.redrawn:.1%}")
    print("five quantiles: 5% and 95% are the ends of the 90% band, 16% and 84% those of the 68% band")
    for name in printed_columns.of_bands(found):
        print(f"{name} [{found.records[name].unit}]" + "month".rjust(9) + "  5%, 16%, 50%, 84%, 95%")
        last = len(found.months) - 1
        for n, month in enumerate(found.months):
            if n in (0, last) or month.endswith("-12"):
                print(f"  {month}  " + "".join(f"{path[n]:14.2f}" for path in found.quantiles[name]))
    print_cautions(found.cautions)


def write_bands(found: Bands, path: Path) -> None:
    """Write months as rows; of each column the quantiles, named by percent."""
    from qeqt.study import bands, sweep

    names = [name for name in found.records if name in found.quantiles]
    with sweep.whole_file(path) as file:
        writer = csv.writer(file)
        heads = [f"{name} p{100 * q:02.0f} [{found.records[name].unit}]" for name in names
                 for q in bands.QUANTILES]  # fmt: skip
        writer.writerow(["month", *heads])
        for n, month in enumerate(found.months):
            writer.writerow([month, *(f"{path[n]:.6g}" for name in names for path in found.quantiles[name])])


def bands_as_json(found: Bands) -> dict[str, Any]:
    """Return bands as plain data, with what makes them repeatable."""
    from qeqt.study import bands

    return {
        "scenario": found.scenario,
        "bank": found.bank,
        "version": __version__,
        "draws": found.draws,
        "seed": found.seed,
        "redrawn": found.redrawn,
        "cautions": found.cautions,
        "quantiles": bands.QUANTILES,
        "months": found.months,
        "units": {name: record.unit for name, record in found.records.items()},
        "columns": found.quantiles,
    }


def run_sweep(chosen: argparse.Namespace) -> None:
    """Run a grid from a file or from what was typed; write CSV whole or not at all."""
    from qeqt.study import sweep

    typed: dict[str, Any] = {}
    if chosen.scenario:
        typed["scenarios"] = chosen.scenario
    if chosen.set:
        typed["parameters"] = dict(values(pair) for pair in chosen.set)
    if chosen.column:
        typed["columns"] = chosen.column
    if chosen.months is not None:
        typed["months"] = chosen.months
    if chosen.since:
        typed["from"] = chosen.since
    if chosen.last:
        typed["last"] = True
    if chosen.grid and typed:
        raise ValueError("a grid comes from a file or from --scenario and --set, not from both")
    grid = sweep.read_grid(chosen.grid) if chosen.grid else sweep.grid_of(sweep.COMMAND_LINE, typed)
    with sweep.whole_file(chosen.csv) as out:
        done = sweep.sweep(grid, out, chosen.jobs, sys.stderr)
    for line in done.said(len(grid.cases())):
        print(line, file=sys.stderr)


def values(pair: str) -> tuple[str, list[float]]:
    """Return NAME=V,V,... as a name and its numbers; ValueError for what is not that."""
    name, _, listed = pair.partition("=")
    try:
        return name, [float(value) for value in listed.split(",")]
    except ValueError:
        raise ValueError(f"--set {pair}: NAME=V,V,... with numbers is needed") from None


def settings(pairs: list[str]) -> dict[str, float]:
    """Return NAME=VALUE pairs as numbers; ValueError for what is not one."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        try:
            found[name] = float(value)
        except ValueError:
            raise ValueError(f"--set {pair}: NAME=VALUE with a number is needed") from None
        if not equals:
            raise ValueError(f"--set {pair}: NAME=VALUE is needed")
    return found


def first_month(text: str) -> str:
    """Return a month as it was given; ValueError when it is not YYYY-MM."""
    if text and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise ValueError(f"--from {text}: a month YYYY-MM is needed")
    return text


def write_csv(results: Results, path: Path) -> None:
    """Write months as rows, columns as columns; the header names the units."""
    from qeqt.study import sweep

    names = ordered(results)
    with sweep.whole_file(path) as file:
        writer = csv.writer(file)
        writer.writerow(["month", *(f"{name} [{results.records[name].unit}]" for name in names)])
        for n, month in enumerate(results.months):
            writer.writerow([month, *(f"{results.columns[name][n]:.6g}" for name in names)])


def ordered(results: Results) -> list[str]:
    """Return the run's columns in the order of their records."""
    return [name for name in results.records if name in results.columns]


def as_json(results: Results) -> dict[str, Any]:
    """Return the run as plain data, each column with its unit."""
    return {
        "scenario": results.scenario,
        "bank": results.bank,
        "version": __version__,
        "parameter_set": results.parameter_set,
        "identity_error": results.identity_error,
        "cautions": results.cautions,
        "months": results.months,
        "units": {name: results.records[name].unit for name in ordered(results)},
        "columns": {name: results.columns[name] for name in ordered(results)},
    }


def print_scenarios(chosen: argparse.Namespace) -> None:
    """List the scenarios with what each is."""
    known = data.scenarios()
    if chosen.json:
        listed = [
            {"name": key, "bank": record.bank, "start": record.start, "months": record.months,
             "name_zh": record.name_zh, "summary_zh": record.summary_zh}
            for key, record in known.items()
        ]  # fmt: skip
        print(json.dumps(listed, ensure_ascii=False))
        return
    for key, record in known.items():
        print(f"{key:32} {record.start}  {record.months:4} months  {record.name_zh}")


def print_backtest(chosen: argparse.Namespace) -> None:
    """Print the scores of the model against history, or what they become when an input is moved."""
    from qeqt.study import backtest, backtest_banks, backtest_sensitivity

    if chosen.sensitivity:
        moved = backtest_sensitivity.sensitivity()
        if chosen.json:
            print(json.dumps([vars(move) for move in moved], ensure_ascii=False))
            return
        for move in moved:
            print(
                f"{move.input:44} {move.change:26}" + "".join(f"{k} {v:5.2f}  " for k, v in move.mape.items())
            )
        return
    scores = [*backtest.backtest(), *backtest_banks.scores()]
    if chosen.json:
        print(json.dumps([score.as_json() for score in scores], ensure_ascii=False))
        return
    print("series                             from     to           n    mae bn  mape %  largest %")
    for score in scores:
        print(
            f"{score.bank:3} {score.series:30} {score.first}  {score.last:10} {score.n:3} {score.mae:9.1f}"
            f" {score.mape:7.2f} {score.max_error:+8.1f} ({score.max_at})"
        )
    print("\n".join(scores[0].given))


def print_evidence(chosen: argparse.Namespace) -> None:
    """Print published results beside the model's answers, kinds counted apart."""
    from qeqt.study.evidence import report, table

    if chosen.words:
        print("\n".join(report.words()))
        return
    found = table.evidence(chosen.rows or table.ROWS)
    if chosen.json:
        print(json.dumps(table.as_json(found), ensure_ascii=False))
        return
    print("\n".join(report.lines(found)))


VERBS = {
    "run": print_run,
    "sweep": run_sweep,
    "scenarios": print_scenarios,
    "backtest": print_backtest,
    "evidence": print_evidence,
    "estimate": estimate.run,
}
