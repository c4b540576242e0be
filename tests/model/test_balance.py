"""The balance sheet: the identity in every month of every run, and where reserves come from."""

import pytest
from situations import PARAMETERS, decision, environment, opening, scenario

from qeqt import data, months, runs
from qeqt.model import simulate
from qeqt.results import Results
from qeqt.scenario import UNLIMITED

ASSETS = ("treasuries", "mbs", "agency", "other_assets", "temporary_lending")
NAMES = sorted(data.scenarios("fed"))


@pytest.fixture(scope="module", params=NAMES)
def walked(request: pytest.FixtureRequest) -> Results:
    return runs.run(request.param)


def test_assets_equal_liabilities_and_capital(walked: Results) -> None:
    assert walked.identity_error <= 1e-9


def test_the_columns_of_assets_add_up(walked: Results) -> None:
    for n, total in enumerate(walked.columns["total_assets"]):
        assert sum(walked.columns[name][n] for name in ASSETS) == pytest.approx(total, rel=1e-12)


def test_securities_change_by_what_was_bought_compensated_and_let_go(walked: Results) -> None:
    columns = walked.columns
    record = data.scenarios()[walked.scenario]
    plan = runs.scenario_of(record, record.months)
    for n in range(1, len(walked.months)):
        decided = plan.decisions[n]
        month = {name: column[n] for name, column in columns.items()}
        change = sum(columns[name][n] - columns[name][n - 1] for name in ("treasuries", "mbs"))
        sold_by_maturing = min(month["maturing"], decided.treasury_sales) * decided.maturing_counts_as_sold
        coupons = month["runoff_treasuries"] - month["runoff_bills"]
        rolled_over = month["maturing"] - sold_by_maturing - coupons
        came = month["purchases"] + month["reinvested"] - rolled_over + month["inflation_compensation"]
        went = month["runoff_treasuries"] + month["sales"] + month["mbs_principal"]
        assert change == pytest.approx(came - went, abs=1e-6)


def test_running_sums_are_the_ladder_s(walked: Results) -> None:
    for n in range(0, len(walked.months), 12):
        ladder = walked.ladders[n]
        held = sum(ladder.due[1:]) + sum(ladder.units[1:]) * ladder.price_index + ladder.bills
        assert walked.columns["treasuries"][n] == pytest.approx(held, rel=1e-9)


def test_nothing_is_held_in_negative_amounts(walked: Results) -> None:
    held = ("treasuries", "mbs", "agency", "bills", "indexed", "reserves", "on_rrp", "temporary_lending")
    assert {name for name in held if min(walked.columns[name]) < -1e-6} == set()


def test_runoff_stays_under_its_cap(walked: Results) -> None:
    record = data.scenarios()[walked.scenario]
    plan = runs.scenario_of(record, record.months)
    for n, decided in enumerate(plan.decisions):
        assert walked.columns["runoff_treasuries"][n] <= decided.treasury_cap + 1e-9
        assert (
            walked.columns["runoff_mbs"][n] <= min(decided.mbs_cap, walked.columns["mbs_principal"][n]) + 1e-9
        )


def test_every_column_has_a_unit_a_label_and_a_value_every_month(walked: Results) -> None:
    assert walked.months[0] == months.after(
        data.opening(data.scenarios()[walked.scenario].opening).date[:7], 1
    )
    for name, column in walked.columns.items():
        assert walked.records[name].unit and walked.records[name].label_zh
        assert len(column) == len(walked.months), name
        assert all(value == value for value in column), name


def test_the_harder_the_runoff_the_smaller_the_balance_sheet() -> None:
    ends = [
        runs.run(f"fed_2022_{way}").columns["total_assets"][30]
        for way in ("no_runoff", "slow", "capped", "passive_uncapped")
    ]
    assert ends == sorted(ends, reverse=True)
    assert runs.run("fed_2022_active").columns["total_assets"][30] < ends[2]


def test_reserves_move_one_for_one_with_the_government_account() -> None:
    plan = scenario([decision()] * 3)
    low = simulate(opening(), environment(3), plan, PARAMETERS).columns["reserves"]
    high = simulate(opening(), environment(3, government_account=80.0), plan, PARAMETERS).columns["reserves"]
    assert [a - b for a, b in zip(low, high, strict=True)] == pytest.approx([30.0] * 3)


def test_reverse_repo_gives_way_before_the_central_bank_lends() -> None:
    plan = scenario([decision()])
    columns = simulate(opening(), environment(1, currency=900.0, on_rrp=200.0), plan, PARAMETERS).columns
    assert columns["reserves"][0] == pytest.approx(PARAMETERS["least_reserves"])
    assert columns["on_rrp"][0] == 0.0
    assert columns["temporary_lending"][0] > 0.0


def test_runoff_ends_for_good_below_the_reserve_floor() -> None:
    plan = scenario([decision(treasury_cap=UNLIMITED)] * 36, floor=500.0)
    columns = simulate(opening(), environment(36), plan, PARAMETERS).columns
    first = next(n for n, value in enumerate(columns["reserves"]) if value < 500.0)
    assert columns["runoff_treasuries"][first] > 0.0
    assert set(columns["runoff_treasuries"][first + 1 :]) == {0.0}


def test_a_floor_above_todays_reserves_says_which_month_and_why() -> None:
    plan = scenario([decision()], floor=5000.0)
    with pytest.raises(ValueError, match=r"2019-12: the reserve floor of 5000\.0 bn is above the .* bn held"):
        simulate(opening(), environment(1), plan, PARAMETERS)


def test_opening_scenario_and_environment_must_meet() -> None:
    with pytest.raises(ValueError, match="it must start in 2020-01"):
        late = scenario([decision()])
        late.start = "2020-02"
        simulate(opening(), environment(1), late, PARAMETERS)
    with pytest.raises(ValueError, match="needs 4"):
        simulate(opening(), environment(2), scenario([decision()] * 3), PARAMETERS)
