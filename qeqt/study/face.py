"""What the package's public functions do about studies of runs."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from os import PathLike
from pathlib import Path
from typing import Any

from qeqt.data.fields import RecordError, quoted
from qeqt.data.own import Own
from qeqt.runs import asked as ask
from qeqt.runs import own_scenario
from qeqt.runs.face import check_since, together
from qeqt.study import backtest as history
from qeqt.study import backtest_banks
from qeqt.study import bands as draws_of
from qeqt.study import grid as grids
from qeqt.study import sweep as sweeps
from qeqt.study.evidence import table

__all__ = ["backtest", "bands", "evidence", "sweep", "together"]

CALL = Path("qeqt.sweep")
"""Stands for the file in messages about a grid that was called for."""


def bands(
    scenario: object, draws: int, seed: int, months: int | None, changed: dict[str, Any], since: str,
    drawn: Sequence[str] | None, executor: Executor | None, official: object,
) -> draws_of.Bands:  # fmt: skip
    """Return the bands that are asked for."""
    wanted = ask.asked_for(scenario, official=official)
    with ask.using(wanted):
        check_since(since, changed, wanted.name)
        return draws_of.bands(wanted.name, draws, seed, months, changed, since, drawn, executor)


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
        tell = progress if callable(progress) else None
        shown = sys.stderr if progress is True else None
        kept = Path(resume) if resume is not None else None
        done = sweeps.sweep(grid, out, jobs, shown, executor, kept, tell)
    names, *rows = csv.reader(io.StringIO(out.getvalue()))
    return sweeps.Swept(names, rows, done)


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
