"""What is done moves what is priced: over every preset and every lever, with the same information.

Two runs of one preset that differ by a move have heard the same announcements and have the same framework.
Where neither is stopped by a floor, the one that is expected to hold no less has no higher yield.
"""

from __future__ import annotations

import math
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qeqt import data, runs
from qeqt.cli.commands import main
from qeqt.core import months
from qeqt.core.economy.known_plan import UNPRICED
from qeqt.core.results import Results
from qeqt.data import decisions

PRESETS = [name for name in data.scenarios("fed") if name.startswith("fed_")]
SMALL = 1e-9


@cache
def still(name: str, count: int = 0) -> Results:
    return runs.run(name, count or None, keep_ladders=False)


def moved(name: str, since: str = "", count: int = 0, **moves: float) -> Results:
    return runs.run(name, count or None, overrides=dict(moves), since=since, keep_ladders=False)


def effect(found: Results) -> list[float]:
    return found.columns["term_premium_effect_bp"]


def gap(name: str, since: str = "", **moves: float) -> list[float]:
    """What a move does to the effect, bp, by month."""
    return [a - b for a, b in zip(effect(moved(name, since, **moves)), effect(still(name)), strict=True)]


def yield_gap(name: str, other: str = "fed_2022_capped") -> list[float]:
    """How far the long yield of a preset stands from another's, bp."""
    pairs = zip(still(name).columns["long_yield"], still(other).columns["long_yield"], strict=True)
    return [100.0 * (a - b) for a, b in pairs]


@pytest.mark.parametrize("name", PRESETS)
def test_zero_move_is_the_preset_itself(name: str) -> None:
    """The rate that is moved by nothing: the run leans on itself and finds nothing."""
    found, plain = moved(name, government_account=0.0), still(name)
    for column, path in plain.columns.items():
        assert found.columns[column] == pytest.approx(path, rel=1e-9, abs=1e-9), column


NOTHING_TO_SELL = {("fed_no_qe", "mbs_sales"): "MBS are to be sold, but only 0.0 bn are held"}
STOPPED = ("fed_2022_reserve_floor", "fed_2025_reserve_management")
"""Presets whose run-off and sales a floor under reserves has ended."""


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("measure", ["treasury_sales", "mbs_sales"])
def test_sales_on_top_raise_the_yield_in_every_month_from_the_first(name: str, measure: str) -> None:
    """In the last year of each preset; where nothing is held, or sales are over, the model says so."""
    record = data.scenarios()[name]
    first = record.months - 12
    since = months.after(record.start[:7], first)
    more = decided(name, measure, first) + 2.0
    if (name, measure) in NOTHING_TO_SELL:
        with pytest.raises(ValueError, match=NOTHING_TO_SELL[name, measure]):
            gap(name, since, **{measure: more})
        return
    found = gap(name, since, **{measure: more})
    assert found[:first] == pytest.approx([0.0] * first, abs=SMALL)
    if name in STOPPED:
        assert found[first:] == pytest.approx([0.0] * 12, abs=SMALL)
        return
    bound = effect(still(name))[first:]
    for n, rise in enumerate(found[first:]):
        assert rise > 0.0 or bound[n] == 0.0, months.after(since, n)


def decided(name: str, measure: str, t: int) -> float:
    """What a preset decides of a measure in a month."""
    record = runs.scenario_record(name)
    value = runs.scenario_of(record, record.months).decisions[t].measures[measure]
    assert isinstance(value, float)
    return value


@pytest.mark.parametrize("name", ["fed_2022_capped", "fed_2022_no_runoff", "fed_2022_active", "fed_history"])
@pytest.mark.parametrize(("measure", "bought"), [("treasury_purchases", 120.0), ("mbs_purchases", 60.0)])
def test_purchases_on_top_lower_the_yield_in_every_month_from_the_first(
    name: str, measure: str, bought: float
) -> None:
    record = data.scenarios()[name]
    first = record.months - 24
    since = months.after(record.start[:7], first)
    found = gap(name, since, **{measure: bought})
    assert found[:first] == pytest.approx([0.0] * first, abs=SMALL)
    assert max(found[first:]) < 0.0


