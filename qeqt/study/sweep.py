"""A grid of scenarios and parameter values, run on all cores; results as CSV.

The grid comes from a TOML file or from the command line, and is checked whole before the first run. The
progress line is plain text on standard error: the package asks for no other, and one line needs none.
"""

from __future__ import annotations

import csv
import itertools
import math
import os
import re
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from qeqt import data, runs
from qeqt.core.columns import COLUMNS
from qeqt.data import decisions
from qeqt.data.fields import Slips, is_number, nearest, toml
from qeqt.data.records import ScenarioRecord
from qeqt.runs import presence

DEFAULT_COLUMNS = ("total_assets", "treasuries", "mbs", "reserves")
KEYS = ("scenarios", "parameters", "columns", "months", "from", "last")
COMMAND_LINE = Path("command line")
"""Stands for the file in messages about a grid that was typed."""


@dataclass(frozen=True)
class Grid:
    """What is run: every scenario with every combination of values of parameters and moves."""

    scenarios: tuple[str, ...]
    parameters: dict[str, tuple[float, ...]]
    columns: tuple[str, ...]
    months: int | None = None
    """Another length than the records'."""
    last: bool = False
    """The last month alone."""
    since: str = ""
    """First month of what is moved besides parameters; empty: each plan's first."""

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
    since = content.get("from", "")
    if since and not (isinstance(since, str) and MONTH.fullmatch(since)):
        slips.add("from", since, "a month YYYY-MM is needed")
    last = content.get("last", False)
    if not isinstance(last, bool):
        slips.add("last", last, "true or false is needed")
    slips.raise_any()
    return Grid(scenarios, parameters, columns, months, last, str(since))


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
    """Return the values of each parameter or move; what a bank lacks or what is out of range is a slip."""
    if not isinstance(found, dict):
        slips.add("parameters", found, "a table of lists of numbers is needed")
        return {}
    records = [data.scenarios()[name] for name in scenarios]
    banks = sorted({record.bank for record in records})
    for key, values in found.items():
        where = f"parameters.{key}"
        if not isinstance(values, list) or not values or not all(is_number(value) for value in values):
            slips.add(where, values, "a list with at least one number is needed")
            continue
        for bank in banks:
            known, moves = data.parameters(bank), decisions.levers(bank)
            if key in moves:
                continue
            if key not in known:
                reason = presence.elsewhere(key, bank)
                right = nearest(key, [*known, *moves])
                slips.add(
                    where, key, f"nothing that is set at {bank}; {f'{reason}; ' if reason else ''}{right}"
                )
                continue
            low, high = known[key].low, known[key].high
            for value in values:
                if not low <= value <= high:
                    slips.add(where, value, f"a number from {low:g} to {high:g} is needed")
        for record in records:
            check_presence(slips, where, key, record, found)
    return {key: tuple(map(float, values)) for key, values in found.items() if isinstance(values, list)
            and all(is_number(value) for value in values)}  # fmt: skip


def check_presence(slips: Slips, where: str, key: str, record: ScenarioRecord, moves: Iterable[str]) -> None:
    """Note a parameter that nothing of a scenario's run reads, with the reason."""
    entry = data.parameters(record.bank).get(key)
    reason = presence.unread(record, entry, moves) if entry else ""
    if reason:
        right = nearest(key, presence.read_by(record, moves))
        slips.add(where, key, f"nothing of {record.key} reads it; {reason}; {right}")


@dataclass(frozen=True)
class Answer:
    """What one case gives: its rows, and what the run says of where its answers lie outside the data."""

    rows: list[list[str]]
    cautions: list[str]
    failed: bool = False


@dataclass(frozen=True)
class Done:
    """What is said of a sweep when it has been run: how many cases failed, how many have cautions."""

    failed: int
    cautioned: int
    examples: list[str]
    """Different cautions, a few of them."""

    def said(self, of: int) -> list[str]:
        """Return the lines that the command prints; none where nothing is to be said."""
        lines = []
        if self.failed:
            lines.append(f"{self.failed} of {of} runs cannot be carried out; column error says why")
        if self.cautioned:
            lines.append(f"{self.cautioned} of {of} runs have cautions; column caution has all, such as")
        return [*lines, *(f"caution: {each}" for each in self.examples)]


EXAMPLES = 3
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
STRETCH = re.compile(r"(\d{4}-\d{2}) to (\d{4}-\d{2}): ")
"""How a caution about some months begins."""


def of_month(cautions: list[str], month: str) -> str:
    """Return the cautions that hold in a month; one that names no months holds in all of them."""
    held = []
    for caution in cautions:
        stretch = STRETCH.match(caution)
        if not stretch or stretch[1] <= month <= stretch[2]:
            held.append(caution)
    return "; ".join(held)


def rows_of(case: tuple[Grid, str, dict[str, float]]) -> Answer:
    """Run one case; a plan that cannot be carried out is a row that says why."""
    grid, scenario, chosen = case
    head = [scenario, *(f"{value:g}" for value in chosen.values())]
    try:
        found = runs.run(scenario, grid.months, dict(chosen), since=grid.since, keep_ladders=False)
    except ValueError as error:
        return Answer([[*head, "", *("" for _ in grid.columns), "", str(error)]], [], failed=True)
    kept = range(len(found.months))[-1:] if grid.last else range(len(found.months))
    rows = []
    for n in kept:
        cells = [cell(found.columns.get(name), n) for name in grid.columns]
        rows.append([*head, found.months[n], *cells, of_month(found.cautions, found.months[n]), ""])
    return Answer(rows, found.cautions)


def cell(path: list[float] | None, place: int) -> str:
    """Return a value as the CSV has it; a column that the bank lacks is empty, never nought."""
    if path is None or not math.isfinite(path[place]):
        return ""
    return f"{path[place]:.6g}"


def heading(grid: Grid) -> list[str]:
    """Return the CSV's first line; units hold for banks that count in dollars, others in their currency."""
    units = [f"{name} [{COLUMNS[name].unit.replace('bn USD', 'bn')}]" for name in grid.columns]
    return ["scenario", *grid.parameters, "month", *units, "caution", "error"]


def sweep(grid: Grid, out: TextIO, jobs: int | None = None, progress: TextIO | None = None) -> Done:
    """Run a grid on so many processes (all cores) and write its rows in order; return what is to be said.

    A single process is used where a single case is run.
    """
    if jobs is not None and jobs < 1:
        raise ValueError(f"--jobs {jobs}: a whole number from 1 is needed")
    cases = [(grid, scenario, chosen) for scenario, chosen in grid.cases()]
    writer = csv.writer(out)
    writer.writerow(heading(grid))
    workers = min(jobs or os.cpu_count() or 1, len(cases))
    failed, cautioned = 0, 0
    examples: list[str] = []
    for done, answer in enumerate(answers(cases, workers), 1):
        writer.writerows(answer.rows)
        failed += answer.failed
        cautioned += bool(answer.cautions)
        examples += [each for each in answer.cautions if each not in examples][: EXAMPLES - len(examples)]
        if progress:
            tell(progress, done, len(cases))
    return Done(failed, cautioned, examples)


def answers(cases: list[tuple[Grid, str, dict[str, float]]], workers: int) -> Iterator[Answer]:
    """Yield each case's answer, in order."""
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
