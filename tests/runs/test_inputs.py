"""Records that only the model reads: distributions over maturities, scenarios' changes, what is moved."""

import copy
from dataclasses import replace
from pathlib import Path

import pytest

from qeqt import data, runs
from qeqt.data import decisions, maturity_mixes
from qeqt.data.fields import RecordError
from qeqt.data.records import ScenarioRecord, Step
from qeqt.study import backtest_sensitivity

TABLES = maturity_mixes.mixes("fed").tables
LESS = Step(start="2022-06", value=-5.0, reference="x", confidence="computed")


@pytest.mark.parametrize("name", sorted(name for name in TABLES if not name.startswith("settlement")))
def test_a_distribution_adds_up_and_stays_inside_thirty_years(name: str) -> None:
    mix = TABLES[name].mix
    parts = mix.nominal + mix.indexed
    assert sum(part.share for part in parts) == pytest.approx(1.0)
    assert all(1 <= part.months <= 360 and part.share > 0 for part in parts)


@pytest.mark.parametrize("name", sorted(name for name in TABLES if name.startswith("settlement")))
def test_every_trade_settles_once(name: str) -> None:
    assert sum(TABLES[name].settlement()) == pytest.approx(1.0)


def test_the_published_distribution_of_the_maturity_extension_is_kept() -> None:
    """New York Fed, 21 September 2011: 32, 32, 4 and 29 percent of nominal sectors, 3 percent indexed."""
    mix = TABLES["mep"].mix
    sectors = [(73, 96, 0.32), (97, 120, 0.32), (121, 240, 0.04), (241, 360, 0.29)]
    for first, last, share in sectors:
        assert sum(p.share for p in mix.nominal if first <= p.months <= last) == pytest.approx(share)
    assert sum(p.share for p in mix.indexed) == pytest.approx(0.03)


