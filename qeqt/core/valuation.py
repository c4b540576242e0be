"""What the portfolio would fetch today against what stands in the books.

A par bond bought at its book yield y_b is worth, at the market yield y_m, 1 + (y_b - y_m) A(y_m, m), where A
is the value of one a year until maturity. The ladder is valued in cells, each at its middle: one cell between
two published tenors. The Treasury block carries what is in each from month to month.
"""

from __future__ import annotations

from qeqt.core.addition import add_up
from qeqt.core.number import Number, Numbers
from qeqt.core.yield_curve import FAR_SHARE, KNOTS, Curve

CELL_ENDS = KNOTS[1:]
"""Months to maturity at which the cells end."""

CELL_STARTS = [0 if i == 0 else KNOTS[i] for i in range(len(CELL_ENDS))]
"""Months to maturity after which they begin."""

EDGES = [(i, CELL_STARTS[i], CELL_ENDS[i]) for i in range(len(CELL_ENDS))]
MIDDLES = [(start + 1 + end) // 2 for _, start, end in EDGES]
"""Months to maturity at which each cell is valued."""

CELLS = [(i, m / 12.0, (1.0 - FAR_SHARE[m]) / 100.0, FAR_SHARE[m] / 100.0) for i, m in enumerate(MIDDLES)]
"""Of each cell: its place, years to its middle, and the parts that the two tenors have in its yield."""

TINY = 1.0e-9
"""Keeps a yield of nothing from dividing by nothing."""


def in_cells(amounts: list[Number]) -> list[Number]:
    """Return the sums of a ladder, by months to maturity, within each cell."""
    return [add_up(amounts[start + 1 : end + 1]) for _, start, end in EDGES]


def annuity_years(yield_percent: Number, years: Number, numbers: Numbers) -> Number:
    """Return the value of one a year, paid continuously for so many years: a par bond's duration."""
    rate = yield_percent / 100.0 + TINY
    return (1.0 - numbers.exp(-rate * years)) / rate


def maturity_of_duration(yield_percent: float, duration: float, numbers: Numbers) -> Number:
    """Return the years to maturity at which a par bond has that duration (years): the annuity inverted."""
    rate = yield_percent / 100.0
    return -numbers.log(1.0 - rate * duration) / rate


def ladder_gain(par: list[Number], interest: list[Number], curve: Curve, numbers: Numbers) -> Number:
    """Return market value less book value of a ladder, bn; interest is a year's at the book yields.

    Both are sums within each cell.
    """
    exp = numbers.exp
    gain: Number = 0.0
    for cell, years, near, far in CELLS:
        market = curve[cell] * near + curve[cell + 1] * far
        rate = market + TINY
        gain = gain + (interest[cell] - par[cell] * market) * (1.0 - exp(-rate * years)) / rate
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
