"""The balance sheet: the identity in every month of every run, and where reserves come from."""

import pytest
from situations import PARAMETERS, decision, environment, opening, scenario

from qeqt import data, runs
from qeqt.core import months, moves
from qeqt.core.model import simulate
from qeqt.core.results import Results
from qeqt.core.scenario import UNLIMITED

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
        sold_by_maturing = (
            min(month["maturing"], decided.measures["treasury_sales"])
            * decided.measures["maturing_counts_as_sold"]
        )
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
        assert walked.columns["runoff_treasuries"][n] <= decided.measures["treasury_runoff_cap"] + 1e-9
        assert (
            walked.columns["runoff_mbs"][n]
            <= min(decided.measures["mbs_runoff_cap"], walked.columns["mbs_principal"][n]) + 1e-9
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


LIQUIDITY = 620.0 + 340.0 - 380.0
"""What assets leave for reserves and reverse repo in the situation below, bn."""


def beside(reference: float, on_rrp: float = 20.0) -> dict[str, float]:
    """Return a month's reserves and reverse repo where the announced plan leaves ``reference`` for both."""
    around = environment(
        1, other_assets=340.0, on_rrp=on_rrp, reference_liquidity=reference, bank_assets=4000.0
    )
    start = opening(mbs=[0.0] * 8)
    columns = simulate(start, around, scenario([decision()]), PARAMETERS).columns
    return {name: columns[name][0] for name in ("reserves", "on_rrp", "temporary_lending")}


def test_on_the_announced_plan_reverse_repo_is_what_was_given() -> None:
    assert beside(LIQUIDITY) == pytest.approx({"reserves": 560.0, "on_rrp": 20.0, "temporary_lending": 0.0})
    history = runs.run("fed_2022_capped")
    itself = simulate_as_its_own_counterfactual("fed_2022_capped", history)
    for name in ("reserves", "on_rrp", "total_assets", "net_income", "long_yield"):
        assert itself.columns[name] == pytest.approx(history.columns[name], rel=1e-9)


def simulate_as_its_own_counterfactual(name: str, reference: Results) -> Results:
    record = runs.scenario_record(name)
    start = runs.opening_of(record.opening)
    around = runs.environment_of(record.bank, start.month, record.months)
    around.paths.update(moves.reference_paths(reference))
    return simulate(start, around, runs.scenario_of(record, record.months), PARAMETERS)


def test_a_plan_that_leaves_less_drains_reverse_repo_first_and_reserves_after_it() -> None:
    assert beside(LIQUIDITY + 15.0) == pytest.approx(
        {"reserves": 575.0, "on_rrp": 5.0, "temporary_lending": 0.0}
    )
    assert beside(LIQUIDITY + 50.0) == pytest.approx(
        {"reserves": 580.0, "on_rrp": 0.0, "temporary_lending": 0.0}
    )


def test_what_a_plan_leaves_more_stays_with_banks_until_they_are_satiated() -> None:
    """Satiated at 13 percent of 4,000: 520. Announced: 500 and 20, and 540 and 20."""
    assert PARAMETERS["satiation"] * 4000.0 == pytest.approx(520.0)
    assert beside(520.0) == pytest.approx({"reserves": 520.0, "on_rrp": 60.0, "temporary_lending": 0.0})
    assert beside(560.0) == pytest.approx({"reserves": 540.0, "on_rrp": 40.0, "temporary_lending": 0.0})


def test_what_a_plan_leaves_more_all_stays_with_banks_where_nobody_uses_reverse_repo() -> None:
    assert beside(520.0, 0.0) == pytest.approx({"reserves": 580.0, "on_rrp": 0.0, "temporary_lending": 0.0})


def test_without_caps_reverse_repo_is_drained_before_reserves_fall_below_history_s() -> None:
    announced, uncapped = (runs.run(f"fed_2022_{way}").columns for way in ("capped", "passive_uncapped"))
    for n, left in enumerate(uncapped["on_rrp"]):
        assert left <= announced["on_rrp"][n] + 1e-9
        if left > 0.0:
            assert uncapped["reserves"][n] == pytest.approx(announced["reserves"][n], rel=1e-9)
    assert uncapped["on_rrp"][42] == 0.0
    assert uncapped["reserves"][42] < announced["reserves"][42] - 500.0


def test_runoff_ends_for_good_below_the_reserve_floor() -> None:
    plan = scenario([decision(treasury_runoff_cap=UNLIMITED)] * 36, floor=500.0)
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
