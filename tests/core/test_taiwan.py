"""Taiwan in the model: one rule a test."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeqt import data, runs
from qeqt.core import arrays, floats
from qeqt.core.taiwan import fx_and_flows, housing_and_insurers, small_open_economy
from qeqt.core.taiwan.fx_and_flows import FlowInputs, Flows
from qeqt.core.taiwan.housing_and_insurers import AssetInputs
from qeqt.core.taiwan.sector import SHOCKS as TAIWAN_SHOCKS
from qeqt.core.taiwan.small_open_economy import TaiwanInputs
from qeqt.study.evidence import taiwan

P: dict[str, Any] = dict(runs.parameter_values("fed"))
SCENARIOS = [name for name in data.scenarios() if name.startswith("taiwan_")]
SMALLEST_STEP = 0.125
"""Percentage points: the central bank has not moved by less."""
COLUMNS = (
    "foreign_net_buying", "foreign_net_inflow", "twd", "cbc_fx_purchases", "cbc_certificates",
    "tw_bank_reserves", "tw_overnight_rate", "tw_import_prices", "tw_cpi", "tw_exports", "tw_output_gap",
    "cbc_rate", "tw_long_yield", "taiex", "tw_mortgage_rate", "tw_house_prices", "tw_hedge_ratio",
    "tw_insurer_result",
)  # fmt: skip


def columns(name: str) -> dict[str, list[Any]]:
    return runs.run(name).columns


def flow_inputs(**changed: float) -> FlowInputs:
    plain = {
        "us_rate": 0.0, "us_long": 0.0, "us_equities": 0.0, "tw_rate": 0.0, "hedging": 0.0, "hot_money": 0.0,
        "push": 0.0, "matured": 0.0, "bonds_bought": 0.0, "gdp": 25000.0, "market": 1.0, "reserves": 900.0,
        "corridor": 1.2,
    }  # fmt: skip
    return FlowInputs(**{**plain, **changed})


def flows(**changed: float) -> Flows:
    return fx_and_flows.step(fx_and_flows.opening_record(), flow_inputs(**changed), P, floats)


def taiwan_inputs(**changed: float) -> TaiwanInputs:
    names = (
        "us_long", "us_gap", "risk_premium", "twd", "duration_effect", "house_growth", "world_prices", "tech",
        "demand", "supply", "policy",
    )  # fmt: skip
    return TaiwanInputs(**{**dict.fromkeys(names, 0.0), **changed})


def after_a_year(**changed: float) -> small_open_economy.Taiwan:
    found = small_open_economy.opening_record()
    for _ in range(12):
        found = small_open_economy.step(found, taiwan_inputs(**changed), P, floats)
    return found


def asset_inputs(**changed: float) -> AssetInputs:
    plain = {
        "cbc_rate": 0.0, "overnight": 0.0, "us_rate": 0.0, "twd": 0.0, "output_gap": 0.0, "fx_assets": 0.0,
        "credit_limit": 0.0, "hedging": 0.0, "exposure": 15000.0, "hedge_ratio": 60.0, "gdp": 25000.0,
    }  # fmt: skip
    return AssetInputs(**{**plain, **changed})


def assets_after_a_year(**changed: float) -> housing_and_insurers.Assets:
    found = housing_and_insurers.opening_record()
    for _ in range(12):
        found = housing_and_insurers.step(found, asset_inputs(**changed), P, floats)
    return found


@pytest.mark.parametrize("name", ["fed_history", "fed_2022_capped"])
def test_on_the_baseline_nothing_of_taiwan_deviates(name: str) -> None:
    found = columns(name)
    for column in COLUMNS:
        assert max(abs(value) for value in found[column]) < 1e-9, column


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_of_taiwan_runs_and_keeps_the_identity(name: str) -> None:
    found = runs.run(name)
    assert found.identity_error < 1e-9
    assert all(value == value for column in COLUMNS for value in found.columns[column])


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_the_central_bank_owns_more_it_owes_in_certificates_or_reserves(name: str) -> None:
    found = columns(name)
    owned = [a + b for a, b in zip(found["cbc_fx_assets"], found["cbc_bonds"], strict=True)]
    owed = [a + b for a, b in zip(found["cbc_certificates"], found["tw_bank_reserves"], strict=True)]
    assert owned == pytest.approx(owed, abs=1e-9)


amount = st.floats(-500.0, 500.0)
move = st.floats(-5.0, 5.0)


@settings(max_examples=60, deadline=None)
@given(amount, st.floats(0.0, 500.0), st.floats(0.0, 500.0), amount, move, move, move)
def test_the_books_of_the_central_bank_balance_whatever_happens(
    hot: float, matured: float, bonds: float, hedging: float, rate: float, long: float, shares: float
) -> None:
    found = fx_and_flows.opening_record()
    for _ in range(3):
        found = fx_and_flows.step(
            found,
            flow_inputs(
                hot_money=hot, matured=matured, bonds_bought=bonds, hedging=hedging, us_rate=rate,
                us_long=long, us_equities=shares,
            ),
            P,
            floats,
        )  # fmt: skip
        owed = found.certificates + found.bank_reserves
        assert found.fx_assets + found.bonds == pytest.approx(owed, abs=1e-6)


def test_trading_is_not_flow() -> None:
    sold = flows(us_equities=-10.0)
    assert sold.net_buying < sold.net_inflow < 0.0


def test_a_larger_market_trades_more_on_the_same_news_and_moves_less_with_the_same_money() -> None:
    news, money = {"us_equities": -10.0}, {"hot_money": 100.0}
    assert flows(market=2.0, **news).net_buying == pytest.approx(2.0 * flows(**news).net_buying)
    assert flows(market=2.0, **news).twd == pytest.approx(flows(**news).twd)
    assert flows(market=2.0, **money).net_buying == pytest.approx(flows(**money).net_buying)
    assert flows(market=2.0, **money).twd == pytest.approx(flows(**money).twd / 2.0)


def test_hot_money_that_does_not_buy_shares_still_comes_in() -> None:
    came = flows(hot_money=100.0)
    assert came.net_inflow == pytest.approx(100.0)
    assert 0.0 < came.net_buying < came.net_inflow


def test_sterilisation_takes_back_nearly_all() -> None:
    came = flows(hot_money=100.0)
    assert came.certificates > 0.85 * came.fx_purchases > 0.0
    assert came.bank_reserves < 0.15 * came.fx_purchases


# What is moved, and which way the NT dollar goes.
PULLS = [
    ({"us_long": 1.0}, -1.0),
    ({"us_rate": 1.0}, -1.0),
    ({"tw_rate": 1.0}, 1.0),
    ({"us_equities": -10.0}, -1.0),
    ({"hot_money": 100.0}, 1.0),
    ({"hedging": 100.0}, 1.0),
]


@pytest.mark.parametrize(("moved", "sign"), PULLS, ids=[next(iter(moved)) for moved, _ in PULLS])
def test_the_nt_dollar_goes_the_way_it_is_pulled(moved: dict[str, float], sign: float) -> None:
    assert sign * flows(**moved).twd > 0.0


def test_the_overnight_rate_stays_at_the_certificates_while_reserves_are_ample() -> None:
    ample = fx_and_flows.overnight_rate(0.0, 900.0, 1.2, 0.0, P, floats)
    short = fx_and_flows.overnight_rate(-500.0, 900.0, 1.2, 0.0, P, floats)
    assert ample == pytest.approx(0.0)
    assert short > 0.3 * 1.2


def test_certificates_and_bonds_inject_the_same_and_take_out_different_duration() -> None:
    certificates, bonds = columns("taiwan_certificates"), columns("taiwan_bonds")
    assert certificates["tw_bank_reserves"] == pytest.approx(bonds["tw_bank_reserves"])
    assert certificates["tw_overnight_rate"] == pytest.approx(bonds["tw_overnight_rate"])
    assert min(bonds["tw_long_yield"]) < 10.0 * min(certificates["tw_long_yield"]) < 0.0


def test_when_the_federal_reserve_raises_by_a_quarter_point_taiwan_does_not_move() -> None:
    """As in September 2026: less than half of the smallest step is no step."""
    moved = max(abs(rate) for rate in columns("taiwan_fed_25bp")["cbc_rate"])
    assert moved < SMALLEST_STEP / 2.0


@pytest.mark.parametrize("end", ["low", "high"])
def test_nor_does_it_at_either_end_of_what_the_reaction_to_the_currency_may_be(end: str) -> None:
    entry = data.parameters("fed")["cbc_twd"]
    found = runs.run("taiwan_fed_25bp", overrides={"cbc_twd": getattr(entry, end)}).columns["cbc_rate"]
    assert max(abs(rate) for rate in found) < SMALLEST_STEP / 2.0


def test_the_central_bank_s_rule_is_not_handed_the_federal_reserve_s_rate() -> None:
    assert not {name for name in TaiwanInputs.__dataclass_fields__ if "rate" in name and "us" in name}


def test_with_home_undisturbed_no_rate_abroad_moves_the_rule() -> None:
    found = after_a_year(us_long=3.0, risk_premium=2.0)
    assert found.cbc_rate == 0.0


def test_prices_at_home_move_the_rate_at_home() -> None:
    assert after_a_year(supply=2.0).cbc_rate > after_a_year(supply=1.0).cbc_rate > 0.0


def test_the_year_of_hikes_is_described_with_a_fraction_of_them() -> None:
    assert taiwan.year_of_hikes() == 2022
    assert 0.05 <= taiwan.cbc_over_fed({"fed_hikes_bp": 425}) <= 0.3


def test_import_prices_pass_the_currency_on_and_consumer_prices_hardly() -> None:
    found = after_a_year(twd=-10.0)
    assert 8.0 < found.import_prices <= 10.5
    assert 0.2 <= found.cpi <= 0.6


def test_a_currency_move_that_stays_adds_no_inflation_in_the_end() -> None:
    found = small_open_economy.opening_record()
    for _ in range(120):
        found = small_open_economy.step(
            found, taiwan_inputs(twd=-10.0), {**P, "exports_of_twd": 0.0, "cbc_twd": 0.0}, floats
        )
    assert abs(found.inflation) < 0.02


def test_the_tech_cycle_drives_exports_with_nothing_happening_abroad() -> None:
    found = after_a_year(tech=-20.0)
    assert found.exports < -5.0
    assert found.taiex_earnings < 0.0


def test_shares_are_the_sum_of_discount_rate_and_earnings() -> None:
    found = after_a_year(us_long=1.0, us_gap=-1.0, twd=-2.0)
    assert found.taiex == pytest.approx(found.taiex_discount + found.taiex_earnings)
    assert found.taiex_discount < 0.0


def test_a_weaker_currency_helps_earnings_and_a_dearer_discount_rate_hurts() -> None:
    assert after_a_year(twd=-5.0).taiex_earnings > 0.0
    assert after_a_year(us_long=1.0).taiex_discount < after_a_year(us_long=0.5).taiex_discount < 0.0


def test_mortgages_float_with_the_policy_rate() -> None:
    found = assets_after_a_year(cbc_rate=0.5)
    assert found.mortgage_rate == pytest.approx(0.5 * P["tw_mortgage_passthrough"], rel=0.02)


def test_credit_limits_move_homes_more_than_a_half_point_on_mortgages() -> None:
    limited = assets_after_a_year(credit_limit=10.0).house_prices
    assert limited < 3.0 * assets_after_a_year(cbc_rate=0.5).house_prices < 0.0


def test_a_stronger_currency_costs_insurers_what_they_have_not_hedged() -> None:
    found = housing_and_insurers.step(housing_and_insurers.opening_record(), asset_inputs(twd=1.0), P, floats)
    assert found.insurer_result == pytest.approx(-15000.0 * 0.4 * 0.01)


def test_hedging_costs_the_gap_between_short_rates() -> None:
    assert assets_after_a_year(us_rate=2.0, overnight=0.5).hedge_cost == pytest.approx(1.5)


def test_dearer_hedging_makes_insurers_hedge_less_and_buy_dollars_back() -> None:
    first = housing_and_insurers.step(
        housing_and_insurers.opening_record(), asset_inputs(us_rate=3.0), P, floats
    )
    assert first.hedge_ratio < 0.0
    assert first.hedging_flow < 0.0


def test_nobody_hedges_more_than_all() -> None:
    assert assets_after_a_year(hedging=500.0).hedge_ratio <= 40.0


def test_floats_and_arrays_agree() -> None:
    many = {key: np.full(3, value) for key, value in P.items()}
    one: Any = fx_and_flows.opening_record()
    all_at_once: Any = fx_and_flows.opening_record()
    for n in range(6):
        inputs = flow_inputs(us_long=0.3 * n, hot_money=-50.0 * n, us_equities=-2.0 * n)
        one = fx_and_flows.step(one, inputs, P, floats)
        all_at_once = fx_and_flows.step(all_at_once, inputs, many, arrays)  # type: ignore[arg-type]
    for name in Flows.__dataclass_fields__:
        assert np.allclose(getattr(all_at_once, name), getattr(one, name)), name


def test_every_shock_of_taiwan_can_be_named_by_a_scenario() -> None:
    named = {name for key in SCENARIOS for name in data.scenarios()[key].shocks}
    assert named - {"policy_shock", "policy_surprise"} <= set(TAIWAN_SHOCKS)


def test_earnings_count_by_how_long_they_last() -> None:
    duration, keep = P["taiex_duration"], P["earnings_keep"]
    discounted = (1.0 - 1.0 / (12.0 * duration)) ** np.arange(60_000)
    lasting = float((discounted * keep ** np.arange(60_000)).sum() / discounted.sum())
    assert small_open_economy.lasting_share(P) == pytest.approx(lasting, rel=1e-9)
    assert small_open_economy.lasting_share({**P, "earnings_keep": 1.0}) == pytest.approx(1.0)
    assert small_open_economy.earnings_part(2.0, 1.0, P) == pytest.approx(
        lasting * (2.0 * P["earnings_of_exports"] - P["earnings_of_twd"])
    )
