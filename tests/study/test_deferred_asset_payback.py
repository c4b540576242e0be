"""The way back of the deferred asset under stated rates."""

from __future__ import annotations

import pytest

from qeqt import data, runs
from qeqt.study import deferred_asset_payback


@pytest.fixture(scope="module")
def held() -> deferred_asset_payback.Repayment:
    return deferred_asset_payback.repayment(until="2035-12")


def test_it_starts_from_the_last_official_figure(held: deferred_asset_payback.Repayment) -> None:
    official = data.figure("fed_deferred_asset").series("deferred_asset")
    assert held.months[0] == max(official)[:7]
    assert held.deferred_asset[0] == official[max(official)]
    assert held.months[-1] == "2035-12"


def test_filled_is_the_first_month_with_nothing_left_and_nothing_comes_back(
    held: deferred_asset_payback.Repayment,
) -> None:
    assert held.filled is not None
    place = held.months.index(held.filled)
    assert held.deferred_asset[place - 1] > 0.0
    assert set(held.deferred_asset[place:]) == {0.0}


def test_the_last_observed_rate_is_the_default(held: deferred_asset_payback.Repayment) -> None:
    rate = runs.environment_of("fed", held.months[0], 1).paths["reserve_rate"][0]
    later = runs.environment_of("fed", held.months[0], 60).paths["reserve_rate"][-1]
    assert rate == later
    assert deferred_asset_payback.repayment({"reserve_rate": [rate]}, until="2035-12") == held


def test_lower_rates_fill_it_sooner_and_higher_ones_later() -> None:
    filled = [deferred_asset_payback.repayment({"reserve_rate": [rate]}).filled for rate in (2.0, 3.0, 3.5)]
    assert None not in filled
    assert filled == sorted(filled, key=str)
    assert len(set(filled)) == 3
    assert deferred_asset_payback.repayment({"reserve_rate": [9.0]}, until="2035-12").filled is None


def test_a_path_is_taken_month_by_month_and_held_at_its_end() -> None:
    cut = deferred_asset_payback.repayment({"reserve_rate": [3.65] * 12 + [2.0]}, until="2030-12")
    same = deferred_asset_payback.repayment({"reserve_rate": [3.65]}, until="2030-12")
    assert cut.deferred_asset[:13] == same.deferred_asset[:13]
    assert cut.deferred_asset[14] < same.deferred_asset[14]


def test_a_point_on_reserves_costs_its_interest_bearing_liabilities() -> None:
    low, high = (deferred_asset_payback.repayment({"reserve_rate": [r]}, until="2028-12") for r in (3.0, 4.0))
    a_year = (high.deferred_asset[13] - low.deferred_asset[13]) - (
        high.deferred_asset[1] - low.deferred_asset[1]
    )
    assert 25.0 < a_year < 45.0


@pytest.mark.parametrize(
    ("stated", "until", "said"),
    [
        ({"reserve_rates": [3.0]}, "2030-12", "nearest valid: reserve_rate"),
        ({"reserve_rate": []}, "2030-12", "at least one rate"),
        ({}, "2020-01", "must end later"),
    ],
)
def test_a_slip_says_what_would_be_right(stated: dict[str, list[float]], until: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        deferred_asset_payback.repayment(stated, until)
