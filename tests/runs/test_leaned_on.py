"""What a run leans on is run once while nothing in it has changed, and gives what a fresh run gives."""

from dataclasses import replace

import pytest

from qeqt import data, runs
from qeqt.core.results import Results
from qeqt.runs import leaned_on

MOVED = {
    "fed_2022_capped": {"treasury_runoff_cap": 40.0},
    "fed_no_qe": {"policy_shock": 0.1},
    "ecb_pepp": {"treasury_purchases": 1.0},
    "boj_taper": {"treasury_purchases": 3000.0},
}


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaned_on, "RUNS", type(leaned_on.RUNS)())


def moved(name: str) -> Results:
    return runs.run(name, overrides=MOVED[name], keep_ladders=False)


@pytest.mark.parametrize("name", MOVED)
def test_a_run_is_the_same_whether_what_it_leans_on_was_run_before_or_not(name: str) -> None:
    first = moved(name)
    known = dict(leaned_on.RUNS)
    assert known
    assert moved(name).columns == first.columns
    assert {key: each.results for key, each in leaned_on.RUNS.items()} == {
        key: each.results for key, each in known.items()
    }


def test_other_records_or_parameters_are_other_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    before = moved("fed_2022_capped").columns
    steep = runs.run("fed_2022_capped", overrides={**MOVED["fed_2022_capped"], "stock_coefficient": 45.0})
    assert steep.columns["term_premium_effect_bp"] != before["term_premium_effect_bp"]
    policy = data.policy("fed")
    measure = policy["treasury_runoff_cap"]
    halved = tuple(replace(each, value=(each.value or 0.0) / 2.0) for each in measure.steps)
    changed = {**policy, "treasury_runoff_cap": replace(measure, steps=halved)}
    monkeypatch.setattr(data, "policy", lambda bank: changed)
    kept = moved("fed_2022_capped").columns
    leaned_on.RUNS.clear()
    assert moved("fed_2022_capped").columns == kept
    assert kept != before
