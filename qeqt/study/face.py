"""What the package's public functions do about studies of runs."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from os import PathLike
from pathlib import Path
from typing import Any, TextIO

from qeqt.data.fields import RecordError, quoted
from qeqt.data.own import Own
from qeqt.runs import asked as ask
from qeqt.runs import own_scenario
from qeqt.runs.face import check_since, together
from qeqt.study import backtest as history
from qeqt.study import backtest_banks, executors
from qeqt.study import bands as draws_of
from qeqt.study import grid as grids
from qeqt.study import sweep as sweeps
from qeqt.study.estimation import report, tasks
from qeqt.study.estimation.table import Row
from qeqt.study.evidence import table

__all__ = ["backtest", "bands", "estimate", "evidence", "sweep", "together"]

CALL = Path("qeqt.sweep")
"""Stands for the file in messages about a grid that was called for."""


def bands(
    scenario: object, draws: int, seed: int, months: int | None, changed: dict[str, Any], since: str,
    drawn: Sequence[str] | None, executor: Executor | None, progress: bool | Callable[[int, int], None],
    resume: str | PathLike[str] | None, official: object,
) -> draws_of.Bands:  # fmt: skip
    """Return the bands that are asked for."""
    wanted = ask.asked_for(scenario, official=official)
    with ask.using(wanted):
        check_since(since, changed, wanted.name)
        return draws_of.bands(
            wanted.name, draws, seed, months, changed, since, drawn, executor, *waited(progress, resume)
        )


def waited(
    progress: bool | Callable[[int, int], None], resume: str | PathLike[str] | None
) -> tuple[TextIO | None, Path | None, Callable[[int, int], None] | None]:
    """Return where progress is shown, where what is done is kept, and who is told."""
    shown = sys.stderr if progress is True else None
    return shown, Path(resume) if resume is not None else None, progress if callable(progress) else None


def sweep(
    scenarios: object, asked: dict[str, Any], executor: Executor | None, jobs: int | None,
    progress: bool | Callable[[int, int], None], resume: str | PathLike[str] | None, official: object,
) -> sweeps.Swept:  # fmt: skip
    """Return the table that is asked for."""
    listed = list(scenarios) if isinstance(scenarios, (list, tuple)) else [scenarios]
    each = [ask.asked_for(one, official=official) for one in listed]
    records = merged([one.records for one in each])
    asked = {key: value for key, value in asked.items() if value not in (None, "", False)}
    asked["parameters"] = {
        key: list(value) if isinstance(value, (list, tuple, range)) or hasattr(value, "tolist") else value
        for key, value in asked.get("parameters", {}).items()
    }
    with own_scenario.using(records):
        grid = grids.grid_of(CALL, {"scenarios": [one.name for one in each], **asked})
        out = io.StringIO()
        shown, kept, tell = waited(progress, resume)
        done = sweeps.sweep(grid, out, jobs, shown, executor, kept, tell)
    names, *rows = csv.reader(io.StringIO(out.getvalue()))
    return sweeps.Swept(names, rows, done)


def estimate(
    what: str, asked: dict[str, Any], executor: Executor | None, jobs: int | None,
    progress: bool | Callable[[int, int], None], resume: str | PathLike[str] | None,
) -> list[Row]:  # fmt: skip
    """Return the estimates that are asked for."""
    if what != "taiwan":
        raise RecordError(f"what: found {quoted(what)}; 'taiwan' is the one whose responses are estimated")
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs {jobs}: a whole number from 1 is needed")
    shocks, days = (Path(asked[key]) if asked[key] is not None else None for key in ("shocks", "days"))
    columns = listed(asked, "columns")
    found = report.asked(
        shocks, asked["name"], columns, asked["unit"], asked["date_column"], asked["origin"], asked["licence"]
    )
    wanted = report.asked_for(
        found, asked["first"], asked["last"], columns, listed(asked, "outcomes"), days, asked["days_origin"],
        listed(asked, "methods"),
    )  # fmt: skip
    shown, kept, tell = waited(progress, resume)
    if shown:
        tell = executors.Progress(shown, 1, what="estimates")
    workers = jobs or os.cpu_count() or 1
    with executors.executor_of(executor, workers) as pool:
        return tasks.estimates(wanted, pool, kept, workers, tell)


def listed(asked: dict[str, Any], key: str) -> list[str]:
    """Return a list of names; RecordError for one text, whose letters would be taken for names."""
    if isinstance(asked[key], str):
        raise RecordError(f"{key}: found {quoted(asked[key])}; a list of names is needed")
    return list(asked[key])


def merged(several: list[Own]) -> Own:
    """Return several sets of own records as one; RecordError for two that bring different records."""
    contents: dict[str, dict[str, Any]] = {}
    called: dict[str, str] = {}
    for own in several:
        for key, content in own.contents.items():
            if contents.get(key, content) != content:
                raise RecordError(f"{key}: two scenarios bring different records: run them one by one")
            contents[key] = content
        called |= own.called
    return Own(contents, called, several[0].official if several else "")


def backtest() -> list[history.Score]:
    """Return the scores of the model against history."""
    return [*history.backtest(), *backtest_banks.scores()]


def evidence(rows: str | PathLike[str] | None) -> list[table.Outcome]:
    """Return published results beside the model's answers."""
    if rows is not None and not isinstance(rows, (str, PathLike)):
        raise RecordError(f"rows: found {quoted(rows)}; a path is needed")
    return table.evidence(Path(rows) if rows is not None else table.ROWS)
