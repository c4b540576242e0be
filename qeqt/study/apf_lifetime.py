"""The rest of the British fund's life: cash with HM Treasury if rates stay, or lie higher or lower.

Gilts are neither bought nor sold after the last announced decision: what matures leaves. Not a forecast.
"""

from __future__ import annotations

from functools import cache

from qeqt import runs
from qeqt.core import floats, months
from qeqt.core.model import simulate
from qeqt.core.number import Number, Numbers
from qeqt.core.results import Results

SCENARIO = "boe_history"
TURN = "2026-09"
"""Last month of the announced pace; rates differ from the next one on."""
LAST = "2050-12"
RATES = ("bank_rate", "yield_3m", "yield_2y", "yield_10y")


@cache
def lifetime(shift: float) -> Results:
    """Return the run to the end of the fund's life with rates ``shift`` percentage points higher."""
    return simulated(shift, runs.parameter_values(runs.scenario_record(SCENARIO).bank), floats)


def simulated(shift: float, values: dict[str, Number], numbers: Numbers) -> Results:
    """Return the same run for parameter values of the caller's: single numbers, or draws of them."""
    record = runs.scenario_record(SCENARIO)
    opening = runs.opening_of(record.opening)
    count = months.between(record.start[:7], LAST) + 1
    environment = runs.environment_of(record.bank, opening.month, count)
    turn = months.between(opening.month, TURN)
    for name in RATES:
        path = environment.paths[name]
        environment.paths[name] = [v + shift if n > turn else v for n, v in enumerate(path)]
    results = simulate(opening, environment, runs.scenario_of(record, count), values, numbers, False)
    results.parameter_set = runs.parameter_set(values)
    return results
