"""Plans drawn at random, over every preset and lever, with the stop rule off and on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, event, example, given, settings
from hypothesis import strategies as st

from qeqt import data, runs
from qeqt.core import months
from qeqt.core.economy import term_premium
from qeqt.core.results import Results
from qeqt.data import decisions
from qeqt.runs import economy_paths

PRESETS = tuple(data.scenarios("fed"))
TIGHTER = {"treasury_runoff_cap": 80.0, "mbs_runoff_cap": 50.0, "treasury_sales": 10.0, "mbs_sales": 5.0}
EASIER = {"treasury_purchases": 80.0, "mbs_purchases": 50.0}
SMALL = 1e-9
LEVERS = decisions.levers("fed")
SWITCHES = ("follows_rule", "market_stress")
WHOLE = [key for key in LEVERS if decisions.declared()[key].whole]
STOP = "reserve_floor"
"""Run-off that has stopped does not begin again: it stops one month earlier or it does not."""
BAND = 100.0 * runs.parameter_values("fed")["slowing_band"]
FREE = tuple(
    name
    for name in PRESETS
    if not any(
        each.measures[STOP]
        for each in runs.scenario_of(runs.scenario_record(name), data.scenarios()[name].months).decisions
    )
)
"""Presets in which no floor slows run-off or buys."""
CONTINUOUS = [key for key in LEVERS if key not in (*SWITCHES, *WHOLE, STOP)]


class Seen(NamedTuple):
    """What a month was worth."""

    effect: float
    """On the ten-year yield, bp."""
    expected: list[float]
    """At each horizon, with what the Treasury keeps out."""
    value: float
    """Of what is expected."""
    broken: bool
    """Markets are."""
    news: float
    """What of that value has become known since they are."""


@contextmanager
def expectations() -> Iterator[list[Seen]]:
    """Write down, month by month of every run, what was expected and what it was worth."""
    seen: list[Seen] = []
    step = term_premium.step

    def told(previous: Any, inputs: Any, terms: Any, parameters: Any, numbers: Any) -> Any:
        found = step(previous, inputs, terms, parameters, numbers)
        path = inputs.now.holdings
        left = 1.0 - term_premium.given_back(inputs.bill_refinancing, terms.kept_by_treasury, parameters)
        pairs = zip(path.months, path.held, path.refinanced, strict=True)
        kept = found.kept_out
        held = [each + kept * inputs.refinanced_keeps**at + off * left for at, each, off in pairs]
        effect, news = found.term_premium_effect_bp, found.news_under_stress
        seen.append(Seen(effect, held, found.duration, inputs.stress > 0.0, news))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(term_premium, "step", told)
        yield seen


@st.composite
def plans(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[str, str, dict[str, float], dict[str, float]]:
    """Draw a preset, a first month, and two plans from then on: the second is the easier one."""
    name = draw(st.sampled_from(names))
    record = data.scenarios()[name]
    since = months.after(record.start[:7], draw(st.integers(0, record.months - 2)))
    chosen = draw(st.lists(st.sampled_from([*TIGHTER, *EASIER]), min_size=1, max_size=6, unique=True))
    tight, easy = {}, {}
    for key in chosen:
        most = {**TIGHTER, **EASIER}[key]
        low, high = sorted((draw(st.floats(0.0, most)), draw(st.floats(0.0, most))))
        tight[key], easy[key] = (high, low) if key in TIGHTER else (low, high)
    return name, since, tight, easy


def run(name: str, since: str, moves: dict[str, float]) -> tuple[Results, list[Seen]]:
    """Return a run, and what was expected in its months; a plan that nobody could carry out is left out."""
    try:
        with expectations() as seen:
            found = runs.run(name, overrides=dict(moves), since=since, keep_ladders=False)
    except ValueError:
        assume(False)
    return found, seen[-len(found.months) :]


def no_more_news(one: Seen, other: Seen) -> bool:
    """Whether markets are calm, or at least as much of the other's plan has become known since they broke."""
    return not one.broken or other.news >= one.news


def check_expected(first: list[Seen], second: list[Seen]) -> int:
    """Hold two plans to it: no less expected at any horizon, no higher yield; return how often it was so."""
    held = 0
    for one, other in zip(first, second, strict=True):
        if all(b >= a for a, b in zip(one.expected, other.expected, strict=True)):
            assert other.value >= one.value - SMALL
            assert other.effect <= one.effect + SMALL or not no_more_news(one, other)
            held += 1
    return held


