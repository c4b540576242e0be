"""Output, prices and the policy rate: one rule a test."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeqt import runs
from qeqt.core import arrays, floats
from qeqt.core.economy import output_and_prices
from qeqt.core.economy.output_and_prices import Macro, MacroInputs

P = runs.parameter_values("fed")
FORWARD = {**P, "model_consistent": 1.0}
HIGH = 100.0
"""percent: a baseline rate that keeps the bound far away."""


def month(**changed: float) -> MacroInputs:
    plain = {
        "demand": 0.0, "supply": 0.0, "policy": 0.0, "term_premium": 0.0, "risk_premium": 0.0,
        "follows_rule": 1.0, "baseline_rate": HIGH,
    }  # fmt: skip
    return MacroInputs(**{**plain, **changed})


def walk(months: list[MacroInputs], parameters: Any = P, numbers: Any = floats) -> list[Macro]:
    record = output_and_prices.opening_record(parameters, numbers)
    found = []
    for inputs in months:
        record = output_and_prices.step(record, inputs, parameters, numbers)
        found.append(record)
    return found


def last(months: list[MacroInputs], parameters: Any = P) -> Macro:
    return walk(months, parameters)[len(months) - 1]


VARIABLES = ("output_gap", "unemployment_gap", "core_inflation", "inflation", "policy_rate", "long_rate")


@pytest.mark.parametrize("parameters", [P, FORWARD], ids=["backward", "model-consistent"])
def test_without_shocks_nothing_deviates(parameters: dict[str, float]) -> None:
    record = last([month()] * 60, parameters)
    assert [getattr(record, name) for name in VARIABLES] == [0.0] * 6


# What each shock does to output, core inflation and the policy rate after a year: the signs tell them apart.
SIGNS = [
    ("demand", {"demand": 2.0}, (1, 1, 1)),
    ("supply", {"supply": 2.0}, (-1, 1, 1)),
    ("policy", {"policy": 0.1}, (-1, -1, 1)),
    ("term premium", {"term_premium": 1.0}, (-1, -1, -1)),
    ("risk premium", {"risk_premium": 1.0}, (-1, -1, -1)),
]


@pytest.mark.parametrize("parameters", [P, FORWARD], ids=["backward", "model-consistent"])
@pytest.mark.parametrize(("name", "shock", "signs"), SIGNS, ids=[row[0] for row in SIGNS])
def test_each_shock_leaves_its_own_signs(
    name: str, shock: dict[str, float], signs: tuple[int, ...], parameters: dict[str, float]
) -> None:
    record = last([month(**shock)] * 12, parameters)
    found = (record.output_gap, record.core_inflation, record.policy_rate)
    assert [x > 0 for x in found] == [sign > 0 for sign in signs]


def test_unemployment_moves_against_output() -> None:
    record = last([month(term_premium=1.0)] * 24)
    assert record.unemployment_gap > 0.0 > record.output_gap


def test_a_lasting_demand_shock_ends_where_the_closed_form_says() -> None:
    """Policy held, expectations anchored for good: output, then inflation, unemployment."""
    values = {**P, "anchoring": 1.0}
    record = last([month(demand=1.0, follows_rule=0.0)] * 600, values)
    assert record.output_gap == pytest.approx(1.0)
    assert record.core_inflation == pytest.approx(P["phillips_slope"])
    assert record.unemployment_gap == pytest.approx(-P["okun"])


def test_a_lasting_term_premium_ends_where_the_closed_form_says() -> None:
    """Output falls by size times (long rate + share prices) for each point, expectations anchored."""
    values = {**P, "anchoring": 1.0}
    record = last([month(term_premium=1.0, follows_rule=0.0)] * 600, values)
    shares = P["demand_share_prices"] * P["equity_duration"]
    assert record.output_gap == pytest.approx(-P["macro_size"] * (P["demand_long_rate"] + shares))


def test_a_lasting_supply_shock_raises_inflation_by_its_size_and_more_where_expectations_follow() -> None:
    held = [month(supply=1.0, follows_rule=0.0)] * 600
    cost = P["phillips_slope"] * P["supply_output"]
    assert last(held, {**P, "anchoring": 1.0}).core_inflation == pytest.approx(1.0 - cost)
    assert last(held).core_inflation > 1.0


BENT = {**P, "phillips_steepening": 0.5}


def test_below_potential_the_price_equation_does_not_bend() -> None:
    cold = [month(demand=2.0, baseline_gap=-8.0)] * 24
    assert last(cold, BENT).core_inflation == pytest.approx(last(cold).core_inflation)


def test_above_potential_the_same_demand_brings_more_inflation() -> None:
    hot = [month(demand=2.0)] * 24
    assert last(hot, BENT).core_inflation > 2.0 * last(hot).core_inflation


def test_cooling_an_overheated_baseline_brings_prices_down_faster_and_stops_bending_at_potential() -> None:
    one = last([month(demand=-1.0, baseline_gap=1.0, follows_rule=0.0)] * 600, {**BENT, "anchoring": 1.0})
    two = last([month(demand=-2.0, baseline_gap=1.0, follows_rule=0.0)] * 600, {**BENT, "anchoring": 1.0})
    assert one.core_inflation == pytest.approx(-(P["phillips_slope"] + 0.5))
    assert two.core_inflation == pytest.approx(-(2.0 * P["phillips_slope"] + 0.5))


def test_with_policy_held_the_policy_rate_is_the_stated_path() -> None:
    path = [0.0, 0.5, 1.0, -0.25]
    found = walk([month(policy=value, demand=1.0, follows_rule=0.0) for value in path])
    assert [record.policy_rate for record in found] == path


def test_the_rule_alone_halves_a_surprise_in_its_own_half_life() -> None:
    """With nothing else to react to: the rate falls back by the inertia of the rule."""
    still = {**P, "macro_size": 0.0}
    found = walk([month(surprise=1.0), *[month()] * 12], still)
    assert found[12].policy_rate == pytest.approx(P["rule_inertia"] ** 4)


def test_the_policy_rate_never_falls_below_the_bound() -> None:
    for parameters in (P, FORWARD):
        found = walk([month(demand=-6.0, baseline_rate=1.5)] * 60, parameters)
        assert min(record.policy_rate for record in found) == pytest.approx(P["lower_bound"] - 1.5)


def test_at_the_bound_the_same_shock_costs_more_output() -> None:
    bound = last([month(demand=-4.0, baseline_rate=0.2)] * 36)
    free = last([month(demand=-4.0)] * 36)
    assert bound.output_gap < free.output_gap


def test_a_baseline_below_the_bound_is_no_reason_to_raise_rates() -> None:
    assert last([month(baseline_rate=0.0)] * 12).policy_rate == 0.0


def test_model_consistent_expectations_see_the_easing_ahead() -> None:
    """The long rate rises less on impact, inflation falls more: published for FRB/US."""
    shock = [month(term_premium=0.5 ** (n / 60.0)) for n in range(120)]
    back, ahead = walk(shock), walk(shock, FORWARD)
    assert ahead[0].long_rate < back[0].long_rate
    assert min(r.output_gap for r in ahead) > min(r.output_gap for r in back)
    assert min(r.core_inflation for r in ahead) < min(r.core_inflation for r in back)


def test_model_consistent_expectations_come_true() -> None:
    """Without news after the first month, what was expected of rates is what happens."""
    found = walk([month(surprise=1.0), *[month()] * 900], FORWARD)
    near = 1.0 / (12.0 * P["ten_year_duration"])
    discounted = sum(near * (1.0 - near) ** n * record.policy_rate for n, record in enumerate(found))
    assert found[0].rates_ahead == pytest.approx(discounted, abs=1e-6)
    soon = 1.0 / (12.0 * P["expectation_horizon"])
    later = sum(soon * (1.0 - soon) ** n * r.core_inflation for n, r in enumerate(found[1:]))
    assert found[0].expected_inflation == pytest.approx(later, abs=1e-6)


def test_model_consistent_expectations_of_a_fading_premium_come_true() -> None:
    kept = 0.5 ** (1.0 / (12.0 * P["premium_half_life"]))
    found = walk([month(term_premium=kept**n) for n in range(900)], FORWARD)
    near = 1.0 / (12.0 * P["ten_year_duration"])
    discounted = sum(near * (1.0 - near) ** n * record.policy_rate for n, record in enumerate(found))
    assert found[0].rates_ahead == pytest.approx(discounted, abs=1e-6)


sizes = st.floats(-3.0, 3.0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(sizes, sizes, sizes, sizes), min_size=1, max_size=40), st.booleans())
def test_away_from_the_bound_shocks_add_up(shocks: list[tuple[float, ...]], forward: bool) -> None:
    parameters = FORWARD if forward else P
    names = ("demand", "supply", "policy", "term_premium")
    together = last([month(**dict(zip(names, each, strict=True))) for each in shocks], parameters)
    alone = [last([month(**{name: each[n]}) for each in shocks], parameters) for n, name in enumerate(names)]
    for variable in VARIABLES:
        parts = sum(getattr(record, variable) for record in alone)
        assert getattr(together, variable) == pytest.approx(parts, abs=1e-8)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.0, 3.0), st.floats(0.0, 3.0))
def test_a_larger_premium_never_costs_less_output(one: float, other: float) -> None:
    low, high = sorted((one, other))
    small = last([month(term_premium=low)] * 12).output_gap
    assert last([month(term_premium=high)] * 12).output_gap <= small + 1e-12


@pytest.mark.parametrize("parameters", [P, FORWARD], ids=["backward", "model-consistent"])
def test_after_a_shock_the_economy_comes_to_rest(parameters: dict[str, float]) -> None:
    shock = [month(demand=2.0, supply=1.0)] * 12 + [month()] * 600
    record = last(shock, parameters)
    assert [abs(getattr(record, name)) < 1e-3 for name in VARIABLES] == [True] * 6


def test_a_stronger_currency_lowers_consumer_prices_below_core() -> None:
    record = last([month(term_premium=1.0)] * 3)
    assert record.inflation < record.core_inflation


def test_arrays_of_parameters_give_what_floats_give() -> None:
    shock = [month(demand=-2.0, term_premium=0.5, baseline_rate=1.0)] * 24
    draws = {"macro_size": [0.4, 0.8], "phillips_slope": [0.05, 0.3], "rule_gap": [0.5, 1.0]}
    for base in (P, FORWARD):
        many = walk(shock, {**base, **{name: np.array(both) for name, both in draws.items()}}, arrays)
        for n in range(2):
            one = walk(shock, {**base, **{name: both[n] for name, both in draws.items()}})
            for variable in VARIABLES:
                found = float(np.broadcast_to(getattr(many[23], variable), 2)[n])
                assert found == pytest.approx(getattr(one[23], variable), rel=1e-9, abs=1e-12)
