"""Smooth local projections: one curve of responses, not a point a month (Barnichon and Brownlees 2019).

The responses are a spline in the horizon; its third differences are punished, how much is chosen by leaving
out blocks of years. Lags and the other surprises have their own coefficients at each horizon.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qeqt.study.estimation import libraries
from qeqt.study.estimation.projections import PER, Sample, regression
from qeqt.study.estimation.surprises import Surprises

DEGREE, ORDER = 3, 3
FOLDS = 5
STRENGTHS = (1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0, 100.0, 1e3, 1e4)
Z90 = 1.6449


@dataclass(frozen=True)
class Curve:
    """Responses to ten basis points at horizons 0, 1, 2 …, with 90% bands."""

    estimate: list[float]
    se: list[float]
    strength: float
    """How much bending is punished, chosen among STRENGTHS."""

    def band(self, horizon: int) -> tuple[float, float]:
        """Return the 90% band at a horizon."""
        half = Z90 * self.se[horizon]
        return self.estimate[horizon] - half, self.estimate[horizon] + half


def curve(name: str, surprises: Surprises, column: str, sample: Sample, last: int) -> Curve:
    """Return the smooth responses of an outcome to one series of a set up to a horizon."""
    np, _ = libraries()
    place = surprises.columns.index(column)
    left, news, months = [], [], []
    for horizon in range(last + 1):
        found = regression(name, surprises.by_taipei_month, sample, horizon)
        basis = np.linalg.qr(np.column_stack([np.delete(found.news, place, axis=1), found.controls]))[0]
        left.append(found.change - basis @ (basis.T @ found.change))
        own = found.news[:, place]
        news.append(own - basis @ (basis.T @ own))
        months.append(found.rows)
    splines = spline_basis(last)
    bending = np.diff(np.eye(splines.shape[1]), n=ORDER, axis=0)
    strength = chosen(left, news, months, splines, bending)
    bread, weights = fitted(left, news, splines, bending, strength)
    spread = bread @ clustered(left, news, months, splines, weights, last + 1) @ bread
    responses = PER * splines @ weights
    errors = PER * np.sqrt(np.einsum("ij,jk,ik->i", splines, spread, splines))
    return Curve([float(v) for v in responses], [float(v) for v in errors], strength)


def spline_basis(last: int) -> Any:
    """Return cubic splines with a knot a horizon, a row a horizon 0 … last."""
    np, _ = libraries()
    from scipy.interpolate import BSpline

    knots = np.arange(-DEGREE, last + DEGREE + 2, dtype=float)
    return BSpline.design_matrix(np.arange(last + 1, dtype=float), knots, DEGREE).toarray()


def fitted(left: list[Any], news: list[Any], splines: Any, bending: Any, strength: float) -> tuple[Any, Any]:
    """Return the inverse of the punished moments, and the weights of the splines."""
    np, _ = libraries()
    own = np.array([float(s @ s) for s in news])
    met = np.array([float(s @ y) for s, y in zip(news, left, strict=True)])
    moments = (splines.T * own) @ splines
    target = met @ splines
    scale = float(np.trace(moments)) / splines.shape[1]
    bread = np.linalg.pinv(moments + strength * scale * bending.T @ bending)
    return bread, bread @ target


def chosen(left: list[Any], news: list[Any], months: list[list[str]], splines: Any, bending: Any) -> float:
    """Return the strength with the least error in blocks of time that were left out."""
    np, _ = libraries()
    when = sorted(set(months[0]))
    fold_of = {month: FOLDS * n // len(when) for n, month in enumerate(when)}
    folds = [np.array([fold_of.get(month, -1) for month in rows]) for rows in months]
    losses = []
    for strength in STRENGTHS:
        loss = 0.0
        for fold in range(FOLDS):
            kept = [part != fold for part in folds]
            some = [[values[keep] for values, keep in zip(side, kept, strict=True)] for side in (left, news)]
            weights = fitted(some[0], some[1], splines, bending, strength)[1]
            for y, s, keep, row in zip(left, news, kept, splines, strict=True):
                loss += float(np.square(y[~keep] - s[~keep] * float(row @ weights)).sum())
        losses.append(loss)
    return STRENGTHS[losses.index(min(losses))]


def clustered(
    left: list[Any], news: list[Any], months: list[list[str]], splines: Any, weights: Any, lags: int
) -> Any:
    """Return the middle of the sandwich: scores added up by month of the news, Newey-West over months."""
    np, _ = libraries()
    when = {month: n for n, month in enumerate(sorted(set(months[0])))}
    scores = np.zeros((len(when), splines.shape[1]))
    for y, s, rows, row in zip(left, news, months, splines, strict=True):
        error = y - s * float(row @ weights)
        for n, month in enumerate(rows):
            if month in when:
                scores[when[month]] += s[n] * error[n] * row
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        crossed = scores[lag:].T @ scores[:-lag]
        middle += (1.0 - lag / (lags + 1.0)) * (crossed + crossed.T)
    return middle
