"""The ECB, the Bank of England and the Bank of Japan: the same model, other records."""

from __future__ import annotations

import pytest

from qeqt import data, runs
from qeqt.core import banks, case, floats
from qeqt.core.bank import apf_indemnity, ecb_losses, treasuries
from qeqt.core.columns import COLUMNS
from qeqt.core.model import simulate
from qeqt.core.results import Results
from qeqt.data.fields import RecordError
from qeqt.runs import plans
from qeqt.study import apf_lifetime, backtest_banks
from tests.core import situations

BANKS = ("ecb", "boe", "boj")
NAMES = sorted(name for bank in BANKS for name in data.scenarios(bank))
SCORES = {(score.series, score.first): score for score in backtest_banks.scores()}
SMALL = {"purchase_premium": 0.1, "purchase_life": 10.0, "profit_to_provision": 0.2}


@pytest.fixture(scope="module", params=NAMES)
def walked(request: pytest.FixtureRequest) -> Results:
    """Walk through one scenario."""
    return runs.run(str(request.param))


def test_the_identity_holds_in_every_month(walked: Results) -> None:
    assert walked.identity_error < 1e-9
    assert len(walked.months) == data.scenarios()[walked.scenario].months


def test_nothing_is_held_short(walked: Results) -> None:
    for name in ("treasuries", "total_assets", "bills", "equity_holdings"):
        if name in walked.columns:
            assert min(walked.columns[name]) > -1e-6, name
    assert min(min(ladder.due) for ladder in walked.ladders) > -1e-9


def test_a_column_that_a_bank_lacks_is_absent(walked: Results) -> None:
    assert "mbs" not in walked.columns
    assert "on_rrp" not in walked.columns
    assert all(walked.bank in COLUMNS[name].banks for name in walked.columns)
    assert all("USD" not in walked.records[name].unit for name in walked.columns)
    assert walked.records["total_assets"].unit == f"bn {banks.BANKS[walked.bank].currency}"


def test_the_fed_has_no_column_of_another_bank() -> None:
    held = runs.run("fed_history", 3).columns
    for name in (
        "indemnity",
        "loss_carried_forward",
        "equity_holdings",
        "other_programme_holdings",
        "amortisation",
    ):
        assert name not in held


def test_holdings_change_by_what_is_bought_redeemed_sold_and_amortised() -> None:
    for scenario in ("ecb_history", "boe_history", "boj_taper"):
        walked = runs.run(scenario)
        columns = walked.columns
        nothing = [0.0] * len(walked.months)
        for n in range(1, len(walked.months)):
            gone = sum(
                columns.get(name, nothing)[n] for name in ("runoff_treasuries", "sales", "amortisation")
            )
            change = columns["treasuries"][n] - columns["treasuries"][n - 1]
            assert change == pytest.approx(columns["purchases"][n] - gone, abs=1e-6)


def test_a_loss_takes_the_provision_first_and_the_rest_waits() -> None:
    state = ecb_losses.opening_record(6.62)
    state = ecb_losses.step(state, ecb_losses.WaterfallInputs(-7.886), SMALL, floats)
    assert state.released == pytest.approx(6.62)
    assert state.reported == pytest.approx(-1.266)
    assert (state.provision, state.carried_forward) == (0.0, pytest.approx(1.266))


def test_a_profit_earns_losses_back_before_anything_is_distributed() -> None:
    state = ecb_losses.Waterfall(0.0, 1.0, 0.0, 0.0, 0.0)
    state = ecb_losses.step(state, ecb_losses.WaterfallInputs(3.0), SMALL, floats)
    assert state.carried_forward == 0.0
    assert state.provision == pytest.approx(0.4)
    assert state.distributed == pytest.approx(1.6)
    assert state.reported == pytest.approx(3.0)


def test_the_ecb_carries_the_published_losses() -> None:
    walked = runs.run("ecb_history")
    held = dict(zip(walked.months, walked.columns["loss_carried_forward"], strict=True))
    for month, loss in backtest_banks.losses_so_far().items():
        assert held[month] == pytest.approx(loss, abs=1e-9)
    assert held["2025-12"] == pytest.approx(10.464)


