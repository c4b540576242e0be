"""What is asked of Taiwan: the series whose responses are estimated, and those that are missing.

Each outcome is a path whose change is the response: 100 x logarithm for prices and amounts, the level for
rates, the running sum for flows. Foreign trading is measured at one size of the market, since the market of
2024 is several times that of 2004.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from qeqt import data
from qeqt.core import months
from qeqt.data.fields import nearest
from qeqt.study.estimation import EstimationError

MARKET = 10_000.0
"""Index points of the TAIEX at which foreign trading is measured."""


@dataclass(frozen=True)
class Outcome:
    """A series of figures and how its response is read."""

    name: str
    figure: str
    column: str
    change: str
    """log, points, basis_points or flow."""
    frequency: str
    """monthly, quarterly or annual."""
    unit: str
    seasonal: bool = False
    """Not seasonally adjusted: each quarter has its own mean."""


OUTCOMES = (
    Outcome("twd_per_usd", "taiwan_rates", "twd", "log", "monthly", "percent, above 0 a weaker NT dollar"),
    Outcome("taiex", "taiwan_stock_index_month", "taiex", "log", "monthly", "percent"),
    Outcome("foreign_net_buying", "taiwan_trading_month", "foreign_net_buying", "flow", "monthly",
            "bn TWD, added up, at a TAIEX of 10,000"),
    Outcome("margin_financing", "taiwan_margin_month", "margin_financing", "log", "monthly", "percent"),
    Outcome("electronics_exports", "taiwan_electronics_exports", "electronics_exports_yoy", "points",
            "monthly", "percentage points of growth over a year"),
    Outcome("discount_rate", "taiwan_rates", "discount_rate", "basis_points", "monthly", "bp"),
    Outcome("us_ten_year", "us_yields_month_end", "ten_year", "basis_points", "monthly", "bp"),
    Outcome("us_two_year", "us_yields_month_end", "two_year", "basis_points", "monthly", "bp"),
    Outcome("us_term_premium", "us_yields_month_end", "term_premium_10y", "basis_points", "monthly", "bp"),
    Outcome("real_gdp", "taiwan_macro_levels", "real_gdp", "log", "quarterly", "percent", True),
    Outcome("real_exports", "taiwan_macro_levels", "real_exports", "log", "quarterly", "percent", True),
    Outcome("industrial_production", "taiwan_macro_levels", "industrial_production", "log", "quarterly",
            "percent", True),
    Outcome("cpi", "taiwan_macro_levels", "cpi", "log", "quarterly", "percent", True),
    Outcome("fx_reserves", "taiwan_fx_reserves", "fx_reserves", "log", "annual", "percent"),
    Outcome("mortgage_rate", "taiwan_mortgage_rate", "mortgage_rate", "basis_points", "annual", "bp"),
)  # fmt: skip

FIRST_STAGE = ("us_two_year", "us_ten_year", "us_term_premium")
"""What the same news does to yields in the United States."""

MISSING = {
    "tw_long_yield": "four points only (December 2025 to June 2026): no history of the yield at hand",
    "fx_reserves, monthly": "year-ends only (2000 to 2023) and eight later points",
    "fx_purchases": "disclosed since the second half of 2019, by year here: five points",
    "mortgage_rate, monthly": "one number a year; 2022 to 2024 look like means of the year",
    "house_prices": "quarterly since 2018: fewer quarters than a response of two years needs",
    "capital_flows": "foreign trading is not money that crosses the border; no monthly series at hand",
}
"""What was asked for and cannot be estimated here, and why."""


def outcome(name: str) -> Outcome:
    """Return an outcome by its name; EstimationError names the nearest one."""
    known = {entry.name: entry for entry in OUTCOMES}
    if name not in known:
        raise EstimationError(f"outcome {name!r}: {nearest(name, known)}")
    return known[name]


@cache
def observed(figure: str, column: str) -> dict[str, float]:
    """Return a figure's column by month of observation."""
    return {date[:7]: value for date, value in data.figure(figure).series(column).items()}


@cache
def path(name: str) -> dict[str, float]:
    """Return the path of an outcome by period ('2009-03'; the last month of a quarter or year)."""
    asked = outcome(name)
    values = observed(asked.figure, asked.column)
    if asked.frequency == "annual":
        values = {month: value for month, value in values.items() if month.endswith("-12")}
    if asked.change == "log":
        return {month: 100.0 * math.log(value) for month, value in values.items()}
    if asked.change == "basis_points":
        return {month: 100.0 * value for month, value in values.items()}
    return running_sum(values) if asked.change == "flow" else dict(values)


def running_sum(flows: dict[str, float]) -> dict[str, float]:
    """Return flows added up, each at the size that the market had a month before."""
    size = observed("taiwan_stock_index_month", "taiex")
    found, total = {}, 0.0
    for month in sorted(flows):
        total += flows[month] * MARKET / size[months.after(month, -1)]
        found[month] = total
    return found


STEP = {"monthly": 1, "quarterly": 3, "annual": 12}
"""Months a period."""


def periods(name: str) -> list[str]:
    """Return an outcome's periods without a gap, from its first to its last observation."""
    known = sorted(path(name))
    step = STEP[outcome(name).frequency]
    count = months.between(known[0], known[-1]) // step + 1
    return [months.after(known[0], step * n) for n in range(count)]
