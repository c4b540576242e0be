"""The model beside history and beside published figures."""

import json

import pytest

from qeqt import data, runs
from qeqt.cli.commands import main
from qeqt.core.results import Results
from qeqt.data.series import GIVEN
from qeqt.study import backtest

BOUNDS = {"total_assets": 2.0, "treasuries": 3.0, "mbs": 3.0, "reserves": 4.0}


@pytest.fixture(scope="module")
def scores() -> dict[str, backtest.Score]:
    return {
        score.series + score.first * (score.series == "maturity_buckets"): score
        for score in backtest.backtest()
    }


@pytest.fixture(scope="module")
def capped() -> Results:
    return runs.run("fed_2022_capped")


@pytest.mark.parametrize("series", BOUNDS)
def test_mean_errors_against_history_stay_inside_their_bounds(
    scores: dict[str, backtest.Score], series: str
) -> None:
    assert scores[series].n == 67
    assert scores[series].mape <= BOUNDS[series]


def test_from_2010_no_quarter_of_mbs_is_off_by_more_than_eight_percent() -> None:
    results = runs.run(backtest.HISTORY)
    published = data.figure(backtest.BALANCE_SHEET).series("mbs")
    for date, value in published.items():
        if "2010-01" <= date[:7] <= results.months[-1] and date[5:7] in ("03", "06", "09", "12"):
            model = results.columns["mbs"][results.months.index(date[:7])]
            assert abs(model - value) <= 0.08 * value, date


def test_maturity_buckets_lie_within_a_tenth_of_the_stock(scores: dict[str, backtest.Score]) -> None:
    buckets = [score for score in scores.values() if score.series == "maturity_buckets"]
    assert [score.first for score in buckets] == ["2010-12", "2012-12", "2015-12", "2017-05", "2022-02"]
    assert all(score.mape <= 10.0 for score in buckets)


def test_every_given_and_remembered_input_is_named(scores: dict[str, backtest.Score]) -> None:
    given = scores["treasuries"].given
    assert {f"given: {key}" for key in GIVEN} <= set(given)
    assert "memory-approx: policy mbs_purchases from 2020-04-01" in given
    assert "memory-approx: mix auctions_2016" in given


def test_holdings_that_are_explained_are_not_fed_in() -> None:
    fed_in = {series.note + key for key, series in data.environment("fed").items() if key in GIVEN}
    assert {key for key in fed_in if key in ("treasuries", "mbs", "total_assets", "reserves")} == set()


def test_the_calendar_of_2022_gives_the_coupons_that_table_g1_reports(capped: Results) -> None:
    """Annual Report tables G.1: January 2024 coupons 53.39 and bills 6.62; 851 bn of coupons due in 2023."""
    month = capped.months.index("2024-01")
    assert capped.columns["maturing"][month] == pytest.approx(53.39, abs=0.5)
    assert capped.columns["runoff_bills"][month] == pytest.approx(6.62, abs=0.5)
    first = capped.months.index("2023-01")
    assert sum(capped.columns["maturing"][first : first + 12]) == pytest.approx(851, rel=0.02)
    assert sum(capped.columns["runoff_bills"][first : first + 12]) == pytest.approx(72.6, abs=3)
    assert sum(capped.columns["runoff_bills"][:7]) == pytest.approx(36.5, abs=2)


def test_the_second_runoff_ends_where_history_ended(capped: Results) -> None:
    published = data.figure(backtest.BALANCE_SHEET)
    for name in ("total_assets", "treasuries", "mbs"):
        assert capped.columns[name][42] == pytest.approx(published.series(name)["2025-12-31"], rel=0.015), (
            name
        )


