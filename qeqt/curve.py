"""A yield for every maturity out of published ones.

Nelson and Siegel's curve with the fixed decay of Diebold and Li (2006), through the 3-month, 2-year and
10-year yield exactly. Where yields of other tenors are given, the gaps between them and that curve are
filled in straight lines, so that the curve passes through all; without them, what lies beyond ten years is
an extrapolation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from qeqt.kinds import Number

DECAY = 0.0609
"""Per month; Diebold and Li (2006, Journal of Econometrics 130): curvature peaks at 30 months."""

LONGEST = 360
"""Months; the longest bond that the Treasury sells."""


TENORS = [12, 36, 60, 84, 240, 360]
"""Months: the tenors that may be given besides 3, 24 and 120."""

KNOTS = [0, 3, 12, 24, 36, 60, 84, 120, 240, 360]
"""Months between which the gaps run in straight lines."""


@dataclass
class Curve:
    """Level, slope and curvature, percent a year, and the gap left at each knot."""

    level: Number
    slope: Number
    curvature: Number
    gaps: list[Number]
    rises: list[Number]
    """From each knot's gap to the next one's."""


def slope_loading(months: int) -> float:
    """Return how much of the slope a maturity carries."""
    if months < 1:
        return 1.0
    return (1.0 - math.exp(-DECAY * months)) / (DECAY * months)


def curvature_loading(months: int) -> float:
    """Return how much of the curvature a maturity carries."""
    return slope_loading(months) - math.exp(-DECAY * months)


SLOPE = [slope_loading(m) for m in range(LONGEST + 1)]
CURVATURE = [curvature_loading(m) for m in range(LONGEST + 1)]


NEAR_SLOPE = SLOPE[24] - SLOPE[3]
NEAR_CURVATURE = CURVATURE[24] - CURVATURE[3]
FAR_SLOPE = SLOPE[120] - SLOPE[24]
FAR_CURVATURE = CURVATURE[120] - CURVATURE[24]
DETERMINANT = NEAR_SLOPE * FAR_CURVATURE - FAR_SLOPE * NEAR_CURVATURE
"""What the three published maturities make of slope and curvature: two equations, solved once."""


NO_GAPS: list[Number] = [0.0 for _ in KNOTS]
GIVEN = [(i, KNOTS.index(tenor), SLOPE[tenor], CURVATURE[tenor]) for i, tenor in enumerate(TENORS)]
"""Of each tenor that may be given: its place, its place among the knots, and its loadings."""
EVERY_RISE = range(len(KNOTS) - 1)


def through(three_months: Number, two_years: Number, ten_years: Number) -> Curve:
    """Return the curve through three yields (percent a year)."""
    near = two_years - three_months
    far = ten_years - two_years
    slope = (near * FAR_CURVATURE - far * NEAR_CURVATURE) / DETERMINANT
    curvature = (far - FAR_SLOPE * slope) / FAR_CURVATURE
    level = three_months - SLOPE[3] * slope - CURVATURE[3] * curvature
    return Curve(level, slope, curvature, NO_GAPS, NO_GAPS)


def with_tenors(curve: Curve, others: list[Number]) -> Curve:
    """Return the smooth curve itself, made to pass through the yields of TENORS as well."""
    level = curve.level
    slope = curve.slope
    curvature = curve.curvature
    gaps = NO_GAPS[:]
    for i, place, on_slope, on_curvature in GIVEN:
        gaps[place] = others[i] - level - slope * on_slope - curvature * on_curvature
    curve.gaps = gaps
    curve.rises = [gaps[i + 1] - gaps[i] for i in EVERY_RISE]
    return curve


def turned(curve: Curve, twist: Curve, by: Number) -> Curve:
    """Return the curve with another, smooth one added to it so many times."""
    return Curve(
        curve.level + twist.level * by,
        curve.slope + twist.slope * by,
        curve.curvature + twist.curvature * by,
        curve.gaps,
        curve.rises,
    )


def knot_before(months: int) -> int:
    """Return the place of the last knot before a maturity (the last but one at the end)."""
    place = 0
    for i in range(len(KNOTS) - 1):
        if KNOTS[i] <= months:
            place = i
    return place


BEFORE = [knot_before(m) for m in range(LONGEST + 1)]
BEYOND = [(m - KNOTS[BEFORE[m]]) / (KNOTS[BEFORE[m] + 1] - KNOTS[BEFORE[m]]) for m in range(LONGEST + 1)]
"""The knot before each maturity, and how much of the way to the next one it lies beyond it."""


def at(curve: Curve, months: int) -> Number:
    """Return the yield (percent a year) at a maturity in months."""
    smooth = curve.level + curve.slope * SLOPE[months] + curve.curvature * CURVATURE[months]
    knot = BEFORE[months]
    return smooth + curve.gaps[knot] + curve.rises[knot] * BEYOND[months]
