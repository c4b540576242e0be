"""Local projections: what has changed so many periods after a surprise.

y(t+h) - y(t-1) = a + b s(t) + c1 dy(t-1) + c2 dy(t-2) + e(t+h), all series of one set of surprises together,
Newey-West errors with h+1 lags (Jordà 2005). World risk and the technology cycle enter as lags alone: in the
same month they are the channel.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import Any

from qeqt.core import months
from qeqt.study.estimation import EstimationError, libraries
from qeqt.study.estimation.outcomes import STEP, observed, outcome, path, periods
from qeqt.study.estimation.surprises import ByMonth, Surprises

LAGS = 2
PER = 10.0
"""Responses are printed for a surprise of so many basis points."""
WORLD = (("us_yields_month_end", "ten_year"), ("taiwan_electronics_exports", "electronics_exports_yoy"))
"""Lags of the world: yields, and the technology cycle."""
COVERAGE = 0.90
LEAST = {"monthly": 30, "quarterly": 30, "annual": 15}
"""Fewer periods are not estimated."""


@dataclass(frozen=True)
class Response:
    """One estimated response to a surprise of ten basis points."""

    estimate: float
    se: float
    low: float
    high: float
    """The 90% interval."""
    n: int

    @property
    def tells(self) -> bool:
        """Say whether zero lies outside the 90% interval."""
        return not self.low <= 0.0 <= self.high


@dataclass(frozen=True)
class Sample:
    """The periods that an estimate may use."""

    first: str
    last: str
    without: tuple[str, ...] = ()
    """Months left out."""


@dataclass(frozen=True)
class Regression:
    """The numbers of one local projection, a row a period."""

    rows: list[str]
    """Periods, the first when the news came."""
    change: Any
    """y(t+h) - y(t-1)"""
    news: Any
    """Surprises, bp; a column each."""
    controls: Any
    """Constant, seasons, lags."""


def news_of(by_column: dict[str, ByMonth], period: str, step: int) -> list[float]:
    """Return each series' surprises of a period that ends with that month, bp."""
    covered = [months.after(period, -n) for n in range(step)]
    return [fsum(values.get(month, 0.0) for month in covered) for values in by_column.values()]


def regression(
    name: str, by_column: dict[str, ByMonth], sample: Sample, horizon: int, world: bool = False,
    back: int = 0,
) -> Regression:  # fmt: skip
    """Return what a local projection regresses on what.

    ``horizon``: periods after the news. ``back``: the change of so many periods before the news instead,
    which no news can have caused. EstimationError where fewer rows are left than LEAST, or no news.
    """
    np, _ = libraries()
    asked = outcome(name)
    step = STEP[asked.frequency]
    known, when = path(name), periods(name)
    rows, change, news, controls = [], [], [], []
    for at, period in enumerate(when):
        covered = {months.after(period, -n) for n in range(step)}
        if not (sample.first <= min(covered) and max(covered) <= sample.last) or covered & set(
            sample.without
        ):
            continue
        first, last = (at - 1 - back, at - 1) if back else (at - 1, at + horizon)
        lags = lagged_changes(known, when, first)
        outside = world_lags(period) if world and step == 1 else []
        if last >= len(when) or lags is None or outside is None:
            continue
        if when[first] not in known or when[last] not in known:
            continue
        rows.append(period)
        change.append(known[when[last]] - known[when[first]])
        news.append(news_of(by_column, period, step))
        season = [1.0 if asked.seasonal and period[5:] == month else 0.0 for month in ("03", "06", "09")]
        controls.append([1.0, *(season if asked.seasonal else []), *lags, *outside])
    least = LEAST[asked.frequency]
    if len(rows) < least:
        raise EstimationError(
            f"{name}: {len(rows)} periods from {sample.first} to {sample.last}; {least} are needed"
        )
    told, held = np.array(news), np.array(controls)
    if not (np.ptp(told, axis=0) > 0.0).all():
        raise EstimationError(f"{name}: no news from {sample.first} to {sample.last}")
    return Regression(rows, np.array(change), told, held[:, independent(held)])


def independent(columns: Any) -> list[int]:
    """Return the places of columns that no earlier ones make up: a lag that never varies is left out."""
    np, _ = libraries()
    kept: list[int] = []
    for place in range(columns.shape[1]):
        if np.linalg.matrix_rank(columns[:, [*kept, place]]) > len(kept):
            kept.append(place)
    return kept


def lagged_changes(known: dict[str, float], when: list[str], base: int) -> list[float] | None:
    """Return the changes of the periods up to a base; None where one is not known."""
    found = []
    for lag in range(LAGS):
        if base - lag - 1 < 0 or when[base - lag] not in known or when[base - lag - 1] not in known:
            return None
        found.append(known[when[base - lag]] - known[when[base - lag - 1]])
    return found


def world_lags(period: str) -> list[float] | None:
    """Return two lags of the change of US yields and of the technology cycle; None where one is not known."""
    found = []
    for figure, column in WORLD:
        values = observed(figure, column)
        for lag in range(1, LAGS + 1):
            month, before = months.after(period, -lag), months.after(period, -lag - 1)
            if month not in values or before not in values:
                return None
            found.append(values[month] - values[before])
    return found


def project(found: Regression, horizon: int) -> list[Response]:
    """Return the response to each series of surprises, with Newey-West errors."""
    np, sm = libraries()
    fitted = sm.OLS(found.change, np.column_stack([found.news, found.controls])).fit(
        cov_type="HAC", cov_kwds={"maxlags": horizon + 1, "use_correction": False}, use_t=True
    )
    low, high = fitted.conf_int(alpha=1.0 - COVERAGE).T
    told = PER * np.column_stack([fitted.params, fitted.bse, low, high])[: found.news.shape[1]]
    return [Response(float(a), float(b), float(c), float(d), len(found.rows)) for a, b, c, d in told]


def responses(
    name: str, surprises: Surprises, sample: Sample, horizon: int, taipei: bool = True, world: bool = False,
    back: int = 0,
) -> dict[str, Response]:  # fmt: skip
    """Return the responses of an outcome to every series of a set, by series."""
    by_column = surprises.by_taipei_month if taipei else surprises.by_us_month
    found = regression(name, by_column, sample, horizon, world, back)
    return dict(zip(by_column, project(found, max(horizon, back)), strict=True))
