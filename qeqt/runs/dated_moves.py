"""Moves by month: a measure or a given path that takes other values in the months that a reader names.

A case with such moves is a case of its own: its plan and its paths are the other's with the moves in them. It
leans on the other as its reference, as every counterfactual does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qeqt.core import months
from qeqt.core.case import Book, Case
from qeqt.core.moves import LONGEST, stated_belief, with_paths
from qeqt.core.number import Number
from qeqt.core.scenario import Announcement, Decision, Scenario
from qeqt.data import decisions, renamed
from qeqt.data.fields import RecordError, is_month, quoted
from qeqt.data.records import ScenarioRecord
from qeqt.runs import changes

Path = list[Number | None]
"""One value a month of the plan; None: as it was planned."""

BY_MONTH = ("measure", "path", "switch", "shift")
"""Kinds that may be moved by month; a setting holds for the whole run."""


def split(asked: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return single values and those that are given by month."""
    asked = {renamed.now("parameters", key): value for key, value in asked.items()}
    dated = {key: value for key, value in asked.items() if isinstance(value, (list, tuple, Mapping))}
    return {key: value for key, value in asked.items() if key not in dated}, dated


def paths(record: ScenarioRecord, dated: Mapping[str, Any], since: str, count: int) -> dict[str, Path]:
    """Return a path over the plan's months for each move; RecordError for what it may not be.

    A table of months holds each value from its month until the next (None: as planned again); a list holds
    from ``since`` on, one value a month, and then the plan goes on as it was.
    """
    start = record.start[:7]
    found = {}
    for key, given in dated.items():
        changes.check_known(record, key)
        if decisions.move_kinds(record.bank).get(key) not in BY_MONTH:
            raise RecordError(f"{key}: found {quoted(given)}; one number for the whole run is needed")
        if isinstance(given, Mapping):
            found[key] = by_month(key, given, start, count)
        else:
            found[key] = in_a_row(key, list(given), start, since or start, count)
        for value in found[key]:
            if value is not None and (right := decisions.wrong(key, record.bank, value)):
                raise RecordError(f"{key}: found {value:g}; {right}")
    return found


def by_month(key: str, given: Mapping[Any, Any], start: str, count: int) -> Path:
    """Return the path of a table of months."""
    path: Path = [None] * count
    if not given:
        raise RecordError(f"{key}: found {{}}; at least one month YYYY-MM with a value is needed")
    for month in sorted(given, key=str):
        place = place_of(key, month, start, count)
        value = None if given[month] is None else changes.one_number(f"{key}, {month}", given[month])
        path[place:] = [value] * (count - place)
    return path


def in_a_row(key: str, given: list[Any], start: str, since: str, count: int) -> Path:
    """Return the path of a list of values."""
    place = place_of(key, since, start, count)
    if not 1 <= len(given) <= count - place:
        right = f"1 to {count - place} values are needed: the plan has so many months from {since} on"
        raise RecordError(f"{key}: found {len(given)} values; {right}")
    values = [None if each is None else changes.one_number(key, each) for each in given]
    return [*[None] * place, *values, *[None] * (count - place - len(values))]


def place_of(key: str, month: object, start: str, count: int) -> int:
    """Return a month's place in the plan; RecordError for one that is none, or lies outside it."""
    right = f"a month from {start} to {months.after(start, count - 1)} is needed"
    if not isinstance(month, str) or not is_month(month):
        raise RecordError(f"{key}: found {quoted(month)}; {right}")
    place = months.between(start, month)
    if not 0 <= place < count:
        raise RecordError(f"{key}: found {month}; {right}")
    return place


def constant(value: Number, since: str, start: str, count: int) -> Path:
    """Return the path of one value from a month on."""
    first = place_of("since", since, start, count)
    return [None if t < first else value for t in range(count)]


def enter(
    book: Book, key: str, moved: dict[str, Path], settings: dict[str, Number], announced: str, since: str,
    parameters: dict[str, Number],
) -> str:  # fmt: skip
    """Put the case with the moves into the book; return its key there.

    ``announced``: the month from which the moves are known; empty: that of the first of them.
    """
    case = book[key]
    plan, start, count = case.plan, case.plan.start, len(case.plan.decisions)
    begun = [first(path) for path in moved.values()]
    known = months.between(start, announced) if announced else min(begun, default=0)
    if announced and not 0 <= place_of("announced", announced, start, count) <= min(begun, default=count):
        right = f"a month no later than the first move, {months.after(start, min(begun))}, is needed"
        raise RecordError(f"announced: found {announced}; {right}")
    measures = {name: path for name, path in moved.items() if case.move_kinds[name] == "measure"}
    fresh = f"{key}+moves"
    book[fresh] = replace(
        case,
        environment=with_paths(case.environment, given_paths(case, moved)),
        plan=replace(
            plan,
            decisions=[decided(each, measures, t) for t, each in enumerate(plan.decisions)],
            before=plan.decisions,
            moved_from=months.after(start, known),
            announcements=told_early(plan, announced, moved) if announced else plan.announcements,
            beliefs=stated_belief(settings, since or start, parameters),
        ),
        reference=case.reference or key,
    )
    return fresh


def told_early(plan: Scenario, announced: str, moved: dict[str, Path]) -> list[Announcement]:
    """Return a plan's announcements with one that tells the moves, up to the last change that they make.

    What the bank says later does not take back what was told.
    """
    last = months.after(plan.start, max(map(last_change, moved.values()), default=0))
    before = [news for news in plan.announcements if news.month <= announced]
    nothing = Announcement(announced, announced, False, "", 0.0)
    own = replace(before[-1] if before else nothing, month=announced)
    later = [news for news in plan.announcements if news.month > announced]
    kept = [news for news in before if news.month < announced]
    return [*kept, *(replace(news, until=max(news.until, last)) for news in [own, *later])]


def last_change(path: Path) -> int:
    """Return the place of the last value that differs from the one before it."""
    pairs = zip([None, *path], path, strict=False)
    return max((t for t, (before, value) in enumerate(pairs) if value != before), default=0)


def first(path: Path) -> int:
    """Return the place of the first value that is moved."""
    return next((t for t, value in enumerate(path) if value is not None), len(path))


def decided(decision: Decision, measures: dict[str, Path], t: int) -> Decision:
    """Return a month's decision with its moves; sales where there were none take all maturities."""
    moves = {name: path[t] for name, path in measures.items() if path[t] is not None}
    found: dict[str, Number] = {**decision.measures, **moves}  # type: ignore[dict-item]
    sold_none = decision.measures["treasury_sales"] == 0.0 and not decision.sale_mix
    if "treasury_sales" in moves and sold_none:
        found |= {"sales_from": 1.0, "sales_to": LONGEST}
    return replace(decision, measures=found)


def given_paths(case: Case, moved: dict[str, Path]) -> dict[str, list[Number]]:
    """Return the given paths that the moves set or shift, from the opening's month on."""
    found: dict[str, list[Number]] = {}
    for name, path in moved.items():
        kind = case.move_kinds[name]
        before = case.environment.paths.get(name, [0.0] * (len(path) + 1))
        if kind in ("path", "switch"):
            pairs = zip(path, before[1:], strict=False)
            found[name] = [before[0], *(old if new is None else new for new, old in pairs)]
        elif kind == "shift" and name in case.environment.paths:
            pairs = zip(path, before[1:], strict=False)
            found[name] = [before[0], *(old if new is None else old + new for new, old in pairs)]
    return found
