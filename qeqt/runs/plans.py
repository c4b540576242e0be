"""A scenario's plan, month by month: decided policy, the record's changes over it, what markets are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from qeqt import data
from qeqt.core import months
from qeqt.core.number import Number
from qeqt.core.scenario import UNLIMITED, Announcement, Decision, Mix, Scenario
from qeqt.data import announcements, decisions, maturity_mixes, records, renamed
from qeqt.data.fields import RecordError, nearest
from qeqt.runs import checks, economy_paths

SETTINGS = (
    "until",
    "reference",
    "other_programme",
    "at_cost",
    "programme",
    *economy_paths.ECONOMY_SETTINGS,
)
BILLS = Mix([], [])
"""No maturities: bills."""


def scenario_record(name: str) -> records.ScenarioRecord:
    """Return a scenario's record; an unknown name is a RecordError with the nearest one."""
    known = data.scenarios()
    if name not in known:
        name = renamed.now("scenarios", name)
    if name not in known:
        raise RecordError(f"scenario {name!r} is not known; {nearest(name, known)}")
    return known[name]


def scenario_of(record: records.ScenarioRecord, count: int) -> Scenario:
    """Return a record's month-by-month decisions: decided policy, with the record's changes over it.

    A changed decision is known from the month in which the one that it replaces was announced.
    """
    decisions.check_policy(record.bank)
    measures = dict(data.policy(record.bank))
    checks.check(record, SETTINGS, measures)
    for key, steps in record.changes.items():
        decided = measures[key]
        measures[key] = records.PolicyMeasure(
            key=key, name_zh=decided.name_zh, unit=decided.unit, steps=steps
        )
    programme = str(record.settings.get("programme", ""))
    measures = of_programme(measures, programme)
    until = str(record.settings.get("until", "9999-12"))
    spread = maturity_mixes.mixes(record.bank)
    names = [months.after(record.start[:7], n) for n in range(count)]
    known = announcements.announced(record.bank, names[0], count, programme)
    return Scenario(
        name=record.key,
        start=names[0],
        decisions=[decision(month, in_force(measures, month, until), spread) for month in names],
        announcements=with_steps(known, measures.values(), until, names[-1]),
    )


def with_steps(
    known: list[Announcement], measures: Iterable[records.PolicyMeasure], until: str, last: str
) -> list[Announcement]:
    """Return announcements with what dated decisions say of themselves: from when known, how long to last.

    What is said besides does not take back what was said by then; what the bank says later does not take back
    this.
    """
    said: dict[str, list[records.Step]] = {}
    for step in (step for entry in measures for step in entry.steps):
        if step.announced and step.announced <= last and step.start[:7] <= until:
            said.setdefault(step.announced, []).append(step)
    for month, steps in sorted(said.items()):
        before = [news for news in known if news.month <= month]
        base = before[-1] if before else Announcement(month, month, False, "", 0.0)
        to = max(step.said_until or step.start[:7] for step in steps)
        ends = base.flows_end if base.until >= to else all(step.said_until for step in steps)
        own = replace(base, month=month, until=max(base.until, to), flows_end=ends)
        later = [replace(news, until=max(news.until, to)) for news in known if news.month > month]
        known = [*(news for news in before if news.month < month), own, *later]
    return known


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


def in_force(measures: dict[str, records.PolicyMeasure], month: str, until: str) -> Callable[[str], float]:
    """Return what a measure is worth in a month: 0 where nothing is in force or announced policy is over."""

    def value(key: str) -> float:
        if month > until and decisions.declared()[key].flow:
            return 0.0
        return (measures[key].at(min(month, until)) if key in measures else None) or 0.0

    return value


def decision(month: str, value: Callable[[str], float], spread: maturity_mixes.Mixes) -> Decision:
    """Return one month's decision out of the measures in force.

    While no agency principal is reinvested, MBS run off without a cap.
    """
    measures: dict[str, Number] = {key: value(key) for key in decisions.measures()}
    if not measures["agency_principal_reinvested"]:
        measures["mbs_runoff_cap"] = UNLIMITED
    purchase_mix = spread.at("purchases", month).mix
    by_bucket = not measures["sales_to"] and "sales" in spread.schedule
    return Decision(
        measures=measures,
        rollover_mix=spread.at("rollover", month).mix,
        purchase_mix=purchase_mix,
        principal_mix=BILLS if measures["principal_to_bills"] else purchase_mix,
        mbs_settlement=spread.at("settlement", month).settlement() if "settlement" in spread.schedule else [],
        sale_mix=spread.at("sales", month).buckets() if by_bucket else [],
    )
