"""What the portfolio would fetch today against what stands in the books.

A par bond bought at its book yield y_b is worth, at the market yield y_m, 1 + (y_b - y_m) A(y_m, m), where A
is the value of one a year until maturity. The ladder is valued in ten cells, each at its middle; what is due
up to the end of each cell is all that is needed, and the Treasury block carries it from month to month.
"""

from __future__ import annotations

from qeqt.curve import BEFORE, BEYOND, CURVATURE, SLOPE, Curve
from qeqt.kinds import Number, Numbers

CELL_ENDS = [12, 24, 36, 60, 84, 120, 180, 240, 300, 360]
"""Months to maturity at which the cells end."""

CELL_STARTS = [0, 12, 24, 36, 60, 84, 120, 180, 240, 300]
MIDDLES = [(CELL_STARTS[i] + 1 + CELL_ENDS[i]) // 2 for i in range(len(CELL_ENDS))]
"""Months to maturity at which each cell is valued."""

CELLS = [(i, m / 12.0, SLOPE[m], CURVATURE[m], BEFORE[m], BEYOND[m]) for i, m in enumerate(MIDDLES)]
"""Of each cell: its place, years to its middle, and what the curve needs to know of that maturity."""


def up_to_cells(amounts: list[Number]) -> list[Number]:
    """Return the sums of a ladder, by months to maturity, up to the end of each cell."""
    return [sum(amounts[1 : end + 1]) for end in CELL_ENDS]


def annuity_years(yield_percent: Number, years: Number, numbers: Numbers) -> Number:
    """Return the value of one a year, paid continuously for so many years: a par bond's duration."""
    rate = numbers.where(abs(yield_percent) < 0.01, 0.01, yield_percent) / 100.0
    return (1.0 - numbers.exp(-rate * years)) / rate


def maturity_of_duration(yield_percent: float, duration: float, numbers: Numbers) -> Number:
    """Return the years to maturity at which a par bond has that duration (years): the annuity inverted."""
    rate = yield_percent / 100.0
    return -numbers.log(1.0 - rate * duration) / rate


def ladder_gain(
    par_up_to: list[Number], interest_up_to: list[Number], curve: Curve, numbers: Numbers
) -> Number:
    """Return market value less book value of a ladder, bn; interest is a year's at the book yields.

    Both are sums up to the end of each cell.
    """
    level = curve.level
    slope = curve.slope
    curvature = curve.curvature
    gaps = curve.gaps
    rises = curve.rises
    where = numbers.where
    exp = numbers.exp
    gain: Number = 0.0
    par_before: Number = 0.0
    interest_before: Number = 0.0
    for cell, years, on_slope, on_curvature, knot, beyond in CELLS:
        smooth = level + slope * on_slope + curvature * on_curvature
        market = (smooth + gaps[knot] + rises[knot] * beyond) / 100.0
        par = par_up_to[cell]
        interest = interest_up_to[cell]
        shortfall = interest - interest_before - (par - par_before) * market
        rate = where(abs(market) < 0.0001, 0.0001, market)
        gain = gain + shortfall * (1.0 - exp(-rate * years)) / rate
        par_before = par
        interest_before = interest
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
