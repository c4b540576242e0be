"""The two words the core's annotations use: a number, and the arithmetic that is done on it."""

from typing import Protocol

Number = float
"""A float, or an array of draws: no block asks which."""


class Numbers(Protocol):
    """``qeqt.floats`` or ``qeqt.arrays``: the same names twice."""

    def maximum(self, a: Number, b: Number) -> Number:
        """Return the larger."""

    def minimum(self, a: Number, b: Number) -> Number:
        """Return the smaller."""

    def exp(self, x: Number) -> Number:
        """Return e to the power x."""

    def log(self, x: Number) -> Number:
        """Return the natural logarithm."""

    def where(self, condition: bool, a: Number, b: Number) -> Number:
        """Return a where the condition holds, b elsewhere."""

    def exceeds(self, a: Number, b: Number) -> bool:
        """Say whether a is above b in any draw."""

    def largest(self, a: Number) -> float:
        """Return the largest draw."""
