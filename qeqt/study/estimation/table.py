"""The estimates of one set of surprises, a row each: methods, samples, and what one date carries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from qeqt.core import months
from qeqt.study.estimation import EstimationError, bayesian_var, events, instrumented, smooth, uncertainty
from qeqt.study.estimation.outcomes import Outcome, outcome
from qeqt.study.estimation.projections import Response, Sample, project, regression
from qeqt.study.estimation.surprises import JAROCINSKI_KARADI, Surprises

HORIZONS = {"monthly": (0, 1, 3, 6, 12), "quarterly": (0, 1, 2, 4), "annual": (0, 1)}
CLOSES = (1, 2, 5, 10)
FIRST_HORIZON = {"local_projection": 0, "event_days": 2}
"""At which horizon a response is judged: the month of the news; two closes, for Taipei opens to it once."""
CRISES = (("2008-09", "2009-06"), ("2020-02", "2020-06"))
PERIODS = {
    "from_2008_to_2014": ("2008-11", "2014-12"),
    "from_2015_to_2019": ("2015-01", "2019-12"),
    "from_2020_to_2021": ("2020-01", "2021-12"),
    "from_2022": ("2022-01", "9999-12"),
}
LARGEST = (1, 3, 5)
JUDGED = 30
"""Responses of fewer periods or announcements are printed, not judged: their errors cannot be trusted."""
MARCH_2009 = ("2009-03", "2009-03-18")
"""The month, and the day, on which the first programme grew from 600 to 1,750 bn USD."""
FULL = ("all", "without_1_largest", "without_march_2009")
"""Samples with every horizon; the others have the first three."""
PLACEBO = "placebo_before"
"""The change of the three months (two quarters) before the news, which it cannot have caused."""
PATHS = ("twd_per_usd", "taiex", "foreign_net_buying")
"""Outcomes with a smooth curve, chance dates and redrawn months."""


@dataclass(frozen=True)
class Row:
    """One estimate: the response to ten basis points of surprise, or of a yield."""

    method: str
    shock: str
    outcome: str
    unit: str
    variant: str
    first: str
    last: str
    horizon: int
    """Periods after the news (closes for event_days: 1 is the first one after it)."""
    estimate: float
    se: float | None
    low: float
    high: float
    """The 90% interval."""
    n: int
    chance: float | None = None
    """How often placebo dates tell at least as much."""
    f: float | None = None
    """First-stage F, where the response is per basis point of a yield."""

    @property
    def tells(self) -> bool:
        """Say whether zero lies outside the 90% interval."""
        return not self.low <= 0.0 <= self.high


def samples(surprises: Surprises, column: str, whole: Sample) -> dict[str, Sample]:
    """Return the samples in which every response is estimated: with and without dates, crises, by period."""
    found = {"all": whole}
    for count in LARGEST:
        gone = tuple(surprises.largest(column, count, whole.first, whole.last))
        found[f"without_{count}_largest"] = replace(whole, without=gone)
    if whole.first <= MARCH_2009[0] <= whole.last:
        found["without_march_2009"] = replace(whole, without=MARCH_2009[:1])
    crises = tuple(m for a, b in CRISES for m in months.names(a, months.between(a, b) + 1))
    found["without_crises"] = replace(whole, without=crises)
    for name, (first, last) in PERIODS.items():
        found[name] = Sample(max(first, whole.first), min(last, whole.last))
    return found


def row_of(
    method: str, shock: str, asked: Outcome, variant: str, sample: Sample, horizon: int, found: Response
) -> Row:
    """Return a response as a row."""
    return Row(method, shock, asked.name, asked.unit, variant, sample.first, sample.last, horizon,
               found.estimate, found.se, found.low, found.high, found.n)  # fmt: skip


def projected(surprises: Surprises, column: str, asked: Outcome, whole: Sample) -> Iterator[Row]:
    """Yield local projections of one outcome on one series: every sample, US dates, world's lags, placebo."""
    place = surprises.columns.index(column)

    def one(
        variant: str, sample: Sample, horizon: int, us: bool = False, world: bool = False, back: int = 0
    ) -> Row:
        news = surprises.by_us_month if us else surprises.by_taipei_month
        found = project(regression(asked.name, news, sample, horizon, world, back), max(horizon, back))[place]
        return row_of("local_projection", column, asked, variant, sample, horizon, found)

    horizons = HORIZONS[asked.frequency]
    for variant, sample in samples(surprises, column, whole).items():
        for horizon in horizons if variant in FULL else horizons[:3]:
            yield from attempt(one, variant, sample, horizon)
    if asked.frequency == "quarterly":
        yield from attempt(one, PLACEBO, whole, 0, back=2)
    if asked.frequency == "monthly":
        yield from attempt(one, PLACEBO, whole, 0, back=3)
        for horizon in horizons[:3]:
            if surprises.by_us_month:
                yield from attempt(one, "us_dates", whole, horizon, us=True)
            yield from attempt(one, "lags_of_the_world", whole, horizon, world=True)


