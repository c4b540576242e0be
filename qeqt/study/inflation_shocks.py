"""What each shock of 2020-23 brought by itself: the macro block run forwards on one kind after another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from math import fsum

from qeqt import data, runs
from qeqt.core import floats, months
from qeqt.core.economy import output_and_prices
from qeqt.core.economy.output_and_prices import Macro, MacroInputs
from qeqt.core.number import Number
from qeqt.runs.economy_paths import gap_by_month
from qeqt.runs.observed_shocks import MONTHS, PARTS, opening, price_level, shocks_of


@dataclass(frozen=True)
class Decomposition:
    """Inflation over twelve months against the goal, points: observed, and what each shock brought."""

    months: list[str]
    observed: list[float]
    parts: dict[str, list[float]]
    purchases: list[float]
    """The part of policy that is the purchases' effect on the ten-year yield."""
    shocks: list[MacroInputs]
    output_gap: dict[str, list[float]]
    policy_rate: dict[str, list[float]]
    parameter_set: str


def inflation_over_year(names: list[str]) -> list[float]:
    """Return inflation over twelve months over the goal, points."""
    level = price_level([months.after(names[0], n - 12) for n in range(len(names) + 12)])
    goal = data.environment("fed")["price_index"].beyond_rate
    return [100.0 * (level[name] / level[months.after(name, -12)] - 1.0) - goal for name in names]


def only(part: str, shock: MacroInputs) -> MacroInputs:
    """Return a month's shocks with one kind alone; purchases go with policy."""
    return replace(
        shock,
        demand=shock.demand if part == "demand" else 0.0,
        supply=shock.supply if part == "supply" else 0.0,
        surprise=shock.surprise if part == "policy" else 0.0,
        term_premium=shock.term_premium if part == "policy" else 0.0,
    )


def purchases_alone(shock: MacroInputs) -> MacroInputs:
    """Return a month's shocks with nothing but what purchases did to the ten-year yield."""
    return replace(shock, demand=0.0, supply=0.0, surprise=0.0)


def slopes_of(gaps: list[float], parameters: dict[str, Number]) -> list[Number]:
    """Return the slope of the price equation that was at work in each month, given the whole gap.

    Every part is valued at it, so that parts add up although the equation bends at potential.
    """
    slope, more = parameters["phillips_slope"], parameters["phillips_steepening"]
    return [slope + (more if gap > 0.0 else 0.0) for gap in gaps]


def simulated(
    shocks: list[MacroInputs], first: Macro, slopes: list[Number], parameters: dict[str, Number]
) -> list[Macro]:
    """Return the block's records under these shocks, with the slope of each month."""
    found = []
    record = first
    for shock, slope in zip(shocks, slopes, strict=True):
        record.coefficients = replace(record.coefficients, slope=slope, steepening=0.0)
        record = output_and_prices.step(record, shock, parameters, floats)
        found.append(record)
    return found


def over_year(records: list[Macro]) -> list[float]:
    """Return inflation over twelve months from price levels, the months before the first being nothing."""
    level = [0.0] * 12 + [record.price_level for record in records]
    return [level[n + 12] - level[n] for n in range(len(records))]


@cache
def decomposition(**overrides: float) -> Decomposition:
    """Return inflation of FIRST to LAST by shock; what was in the pipeline before goes with demand.

    ``overrides``: parameters by name.
    """
    parameters = runs.parameter_values("fed", dict(overrides))
    names = MONTHS
    shocks = shocks_of(names, runs.history_premiums(names), parameters)
    slopes = slopes_of(gap_by_month(names), parameters)
    paths = {}
    for part in PARTS:
        start = (
            opening(names, parameters)
            if part == "demand"
            else output_and_prices.opening_record(parameters, floats)
        )
        paths[part] = simulated([only(part, shock) for shock in shocks], start, slopes, parameters)
    nothing = output_and_prices.opening_record(parameters, floats)
    bought = simulated([purchases_alone(shock) for shock in shocks], nothing, slopes, parameters)
    return Decomposition(
        months=names,
        observed=inflation_over_year(names),
        parts={part: over_year(path) for part, path in paths.items()},
        purchases=over_year(bought),
        shocks=shocks,
        output_gap={part: [record.output_gap for record in path] for part, path in paths.items()},
        policy_rate={part: [record.policy_rate for record in path] for part, path in paths.items()},
        parameter_set=runs.parameter_set(parameters),
    )


def shares(found: Decomposition, first: str, last: str) -> dict[str, float]:
    """Return each shock's share, percent, of what inflation was above the goal from first to last."""
    inside = [n for n, month in enumerate(found.months) if first <= month <= last]
    sums = {part: fsum(found.parts[part][n] for n in inside) for part in PARTS}
    return {part: 100.0 * value / fsum(sums.values()) for part, value in sums.items()}
