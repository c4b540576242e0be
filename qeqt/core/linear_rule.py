"""A small linear model with forward-looking variables, solved once: its decision rule.

The model is lag x[t-1] + now x[t] + lead E[t] x[t+1] + load s[t] = 0; the shocks s fade by their own factors.
The rule is x[t] = feedback x[t-1] + impact s[t]; cyclic reduction (Bini and Meini) finds the feedback.
Matrices are lists of rows; elimination goes down the diagonal, so that an entry may be an array of draws.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number

Matrix = list[list[Number]]

ROUNDS = 12
"""Each round squares the distance: 2 to the power 12 months ahead is more than three centuries."""


@dataclass
class DecisionRule:
    """What the variables do, given last month's variables and this month's shocks."""

    feedback: Matrix
    impact: Matrix


def zeros(rows: int, columns: int) -> Matrix:
    """Return a matrix of zeros."""
    return [[0.0 for _ in range(columns)] for _ in range(rows)]


def product(a: Matrix, b: Matrix) -> Matrix:
    """Return a b."""
    inner = range(len(b))
    found = zeros(len(a), len(b[0]))
    for i in range(len(a)):
        for j in range(len(b[0])):
            total: Number = 0.0
            for k in inner:
                total = total + a[i][k] * b[k][j]
            found[i][j] = total
    return found


def combined(a: Matrix, b: Matrix, factor: Number) -> Matrix:
    """Return a + factor b."""
    return [[a[i][j] + factor * b[i][j] for j in range(len(a[0]))] for i in range(len(a))]


def solved(matrix: Matrix, right: Matrix) -> Matrix:
    """Return x with matrix x = right, by elimination down the diagonal."""
    size = len(matrix)
    left = [list(row) for row in matrix]
    found = [list(row) for row in right]
    for k in range(size):
        pivot = 1.0 / left[k][k]
        left[k] = [x * pivot for x in left[k]]
        found[k] = [x * pivot for x in found[k]]
        for i in range(size):
            if i != k:
                factor = left[i][k]
                left[i] = [left[i][j] - factor * left[k][j] for j in range(size)]
                found[i] = [found[i][j] - factor * found[k][j] for j in range(len(found[k]))]
    return found


def decision_rule(lag: Matrix, now: Matrix, lead: Matrix, load: Matrix, fade: list[Number]) -> DecisionRule:
    """Return the stable rule of the model; ``fade``: what is left of each shock a month later."""
    back, here, ahead, first = lag, now, lead, now
    for _ in range(ROUNDS):
        from_back, from_ahead = solved(here, back), solved(here, ahead)
        crossed = product(ahead, from_back)
        first = combined(first, crossed, -1.0)
        here = combined(combined(here, crossed, -1.0), product(back, from_ahead), -1.0)
        back = combined(zeros(len(lag), len(lag)), product(back, from_back), -1.0)
        ahead = combined(zeros(len(lag), len(lag)), product(ahead, from_ahead), -1.0)
    minus = combined(zeros(len(lag), len(lag)), lag, -1.0)
    feedback = solved(first, minus)
    stepped = combined(now, product(lead, feedback), 1.0)
    impact = zeros(len(now), len(fade))
    for j in range(len(fade)):
        shock = [[-row[j]] for row in load]
        reaction = solved(combined(stepped, lead, fade[j]), shock)
        for i in range(len(now)):
            impact[i][j] = reaction[i][0]
    return DecisionRule(feedback, impact)
