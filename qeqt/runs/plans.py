"""A scenario's plan, month by month: decided policy, the record's changes over it, what markets are told."""

from __future__ import annotations

from collections.abc import Callable

from qeqt import data
from qeqt.core import months
from qeqt.core.number import Number
from qeqt.core.scenario import UNLIMITED, Announcement, Decision, Mix, Purchase, Scenario
from qeqt.data import announcements, maturity_mixes, records
from qeqt.data.fields import RecordError, nearest
from qeqt.runs import changes, checks, economy_paths
from qeqt.runs.values import parameter_values

SETTINGS = (
    "until",
    "reserve_floor",
    "reference",
    "expected_from",
    "expected_hold_quarters",
    "expected_runoff_quarters",
    "beside",
    "at_cost",
    "programme",
    *economy_paths.ECONOMY_SETTINGS,
)
FLOWS = (
    "treasury_runoff_cap",
    "mbs_runoff_cap",
    "bills_fill_cap",
    "treasury_purchases",
    "bill_purchases",
    "treasury_sales",
    "maturing_counts_as_sold",
    "mbs_purchases",
    "mbs_purchases_gross",
    "mbs_sales",
    "agency_purchases",
    "equity_purchases",
)
"""Measures that end with the setting ``until``; the rules of reinvestment stay as they were."""

BILLS = Mix([], [])
"""No maturities: bills."""


def scenario_record(name: str) -> records.ScenarioRecord:
    """Return a scenario's record; an unknown name is a RecordError with the nearest one."""
    known = data.scenarios()
    if name not in known:
        raise RecordError(f"scenario {name!r} is not known; {nearest(name, known)}")
    return known[name]


def scenario_of(
    record: records.ScenarioRecord, count: int, values: dict[str, Number] | None = None
) -> Scenario:
    """Return a record's month-by-month decisions: decided policy, with the record's changes over it.

    ``values``: parameters that are changed; the paths that markets expect are among them.
    """
    changes.check_measures(record.bank)
    measures = dict(data.policy(record.bank))
    checks.check(record, SETTINGS, measures)
    for key, steps in record.changes.items():
        decided = measures[key]
        measures[key] = records.PolicyMeasure(
            key=key, name_zh=decided.name_zh, unit=decided.unit, steps=steps
        )
    measures = of_programme(measures, str(record.settings.get("programme", "")))
    until = str(record.settings.get("until", "9999-12"))
    spread = maturity_mixes.mixes(record.bank)
    names = [months.after(record.start[:7], n) for n in range(count)]
    return Scenario(
        name=record.key,
        start=names[0],
        decisions=[decision(month, in_force(measures, month, until), spread) for month in names],
        reserve_floor=float(record.settings.get("reserve_floor", 0.0)),
        announcements=told(record, names[0], count, values or {}),
    )


def of_programme(
    measures: dict[str, records.PolicyMeasure], programme: str
) -> dict[str, records.PolicyMeasure]:
    """Return a bank's measures; of a named programme, those whose names begin with it, without that name."""
    if not programme:
        return measures
    start = f"{programme}_"
    found = {key.removeprefix(start): entry for key, entry in measures.items() if key.startswith(start)}
    if not found:
        raise RecordError(f"no measure of a programme {programme!r}: none begins with {start}")
    return found


def told(
    record: records.ScenarioRecord, start: str, count: int, changed: dict[str, Number]
) -> list[Announcement]:
    """Return what markets are told: the announcements of record, from a month on the scenario's own path.

    Expected paths are whole months, so that draws of one are not taken: only single numbers change it.
    """
    values = parameter_values(record.bank)
    values.update({key: value for key, value in changed.items() if isinstance(value, (int, float))})
    public = announcements.between(record.bank, start, count, values)
    if "expected_hold_quarters" not in record.settings:
        return public
    turn = str(record.settings.get("expected_from", start))
    hold = int(float(record.settings["expected_hold_quarters"]))
    runoff = int(float(record.settings["expected_runoff_quarters"]))
    return [plan for plan in public if plan.month < turn] + [announcements.stated(turn, hold, runoff, values)]


def in_force(measures: dict[str, records.PolicyMeasure], month: str, until: str) -> Callable[[str], float]:
    """Return what a measure is worth in a month: 0 where nothing is in force or announced policy is over."""

    def value(key: str) -> float:
        if key in FLOWS and month > until:
            return 0.0
        return (measures[key].at(min(month, until)) if key in measures else None) or 0.0

    return value


def decision(month: str, value: Callable[[str], float], spread: maturity_mixes.Mixes) -> Decision:
    """Return one month's decision out of the measures in force."""
    purchase_mix = spread.at("purchases", month).mix
    bought = value("treasury_purchases")
    kept = value("agency_principal_reinvested") == 1.0
    return Decision(
        treasury_cap=value("treasury_runoff_cap"),
        bills_fill_cap=value("bills_fill_cap") == 1.0,
        rollover_mix=spread.at("rollover", month).mix,
        purchases=[Purchase(bought, purchase_mix)] if bought else [],
        bill_purchases=value("bill_purchases"),
        treasury_sales=value("treasury_sales"),
        sales_from=int(value("sales_from")),
        sales_to=int(value("sales_to")),
        maturing_counts_as_sold=value("maturing_counts_as_sold") == 1.0,
        mbs_cap=value("mbs_runoff_cap") if kept else UNLIMITED,
        mbs_reinvested=value("mbs_purchases_gross") == 0.0,
        principal_to_treasuries=value("principal_to_treasuries"),
        principal_mix=BILLS if value("principal_to_bills") == 1.0 else purchase_mix,
        mbs_purchases=value("mbs_purchases"),
        mbs_settlement=spread.at("settlement", month).settlement() if "settlement" in spread.schedule else [],
        mbs_sales=value("mbs_sales"),
        agency_purchases=value("agency_purchases"),
        agency_term=int(value("agency_term")),
        agency_to_mbs=value("agency_to_mbs") == 1.0,
        agency_reinvested=kept,
        sale_mix=[]
        if value("sales_to") or "sales" not in spread.schedule
        else spread.at("sales", month).buckets(),
        equity_purchases=value("equity_purchases"),
    )
