"""Addition in order: one last digit on every Python and in the browser.

``sum()`` compensates for rounding from Python 3.12 on; no browser and no array does.
"""

from __future__ import annotations

from qeqt.core.number import Number


def add_up(values: list[Number]) -> Number:
    """Return the sum of the values, added one after the other, in their unit."""
    found = 0.0
    for value in values:
        found = found + value
    return found
