"""A scenario made ready to run wherever the core runs: what it starts from, is given, plans and leans on.

A case may lean on other cases of its book: on its reference, whose yields and liquidity it is given, and on
another programme of the bank that is held beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core import months
from qeqt.core.cautions import beyond_data
from qeqt.core.model import simulate
from qeqt.core.moves import MoveKinds, Moves, moved_environment, moved_plan, reference_paths, with_paths
from qeqt.core.number import Number, Numbers
from qeqt.core.results import Results
from qeqt.core.scenario import Environment, Opening, Scenario


@dataclass
class Case:
    """A scenario ready to run; the cases that it leans on are named by their keys in the book."""

    opening: Opening
    environment: Environment
    plan: Scenario
    reference: str
    """Empty: the plan is its own reference."""
    other_programme: str
    switches: dict[str, Number]
    """Parameters that the scenario sets."""
    move_kinds: MoveKinds
    """What may be moved at the bank."""
    observed: dict[str, list[float]]
    """The smallest and largest value in the data of what may be moved, where they are known."""


Book = dict[str, Case]


def run_case(
    book: Book, key: str, values: dict[str, Number], overrides: dict[str, Number], moves: Moves, since: str,
    numbers: Numbers, keep_ladders: bool,
) -> Results:  # fmt: skip
    """Return a case's run: the bank's parameter values, a reader's overrides over them, then its switches.

    ``moves``: what else a reader moves, from the month ``since`` on. A plan that is moved and leans on no
    other leans on itself as it was. Raises ValueError for a plan that cannot be carried out.
    """
    return run_known(book, key, values, overrides, moves, since, numbers, keep_ladders, {})


def run_known(
    book: Book, key: str, values: dict[str, Number], overrides: dict[str, Number], moves: Moves, since: str,
    numbers: Numbers, keep_ladders: bool, known: dict[str, Results],
) -> Results:  # fmt: skip
    """Return the same; ``known`` keeps the unmoved runs that it leans on, for more runs at equal values."""
    case = book[key]
    parameters = together(together(values, overrides), case.switches)
    environment = case.environment
    plan = case.plan
    count = len(plan.decisions) + 1
    for other in [case.other_programme, case.reference]:
        if other != "" and other not in known:
            known[other] = run_known(book, other, values, overrides, {}, "", numbers, False, known)
    if case.other_programme != "":
        environment = with_paths(
            environment, other_programme(known[case.other_programme], case.opening.month, count)
        )
    if case.reference != "":
        environment = with_paths(environment, reference_paths(known[case.reference]))
    if len(moves) > 0:
        if case.reference == "":
            if key not in known:
                known[key] = simulate(case.opening, environment, plan, parameters, numbers, False)
            environment = with_paths(environment, reference_paths(known[key]))
        plan = moved_plan(plan, moves, since, parameters)
        environment = moved_environment(environment, moves, case.move_kinds, since, count)
    results = simulate(case.opening, environment, plan, parameters, numbers, keep_ladders)
    results.cautions.extend(beyond_data(moves, case.observed, numbers))
    for each in [key, case.other_programme, case.reference]:
        if each != "":
            for name in overrides:
                if name in book[each].switches:
                    results.cautions.append(fixed(name, book[each].plan.name))
    return results


def fixed(name: str, scenario: str) -> str:
    """Return what a reader is told who sets a parameter that a scenario sets itself."""
    return f"{name} is set by the scenario {scenario} itself: the value asked for is not used there"


def together(values: dict[str, Number], others: dict[str, Number]) -> dict[str, Number]:
    """Return values with others in place or besides."""
    found: dict[str, Number] = {}
    for name in values:
        found[name] = values[name]
    for name in others:
        found[name] = others[name]
    return found


def other_programme(other: Results, month: str, count: int) -> dict[str, list[Number]]:
    """Return what a run is given of another programme of the bank: what it holds, what that is worth."""
    paths = {"other_programme_holdings": column_from(other, "treasuries", month, count)}
    if "expected_duration" in other.columns:
        paths["other_programme_duration"] = column_from(other, "expected_duration", month, count)
        paths["other_programme_news"] = column_from(other, "duration_news", month, count)
    return paths


def column_from(other: Results, column: str, month: str, count: int) -> list[Number]:
    """Return another run's column in each month from an opening on; 0 before it began."""
    held = other.columns[column]
    first = months.between(other.months[0], month)
    last = first + count - 1
    if last >= len(held):
        raise ValueError(
            f"{other.scenario} ends in {other.months[len(other.months) - 1]}, "
            f"before {months.after(month, count - 1)}"
        )
    return [held[i] if i >= 0 else 0.0 for i in range(first, last + 1)]
