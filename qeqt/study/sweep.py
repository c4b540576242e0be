"""A grid run on all cores, or by any executor: rows in order, the same whatever runs them.

What is done can be kept in a file while it goes on; the same grid then goes on where it was interrupted.
"""

from __future__ import annotations

import csv
import math
import os
import re
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from qeqt import runs
from qeqt.core.columns import COLUMNS
from qeqt.results import provenance
from qeqt.results.files import whole_file
from qeqt.runs import own_scenario
from qeqt.study.executors import AHEAD, Progress, executor_of
from qeqt.study.grid import Grid
from qeqt.study.kept import Kept


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


def rows_of(grid: Grid, scenario: str, chosen: dict[str, float]) -> Answer:
    """Run one case; a plan that cannot be carried out is a row that says why."""
    head = [scenario, *map(told_apart, chosen.values())]
    try:
        with own_scenario.using(grid.own):
            found = runs.run(scenario, grid.months, dict(chosen), since=grid.since, keep_ladders=False)
    except ValueError as error:
        return Answer([[*head, "", *("" for _ in grid.columns), "", str(error)]], [], failed=True)
    kept = range(len(found.months))[-1:] if grid.last else range(len(found.months))
    rows = []
    for n in kept:
        cells = [cell(found.columns.get(name), n) for name in grid.columns]
        rows.append([*head, found.months[n], *cells, of_month(found.cautions, found.months[n]), ""])
    return Answer(rows, found.cautions)


def told_apart(value: float) -> str:
    """Return a value as the CSV has it: no two look alike."""
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def cell(path: list[float] | None, place: int) -> str:
    """Return a value as the CSV has it; a column that the bank lacks is empty, never nought."""
    if path is None or not math.isfinite(path[place]):
        return ""
    return f"{path[place]:.6g}"


def heading(grid: Grid) -> list[str]:
    """Return the table's first line; units hold for banks that count in dollars, others in their currency."""
    units = [f"{name} [{COLUMNS[name].unit.replace('bn USD', 'bn')}]" for name in grid.columns]
    return ["scenario", *grid.parameters, "month", *units, "caution", "error"]


def sweep(
    grid: Grid, out: TextIO, jobs: int | None = None, progress: TextIO | None = None,
    executor: Executor | None = None, resume: Path | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Done:  # fmt: skip
    """Run a grid by an executor, or on so many processes (all cores); write its rows in order.

    ``resume``: a file that keeps what is done until all of it is. Returns what is to be said.
    """
    if jobs is not None and jobs < 1:
        raise ValueError(f"--jobs {jobs}: a whole number from 1 is needed")
    cases = [(grid, scenario, chosen) for scenario, chosen in grid.cases()]
    writer = csv.writer(out)
    writer.writerow(heading(grid))
    failed, cautioned = 0, 0
    examples: list[str] = []
    kept = Kept(resume, digest_of(grid) if resume else "", asdict, lambda each: Answer(**each))
    tell = tell or (Progress(progress, len(cases), kept.already) if progress else None)
    workers = min(jobs or os.cpu_count() or 1, len(cases) - kept.already)
    with kept, executor_of(executor, workers) as pool:
        answers = kept.answers(rows_of, cases, pool, max(workers, 1) * AHEAD)
        for done, answer in enumerate(answers, 1):
            writer.writerows(answer.rows)
            failed += answer.failed
            cautioned += bool(answer.cautions)
            fresh = [each for each in answer.cautions if each not in examples]
            examples += fresh[: EXAMPLES - len(examples)]
            if tell and done > kept.already:
                tell(done, len(cases))
        kept.finished = True
    return Done(failed, cautioned, examples)


def digest_of(grid: Grid) -> str:
    """Return the digest of a grid with all that can move its answers: model, records, own records."""
    rest = [grid.scenarios, grid.parameters, grid.columns, grid.months, grid.last, grid.since]
    return provenance.digest(
        [rest, grid.own.digest(), provenance.model_digest(), provenance.records_digest()]
    )


@dataclass(frozen=True, repr=False)
class Swept:
    """A grid's answers: one row a case and month."""

    names: list[str]
    rows: list[list[str]]
    done: Done

    def __repr__(self) -> str:
        return f"<Swept: {len(self.rows)} rows of {', '.join(self.names)}>"

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> list[dict[str, Any]]:
        """Return each row as name -> value; an empty cell is None."""
        texts = ("scenario", "month", "caution", "error")
        return [
            {
                name.partition(" [")[0]: value if name in texts else float(value) if value else None
                for name, value in zip(self.names, row, strict=True)
            }
            for row in self.rows
        ]

    def to_frame(self, library: str = "") -> Any:
        """Return a table of pandas or polars, as ``Results.to_frame`` does."""
        from qeqt.results.frames import of_records

        return of_records(self.records(), library)

    def to_csv(self, path: Path | str | None = None) -> None:
        """Write the table, to a file or standard output."""
        with whole_file(path) as file:
            writer = csv.writer(file)
            writer.writerow(self.names)
            writer.writerows(self.rows)