def test_no_runoff_keeps_the_path_that_staff_published() -> None:
    """FEDS Notes, 3 June 2022: without run-off 8.88 tn at the end of 2023 (other assets held there)."""
    results = runs.run("fed_2022_no_runoff")
    securities = [results.columns[name][18] for name in ("treasuries", "mbs", "agency")]
    compensation = sum(results.columns["inflation_compensation"][:19])
    assert sum(securities) - compensation == pytest.approx(5770.6 + 2707.4 + 2.3, rel=0.01)


def test_the_opening_of_2022_equals_the_published_balance_sheet() -> None:
    opening = data.opening("fed_2022_05")
    published = data.figure(backtest.BALANCE_SHEET)
    held = opening.assets["bills"].value + sum(
        sum(opening.ladders[name].column("amount")) for name in ("treasury_nominal", "treasury_indexed")
    )
    assert held == pytest.approx(published.series("treasuries")["2022-05-31"], abs=0.5)
    assert sum(opening.ladders["mbs"].column("amount")) == pytest.approx(
        published.series("mbs")["2022-05-31"], abs=0.5
    )


def test_the_backtest_prints_what_it_promises(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    names = {"series", "bank", "from", "to", "unit", "n", "mae", "mape", "max_error", "given", "by_period"}
    assert all(names <= set(row) for row in printed)


def test_run_prints_columns_with_units(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "fed_2022_capped", "--json", "--months", "3"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["months"] == ["2022-06", "2022-07", "2022-08"]
    assert printed["columns"]["runoff_treasuries"] == pytest.approx([30.0, 30.0, 30.0])
    assert printed["units"]["runoff_treasuries"] == "bn USD per month"
    assert len(printed["parameter_set"]) == 8


def test_run_writes_a_table(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "fed_2022_capped", "--csv", str(tmp_path / "run.csv"), "--months", "2"]) == 0
    lines = (tmp_path / "run.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("month,total_assets [bn USD],")
    assert [line[:7] for line in lines[1:]] == ["2022-06", "2022-07"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "fed_2022_caped"], "nearest valid: fed_2022_capped"),
        (["run", "fed_2022_capped", "--set", "turnover=0.1"], "nearest valid: turnover_cpr"),
        (["run", "fed_2022_capped", "--set", "turnover_cpr=high"], "NAME=VALUE with a number"),
        (["run", "fed_2022_capped", "--set", "turnover_cpr=500"], "a number from 0.05 to 0.07 is needed"),
        (["run", "fed_2022_capped", "--set", "turnover_cpr=nan"], "a number from 0.05 to 0.07 is needed"),
        (["run", "fed_2022_capped", "--bands", "--set", "turnover_cpr=500"], "a number from 0.05 to 0.07"),
        (["run", "boj_taper", "--set", "treasury_sales=5"], "'treasury_sales' is not known"),
        (["run", "ecb_history", "--set", "reserve_floor=10"], "'reserve_floor' is not known"),
        (["run", "fed_2022_capped", "--months", "0"], "months: found 0"),
        (["run", "fed_2022_capped", "--months", "-3"], "months: found -3"),
        (["run", "fed_2022_capped", "--months", "5000"], "from 1 to 1200"),
    ],
)
def test_a_slip_on_the_command_line_names_what_would_be_right(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_a_parameter_set_is_named_by_its_values() -> None:
    plain = runs.parameter_values("fed")
    assert runs.parameter_set(plain) == runs.parameter_set(dict(reversed(plain.items())))
    assert runs.parameter_set(plain) != runs.parameter_set({**plain, "turnover_cpr": 0.061})


def test_every_parameter_lies_inside_its_range() -> None:
    assert {k for k, p in data.parameters("fed").items() if not p.low <= p.value <= p.high} == set()


def test_an_error_left_out_is_that_of_the_other_years() -> None:
    found = backtest.left_out_errors({"a": 3.0, "b": 4.0, "c": -5.0})
    assert found["a"] == pytest.approx((41.0 / 2.0) ** 0.5) and found["c"] == pytest.approx(
        (25.0 / 2.0) ** 0.5
    )