@cache
def preset(name: str) -> list[Seen]:
    with expectations() as seen:
        found = runs.run(name, keep_ladders=False)
    return seen[-len(found.months) :]


def check_beside(name: str, plan: list[Seen]) -> None:
    """Hold a plan to it beside its preset, whatever was news to which: what is worth more eases more."""
    for one, other in zip(preset(name), plan, strict=True):
        assert (other.value - one.value) * (other.effect - one.effect) <= SMALL


CAUGHT_UP = [
    (
        "economy_2021_without_demand",
        "2009-01",
        {"treasury_runoff_cap": 0.0, "mbs_runoff_cap": 22.0, "treasury_sales": 10.0},
        {"treasury_runoff_cap": 0.0, "mbs_runoff_cap": 0.0, "treasury_sales": 8.0},
    ),
    (
        "taiwan_2022",
        "2009-10",
        {"treasury_runoff_cap": 76.0, "mbs_runoff_cap": 29.0, "mbs_purchases": 0.0, "treasury_sales": 10.0},
        {"treasury_runoff_cap": 0.0, "mbs_runoff_cap": 0.0, "mbs_purchases": 2.0, "treasury_sales": 4.0},
    ),
    (
        "fed_history",
        "2015-10",
        {"treasury_runoff_cap": 24.0, "mbs_runoff_cap": 50.0, "mbs_purchases": 0.0, "treasury_sales": 10.0},
        {"treasury_runoff_cap": 22.0, "mbs_runoff_cap": 27.0, "mbs_purchases": 5.0, "treasury_sales": 0.0},
    ),
]
"""Who held less when markets broke in 2020: what is bought then is more news to him."""


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(FREE))
@example(CAUGHT_UP[0])
@example(CAUGHT_UP[1])
@example(CAUGHT_UP[2])
def test_the_easier_of_two_plans_never_has_the_higher_yield(
    drawn: tuple[str, str, dict[str, float], dict[str, float]],
) -> None:
    """Without a floor: in every month of every preset, unless it catches up while markets are broken.

    Of what is expected of holdings this holds exactly, and so it does beside the preset in broken markets
    too; of the lever to a hundredth of a basis point: where nothing runs off, the easier plan's lower yield
    shortens mortgages.
    """
    name, since, tight, easy = drawn
    first, seen = run(name, since, tight)
    second, other = run(name, since, easy)
    held = check_expected(seen, other)
    event(f"expected no less in {10 * (10 * held // len(seen))}% of the months")
    check_beside(name, seen)
    check_beside(name, other)
    for t, one in enumerate(seen):
        if not no_more_news(one, other[t]):
            continue
        assert other[t].effect <= one.effect + 0.01, first.months[t]
        if first.columns["policy_rate"][t] == second.columns["policy_rate"][t]:
            assert second.columns["long_yield"][t] <= first.columns["long_yield"][t] + 1e-4


STOPPED = tuple(name for name in FREE if name.startswith("fed_2022"))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(STOPPED), st.floats(9.0, 14.0))
def test_with_a_floor_the_same_holds_of_what_is_expected_and_of_levers_until_one_of_the_plans_slows(
    drawn: tuple[str, str, dict[str, float], dict[str, float]], floor: float
) -> None:
    name, since, tight, easy = drawn
    first, seen = run(name, since, {**tight, STOP: floor})
    second, other = run(name, since, {**easy, STOP: floor})
    check_expected(seen, other)
    until = min(stopped(first, floor), stopped(second, floor), len(seen))
    event("slowed" if until < len(first.months) else "never slowed")
    for t in range(until):
        assert other[t].effect <= seen[t].effect + 0.01, first.months[t]


def stopped(found: Results, floor: float) -> int:
    """Return the place of the first month in which a run's floor slows its run-off."""
    held = found.columns["liquidity_to_bank_assets"]
    return 1 + next((t for t, each in enumerate(held) if each < floor + BAND), len(held))


