"""Long yields: one rule a test."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeqt import runs
from qeqt.core import arrays, floats
from qeqt.core.economy import term_premium
from qeqt.core.economy.term_premium import Outlook, Reference, YieldInputs
from qeqt.core.wires import ExpectedHoldings

P = runs.parameter_values("fed")
GDP = 20000.0
CURRENCY = 1200.0
NORMAL = term_premium.normal_share(CURRENCY, GDP, P) * GDP
MOST = P["compressible_premium"]
TERMS = term_premium.terms_of(P, floats)


def path(*held: float, run_off: float = 0.0, reserves: float = 0.0) -> Outlook:
    """Return holdings expected half a year a step, bn; what runs off does so in equal parts."""
    every = range(len(held))
    refinanced = [run_off * n / max(len(held) - 1, 1) for n in every]
    return Outlook(ExpectedHoldings([6 * n for n in every], list(held), refinanced), reserves)


def handed(
    now: Outlook, before: Outlook | None = None, stress: float = 0.0, bills: float = 0.0, **other: Any
) -> YieldInputs:
    known = {
        "believed": None, "believed_runoff": 0.0, "run_off": 0.0, "refinanced_keeps": 1.0, "purchases": 0.0,
        "reference": None, "departs": False, "other_value": 0.0, "other_news": 0.0,
    }  # fmt: skip
    return YieldInputs(
        now=now, before=before, bill_refinancing=bills, gdp=GDP, currency=CURRENCY, stress=stress,
        baseline_yield=3.0,
        **{**known, **other},
    )  # fmt: skip


def effects(*months: YieldInputs) -> list[term_premium.Yields]:
    record = term_premium.opening_record()
    found = []
    for month in months:
        record = term_premium.step(record, month, TERMS, P, floats)
        found.append(record)
    return found


def effect(now: Outlook, **other: Any) -> float:
    return effects(handed(now, **other))[0].term_premium_effect_bp


def unbounded(bp: float) -> float:
    """The published effect behind a bounded one."""
    return MOST * math.log(1.0 + min(bp, 0.0) / MOST) + max(bp, 0.0)


STILL = path(NORMAL, NORMAL)
BOUGHT = path(NORMAL, NORMAL + 500.0, NORMAL + 500.0)
LESS_BILLS = TERMS.kept_by_treasury


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


AMOUNTS = st.lists(st.floats(0, 3000), min_size=2, max_size=8)


@given(AMOUNTS, st.lists(st.floats(0, 800), min_size=8, max_size=8), st.floats(0, 0.1))
def test_no_smaller_holdings_at_any_horizon_never_mean_a_higher_yield(
    held: list[float], more: list[float], reserves: float
) -> None:
    larger = [a + b for a, b in zip(held, more, strict=False)]
    assert effect(path(*larger, reserves=reserves)) <= effect(path(*held, reserves=reserves)) + 1e-9


@given(AMOUNTS, st.floats(0, 1))
def test_a_small_change_of_holdings_has_a_small_effect(held: list[float], more: float) -> None:
    moved = effect(path(*(each + more for each in held))) - effect(path(*held))
    quarters = 1.5 * len(held) + TERMS.forever
    assert abs(moved) <= P["stock_coefficient"] * more / GDP * quarters + 1e-9


@given(st.integers(1, 30), st.integers(1, 30))
def test_a_slower_closure_never_weakens_the_effect(quarters: int, longer: int) -> None:
    fast, slow = (term_premium.closing_value(n, P, floats) for n in (quarters, quarters + longer))
    assert 0.0 < fast < slow < TERMS.forever


def test_the_closure_is_the_sum_written_out() -> None:
    quarters, steps = 18.0, 6000
    rate = math.log(1.0 + P["expected_gdp_growth"] / 100.0) / 4.0 - math.log(P["discount_quarterly"])
    width = quarters / steps
    middles = [(n + 0.5) * width for n in range(steps)]
    total = math.fsum((1.0 - x / quarters) * math.exp(-rate * x) * width for x in middles)
    assert term_premium.closing_value(quarters, P, floats) == pytest.approx(total, rel=1e-6)


def test_a_holding_below_normal_adds_no_effect() -> None:
    assert effect(path(0.2 * NORMAL, 0.2 * NORMAL)) == 0.0


def test_under_ample_reserves_holdings_end_higher_and_nobody_buys_up_to_that_end() -> None:
    assert effect(path(*BOUGHT.holdings.held, reserves=0.03)) < effect(BOUGHT)
    assert effect(path(NORMAL, NORMAL, reserves=0.03)) == 0.0


def test_the_closure_ends_at_what_liabilities_need() -> None:
    """Currency alone under a corridor; with reserves and the government account under ample reserves."""
    share = P["liability_equivalents"] * (0.08 + P["projected_government_account"])
    assert term_premium.closing_excess(0.08, P) == pytest.approx(share)
    end = NORMAL + share * GDP
    for held in (end, 0.9 * end):
        stays = effect(path(held, held, reserves=0.08))
        half_a_year_on = held * TERMS.shrink**6 - NORMAL
        expected = -P["stock_coefficient"] * half_a_year_on / GDP * TERMS.forever
        assert unbounded(stays) == pytest.approx(expected, rel=0.005)


def test_normal_holdings_grow_with_currency() -> None:
    """Chung et al. (2011): from 4% of GDP at par in 2009 to 5% in 2020."""
    paths = runs.environment_of("fed", "2008-12", 144).paths
    first, last = (term_premium.normal_share(paths["currency"][t], paths["gdp"][t], P) for t in (0, 132))
    assert first == pytest.approx(0.02, abs=0.002)
    assert 1.15 < last / first < 1.45


@given(st.floats(0.0, 4000.0), st.floats(0.0, 4000.0))
def test_the_effect_is_concave_and_never_beyond_the_premium_there_is(less: float, more: float) -> None:
    held = 1.2 * NORMAL
    none, one, both = (effect(path(held, held + each)) for each in (0.0, less, less + more))
    assert both >= one + effect(path(held, held + more)) - none - 1e-9
    assert -MOST < both <= one + 1e-9


def test_at_the_size_of_japan_the_effect_is_bounded_and_small_moves_are_as_published() -> None:
    japan = effect(path(0.9 * GDP, 0.9 * GDP, reserves=0.9))
    assert -MOST <= japan < -0.9 * MOST
    small = effect(path(NORMAL + 10.0, NORMAL + 10.0))
    assert small == pytest.approx(unbounded(small), rel=0.01)


def test_an_announcement_moves_yields_before_anything_is_bought() -> None:
    first = effects(handed(BOUGHT, STILL))[0]
    assert first.announcement_effect_bp == first.term_premium_effect_bp < -1.0
    assert first.flow_effect_bp == 0.0


def test_without_news_there_is_no_jump() -> None:
    told = effects(handed(BOUGHT, STILL), handed(BOUGHT))
    assert told[1].announcement_effect_bp == told[1].duration_news == 0.0


def test_news_of_an_earlier_fall_raises_yields_without_a_trade() -> None:
    held = NORMAL + 500.0
    told = effects(handed(path(held, 0.6 * held, 0.3 * held), path(held, held, held)))
    assert told[0].announcement_effect_bp > 0.0


def test_the_flow_effect_is_gone_the_next_month() -> None:
    bought, after = effects(handed(STILL, purchases=40.0), handed(STILL))
    assert bought.flow_effect_bp < 0.0 == after.flow_effect_bp


@given(st.floats(-400, 800), st.floats(0.0, 1.0))
def test_stress_gives_news_the_same_sign_and_at_least_the_same_size(bought: float, stress: float) -> None:
    held = NORMAL + 500.0
    before, now = path(held, held), path(held, held + bought)
    calm = effects(handed(now, before))[0].announcement_effect_bp
    broken = effects(handed(now, before, stress=stress))[0].announcement_effect_bp
    assert calm * broken >= 0.0
    assert abs(broken) >= abs(calm) - 1e-9
    if stress == 1.0:
        known = effect(before)
        news = [unbounded(known + each) - unbounded(known) for each in (broken, calm)]
        assert news[0] == pytest.approx(P["stress_multiplier"] * news[1], abs=1e-9)


def test_stress_never_touches_what_was_known_before() -> None:
    told = effects(handed(BOUGHT, STILL), handed(BOUGHT, stress=1.0), handed(BOUGHT))
    assert told[0].term_premium_effect_bp == told[1].term_premium_effect_bp == told[2].term_premium_effect_bp


def test_what_becomes_known_under_stress_is_dearer_while_it_lasts() -> None:
    told = effects(handed(BOUGHT, STILL, stress=1.0), handed(BOUGHT, stress=1.0), handed(BOUGHT))
    calm = effect(BOUGHT)
    assert told[0].term_premium_effect_bp < told[1].term_premium_effect_bp < calm
    assert told[2].term_premium_effect_bp == pytest.approx(calm)


def test_what_a_run_does_otherwise_than_its_reference_is_news_in_its_first_month() -> None:
    known = effects(handed(STILL))[0].duration
    told = effects(handed(BOUGHT, stress=1.0, reference=Reference(0.0, known, 0.0), departs=True))[0]
    assert unbounded(told.term_premium_effect_bp) == pytest.approx(
        P["stress_multiplier"] * unbounded(effect(BOUGHT))
    )
    bought = Reference(0.0, effects(handed(BOUGHT))[0].duration, 0.0)
    same = effects(handed(BOUGHT, stress=1.0, reference=bought, departs=True))[0]
    assert same.duration_news == 0.0


@given(*[st.floats(0.0, 900.0)] * 4, st.floats(0.0, 1.0))
def test_beside_its_reference_a_run_that_is_to_hold_more_has_the_lower_yield_whatever_was_news_to_it(
    held: float, known: float, other_held: float, other_known: float, stress: float
) -> None:
    """In broken markets too, where one of them catches up with what the other had said before."""

    def told(held: float, known: float, *reference: Reference) -> list[term_premium.Yields]:
        first, second = reference or (None, None)
        now, before = path(NORMAL, NORMAL + held), path(NORMAL, NORMAL + known)
        return effects(
            handed(before, reference=first, departs=True),
            handed(now, before, stress, reference=second),
        )

    leaned_on = told(other_held, other_known)
    known_of = [Reference(e.term_premium_effect_bp, e.duration, e.duration_news) for e in leaned_on]
    found = told(held, known, *known_of)[1]
    more = found.duration - leaned_on[1].duration
    assert more * found.deviation <= 1e-9
    same = told(other_held, other_known, *known_of)[1]
    assert same.term_premium_effect_bp == pytest.approx(leaned_on[1].term_premium_effect_bp, abs=1e-9)


def test_refinancing_with_bills_leaves_the_published_share_of_a_runoff() -> None:
    held, gone = NORMAL + 1000.0, 400.0
    kept = unbounded(effect(path(held, held, held)))

    def rise(bills: float) -> float:
        gradual = path(held, held - gone / 2.0, held - gone, run_off=gone)
        return unbounded(effect(gradual, bills=bills)) - kept

    assert 0.0 < rise(1.0) < rise(0.0)
    assert rise(1.0) / rise(0.0) == pytest.approx(P["bill_refinancing_effect"], rel=1e-6)


def test_refinancing_never_touches_the_old_stock() -> None:
    still = path(NORMAL + 1000.0, NORMAL + 1000.0)
    assert effect(still, bills=1.0) == effect(still)


def test_what_has_run_off_stays_as_it_was_refinanced() -> None:
    after = path(NORMAL + 600.0, NORMAL + 600.0)
    bills, usual = (
        effects(handed(STILL, bills=share), handed(after, run_off=100.0))[1].kept_out for share in (1.0, 0.0)
    )
    assert usual == pytest.approx(100.0 * LESS_BILLS)
    assert bills == pytest.approx(100.0 * (1.0 - (1.0 - LESS_BILLS) * P["bill_refinancing_effect"]))


def test_a_stated_belief_is_told_apart_from_quantity() -> None:
    longer = path(NORMAL + 500.0, NORMAL + 500.0, NORMAL + 500.0)
    told = effects(handed(BOUGHT, believed=longer, believed_runoff=60.0))[0]
    assert told.belief_effect_bp < 0.0
    assert told.term_premium_effect_bp - told.belief_effect_bp == pytest.approx(effect(BOUGHT))


def test_the_reference_run_keeps_the_given_yield_and_another_differs_by_its_plan() -> None:
    assert effects(handed(BOUGHT))[0].long_yield == 3.0
    other = effects(handed(BOUGHT, reference=Reference(0.0, 0.0, 0.0)))[0]
    assert other.long_yield == pytest.approx(3.0 + other.term_premium_effect_bp / 100.0)


def test_the_three_equivalences_are_three_sums() -> None:
    assert term_premium.hike_with_same_yield(10.0, 0.25) == 40.0
    assert term_premium.hike_with_same_outcome(10.0, 0.5) == 20.0
    assert term_premium.hike_by_rule_of_thumb(1549.0, 675.0) == pytest.approx(57.4, abs=0.1)


def test_arrays_of_coefficients_give_what_floats_give() -> None:
    draws = np.array([25.0, 33.4, 40.0])
    paces = np.array([10.0, 18.0, 30.0])

    def priced(coefficient: Any, pace: Any, numbers: Any) -> Any:
        values = {**P, "stock_coefficient": coefficient, "expected_runoff": pace}
        terms = term_premium.terms_of(values, numbers)
        return term_premium.step(term_premium.opening_record(), handed(BOUGHT, STILL), terms, values, numbers)

    many = priced(draws, paces, arrays)
    for n in range(3):
        one = priced(float(draws[n]), float(paces[n]), floats)
        assert many.term_premium_effect_bp[n] == pytest.approx(one.term_premium_effect_bp, rel=1e-12)
