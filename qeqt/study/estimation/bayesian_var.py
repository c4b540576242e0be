"""A Bayesian vector autoregression in which the surprises are external instruments: the second road.

Minnesota prior in conjugate form (Kadiyala and Karlsson 1997, with the dummy observations of Bańbura,
Giannone and Reichlin 2010); a draw of the residuals is regressed on the surprises for what the news moves in
its month (Stock and Watson 2012, Mertens and Ravn 2013), and the autoregression carries it on. No kept
library was found that does both: hence these lines on NumPy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qeqt.core import months
from qeqt.study.estimation import EstimationError, libraries
from qeqt.study.estimation.outcomes import outcome, path
from qeqt.study.estimation.projections import PER, Sample, news_of
from qeqt.study.estimation.surprises import Surprises

VARIABLES = (
    "us_two_year",
    "us_ten_year",
    "twd_per_usd",
    "taiex",
    "foreign_net_buying",
    "electronics_exports",
)
LAGS = 6
TIGHTNESS = 0.2
"""Overall tightness of the prior: the field's usual value."""
DRAWS = 1000
SEED = 20261128


@dataclass(frozen=True)
class Posterior:
    """Responses to ten basis points of surprise: variable -> horizon -> (5%, 50%, 95%)."""

    quantiles: dict[str, list[tuple[float, float, float]]]
    n: int
    first: str
    last: str


def levels(variables: tuple[str, ...], sample: Sample) -> tuple[list[str], Any]:
    """Return the months that all variables share, without a gap, and their levels."""
    np, _ = libraries()
    for name in variables:
        if outcome(name).frequency != "monthly":
            raise EstimationError(f"{name} is {outcome(name).frequency}: the autoregression is monthly")
    shared = set.intersection(*(set(path(name)) for name in variables))
    first, last = max(min(shared), sample.first), min(max(shared), sample.last)
    rows = months.names(first, months.between(first, last) + 1)
    gaps = [month for month in rows if month not in shared]
    if gaps:
        raise EstimationError(f"{', '.join(variables)}: no observation in {gaps[0]}")
    return rows, np.array([[path(name)[month] for name in variables] for month in rows])


def dummies(values: Any, lags: int, tightness: float) -> tuple[Any, Any]:
    """Return the prior as observations: each variable a random walk, further lags tighter, constant free."""
    np, sm = libraries()
    count = values.shape[1]
    sizes = np.diag([float(np.sqrt(sm.OLS(v[1:], sm.add_constant(v[:-1])).fit().scale)) for v in values.T])
    left = np.vstack([sizes / tightness, np.zeros((count * (lags - 1), count)), sizes, np.zeros((1, count))])
    right = np.zeros((left.shape[0], count * lags + 1))
    right[: count * lags, : count * lags] = np.kron(np.diag(np.arange(1, lags + 1)), sizes) / tightness
    right[-1, -1] = 1e-3
    return left, right


def lagged(values: Any, lags: int) -> tuple[Any, Any]:
    """Return levels, and their lags with a constant."""
    np, _ = libraries()
    right = [values[lags - lag - 1 : len(values) - lag - 1] for lag in range(lags)]
    return values[lags:], np.column_stack([*right, np.ones(len(values) - lags)])


def posterior(
    surprises: Surprises, column: str, sample: Sample, last: int, variables: tuple[str, ...] = VARIABLES,
    draws: int = DRAWS, seed: int = SEED,
) -> Posterior:  # fmt: skip
    """Return the posterior responses to one series of a set, the others held, up to a horizon."""
    rows, values = levels(variables, Sample("0000-01", "9999-12"))
    used = [n for n, month in enumerate(rows) if n >= LAGS and sample.first <= month <= sample.last]
    if len(used) < 60:
        raise EstimationError(f"{len(used)} months from {sample.first} to {sample.last}; 60 are needed")
    np, _ = libraries()
    news = np.array([news_of(surprises.by_taipei_month, rows[n], 1) for n in used])
    place = surprises.columns.index(column)
    left, right = lagged(values, LAGS)
    estimated = drawn(left, right, *dummies(values, LAGS, TIGHTNESS), draws, seed)
    chance = np.random.default_rng(seed + 1)
    kept = np.empty((draws, last + 1, values.shape[1]))
    for n, slopes in enumerate(estimated):
        residuals = (left - right @ slopes)[[at - LAGS for at in used]]
        kept[n] = PER * carried_on(impact(residuals, news, place, chance), slopes, last)
    low, middle, high = np.quantile(kept, (0.05, 0.5, 0.95), axis=0)
    quantiles = {
        name: [(float(low[h, v]), float(middle[h, v]), float(high[h, v])) for h in range(last + 1)]
        for v, name in enumerate(variables)
    }
    return Posterior(quantiles, len(used), rows[used[0]], rows[used[-1]])


def drawn(left: Any, right: Any, left_prior: Any, right_prior: Any, draws: int, seed: int) -> Any:
    """Yield draws of the slopes from the normal-inverse-Wishart posterior."""
    np, _ = libraries()
    from scipy import stats

    y, x = np.vstack([left, left_prior]), np.vstack([right, right_prior])
    inverse = np.linalg.inv(x.T @ x)
    middle = inverse @ x.T @ y
    errors = y - x @ middle
    freedom = len(y) - x.shape[1] + 2
    chance = np.random.default_rng(seed)
    root = np.linalg.cholesky(inverse)
    spread = stats.invwishart(df=freedom, scale=errors.T @ errors)
    for covariance in spread.rvs(size=draws, random_state=chance):
        noise = chance.standard_normal(middle.shape)
        yield middle + root @ noise @ np.linalg.cholesky(covariance).T


def impact(residuals: Any, news: Any, place: int, chance: Any) -> Any:
    """Return a draw of what one basis point of surprise moves in its month."""
    np, _ = libraries()
    design = np.column_stack([news, np.ones(len(news))])
    inverse = np.linalg.inv(design.T @ design)
    slopes = inverse @ design.T @ residuals
    errors = residuals - design @ slopes
    covariance = errors.T @ errors / (len(news) - design.shape[1])
    noise = np.linalg.cholesky(covariance) @ chance.standard_normal(residuals.shape[1])
    return slopes[place] + np.sqrt(inverse[place, place]) * noise


def carried_on(first: Any, slopes: Any, last: int) -> Any:
    """Return the path that the autoregression makes of a first month."""
    np, _ = libraries()
    count = len(first)
    past = [first]
    for horizon in range(1, last + 1):
        ahead = np.zeros(count)
        for lag in range(min(horizon, LAGS)):
            ahead += past[horizon - 1 - lag] @ slopes[lag * count : (lag + 1) * count]
        past.append(ahead)
    return np.array(past)
