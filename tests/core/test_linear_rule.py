"""The decision rule of a small linear model: one rule a test."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qeqt.core import linear_rule


def test_elimination_solves_what_it_is_given() -> None:
    matrix = [[2.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 4.0]]
    wanted = [[1.0, -1.0], [2.0, 0.5], [3.0, 0.0]]
    found = linear_rule.solved(matrix, linear_rule.product(matrix, wanted))
    for row, other in zip(found, wanted, strict=True):
        assert row == pytest.approx(other)


def test_a_forward_sum_of_a_fading_shock_has_its_closed_form() -> None:
    """p = (1 - b) s + b E p[+1], s fading by r: p = (1 - b) / (1 - b r) s."""
    b, r = 0.98, 0.9
    rule = linear_rule.decision_rule([[0.0]], [[1.0]], [[-b]], [[-(1.0 - b)]], [r])
    assert rule.feedback[0][0] == pytest.approx(0.0)
    assert rule.impact[0][0] == pytest.approx((1.0 - b) / (1.0 - b * r))


@settings(max_examples=60, deadline=None)
@given(st.floats(0.05, 0.6), st.floats(0.05, 0.6))
def test_the_feedback_of_one_variable_is_the_stable_root(a: float, c: float) -> None:
    """x = a x[-1] + c E x[+1]: the smaller root of c g^2 - g + a."""
    assume(a + c < 0.98)
    rule = linear_rule.decision_rule([[-a]], [[1.0]], [[-c]], [[-1.0]], [0.0])
    root = (1.0 - (1.0 - 4.0 * a * c) ** 0.5) / (2.0 * c)
    assert rule.feedback[0][0] == pytest.approx(root, rel=1e-9)
    assert rule.impact[0][0] == pytest.approx(1.0 / (1.0 - c * root), rel=1e-9)


def test_the_rule_leaves_no_residual_in_the_model() -> None:
    lag = [[-0.9, 0.1], [0.0, -0.5]]
    now = [[1.0, -0.2], [-0.1, 1.0]]
    lead = [[0.0, 0.0], [-0.05, -0.4]]
    rule = linear_rule.decision_rule(lag, now, lead, [[-1.0], [0.0]], [0.3])
    g = rule.feedback
    squared = linear_rule.product(lead, linear_rule.product(g, g))
    once = linear_rule.product(now, g)
    for i in range(2):
        for j in range(2):
            assert lag[i][j] + once[i][j] + squared[i][j] == pytest.approx(0.0, abs=1e-12)
