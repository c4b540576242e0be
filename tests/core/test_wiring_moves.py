"""A lever moves its own field of a decision, or its own path, from its month on, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from qeqt import runs
from qeqt.core import months, moves
from qeqt.core.case import other_programme
from qeqt.core.scenario import Announcement, Belief, Decision, Environment, Mix, SaleBucket, Scenario, Share
from qeqt.data import decisions

MIX, OTHER_MIX = Mix([Share(120, 1.0)], []), Mix([Share(60, 1.0)], [])
NAMES = decisions.measures()
DECLARED = decisions.declared()
MEASURES = [name for name in NAMES if DECLARED[name].high]
SET_PATHS = [name for name, each in DECLARED.items() if each.kind in ("path", "switch")]
SHIFTED = [name for name, each in DECLARED.items() if each.kind == "shift"]
KINDS = {name: each.kind for name, each in DECLARED.items()}


def decision(**changed: Any) -> Decision:
    """Every measure is another number, so that two that change places are seen."""
    mixes = {"sale_mix": changed.pop("sale_mix", [SaleBucket(1, 60, 1.0)])}
    measures = {name: 10.0 + n for n, name in enumerate(NAMES)}
    return Decision({**measures, **changed}, MIX, OTHER_MIX, OTHER_MIX, [0.25, 0.75], **mixes)


def plan(count: int = 6, **changed: Any) -> Scenario:
    news = [
        Announcement("2020-01", "2020-01", False, "", False),
        Announcement("2020-04", "2020-05", True, "2021-05", True),
    ]
    return Scenario("plan", "2020-01", [decision() for _ in range(count)], news, **changed)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_moves_itself_alone(measure: str) -> None:
    (moved, *_) = moves.moved_plan(plan(1), {measure: 99.0}, "2020-01", {}).decisions
    assert moved == decision(**{measure: 99.0})


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_is_moved_from_its_month_on(measure: str) -> None:
    moved = moves.moved_plan(plan(), {measure: 99.0}, "2020-03", {})
    changed = [months.after("2020-01", t) for t, each in enumerate(moved.decisions) if each != decision()]
    assert changed == ["2020-03", "2020-04", "2020-05", "2020-06"]


def test_sales_where_there_were_none_take_all_maturities() -> None:
    still = Scenario("plan", "2020-01", [decision(treasury_sales=0.0, sale_mix=[])], [])
    (moved,) = moves.moved_plan(still, {"treasury_sales": 5.0}, "2020-01", {}).decisions
    taken = ("treasury_sales", "sales_from", "sales_to")
    assert [moved.measures[name] for name in taken] == [5.0, 1.0, 360.0]


EXPECTED = {"expected_hold": 4.0, "expected_runoff": 9.0}


@pytest.mark.parametrize(
    ("said", "hold", "runoff"),
    [
        ({"expected_hold_quarters": 2.0}, 6, 27),
        ({"expected_runoff_quarters": 3.0}, 12, 9),
        ({"expected_hold_quarters": 2.0, "expected_runoff_quarters": 3.0}, 6, 9),
    ],
)
def test_what_a_reader_says_that_markets_believe_holds_from_that_month(
    said: dict[str, float], hold: int, runoff: int
) -> None:
    moved = moves.moved_plan(plan(), said, "2020-03", EXPECTED)
    assert moved.announcements == plan().announcements
    assert moved.beliefs == [Belief("2020-03", hold, runoff)]


def test_a_move_is_known_from_its_month_and_what_was_decided_before_it_is_kept() -> None:
    moved = moves.moved_plan(plan(), {"mbs_sales": 1.0}, "2020-03", EXPECTED)
    assert (moved.before, moved.moved_from, moved.beliefs) == (plan().decisions, "2020-03", [])
    assert (plan().before, plan().moved_from) == ([], "")


def surroundings() -> Environment:
    names = (*SET_PATHS, *SHIFTED, "other")
    return Environment("2019-12", {name: [n + t / 10 for t in range(7)] for n, name in enumerate(names)})


@pytest.mark.parametrize("name", [*SET_PATHS, *SHIFTED])
def test_a_path_is_moved_alone_and_from_its_month_on(name: str) -> None:
    before, moved = (
        surroundings().paths,
        moves.moved_environment(surroundings(), {name: 50.0}, KINDS, "2020-03", 7).paths,
    )
    path = before[name]
    late = [50.0] * 4 if name in SET_PATHS else [value + 50.0 for value in path[3:]]
    assert moved == {**before, name: [*path[:3], *late]}


def test_a_reference_is_given_month_by_month_with_its_first_month_at_the_opening() -> None:
    reference = runs.run("fed_2022_capped", 12)
    found = moves.reference_paths(reference)
    effect = reference.columns["term_premium_effect_bp"]
    pairs = zip(reference.columns["reserves"], reference.columns["on_rrp"], strict=True)
    liquid = [reserves + on_rrp for reserves, on_rrp in pairs]
    value, news = reference.columns["expected_duration"], reference.columns["duration_news"]
    bills = reference.columns["bills_withdrawn"]
    assert found == {"reference_bills": [bills[0], *bills], "reference_effect_bp": [effect[0], *effect],
                     "reference_duration": [value[0], *value], "reference_news": [news[0], *news],
                     "reference_liquidity": [liquid[0], *liquid]}  # fmt: skip


def test_what_is_held_beside_is_that_of_the_same_month_and_nothing_before() -> None:
    other = runs.run("ecb_pepp", 12)
    held = other.columns["treasuries"]
    assert other.months[0] == "2020-03"
    assert other_programme(other, "2020-01", 5)["other_programme_holdings"] == [0.0, 0.0, *held[:3]]
    found = other_programme(other, "2020-04", 3)
    assert found["other_programme_holdings"] == held[1:4]
    assert found["other_programme_duration"] == other.columns["expected_duration"][1:4]
    assert found["other_programme_news"] == other.columns["duration_news"][1:4]
    with pytest.raises(ValueError, match=f"ends in {other.months[-1]}"):
        other_programme(other, other.months[-1], 2)
