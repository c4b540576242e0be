"""Arithmetic on floats: the names that a block may use on a number; ``arrays`` has the same for draws."""

from math import exp, log

__all__ = ["exceeds", "exp", "largest", "log", "maximum", "minimum", "where"]


def maximum(a: float, b: float) -> float:
    """Return the larger of two numbers."""
    return a if a > b else b


def minimum(a: float, b: float) -> float:
    """Return the smaller of two numbers."""
    return a if a < b else b


def where(condition: bool, a: float, b: float) -> float:
    """Return a where the condition holds, b elsewhere."""
    return a if condition else b


def exceeds(a: float, b: float) -> bool:
    """Say whether a is above b (in any draw)."""
    return a > b


def largest(a: float) -> float:
    """Return the number itself (the largest draw)."""
    return a
