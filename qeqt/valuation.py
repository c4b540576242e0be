"""What the portfolio would fetch today against what stands in the books.

A par bond bought at its book yield y_b is worth, at the market yield y_m, 1 + (y_b - y_m) A(y_m, m), where A
is the value of one a year until maturity. The ladder is valued in ten cells, each at its middle.
"""

from __future__ import annotations

from qeqt.curve import Curve, at
from qeqt.kinds import Number, Numbers

CELL_ENDS = [12, 24, 36, 60, 84, 120, 180, 240, 300, 360]
"""Months to maturity at which the cells end."""


def annuity_years(yield_percent: Number, years: Number, numbers: Numbers) -> Number:
    """Return the value of one a year, paid continuously for so many years: a par bond's duration."""
    rate = numbers.where(numbers.maximum(yield_percent, -yield_percent) < 0.01, 0.01, yield_percent) / 100.0
    return (1.0 - numbers.exp(-rate * years)) / rate


def maturity_of_duration(yield_percent: float, duration: float, numbers: Numbers) -> Number:
    """Return the years to maturity at which a par bond has that duration (years): the annuity inverted."""
    rate = yield_percent / 100.0
    return -numbers.log(1.0 - rate * duration) / rate


def ladder_gain(
    due: list[Number], interest: list[Number], head: int, curve: Curve, numbers: Numbers
) -> Number:
    """Return market value less book value of a ladder, bn; interest is a year's at the book yields."""
    gain: Number = 0.0
    start = head + 1
    nearest = 1
    for end in CELL_ENDS:
        stop = head + end + 1
        middle = (nearest + end) // 2
        market = at(curve, middle)
        shortfall = sum(interest[start:stop]) - sum(due[start:stop]) * market / 100.0
        gain = gain + shortfall * annuity_years(market, middle / 12.0, numbers)
        start = stop
        nearest = end + 1
    return gain


def indexed_gain(
    principal: Number, real_interest: Number, real_yield: Number, years: Number, numbers: Numbers
) -> Number:
    """Return the same for indexed bonds, whose average maturity is given in years."""
    return (real_interest - principal * real_yield / 100.0) * annuity_years(real_yield, years, numbers)


def mortgage_gain(
    mbs: Number, coupons: Number, mbs_yield: Number, premiums: Number,
    parameters: dict[str, Number], numbers: Numbers,
) -> Number:  # fmt: skip
    """Return the same for MBS, bn: losses run further than gains, for borrowers refinance when rates fall.

    ``coupons``: bn a year, after fees; ``mbs_yield``: market yield of new MBS, percent.
    """
    shortfall = coupons - mbs * mbs_yield / 100.0
    above = numbers.maximum(shortfall, 0.0) * parameters["mbs_duration_gain"]
    below = numbers.minimum(shortfall, 0.0) * parameters["mbs_duration_loss"]
    return above + below - premiums
