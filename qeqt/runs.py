"""From records to a run: what a scenario's name stands for, put together and handed to the model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache

from qeqt import (
    announcements,
    changes,
    data,
    floats,
    mixes,
    months,
    records,
    runs_economy,
    runs_stability,
    runs_taiwan,
    scenario_checks,
)
from qeqt.cases import Book, Case, run_case
from qeqt.kinds import Number, Numbers
from qeqt.reading import RecordError, nearest
from qeqt.results import Results
from qeqt.scenario import UNLIMITED, Announcement, Decision, Environment, Mix, Opening, Purchase, Scenario
from qeqt.series import GIVEN as GIVEN
from qeqt.series import GIVEN_TO_BLOCKS as GIVEN_TO_BLOCKS
from qeqt.series import NAMED, NEEDED_BY

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
    *runs_economy.ECONOMY_SETTINGS,
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


def run(
    name: str,
    length: int | None = None,
    overrides: dict[str, Number] | None = None,
    numbers: Numbers = floats,
    since: str = "",
    keep_ladders: bool = True,
) -> Results:
    """Return the results of a scenario, with what is due when at each month's end (``keep_ladders``).

    ``length`` is a number of months other than the record's; ``overrides`` replace parameters by name, and
    make the moves of qeqt.levers, from the month ``since`` on (else from the plan's first).
    Given yields and reverse repo are those of the scenario's reference; a counterfactual's differ by what its
    plan does.
    Raises RecordError for a name that no record has, ValueError for a plan that cannot be carried out.
    """
    record = scenario_record(name)
    changes.check_length(length)
    values, moves = changes.parted(record.bank, overrides or {})
    book: Book = {}
    key = enter(book, name, length or record.months, values)
    start = since or record.start[:7]
    known = parameter_values(record.bank)
    try:
        results = run_case(book, key, known, values, moves, start, numbers, keep_ladders)
    except KeyError as error:
        raise changes.missing(record.bank, error.args[0]) from error
    results.parameter_set = parameter_set({**known, **values, **book[key].switches, **moves})
    return results


def enter(book: Book, name: str, count: int, values: dict[str, Number] | None = None) -> str:
    """Put a scenario of so many months into a book, with those that it leans on; return its key there.

    ``values``: parameters that are changed; the paths that markets expect are among them.
    """
    key = f"{name}@{count}"
    if key in book:
        return key
    record = scenario_record(name)
    check_leaning(record)
    opening = opening_of(record.opening)
    environment = environment_of(record.bank, opening.month, count)
    check_needs(record.opening)
    environment.paths.update(runs_economy.shock_paths(record, count))
    switches = runs_economy.switches_of(record)
    if record.settings.get("at_cost"):
        switches["premium_amortisation"] = 0.0
    beside, reference = str(record.settings.get("beside", "")), str(record.settings.get("reference", ""))
    spread = mixes.mixes(record.bank)
    book[key] = Case(
        opening,
        environment,
        scenario_of(record, count, values),
        [spread.at("purchases", months.after(record.start[:7], n)).mix for n in range(count)],
        enter(book, reference, count, values) if reference else "",
        enter(book, beside, scenario_record(beside).months, values) if beside else "",
        switches,
    )
    return key


def check_leaning(record: records.ScenarioRecord) -> None:
    """Raise RecordError when what a scenario leans on is unknown, leans back on it, or is another bank's."""
    scenario_checks.check(record, SETTINGS, data.policy(record.bank))
    opening = data.opening(record.opening)
    if opening.bank != record.bank:
        right = f"an opening of {record.bank} is needed, this one is of {opening.bank}"
        raise scenario_checks.fault(record, "opening", record.opening, right)
    known = data.scenarios()
    for setting in ("reference", "beside"):
        met, at = [record.key], str(record.settings.get(setting, ""))
        while at:
            if at not in known:
                raise scenario_checks.fault(record, f"settings.{setting}", at, nearest(at, known))
            if at in met:
                chain = " leans on ".join([*met, at])
                raise scenario_checks.fault(record, f"settings.{setting}", at, f"it leads in a ring: {chain}")
            met.append(at)
            at = str(known[at].settings.get(setting, ""))


def check_needs(name: str) -> None:
    """Raise RecordError when a bank's environment lacks a path that its opening asks for."""
    record = data.opening(name)
    asked = [*record.ladders, *record.liabilities]
    needs = [path for key in asked for path in NEEDED_BY.get(key, (key,) if key in NAMED else ())]
    missing = [path for path in needs if path not in data.environment(record.bank)]
    if missing:
        raise RecordError(
            f"environment/{record.bank}.toml: {', '.join(missing)} missing, opening {name} asks for it"
        )


def scenario_record(name: str) -> records.ScenarioRecord:
    """Return a scenario's record; an unknown name is a RecordError with the nearest one."""
    known = data.scenarios()
    if name not in known:
        raise RecordError(f"scenario {name!r} is not known; {nearest(name, known)}")
    return known[name]


def parameter_values(bank: str, overrides: dict[str, Number] | None = None) -> dict[str, Number]:
    """Return every parameter's value, with overrides by name; an unknown name is a RecordError."""
    values: dict[str, Number] = {key: entry.value for key, entry in data.parameters(bank).items()}
    for key, value in (overrides or {}).items():
        if key not in values:
            raise RecordError(f"parameter {key!r} is not known; {nearest(key, values)}")
        values[key] = value
    return values


def parameter_set(values: dict[str, Number]) -> str:
    """Return a short name for a set of parameter values, draws by their bytes: equal values, equal name."""
    exact = {
        key: value.tobytes().hex() if hasattr(value, "tobytes") else value for key, value in values.items()
    }
    text = ";".join(f"{key}={exact[key]!r}" for key in sorted(exact))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def opening_of(name: str) -> Opening:
    """Return an opening as the model takes it, from its record."""
    record = data.opening(name)
    nominal, nominal_yield = by_month(record.ladders.get("treasury_nominal"))
    indexed, indexed_yield = by_month(record.ladders.get("treasury_indexed"))
    agency, _ = by_month(record.ladders.get("agency"))
    mortgages = record.ladders.get("mbs")
    unsettled = record.ladders.get("mbs_unsettled")
    bills, equities = record.assets.get("bills"), record.assets.get("equities")
    return Opening(
        name=record.key,
        bank=record.bank,
        month=record.date[:7],
        nominal=nominal,
        nominal_yield=nominal_yield,
        indexed=indexed,
        indexed_yield=indexed_yield,
        bills=bills.value if bills else 0.0,
        agency=agency,
        note_rates=mortgages.column("note_rate") if mortgages else [],
        mbs=list(mortgages.column("amount")) if mortgages else [],
        mbs_age=list(mortgages.column("age")) if mortgages else [],
        mbs_unsettled=list(unsettled.column("amount")) if unsettled else [],
        equities=equities.value if equities else 0.0,
    )


def by_month(ladder: records.Ladder | None) -> tuple[list[Number], list[Number]]:
    """Return amounts and yields by months to maturity, 0 to 360, from a ladder's rows; no ladder, nothing."""
    amounts: list[Number] = [0.0] * 361
    yields: list[Number] = [0.0] * 361
    for due, amount, rate in ladder.rows if ladder else ():
        amounts[int(due)] = amount
        yields[int(due)] = rate
    return amounts, yields


def environment_of(bank: str, month: str, count: int) -> Environment:
    """Return the given paths from the opening's month on; reserves' other side is split into its parts."""
    return Environment(month, dict(given_paths(bank, month, count)))


@cache
def given_paths(bank: str, month: str, count: int) -> dict[str, list[Number]]:
    """Return the same paths as they are kept: nobody changes a path, a run puts another in its place."""
    series = data.environment(bank)
    names = [months.after(month, n) for n in range(count + 1)]
    paths: dict[str, list[Number]] = {}
    for key in [name for name in (*GIVEN, *GIVEN_TO_BLOCKS) if name in series]:
        known = series[key].observations
        paths[key] = [known[name] if name in known else series[key].at(name) for name in names]
    paths.update(runs_economy.household_paths(bank, month, count))
    paths.update(runs_economy.baseline_gap(bank, month, count))
    paths.update(runs_taiwan.taiwan_paths(bank, month, count))
    paths.update(runs_stability.stability_paths(bank, month, count))
    if "yield_10y" not in paths:
        paths.pop("gdp", None)
    if "unsplit_liabilities" not in paths:
        return paths
    unsplit = paths.pop("unsplit_liabilities")
    paths["other_liabilities"] = [
        total - foreign - capital + deferred
        for total, foreign, capital, deferred in zip(
            unsplit,
            paths.get("foreign_rrp", [0.0] * (count + 1)),
            paths["capital"],
            paths.get("deferred_asset", [0.0] * (count + 1)),
            strict=True,
        )
    ]
    return paths


def scenario_of(
    record: records.ScenarioRecord, count: int, values: dict[str, Number] | None = None
) -> Scenario:
    """Return a record's month-by-month decisions: decided policy, with the record's changes over it.

    ``values``: parameters that are changed; the paths that markets expect are among them.
    """
    changes.check_measures(record.bank)
    measures = dict(data.policy(record.bank))
    scenario_checks.check(record, SETTINGS, measures)
    for key, steps in record.changes.items():
        decided = measures[key]
        measures[key] = records.PolicyMeasure(
            key=key, name_zh=decided.name_zh, unit=decided.unit, steps=steps
        )
    measures = of_programme(measures, str(record.settings.get("programme", "")))
    until = str(record.settings.get("until", "9999-12"))
    spread = mixes.mixes(record.bank)
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


def decision(month: str, value: Callable[[str], float], spread: mixes.Mixes) -> Decision:
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
