"""The portfolio by second roads: closed forms, identities, one published figure."""

import math

import pytest
from situations import (
    FIVE_AND_TEN,
    NOTE_RATES,
    PARAMETERS,
    TEN_YEARS,
    decision,
    environment,
    opening,
    scenario,
)

from qeqt.core import floats, yield_curve
from qeqt.core.bank import mortgages, treasuries
from qeqt.core.model import simulate
from qeqt.core.results import Results
from qeqt.core.scenario import UNLIMITED, Decision, Opening


def run(decisions: list[Decision], start: Opening | None = None, **given: float | list[float]) -> Results:
    around = environment(len(decisions), **given)
    return simulate(start or opening(), around, scenario(decisions), PARAMETERS, keep_ladders=True)


def test_an_even_ladder_without_a_cap_falls_in_a_straight_line() -> None:
    columns = run([decision(treasury_runoff_cap=UNLIMITED, mbs_runoff_cap=UNLIMITED)] * 60).columns
    assert columns["treasuries"] == pytest.approx([20 + 600 - 10 * (n + 1) for n in range(60)])
    assert columns["runoff_treasuries"] == pytest.approx([10.0] * 60)


def test_with_full_reinvestment_the_stock_stays() -> None:
    columns = run([decision()] * 48).columns
    assert columns["treasuries"] == pytest.approx([620.0] * 48)
    assert columns["reinvested"][0] >= 10.0


def test_a_cap_below_what_matures_is_used_to_the_full() -> None:
    columns = run([decision(treasury_runoff_cap=4.0)] * 24).columns
    assert columns["runoff_treasuries"] == pytest.approx([4.0] * 24)
    assert columns["treasuries"][23] == pytest.approx(620.0 - 24 * 4.0)


def test_bills_make_up_the_difference_to_the_cap() -> None:
    """January 2024, Table G.1: 53.391 bn of coupons fell due under a cap of 60, and 6.6 of bills left."""
    start = opening(nominal=[53.391 if m in (1, 60) else 0.0 for m in range(361)], bills=217.0)
    columns = run([decision(treasury_runoff_cap=60.0, bills_fill_cap=True)], start).columns
    assert columns["runoff_bills"][0] == pytest.approx(6.609)
    assert columns["runoff_treasuries"][0] == pytest.approx(60.0)


def test_no_more_bills_leave_than_fall_due() -> None:
    start = opening(nominal=[0.0] * 361, bills=100.0)
    columns = run([decision(treasury_runoff_cap=UNLIMITED, bills_fill_cap=True)], start).columns
    assert columns["runoff_bills"][0] == pytest.approx(100.0 * PARAMETERS["bills_due_share"])


def test_purchases_come_due_when_their_maturity_says() -> None:
    columns = run(
        [decision(treasury_runoff_cap=UNLIMITED, treasury_purchases=100.0)]
        + [decision(treasury_runoff_cap=UNLIMITED)] * 120
    ).columns
    assert columns["runoff_treasuries"][60] == pytest.approx(50.0)
    assert columns["runoff_treasuries"][120] == pytest.approx(50.0)


def test_indexed_principal_grows_with_prices_and_is_paid_with_its_compensation() -> None:
    start = opening(nominal=[0.0] * 361, indexed=[100.0 if m == 12 else 0.0 for m in range(361)], bills=0.0)
    prices = [100.0 * 1.002**n for n in range(13)]
    columns = run([decision(treasury_runoff_cap=UNLIMITED)] * 12, start, price_index=prices).columns
    assert columns["indexed"][10] == pytest.approx(100.0 * 1.002**11)
    assert columns["runoff_treasuries"][11] == pytest.approx(100.0 * 1.002**12)
    assert sum(columns["inflation_compensation"]) == pytest.approx(100.0 * (1.002**12 - 1.0))


def test_ten_year_equivalents_count_par_by_duration() -> None:
    decay = PARAMETERS["duration_decay"]
    start = opening(nominal=[50.0 if m in (24, 120, 300) else 0.0 for m in range(361)], mbs=[0.0] * 8)
    results = run([decision(treasury_purchases=7.0)] * 30, start)
    ladder = results.ladders[29]
    direct = sum(
        (ladder.due[m] + ladder.units[m] * ladder.price_index) * (1 - math.exp(-decay * m))
        for m in range(1, 361)
    )
    assert results.columns["ten_year_equivalents"][29] == pytest.approx(
        direct / (1 - math.exp(-decay * 120)), rel=1e-9
    )


def test_a_ten_year_security_is_one_ten_year_equivalent() -> None:
    start = opening(nominal=[10.0 if m == 121 else 0.0 for m in range(361)], mbs=[0.0] * 8)
    assert run([decision()], start).columns["ten_year_equivalents"][0] == pytest.approx(10.0)