@settings(max_examples=12, deadline=None)
@given(st.floats(0.0, 60.0), st.floats(0.0, 60.0), st.sampled_from(["treasury_runoff_cap", "mbs_runoff_cap"]))
def test_a_higher_cap_never_lowers_the_yield(one: float, other: float, measure: str) -> None:
    low, high = sorted((one, other))
    lower, higher = (effect(moved("fed_2022_capped", **{measure: cap})) for cap in (low, high))
    assert all(b >= a - 1e-6 for a, b in zip(lower, higher, strict=True))


@settings(max_examples=8, deadline=None)
@given(
    st.sampled_from(["treasury_runoff_cap", "mbs_runoff_cap", "treasury_sales", "treasury_purchases"]),
    st.floats(5.0, 50.0),
)
def test_a_small_move_has_a_small_effect(measure: str, at: float) -> None:
    """A billion a month more or less: never half a basis point a month of it."""
    here, there = (effect(moved("fed_2022_capped", **{measure: at + step})) for step in (0.0, 0.01))
    assert max(abs(a - b) for a, b in zip(here, there, strict=True)) < 0.02


@settings(max_examples=10, deadline=None)
@given(
    st.floats(0.0, 60.0), st.floats(0.0, 35.0), st.floats(0.0, 20.0), st.floats(0.0, 40.0),
    st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.integers(0, 30),
)  # fmt: skip
def test_of_two_random_plans_the_one_that_is_expected_to_hold_no_less_has_no_higher_yield(
    cap: float, mbs_cap: float, sales: float, purchases: float, less: float, more: float, start: int
) -> None:
    since = months.after("2022-06", start)
    tight = {"treasury_runoff_cap": cap, "mbs_runoff_cap": mbs_cap, "treasury_sales": sales,
             "treasury_purchases": purchases}  # fmt: skip
    loose = {"treasury_runoff_cap": cap * less, "mbs_runoff_cap": mbs_cap * less,
             "treasury_sales": sales * less, "treasury_purchases": purchases + 10.0 * more}  # fmt: skip
    first, second = moved("fed_2022_capped", since, **tight), moved("fed_2022_capped", since, **loose)
    rates = ("policy_rate", "long_yield")
    for t in range(len(first.months)):
        assert second.columns["expected_duration"][t] >= first.columns["expected_duration"][t] - 1e-9
        assert effect(second)[t] <= effect(first)[t] + 1e-7
        if first.columns[rates[0]][t] == second.columns[rates[0]][t]:
            assert second.columns[rates[1]][t] <= first.columns[rates[1]][t] + 1e-9


def test_the_same_run_off_is_tightest_with_sales_then_pro_rata_then_with_bills_then_not_done() -> None:
    sales, pro_rata = effect(moved("fed_2022_capped", treasury_sales=10.0)), effect(still("fed_2022_capped"))
    bills, none = effect(moved("fed_2022_capped", bill_refinancing=1.0)), effect(still("fed_2022_no_runoff"))
    for t in range(len(pro_rata)):
        assert sales[t] > pro_rata[t] > bills[t], t
    treasuries_kept = effect(moved("fed_2022_capped", treasury_runoff_cap=0.0))
    assert all(bills[t] > treasuries_kept[t] > none[t] for t in range(len(none)))


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("fed_2022_no_runoff", -1), ("fed_2022_slow", -1), ("fed_2022_passive_uncapped", 1),
        ("fed_2022_active", 1), ("fed_2022_reserve_floor", 1),
    ],
)  # fmt: skip
def test_presets_stand_on_their_side_of_the_announced_plan_in_every_month(name: str, sign: int) -> None:
    """Until a floor ends the run-off: from then on nothing runs off, and the sign may turn."""
    found = yield_gap(name)
    stopped = len(found)
    if name == "fed_2022_reserve_floor":
        kept = still(name).columns["runoff_treasuries"]
        stopped = next((t for t in range(1, len(kept)) if kept[t] == 0.0), stopped)
        assert stopped > 3
    assert all(sign * each > 0.0 for each in found[:stopped])


def test_half_the_caps_ease_less_than_none() -> None:
    assert all(
        a > b for a, b in zip(yield_gap("fed_2022_slow"), yield_gap("fed_2022_no_runoff"), strict=True)
    )


