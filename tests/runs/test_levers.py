"""What a reader moves: only what is moved changes, from the month it is moved, in the direction it says."""

import pytest

from qeqt import runs
from qeqt.cli.commands import main
from qeqt.core import months
from qeqt.data import decisions
from qeqt.data.fields import RecordError
from qeqt.runs import assemble

PLAN = "fed_2022_capped"
SINCE = "2023-06"


def column(name: str, **moves: float) -> list[float]:
    return runs.run(PLAN, overrides=moves, since=SINCE).columns[name]


def test_before_the_first_moved_month_nothing_differs() -> None:
    first = months.between("2022-06", SINCE)
    assert column("treasuries", treasury_sales=20.0)[:first] == column("treasuries")[:first]


def test_a_measure_set_to_what_it_was_changes_nothing() -> None:
    assert column("treasuries", treasury_sales=0.0) == pytest.approx(column("treasuries"), rel=1e-12)


@pytest.mark.parametrize(
    ("moves", "name", "sign"),
    [
        ({"treasury_runoff_cap": 0.0}, "treasuries", 1),
        ({"mbs_runoff_cap": 0.0}, "mbs", 1),
        ({"treasury_sales": 10.0}, "treasuries", -1),
        ({"mbs_sales": 10.0}, "mbs", -1),
        ({"treasury_purchases": 10.0}, "treasuries", 1),
        ({"bill_purchases": 10.0}, "bills", 1),
        ({"government_account": 200.0}, "reserves", -1),
        ({"policy_shock": 1.0}, "net_income", -1),
        ({"term_premium_shock": 1.0}, "output_gap", -1),
    ],
    ids=lambda value: str(value),
)
def test_a_move_pushes_its_way(moves: dict[str, float], name: str, sign: int) -> None:
    assert sign * (column(name, **moves)[-1] - column(name)[-1]) > 0


def test_run_off_slows_and_ends_for_good_at_the_floor() -> None:
    floor = 15.0
    liquidity = column("liquidity_to_bank_assets", reserve_floor=floor, treasury_runoff_cap=120.0)
    left = column("runoff_treasuries", reserve_floor=floor, treasury_runoff_cap=120.0)
    below = next(n for n, value in enumerate(liquidity) if value < floor)
    assert max(left[below + 2 :]) == 0.0
    assert left[below - 1] < 60.0 < left[months.between("2022-06", SINCE)]


def test_markets_that_expect_a_longer_hold_see_a_larger_effect() -> None:
    longer = column("term_premium_effect_bp", expected_hold_quarters=20, expected_runoff_quarters=20)
    shorter = column("term_premium_effect_bp", expected_hold_quarters=0, expected_runoff_quarters=8)
    assert longer[-1] < shorter[-1]


def test_an_unknown_move_names_the_nearest() -> None:
    with pytest.raises(RecordError, match="treasury_sales"):
        runs.run(PLAN, overrides={"treasury_sale": 1.0})


@pytest.mark.parametrize("since", ["2019-01", "2031-01"])
def test_moves_begin_inside_the_plan(since: str) -> None:
    with pytest.raises(ValueError, match="the plan runs from 2022-06"):
        runs.run(PLAN, overrides={"treasury_sales": 1.0}, since=since)


@pytest.mark.parametrize(
    "arguments",
    [["--set", "treasury_sales=20", "--from", "2023-13"], ["--set", "treasury_sales=9000"], ["--set", "x=1"]],
    ids=lambda given: given[-1],
)
def test_the_command_says_what_is_wrong(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", PLAN, *arguments]) == 2
    assert capsys.readouterr().err.startswith("qeqt: ")


@pytest.mark.parametrize("form", [[], ["--json"], ["--bands", "--draws", "3"]], ids=str)
def test_the_command_prints_what_lies_outside_the_data(
    form: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "fed_no_qe", "--months", "12", *form]) == 0
    assert "demand curve's data" in capsys.readouterr().out


def test_what_a_scenario_sets_itself_no_reader_moves_and_it_says_so() -> None:
    plain, moved = runs.run("ecb_pepp"), runs.run("ecb_pepp", overrides={"premium_amortisation": 1.25})
    assert moved.columns == plain.columns
    assert not plain.cautions
    assert "premium_amortisation is set by the scenario ecb_pepp itself" in moved.cautions[0]


def test_a_move_reaches_its_own_programme_and_not_the_one_beside_it() -> None:
    plain, moved = runs.run("ecb_history"), runs.run("ecb_history", overrides={"premium_amortisation": 1.25})
    assert moved.columns["other_programme_holdings"] == plain.columns["other_programme_holdings"]
    assert moved.columns["treasuries"] != plain.columns["treasuries"]
    assert "ecb_pepp" in moved.cautions[0]


@pytest.mark.parametrize(("scenario", "printed"), [("taiwan_hot_money", True), ("fed_2022_capped", False)])
def test_the_command_prints_taiwan_where_a_scenario_moves_it(
    scenario: str, printed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", scenario, "--months", "12"]) == 0
    assert ("twd" in capsys.readouterr().out) is printed


@pytest.mark.parametrize("above", [-1.0, -0.5, 1.0, 2.0])
def test_a_rate_above_the_rule_stays_so_far_above_and_cannot_explode(above: float) -> None:
    found = runs.run("fed_2022_capped", 240, {"policy_shock": above, "follows_rule": 1.0}, keep_ladders=False)
    path = found.columns["policy_rate_deviation"]
    assert path[0] == pytest.approx(above, abs=0.01)
    assert max(abs(each) for each in path) <= abs(above) * 1.05
    assert max(abs(each) for each in found.columns["output_gap"]) < 2.5 * abs(above)


def test_a_rate_that_the_bound_stops_is_so_far_below_the_rule_once_it_can_be() -> None:
    found = runs.run("fed_2022_capped", 60, {"policy_shock": -2.0, "follows_rule": 1.0}, keep_ladders=False)
    path = found.columns["policy_rate_deviation"]
    assert path[0] > -1.5
    assert min(path) == pytest.approx(-2.0, abs=0.1)
    assert path[12] == pytest.approx(-2.0, abs=0.2)


def test_a_value_beyond_the_data_carries_a_caution() -> None:
    def said(**moves: float) -> list[str]:
        return [each for each in runs.run(PLAN, overrides=moves).cautions if "data go from" in each]

    assert said(policy_shock=1.0) == []
    assert said(treasury_runoff_cap=60.0) == []
    beyond = said(policy_shock=2.0, mbs_sales=10.0)
    assert [each.split()[0] for each in beyond] == ["policy_shock", "mbs_sales"]


def test_the_data_of_the_rate_above_the_rule_are_what_2020_to_2023_gives() -> None:
    keeps = runs.parameter_values("fed")["rule_inertia"] ** (1.0 / 3.0)
    above, path = 0.0, []
    for shock in assemble.shocks_of_history():
        above = keeps * above + shock.surprise
        path.append(above)
    entry = decisions.declared()["policy_shock"]
    assert entry.observed == (pytest.approx(min(path), abs=0.05), pytest.approx(max(path), abs=0.05))
