"""Responses per basis point of a yield abroad, with the news as instrument.

What Taiwan does, over what the yield does, to the same news: an error of the surprises that is noise cancels.
Where the first stage is weak the interval says so: it is the Anderson-Rubin set, which may have no end.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from qeqt.study.estimation import EstimationError, libraries
from qeqt.study.estimation.projections import COVERAGE, PER, Sample, regression
from qeqt.study.estimation.surprises import Surprises


@dataclass(frozen=True)
class Ratio:
    """A response to ten basis points more of a yield."""

    estimate: float
    low: float
    high: float
    """The 90% Anderson-Rubin set; infinite where it has no end on that side."""
    first_stage: float
    """bp of the yield for each bp of surprise."""
    f: float
    n: int


def ratio(
    name: str, yield_name: str, surprises: Surprises, column: str, sample: Sample, horizon: int
) -> Ratio:
    """Return the response of an outcome per ten basis points of the yield's move in the month of the news."""
    np, sm = libraries()
    moved = regression(yield_name, surprises.by_taipei_month, sample, 0)
    asked = regression(name, surprises.by_taipei_month, sample, horizon)
    shared = [row for row in asked.rows if row in set(moved.rows)]
    if len(shared) < 20:
        raise EstimationError(f"{name} on {yield_name}: {len(shared)} months in common; 20 are needed")
    at = [asked.rows.index(row) for row in shared]
    left = replace(
        asked, rows=shared, change=asked.change[at], news=asked.news[at], controls=asked.controls[at]
    )
    right = moved.change[[moved.rows.index(row) for row in shared]]
    own = moved.controls[[moved.rows.index(row) for row in shared]][:, 1:]
    design = np.column_stack([left.news, left.controls, own])
    place = surprises.columns.index(column)

    def reduced(values: Any) -> tuple[float, float]:
        fitted = sm.OLS(values, design).fit(
            cov_type="HAC", cov_kwds={"maxlags": horizon + 1, "use_correction": False}
        )
        return float(fitted.params[place]), float(fitted.bse[place]) ** 2

    return over(reduced, left.change, right)


def over(reduced: Callable[[Any], tuple[float, float]], top_values: Any, bottom_values: Any) -> Ratio:
    """Return the ratio of two responses to one surprise, from a regression that both share.

    ``reduced`` gives the coefficient of the surprise and its variance for a left-hand side; that of the sum
    gives the covariance.
    """
    (top, v_top), (bottom, v_bottom) = reduced(top_values), reduced(bottom_values)
    both = (reduced(top_values + bottom_values)[1] - v_top - v_bottom) / 2.0
    low, high = anderson_rubin(top, bottom, v_top, v_bottom, both)
    return Ratio(PER * top / bottom, PER * low, PER * high, bottom, bottom**2 / v_bottom, len(top_values))


def anderson_rubin(
    top: float, bottom: float, v_top: float, v_bottom: float, both: float
) -> tuple[float, float]:
    """Return the ends of all ratios that cannot be rejected; infinite where the set has no end.

    (top - b bottom)^2 <= c^2 (v_top - 2 b both + b^2 v_bottom). A set of two rays is told as the whole line.
    """
    from scipy import stats

    square = float(stats.norm.ppf(0.5 + COVERAGE / 2.0)) ** 2
    a = bottom**2 - square * v_bottom
    b = -2.0 * (top * bottom - square * both)
    c = top**2 - square * v_top
    inside = b * b - 4.0 * a * c
    if a <= 0.0 or inside < 0.0:
        return -math.inf, math.inf
    root = math.sqrt(inside)
    return (-b - root) / (2.0 * a), (-b + root) / (2.0 * a)