@pytest.mark.parametrize("name", ["fed_2022_capped", "fed_2022_active", "fed_2022_no_runoff"])
def test_a_switch_moves_nothing_before_there_is_news(name: str) -> None:
    """From June 2022 to April 2024 nothing is said or decided beside the plan: stress finds nothing."""
    if name != "fed_2022_active":
        found = gap(name, since="2022-07", market_stress=1.0)
        quiet = months.between("2022-06", "2024-05")
        assert found[:quiet] == pytest.approx([0.0] * quiet, abs=SMALL)
    refinanced = gap("fed_2022_no_runoff", bill_refinancing=1.0)
    assert refinanced == pytest.approx([0.0] * len(refinanced), abs=1e-6)


@pytest.mark.parametrize(
    "moves", [{"treasury_sales": 20.0}, {"treasury_purchases": 20.0}, {"treasury_runoff_cap": 0.0}], ids=str
)
def test_stress_gives_the_same_news_the_same_sign_and_at_least_the_same_size(moves: dict[str, float]) -> None:
    """Between the plan of 2022 and the next word of the Federal Reserve, in May 2024."""
    quiet = months.between("2022-06", "2024-05")
    calm = gap("fed_2022_capped", **moves)[:quiet]
    broken = gap("fed_2022_capped", market_stress=1.0, **moves)[:quiet]
    assert all(a * b > 0.0 and abs(b) >= abs(a) for a, b in zip(calm, broken, strict=True))
    known = effect(still("fed_2022_capped"))[0]
    wide, narrow = (published(known + each[0]) - published(known) for each in (broken, calm))
    assert wide / narrow == pytest.approx(runs.parameter_values("fed")["stress_multiplier"], rel=1e-6)


def published(bp: float) -> float:
    """The effect in a straight line behind one that the premium there is bounds."""
    most = runs.parameter_values("fed")["compressible_premium"]
    return most * math.log(1.0 + bp / most)


def test_a_year_without_sales_lets_the_effect_fade() -> None:
    """April to December 2017 in history: the end of reinvestment nears and maturities shorten."""
    found = still("fed_history")
    at = {month: effect(found)[n] for n, month in enumerate(found.months)}
    assert 0.0 < at["2017-12"] - at["2017-04"] < 25.0


def test_a_belief_moves_its_own_column_and_no_quantity() -> None:
    found = moved("fed_2022_capped", expected_hold_quarters=20, expected_runoff_quarters=40)
    plain = still("fed_2022_capped")
    assert found.columns["expected_duration"] == pytest.approx(plain.columns["expected_duration"], rel=0.02)
    assert all(each < 0.0 for each in found.columns["belief_effect_bp"])
    assert plain.columns["belief_effect_bp"] == [0.0] * len(plain.months)
    quantity = [a - b for a, b in zip(effect(found), found.columns["belief_effect_bp"], strict=True)]
    assert quantity == pytest.approx(effect(plain), rel=0.02)


def test_every_lever_of_the_opening_preset_moves_something() -> None:
    for key, lever in decisions.levers("fed").items():
        base = still("fed_2022_active")
        there = moved("fed_2022_active", **{key: lever.high})
        assert there.columns != base.columns, key


@pytest.mark.parametrize("name", [k for k, one in decisions.levers("fed").items() if one.kind == "measure"])
def test_a_measure_that_moves_the_duration_held_is_news_in_its_first_month(name: str) -> None:
    """A new measure is one that markets read: in its place in what is expected."""
    since = "2023-01"
    first = months.between("2022-06", since)
    found, plain = moved("fed_2022_capped", since, **{name: 0.1}), still("fed_2022_capped")
    held, then = (run.columns["ten_year_equivalents"] for run in (found, plain))
    if max(abs(a - b) for a, b in zip(held, then, strict=True)) > 0.01:
        assert name not in UNPRICED
        assert effect(found)[:first] == effect(plain)[:first]
        assert abs(effect(found)[first] - effect(plain)[first]) > 1e-6


def test_the_command_prints_a_belief_apart_from_quantity(capsys: pytest.CaptureFixture[str]) -> None:
    said = ["--set", "expected_hold_quarters=20"]
    assert main(["run", "fed_2022_capped", "--months", "12", *said]) == 0
    assert "belief_effect_bp" in capsys.readouterr().out
    assert main(["run", "fed_2022_capped", "--months", "12"]) == 0
    assert "belief_effect_bp" not in capsys.readouterr().out
