"""Income, remittances, the deferred asset: one rule a test."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qeqt import data, runs
from qeqt.core import floats
from qeqt.core.bank import income
from qeqt.core.bank.income import Holdings, IncomeInputs
from qeqt.core.valuation import annuity_years, in_cells, ladder_gain, maturity_of_duration
from qeqt.core.yield_curve import through
from qeqt.study.evidence.laboratory import history, year_end, year_total

P = runs.parameter_values("fed")
EARNINGS = st.floats(-50, 50)

HELD = Holdings(
    nominal_interest=60.0, indexed_interest=1.0, bills=100.0, agency=10.0, mbs=2000.0,
    mbs_note_interest=70.0, reserves=3000.0, other_deposits=200.0, temporary_lending=0.0, reverse_repo=2000.0,
)  # fmt: skip

MONTH = IncomeInputs(
    holdings=HELD, compensation=0.5, realised_gain=0.0, mbs_settled=20.0, mbs_principal=20.0,
    mortgage_fees=0.8, mortgage_rate=4.0, mbs_yield=3.0, bill_yield=2.0, reserve_rate=2.4,
    reverse_repo_rate=2.3, loan_income=0.0, other_income=0.0, costs=0.7, dividends=0.1, profitable_banks=0.0,
)  # fmt: skip


def month_after(**changed: float) -> income.Income:
    return income.step(income.opening_record(HELD, 0.0, P), replace(MONTH, **changed), P, floats)


@given(EARNINGS, st.floats(0, 300))
def test_earnings_go_to_the_treasury_or_to_the_deferred_asset_and_nowhere_else(e: float, da: float) -> None:
    paid = income.remittance(e, da, floats)
    left = income.deferred_asset(e, da, floats)
    assert paid - (left - da) == pytest.approx(e, abs=1e-9)
    assert paid >= 0.0 <= left
    assert paid == 0.0 or left == 0.0


def test_net_income_is_what_comes_in_less_what_goes_out() -> None:
    now = month_after()
    assert now.net_income == pytest.approx(now.interest_income - now.interest_expense - MONTH.costs)
    agency = HELD.agency * P["agency_book_yield"] / 1200.0
    assert now.interest_income == pytest.approx(now.treasury_income + now.mbs_income + agency)


def test_interest_is_paid_on_every_deposit_that_earns_it_by_actual_days() -> None:
    now = month_after()
    assert now.reserve_interest == pytest.approx(3200.0 * 0.024 / 12.0 * 365 / 360, rel=1e-5)
    assert now.reverse_repo_interest == pytest.approx(2000.0 * 0.023 / 12.0 * 365 / 360, rel=1e-5)


def test_a_higher_rate_on_reserves_costs_its_balance_times_the_rise() -> None:
    dearer = month_after(reserve_rate=3.4).net_income - month_after().net_income
    assert dearer == pytest.approx(-3200.0 * 0.01 / 12.0 * P["money_market_day_count"])


def test_a_premium_melts_with_principal_and_is_gone_when_all_is_repaid() -> None:
    start = income.opening_record(HELD, 0.0, P)
    some = month_after(mbs_settled=0.0)
    assert some.premiums == pytest.approx(start.premiums * (1 - 20.0 / 2000.0))
    assert month_after(mbs_settled=0.0, mbs_principal=2000.0).premiums == pytest.approx(0.0)


def test_a_coupon_at_the_market_s_yield_costs_no_premium() -> None:
    assert income.purchase_premium(3.0, 3.0, P["mbs_premium_duration"]) == 0.0
    assert income.purchase_premium(3.5, 3.0, 6.0) == pytest.approx(0.03)


def test_banks_in_profit_pay_beside_a_deferred_asset_and_never_without_one() -> None:
    losing = month_after(reserve_rate=6.0, profitable_banks=0.3)
    assert losing.remittances == 0.3
    assert losing.deferred_asset == pytest.approx(-(losing.net_income - 0.1) + 0.3)
    earning = month_after(reserve_rate=0.0, reverse_repo_rate=0.0, profitable_banks=0.3)
    assert earning.deferred_asset == 0.0
    assert earning.remittances == pytest.approx(earning.net_income - 0.1)


def test_a_loss_beyond_the_provision_is_what_is_reported() -> None:
    assert income.reported_loss(7.886, 6.620, floats) == pytest.approx(1.266)
    assert income.reported_loss(1.0, 6.620, floats) == 0.0


@given(st.floats(0.5, 8.0), st.floats(0.5, 8.0))
def test_bonds_bought_below_the_market_s_yield_stand_at_a_loss(book: float, market: float) -> None:
    due = [0.0] * 361
    due[84] = 100.0
    interest = [x * book / 100.0 for x in due]
    gain = ladder_gain(in_cells(due), in_cells(interest), through(market, market, market), floats)
    assert (gain > 0) == (book > market) or abs(book - market) < 1e-9


def test_the_cells_value_a_bond_in_the_middle_of_one_exactly() -> None:
    due = [0.0] * 361
    due[72] = 100.0
    interest = [x * 0.02 for x in due]
    gain = ladder_gain(in_cells(due), in_cells(interest), through(4.0, 4.0, 4.0), floats)
    assert gain == pytest.approx(-2.0 * annuity_years(4.0, 6.0, floats), rel=1e-9)


@given(st.floats(0.5, 6.0), st.floats(1.0, 14.0))
def test_maturity_and_duration_are_each_other_s_inverse(y: float, duration: float) -> None:
    years = maturity_of_duration(y, duration, floats)
    assert annuity_years(y, years, floats) == pytest.approx(duration)


FIRST_YEAR = 2010


@pytest.mark.parametrize("year", range(FIRST_YEAR, 2026))
def test_net_income_of_each_year_is_near_the_published_one(year: int) -> None:
    published = {date[:4]: x for date, x in data.figure("fed_income").series("net_income").items()}
    allowed = 6.0
    assert abs(year_total("net_income", year) - published[str(year)]) < allowed


def test_net_income_is_near_the_published_one_on_average() -> None:
    published = data.figure("fed_income").series("net_income")
    errors = [
        abs(year_total("net_income", int(date[:4])) - value)
        for date, value in published.items()
        if FIRST_YEAR <= int(date[:4]) <= 2024
    ]
    assert sum(errors) / len(errors) < 2.0


@pytest.mark.parametrize("year, allowed", [(2023, 0.02), (2024, 0.02), (2025, 0.03)])
def test_the_deferred_asset_grows_as_published(year: int, allowed: float) -> None:
    published = data.figure("fed_income").series("deferred_asset")[f"{year}-12-31"]
    assert abs(year_end("deferred_asset", year) - published) <= allowed * published


def test_the_deferred_asset_begins_within_five_billion_of_the_published_one() -> None:
    published = data.figure("fed_income").series("deferred_asset")["2022-12-31"]
    assert abs(year_end("deferred_asset", 2022) - published) <= 5.0


def test_no_remittance_is_made_out_of_earnings_while_a_deferred_asset_stands() -> None:
    run = history()
    for n, month in enumerate(run.months):
        if month > "2023-01":
            assert run.columns["deferred_asset"][n] > 0
            assert run.columns["remittances"][n] < 0.7


def test_interest_is_paid_on_what_stood_through_the_month_not_at_its_end() -> None:
    """Less bias than month-ends would give: 2022 to 2025 are neither all too high nor all too low."""
    published = {date[:4]: x for date, x in data.figure("fed_income").series("net_income").items()}
    gaps = [year_total("net_income", year) - published[str(year)] for year in range(2022, 2026)]
    assert min(gaps) < 0.0 < max(gaps)
    assert abs(sum(gaps)) / 4.0 < 1.5
