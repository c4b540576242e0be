"""The model beside history: announced policy and named given inputs in, month-end holdings out.

Scored at quarter ends from 2009Q2 (2009Q1 is reported, not counted), against the published month-end values.
No holding that is to be explained is fed in, and nothing is set back to history after the end of 2008.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import fsum, sqrt
from typing import Any

from qeqt import data, runs
from qeqt.core import months
from qeqt.core.bank.treasuries import due_between
from qeqt.core.results import Results
from qeqt.data import maturity_mixes
from qeqt.data.series import GIVEN

HISTORY = "fed_history"
FIRST = "2009-06"
BALANCE_SHEET = "fed_balance_sheet"
MATURITIES = "soma_maturity"
INCOME = "fed_income"

SERIES = ("total_assets", "treasuries", "mbs", "agency", "reserves")
"""Columns of the run that have a published month-end value under the same name."""

ANNUAL = {"net_income": "2010", "deferred_asset": "2022"}
"""Columns that are published a year, and the first year that counts: a year's sum, a year's end."""

PERIODS = (
    ("2009-06", "2010-12"),
    ("2011-01", "2014-12"),
    ("2015-01", "2017-09"),
    ("2017-10", "2019-07"),
    ("2019-08", "2022-05"),
    ("2022-06", "2025-12"),
)
"""First programmes; QE2 to QE3; reinvestment; first run-off; pandemic; second run-off."""

PORTFOLIO_PARAMETERS = (
    "turnover_cpr",
    "refinancing_max",
    "refinancing_steepness",
    "refinancing_threshold",
    "purchase_note_spread",
    "bills_due_share",
)
"""What the size of the portfolio depends on."""

BUCKETS = (
    ("treasuries_up_to_1y", 1, 12),
    ("treasuries_1_to_5y", 13, 60),
    ("treasuries_5_to_10y", 61, 120),
    ("treasuries_over_10y", 121, 360),
)


@dataclass(frozen=True)
class Score:
    """How far one series is from history. Errors are model less published."""

    series: str
    bank: str
    first: str
    last: str
    unit: str
    n: int
    mae: float
    mape: float
    """100 times the sum of absolute errors over the sum of published values."""
    max_error: float
    """Largest error of a quarter or year, percent of the published value."""
    max_at: str
    given: list[str]
    by_period: dict[str, float]
    """mape by period, 2009-03 reported and not counted above; of annual series each year's error, bn."""

    def as_json(self) -> dict[str, Any]:
        """Return the score under the names that the command line promises."""
        plain = asdict(self)
        plain["from"] = plain.pop("first")
        plain["to"] = plain.pop("last")
        return plain


def backtest(results: Results | None = None) -> list[Score]:
    """Return the scores of every series and of the maturity buckets, for a run of history."""
    history = results or runs.run(HISTORY)
    given = given_inputs()
    return [
        *(score(history, name, given) for name in SERIES),
        *(annual_score(history, name, given) for name in ANNUAL),
        *bucket_scores(history, given),
    ]


def score(results: Results, name: str, given: list[str]) -> Score:
    """Return one series' score at quarter ends."""
    published = {date[:7]: value for date, value in data.figure(BALANCE_SHEET).series(name).items()}
    model = dict(zip(results.months, results.columns[name], strict=True))
    quarters = [m for m in results.months if m[5:] in ("03", "06", "09", "12") and m >= FIRST]
    relative = {m: percent(model[m] - published[m], published[m]) for m in quarters}
    worst = max(quarters, key=lambda m: abs(relative[m]))
    periods = {f"{a}..{b}": mape(model, published, quarters, a, b) for a, b in PERIODS}
    periods["2009-03"] = percent(abs(model["2009-03"] - published["2009-03"]), published["2009-03"])
    return Score(
        series=name,
        bank=results.bank,
        first=quarters[0],
        last=quarters[-1],
        unit="bn USD",
        n=len(quarters),
        mae=fsum(abs(model[m] - published[m]) for m in quarters) / len(quarters),
        mape=mape(model, published, quarters, quarters[0], quarters[-1]),
        max_error=relative[worst],
        max_at=worst,
        given=given,
        by_period=periods,
    )


