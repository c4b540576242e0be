"""Which shocks brought the inflation of 2021 and 2022: the macro block run backwards, then each shock alone.

Observed output gap, consumer prices and policy rate are deviations from a baseline without any gap, with
inflation at the goal and the policy rate at its longer-run level. The shocks are whatever makes the block
meet them month by month; supply is what expectations and the gap leave unexplained. The bound is left out, so
that the parts add up: what it prevents counts as policy, and so does what purchases did to yields.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from qeqt import data, floats, months, runs
from qeqt.blocks import macro
from qeqt.blocks.macro import Macro, MacroInputs
from qeqt.kinds import Number
from qeqt.runs_economy import between, gap_by_month

FIRST, LAST = "2020-01", "2023-12"
PARTS = ("demand", "supply", "policy")
NO_BOUND = 1000.0
"""percent: a baseline rate so high that the bound never binds."""


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


def price_level(names: list[str]) -> dict[str, float]:
    """Return consumer prices by month, index: the published reference index is two months behind."""
    known = {
        months.after(date[:7], -2): value
        for date, value in data.figure("us_prices_jobs").series("reference_cpi").items()
    }
    return {name: between(known, name) for name in names}


def inflation_by_month(names: list[str]) -> list[float]:
    """Return inflation over the goal, points, each month at an annual rate."""
    wanted = [months.after(names[0], -1), *names]
    level = price_level(wanted)
    goal = data.environment("fed")["price_index"].beyond_rate
    return [1200.0 * (level[b] / level[a] - 1.0) - goal for a, b in zip(wanted, names, strict=False)]


def inflation_over_year(names: list[str]) -> list[float]:
    """Return inflation over twelve months over the goal, points."""
    level = price_level([months.after(names[0], n - 12) for n in range(len(names) + 12)])
    goal = data.environment("fed")["price_index"].beyond_rate
    return [100.0 * (level[name] / level[months.after(name, -12)] - 1.0) - goal for name in names]


def rate_by_month(names: list[str]) -> list[float]:
    """Return the policy rate against its longer-run level, points."""
    series = data.environment("fed")
    return [series["policy_rate"].at(name) - series["longer_run_rate"].at(name) for name in names]


def premium_by_month(names: list[str]) -> list[float]:
    """Return what purchases did to the ten-year yield since the month before the first, points."""
    found = runs.run("fed_history")
    known = dict(zip(found.months, found.columns["term_premium_effect_bp"], strict=True))
    start = known[months.after(names[0], -1)]
    return [(known[name] - start) / 100.0 for name in names]


def shocks_of(names: list[str], parameters: dict[str, Number]) -> list[MacroInputs]:
    """Return the shocks that make the block meet what was observed, month by month."""
    gaps, prices = gap_by_month(names), inflation_by_month(names)
    rates, premiums = rate_by_month(names), premium_by_month(names)
    record = opening(names, parameters)
    found = []
    for gap, price, rate, premium in zip(gaps, prices, rates, premiums, strict=True):
        shock = shock_of(record, gap, price, rate, premium, parameters)
        found.append(shock)
        record = macro.step(record, shock, parameters, floats)
    return found


def opening(names: list[str], parameters: dict[str, Number]) -> Macro:
    """Return the record of the month before the first: what was observed then, nothing in the pipeline."""
    before = [months.after(names[0], -1)]
    return replace(
        macro.opening_record(parameters, floats),
        output_gap=gap_by_month(before)[0],
        policy_rate=rate_by_month(before)[0],
    )


def shock_of(
    last: Macro, gap: float, price: float, rate: float, premium: float, parameters: dict[str, Number]
) -> MacroInputs:
    """Return one month's shocks: supply from prices, then demand from output, then policy from the rate."""
    c = last.coefficients
    long_rate = c.seen_ahead * rate + premium
    stronger = c.currency_speed * (c.currency * long_rate - last.currency)
    core = price + macro.MONTHS_PER_YEAR * c.import_share * stronger
    expected = macro.learned_inflation(c, last.expected_inflation, last.core_inflation)
    hot = macro.overheated(gap, 0.0, floats)
    supply = (core - macro.core(c, last.core_inflation, expected, gap, hot, 0.0)) / (1.0 - c.inflation_keeps)
    empty = MacroInputs(0.0, supply, 0.0, premium, 0.0, 1.0, NO_BOUND)
    demand = (gap - macro.output(c, last.output_gap, last.restraint, empty)) / (1.0 - c.output_keeps)
    policy = rate - macro.rule_rate(c, last.policy_rate, core, gap)
    return replace(empty, demand=demand, policy=policy)


def only(part: str, shock: MacroInputs) -> MacroInputs:
    """Return a month's shocks with one kind alone; purchases go with policy."""
    return replace(
        shock,
        demand=shock.demand if part == "demand" else 0.0,
        supply=shock.supply if part == "supply" else 0.0,
        policy=shock.policy if part == "policy" else 0.0,
        term_premium=shock.term_premium if part == "policy" else 0.0,
    )


def purchases_alone(shock: MacroInputs) -> MacroInputs:
    """Return a month's shocks with nothing but what purchases did to the ten-year yield."""
    return replace(shock, demand=0.0, supply=0.0, policy=0.0)


def slopes_of(gaps: list[float], parameters: dict[str, Number]) -> list[Number]:
    """Return the slope of the price equation that was at work in each month, given the whole gap.

    Every part is valued at it, so that parts add up although the equation bends at potential.
    """
    slope, more = parameters["phillips_slope"], parameters["phillips_steepening"]
    return [slope + (more if gap > 0.0 else 0.0) for gap in gaps]


def walked(
    shocks: list[MacroInputs], first: Macro, slopes: list[Number], parameters: dict[str, Number]
) -> list[Macro]:
    """Return the block's records under these shocks, with the slope of each month."""
    found = []
    record = first
    for shock, slope in zip(shocks, slopes, strict=True):
        record.coefficients = replace(record.coefficients, slope=slope, steepening=0.0)
        record = macro.step(record, shock, parameters, floats)
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
    names = [months.after(FIRST, n) for n in range(months.between(FIRST, LAST) + 1)]
    shocks = shocks_of(names, parameters)
    slopes = slopes_of(gap_by_month(names), parameters)
    paths = {}
    for part in PARTS:
        start = opening(names, parameters) if part == "demand" else macro.opening_record(parameters, floats)
        paths[part] = walked([only(part, shock) for shock in shocks], start, slopes, parameters)
    nothing = macro.opening_record(parameters, floats)
    bought = walked([purchases_alone(shock) for shock in shocks], nothing, slopes, parameters)
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
    sums = {part: sum(found.parts[part][n] for n in inside) for part in PARTS}
    return {part: 100.0 * value / sum(sums.values()) for part, value in sums.items()}
