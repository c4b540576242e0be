"""When the deferred asset is earned back, under stated paths of rates: not a forecast, a conditional.

Starts from the last official level. Each month's earnings are the model's, on a run of announced policy.
Where no path is stated, rates stay at their last observation; the rate on reverse repos keeps its distance
from the rate on reserves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qeqt import data, runs
from qeqt.core import floats, months
from qeqt.core.bank import income
from qeqt.core.model import simulate
from qeqt.core.number import Number, Numbers
from qeqt.data.fields import nearest

SCENARIO = "fed_2025_reserve_management"
"""Run-off as announced to December 2025, then bills bought to keep reserves ample."""

RATES = (
    "reserve_rate", "reverse_repo_rate", "mortgage_rate", "real_yield_10y",
    "yield_3m", "yield_1y", "yield_2y", "yield_3y", "yield_5y", "yield_7y", "yield_10y", "yield_20y",
    "yield_30y",
)  # fmt: skip
"""Paths that may be stated, percent a year, by the names of the environment."""

UNTIL = "2045-12"
"""Last month that is looked at, unless another is asked for."""


@dataclass(frozen=True)
class Repayment:
    """The deferred asset month by month, bn USD, and the month it is filled (None: not by the end)."""

    months: list[str]
    deferred_asset: list[float]
    filled: str | None
    remitted: list[float]
    """What goes to the Treasury each month, bn USD; nothing in the first, which is already known."""


def last_official() -> tuple[str, float]:
    """Return the month and the level (bn USD) of the last official figure."""
    date, level = max(data.figure("fed_deferred_asset").series("deferred_asset").items())
    return date[:7], level


def repayment(stated: Mapping[str, Sequence[float]] | None = None, until: str = UNTIL) -> Repayment:
    """Return the way back under stated rates: each path begins the month after the last official figure.

    A path shorter than the way is held at its last value. ValueError for a name that is no rate, for an empty
    path and for an end before the start.
    """
    values = runs.parameter_values(runs.scenario_record(SCENARIO).bank)
    names, levels, remitted = way_back(stated or {}, until, values, floats)
    filled = next((name for name, value in zip(names, levels, strict=True) if value <= 0.0), None)
    return Repayment(names, levels, filled, remitted)


def way_back(
    stated: Mapping[str, Sequence[float]], until: str, values: dict[str, Number], numbers: Numbers
) -> tuple[list[str], list[Number], list[Number]]:
    """Return months, levels and what goes to the Treasury for parameter values of the caller's, or draws."""
    first, level = last_official()
    record = runs.scenario_record(SCENARIO)
    opening = runs.opening_of(record.opening)
    known = months.between(opening.month, first)
    count = months.between(opening.month, until)
    if count <= known:
        raise ValueError(f"the way back ends in {until}; it starts after {first} and must end later")
    environment = runs.environment_of(record.bank, opening.month, count)
    paths = {**environment.paths, **replaced(stated, environment.paths, known)}
    done = simulate(
        opening, replace(environment, paths=paths), runs.scenario_of(record, count), values, numbers, False
    )
    levels: list[Number] = [level]
    remitted: list[Number] = [0.0]
    for n in range(known + 1, count + 1):
        earnings = done.columns["net_income"][n - 1] - paths["dividends"][n]
        deferred = income.deferred_asset(earnings, levels[-1], numbers)
        remitted.append(income.remittance(earnings, levels[-1], numbers))
        paid_by_others = numbers.where(deferred > 0.0, paths["profitable_banks"][n], 0.0)
        levels.append(numbers.where(levels[-1] > 0.0, deferred + paid_by_others, 0.0))
    return [months.after(first, n) for n in range(len(levels))], levels, remitted


def replaced(
    stated: Mapping[str, Sequence[float]], given: Mapping[str, list[float]], known: int
) -> dict[str, list[float]]:
    """Return the given paths with the stated ones in place after the first ``known`` months."""
    found = {}
    for name, path in stated.items():
        if name not in RATES:
            raise ValueError(f"{name!r} is no rate of the way back; {nearest(name, RATES)}")
        if not path:
            raise ValueError(f"{name}: a path needs at least one rate")
        ahead = len(given[name]) - known - 1
        found[name] = given[name][: known + 1] + [path[min(n, len(path) - 1)] for n in range(ahead)]
    if "reserve_rate" in found and "reverse_repo_rate" not in found:
        below = given["reverse_repo_rate"][known] - given["reserve_rate"][known]
        rates = found["reserve_rate"][known + 1 :]
        found["reverse_repo_rate"] = given["reverse_repo_rate"][: known + 1] + [
            rate + below for rate in rates
        ]
    return found
