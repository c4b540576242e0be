"""A yield for every maturity: straight lines between the published tenors.

A curve is the list of yields, percent a year, at KNOTS. Where only the 3-month, 2-year and 10-year yield are
published, the others are read off the curve of Nelson and Siegel with the fixed decay of Diebold and Li
(2006) that passes through those three; what lies beyond ten years is then an extrapolation.
"""

from __future__ import annotations

import math

from qeqt.core.number import Number

Curve = list[Number]

KNOTS = [3, 12, 24, 36, 60, 84, 120, 240, 360]
"""Months to maturity of the published tenors; nearer than the first, its yield holds."""

LONGEST = 360
"""Months; the longest bond that the Treasury sells."""

DECAY = 0.0609
"""Per month; Diebold and Li (2006, Journal of Econometrics 130): curvature peaks at 30 months."""


def slope_loading(months: int) -> float:
    """Return how much of the slope a maturity carries."""
    return (1.0 - math.exp(-DECAY * months)) / (DECAY * months)


def curvature_loading(months: int) -> float:
    """Return how much of the curvature a maturity carries."""
    return slope_loading(months) - math.exp(-DECAY * months)


SLOPE = [slope_loading(m) for m in KNOTS]
CURVATURE = [curvature_loading(m) for m in KNOTS]
EVERY = range(len(KNOTS))
SHORT, MIDDLE, LONG = KNOTS.index(3), KNOTS.index(24), KNOTS.index(120)

NEAR_SLOPE = SLOPE[MIDDLE] - SLOPE[SHORT]
NEAR_CURVATURE = CURVATURE[MIDDLE] - CURVATURE[SHORT]
FAR_SLOPE = SLOPE[LONG] - SLOPE[MIDDLE]
FAR_CURVATURE = CURVATURE[LONG] - CURVATURE[MIDDLE]
DETERMINANT = NEAR_SLOPE * FAR_CURVATURE - FAR_SLOPE * NEAR_CURVATURE
"""What the three published maturities make of slope and curvature: two equations, solved once."""


def through(three_months: Number, two_years: Number, ten_years: Number) -> Curve:
    """Return the smooth curve through three yields (percent a year)."""
    near = two_years - three_months
    far = ten_years - two_years
    slope = (near * FAR_CURVATURE - far * NEAR_CURVATURE) / DETERMINANT
    curvature = (far - FAR_SLOPE * slope) / FAR_CURVATURE
    level = three_months - SLOPE[SHORT] * slope - CURVATURE[SHORT] * curvature
    return [level + slope * SLOPE[i] + curvature * CURVATURE[i] for i in EVERY]


def shifted(curve: Curve, first: Curve, by: Number, second: Curve, times: Number) -> Curve:
    """Return the curve with two others added to it, each so many times."""
    return [curve[i] + first[i] * by + second[i] * times for i in EVERY]


def stretch(months: int) -> int:
    """Return the place of the knot after which a maturity comes, at the next knot at the latest."""
    place = 0
    for i in range(1, len(KNOTS) - 1):
        if KNOTS[i] < months:
            place = i
    return place


STRETCH = [stretch(m) for m in range(LONGEST + 1)]
FAR_SHARE = [
    max(m - KNOTS[STRETCH[m]], 0) / (KNOTS[STRETCH[m] + 1] - KNOTS[STRETCH[m]]) for m in range(LONGEST + 1)
]
"""The stretch of each maturity, and how much of its yield is that of the stretch's far end."""


def within(curve: Curve, place: int, far_share: Number) -> Number:
    """Return the yield (percent a year) so far on the way from a knot to the next one."""
    return curve[place] + (curve[place + 1] - curve[place]) * far_share
