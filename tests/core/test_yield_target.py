"""While a yield is the target it is given, and what is bought follows from it."""

from __future__ import annotations

import pytest

from qeqt import runs
from qeqt.core import floats
from qeqt.core.economy import term_premium, yield_target
from qeqt.core.economy.yield_target import TargetInputs
from qeqt.core.results import Results

P = runs.parameter_values("boj")
FIRST = "2016-10"


@pytest.fixture(scope="module")
def japan() -> Results:
    return runs.run("boj_yield_target")


def test_the_value_asked_for_has_the_effect_that_was_needed() -> None:
    for effect in (-5.0, -60.0, -150.0):
        value = yield_target.needed_value(effect, P, floats)
        priced = term_premium.bounded(term_premium.stock_effect(value, 0.0, 1.0, P), P, floats)
        assert priced == pytest.approx(effect)
    assert yield_target.needed_value(20.0, P, floats) == 0.0


def test_no_end_of_holdings_is_asked_for_where_the_premium_has_no_more_to_give() -> None:
    most = P["compressible_premium"]
    asked = yield_target.needed_value(-2.0 * most, P, floats)
    assert asked == yield_target.needed_value(-yield_target.REACHABLE * most, P, floats) < 1e3


def test_a_rise_abroad_or_a_lower_target_asks_for_more() -> None:
    start = TargetInputs(target=0.0, foreign_yield=2.0, effect_bp=-100.0, value=4.0)
    anchor = yield_target.anchor_of(start, P)
    assert yield_target.needed_effect(start, anchor, P) == pytest.approx(-100.0)
    abroad = TargetInputs(0.0, 3.0, -100.0, 4.0)
    lower = TargetInputs(-0.1, 2.0, -100.0, 4.0)
    passed_on = 100.0 * P["foreign_passthrough"]
    assert yield_target.needed_effect(abroad, anchor, P) == pytest.approx(-100.0 - passed_on)
    assert yield_target.needed_effect(lower, anchor, P) == pytest.approx(-110.0)


def test_a_month_in_which_something_is_bought_reaches_what_was_needed_in_the_next(japan: Results) -> None:
    """Bought at a month's end, holdings do the month after what the target asked for: the yield is given."""
    columns, bank = japan.columns, {**P}
    given = runs.environment_of("boj", "2013-03", len(japan.months)).paths
    first = japan.months.index(FIRST)
    at = [TargetInputs(given["yield_10y"][t + 1], given["foreign_yield_10y"][t + 1], effect, 0.0)
          for t, effect in enumerate(columns["term_premium_effect_bp"])]  # fmt: skip
    anchor = yield_target.anchor_of(at[first], bank)
    bought = [t for t in range(first, len(at) - 1) if columns["purchases"][t] > 1000.0]
    assert len(bought) > 5
    for t in bought:
        needed = yield_target.needed_effect(at[t], anchor, bank)
        assert columns["term_premium_effect_bp"][t + 1] == pytest.approx(needed, abs=1.0)
    assert columns["long_yield"] == given["yield_10y"][1:]


def test_nothing_is_sold_and_nothing_follows_where_no_yield_is_targeted(japan: Results) -> None:
    first = japan.months.index(FIRST)
    assert min(japan.columns["purchases"][first:]) == 0.0
    decided_on = runs.run("boj_2013").columns["treasuries"]
    assert japan.columns["treasuries"][:first] == pytest.approx(decided_on[:first])
