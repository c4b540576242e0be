"""Prices of shares, homes and loans, and wealth by group: one rule a test."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeqt import data, runs
from qeqt.core import arrays, floats
from qeqt.core.economy import asset_prices, sector
from qeqt.core.economy.asset_prices import Group, Households, MarketInputs, Markets
from qeqt.runs import economy_paths

P = runs.parameter_values("fed")
OFFICIAL = sector.households_of(economy_paths.household_paths("fed", "2022-05", 1))


def month(**changed: float) -> MarketInputs:
    plain = {"long_rate": 0.0, "expected_inflation": 0.0, "risk_premium": 0.0, "output_gap": 0.0}
    return MarketInputs(**{**plain, **changed})


def walk(
    months: list[MarketInputs], households: Households = OFFICIAL, parameters: Any = P, numbers: Any = floats
) -> list[Markets]:
    record = asset_prices.opening_record(households, parameters, numbers)
    found = []
    for inputs in months:
        record = asset_prices.step(record, inputs, parameters, numbers)
        found.append(record)
    return found


PRICES = ("equities", "growth_equities", "value_equities", "house_prices", "mortgage_rate", "corporate_yield")


def test_without_news_no_price_and_no_share_deviates() -> None:
    record = walk([month()] * 12)[11]
    assert [getattr(record, name) for name in PRICES] == [0.0] * 6
    assert record.share_top10 == pytest.approx(0.0, abs=1e-12) == record.share_bottom50


def test_a_higher_real_rate_hurts_growth_most_and_value_least() -> None:
    record = walk([month(long_rate=1.0)])[0]
    assert record.growth_equities < record.equities < record.value_equities < 0.0


def test_a_rate_that_only_makes_up_for_expected_inflation_leaves_shares_alone() -> None:
    record = walk([month(long_rate=1.0, expected_inflation=1.0)])[0]
    assert record.equities == pytest.approx(0.0) == record.growth_equities


@settings(deadline=None)
@given(st.floats(-3.0, 3.0), st.floats(-5.0, 5.0))
def test_share_prices_are_duration_times_rate_and_profits_in_logs(rate: float, gap: float) -> None:
    record = walk([month(long_rate=rate, output_gap=gap)])[0]
    log = 100.0 * math.log(1.0 + record.equities / 100.0)
    assert log == pytest.approx(P["equity_earnings"] * gap - P["equity_duration"] * rate, abs=1e-9)


def test_for_a_small_move_the_curve_is_the_straight_line() -> None:
    record = walk([month(long_rate=0.01)])[0]
    assert record.equities == pytest.approx(-0.01 * P["equity_duration"], rel=1e-3)


def test_for_a_large_move_falls_are_smaller_than_the_straight_line_and_rises_larger() -> None:
    fall, rise = walk([month(long_rate=2.0)])[0], walk([month(long_rate=-2.0)])[0]
    assert fall.equities > -2.0 * P["equity_duration"]
    assert rise.equities > 2.0 * P["equity_duration"]


def test_home_prices_move_slowly_to_where_they_end() -> None:
    path = [record.house_prices for record in walk([month(long_rate=1.0)] * 360)]
    assert abs(path[0]) < 0.1 * abs(path[359])
    assert path == sorted(path, reverse=True)
    assert path[359] == pytest.approx(-P["house_semi_elasticity"] * P["mortgage_passthrough"], rel=1e-6)


def test_after_two_years_home_prices_have_gone_most_of_the_way() -> None:
    path = [record.house_prices for record in walk([month(long_rate=1.0)] * 360)]
    assert 0.6 < path[23] / path[359] < 0.85


def test_mortgages_follow_the_long_rate_more_closely_than_corporate_yields() -> None:
    record = walk([month(long_rate=1.0)])[0]
    assert record.mortgage_rate == P["mortgage_passthrough"] > record.corporate_yield > 0.0


def test_the_groups_are_all_households() -> None:
    """Shares of net worth add up, and no group holds less than nothing."""
    groups = (OFFICIAL.top10, OFFICIAL.next40, OFFICIAL.bottom50)
    assert sum(group.net_worth for group in groups) == pytest.approx(100.0, abs=0.05)
    assert all(min(vars(group).values()) >= 0.0 for group in groups)


def test_the_richest_tenth_gains_more_cash_from_shares_and_a_larger_share() -> None:
    record = walk([month(risk_premium=-1.0)])[0]
    assert record.wealth_top10 > record.wealth_bottom50 > 0.0
    assert record.share_top10 > 0.0


def test_dearer_homes_add_to_the_share_of_the_poorer_half_though_not_to_its_lead_in_cash() -> None:
    """Borrowed money doubles what a home's price does to small net worth: two measures, two stories."""
    values = {**P, "equity_duration": 0.0, "bond_duration": 0.0}
    record = walk([month(long_rate=-1.0)] * 24, parameters=values)[23]
    assert record.share_bottom50 > 0.0
    assert record.wealth_top10 > record.wealth_bottom50 > 0.0


