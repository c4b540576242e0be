"""The market for reserves: one rule a test."""

from __future__ import annotations

import re
from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeqt import runs
from qeqt.core import arrays, floats
from qeqt.core.bank import reserve_market
from qeqt.core.bank.reserve_market import ReserveInputs
from qeqt.core.cautions import unobserved_liquidity

P = runs.parameter_values("fed")
RATIOS = st.floats(0.03, 0.4)


def market(reserves_bn: float, on_rrp: float = 0.0, **other: float) -> reserve_market.ReserveMarket:
    plain = {"bank_assets": 20000.0, "drain": 0.0, "settlement": 0.0, "standing_facility": 0.0}
    return reserve_market.step(
        ReserveInputs(reserves=reserves_bn, on_rrp=on_rrp, **{**plain, **other}), P, floats
    )


@given(RATIOS, RATIOS)
def test_more_liquidity_never_raises_a_spread(a: float, b: float) -> None:
    less, more = sorted((a, b))
    assert reserve_market.effr_spread(more, P, floats) <= reserve_market.effr_spread(less, P, floats) + 1e-12
    assert reserve_market.repo_spread(more, P, floats) <= reserve_market.repo_spread(less, P, floats) + 1e-12


@given(RATIOS)
def test_the_slope_is_the_derivative_of_the_spread(x: float) -> None:
    h = 1e-6
    rise = reserve_market.effr_spread(x * (1 + h), P, floats) - reserve_market.effr_spread(
        x * (1 - h), P, floats
    )
    derivative = rise / (log(1 + h) - log(1 - h))
    assert derivative == pytest.approx(reserve_market.demand_slope(x, P, floats), abs=0.05)


def test_the_premium_adds_up_the_slope_step_by_step() -> None:
    steps = 20000
    x, top = 0.07, P["satiation"]
    width = log(top / x) / steps
    added = sum(
        -reserve_market.demand_slope(x * float(np.exp((n + 0.5) * width)), P, floats) * width
        for n in range(steps)
    )
    assert reserve_market.scarcity_premium(x, P, floats) == pytest.approx(added, rel=1e-6)


@given(st.floats(0.14, 1.0))
def test_above_satiation_a_change_of_reserves_moves_no_spread(x: float) -> None:
    assert reserve_market.effr_spread(x, P, floats) == P["effr_spread_satiated"]


def test_regimes_follow_one_another_as_liquidity_falls() -> None:
    seen = [market(20000.0 * x).regime for x in (0.2, 0.12, 0.09, 0.07)]
    assert seen == [
        reserve_market.SATIATED,
        reserve_market.SLOPED,
        reserve_market.SCARCE,
        reserve_market.UNOBSERVED,
    ]


@pytest.mark.parametrize("numbers", [floats, arrays])
def test_each_stretch_of_months_below_the_data_of_the_curve_is_said(numbers: Any) -> None:
    liquidity = [5.0, 6.0, 9.0, 12.0, 7.0]
    held = liquidity if numbers is floats else [np.array([20.0, each]) for each in liquidity]
    names = ["2009-01", "2009-02", "2009-03", "2009-04", "2009-05"]
    said = unobserved_liquidity(names, {"liquidity_to_bank_assets": held}, P, numbers)
    assert [re.findall(r"20\d\d-\d\d|[\d.]+(?=% of)", each) for each in said] == [
        ["2009-01", "2009-02", "5.00"],
        ["2009-05", "2009-05", "7.00"],
    ]


def test_a_plan_inside_the_data_of_the_curve_has_nothing_to_caution() -> None:
    assert runs.run("fed_2022_capped", keep_ladders=False).cautions == []


@pytest.mark.parametrize("scenario", ["fed_no_qe", "fed_no_pandemic_qe"])
def test_spreads_far_below_the_data_are_flagged_in_every_month_that_has_them(scenario: str) -> None:
    found = runs.run(scenario, keep_ladders=False)
    outside = [x < 100 * P["observed_liquidity"] for x in found.columns["liquidity_to_bank_assets"]]
    assert any(outside)
    assert [regime == reserve_market.UNOBSERVED for regime in found.columns["reserve_regime"]] == outside
    assert found.cautions


def test_fewer_reserves_with_reverse_repo_are_no_pressure_and_more_without_it_are() -> None:
    january_2023 = market(2830.0, on_rrp=2200.0, bank_assets=22900.0)
    october_2025 = market(2848.0, on_rrp=10.0, bank_assets=24500.0)
    assert january_2023.reserves_to_bank_assets > 0
    assert january_2023.repo_spread_bp < 0 < october_2025.repo_spread_bp
    assert january_2023.regime == reserve_market.SATIATED
    assert october_2025.regime == reserve_market.SLOPED


def test_september_2019_breaks_without_a_facility_and_not_by_one_shock_alone() -> None:
    scarce = {"bank_assets": 17600.0}
    all_three = market(1390.0, drain=120.0, settlement=54.0, **scarce)
    drained = market(1390.0, drain=120.0, **scarce)
    settled = market(1390.0, settlement=54.0, **scarce)
    helped = market(1390.0, drain=120.0, settlement=54.0, standing_facility=1.0, **scarce)
    assert all_three.stress_probability > P["stress_threshold"]
    assert drained.stress_probability < P["stress_threshold"]
    assert settled.stress_probability < P["stress_threshold"]
    assert helped.stress_probability < P["stress_threshold"]
    assert helped.stress_without_facility == all_three.stress_probability


@given(RATIOS, st.floats(0, 300), st.floats(0, 300))
def test_a_facility_never_makes_stress_likelier_nor_its_worst_day_worse(
    x: float, drain: float, settlement: float
) -> None:
    with_it = market(20000 * x, drain=drain, settlement=settlement, standing_facility=1.0)
    without = market(20000 * x, drain=drain, settlement=settlement)
    assert with_it.stress_probability <= without.stress_probability
    assert with_it.repo_peak_bp <= without.repo_peak_bp
    assert 0.0 <= with_it.stress_probability <= 1.0


def test_arrays_of_liquidity_give_what_floats_give() -> None:
    xs = np.array([0.05, 0.08, 0.095, 0.11, 0.13, 0.2])
    for rule in (
        reserve_market.effr_spread,
        reserve_market.repo_spread,
        reserve_market.demand_slope,
        reserve_market.regime,
    ):
        one_by_one = [rule(float(x), P, floats) for x in xs]
        assert np.allclose(rule(xs, P, arrays), one_by_one, rtol=0, atol=1e-12)
