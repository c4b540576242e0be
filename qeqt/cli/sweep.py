"""`qeqt sweep`: a grid, on all cores, as CSV."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from qeqt.cli.options import values

EXAMPLES = """examples:
  qeqt sweep --scenario fed_2022_capped --set treasury_runoff_cap=0,30,60 --last
  qeqt sweep --scenario fed_2022_capped --set stock_coefficient=25,40 --csv grid.csv
  qeqt sweep grid.toml --csv grid.csv

grid.toml:
  scenarios = ["fed_2022_capped"]
  columns = ["reserves", "long_yield"]
  from = "2023-01"
  [parameters]
  treasury_sales = [0, 10, 20]

With --csv F what is done is kept in F.done until all of it is: the same command goes on where it stopped.
"""


def arguments(verb: argparse.ArgumentParser) -> None:
    """Say what `qeqt sweep` takes."""
    verb.add_argument("grid", nargs="?", type=Path, metavar="FILE", help="a TOML file; or --scenario, --set")
    verb.add_argument("--scenario", action="append", default=[], metavar="NAME")
    verb.add_argument("--set", action="append", default=[], metavar="NAME=V,V,...",
                      help="values of a parameter, a measure, a rule or a given path")  # fmt: skip
    verb.add_argument("--column", action="append", default=[], metavar="NAME")
    verb.add_argument("--months", type=int, help="another length than the records'")
    verb.add_argument("--from", dest="since", default="", metavar="YYYY-MM", help="first month that is moved")
    verb.add_argument("--last", action="store_true", help="the last month alone")
    verb.add_argument("--csv", type=Path, metavar="F", help="write to a file instead of standard output")
    verb.add_argument("--jobs", type=int, metavar="N", help="how many processes (all cores)")


def run(chosen: argparse.Namespace) -> None:
    """Run a grid from a file or from what was typed; write CSV whole or not at all."""
    from qeqt.results.files import whole_file
    from qeqt.study import grid as grids
    from qeqt.study import sweep

    typed: dict[str, Any] = {
        "scenarios": chosen.scenario,
        "parameters": values(chosen.set),
        "columns": chosen.column,
        "months": chosen.months,
        "from": chosen.since,
        "last": chosen.last,
    }
    typed = {key: value for key, value in typed.items() if value not in ([], {}, None, "", False)}
    if chosen.grid and typed:
        raise ValueError("a grid comes from a file or from --scenario and --set, not from both")
    grid = grids.read_grid(chosen.grid) if chosen.grid else grids.grid_of(grids.COMMAND_LINE, typed)
    plain = chosen.csv is not None and (chosen.csv.is_file() or not chosen.csv.exists())
    resume = chosen.csv.with_name(f"{chosen.csv.name}.done") if plain else None
    with whole_file(chosen.csv) as out:
        done = sweep.sweep(grid, out, chosen.jobs, sys.stderr, resume=resume)
    for line in done.said(len(grid.cases())):
        print(line, file=sys.stderr)
