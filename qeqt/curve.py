"""A yield for every maturity out of three published ones.

Nelson and Siegel's curve with the fixed decay of Diebold and Li (2006), through the 3-month, 2-year and
10-year yield exactly. Beyond ten years it is an extrapolation, and named so wherever it is used.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from qeqt.kinds import Number

DECAY = 0.0609
"""Per month; Diebold and Li (2006, Journal of Econometrics 130): curvature peaks at 30 months."""

LONGEST = 360
"""Months; the longest bond that the Treasury sells."""


@dataclass
class Curve:
    """Level, slope and curvature, percent a year."""

    level: Number
    slope: Number
    curvature: Number


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


def through(three_months: Number, two_years: Number, ten_years: Number) -> Curve:
    """Return the curve through three yields (percent a year)."""
    a = SLOPE[24] - SLOPE[3]
    b = CURVATURE[24] - CURVATURE[3]
    c = SLOPE[120] - SLOPE[24]
    d = CURVATURE[120] - CURVATURE[24]
    near = two_years - three_months
    far = ten_years - two_years
    slope = (near * d - far * b) / (a * d - c * b)
    curvature = (far - c * slope) / d
    level = three_months - SLOPE[3] * slope - CURVATURE[3] * curvature
    return Curve(level, slope, curvature)


def at(curve: Curve, months: int) -> Number:
    """Return the yield (percent a year) at a maturity in months."""
    return curve.level + curve.slope * SLOPE[months] + curve.curvature * CURVATURE[months]
