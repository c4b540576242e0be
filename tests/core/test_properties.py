"""What holds in any scenario, however it is put together."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from situations import (
    FIVE_AND_TEN,
    PARAMETERS,
    TEN_YEARS,
    decision,
    environment,
    opening,
    scenario,
)

from qeqt.core import arrays, floats
from qeqt.core.model import simulate
from qeqt.core.results import Results
from qeqt.core.scenario import UNLIMITED, Decision, Mix

amounts = st.floats(0.0, 80.0)
caps = st.one_of(st.just(0.0), st.floats(0.0, 40.0), st.just(UNLIMITED))


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    return decision(
        treasury_runoff_cap=draw(caps),
        bills_fill_cap=draw(st.booleans()),
        rollover_mix=draw(st.sampled_from([TEN_YEARS, FIVE_AND_TEN])),
        treasury_purchases=draw(st.one_of(st.just(0.0), amounts)),
        bill_purchases=draw(amounts),
        treasury_sales=draw(st.floats(0.0, 3.0)),
        mbs_runoff_cap=draw(caps),
        mbs_purchases_gross=draw(st.booleans()),
        principal_to_treasuries=draw(caps),
        principal_mix=draw(st.sampled_from([TEN_YEARS, Mix([], [])])),
        mbs_purchases=draw(amounts),
        mbs_settlement=draw(st.sampled_from([[1.0], [0.0, 0.6, 0.4], [0.05, 0.8, 0.15, 0.0]])),
        mbs_sales=draw(st.floats(0.0, 0.5)),
        agency_purchases=draw(st.floats(0.0, 5.0)),
        agency_to_mbs=draw(st.booleans()),
        agency_principal_reinvested=draw(st.booleans()),
    )


plans = st.lists(decisions(), min_size=1, max_size=30)
rates = st.floats(0.1, 9.0)


@st.composite
def surroundings(draw: st.DrawFn) -> dict[str, float]:
    return {
        "mortgage_rate": draw(st.floats(1.5, 12.0)),
        "yield_3m": draw(rates),
        "yield_2y": draw(rates),
        "yield_10y": draw(rates),
        "currency": draw(st.floats(0.0, 2000.0)),
        "on_rrp": draw(st.floats(0.0, 500.0)),
        "price_index": 100.0,
    }


def walk(plan: list[Decision], around: dict[str, Any], numbers: Any = floats) -> Results:
    given_paths = environment(len(plan), **around)
    return simulate(opening(), given_paths, scenario(plan), PARAMETERS, numbers, keep_ladders=True)


@settings(max_examples=150, deadline=None)
@given(plans, surroundings())
def test_identity_signs_and_bounds_hold_in_any_scenario(
    plan: list[Decision], around: dict[str, float]
) -> None:
    results = walk(plan, around)
    columns = results.columns
    assert results.identity_error <= 1e-9
    for name, column in columns.items():
        assert all(value == value and abs(value) < 1e12 for value in column), name
    for name in ("treasuries", "bills", "indexed", "mbs", "agency", "on_rrp", "temporary_lending"):
        assert min(columns[name]) >= -1e-9, name
    for n, decided in enumerate(plan):
        coupons = columns["runoff_treasuries"][n] - columns["runoff_bills"][n]
        cap, mbs_cap = (decided.measures[f"{name}_runoff_cap"] for name in ("treasury", "mbs"))
        assert -1e-9 <= coupons <= min(cap, columns["maturing"][n]) + 1e-9
        assert columns["runoff_treasuries"][n] <= max(cap, 0.0) + 1e-9
        assert columns["runoff_mbs"][n] <= min(mbs_cap, columns["mbs_principal"][n]) + 1e-9
        assert min(results.ladders[n].due) >= -1e-9


@settings(max_examples=40, deadline=None)
@given(st.floats(0.0, 60.0), st.floats(0.0, 60.0), st.integers(1, 24))
def test_a_higher_cap_never_leaves_more_securities(one: float, other: float, length: int) -> None:
    low, high = sorted((one, other))
    small = walk([decision(treasury_runoff_cap=high, mbs_runoff_cap=high)] * length, {})
    large = walk([decision(treasury_runoff_cap=low, mbs_runoff_cap=low)] * length, {})
    for name in ("treasuries", "mbs", "reserves"):
        assert all(a <= b + 1e-9 for a, b in zip(small.columns[name], large.columns[name], strict=True))


@settings(max_examples=40, deadline=None)
@given(st.floats(1.5, 10.0), st.floats(1.5, 10.0))
def test_a_lower_mortgage_rate_never_brings_less_principal(one: float, other: float) -> None:
    low, high = sorted((one, other))
    fast = walk([decision()], {"mortgage_rate": low}).columns["mbs_principal"][0]
    slow = walk([decision()], {"mortgage_rate": high}).columns["mbs_principal"][0]
    assert fast >= slow


@settings(max_examples=40, deadline=None)
@given(st.floats(0.0, 100.0), st.floats(0.0, 100.0))
def test_more_purchases_never_leave_fewer_ten_year_equivalents(one: float, other: float) -> None:
    low, high = sorted((one, other))
    few = walk([decision(treasury_purchases=low)] * 6, {}).columns["ten_year_equivalents"]
    many = walk([decision(treasury_purchases=high)] * 6, {}).columns["ten_year_equivalents"]
    assert all(a <= b + 1e-9 for a, b in zip(few, many, strict=True))


@settings(max_examples=30, deadline=None)
@given(plans, surroundings())
def test_arrays_of_draws_give_what_floats_give(plan: list[Decision], around: dict[str, float]) -> None:
    """Two draws of the prepayment parameters at once are the two runs one after the other."""
    draws = [{"turnover_cpr": 0.05, "refinancing_max": 0.3}, {"turnover_cpr": 0.07, "refinancing_max": 0.5}]
    both = {name: np.array([draw[name] for draw in draws]) for name in draws[0]}
    given_paths = environment(len(plan), **around)
    together = simulate(opening(), given_paths, scenario(plan), {**PARAMETERS, **both}, arrays)
    for n, draw in enumerate(draws):
        alone = simulate(opening(), given_paths, scenario(plan), {**PARAMETERS, **draw}, floats)
        for name, column in alone.columns.items():
            found = [float(np.broadcast_to(value, 2)[n]) for value in together.columns[name]]
            assert found == pytest.approx(column, rel=1e-9, abs=1e-9), name


def test_a_run_leaves_its_opening_and_its_parameters_as_they_were() -> None:
    start, plan = opening(), [decision(treasury_purchases=9.0, mbs_purchases=4.0)] * 5
    before = (list(start.nominal), list(start.mbs), dict(PARAMETERS))
    first = simulate(start, environment(5), scenario(plan), PARAMETERS)
    second = simulate(start, environment(5), scenario(plan), PARAMETERS)
    assert (list(start.nominal), list(start.mbs), dict(PARAMETERS)) == before
    assert first.columns == second.columns


def test_a_month_s_ladder_is_not_touched_by_later_months() -> None:
    plan = [decision(treasury_purchases=9.0)] * 5
    short, long = walk(plan[:2], {}), walk(plan, {})
    assert long.ladders[1] == short.ladders[1]
