"""Answers of the model that take seconds: worked out once, kept in .cache/model while it is unchanged."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from macros.kept import band_draws, moving_parameters, store
from macros.kept.band_draws import Ends
from qeqt import data, runs
from qeqt.study import backtest_sensitivity
from qeqt.study.backtest_sensitivity import Moved
from qeqt.study.evidence import table
from qeqt.study.evidence.table import Outcome
from qeqt.study.transmission import Reach, audit

KIND = "model"


@dataclass(frozen=True)
class ScenarioRun:
    """A scenario that was run: how many months, its last total assets, the gap in its identity."""

    scenario: str
    months: int
    total_assets: float
    identity_error: float


@cache
def state() -> str:
    """Name what the answers depend on: what works them out, the model's records, newer official figures."""
    return store.key(store.code(Path(__file__)), store.records(), store.libraries())


def kept(name: str, compute: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return what was worked out under a name for this state of the model, or work it out and keep it."""
    text = store.once(KIND, name, state(), lambda: json.dumps(compute(), ensure_ascii=False))
    found: list[dict[str, Any]] = json.loads(text)
    return found


@cache
def evidence() -> tuple[Outcome, ...]:
    """Every published result beside the model's answer."""
    return tuple(
        Outcome(**row) for row in kept("evidence", lambda: [asdict(one) for one in table.evidence()])
    )


@cache
def moved() -> tuple[Moved, ...]:
    """What the backtest's errors become when an input is moved, one at a time."""
    return tuple(
        Moved(**row)
        for row in kept("sensitivity", lambda: [asdict(one) for one in backtest_sensitivity.sensitivity()])
    )


@cache
def scenario_runs() -> tuple[ScenarioRun, ...]:
    """Every scenario of the records, run."""
    return tuple(
        ScenarioRun(**row)
        for row in kept("scenario_runs", lambda: [asdict(scenario_run(key)) for key in data.scenarios()])
    )


def scenario_run(scenario: str) -> ScenarioRun:
    """Run one scenario."""
    found = runs.run(scenario)
    return ScenarioRun(scenario, len(found.months), found.columns["total_assets"][-1], found.identity_error)


@cache
def transmission() -> tuple[Reach, ...]:
    """What every lever does in every scenario."""
    found = kept("transmission", lambda: [asdict(one) for one in audit()])
    return tuple(Reach(**row) for row in found)


@cache
def moving(bank: str) -> frozenset[str]:
    """The parameters that move a run of a bank."""
    rows = kept(f"moving_{bank}", lambda: [{"parameter": key} for key in moving_parameters.moving(bank)])
    return frozenset(row["parameter"] for row in rows)


@cache
def bands() -> dict[str, Ends]:
    """The bands that charts show, by name."""
    found = kept("bands", lambda: [asdict(one) for one in band_draws.every()])
    return {row["name"]: Ends(**row) for row in found}


ANSWERS: dict[str, Callable[[], object]] = {
    "evidence": evidence,
    "sensitivity": moved,
    "scenario_runs": scenario_runs,
    "bands": bands,
}
"""Every answer by the name under which it is kept."""
