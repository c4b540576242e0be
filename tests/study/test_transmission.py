"""What each lever moves in each scenario: signs that a reviewer can read hold everywhere."""

from __future__ import annotations

import pytest

from macros.kept import model_answers
from qeqt import data, runs
from qeqt.core.economy.sector import SHOCKS
from qeqt.core.stability.sector import SHOCKS as STABILITY_SHOCKS
from qeqt.core.taiwan.sector import SHOCKS as TAIWAN_SHOCKS
from qeqt.data import decisions
from qeqt.data.shocks import shocks
from qeqt.data.signs import Sign, signs
from qeqt.study import transmission
from qeqt.study.evidence import table

pytestmark = pytest.mark.xdist_group("transmission")


def reaches(lever: str) -> list[transmission.Reach]:
    return [each for each in model_answers.transmission() if each.lever == lever]


@pytest.mark.parametrize("sign", signs().values(), ids=lambda sign: sign.key)
def test_a_sign_holds_in_every_scenario_in_which_the_lever_moves_the_column(sign: Sign) -> None:
    found = {
        each.scenario: each.signs[sign.column] for each in reaches(sign.lever) if sign.column in each.signs
    }
    assert len(found) > 0
    assert {name for name, way in found.items() if way != sign.sign} == set(sign.apart)


def test_a_sign_of_evidence_names_published_results() -> None:
    known = {row.id for row in table.read_rows()}
    assert {row for sign in signs().values() for row in sign.rows} <= known
    assert {sign.basis for sign in signs().values()} == {"identity", "imposed", "evidence"}


def test_every_lever_of_every_bank_is_tried_in_every_scenario() -> None:
    tried = {(each.scenario, each.lever) for each in model_answers.transmission()}
    for name, record in data.scenarios().items():
        found = {lever for scenario, lever in tried if scenario == name}
        assert found - set(shocks()) == set(decisions.levers(record.bank)), name


def test_every_shock_that_the_model_knows_is_tried_and_moves_something() -> None:
    known = {*SHOCKS, *TAIWAN_SHOCKS, *STABILITY_SHOCKS}
    assert set(shocks()) == known - set(decisions.levers("fed"))
    given = {(name, key) for name, record in data.scenarios().items() for key in record.shocks}
    kinds = {(each.scenario, each.lever): each.kind for each in model_answers.transmission()}
    assert {pair for pair in given if pair[1] in shocks()} <= set(kinds)
    for key in shocks():
        found = {kind for (_, lever), kind in kinds.items() if lever == key}
        assert found == {"transmitting"}, key


def test_only_what_is_not_there_is_dead() -> None:
    """Nothing is held that could be sold, and no gilt of the temporary purchases falls due."""
    dead = {(each.scenario, each.lever) for each in model_answers.transmission() if each.kind == "dead"}
    assert dead == {
        ("fed_no_qe", "mbs_runoff_cap"), ("fed_no_qe", "mbs_sales"),
        *((name, "treasury_runoff_cap") for name in data.scenarios("boe") if is_temporary(name)),
    }  # fmt: skip


def is_temporary(name: str) -> bool:
    return data.scenarios()[name].opening == "boe_temporary_2022_08"


def test_a_lever_that_the_scenario_has_pulled_already_is_pulled_back() -> None:
    """Where the rule is followed, its switch is tried downwards, and the sign is that of a pull up."""
    name = "economy_rate_100bp"
    (found,) = (each for each in reaches("follows_rule") if each.scenario == name)
    assert (found.kind, found.value) == ("transmitting", 0.0)


def test_signs_end_where_a_floor_first_slows_the_scenario_or_the_pull() -> None:
    """By runs of their own: the month is the first in which either is slowed; a floor's own pull has none."""
    scenario, own = "economy_rate_100bp", "reserve_floor"
    cut = {each.lever: each for each in model_answers.transmission() if each.scenario == scenario}
    assert (cut[own].kind, cut[own].until) == ("transmitting", "")
    for lever in ("treasury_runoff_cap", "treasury_purchases"):
        reach = cut[lever]
        pulled = runs.run(scenario, overrides={lever: reach.value}, since=reach.since)
        paths = [run.columns["runoff_share"] for run in (runs.run(scenario), pulled)]
        least = dict(zip(pulled.months, map(min, *paths), strict=True))
        assert reach.until == next(month for month, share in least.items() if share < 1.0), lever


def test_no_lever_on_the_yield_works_only_in_the_accounts_where_something_is_held() -> None:
    yields = ("treasury_sales", "mbs_sales", "treasury_purchases", "mbs_purchases", "treasury_runoff_cap")
    accounts = {
        each.scenario
        for lever in yields
        for each in reaches(lever)
        if each.kind == "accounts" and each.scenario.startswith("fed_")
    }
    assert accounts <= {"fed_no_qe", "fed_2022_reserve_floor"}, "a cap of 120 binds bills alone"