def test_a_floor_can_turn_a_sign_and_the_page_says_so() -> None:
    """Who lets more run off comes near the floor sooner; then the other one lets more go."""
    floor = {STOP: 12.0}
    tight, seen = run("fed_2022_active", "2022-06", {"treasury_runoff_cap": 120.0, **floor})
    easy, other = run("fed_2022_active", "2022-06", {"treasury_runoff_cap": 40.0, **floor})
    first = stopped(tight, 12.0)
    assert first < stopped(easy, 12.0)
    assert all(b.effect <= a.effect + SMALL for a, b in zip(seen[:first], other[:first], strict=True))
    assert max(b.effect - a.effect for a, b in zip(seen, other, strict=True)) > 1.0
    assert check_expected(seen, other) >= first
    page = (data.HOME.parent.parent / "docs" / "model" / "transmission.md").read_text(encoding="utf-8")
    assert "準備金的下限會讓方向轉過來" in page


# --- nothing moves nothing, a little moves a little -----------------------------------------------------


@cache
def still(name: str) -> Results:
    return runs.run(name, keep_ladders=False)


def as_it_stands(name: str) -> dict[str, Any]:
    """Return every lever of a preset where it stands, month by month."""
    record = runs.scenario_record(name)
    plan = runs.scenario_of(record, record.months)
    given_paths = runs.environment_of(record.bank, data.opening(record.opening).date[:7], record.months).paths
    paths = {**given_paths, **economy_paths.shock_paths(record, record.months)}
    values = runs.parameter_values(record.bank)
    found: dict[str, Any] = {}
    for key, lever in decisions.levers(record.bank).items():
        if lever.kind == "measure":
            path = [decision.measures[key] for decision in plan.decisions]
            found[key] = [each if lever.low <= each <= lever.high else None for each in path]
        elif lever.kind == "setting":
            found[key] = values[lever.parameter]
        elif key in paths and lever.kind != "shift":
            path = paths[key][1:]
            found[key] = [each if lever.low <= each <= lever.high else None for each in path]
        else:
            found[key] = 0.0
    if "without" in record.settings:
        found = {key: value for key, value in found.items() if not key.endswith("_shock")}
    return found


@pytest.mark.parametrize("name", data.scenarios())
def test_every_lever_set_to_where_it_stands_is_the_preset_itself(name: str) -> None:
    found = runs.run(name, overrides=as_it_stands(name), keep_ladders=False)
    for column, path in still(name).columns.items():
        assert found.columns[column] == pytest.approx(path, rel=1e-9, abs=1e-9), column


STEP = 1e-5
"""Of a lever's range."""
STEEP = 60.0
"""How much steeper than on the whole a lever may be somewhere, unless a tenth of the step moves a tenth."""
IN_PROPORTION = 0.11
"""Of the move: what a tenth of the step may move where it is steep; a jump would not shrink."""


@settings(max_examples=12, deadline=None)
@pytest.mark.parametrize("key", CONTINUOUS)
@given(st.floats(0.0, 1.0 - STEP))
@example(0.0625)  # of purchases: where they end just above the floor, the worst day is steep
@example(0.265625)  # the same of caps
def test_a_small_change_of_a_continuous_lever_has_a_small_effect(key: str, share: float) -> None:
    lever, name = LEVERS[key], "fed_2022_capped"

    def at(share: float) -> dict[str, list[float]]:
        value = lever.low + share * (lever.high - lever.low)
        return runs.run(name, overrides={key: value}, keep_ladders=False).columns

    here, there = at(share), at(share + STEP)
    steep = {
        column: moved
        for column, whole in reach_of(key, name).items()
        if (moved := apart(here[column], there[column])) > STEEP * STEP * whole + SMALL
    }
    nearer = at(share + STEP / 10.0) if steep else here
    for column, moved in steep.items():
        assert apart(here[column], nearer[column]) <= IN_PROPORTION * moved, column


def apart(one: list[float], other: list[float]) -> float:
    """Return the most by which two paths of a column differ in a month."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


@cache
def reach_of(key: str, name: str) -> dict[str, float]:
    """Return how far each column goes while a lever is moved from end to end."""
    lever = LEVERS[key]
    ends = (lever.low, (lever.low + lever.high) / 2.0, lever.high)
    found = [runs.run(name, overrides={key: end}, keep_ladders=False).columns for end in ends]
    return {
        column: max(max(each) - min(each) for each in zip(*(one[column] for one in found), strict=True))
        for column in found[0]
    }