def test_a_distribution_file_with_slips_names_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policy" / "mixes").mkdir(parents=True)
    (tmp_path / "policy" / "mixes" / "bad.toml").write_text(
        '[schedule]\nrollover = [{ from = "2008-01", mix = "even" }]\n'
        'purchases = [{ from = "2008-01", mix = "evn" }]\nsettlement = [{ from = "soon", mix = "even" }]\n'
        '[even]\nname_zh = "平均"\nunit = "w"\nrows = [[1, 12, 5]]\nseen_in = ["x"]\nconfidence = "read"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(maturity_mixes, "__file__", str(tmp_path / "mixes.py"))
    with pytest.raises(RecordError) as caught:
        maturity_mixes.mixes("bad")
    said = str(caught.value)
    assert "rows of 4 numbers" in said
    assert "even.source" in said
    assert "nearest valid: even" in said
    assert "settlement[1].from" in said


def record(**changed: object) -> ScenarioRecord:
    plain = {
        "key": "slip", "name_zh": "x", "summary_zh": "x", "bank": "fed", "opening": "fed_2022_05",
        "start": "2022-06", "months": 2,
    }  # fmt: skip
    return ScenarioRecord(**{**plain, **changed})  # type: ignore[arg-type]


def test_a_scenario_with_an_unknown_setting_or_measure_names_the_nearest() -> None:
    with pytest.raises(RecordError, match="'programm' is not known; nearest valid: programme"):
        runs.scenario_of(record(settings={"programm": "app"}), 2)
    with pytest.raises(RecordError, match="'treasury_cap' is not known; nearest valid: treasury_runoff_cap"):
        runs.scenario_of(record(changes={"treasury_cap": ()}), 2)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"start": "2022"}, "start: found '2022'; a month"),
        ({"settings": {"premium_half_life_quarters": -1}}, "premium_half_life_quarters: found -1"),
        ({"settings": {"rule": "yes"}}, "settings.rule: found 'yes'; true or false"),
        ({"settings": {"until": "soon"}}, "settings.until: found 'soon'; a month"),
        ({"settings": {"reference": 3}}, "settings.reference: found 3; a text"),
        ({"settings": {"expected_hold_quarters": 4}}, "setting 'expected_hold_quarters' is not known"),
        ({"changes": {"mbs_sales": (LESS,)}}, "changes.mbs_sales, from 2022-06: found -5.0; 0 or more"),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_a_scenario_with_a_value_it_may_not_have_names_key_value_and_what_is_right(
    changed: dict[str, object], said: str
) -> None:
    with pytest.raises(RecordError, match="file.toml: scenario slip: .*" + said):
        runs.scenario_of(record(file="file.toml", **changed), 2)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"settings": {"reference": "slip"}}, "settings.reference: found 'slip'; it leads in a ring"),
        ({"settings": {"reference": "fed_2022_caped"}}, "nearest valid: fed_2022_capped"),
        ({"opening": "boj_2024_03"}, "an opening of fed is needed, this one is of boj"),
        ({"shocks": {"demand_shok": ()}}, "shock 'demand_shok' is not known; nearest valid: demand_shock"),
        ({"opening": "fed_2022_06"}, "nearest valid: fed_2022_05"),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_a_scenario_that_leans_on_what_it_cannot_says_so(
    changed: dict[str, object], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = record(**changed)
    known = {**data.scenarios(), "slip": slip}
    monkeypatch.setattr(data, "scenarios", lambda: known)
    with pytest.raises(RecordError, match=said):
        runs.enter({}, "slip", 2)


def test_after_until_no_announced_purchase_or_cap_is_left() -> None:
    plan = runs.scenario_of(data.scenarios()["fed_qe2"], 60)
    late = plan.decisions[40]
    over = ("treasury_purchases", "mbs_purchases", "treasury_sales", "treasury_runoff_cap")
    assert [late.measures[name] for name in over] == [0.0] * 4
    assert late.measures["principal_to_treasuries"] > 0.0


def test_policy_is_in_force_as_announced() -> None:
    plan = runs.scenario_of(data.scenarios()["fed_history"], 204)
    caps = {
        month: plan.decisions[n].measures["treasury_runoff_cap"]
        for month, n in (("2018-10", 117), ("2022-06", 161), ("2024-06", 185), ("2025-12", 203))
    }
    assert caps == {"2018-10": 30.0, "2022-06": 30.0, "2024-06": 25.0, "2025-12": 0.0}
    assert sum(plan.decisions[n].measures["treasury_runoff_cap"] for n in range(105, 127)) == 435.0


def test_moving_an_input_moves_the_error_it_feeds() -> None:
    base = backtest_sensitivity.history()
    errors = backtest_sensitivity.errors(base)
    assert errors["treasuries"] < 3.0
    wanted = {"treasury purchases of spring 2020": "treasuries", "MBS purchases of spring 2020": "mbs"}
    seen = set()
    for name, change, case in backtest_sensitivity.purchase_moves(base):
        if name in wanted and change == "times 1.1":
            assert backtest_sensitivity.errors(case)[wanted[name]] > errors[wanted[name]]
            seen.add(name)
    assert seen == set(wanted)


def test_every_remembered_number_can_be_moved() -> None:
    names = {name for name, _, _ in backtest_sensitivity.moves(backtest_sensitivity.history())}
    assert {f"parameter {key}" for key in ("turnover_cpr", "refinancing_max")} <= names
    assert {"MBS settlement", "auction sizes", "opening: indexed part", "given mortgage_rate"} <= names


def test_a_plan_takes_every_declared_measure() -> None:
    taken: set[str] = set()

    def value(name: str) -> float:
        taken.add(name)
        return 1.0

    found = runs.decision("2022-06", value, maturity_mixes.mixes("fed"))
    assert taken == set(found.measures) == set(decisions.measures())


def test_a_measure_in_another_unit_than_declared_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"treasury_sales": replace(data.policy("fed")["treasury_sales"], unit="mn USD per month")}
    monkeypatch.setattr(data, "policy", lambda bank: wrong)
    with pytest.raises(RecordError, match=r"treasury_sales\.unit: found 'mn USD per month'; the dec"):
        decisions.check_policy("fed")


def test_a_misspelt_measure_of_a_bank_s_policy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    known = data.policy("fed")
    renamed = {key.replace("treasury_runoff_cap", "treasury_runoff_cpa"): known[key] for key in known}
    monkeypatch.setattr(data, "policy", lambda bank: renamed)
    with pytest.raises(RecordError, match="nearest valid: treasury_runoff_cap"):
        runs.run("fed_2022_capped", 1)


def test_a_misspelt_parameter_is_named_with_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    known = data.parameters("fed")
    renamed = {key.replace("turnover_cpr", "turnover_cprr"): known[key] for key in known}
    monkeypatch.setattr(data, "parameters", lambda bank: renamed)
    with pytest.raises(
        RecordError, match=r"'turnover_cpr' is needed.*fed\.toml.*nearest valid: turnover_cprr"
    ):
        runs.run("fed_2022_capped", 1)


@pytest.mark.parametrize("moves", [{}, {"policy_shock": 1.0}, {"government_account": 100.0}], ids=str)
def test_no_run_changes_the_given_paths_that_are_kept(moves: dict[str, float]) -> None:
    before = copy.deepcopy(runs.given_paths("fed", "2022-05", 43))
    runs.run("fed_2022_capped", 43, moves)
    assert runs.given_paths("fed", "2022-05", 43) == before
