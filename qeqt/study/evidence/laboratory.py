"""Openings, environments and scenarios made to measure for an experiment, out of records alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from math import fsum
from typing import Any

from qeqt import data, runs
from qeqt.core import floats, months
from qeqt.core.bank.treasuries import Ladder, ten_year_equivalents
from qeqt.core.bank.treasuries import opening_record as treasury_record
from qeqt.core.baskets import duration_weights, equivalents_of_mix
from qeqt.core.model import simulate
from qeqt.core.results import Results
from qeqt.core.scenario import Announcement, Decision, Environment, Mix, Opening, Scenario
from qeqt.data import announcements, maturity_mixes

BANK = "fed"
HISTORY = "fed_history"
RUNOFF_OPENING = "fed_2022_05"
FIRST_OPENING = "fed_2008_12"
NO_RUNOFF = "fed_2022_no_runoff"

ZERO = [0.0] * 361

PARTS_OF_YEAR = {"early": 2, "mid": 6, "late": 10}


@cache
def parameters() -> dict[str, float]:
    """Return the one set of parameters that every row is held against."""
    return runs.parameter_values(BANK)


@cache
def history() -> Results:
    """Return the run of history, from the opening of 2008 on announced policy."""
    return runs.run(HISTORY)


def quarters(name: str) -> int:
    """Return a parameter that counts quarters, in months."""
    return round(parameters()[name] * 3.0)


@cache
def opening_at(month: str) -> Opening:
    """Return a balance sheet near a month: the run-off opening's, or the Treasury ladder of the history run.

    Mortgages keep the buckets of the run-off opening; experiments set their amount.
    """
    start = runs.opening_of(RUNOFF_OPENING)
    if month >= start.month:
        return replace(start, month=month)
    if month <= runs.opening_of(FIRST_OPENING).month:
        return replace(runs.opening_of(FIRST_OPENING), month=month)
    held = history().ladders[history().months.index(month)]
    lists = ladder_of(held)
    return replace(
        start,
        month=month,
        bills=held.bills,
        nominal=lists["nominal"],
        nominal_yield=lists["nominal_yield"],
        indexed=lists["indexed"],
        indexed_yield=lists["indexed_yield"],
    )


def ladder_of(held: Ladder) -> dict[str, list[float]]:
    """Return a simulated ladder as an opening's lists."""
    lists: dict[str, list[float]] = {
        name: list(ZERO) for name in ("nominal", "nominal_yield", "indexed", "indexed_yield")
    }
    for m in range(1, 361):
        if held.due[m] > 0.0:
            lists["nominal"][m] = held.due[m]
            lists["nominal_yield"][m] = 100.0 * held.interest[m] / held.due[m]
        if held.units[m] > 0.0:
            lists["indexed"][m] = held.units[m] * held.price_index
            lists["indexed_yield"][m] = 100.0 * held.unit_interest[m] / held.units[m]
    return lists


def with_short_bonds(opening: Opening, amount: float, longest: int) -> Opening:
    """Return the opening with an amount (bn) added evenly to bonds due within so many months."""
    nominal = [x + (amount / longest if 1 <= m <= longest else 0.0) for m, x in enumerate(opening.nominal)]
    return replace(opening, nominal=nominal)


def scaled(opening: Opening, treasuries: float | None = None, mbs: float | None = None) -> Opening:
    """Return the opening with its Treasuries (bills included) and its MBS brought to amounts, bn."""
    changed = opening
    if treasuries is not None:
        factor = treasuries / treasuries_of(opening)
        changed = replace(
            changed,
            nominal=[x * factor for x in opening.nominal],
            indexed=[x * factor for x in opening.indexed],
            bills=opening.bills * factor,
        )
    if mbs is not None:
        held = fsum(opening.mbs)
        changed = replace(changed, mbs=[x * mbs / held if held else 0.0 for x in opening.mbs])
    return changed


def treasuries_of(opening: Opening) -> float:
    """Return an opening's Treasuries, bn."""
    return fsum(opening.nominal) + fsum(opening.indexed) + opening.bills


def equivalents_of_opening(opening: Opening) -> float:
    """Return an opening's ten-year equivalents of Treasuries, bn."""
    return ten_year_equivalents(treasury_record(opening, 1.0, fade()))


