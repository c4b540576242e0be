"""A month of the leveraged funds' loop, day by day, of a scenario."""

from __future__ import annotations

from functools import cache

from qeqt import floats, months, runs, runs_economy
from qeqt.blocks import stability
from qeqt.blocks.stability import Ldi
from qeqt.inputs_stability import ldi_inputs, with_stability
from qeqt.kinds import Number, Numbers


@cache
def first_month(scenario: str) -> Ldi:
    """Return the loop's record of a scenario's first month, with yields and sales day by day."""
    return walked(scenario, runs.parameter_values(runs.scenario_record(scenario).bank), floats)


def walked(scenario: str, values: dict[str, Number], numbers: Numbers) -> Ldi:
    """Return the same record for parameter values of the caller's: single numbers, or draws of them."""
    record = runs.scenario_record(scenario)
    opening = months.after(record.start[:7], -1)
    environment = runs.environment_of(record.bank, opening, 1)
    paths = {**environment.paths, **runs_economy.shock_paths(record, 1)}
    paths.setdefault("beside", [0.0, 0.0])
    return stability.step(stability.opening_record(), ldi_inputs(with_stability(paths), 1), values, numbers)
