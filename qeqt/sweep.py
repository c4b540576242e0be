"""A grid of scenarios and parameter values, run on all cores; results as CSV.

The grid comes from a TOML file or from the command line, and is checked whole before the first run. The
progress line is plain text on standard error: the package asks for no other, and one line needs none.
"""

from __future__ import annotations

import csv
import itertools
import math
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from qeqt import data, runs
from qeqt.reading import Slips, is_number, nearest, toml
from qeqt.results import COLUMNS

DEFAULT_COLUMNS = ("total_assets", "treasuries", "mbs", "reserves")
KEYS = ("scenarios", "parameters", "columns", "months", "last")
COMMAND_LINE = Path("command line")
"""Stands for the file in messages about a grid that was typed."""


@dataclass(frozen=True)
class Grid:
    """What is run: every scenario with every combination of the parameters' values."""

    scenarios: tuple[str, ...]
    parameters: dict[str, tuple[float, ...]]
    columns: tuple[str, ...]
    months: int | None = None
    """Another length than the records'."""
    last: bool = False
    """The last month alone."""

    def cases(self) -> list[tuple[str, dict[str, float]]]:
        """Return each scenario with each combination of values."""
        values = [
            dict(zip(self.parameters, chosen, strict=True))
            for chosen in itertools.product(*self.parameters.values())
        ]
        return [(scenario, chosen) for scenario in self.scenarios for chosen in values]


def read_grid(path: Path) -> Grid:
    """Read a grid from a TOML file; RecordError lists every slip of it."""
    return grid_of(path, toml(path))


def grid_of(path: Path, content: dict[str, Any]) -> Grid:
    """Return a grid out of plain data; RecordError lists every slip, under the name of the file."""
    slips = Slips(path)
    for key in content:
        if key not in KEYS:
            slips.add(key, content[key], f"unknown key; {nearest(key, KEYS)}")
    scenarios = names_of(slips, "scenarios", content.get("scenarios"), list(data.scenarios()))
    columns = names_of(slips, "columns", content.get("columns", list(DEFAULT_COLUMNS)), list(COLUMNS))
    parameters = values_of(slips, content.get("parameters", {}), scenarios)
    months = content.get("months")
    if months is not None and not (isinstance(months, int) and 1 <= months <= 1200):
        slips.add("months", months, "a whole number from 1 to 1200 is needed")
    last = content.get("last", False)
    if not isinstance(last, bool):
        slips.add("last", last, "true or false is needed")
    slips.raise_any()
    return Grid(scenarios, parameters, columns, months, last)


def names_of(slips: Slips, key: str, found: object, known: list[str]) -> tuple[str, ...]:
    """Return a list of known names; what is not known is a slip."""
    if not isinstance(found, list) or not found:
        slips.add(key, found, "a list with at least one name is needed")
        return ()
    for name in found:
        if name not in known:
            slips.add(key, name, nearest(name, known))
    return tuple(str(name) for name in found if name in known)


def values_of(slips: Slips, found: object, scenarios: tuple[str, ...]) -> dict[str, tuple[float, ...]]:
    """Return each parameter's values; a name that a bank lacks or a value outside its range is a slip."""
    if not isinstance(found, dict):
        slips.add("parameters", found, "a table of lists of numbers is needed")
        return {}
    banks = sorted({data.scenarios()[name].bank for name in scenarios})
    for key, values in found.items():
        where = f"parameters.{key}"
        if not isinstance(values, list) or not values or not all(is_number(value) for value in values):
            slips.add(where, values, "a list with at least one number is needed")
            continue
        for bank in banks:
            known = data.parameters(bank)
            if key not in known:
                slips.add(where, key, f"no parameter of {bank}; {nearest(key, known)}")
                continue
            low, high = known[key].low, known[key].high
            for value in values:
                if not low <= value <= high:
                    slips.add(where, value, f"a number from {low:g} to {high:g} is needed")
    return {key: tuple(map(float, values)) for key, values in found.items() if isinstance(values, list)
            and all(is_number(value) for value in values)}  # fmt: skip


def rows_of(case: tuple[Grid, str, dict[str, float]]) -> list[list[str]]:
    """Run one case and return its rows; a plan that cannot be carried out is a row that says why."""
    grid, scenario, chosen = case
    head = [scenario, *(f"{value:g}" for value in chosen.values())]
    try:
        found = runs.run(scenario, grid.months, dict(chosen), keep_ladders=False)
    except ValueError as error:
        return [[*head, "", *("" for _ in grid.columns), str(error)]]
    kept = range(len(found.months))[-1:] if grid.last else range(len(found.months))
    return [
        [*head, found.months[n], *(cell(found.columns.get(name), n) for name in grid.columns), ""]
        for n in kept
    ]


def cell(path: list[float] | None, place: int) -> str:
    """Return a value as the CSV has it; a column that the bank lacks is empty, never nought."""
    if path is None or not math.isfinite(path[place]):
        return ""
    return f"{path[place]:.6g}"


def heading(grid: Grid) -> list[str]:
    """Return the CSV's first line; units hold for banks that count in dollars, others in their currency."""
    units = [f"{name} [{COLUMNS[name].unit.replace('bn USD', 'bn')}]" for name in grid.columns]
    return ["scenario", *grid.parameters, "month", *units, "error"]


def sweep(grid: Grid, out: TextIO, jobs: int | None = None, progress: TextIO | None = None) -> int:
    """Run a grid on so many processes (all cores) and write its rows in order; return how many cases failed.

    A single process is used where a single case is run.
    """
    cases = [(grid, scenario, chosen) for scenario, chosen in grid.cases()]
    writer = csv.writer(out)
    writer.writerow(heading(grid))
    workers = min(jobs or os.cpu_count() or 1, len(cases))
    failed = 0
    for done, rows in enumerate(answers(cases, workers), 1):
        writer.writerows(rows)
        failed += bool(rows[0][-1])
        if progress:
            tell(progress, done, len(cases))
    return failed


def answers(cases: list[tuple[Grid, str, dict[str, float]]], workers: int) -> Iterator[list[list[str]]]:
    """Yield each case's rows, in order."""
    if workers == 1:
        yield from map(rows_of, cases)
        return
    with ProcessPoolExecutor(workers) as pool:
        try:
            yield from pool.map(rows_of, cases, chunksize=max(1, len(cases) // (workers * 20)))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def tell(progress: TextIO, done: int, of: int) -> None:
    """Say how far it is: a bar that redraws itself on a terminal, a line each tenth elsewhere."""
    if progress.isatty():
        filled = 30 * done // of
        bar = "#" * filled + "." * (30 - filled)
        progress.write(f"\r[{bar}] {done}/{of}" + ("\n" if done == of else ""))
        progress.flush()
    elif 10 * done // of > 10 * (done - 1) // of:
        progress.write(f"{done} of {of} runs\n")


@contextmanager
def whole_file(path: Path | None) -> Iterator[TextIO]:
    """Open a file that appears only when all of it is written; None stands for standard output."""
    if path is None:
        yield sys.stdout
        return
    fresh = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with fresh.open("w", encoding="utf-8", newline="") as file:
            yield file
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
