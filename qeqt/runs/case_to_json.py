"""Writes a bank's cases as plain lists and dicts for JSON; qeqt.core.case_from_json reads them again."""

from __future__ import annotations

from dataclasses import astuple, fields
from typing import Any

from qeqt import data, runs
from qeqt.core.case import Book, Case
from qeqt.core.number import Number
from qeqt.core.scenario import Decision, Mix, Opening
from qeqt.data import decisions
from qeqt.data.own import kept

DIGITS = 13
"""Significant digits that travel."""


class Mixes:
    """The mixes met so far; the same mix has one place."""

    def __init__(self) -> None:
        self.known: list[Mix] = []

    def place(self, mix: Mix) -> int:
        """Return the place of a mix, a new one when it is met for the first time."""
        for at, other in enumerate(self.known):
            if other is mix:
                return at
        self.known.append(mix)
        return len(self.known) - 1


def rounded(value: Any) -> Any:
    """Return numbers with the digits that travel; whole ones as whole numbers."""
    if isinstance(value, list):
        return [rounded(each) for each in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else float(f"{value:.{DIGITS}g}")
    return value


def shortened(path: list[Number]) -> list[Number]:
    """Return a path without the repetitions of its last value."""
    end = len(path)
    while end > 1 and path[end - 2] == path[end - 1]:
        end -= 1
    return list(rounded(path[:end]))


def packed_opening(opening: Opening) -> dict[str, Any]:
    """Return an opening field by field."""
    return {field.name: rounded(getattr(opening, field.name)) for field in fields(opening)}


def packed_decision(decision: Decision, mixes: Mixes) -> dict[str, Any]:
    """Return a decision: its measures in their order, its mixes by their places."""
    return {
        "measures": rounded(list(decision.measures.values())),
        "rollover_mix": mixes.place(decision.rollover_mix),
        "purchase_mix": mixes.place(decision.purchase_mix),
        "principal_mix": mixes.place(decision.principal_mix),
        "mbs_settlement": rounded(decision.mbs_settlement),
        "sale_mix": [rounded(list(astuple(bucket))) for bucket in decision.sale_mix],
    }


def packed_case(case: Case, mixes: Mixes, shared: dict[str, list[Number]]) -> dict[str, Any]:
    """Return a case; of its given paths those that the opening's shared ones do not hold."""
    rows: list[dict[str, Any]] = []
    places: list[int] = []
    for decision in case.plan.decisions:
        row = packed_decision(decision, mixes)
        if row not in rows:
            rows.append(row)
        places.append(rows.index(row))
    own = {name: path for name, path in case.environment.paths.items() if not holds(shared.get(name), path)}
    return {
        "opening": case.opening.name,
        "plan": {
            "name": case.plan.name,
            "start": case.plan.start,
            "decisions": rows,
            "months": places,
            "announcements": [rounded(list(astuple(news))) for news in case.plan.announcements],
        },
        "reference": case.reference,
        "other_programme": case.other_programme,
        "switches": [[name, value] for name, value in case.switches.items()],
        "names": list(own),
        "values": [shortened(path) for path in own.values()],
    }


def holds(longer: list[Number] | None, path: list[Number]) -> bool:
    """Say whether a path is the beginning of a longer one."""
    return longer is not None and longer[: len(path)] == path


def packed_mix(mix: Mix) -> list[list[list[float]]]:
    """Return a mix as rows of months and share."""
    return [[rounded([part.months, part.share]) for part in parts] for parts in (mix.nominal, mix.indexed)]


@kept
def book_of(bank: str) -> tuple[Book, dict[str, str]]:
    """Return every scenario of a bank with what they lean on, and the scenarios' keys among them."""
    book: Book = {}
    return book, {name: runs.enter(book, name, each.months) for name, each in data.scenarios(bank).items()}


def packed_book(bank: str) -> dict[str, Any]:
    """Return every scenario of a bank, and what they lean on, with the bank's parameter values."""
    book, presets = book_of(bank)
    shared: dict[str, Case] = {}
    for case in book.values():
        known = shared.get(case.opening.name)
        if known is None or len(case.plan.decisions) > len(known.plan.decisions):
            shared[case.opening.name] = case
    mixes = Mixes()
    cases = [packed_case(case, mixes, shared[case.opening.name].environment.paths) for case in book.values()]
    return {
        "bank": bank,
        "values": runs.parameter_values(bank),
        "presets": presets,
        "keys": list(book),
        "measures": list(decisions.measures()),
        "move_kinds": [list(pair) for pair in decisions.move_kinds(bank).items()],
        "observed": [[name, *ends] for name, ends in decisions.observed(bank).items()],
        "cases": cases,
        "mixes": [packed_mix(mix) for mix in mixes.known],
        "openings": {name: packed_opening(case.opening) for name, case in shared.items()},
        "environments": {
            name: {
                "month": case.environment.month,
                "names": list(case.environment.paths),
                "values": [shortened(path) for path in case.environment.paths.values()],
            }
            for name, case in shared.items()
        },
    }
