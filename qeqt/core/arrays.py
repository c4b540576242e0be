"""Arithmetic on arrays of draws: the names of ``floats``, element by element."""

from typing import Any

import numpy as np

maximum = np.maximum
minimum = np.minimum
exp = np.exp
log = np.log
where = np.where


def exceeds(a: Any, b: Any) -> bool:
    """Say whether a is above b in any draw."""
    return bool(np.any(a > b))


def largest(a: Any) -> float:
    """Return the largest draw."""
    return float(np.max(a))
