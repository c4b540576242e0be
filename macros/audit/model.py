"""How fast the model is: in seconds here and now, and beside a plain loop timed in the same run.

Budgets are ratios to the plain loop, which a slower or a busier machine leaves as they are.
"""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import fsum
from typing import Any

import numpy as np

from macros.audit.measure import Row
from qeqt import data, runs
from qeqt.core import arrays
from qeqt.core.model import simulate
from qeqt.core.number import Number
from qeqt.runs import economy_paths
from qeqt.study import bands
from qeqt.study.backtest import HISTORY
from qeqt.study.backtest_sensitivity import Case

MONTHS = 240
PLANS = 10
DRAWS = 2000
SAMPLE = 10
"""Draws that the plain loop runs one after another; their time is scaled up to all of them."""

SLOWEST = "fed_no_qe"
"""The scenario whose bands take longest: it is walked beside the history that it leans on."""

RUN, CONSISTENT = 3.0, 15.0
"""Times the plain ladder: 20 and 100 ms where that takes 6.7 ms."""
TOGETHER_FASTER, BANDS_FASTER, DRAWS_MB = 25.0, 20.0, 500
"""Times the speed of one draw after the other."""

TOGETHER: Any = arrays
"""Arithmetic on all draws at once: to the type checker an array is no Number."""


def twenty_years() -> Case:
    """Return history carried on to twenty years, with its last ten announced plans."""
    record = runs.scenario_record(HISTORY)
    opening = runs.opening_of(record.opening)
    scenario = runs.scenario_of(record, MONTHS)
    return Case(
        opening,
        runs.environment_of(record.bank, opening.month, MONTHS),
        replace(scenario, announcements=scenario.announcements[-PLANS:]),
        runs.parameter_values(record.bank),
    )


def stirred(case: Case) -> Case:
    """Return the case with a demand shock at its start, the policy rule and model-consistent expectations."""
    months = len(case.environment.paths["policy_rate"])
    shock = {
        "demand_shock": [0.0, 1.0, *[0.0] * (months - 2)],
        "follows_rule": [1.0] * months,
    }
    environment = replace(case.environment, paths={**case.environment.paths, **shock})
    switch = economy_paths.switches("default", "model-consistent", "fed")
    return replace(case, environment=environment, parameters={**case.parameters, **switch})


def drawn(count: int) -> dict[str, Any]:
    """Return every parameter that bands draw as so many even draws of its range; the same every time."""
    chance = np.random.default_rng(1)
    return {
        key: chance.uniform(parameter.low, parameter.high, count)
        if bands.is_drawn(parameter)
        else parameter.value
        for key, parameter in data.parameters("fed").items()
    }


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Return how much processor time the work takes, the best of so many times: other work does not count."""
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def plain_ladder() -> float:
    """Walk a ladder through twenty years the plain way: each month shift it, and weigh it whole."""
    ladder = [1.0 / 360] * 360
    total = 0.0
    for _ in range(MONTHS):
        due, ladder = ladder[0], [*ladder[1:], 0.0]
        for tenor in (24, 36, 60, 84, 120, 240, 359):
            ladder[tenor] += due / 7
        total += fsum(held * (1.0 - 0.997**month) for month, held in enumerate(ladder, 1))
    return total


def one_draw(draws: dict[str, Any], at: int) -> dict[str, Number]:
    """Return one draw's parameters as plain numbers."""
    return {key: float(value[at]) if isinstance(value, np.ndarray) else value for key, value in draws.items()}


def model_times() -> Iterator[Row]:
    """Yield one run of twenty years and 2,000 draws of it, each with a plain loop timed beside it."""
    case = twenty_years()
    plans = len(case.scenario.announcements)
    ladder, run = seconds(plain_ladder, 7), seconds(case.run, 7)
    consistent = seconds(stirred(case).run, 7)
    yield Row("plain loop: a ladder alone, shifted and weighed", 1000 * ladder, "ms")
    yield Row(f"one run, {MONTHS} months, {plans} plans", 1000 * run, "ms")
    yield Row("  to the plain loop", run / ladder, "times", RUN)
    yield Row("a shock in every block, model-consistent expectations", 1000 * consistent, "ms")
    yield Row("  to the plain loop", consistent / ladder, "times", CONSISTENT)
    yield from draws_times(case)


def draws_times(case: Case) -> Iterator[Row]:
    """Yield what 2,000 draws take at once, with and without their quantiles, beside one after the other."""
    draws = drawn(DRAWS)

    def together() -> object:
        return simulate(case.opening, case.environment, case.scenario, draws, TOGETHER)

    def one_by_one() -> None:
        for at in range(SAMPLE):
            simulate(case.opening, case.environment, case.scenario, one_draw(draws, at))

    alone, at_once = seconds(one_by_one) * DRAWS / SAMPLE, seconds(together, 3)
    whole = seconds(lambda: bands.bands(HISTORY, DRAWS, months=MONTHS), 2)
    yield Row(f"plain loop: {SAMPLE} draws one by one, times {DRAWS // SAMPLE}", alone, "s")
    yield Row(f"{DRAWS:,} draws at once", at_once, "s")
    yield Row("  times the speed of the plain loop", alone / at_once, "times", floor=TOGETHER_FASTER)
    yield Row(f"bands of {HISTORY}, {DRAWS:,} draws", whole, "s")
    yield Row("  times the speed of the plain loop", alone / whole, "times", floor=BANDS_FASTER)
    yield Row(
        f"bands of {SLOWEST}, {bands.DRAWS} draws, history walked beside it",
        seconds(lambda: bands.bands(SLOWEST)),
        "s",
    )
    tracemalloc.start()
    together()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    yield Row("  memory of all draws at once", peak / 1e6, "MB", DRAWS_MB)