def cash(
    bank_rate: float, matured: float = 0.0, sold: float = 0.0, gain: float = 0.0
) -> apf_indemnity.Indemnity:
    """Return one month of a fund of 100 bn at 2 percent that held as much the month before."""
    before = apf_indemnity.Indemnity(100.0, 2.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    asked = apf_indemnity.IndemnityInputs(100.0, 2.0, matured, sold, gain, bank_rate)
    return apf_indemnity.step(before, asked, SMALL, floats)


def test_cash_goes_to_the_treasury_while_bank_rate_is_low_and_back_when_it_is_high() -> None:
    assert cash(0.5).cash == pytest.approx((2.0 + 1.0 - 0.5) / 12.0)
    assert cash(5.0).cash == pytest.approx((2.0 + 1.0 - 5.0) / 12.0)
    assert cash(0.5).cash > 0.0 > cash(5.0).cash


def test_redemption_and_sales_give_back_what_coupons_brought_early() -> None:
    assert cash(0.5, matured=10.0).redemption_loss == pytest.approx(1.0)
    sold = cash(0.5, sold=10.0, gain=-3.0)
    assert sold.sale_loss == pytest.approx(3.0 + (5.0 + 100.0 * 0.1 / 10.0 / 12.0) * 0.1)
    assert sold.advance < cash(0.5).advance


def test_the_fund_pays_more_than_a_hundred_and_gets_most_of_it_back() -> None:
    walked = runs.run("boe_history")
    paid = dict(zip(walked.months, walked.columns["indemnity_cumulative"], strict=True))
    assert paid["2022-09"] == pytest.approx(123.9, rel=0.06)
    assert paid["2025-12"] == pytest.approx(23.8, abs=12.0)
    assert paid["2022-09"] - paid["2025-12"] == pytest.approx(100.1, rel=0.12)


def test_over_its_life_the_fund_costs_more_the_higher_rates_are() -> None:
    ends = [apf_lifetime.lifetime(shift).columns["indemnity_cumulative"] for shift in (-1.0, 0.0, 1.0)]
    assert ends[0][-1] > ends[1][-1] > ends[2][-1]
    turn = apf_lifetime.lifetime(0.0).months.index(apf_lifetime.TURN)
    assert ends[0][: turn + 1] == ends[1][: turn + 1] == ends[2][: turn + 1]
    assert apf_lifetime.lifetime(0.0).columns["treasuries"][-1] == pytest.approx(0.0, abs=2.0)


def test_coupons_above_the_yield_are_given_back_in_full() -> None:
    walked = apf_lifetime.lifetime(0.0)
    columns = walked.columns
    income = sum(columns["treasury_interest"]) - sum(columns["loan_interest"]) + sum(columns["realised_gain"])
    assert columns["indemnity_cumulative"][-1] == pytest.approx(income, abs=0.1)


def test_the_autumn_purchases_stand_beside_run_off_and_are_gone_by_january() -> None:
    walked = runs.run("boe_history")
    held = dict(zip(walked.months, walked.columns["other_programme_holdings"], strict=True))
    assert held["2022-08"] == 0.0
    assert held["2022-10"] == pytest.approx(19.3)
    assert held["2023-01"] == pytest.approx(0.0, abs=1e-9)
    held = dict(zip(walked.months, walked.columns["treasuries"], strict=True))
    assert held["2022-10"] < held["2022-08"]


def test_sales_without_sales_would_be_slower() -> None:
    with_sales, without = runs.run("boe_history"), runs.run("boe_no_sales")
    assert without.columns["treasuries"][-1] > with_sales.columns["treasuries"][-1] + 100.0


def test_the_ecb_portfolios_are_near_history() -> None:
    assert SCORES["app_and_pepp", "2015-06"].mape < 4.0
    assert SCORES["app", "2015-06"].mape < 4.0


def test_the_unused_envelope_is_what_the_decisions_leave() -> None:
    envelope = data.policy("ecb")["pepp_envelope"].at("2022-03")
    assert envelope is not None
    assert envelope - max(runs.run("ecb_pepp").columns["treasuries"]) == pytest.approx(132.0, abs=2.0)


def test_the_bank_of_japan_is_near_history_where_amounts_are_announced() -> None:
    assert SCORES["total_assets", "2013-06"].mape < 4.0
    assert SCORES["total_assets", "2001-06"].mape < 4.0
    assert SCORES["long_jgb", "2024-09"].mape < 3.0
    assert SCORES["unrealised_gain", "2025-03"].mape < 10.0


def test_shares_are_sold_at_the_announced_pace() -> None:
    walked = runs.run("boj_taper")
    held = dict(zip(walked.months, walked.columns["equity_holdings"], strict=True))
    assert held["2026-02"] - held["2027-02"] == pytest.approx(335.0, abs=0.1)


def test_scores_print_under_the_promised_names() -> None:
    for score in SCORES.values():
        plain = score.as_json()
        assert {
            "series",
            "bank",
            "from",
            "to",
            "unit",
            "n",
            "mae",
            "mape",
            "max_error",
            "given",
            "by_period",
        } <= plain.keys()
        assert score.n > 0
        assert score.given
    assert {score.bank for score in SCORES.values()} == set(BANKS)


def test_amortising_moves_every_sum_alike() -> None:
    opening = runs.opening_of("ecb_app_2015_02")
    bonds = treasuries.opening_record(opening, 1.0, [1.0] * 361)
    gone = treasuries.amortise(bonds, 0.01)
    assert gone == pytest.approx(0.547)
    assert bonds.nominal == pytest.approx(54.7 - 0.547)
    assert sum(bonds.due) == pytest.approx(bonds.nominal)
    assert sum(bonds.par_in) == pytest.approx(bonds.nominal)


def test_sales_follow_the_buckets() -> None:
    before = runs.run("boe_history", 170)
    after = runs.run("boe_history", 171)
    assert after.months[-1] == "2023-05"
    short = sum(before.ladders[-1].due[37:86]) - sum(after.ladders[-1].due[36:85])
    assert short == pytest.approx(4.63 / 3.0, rel=0.2)


def test_an_unknown_programme_is_named() -> None:
    with pytest.raises(RecordError, match="none begins with abc_"):
        plans.of_programme(data.policy("ecb"), "abc")


def test_an_opening_asks_for_the_paths_of_its_liabilities(monkeypatch: pytest.MonkeyPatch) -> None:
    series = {k: v for k, v in data.environment("boj").items() if k != "currency"}
    monkeypatch.setattr(data, "environment", lambda bank: series)
    with pytest.raises(RecordError, match=r"currency missing, opening boj_2013_03"):
        runs.check_needs("boj_2013_03")


def test_a_programme_beside_must_last_as_long() -> None:
    with pytest.raises(ValueError, match="ends in"):
        case.other_programme(runs.run("ecb_pepp", 3), "2020-02", 12)


def test_more_than_is_held_cannot_be_sold() -> None:
    with pytest.raises(ValueError, match="to be sold"):
        simulate(
            situations.opening(),
            situations.environment(1),
            situations.scenario([situations.decision(treasury_sales=1.0e6)]),
            situations.PARAMETERS,
        )
