"""A month of the leveraged funds' loop, day by day, of a scenario."""

from __future__ import annotations

from functools import cache

from qeqt import runs
from qeqt.core import floats, months
from qeqt.core.number import Number, Numbers
from qeqt.core.stability import leveraged_funds
from qeqt.core.stability.leveraged_funds import Ldi
from qeqt.core.stability.sector import SHOCKS, ldi_inputs
from qeqt.runs import economy_paths


@cache
def first_month(scenario: str) -> Ldi:
    """Return the loop's record of a scenario's first month, with yields and sales day by day."""
    return simulated(scenario, runs.parameter_values(runs.scenario_record(scenario).bank), floats)


def simulated(scenario: str, values: dict[str, Number], numbers: Numbers) -> Ldi:
    """Return the same record for parameter values of the caller's: single numbers, or draws of them."""
    record = runs.scenario_record(scenario)
    opening = months.after(record.start[:7], -1)
    environment = runs.environment_of(record.bank, opening, 1)
    paths = {**environment.paths, **economy_paths.shock_paths(record, 1)}
    paths = {**{name: [0.0, 0.0] for name in SHOCKS}, **paths}
    return leveraged_funds.step(leveraged_funds.opening_record(), ldi_inputs(paths, 1), values, numbers)