holdings = st.floats(0.0, 40.0)


@st.composite
def groups(draw: st.DrawFn) -> Group:
    return Group(33.3, draw(holdings), draw(holdings), draw(holdings), draw(holdings), draw(holdings))


@settings(max_examples=60, deadline=None)
@given(groups(), groups(), groups(), st.floats(-2.0, 2.0))
def test_what_one_group_gains_in_share_the_others_lose(a: Group, b: Group, c: Group, rate: float) -> None:
    def change(*order: Group) -> float:
        return walk([month(long_rate=rate)] * 6, Households(100.0, *order))[5].share_top10

    assert change(a, b, c) + change(b, c, a) + change(c, a, b) == pytest.approx(0.0, abs=0.2)


def test_wealth_in_cash_grows_with_all_households_net_worth() -> None:
    double = Households(2.0 * OFFICIAL.net_worth, OFFICIAL.top10, OFFICIAL.next40, OFFICIAL.bottom50)
    once, twice = walk([month(long_rate=-1.0)])[0], walk([month(long_rate=-1.0)], double)[0]
    assert twice.wealth_top10 == pytest.approx(2.0 * once.wealth_top10)
    assert twice.share_top10 == pytest.approx(once.share_top10)


def test_arrays_of_parameters_give_what_floats_give() -> None:
    draws = {"equity_duration": [6.0, 12.0], "house_semi_elasticity": [4.0, 7.0]}
    many = walk(
        [month(long_rate=0.5)] * 12, OFFICIAL, {**P, **{k: np.array(v) for k, v in draws.items()}}, arrays
    )
    for n in range(2):
        one = walk([month(long_rate=0.5)] * 12, OFFICIAL, {**P, **{k: v[n] for k, v in draws.items()}})
        for name in (*PRICES, "share_top10", "wealth_bottom50"):
            found = float(np.broadcast_to(getattr(many[11], name), 2)[n])
            assert found == pytest.approx(getattr(one[11], name), rel=1e-9)


def test_the_sheets_agree_with_the_published_shares_of_net_worth() -> None:
    """Two tables out of the same accounts: the shares of net worth are the same at the year ends."""
    sheets, published = data.figure("us_wealth_sheets"), data.figure("us_wealth")
    for group in ("top10", "next40", "bottom50"):
        known = published.series(f"net_worth_{group}")
        for date, value in sheets.series(f"net_worth_{group}").items():
            assert value == pytest.approx(known[date], abs=0.06), (group, date)


@pytest.mark.parametrize(
    ("asset", "price"),
    [("equities", 0), ("business", 1), ("real_estate", 2), ("bonds", 3), ("savings_plans", 4)],
)
def test_what_a_group_holds_gains_with_its_own_price_and_no_other(asset: str, price: int) -> None:
    nothing = dict.fromkeys(("equities", "business", "real_estate", "bonds", "savings_plans"), 0.0)
    group = Group(net_worth=50.0, **{**nothing, asset: 20.0})
    for moved in range(5):
        moves = [10.0 if moved == n else 0.0 for n in range(5)]
        gained = asset_prices.revalued(group, *moves)
        assert gained == pytest.approx(2.0 if moved == price else 0.0)
