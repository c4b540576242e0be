"""The government and its central bank as one borrower: purchases shorten its debt; the budget feels the rest.

Seen together, a Treasury bought with reserves is a long debt swapped for one that pays the overnight rate.
Debt held by the public counts the central bank as public; here its holdings net out against its reserves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import fsum
from statistics import NormalDist

from qeqt import data, runs
from qeqt.core import floats
from qeqt.core.results import Results
from qeqt.study import deferred_asset_payback
from qeqt.study.bands import QUANTILES

FIRST_YEAR = 2009
UNTIL = "2035-12"


@dataclass(frozen=True)
class ConsolidatedDebt:
    """What private holders are owed at a date, bn USD; the share that pays the overnight rate, percent."""

    date: str
    bonds: float
    """Federal debt outside the central bank."""
    overnight: float
    """Reserves and reverse repo."""

    @property
    def overnight_share(self) -> float:
        """Return the share of what is owed on which interest follows the overnight rate, percent."""
        return 100.0 * self.overnight / (self.bonds + self.overnight)

    @property
    def cost_of_a_point(self) -> float:
        """Return what a percentage point more overnight costs in a year, bn USD: at once, not at rollover."""
        return self.overnight / 100.0


def published() -> list[ConsolidatedDebt]:
    """Return the consolidated debt at quarter ends, from published figures."""
    debt = data.figure("us_macro").series("federal_debt_public")
    sheet = data.figure("fed_balance_sheet")
    held = by_month(sheet.series("treasuries"))
    reserves, reverse_repo = by_month(sheet.series("reserves")), by_month(sheet.series("on_rrp"))
    return [
        ConsolidatedDebt(date, value - held[date[:7]], reserves[date[:7]] + reverse_repo.get(date[:7], 0.0))
        for date, value in sorted(debt.items())
        if date[:7] in held and date[:7] in reserves
    ]


def by_month(series: dict[str, float]) -> dict[str, float]:
    """Return a series by month."""
    return {date[:7]: value for date, value in series.items()}


def of_run(found: Results) -> list[ConsolidatedDebt]:
    """Return the consolidated debt in the quarters of a run whose federal debt is published."""
    debt = by_month(data.figure("us_macro").series("federal_debt_public"))
    return [
        ConsolidatedDebt(
            month,
            debt[month] - found.columns["treasuries"][n],
            found.columns["reserves"][n] + found.columns["on_rrp"][n],
        )
        for n, month in enumerate(found.months)
        if month in debt
    ]


def share_of_output_before() -> float:
    """Return what went to the Treasury in the last year before the purchases, as a share of GDP."""
    paid = by_year("fed_income", "remittances")
    return paid[FIRST_YEAR - 2] / gdp_of(FIRST_YEAR - 2)


def by_year(figure: str, column: str) -> dict[int, float]:
    """Return an annual series by year."""
    return {int(date[:4]): value for date, value in data.figure(figure).series(column).items()}


def gdp_of(year: int) -> float:
    """Return nominal GDP of a year, bn USD."""
    series = data.environment("fed")["gdp"]
    return fsum(series.at(f"{year}-{month:02d}") for month in (3, 6, 9, 12)) / 4.0


@dataclass(frozen=True)
class Lifetime:
    """Paid to the Treasury since the purchases began, over what the share before them would give, bn USD.

    A deferred asset still open at the end is owed and counts against it.
    """

    shift: float
    """Points by which the rate on reserves lies above the last one."""
    years: list[int]
    surplus: list[float]
    """Cumulative, at each year's end."""


TENORS = {
    "reserve_rate": 0.0, "yield_3m": 0.25, "yield_1y": 1.0, "yield_2y": 2.0, "yield_3y": 3.0, "yield_5y": 5.0,
    "yield_7y": 7.0, "yield_10y": 10.0, "yield_20y": 20.0, "yield_30y": 30.0, "mortgage_rate": 10.0,
    "real_yield_10y": 10.0,
}  # fmt: skip
"""Rates that are shifted, with their terms in years."""


def shifted(shift: float) -> dict[str, list[float]]:
    """Return every rate at its last value plus the shift; up to ten years it is felt less and less."""
    series = data.environment("fed")
    felt = runs.parameter_values("fed")["long_rate_uncertainty"]
    found = {}
    for name, years in TENORS.items():
        share = 1.0 - (1.0 - felt) * min(years, 10.0) / 10.0
        found[name] = [series[name].observations[series[name].last] + share * shift]
    return found


@cache
def lifetime(shift: float, until: str = UNTIL) -> Lifetime:
    """Return the lifetime account if rates stay so many points above their last values, longer ones less."""
    way = deferred_asset_payback.repayment(shifted(shift), until)
    paid = by_year("fed_income", "remittances")
    open_at = {
        int(date[:4]): value for date, value in data.figure("fed_income").series("deferred_asset").items()
    }
    first = int(way.months[0][:4])
    share = share_of_output_before()
    years, surplus, total = [], [], 0.0
    for year in range(FIRST_YEAR, int(until[:4]) + 1):
        inside = [n for n, month in enumerate(way.months) if month.startswith(str(year))]
        total += paid.get(year, 0.0) - share * gdp_of(year)
        total += fsum(way.remitted[n] for n in inside)
        owed = open_at.get(year, 0.0) if year < first else way.deferred_asset[inside[len(inside) - 1]]
        years.append(year)
        surplus.append(total - owed)
    return Lifetime(shift, years, surplus)


def shift_at(quantile: float) -> float:
    """Return the rate shift (points) at a quantile of the published uncertainty; the bound is not crossed."""
    values = runs.parameter_values("fed")
    rate = data.environment("fed")["reserve_rate"]
    lowest = values["lower_bound"] - rate.observations[rate.last]
    return floats.maximum(lowest, values["rate_uncertainty"] * NormalDist().inv_cdf(quantile))


def fan(until: str = UNTIL) -> dict[float, Lifetime]:
    """Return the lifetime account at the quantiles of the rate: a higher rate costs more."""
    return {quantile: lifetime(shift_at(quantile), until) for quantile in QUANTILES}


def budget(found: Results, year: int) -> dict[str, float]:
    """Return what a run did to the budget of a calendar year, bn USD: paid, earned, still to be made up."""
    inside = [n for n, month in enumerate(found.months) if month.startswith(f"{year}-")]
    if len(inside) < 12:
        raise ValueError(f"{found.scenario} has {len(inside)} months of {year}: a whole year is needed")
    last = inside[len(inside) - 1]
    return {
        "remittances": fsum(found.columns["remittances"][n] for n in inside),
        "net_income": fsum(found.columns["net_income"][n] for n in inside),
        "deferred_asset": found.columns["deferred_asset"][last],
    }