def test_a_price_is_the_present_value_of_coupons_and_principal() -> None:
    """Discounting a continuous coupon month by month, at the market yield, gives the closed form."""
    book, market, months = 2.0, 4.5, 120
    step = 1 / 1200
    coupons = sum(
        book / 100 * step * 1 * math.exp(-market / 100 * (n + 0.5) * step) for n in range(months * 100)
    )
    principal = math.exp(-market / 100 * months / 12)
    assert treasuries.price(book, market, months, floats) == pytest.approx(coupons + principal, abs=1e-6)


def test_sales_below_book_yield_bring_a_loss_of_price_times_par() -> None:
    start = opening(nominal=[100.0 if m == 61 else 0.0 for m in range(361)])
    columns = run([decision(treasury_sales=25.0)], start, yield_3m=4.0, yield_2y=4.0, yield_10y=4.0).columns
    assert columns["sales"][0] == pytest.approx(25.0)
    assert columns["realised_gain"][0] == pytest.approx(25.0 * (treasuries.price(2.0, 4.0, 60, floats) - 1.0))
    assert columns["realised_gain"][0] < 0


def test_selling_more_than_is_held_says_which_month_and_why() -> None:
    plan = [decision(), decision(treasury_sales=5000.0, sales_to=36)]
    with pytest.raises(ValueError, match=r"2020-02: 5000\.0 bn of Treasuries to be sold, but only \d"):
        run(plan)


def test_selling_more_mbs_than_are_held_says_which_month_and_why() -> None:
    with pytest.raises(ValueError, match=r"2020-03: 400\.0 bn of MBS are to be sold, but only \d"):
        run([decision(), decision(), decision(mbs_sales=400.0)])


def test_selling_more_bills_than_are_held_says_which_month() -> None:
    with pytest.raises(ValueError, match="2020-01: more bills"):
        run([decision(bill_purchases=-21.0)])


def test_without_prepayment_a_mortgage_amortises_like_a_level_payment_loan() -> None:
    parameters = {**PARAMETERS, "turnover_cpr": 0.0, "refinancing_max": 0.0}
    start = opening(mbs=[0, 0, 0, 100.0, 0, 0, 0, 0], mbs_age=[0.0] * 8)
    plan = [decision(mbs_runoff_cap=UNLIMITED)] * 120
    columns = simulate(start, environment(120), scenario(plan), parameters).columns
    monthly = NOTE_RATES[3] / 1200
    left = ((1 + monthly) ** 360 - (1 + monthly) ** 120) / ((1 + monthly) ** 360 - 1)
    assert columns["mbs"][119] == pytest.approx(100.0 * left, rel=1e-9)


def test_lower_mortgage_rates_bring_more_principal() -> None:
    paid = [
        run([decision()] * 12, mortgage_rate=rate).columns["mbs_principal"][11] for rate in (2.5, 4.0, 6.5)
    ]
    assert paid[0] > paid[1] > paid[2]


def test_mbs_are_on_the_balance_sheet_when_they_settle() -> None:
    plan = [decision(mbs_purchases=10.0, mbs_settlement=[0.0, 0.6, 0.4], mbs_purchases_gross=1.0)] + [
        decision(mbs_purchases_gross=1.0)
    ] * 3
    columns = run(plan, opening(mbs=[0.0] * 8)).columns
    assert columns["mbs"][0] == 0.0
    assert columns["mbs"][1] == pytest.approx(6.0)
    assert columns["mbs"][2] == pytest.approx(10.0, rel=0.01)


def test_new_mbs_lie_around_the_mortgage_rate() -> None:
    weights = mortgages.bucket_weights(NOTE_RATES, 3.7, floats)
    assert sum(weight for _, weight in weights) == pytest.approx(1.0)
    assert sum(NOTE_RATES[place] * weight for place, weight in weights) == pytest.approx(3.7)


def test_mbs_principal_can_go_to_treasuries_or_bills() -> None:
    kept = run([decision(principal_to_treasuries=UNLIMITED)] * 12).columns
    assert kept["treasuries"][11] - 620.0 == pytest.approx(240.0 - kept["mbs"][11])
    bills = run(
        [decision(principal_to_treasuries=UNLIMITED, principal_mix=type(TEN_YEARS)([], []))] * 12
    ).columns
    assert bills["bills"][11] - 20.0 == pytest.approx(240.0 - bills["mbs"][11])


def test_the_curve_meets_its_three_points_exactly() -> None:
    shape = yield_curve.through(0.05, 0.3, 2.35)
    assert [shape[yield_curve.KNOTS.index(m)] for m in (3, 24, 120)] == pytest.approx([0.05, 0.3, 2.35])


def test_shares_of_a_mix_add_up_to_one() -> None:
    assert sum(part.share for part in FIVE_AND_TEN.nominal + FIVE_AND_TEN.indexed) == pytest.approx(1.0)