def attempt(made: Callable[..., Row], *given: object, **also: object) -> Iterator[Row]:
    """Yield a row, or none where a sample holds too few periods."""
    try:
        yield made(*given, **also)
    except EstimationError:
        return


def redrawn(surprises: Surprises, column: str, asked: Outcome, whole: Sample) -> Iterator[Row]:
    """Yield the interval over months drawn anew (and rotations, where they are known), with chance dates."""
    place = surprises.columns.index(column)
    middle = uncertainty.middle_angle(surprises) if surprises.name == JAROCINSKI_KARADI else None
    for horizon in HORIZONS[asked.frequency][:3]:
        found = regression(asked.name, surprises.by_taipei_month, whole, horizon)
        point = project(found, horizon)[place]
        spread = uncertainty.redrawn(found, middle)[place]
        chance = uncertainty.chance_share(found)[place]
        yield Row("redrawn_months", column, asked.name, asked.unit,
                  "with_rotations" if middle is not None else "all", whole.first, whole.last, horizon,
                  point.estimate, None, spread.low, spread.high, point.n, chance)  # fmt: skip


def smoothed(surprises: Surprises, column: str, asked: Outcome, whole: Sample) -> Iterator[Row]:
    """Yield smooth local projections, with and without the largest month."""
    for variant in ("all", "without_1_largest"):
        sample = samples(surprises, column, whole)[variant]
        curve = smooth.curve(asked.name, surprises, column, sample, HORIZONS["monthly"][-1])
        for horizon in HORIZONS["monthly"]:
            low, high = curve.band(horizon)
            yield Row("smooth_projection", column, asked.name, asked.unit, variant, sample.first, sample.last,
                      horizon, curve.estimate[horizon], curve.se[horizon], low, high,
                      len(regression(asked.name, surprises.by_taipei_month, sample, 0).rows))  # fmt: skip


def autoregressed(surprises: Surprises, column: str, whole: Sample) -> Iterator[Row]:
    """Yield the responses of the Bayesian autoregression."""
    found = bayesian_var.posterior(surprises, column, whole, HORIZONS["monthly"][-1])
    for name, path in found.quantiles.items():
        for horizon in HORIZONS["monthly"]:
            low, middle, high = path[horizon]
            yield Row("bayesian_var", column, name, outcome(name).unit, "all", found.first, found.last,
                      horizon, middle, None, low, high, found.n)  # fmt: skip


def per_yield(surprises: Surprises, column: str, asked: Outcome, whole: Sample) -> Iterator[Row]:
    """Yield responses per ten basis points of the ten-year yield, by month."""
    for variant, sample in samples(surprises, column, whole).items():
        if variant != "all" and not variant.startswith("without"):
            continue
        for horizon in HORIZONS["monthly"][:3]:
            found = instrumented.ratio(asked.name, "us_ten_year", surprises, column, sample, horizon)
            yield ratio_row(
                "per_ten_year_yield", column, asked.name, asked.unit, variant, sample, horizon, found
            )


def ratio_row(
    method: str, column: str, name: str, unit: str, variant: str, sample: Sample, horizon: int,
    found: instrumented.Ratio,
) -> Row:  # fmt: skip
    """Return a ratio as a row."""
    return Row(method, column, name, unit, variant, sample.first, sample.last, horizon, found.estimate, None,
               found.low, found.high, found.n, None, found.f)  # fmt: skip


