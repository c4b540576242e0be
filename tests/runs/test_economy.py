"""The economy in a run, shocks taken apart, the consolidated government: one rule a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qeqt import data, runs
from qeqt.core import moves
from qeqt.core.columns import COLUMNS
from qeqt.core.model import simulate
from qeqt.data.fields import RecordError
from qeqt.runs import economy_paths, observed_shocks
from qeqt.study import consolidated_debt, deferred_asset_payback, inflation_shocks
from qeqt.study.evidence import economy, frbus, table

ECONOMY = [name for name in data.scenarios() if name.startswith("economy_")]
P = runs.parameter_values("fed")


def columns(name: str) -> dict[str, list[Any]]:
    return runs.run(name).columns


DEVIATIONS = (
    "policy_rate_deviation", "long_rate_deviation", "output_gap", "unemployment_gap", "inflation",
    "core_inflation", "expected_inflation", "price_level", "equities", "growth_equities", "value_equities",
    "house_prices", "mortgage_rate_deviation", "corporate_yield_deviation", "wealth_share_top10",
    "wealth_share_bottom50", "wealth_cash_top10", "wealth_cash_bottom50",
)  # fmt: skip


@pytest.mark.parametrize("name", ["fed_history", "fed_2022_capped"])
def test_on_the_baseline_nothing_of_the_economy_deviates(name: str) -> None:
    found = columns(name)
    for column in DEVIATIONS:
        assert max(abs(value) for value in found[column]) < 1e-9, column


def test_prices_are_called_differences_and_never_levels() -> None:
    for column in DEVIATIONS:
        assert "差距" in COLUMNS[column].label_zh
        assert COLUMNS[column].unit in ("percent", "percentage points", "bn USD")


def test_keeping_the_holdings_raises_output_prices_and_homes_with_policy_left_alone() -> None:
    found = columns("fed_2022_no_runoff")
    assert max(abs(rate) for rate in found["policy_rate_deviation"]) == 0.0
    for column in ("output_gap", "inflation", "equities", "house_prices"):
        assert found[column][11] > 0.0, column


@pytest.mark.parametrize("name", ECONOMY)
def test_every_scenario_of_the_economy_runs_and_keeps_the_identity(name: str) -> None:
    found = runs.run(name)
    assert found.identity_error < 1e-9
    assert all(value == value for column in found.columns.values() for value in column)


# The largest deviation of output, inflation and the policy rate within three years: signs by scenario.
TOLD_APART = [
    ("economy_demand_inflation", (1, 1, 1)),
    ("economy_stagflation", (-1, 1, 1)),
    ("economy_hard_landing", (-1, -1, 1)),
    ("economy_rate_100bp", (-1, -1, 1)),
    ("economy_term_premium_100bp", (-1, -1, -1)),
]


@pytest.mark.parametrize(("name", "signs"), TOLD_APART, ids=[row[0] for row in TOLD_APART])
def test_scenarios_are_told_apart_by_three_signs(name: str, signs: tuple[int, ...]) -> None:
    found = columns(name)
    for column, sign in zip(("output_gap", "inflation", "policy_rate_deviation"), signs, strict=True):
        assert max(found[column][:36], key=abs) * sign > 0.0, column


def test_dearer_money_costs_the_central_bank_more() -> None:
    found = columns("economy_hard_landing")
    assert found["deferred_asset"][23] > columns("fed_2022_capped")["deferred_asset"][23]


def test_an_unknown_shock_or_switch_names_the_nearest() -> None:
    record = data.scenarios()["economy_stagflation"]
    step = record.shocks["supply_shock"]
    with pytest.raises(RecordError, match="supply_shock"):
        economy_paths.shock_paths(changed(record, shocks={"suply_shock": step}), 12)
    with pytest.raises(RecordError, match="headline"):
        economy_paths.switches("headlin", "backward", "fed")
    with pytest.raises(RecordError, match="model-consistent"):
        economy_paths.switches("default", "model-consistnt", "fed")


def changed(record: Any, **fields: Any) -> Any:
    return type(record)(**{**vars(record), **fields})


def test_the_headline_switch_is_the_top_of_the_band() -> None:
    assert economy_paths.switches("headline", "backward", "fed") == {
        "macro_size": data.parameters("fed")["macro_size"].high
    }


def test_the_headline_size_does_more_than_the_default_and_less_than_in_proportion() -> None:
    """The policy rule leans against it."""
    default = economy.lowest("output_gap", {"shock_bp": 100})
    headline = economy.lowest("output_gap", {"shock_bp": 100, "size": "headline"})
    assert 1.2 < headline / default < P["macro_size"] ** -1.0


# --- the Board's public model ---------------------------------------------------------------------------

LINES = frbus.lines()


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.experiment} {line.variant} {line.quantity}")
def test_the_block_has_the_size_of_the_public_model(line: frbus.Line) -> None:
    """Within a half for output and jobs, three quarters of the timing, the order of magnitude for prices."""
    ratio = line.model / line.published
    low, high = {"core_inflation_trough": (0.33, 3.0), "quarter_of_gdp_trough": (0.6, 1.5)}.get(
        line.quantity, (0.55, 1.5)
    )
    assert low < ratio < high


def test_the_orderings_of_the_public_model_hold() -> None:
    size = {(line.experiment, line.variant): line.model for line in LINES if line.quantity == "gdp_trough"}
    assert size["premium", "VAR"] < size["premium", "MCAP"] < size["rate", "VAR"] < size["rate", "MCAP"] < 0.0
    prices = {line.variant: line.model for line in LINES if line.quantity.startswith("core")}
    assert prices["MCAP"] < prices["VAR"]


# --- experiments that other tables may ask for ----------------------------------------------------------


def answer(tmp_path: Path, inputs: dict[str, object], quantity: str, unit: str) -> float:
    path = tmp_path / "rows.csv"
    cell = json.dumps(inputs).replace('"', '""')
    path.write_text(
        ",".join(table.HEADER) + "\n" + f'X1,d,estimate,x,"{cell}",{quantity},1,0,2,{unit},x,read,x\n',
        encoding="utf-8",
    )
    return table.evidence(path)[0].model


ASKED = [
    ({"shock_bp": 100}, "us_gdp_at_8q", "percent", -1),
    ({"shock_bp": -100}, "gdp_peak", "percent", 1),
    ({"term_premium_shock_bp": 100, "policy": "held"}, "unemployment_at_12q", "percentage points", 1),
    ({"term_premium_shock_bp": -100}, "growth_equity_return", "percent", 1),
    ({"lsap_shock_usd_bn": 500, "at_lower_bound": True}, "price_level_peak", "percent", 1),
    ({"purchases_usd_bn": 600}, "output_peak", "percent", 1),
    ({"policy_rate_cut_removed_bp": 500}, "unemployment_difference", "percentage points", 1),
    ({"policy_shock_bp": 100, "horizon_years": 2}, "house_price_change", "percent", -1),
]


@pytest.mark.parametrize(("inputs", "quantity", "unit", "sign"), ASKED, ids=[f"{r[1]} {r[0]}" for r in ASKED])
def test_a_kind_of_row_answers_with_its_sign(
    tmp_path: Path, inputs: dict[str, object], quantity: str, unit: str, sign: int
) -> None:
    assert answer(tmp_path, inputs, quantity, unit) * sign > 0.0


def test_twice_the_shock_is_twice_the_answer_away_from_the_bound(tmp_path: Path) -> None:
    once = answer(tmp_path, {"shock_bp": 50}, "gdp_trough", "percent")
    assert answer(tmp_path, {"shock_bp": 100}, "gdp_trough", "percent") == pytest.approx(2.0 * once)


def test_a_row_without_anything_that_moves_the_economy_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="needs shock_bp or"):
        answer(tmp_path, {"expectations": "backward"}, "gdp_trough", "percent")


# --- the shocks of 2020-23 ------------------------------------------------------------------------------

TAKEN_APART = inflation_shocks.decomposition()


def test_the_shocks_together_give_back_what_was_observed() -> None:
    gaps = economy_paths.gap_by_month(TAKEN_APART.months)
    for n, gap in enumerate(gaps):
        assert sum(TAKEN_APART.output_gap[part][n] for part in inflation_shocks.PARTS) == pytest.approx(gap)
    rates = observed_shocks.rate_by_month(TAKEN_APART.months)
    for n, rate in enumerate(rates):
        assert sum(TAKEN_APART.policy_rate[part][n] for part in inflation_shocks.PARTS) == pytest.approx(rate)


def test_after_a_year_the_parts_of_inflation_add_up_to_the_published_rate() -> None:
    """Twelve months in percent against twelve monthly rates in logs: close, not equal."""
    for n in range(12, len(TAKEN_APART.months)):
        parts = sum(TAKEN_APART.parts[part][n] for part in inflation_shocks.PARTS)
        assert parts == pytest.approx(TAKEN_APART.observed[n], abs=0.4)


def test_parts_add_up_where_the_price_equation_bends() -> None:
    found = inflation_shocks.decomposition(phillips_steepening=0.5)
    for n in range(12, len(found.months)):
        parts = sum(found.parts[part][n] for part in inflation_shocks.PARTS)
        assert parts == pytest.approx(found.observed[n], abs=0.4)
    straight = inflation_shocks.shares(TAKEN_APART, "2021-01", "2022-12")
    bent = inflation_shocks.shares(found, "2021-01", "2022-12")
    assert 50.0 < bent["supply"] < straight["supply"]
    assert bent["policy"] > straight["policy"]


def test_supply_brought_most_of_2021_and_2022_whatever_the_slope_within_its_range() -> None:
    slope = data.parameters("fed")["phillips_slope"]
    for value in (slope.low, slope.value, slope.high):
        found = inflation_shocks.decomposition(phillips_slope=value)
        assert inflation_shocks.shares(found, "2021-01", "2022-12")["supply"] > 80.0


def test_purchases_are_part_of_policy() -> None:
    n = TAKEN_APART.months.index("2022-06")
    assert 0.0 < TAKEN_APART.purchases[n] < TAKEN_APART.parts["policy"][n]


@pytest.mark.parametrize("part", inflation_shocks.PARTS)
def test_taking_a_shock_out_of_history_is_a_scenario(part: str) -> None:
    found = runs.run(f"economy_2021_without_{part}")
    n = found.months.index("2021-12")
    removed = TAKEN_APART.parts[part][TAKEN_APART.months.index("2021-12")]
    assert found.columns["inflation"][n] * removed < 0.0


# --- the consolidated government ------------------------------------------------------------------------


def test_buying_bonds_with_reserves_shortens_the_debt_and_does_not_change_its_size() -> None:
    before = consolidated_debt.ConsolidatedDebt("2020-03-31", 900.0, 100.0)
    after = consolidated_debt.ConsolidatedDebt("2020-06-30", 800.0, 200.0)
    assert before.bonds + before.overnight == after.bonds + after.overnight
    assert after.overnight_share == 20.0 == 2.0 * before.overnight_share
    assert after.cost_of_a_point == 2.0


def test_a_run_off_lengthens_the_consolidated_debt() -> None:
    capped = consolidated_debt.of_run(runs.run("fed_2022_capped"))
    kept = consolidated_debt.of_run(runs.run("fed_2022_no_runoff"))
    assert capped[len(capped) - 1].overnight_share < kept[len(kept) - 1].overnight_share


def test_higher_rates_cost_more_over_the_lifetime() -> None:
    ends = [found.surplus[len(found.surplus) - 1] for found in consolidated_debt.fan().values()]
    assert ends == sorted(ends, reverse=True)


def test_the_past_is_the_same_on_every_path_of_rates() -> None:
    for year in (2015, 2022, 2025):
        known = {
            round(found.surplus[found.years.index(year)], 6) for found in consolidated_debt.fan().values()
        }
        assert len(known) == 1


def test_nothing_is_remitted_before_the_deferred_asset_is_filled() -> None:
    way = deferred_asset_payback.repayment()
    for level, paid in zip(way.deferred_asset, way.remitted, strict=True):
        assert level == 0.0 or paid == 0.0


def test_the_budget_of_a_year_is_the_sum_of_its_months() -> None:
    found = runs.run("fed_history")
    year = consolidated_debt.budget(found, 2014)
    inside = [n for n, name in enumerate(found.months) if name.startswith("2014")]
    assert year["remittances"] == pytest.approx(sum(found.columns["remittances"][n] for n in inside))
    with pytest.raises(ValueError, match="a whole year is needed"):
        consolidated_debt.budget(found, 2040)


def test_a_run_that_nothing_moves_is_what_it_would_be_step_by_step() -> None:
    """The same plan, its own effect given as the reference: the blocks are walked and find nothing."""
    record = data.scenarios()["fed_2022_capped"]
    opening = runs.opening_of(record.opening)
    environment = runs.environment_of("fed", opening.month, 24)
    plan = runs.scenario_of(record, 24)
    quiet = simulate(opening, environment, plan, P)
    environment.paths.update(moves.reference_paths(quiet))
    walked = simulate(opening, environment, plan, P)
    assert set(walked.columns) == set(quiet.columns)
    for name, column in quiet.columns.items():
        assert walked.columns[name] == pytest.approx(column, rel=1e-9, abs=1e-9), name
