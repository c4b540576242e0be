"""How sure an estimate is: chance dates, redrawn months, and the error of the surprises themselves.

Jarociński and Karadi's two surprises are known up to a rotation: any angle that keeps the signs (policy moves
rates and shares apart, information together) fits the data as well as the middle one. Draws of the angle,
each with months drawn anew in blocks, carry that error into the interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from qeqt.study.estimation import libraries
from qeqt.study.estimation.projections import PER, Regression
from qeqt.study.estimation.surprises import Surprises

DRAWS = 999
SEED = 20261128
BLOCK = 12
"""Months that are drawn together."""


@dataclass(frozen=True)
class Redrawn:
    """The 90% interval of a response over redrawn months and, where known, rotations."""

    low: float
    high: float


def middle_angle(surprises: Surprises) -> float:
    """Return the angle of the median rotation: half the widest that keeps the signs, radians.

    The series are orthogonal over the announcements they were made from, so their sizes give the angle.
    """
    policy, information = (
        math.fsum(v * v for v in surprises.by_taipei_month[name].values())
        for name in ("policy", "information")
    )
    return math.atan(math.sqrt(information / policy))


def rotated(policy: Any, information: Any, middle: float, angle: float) -> tuple[Any, Any]:
    """Return the two surprises at another angle; their sum, the surprise in rates, stays."""
    turn = angle - middle
    first, second = policy / math.cos(middle), information / math.sin(middle)
    return (
        math.cos(angle) * (math.cos(turn) * first - math.sin(turn) * second),
        math.sin(angle) * (math.sin(turn) * first + math.cos(turn) * second),
    )


def coefficients(change: Any, news: Any, controls: Any) -> Any:
    """Return the responses to ten basis points by least squares."""
    np, _ = libraries()
    return PER * np.linalg.lstsq(np.column_stack([news, controls]), change, rcond=None)[0][: news.shape[1]]


def redrawn(
    found: Regression, middle: float | None = None, draws: int = DRAWS, seed: int = SEED
) -> list[Redrawn]:
    """Return each response's interval over blocks of months drawn with replacement.

    ``middle``: where given, the first two series are policy and information, and their angle is drawn too.
    """
    np, _ = libraries()
    chance = np.random.default_rng(seed)
    count = len(found.rows)
    kept = np.empty((draws, found.news.shape[1]))
    for n in range(draws):
        starts = chance.integers(0, count, -(-count // BLOCK))
        rows = ((starts[:, None] + np.arange(BLOCK)) % count).ravel()[:count]
        news = found.news[rows]
        if middle is not None:
            turned = rotated(news[:, 0], news[:, 1], middle, float(chance.uniform(0.0, 2.0 * middle)))
            news = np.column_stack([*turned, news[:, 2:]])
        kept[n] = coefficients(found.change[rows], news, found.controls[rows])
    low, high = np.quantile(kept, (0.05, 0.95), axis=0)
    return [Redrawn(float(a), float(b)) for a, b in zip(low, high, strict=True)]


def chance_share(found: Regression, draws: int = DRAWS, seed: int = SEED) -> list[float]:
    """Return, for each series, how often surprises dealt to other months tell at least as much.

    Placebo dates: a series' surprises are dealt anew to the months of the sample, the other series held; the
    measure is the t-value with errors robust to unequal variance.
    """
    np, _ = libraries()
    chance = np.random.default_rng(seed)
    found_shares = []
    for column in range(found.news.shape[1]):
        others = np.column_stack([np.delete(found.news, column, axis=1), found.controls])
        basis = np.linalg.qr(others)[0]
        left = found.change - basis @ (basis.T @ found.change)
        told = abs(t_value(left, found.news[:, column], basis))
        by_chance = (
            abs(t_value(left, chance.permutation(found.news[:, column]), basis)) for _ in range(draws)
        )
        dealt = sum(1 for value in by_chance if value >= told)
        found_shares.append((1 + dealt) / (1 + draws))
    return found_shares


def t_value(left: Any, news: Any, basis: Any) -> float:
    """Return the t-value of news for what the other regressors leave, robust to unequal variance."""
    np, _ = libraries()
    clean = news - basis @ (basis.T @ news)
    size = float(clean @ clean)
    slope = float(clean @ left) / size
    error = left - slope * clean
    return slope * size / math.sqrt(float(np.square(clean * error).sum()))
