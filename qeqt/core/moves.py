"""What a reader moves in a plan: a measure, a rule or a given path, from a month on to the plan's end.

A measure is set to the value in every month; so are refinancing, stress and shocks. The bank rate and the
government account are moved by the value, up or down from their given path. A moved plan is a
counterfactual: its yields and reverse repo are those of the plan as it was, and what the moves do to them.
"""

from __future__ import annotations

from qeqt.core import months
from qeqt.core.number import Number
from qeqt.core.results import Results
from qeqt.core.scenario import Belief, Decision, Environment, Scenario

Moves = dict[str, Number]
MoveKinds = dict[str, str]
"""What may be moved, by name: a measure, a setting, a path or switch that is set, a shift of a path."""

LONGEST = 360.0
"""Months to maturity: the longest bond."""


def reference_paths(other: Results) -> dict[str, list[Number]]:
    """Return what a counterfactual is given of its reference, from the opening's month on."""
    columns = other.columns
    found: dict[str, list[Number]] = {}
    if "term_premium_effect_bp" in columns:
        effect = columns["term_premium_effect_bp"]
        found["reference_effect_bp"] = before_the_first(effect)
        found["reference_duration"] = before_the_first(columns["expected_duration"])
        found["reference_news"] = before_the_first(columns["duration_news"])
    if "on_rrp" in columns:
        reserves = columns["reserves"]
        on_rrp = columns["on_rrp"]
        liquidity = [reserves[i] + on_rrp[i] for i in range(len(reserves))]
        found["reference_liquidity"] = before_the_first(liquidity)
        found["reference_bills"] = before_the_first(columns["bills_withdrawn"])
    return found


def before_the_first(column: list[Number]) -> list[Number]:
    """Return a column with the opening's month before it, taken to be like the first."""
    found: list[Number] = [column[0]]
    for value in column:
        found.append(value)
    return found


def moved_plan(plan: Scenario, moves: Moves, since: str, parameters: dict[str, Number]) -> Scenario:
    """Return a plan with the moves made from a month on.

    Raises ValueError where a month to begin in lies outside the plan.
    """
    first = months.between(plan.start, since)
    if first < 0 or first >= len(plan.decisions):
        raise ValueError(
            f"the moves begin in {since}, but the plan runs from {plan.start} "
            f"for {len(plan.decisions)} months"
        )
    decisions: list[Decision] = []
    for t in range(len(plan.decisions)):
        decision = plan.decisions[t]
        if t >= first:
            decision = moved_decision(decision, moves)
        decisions.append(decision)
    return Scenario(
        plan.name, plan.start, decisions, plan.announcements, plan.decisions, since,
        stated_belief(moves, since, parameters),
    )  # fmt: skip


def stated_belief(moves: Moves, since: str, parameters: dict[str, Number]) -> list[Belief]:
    """Return what a reader says that markets believe, in months; nothing where he says nothing."""
    if "expected_hold_quarters" not in moves and "expected_runoff_quarters" not in moves:
        return []
    hold = 3 * int(value_of(moves, "expected_hold_quarters", parameters["expected_hold"]))
    runoff = 3.0 * value_of(moves, "expected_runoff_quarters", parameters["expected_runoff"])
    return [Belief(since, hold, runoff)]


def value_of(moves: Moves, name: str, other: Number) -> Number:
    """Return the value that a reader sets, or the other one."""
    if name in moves:
        return moves[name]
    return other


def moved_decision(decision: Decision, moves: Moves) -> Decision:
    """Return a month's decision with its measures moved; sales where there were none take all maturities."""
    measures: dict[str, Number] = {}
    for name in decision.measures:
        measures[name] = value_of(moves, name, decision.measures[name])
    sold_none = decision.measures["treasury_sales"] == 0.0 and len(decision.sale_mix) == 0
    if "treasury_sales" in moves and sold_none:
        measures["sales_from"] = 1.0
        measures["sales_to"] = LONGEST
    return Decision(
        measures,
        decision.rollover_mix,
        decision.purchase_mix,
        decision.principal_mix,
        decision.mbs_settlement,
        decision.sale_mix,
    )


def moved_environment(
    environment: Environment, moves: Moves, move_kinds: MoveKinds, since: str, count: int
) -> Environment:
    """Return the given paths, of so many months, with the moves made from a month on."""
    first = months.between(environment.month, since)
    paths: dict[str, list[Number]] = {}
    for name in environment.paths:
        paths[name] = environment.paths[name]
    for name in moves:
        value = moves[name]
        before: list[Number] = [0.0 for _ in range(count)]
        if name in paths:
            before = paths[name]
        if move_kinds[name] == "path" or move_kinds[name] == "switch":
            paths[name] = [value if i >= first else before[i] for i in range(count)]
        if move_kinds[name] == "shift" and name in paths:
            paths[name] = [before[i] + value if i >= first else before[i] for i in range(count)]
    return Environment(environment.month, paths)


def with_paths(environment: Environment, more: dict[str, list[Number]]) -> Environment:
    """Return the given paths with others in place or besides."""
    paths: dict[str, list[Number]] = {}
    for name in environment.paths:
        paths[name] = environment.paths[name]
    for name in more:
        paths[name] = more[name]
    return Environment(environment.month, paths)
