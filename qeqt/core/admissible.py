"""Which combinations of parameters the model can live with; the same rule for draws here and in a browser.

An economy that does not come to rest under its rule, or a demand for reserves that is out of order, answers
nothing. A linear economy comes to rest when no root of its monthly transition reaches one: the transition is
squared until years stand for centuries, and what is left of it tells the largest root.
"""

from __future__ import annotations

from qeqt.core.economy import output_and_prices
from qeqt.core.linear_rule import Matrix, product, zeros
from qeqt.core.number import Number, Numbers

LARGEST_ROOT = 0.9999
"""A month, of an economy that comes to rest within the lifetime of a plan."""

SQUARINGS = 18
"""Two to the power of 18 months: the size of the matrix no longer blurs the root."""

STATES = 5
FAR_BELOW = -1.0e9
"""Percent: a lower bound that no rate meets."""


def in_order(parameters: dict[str, Number]) -> bool:
    """Say whether demand for reserves is sated above the point where reserves are scarce."""
    return parameters["satiation"] > parameters["scarcity"]


def calm(parameters: dict[str, Number]) -> dict[str, Number]:
    """Return the parameters of an economy whose expectations look back, without a lower bound."""
    found: dict[str, Number] = {}
    for name in parameters:
        found[name] = parameters[name]
    found["model_consistent"] = 0.0
    found["lower_bound"] = FAR_BELOW
    return found


def pushed(still: output_and_prices.Macro, state: int) -> output_and_prices.Macro:
    """Return a month in which one of the economy's states stands one above its baseline."""
    one = [1.0 if place == state else 0.0 for place in range(STATES)]
    return output_and_prices.Macro(
        still.coefficients, one[0], one[1], one[2], 0.0, one[3], 0.0, 0.0, one[4], 0.0, 0.0, 0.0, 0.0
    )


def transition(parameters: dict[str, Number], numbers: Numbers) -> Matrix:
    """Return what a month does to gap, restraint, core inflation, policy rate and expected inflation."""
    quiet = calm(parameters)
    still = output_and_prices.opening_record(quiet, numbers)
    nothing = output_and_prices.MacroInputs(0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    moves = zeros(STATES, STATES)
    for state in range(STATES):
        after = output_and_prices.step(pushed(still, state), nothing, quiet, numbers)
        moves[0][state] = after.output_gap
        moves[1][state] = after.restraint
        moves[2][state] = after.core_inflation
        moves[3][state] = after.policy_rate
        moves[4][state] = after.expected_inflation
    return moves


def size_of(matrix: Matrix, numbers: Numbers) -> Number:
    """Return a matrix's size (Frobenius), never nought; a number that is none stays none."""
    total: Number = 1.0e-300
    for row in matrix:
        for entry in row:
            total = total + entry * entry
    return numbers.exp(0.5 * numbers.log(total))


def largest_root(moves: Matrix, numbers: Numbers) -> Number:
    """Return the size of a transition's largest root (Gelfand), from ever higher powers of it."""
    powers = moves
    logged: Number = 0.0
    share = 1.0
    for _ in range(SQUARINGS):
        size = size_of(powers, numbers)
        logged = logged + share * numbers.log(size)
        powers = [[entry / size for entry in row] for row in powers]
        powers = product(powers, powers)
        share = 0.5 * share
    return numbers.exp(logged + share * numbers.log(size_of(powers, numbers)))


def comes_to_rest(parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Say whether the economy comes to rest; a number that is none does not."""
    return largest_root(transition(parameters, numbers), numbers) < LARGEST_ROOT


def stable(parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Say whether the model can live with the parameters, as far as it uses them."""
    ordered = True
    if "satiation" in parameters:
        ordered = in_order(parameters)
    if "macro_size" not in parameters:
        return ordered
    return numbers.where(ordered, comes_to_rest(parameters, numbers), False)
