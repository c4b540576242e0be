"""Funds that must sell, banks whose bonds lost value: one rule a test."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeqt import runs
from qeqt.core import arrays, floats
from qeqt.core.stability import bank_runs, leveraged_funds
from qeqt.core.stability.bank_runs import BankInputs
from qeqt.core.stability.leveraged_funds import Ldi, LdiInputs
from qeqt.study import ldi_daily

P: dict[str, Any] = dict(runs.parameter_values("boe"))
BACKED, KEPT, ALONE = "stability_uk_2022", "stability_uk_2022_kept", "stability_uk_2022_alone"


def month(
    shock: float, backstop: float = 0.0, low: float = 100.0, high: float = 150.0, **changed: float
) -> Ldi:
    inputs = LdiInputs(shock, backstop, 0.0, 1400.0, low, high, 2500.0)
    return leveraged_funds.step(leveraged_funds.opening_record(), inputs, {**P, **changed}, floats)


@settings(max_examples=50, deadline=None)
@given(st.floats(0.0, 149.0), st.floats(150.0, 300.0))
def test_nobody_sells_while_the_shock_is_inside_the_buffer(shock: float, buffer: float) -> None:
    assert month(shock, low=buffer, high=buffer).sold == 0.0


@settings(max_examples=40, deadline=None)
@given(st.floats(100.0, 200.0), st.floats(1.0, 60.0))
def test_a_larger_shock_never_forces_fewer_sales(shock: float, more: float) -> None:
    assert month(shock + more).sold >= month(shock).sold - 1e-9


@settings(max_examples=40, deadline=None)
@given(st.floats(100.0, 200.0), st.floats(0.5, 20.0))
def test_a_backstop_never_forces_more_sales_nor_a_deeper_fall(shock: float, backstop: float) -> None:
    backed, alone = month(shock, backstop), month(shock)
    assert backed.sold <= alone.sold + 1e-9
    assert backed.discount <= alone.discount + 1e-9


def test_more_leverage_means_more_forced_sales() -> None:
    assert month(130.0, 5.0, ldi_leverage=2.5).sold > month(130.0, 5.0, ldi_leverage=1.5).sold


def test_a_fund_without_leverage_sells_nothing() -> None:
    assert month(300.0, ldi_leverage=1.0).sold == 0.0


def test_the_buffer_of_today_would_have_held() -> None:
    assert month(130.0, low=250.0, high=300.0).sold == 0.0


def test_the_mean_excess_has_its_closed_form() -> None:
    drawn = np.linspace(100.0, 150.0, 200001)
    for rise in (90.0, 120.0, 150.0, 200.0):
        by_hand = float(np.maximum(rise - drawn, 0.0).mean())
        assert leveraged_funds.mean_excess(rise, 100.0, 150.0, floats) == pytest.approx(by_hand, abs=1e-3)


def test_the_central_bank_buys_no_more_than_is_sold_and_no_more_than_its_limit() -> None:
    found = month(160.0, 2.0)
    assert found.bought <= found.sold
    assert found.bought <= 2.0 * leveraged_funds.TRADING_DAYS


def test_both_paths_are_one_until_the_backstop_arrives() -> None:
    days = int(P["backstop_day"])
    backed, alone = ldi_daily.first_month(BACKED), ldi_daily.first_month(ALONE)
    assert backed.daily_yield[:days] == alone.daily_yield[:days]
    assert max(backed.daily_yield) < max(alone.daily_yield)


def test_sold_back_purchases_leave_no_effect_and_kept_ones_do() -> None:
    back, kept = (runs.run(name).columns for name in (BACKED, KEPT))
    assert back["ldi_forced_sales"] == kept["ldi_forced_sales"]
    assert abs(back["ldi_yield_effect_bp"][-1]) < 0.5
    assert kept["ldi_yield_effect_bp"][-1] < -2.0


def test_depth_is_100_in_calm_and_lowest_without_a_backstop() -> None:
    assert month(0.0).liquidity == pytest.approx(100.0)
    assert month(130.0).liquidity < month(130.0, 5.0).liquidity < 100.0


def test_what_a_backstop_relieves_shows_on_the_days_that_it_is_there() -> None:
    """The lowest day comes before it; so the month's mean and the days after tell how much it relieves."""
    days = int(P["backstop_day"])
    none, much = (month(130.0, 5.0, backstop_relief=share) for share in (0.0, 0.9))
    assert none.daily_liquidity[:days] == much.daily_liquidity[:days]
    assert all(b > a for a, b in zip(none.daily_liquidity[days:], much.daily_liquidity[days:], strict=True))
    assert none.liquidity == much.liquidity == min(none.daily_liquidity)
    assert much.mean_liquidity > none.mean_liquidity > none.liquidity


def test_a_fraction_of_the_days_adds_up_to_the_whole_shock() -> None:
    assert month(90.0, shock_days=3.5).news == pytest.approx(90.0)


def banks(rise: float, facility: float = 0.0) -> bank_runs.Banks:
    opening = bank_runs.opening_record(2.0)
    inputs = BankInputs(2.0 + rise, 20000.0, facility)
    return bank_runs.step(opening, inputs, dict(runs.parameter_values("fed")), floats)


def test_banks_lose_with_yields_and_gain_no_loss_when_they_fall() -> None:
    assert banks(2.0).loss > banks(1.0).loss > 0.0
    assert banks(-1.0).loss == 0.0


def test_the_same_loss_runs_the_bank_whose_deposits_are_uninsured() -> None:
    found = banks(3.0)
    assert found.run_risk > 3.0 * found.run_risk_typical


def test_a_facility_that_lends_at_par_lowers_the_risk_and_not_the_loss() -> None:
    without, helped = banks(3.0), banks(3.0, 1.0)
    assert helped.loss == without.loss
    assert helped.run_risk < 0.5 * without.run_risk


def test_floats_and_arrays_agree() -> None:
    many: Any = {key: np.full(2, value) for key, value in P.items()}
    inputs = LdiInputs(140.0, 5.0, 0.0, 1400.0, 100.0, 150.0, 2500.0)
    found = leveraged_funds.step(leveraged_funds.opening_record(), inputs, many, arrays)  # type: ignore[arg-type]
    alone = leveraged_funds.step(leveraged_funds.opening_record(), inputs, P, floats)
    for name in ("sold", "bought", "discount", "yield_effect", "liquidity"):
        assert np.allclose(getattr(found, name), getattr(alone, name)), name