def by_day(
    surprises: Surprises, column: str, days: events.Days, whole: Sample,
    chances: dict[tuple[str, int], list[float]],
) -> Iterator[Row]:  # fmt: skip
    """Yield what each daily column did after announcements, and that per ten basis points of the yield."""
    place = surprises.columns.index(column)
    choices: dict[str, tuple[Sample, list[str]]] = {"all": (whole, [])}
    for count in LARGEST:
        gone = events.largest(surprises, column, count, whole.first, whole.last)
        choices[f"without_{count}_largest"] = (whole, gone)
    if MARCH_2009[1] in surprises.events and whole.first <= MARCH_2009[0] <= whole.last:
        choices["without_march_2009"] = (whole, [MARCH_2009[1]])
    for name, (first, last) in PERIODS.items():
        choices[name] = (Sample(max(first, whole.first), min(last, whole.last)), [])
    for name in days.columns:
        unit = {"us_two_year": "bp", "us_ten_year": "bp", "us_shares": "percent"}.get(name) or outcome(
            name
        ).unit
        for variant, (sample, gone) in choices.items():
            for closes in CLOSES:
                try:
                    _, done, news = events.moves(
                        days, name, surprises, sample.first, sample.last, closes, gone
                    )
                except EstimationError:
                    continue
                found = events.responses(done, news)[place]
                chance = chances[name, closes][place] if variant == "all" else None
                yield Row("event_days", column, name, unit, variant, sample.first, sample.last, closes,
                          found.estimate, found.se, found.low, found.high, found.n, chance)  # fmt: skip
                if name in PATHS and "us_ten_year" in days.columns:
                    yield from day_ratio(surprises, column, days, name, unit, variant, sample, gone, closes)


def day_ratio(
    surprises: Surprises, column: str, days: events.Days, name: str, unit: str, variant: str, sample: Sample,
    gone: list[str], closes: int,
) -> Iterator[Row]:  # fmt: skip
    """Yield what was done per ten basis points of the ten-year yield on the day of the announcement."""
    at, done, news = events.moves(days, name, surprises, sample.first, sample.last, closes, gone)
    there, yields, _ = events.moves(days, "us_ten_year", surprises, sample.first, sample.last, 1, gone)
    moved = dict(zip(there, yields, strict=True))
    both = [n for n, day in enumerate(at) if day in moved]
    if len(both) < 20:
        return
    found = events.ratio(done[both], yields[[there.index(at[n]) for n in both]], news[both],
                         surprises.columns.index(column))  # fmt: skip
    yield ratio_row("event_days_per_ten_year_yield", column, name, unit, variant, sample, closes, found)


BY_OUTCOME = {
    "local_projection": projected,
    "redrawn_months": redrawn,
    "smooth_projection": smoothed,
    "per_ten_year_yield": per_yield,
}
"""Methods that take one outcome by month; all but the first only outcomes of PATHS."""
BY_DAY = ("event_days", "event_days_per_ten_year_yield")
METHODS = (*BY_OUTCOME, "bayesian_var", *BY_DAY)


def with_and_without(rows: Iterable[Row], method: str, name: str, horizon: int) -> list[Row]:
    """Return one response over the whole sample, without its largest dates and without crises."""
    return [
        row
        for row in rows
        if (row.method, row.outcome, row.horizon) == (method, name, horizon)
        and (row.variant == "all" or row.variant.startswith("without"))
    ]


def verdict(rows: Iterable[Row], method: str, name: str, horizon: int) -> str:
    """Return whether a response of one series stands.

    It stands where zero lies outside the 90% interval, on the same side, with and without the largest dates
    and crises, and where no placebo date tells as much. Fewer than JUDGED periods or announcements, or a
    sample that could not be estimated without its largest dates, are too few to judge.
    """
    kept = list(rows)
    own = with_and_without(kept, method, name, horizon)
    whole = [row for row in own if row.variant == "all"]
    if not whole or whole[0].n < JUDGED or len(own) <= len(LARGEST):
        return "too few to judge"
    if not whole[0].tells:
        return "does not stand"
    if not all(row.tells and row.estimate * whole[0].estimate > 0.0 for row in own):
        return "rests on few dates"
    before = [row for row in kept if (row.method, row.outcome, row.variant) == (method, name, PLACEBO)]
    by_chance = whole[0].chance is not None and whole[0].chance > 0.10
    return "placebo dates tell too" if by_chance or any(row.tells for row in before) else "stands"