def annual_score(results: Results, name: str, given: list[str]) -> Score:
    """Return the score of a column that is published once a year; by_period holds bn, year by year."""
    published = {date[:4]: value for date, value in data.figure(INCOME).series(name).items()}
    column = results.columns[name]
    model: dict[str, float] = {}
    for month, value in zip(results.months, column, strict=True):
        model[month[:4]] = model.get(month[:4], 0.0) + value if name == "net_income" else value
    years = sorted(year for year in model if year >= ANNUAL[name] and year in published)
    errors = {year: model[year] - published[year] for year in years}
    worst = max(years, key=lambda year: abs(errors[year]))
    total = fsum(abs(error) for error in errors.values())
    return Score(
        series=name,
        bank=results.bank,
        first=years[0],
        last=years[-1],
        unit="bn USD",
        n=len(years),
        mae=total / len(years),
        mape=percent(total, fsum(abs(published[year]) for year in years)),
        max_error=percent(errors[worst], abs(published[worst])),
        max_at=worst,
        given=given,
        by_period=errors,
    )


def left_out_errors(errors: Mapping[str, float]) -> dict[str, float]:
    """Return of each year the root mean square of all other years' errors: what an unseen year may be off."""
    return {
        year: sqrt(fsum(error**2 for other, error in errors.items() if other != year) / (len(errors) - 1))
        for year in errors
    }


def percent(error: float, of: float) -> float:
    """Return an error in percent of a published value; 0 where nothing was held."""
    return 100.0 * error / of if of else 0.0


def mape(
    model: dict[str, float], published: dict[str, float], quarters: list[str], first: str, last: str
) -> float:
    """Return 100 times the sum of absolute errors over the sum of published values, first to last."""
    inside = [m for m in quarters if first <= m <= last]
    return percent(fsum(abs(model[m] - published[m]) for m in inside), fsum(published[m] for m in inside))


def bucket_scores(results: Results, given: list[str]) -> list[Score]:
    """Return how far the maturity buckets are from the official tables: mape is percent of the stock."""
    found = []
    for row in data.figure(MATURITIES).rows:
        month = nearest_month_end(str(row["date"]))
        if month not in results.months:
            continue
        official = {name: row[name] for name, _, _ in BUCKETS}
        model = bucket_holdings(results, month)
        errors = {name: model[name] - value for name, value in official.items() if isinstance(value, float)}
        stock = fsum(value for value in official.values() if isinstance(value, float))
        worst = max(errors, key=lambda name: abs(errors[name]))
        found.append(
            Score(
                series="maturity_buckets",
                bank=results.bank,
                first=month,
                last=str(row["date"]),
                unit="bn USD",
                n=len(errors),
                mae=fsum(abs(error) for error in errors.values()) / len(errors),
                mape=percent(fsum(abs(error) for error in errors.values()), stock),
                max_error=percent(errors[worst], stock),
                max_at=worst,
                given=given,
                by_period={name: percent(error, stock) for name, error in errors.items()},
            )
        )
    return found


def bucket_holdings(results: Results, month: str) -> dict[str, float]:
    """Return the run's Treasuries by remaining maturity at a month's end; bills are due within a year."""
    ladder = results.ladders[results.months.index(month)]
    held = {name: due_between(ladder, near, far) for name, near, far in BUCKETS}
    held[BUCKETS[0][0]] += ladder.bills
    return held


def nearest_month_end(date: str) -> str:
    """Return the month whose end is nearest to a date: the one before, in a month's first half."""
    return date[:7] if int(date[8:]) > 15 else months.after(date[:7], -1)


def given_inputs() -> list[str]:
    """Return what the run is given besides announced policy, and which of its inputs are from memory."""
    record = runs.scenario_record(HISTORY)
    bank = record.bank
    given = [f"given: {key}" for key in GIVEN]
    policy = [
        f"{step.confidence}: policy {key} from {step.start}"
        for key, measure in data.policy(bank).items()
        for step in measure.steps
        if step.confidence.startswith("memory")
    ]
    spread = [
        f"{mix.confidence}: mix {key}"
        for key, mix in maturity_mixes.mixes(bank).tables.items()
        if mix.confidence.startswith("memory")
    ]
    start = [
        f"{ladder.confidence}: opening {record.opening} {key}"
        for key, ladder in data.opening(record.opening).ladders.items()
        if ladder.confidence.startswith("memory")
    ]
    values = [
        f"{parameter.confidence}: parameter {key}"
        for key, parameter in data.parameters(bank).items()
        if key in PORTFOLIO_PARAMETERS and parameter.confidence.startswith("memory")
    ]
    return [*given, *policy, *spread, *start, *values]
