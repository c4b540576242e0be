"""The balance sheet: the identity in every month of every run, and where reserves come from."""

from itertools import pairwise

import pytest
from situations import PARAMETERS, decision, environment, opening, scenario

from qeqt import data, runs
from qeqt.core import months, moves
from qeqt.core.model import simulate
from qeqt.core.results import Results

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


def test_temporary_lending_earns_the_rate_of_the_standing_facility() -> None:
    lent, rates = {"currency": 900.0}, {"reserve_rate": 3.0, "reverse_repo_rate": 2.9}
    columns = simulate(
        opening(), environment(2, **lent, **rates), scenario([decision()] * 2), PARAMETERS
    ).columns
    rate = 3.0 + PARAMETERS["facility_spread"] / 100.0
    days = PARAMETERS["money_market_day_count"]
    average = (columns["temporary_lending"][0] + columns["temporary_lending"][1]) / 2.0
    assert columns["loan_income"][1] == pytest.approx(average * rate / 1200.0 * days)


LIQUIDITY = 620.0 + 340.0 - 380.0
"""What assets leave for reserves and reverse repo in the situation below, bn."""


def beside(reference: float, on_rrp: float = 20.0, **changed: float) -> dict[str, float]:
    """Return a month's reserves and reverse repo where the announced plan leaves ``reference`` for both."""
    given = {
        "other_assets": 340.0, "on_rrp": on_rrp, "reference_liquidity": reference, "reference_bills": 20.0,
        "bank_assets": 4000.0, "reverse_repo_capacity": 1e4, **changed,
    }  # fmt: skip
    start = opening(mbs=[0.0] * 8)
    columns = simulate(start, environment(1, **given), scenario([decision()]), PARAMETERS).columns
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


def test_a_little_more_or_less_liquidity_moves_the_split_a_little() -> None:
    """Around the announced plan, across every point where another rule takes over."""
    path = [beside(LIQUIDITY + step / 2.0)["on_rrp"] for step in range(-200, 201)]
    moved = [before - after for before, after in pairwise(path)]
    assert all(-1e-9 <= each <= 0.5 + 1e-9 for each in moved)


def test_less_liquidity_drains_reverse_repo_first_and_in_the_end_all_of_it() -> None:
    """Plenty of it, as in 2022: reserves stay; little, as in 2019: both give way; none is left at last."""
    full = {"other_assets": 1340.0, "on_rrp": 700.0}
    plenty = LIQUIDITY + 1000.0
    assert beside(plenty + 100.0, **full)["reserves"] == pytest.approx(plenty - 600.0, abs=0.1)
    scarce = beside(LIQUIDITY + 1000.0, on_rrp=300.0)
    assert scarce["on_rrp"] < 60.0 and scarce["reserves"] <= LIQUIDITY
    assert beside(LIQUIDITY + 3000.0, on_rrp=300.0)["on_rrp"] < 1.0


def test_what_a_plan_leaves_more_goes_to_reverse_repo_once_banks_have_no_room() -> None:
    """A further dollar: nearly all stays while liquidity is scarce, nearly all goes where it is plenty."""
    scarce = {"bank_assets": 9000.0}
    plenty = {"bank_assets": 2000.0}
    assert beside(LIQUIDITY - 10.0, **scarce)["on_rrp"] - 20.0 < 1.5
    assert beside(LIQUIDITY - 10.0, **plenty)["on_rrp"] - 20.0 > 9.5


def test_banks_keep_more_where_reserves_pay_more_than_reverse_repo() -> None:
    level, dearer = ({"reserve_rate": rate, "reverse_repo_rate": 2.0} for rate in (2.0, 2.2))
    assert beside(500.0, **dearer)["on_rrp"] < beside(500.0, **level)["on_rrp"] - 5.0


def test_bills_taken_out_of_the_market_send_their_holders_to_reverse_repo() -> None:
    without, with_bills = beside(500.0), beside(500.0, reference_bills=0.0)
    assert 0.0 < with_bills["on_rrp"] - without["on_rrp"] < PARAMETERS["bill_substitution"] * 20.0


def test_nobody_uses_a_facility_that_takes_nothing() -> None:
    assert beside(400.0, 0.0, reverse_repo_capacity=0.0)["on_rrp"] == 0.0


def test_the_beginning_of_the_facility_is_no_cliff() -> None:
    """Purchases of 100 bn a month from 2012: no month moves reserves by more than what was bought."""
    found = runs.run("fed_history", 84, {"treasury_purchases": 100.0}, since="2012-01")
    history = runs.run("fed_history", 84)
    extra = [a - b for a, b in zip(found.columns["reserves"], history.columns["reserves"], strict=True)]
    begun = extra[36:]
    assert all(after > 0.9 * before for before, after in pairwise(begun))
    assert found.columns["on_rrp"][found.months.index("2013-07")] == 0.0
    assert found.columns["on_rrp"][82] > history.columns["on_rrp"][82] + 100.0


