"""Long yields: one rule a test."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeqt import runs
from qeqt.core import arrays, floats
from qeqt.core.economy import term_premium
from qeqt.core.economy.term_premium import Plan, YieldInputs

P = runs.parameter_values("fed")
GDP = 20000.0
NORMAL = P["normal_equivalents"] * GDP


def plan(flows: list[float] | None = None, hold: int = 36, runoff: int = 60, **other: float) -> Plan:
    return Plan(
        treasury_flows=flows or [0.0], mbs_flows=[0.0], treasury_hold=hold, treasury_runoff=runoff,
        mbs_hold=0, mbs_runoff=1, terminal_excess=other.get("terminal", 0.0),
        bill_refinancing=other.get("bills", 0.0),
    )  # fmt: skip


def handed(announced: Plan | None, held: float = NORMAL, stress: float = 0.0, **other: float) -> YieldInputs:
    return YieldInputs(
        plan=announced, treasury_equivalents=held, mbs_equivalents=0.0, gdp=GDP, stress=stress,
        purchases=other.get("purchases", 0.0), baseline_yield=3.0,
        reference_effect_bp=other.get("reference"),
    )  # fmt: skip


def effects(*months: YieldInputs) -> list[term_premium.Yields]:
    record = term_premium.opening_record()
    found = []
    for month in months:
        record = term_premium.step(record, month, P, floats)
        found.append(record)
    return found


def test_a_permanent_holding_is_worth_its_share_over_one_less_the_discount() -> None:
    values = term_premium.present_values([0.05], 0.99)
    assert values[0] == pytest.approx(0.05 / 0.01)


@given(st.lists(st.floats(0, 0.3), min_size=1, max_size=40), st.floats(0.9, 0.999))
def test_the_backward_pass_equals_the_sum_written_out(excess: list[float], discount: float) -> None:
    values = term_premium.present_values(excess, discount)
    tail = excess[-1] * discount ** (len(excess) - 1) / (1 - discount)
    written_out = sum(x * discount**i for i, x in enumerate(excess[:-1])) + tail
    assert values[0] == pytest.approx(written_out, rel=1e-9, abs=1e-12)


def test_held_for_ever_one_percent_of_gdp_is_worth_thirty_three_basis_points() -> None:
    excess = term_premium.present_values([0.01], P["discount_quarterly"])
    assert term_premium.stock_effect(excess[0], 0.0, 1.0, P) == pytest.approx(-33.4)


@given(st.floats(0, 3000), st.floats(0, 3000))
def test_a_larger_purchase_never_lowers_yields_less(a: float, b: float) -> None:
    less, more = sorted((a, b))
    small = effects(handed(plan([less])))[0].term_premium_effect_bp
    large = effects(handed(plan([more])))[0].term_premium_effect_bp
    assert large <= small + 1e-9


@given(st.integers(0, 60), st.integers(1, 60))
def test_a_longer_hold_never_weakens_the_effect(hold: int, longer: int) -> None:
    short = effects(handed(plan([1000.0], hold=hold)))[0].term_premium_effect_bp
    long = effects(handed(plan([1000.0], hold=hold + longer)))[0].term_premium_effect_bp
    assert long <= short + 1e-9


def test_a_holding_below_normal_adds_no_effect() -> None:
    assert effects(handed(plan(), held=0.2 * NORMAL))[0].term_premium_effect_bp == 0.0


def test_an_announcement_moves_yields_before_anything_is_bought() -> None:
    later = plan([0.0] * 6 + [100.0] * 6)
    first = effects(handed(later))[0]
    assert first.announcement_effect_bp == first.term_premium_effect_bp < -1.0
    assert first.flow_effect_bp == 0.0


def test_without_news_the_effect_follows_the_plan_and_there_is_no_jump() -> None:
    told = effects(handed(plan([500.0])), *[handed(None)] * 12)
    assert [month.announcement_effect_bp for month in told[1:]] == [0.0] * 12
    assert abs(told[12].term_premium_effect_bp) < abs(told[0].term_premium_effect_bp)


def test_news_of_a_shorter_hold_raises_yields_without_a_trade() -> None:
    told = effects(handed(plan([500.0], hold=60)), handed(plan([0.0], hold=12), held=NORMAL + 500.0))
    assert told[1].announcement_effect_bp > 0.0


def test_the_flow_effect_is_gone_the_next_month() -> None:
    bought, after = effects(handed(None, purchases=40.0), handed(None))
    assert bought.flow_effect_bp < 0.0 == after.flow_effect_bp


def test_broken_markets_amplify_what_is_announced_in_them_and_only_that() -> None:
    calm_first = effects(handed(plan([500.0])), handed(None, stress=1.0))
    assert calm_first[1].term_premium_effect_bp == pytest.approx(
        effects(handed(plan([500.0])), handed(None))[1].term_premium_effect_bp
    )
    broken = effects(handed(plan([500.0]), stress=1.0))[0].term_premium_effect_bp
    calm = effects(handed(plan([500.0])))[0].term_premium_effect_bp
    assert broken / calm == pytest.approx(P["stress_multiplier"])


def test_refinancing_with_bills_leaves_the_published_share_of_a_runoff() -> None:
    def rise(bills: float) -> float:
        held = NORMAL + 1000.0
        kept = effects(handed(plan(hold=36, runoff=24, bills=bills), held=held))[0]
        run_off = effects(handed(plan(hold=0, runoff=36, bills=bills), held=held))[0]
        return run_off.term_premium_effect_bp - kept.term_premium_effect_bp

    assert rise(1.0) / rise(0.0) == pytest.approx(P["bill_refinancing_effect"], rel=0.05)


def test_the_reference_run_keeps_the_given_yield_and_another_differs_by_its_plan() -> None:
    same = effects(handed(plan([500.0])))[0]
    assert same.long_yield == 3.0
    other = effects(replace(handed(plan([500.0])), reference_effect_bp=0.0))[0]
    assert other.long_yield == pytest.approx(3.0 + other.term_premium_effect_bp / 100.0)


def test_the_three_equivalences_are_three_sums() -> None:
    assert term_premium.hike_with_same_yield(10.0, 0.25) == 40.0
    assert term_premium.hike_with_same_outcome(10.0, 0.5) == 20.0
    assert term_premium.hike_by_rule_of_thumb(1549.0, 675.0) == pytest.approx(57.4, abs=0.1)


def test_arrays_of_coefficients_give_what_floats_give() -> None:
    draws = np.array([25.0, 33.4, 40.0])
    many = term_premium.step(
        term_premium.opening_record(), handed(plan([500.0])), {**P, "stock_coefficient": draws}, arrays
    )
    for n, draw in enumerate(draws):
        one = term_premium.step(
            term_premium.opening_record(),
            handed(plan([500.0])),
            {**P, "stock_coefficient": float(draw)},
            floats,
        )
        assert many.term_premium_effect_bp[n] == pytest.approx(one.term_premium_effect_bp, rel=1e-12)