def fade() -> list[float]:
    """Return exp(-k m) by months to maturity."""
    return duration_weights(parameters()["duration_decay"], floats)


def holding(opening: Opening, equivalents: float, mbs: float = 0.0) -> Opening:
    """Return the opening with Treasuries worth so many ten-year equivalents (bn), and so many MBS (bn)."""
    factor = equivalents / equivalents_of_opening(opening)
    return scaled(opening, treasuries_of(opening) * factor, mbs)


def mix_equivalents(mix: Mix) -> float:
    """Return ten-year equivalents per unit of par of a purchase mix."""
    return equivalents_of_mix(mix, fade())


@cache
def standing_decision(month: str) -> Decision:
    """Return a month's decision that keeps holdings where they are: everything is rolled over."""
    record = replace(runs.scenario_record(NO_RUNOFF), start=month)
    return deciding(
        runs.scenario_of(record, 1).decisions[0],
        treasury_runoff_cap=0.0,
        mbs_runoff_cap=0.0,
        treasury_purchases=0.0,
        bill_purchases=0.0,
        treasury_sales=0.0,
        mbs_purchases_gross=0.0,
        principal_to_treasuries=0.0,
        mbs_purchases=0.0,
        mbs_sales=0.0,
        agency_purchases=0.0,
        agency_principal_reinvested=1.0,
    )


def deciding(decision: Decision, **measures: float) -> Decision:
    """Return a decision with measures replaced; KeyError for one that is not declared."""
    if not set(measures) <= set(decision.measures):
        raise KeyError(f"{sorted(set(measures) - set(decision.measures))} are not declared")
    return replace(decision, measures={**decision.measures, **measures})


def purchase_mix(month: str) -> Mix:
    """Return the maturities that purchases of that month were spread over."""
    return maturity_mixes.mixes(BANK).at("purchases", month).mix


def agency_term() -> int:
    """Return over how many months bought agency debt falls due, from the first programme on."""
    return int(data.policy(BANK)["agency_term"].steps[0].value or 0)


def buying(month: str, count: int, treasuries: float = 0.0, mbs: float = 0.0, agency: float = 0.0,
           mix: Mix | None = None) -> list[Decision]:  # fmt: skip
    """Return decisions that buy amounts (bn) evenly over so many months, then one month of keeping."""
    standing = standing_decision(month)
    month_of_buying = deciding(
        replace(standing, purchase_mix=mix or purchase_mix(month)),
        treasury_purchases=treasuries / count,
        mbs_purchases=mbs / count,
        agency_purchases=agency / count,
        agency_term=agency_term(),
    )
    return [*[month_of_buying] * count, standing]


@cache
def given_paths(month: str, count: int) -> dict[str, list[float]]:
    """Return the given paths of the records from a month on."""
    return runs.environment_of(BANK, month, count).paths


def environment_at(
    month: str, count: int, changed: Mapping[str, float | list[float]] | None = None, flat: bool = True
) -> Environment:
    """Return the given paths from a month on, held where they are when flat, with some replaced."""
    paths = dict(given_paths(month, 1 if flat else count))
    if flat:
        paths = {name: [path[0]] * (count + 1) for name, path in paths.items()}
    for name, value in (changed or {}).items():
        paths[name] = value if isinstance(value, list) else [value] * (count + 1)
    return Environment(month, paths)


def run(
    opening: Opening,
    environment: Environment,
    decisions: list[Decision],
    announcements: list[Announcement] | None = None,
    changed: Mapping[str, float] | None = None,
) -> Results:
    """Return the run of decisions from the month after the opening; ``changed``: parameters in place."""
    start = months.after(opening.month, 1)
    plan = Scenario("experiment", start, decisions, announcements or [])
    return simulate(opening, environment, plan, {**parameters(), **(changed or {})})


def gdp_of(bank: str, month: str) -> float:
    """Return nominal GDP (bn a year) of a bank's economy in a month."""
    known = data.environment(bank)
    return known["gdp"].at(month)


def output(gdp: float) -> dict[str, float]:
    """Return output (bn a year) and currency in its share before the first programme, as given paths."""
    paths = given_paths(programme_month("lsap1"), 1)
    return {"gdp": gdp, "currency": gdp * paths["currency"][0] / paths["gdp"][0]}