def test_without_caps_reverse_repo_is_drained_before_reserves_fall_below_history_s() -> None:
    announced, uncapped = (runs.run(f"fed_2022_{way}").columns for way in ("capped", "passive_uncapped"))
    withdrawn = zip(announced["bills_withdrawn"], uncapped["bills_withdrawn"], strict=True)
    bills = [PARAMETERS["bill_substitution"] * abs(a - b) for a, b in withdrawn]
    for n in range(12):
        assert uncapped["on_rrp"][n] <= announced["on_rrp"][n] + 1e-9
        assert (
            announced["reserves"][n] - 1.0
            < uncapped["reserves"][n]
            < announced["reserves"][n] + bills[n] + 1.0
        )
    assert uncapped["on_rrp"][42] < 30.0
    assert uncapped["reserves"][42] < announced["reserves"][42] - 500.0


def test_runoff_slows_and_ends_for_good_at_the_floor() -> None:
    plan = scenario([decision(treasury_runoff_cap=8.0, reserve_floor=12.0)] * 60)
    around = environment(60, bank_assets=4000.0, currency=[200.0 + n for n in range(61)])
    columns = simulate(opening(), around, plan, PARAMETERS).columns
    left, held = columns["runoff_treasuries"], columns["liquidity_to_bank_assets"]
    near = 12.0 + 100.0 * PARAMETERS["slowing_band"]
    for n in range(1, 60):
        assert left[n] == pytest.approx(8.0 * min(max((held[n - 1] - 12.0) / (near - 12.0), 0.0), 1.0))
    assert left[0] == 8.0 and left[59] == 0.0
    stopped = next(n for n, value in enumerate(held) if value < 12.0)
    assert set(left[stopped + 1 :]) == {0.0}


def test_a_floor_buys_what_is_missing_up_to_the_pace() -> None:
    plan = scenario([decision(reserve_floor=12.0)] * 24)
    drained = [300.0] * 6 + [450.0] * 19
    around = environment(24, bank_assets=4000.0, currency=drained)
    columns = simulate(opening(), around, plan, PARAMETERS).columns
    bought, held = columns["reserve_management"], columns["liquidity_to_bank_assets"]
    most = PARAMETERS["reserve_purchase_pace"] * 4000.0
    for n in range(1, 24):
        assert bought[n] == pytest.approx(min(max(480.0 - 40.0 * held[n - 1], 0.0), most))
    assert max(bought) == pytest.approx(most) and held[5] < 12.0 < held[4]
    assert held[23] == pytest.approx(12.0, abs=0.001)


def test_announced_bills_come_off_what_the_floor_buys() -> None:
    def bought(bills: float) -> list[float]:
        plan = scenario([decision(reserve_floor=14.6, bill_purchases=bills)] * 3)
        columns = simulate(opening(), environment(3, bank_assets=4000.0), plan, PARAMETERS).columns
        return list(columns["reserve_management"])

    assert bought(0.0)[0] > bought(1.0)[0] > 0.0 == bought(200.0)[0]


def test_sixty_years_end_in_a_balance_sheet_that_a_central_bank_could_have() -> None:
    """The shares of the next years for good: reserves at the floor, nothing lent, bills not the whole."""
    found = runs.run("fed_2025_reserve_management", 720, keep_ladders=False)
    columns, last = found.columns, 719
    gdp = runs.environment_of("fed", "2022-05", 720).paths["gdp"][1:]
    assert found.identity_error <= 1e-9
    assert max(columns["temporary_lending"]) == 0.0
    floor = runs.scenario_of(runs.scenario_record(found.scenario), 60).decisions[59].measures["reserve_floor"]
    for n in range(60, 720):
        assert columns["liquidity_to_bank_assets"][n] == pytest.approx(floor, abs=0.3)
        assert 0.15 < columns["total_assets"][n] / gdp[n] < 0.25
    share = columns["bills"][last] / columns["treasuries"][last]
    assert share == pytest.approx(PARAMETERS["bills_share"], abs=0.03)
    assert columns["other_liabilities"][last] > 0.0 == columns["deferred_asset"][last]
    assert 0.0 < columns["net_income"][last] * 12.0 / gdp[last] < 0.01


def test_opening_scenario_and_environment_must_meet() -> None:
    with pytest.raises(ValueError, match="it must start in 2020-01"):
        late = scenario([decision()])
        late.start = "2020-02"
        simulate(opening(), environment(1), late, PARAMETERS)
    with pytest.raises(ValueError, match="needs 4"):
        simulate(opening(), environment(2), scenario([decision()] * 3), PARAMETERS)


@pytest.mark.parametrize(("name", "beside"), [("ecb_history", "ecb_pepp"), ("boe_history", "boe_temporary")])
def test_money_enters_by_lending_too_and_once(name: str, beside: str) -> None:
    """Lending is on the sheet of the bank's own run, euro for euro in reserves, and not in the one beside."""
    found = runs.run(name)
    lent = found.columns["other_assets"]
    held = zip(found.columns["treasuries"], found.columns["other_programme_holdings"], lent, strict=True)
    assert found.columns["reserves"] == pytest.approx([sum(each) for each in held])
    assert max(lent) > 100.0
    assert set(runs.run(beside).columns["other_assets"]) == {0.0}
