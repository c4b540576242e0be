"""`qeqt run`: a scenario, as a table of years, CSV, JSON or data package; or bands around it."""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import qeqt
from qeqt.cli.options import settings, takes_chinese, without_effect
from qeqt.results import Results, documents, main_columns
from qeqt.results.files import whole_file
from qeqt.version import __version__

if TYPE_CHECKING:
    from qeqt.study.bands import Bands

EXAMPLES = """examples:
  qeqt run fed_2022_capped                                  a table of years
  qeqt run fed_2022_capped --set treasury_runoff_cap=20 --from 2023-01
  qeqt run fed_2022_capped --set treasury_runoff_cap=2023-01:20,2024-01:0
  qeqt run fed_2022_capped --csv run.csv                    every column by month
  qeqt run fed_2022_capped --bands --draws 200              68% and 90% bands (qeqt[ensemble])
  qeqt run mine.toml                                        a scenario of your own

With --bands --csv F what is done is kept in F.done until all of it is: the same command goes on where it
stopped.
"""


def arguments(verb: argparse.ArgumentParser) -> None:
    """Say what `qeqt run` takes."""
    verb.add_argument("scenario", help="a name (qeqt scenarios), or a TOML file of your own")
    verb.add_argument("--csv", type=Path, metavar="F", help="write every column to a file")
    verb.add_argument("--json", action="store_true", help="print every column (qeqt schema says how)")
    verb.add_argument("--package", type=Path, metavar="F", help="write a data package: a folder, or a .zip")
    verb.add_argument("--months", type=int, help="another length than the record's")
    verb.add_argument("--set", action="append", default=[], metavar="NAME=VALUE",
                      help="change a parameter, or move a measure, a rule or a given path (qeqt levers "
                      "BANK); NAME=YYYY-MM:VALUE,... moves it by month")  # fmt: skip
    verb.add_argument("--from", dest="since", default="", metavar="YYYY-MM", help="first month that is moved")
    verb.add_argument("--announced", metavar="YYYY-MM", help="month from which markets know the moves")
    verb.add_argument("--official", type=Path, metavar="FOLDER", help="read newer official figures there")
    verb.add_argument("--bands", action="store_true", help="68%% and 90%% bands over draws of the parameters")
    verb.add_argument("--draws", type=int, metavar="N", help="how many draws (500)")
    verb.add_argument("--seed", type=int, metavar="S", help="where the draws begin")


def run(chosen: argparse.Namespace) -> None:
    """Run a scenario; print a table of years, or everything as JSON; write files when asked."""
    if chosen.bands:
        for name in ("package", "announced"):
            if getattr(chosen, name) is not None:
                raise ValueError(f"--{name} does nothing with --bands")
        print_bands(chosen)
        return
    without_effect(chosen, "bands", ("draws", "seed"))
    results = qeqt.run(
        chosen.scenario, months=chosen.months, moves=settings(chosen.set), since=chosen.since,
        announced=chosen.announced, official=chosen.official,
    )  # fmt: skip
    if chosen.csv:
        results.to_csv(chosen.csv)
    if chosen.package:
        results.to_datapackage(chosen.package)
    if chosen.json:
        told = documents.as_json(results)
        print(json.dumps(told, ensure_ascii=not takes_chinese(), allow_nan=False))
        return
    print_run(results)


def print_run(results: Results) -> None:
    """Print what stands for a run: groups of columns by year, what it hangs on, cautions."""
    print(f"{results.scenario}  parameters {results.parameter_set}  qeqt {__version__}")
    print_years(results, [name for name in main_columns.PRINTED if name in results.columns], 1)
    if any(results.columns.get("output_gap", [])):
        print("percent and percentage points; all but policy_rate are deviations from the baseline")
        print_years(results, [name for name in main_columns.ECONOMY if name in results.columns], 2)
    if any(results.columns.get("belief_effect_bp", [])):
        print("basis points: what is held and believed together, and the part of the stated belief alone")
        print_years(results, list(main_columns.PRICED), 1)
    if names := main_columns.moved(results.columns, main_columns.TAIWAN):
        print("Taiwan: percent, percentage points and bn TWD; all are deviations from the baseline")
        print_years(results, names, 2)
    strained = [name for name in main_columns.STABILITY if name in results.columns]
    if results.scenario.startswith(main_columns.STRAINED) and strained:
        print("; ".join(f"{name}: {results.records[name].unit}" for name in strained))
        print_years(results, strained, 2)
    unit = results.records["total_assets"].unit
    print(f"{unit} at month end; assets = liabilities + capital to {results.identity_error:.1e} of assets")
    print("inputs: " + ", ".join(f"{name} {each}" for name, each in results.provenance.items()))
    print_cautions(results.cautions)


def print_cautions(cautions: list[str]) -> None:
    """Print where the run's answers lie outside the data."""
    for caution in cautions:
        print(f"caution: {caution}")


def print_years(results: Results, names: list[str], places: int) -> None:
    """Print columns at the first month, each year's end and the last month."""
    wide = max(20, *(len(name) + 2 for name in names))
    print("month    " + "".join(f"{name:>{wide}}" for name in names))
    for n in main_columns.years(results.months):
        line = "".join(f"{results.columns[name][n]:{wide}.{places}f}" for name in names)
        print(f"{results.months[n]}  {line}")


def print_bands(chosen: argparse.Namespace) -> None:
    """Draw the parameters, print medians and bands by year, or everything as JSON; a CSV when asked."""
    from qeqt.study import bands

    plain = chosen.csv is not None and (chosen.csv.is_file() or not chosen.csv.exists())
    found = qeqt.bands(
        chosen.scenario,
        draws=bands.DRAWS if chosen.draws is None else chosen.draws,
        seed=bands.SEED if chosen.seed is None else chosen.seed,
        months=chosen.months,
        moves=settings(chosen.set),
        since=chosen.since,
        progress=plain,
        resume=chosen.csv.with_name(f"{chosen.csv.name}.done") if plain else None,
        official=chosen.official,
    )
    if chosen.csv:
        write_bands(found, chosen.csv)
    if chosen.json:
        print(json.dumps(bands_as_json(found), ensure_ascii=not takes_chinese(), allow_nan=False))
        return
    print(f"{found.scenario}  {found.draws} draws, seed {found.seed}, redrawn {found.redrawn:.1%}")
    print("five quantiles: 5% and 95% are the ends of the 90% band, 16% and 84% those of the 68% band")
    print("they say how far the answer moves when the parameters do, nothing of what the model leaves out")
    for name in main_columns.of_bands(found.scenario, found.quantiles):
        print(f"{name} [{found.records[name].unit}]" + "month".rjust(9) + "  5%, 16%, 50%, 84%, 95%")
        for n in main_columns.years(found.months):
            print(f"  {found.months[n]}  " + "".join(f"{path[n]:14.2f}" for path in found.quantiles[name]))
    print_cautions(found.cautions)


def write_bands(found: Bands, path: Path) -> None:
    """Write months as rows; of each column the quantiles, named by percent."""
    from qeqt.study import bands

    names = [name for name in found.records if name in found.quantiles]
    with whole_file(path) as file:
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