def normal(gdp: float) -> float:
    """Return the ten-year equivalents (bn) that currency needs at an output (bn a year)."""
    return parameters()["liability_equivalents"] * output(gdp)["currency"]


def reserve_demand(month: str) -> float:
    """Return the reserves projected under the framework announced by a month, share of GDP; 0: a corridor."""
    told = [plan for plan in announcements.announcements(BANK).values() if plan.month <= month]
    return told[len(told) - 1].reserve_demand if month and told else 0.0


def crossing(path: list[float], reached: Callable[[float], bool]) -> int | None:
    """Return the first place where a path has reached something, or None."""
    for place, value in enumerate(path):
        if reached(value):
            return place
    return None


def runs_start() -> str:
    """Return the month of the run-off opening, the default where a row names no date."""
    return runs.opening_of(RUNOFF_OPENING).month


def year_total(column: str, year: int) -> float:
    """Return the sum of a column of the history run over a calendar year."""
    found = history()
    months_of_year = [n for n, month in enumerate(found.months) if month.startswith(f"{year}-")]
    if not months_of_year:
        raise ValueError(f"the history run has no month of {year}: {span_of(found)}")
    return fsum(found.columns[column][n] for n in months_of_year)


def runoff_begins(month: str) -> str:
    """Return the month from which a cap on Treasury run-off is in force, as seen from a month."""
    caps = data.policy(BANK)["treasury_runoff_cap"]
    if caps.at(month):
        return month
    return min(
        (step.start[:7] for step in caps.steps if step.value and step.start[:7] > month), default="9999-12"
    )


def programme_month(name: str) -> str:
    """Return the month before a plan was announced: the lab's opening."""
    plans = {**announcements.announcements(BANK), **announcements.announcements("ecb")}
    return months.after(plans[name].month, -1)


def programme_mix(name: str) -> Mix:
    """Return the maturities that a programme's purchases were spread over: those of its last month.

    A programme is announced before it buys, while purchases still follow the one before it.
    """
    return purchase_mix(announcements.announcements(BANK)[name].until)


def policy_path(measure: str, programme: str) -> list[float]:
    """Return what a measure was worth in each month of a programme."""
    plan = announcements.announcements(BANK)[programme]
    count = months.between(plan.month, plan.until) + 1
    return [value or 0.0 for value in data.policy(BANK)[measure].path(plan.month, count)]


def policy_total(measure: str, programme: str) -> float:
    """Return a measure's sum over a programme, bn."""
    return fsum(policy_path(measure, programme))


def policy_months(measure: str, programme: str) -> int:
    """Return in how many months of a programme a measure was in force."""
    return sum(1 for value in policy_path(measure, programme) if value)


def app_holdings(month: str) -> float:
    """Return the published holdings of the ECB's asset purchase programme, bn EUR."""
    known = data.figure("ecb_portfolios").series("app_total")
    return known[max(date for date in known if date[:7] <= month)]


def treasury_share() -> float:
    """Return the share of Treasuries in what was held when the second run-off began."""
    opening = runs.opening_of(RUNOFF_OPENING)
    treasuries = treasuries_of(opening)
    return treasuries / (treasuries + fsum(opening.mbs))


def year_end(column: str, year: int) -> float:
    """Return a column of the history run at the end of a calendar year."""
    found = history()
    return found.columns[column][place_of(f"{year}-12", found)]


def span_of(found: Results) -> str:
    """Say from when to when a run goes."""
    return f"it runs {found.months[0]} to {found.months[-1]}"


def place_of(month: str, found: Results) -> int:
    """Return where a month stands in a run."""
    if month not in found.months:
        raise ValueError(f"{found.scenario} has no month {month}: {span_of(found)}")
    return found.months.index(month)


def first_of(inputs: dict[str, Any], names: tuple[str, ...], default: float) -> float:
    """Return the first of several inputs that a row has, as a number, or the default."""
    for name in names:
        if name in inputs:
            return float(inputs[name])
    return default


def month_named(text: str) -> str:
    """Return the month of "late 2017", "mid 2017", "early 2017" or "2017-10"."""
    word, _, year = text.partition(" ")
    return f"{year}-{PARTS_OF_YEAR[word]:02d}" if word in PARTS_OF_YEAR else text
