"""Which shocks brought the inflation of 2021 and 2022: the macro block run backwards.

Observed output gap, consumer prices and policy rate are deviations from a baseline without any gap, with
inflation at the goal and the policy rate at its longer-run level. The shocks are whatever makes the block
meet them month by month; supply is what expectations and the gap leave unexplained. The bound is left out, so
that the parts add up: what it prevents counts as policy, and so does what purchases did to yields.
"""

from __future__ import annotations

from dataclasses import replace

from qeqt import data
from qeqt.core import floats, months
from qeqt.core.economy import output_and_prices
from qeqt.core.economy.output_and_prices import Macro, MacroInputs
from qeqt.core.number import Number
from qeqt.runs.economy_paths import gap_by_month, interpolated

FIRST, LAST = "2020-01", "2023-12"
PARTS = {"demand": "demand", "supply": "supply", "policy": "surprise"}
"""Shocks by the name that a scenario takes them out by, with their place in the block's inputs."""
NO_BOUND = 1000.0
"""percent: a baseline rate so high that the bound never binds."""
MONTHS = [months.after(FIRST, n) for n in range(months.between(FIRST, LAST) + 1)]


def price_level(names: list[str]) -> dict[str, float]:
    """Return consumer prices by month, index: the published reference index is two months behind."""
    known = {
        months.after(date[:7], -2): value
        for date, value in data.figure("us_prices_jobs").series("reference_cpi").items()
    }
    return {name: interpolated(known, name) for name in names}


def inflation_by_month(names: list[str]) -> list[float]:
    """Return inflation over the goal, points, each month at an annual rate."""
    wanted = [months.after(names[0], -1), *names]
    level = price_level(wanted)
    goal = data.environment("fed")["price_index"].beyond_rate
    return [1200.0 * (level[b] / level[a] - 1.0) - goal for a, b in zip(wanted, names, strict=False)]


def rate_by_month(names: list[str]) -> list[float]:
    """Return the policy rate against its longer-run level, points."""
    series = data.environment("fed")
    return [series["policy_rate"].at(name) - series["longer_run_rate"].at(name) for name in names]


def shocks_of(names: list[str], premiums: list[float], parameters: dict[str, Number]) -> list[MacroInputs]:
    """Return the shocks that make the block meet what was observed, month by month.

    ``premiums``: what purchases did to the ten-year yield since the month before the first, points.
    """
    gaps, prices, rates = gap_by_month(names), inflation_by_month(names), rate_by_month(names)
    record = opening(names, parameters)
    found = []
    for gap, price, rate, premium in zip(gaps, prices, rates, premiums, strict=True):
        shock = shock_of(record, gap, price, rate, premium, parameters)
        found.append(shock)
        record = output_and_prices.step(record, shock, parameters, floats)
    return found


def opening(names: list[str], parameters: dict[str, Number]) -> Macro:
    """Return the record of the month before the first: what was observed then, nothing in the pipeline."""
    before = [months.after(names[0], -1)]
    return replace(
        output_and_prices.opening_record(parameters, floats),
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
    core = price + output_and_prices.MONTHS_PER_YEAR * c.import_share * stronger
    expected = output_and_prices.learned_inflation(c, last.expected_inflation, last.core_inflation)
    hot = output_and_prices.overheated(gap, 0.0, floats)
    supply = (core - output_and_prices.core(c, last.core_inflation, expected, gap, hot, 0.0)) / (
        1.0 - c.inflation_keeps
    )
    empty = MacroInputs(0.0, supply, 0.0, premium, 0.0, 1.0, NO_BOUND)
    demand = (gap - output_and_prices.output(c, last.output_gap, last.restraint, empty)) / (
        1.0 - c.output_keeps
    )
    surprise = rate - output_and_prices.rule_rate(c, last.policy_rate, core, gap)
    return replace(empty, demand=demand, surprise=surprise)
