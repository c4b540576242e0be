"""What the blocks of the economy are handed, and how the rest of the run feels what they find.

Shocks are given paths that are nothing unless a scenario says so; then the economy deviates only by what the
plan does to long yields, and the policy rate stays where history had it.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.bank.inputs import Paths
from qeqt.core.economy.asset_prices import Group, Households, MarketInputs
from qeqt.core.economy.output_and_prices import Macro, MacroInputs
from qeqt.core.number import Number, Numbers

SHOCKS = [
    "demand_shock", "supply_shock", "policy_shock", "term_premium_shock", "risk_premium_shock",
    "follows_rule",
]  # fmt: skip
"""Given paths that are nothing where a scenario does not give them."""

GROUPS = ["top10", "next40", "bottom50"]
HOLDINGS = ["net_worth", "equities", "business", "real_estate", "bonds", "savings_plans"]
"""What is known of a group, in the order of Group's fields."""

SHORT_RATES = ["yield_3m", "reserve_rate", "reverse_repo_rate"]
MOVED = ["yield_3m", "reserve_rate", "reverse_repo_rate", "price_index"]
"""Given paths that move with the economy; a run keeps its own copy."""


def with_economy(given: Paths) -> Paths:
    """Return the paths with shocks filled in and with copies of those that the economy moves."""
    paths: Paths = {}
    for name in given:
        paths[name] = given[name]
    nothing: list[Number] = [0.0 for _ in given["policy_rate"]]
    paths["baseline_gap"] = given.get("baseline_gap", nothing)
    for name in SHOCKS:
        if name not in given:
            paths[name] = nothing
    for name in MOVED:
        if name in given:
            paths[name] = list(given[name])
    return paths


def is_quiet(given: Paths, numbers: Numbers) -> bool:
    """Say whether nothing can move the economy: the run is its own reference, and no shock is given."""
    if "reference_effect_bp" in given:
        return False
    for name in SHOCKS:
        if name != "follows_rule" and name in given:
            for value in given[name]:
                if numbers.exceeds(abs(value), 0.0):
                    return False
    return True


def households_of(given: Paths) -> Households:
    """Return the wealth groups at the opening; without any, households that own nothing."""
    groups: list[Group] = []
    for group in GROUPS:
        held: list[Number] = [0.0 for _ in HOLDINGS]
        if "household_net_worth" in given:
            held = [given["household_" + name + "_" + group][0] for name in HOLDINGS]
        groups.append(Group(held[0], held[1], held[2], held[3], held[4], held[5]))
    total: Number = 0.0
    if "household_net_worth" in given:
        total = given["household_net_worth"][0]
    return Households(total, groups[0], groups[1], groups[2])


def macro_inputs(plan_effect: Number, given: Paths, place: int) -> MacroInputs:
    """Return what the macro block is handed; ``plan_effect``: the plan's effect on the long yield, points."""
    return MacroInputs(
        given["demand_shock"][place],
        given["supply_shock"][place],
        given["policy_shock"][place],
        plan_effect + given["term_premium_shock"][place],
        given["risk_premium_shock"][place],
        given["follows_rule"][place],
        given["policy_rate"][place],
        given["baseline_gap"][place],
    )


def market_inputs(economy: Macro, given: Paths, place: int) -> MarketInputs:
    """Return what the market block is handed."""
    return MarketInputs(
        economy.long_rate, economy.expected_inflation, given["risk_premium_shock"][place], economy.output_gap
    )


def two_years_of(parameters: dict[str, Number]) -> Number:
    """Return how much of a policy-rate move the two-year yield expects, beyond what the ten-year yield does.

    The inertial rule leaves so much of it on average over two years.
    """
    quarters = 8.0
    kept = parameters["rule_inertia"]
    average: Number = (1.0 - kept**quarters) / (quarters * (1.0 - kept))
    beyond: Number = average - parameters["two_year_share"] * parameters["conversion_same_yield"]
    return beyond


@dataclass
class Moved:
    """Given paths that follow the economy in a run: short rates one for one, and prices."""

    short_rates: list[list[Number]]
    price_index: list[Number]


def moved_paths(given: Paths) -> Moved:
    """Return the run's own copies of the paths that follow the economy."""
    short: list[list[Number]] = []
    for name in SHORT_RATES:
        if name in given:
            short.append(given[name])
    return Moved(short, given["price_index"])


def move(moved: Moved, place: int, economy: Macro) -> None:
    """Let short rates and the reference price index of the month follow the economy."""
    rate = economy.policy_rate
    for path in moved.short_rates:
        path[place] = path[place] + rate
    moved.price_index[place] = moved.price_index[place] * (1.0 + economy.price_level / 100.0)
