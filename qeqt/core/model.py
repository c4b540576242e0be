"""One month after another: the sectors in their order, and what each hands to the next."""

from __future__ import annotations

from qeqt.core import floats, months
from qeqt.core.bank import sector as bank
from qeqt.core.cautions import unobserved_liquidity
from qeqt.core.columns import available_columns, records_of
from qeqt.core.economy import sector as economy
from qeqt.core.frame import framed
from qeqt.core.number import Number, Numbers
from qeqt.core.results import Results
from qeqt.core.scenario import Environment, Opening, Scenario
from qeqt.core.stability import sector as stability
from qeqt.core.taiwan import sector as taiwan

OPTIONAL = [bank.OPTIONAL, economy.OPTIONAL, economy.SHOCKS, taiwan.SHOCKS, stability.SHOCKS]
"""Given paths that are nothing where neither environment nor scenario gives them."""


def simulate(
    opening: Opening,
    environment: Environment,
    scenario: Scenario,
    parameters: dict[str, Number],
    numbers: Numbers = floats,
    keep_ladders: bool = False,
) -> Results:
    """Return the run of a scenario from an opening, given the environment and the parameters.

    ``keep_ladders``: keep what is due when at each month's end; it costs time and memory.
    Raises ValueError when the plan cannot be carried out, naming the month and why.
    """
    check_fits(opening, environment, scenario)
    frame = framed(opening, environment, scenario, parameters, OPTIONAL, numbers)
    issuer = bank.opening(frame)
    abroad = economy.opening(frame)
    island = taiwan.opening(frame, abroad.is_quiet)
    system = stability.opening(frame)
    for t in range(len(frame.months)):
        place = t + 1
        asked = economy.horizons(abroad, place)
        state = economy.month(abroad, bank.news(issuer, asked, frame, place), frame, place)
        taiwan.month(island, state, frame, place)
        bank.month(issuer, state, frame, place, keep_ladders)
        stability.month(system, state, frame, place)
    parts = bank.columns_of(issuer, frame)
    parts.extend(economy.columns_of(abroad, frame))
    parts.extend(taiwan.columns_of(island))
    parts.extend(stability.columns_of(system))
    columns = available_columns(parts, opening.bank)
    return Results(
        scenario=scenario.name, bank=opening.bank, months=frame.months, columns=columns,
        records=records_of(opening.bank), identity_error=bank.largest_gap(issuer, frame), parameter_set="",
        ladders=issuer.ladders, cautions=unobserved_liquidity(frame.months, columns, parameters, numbers),
    )  # fmt: skip


def check_fits(opening: Opening, environment: Environment, scenario: Scenario) -> None:
    """Raise ValueError when opening, environment and scenario do not meet at one month."""
    first = months.after(opening.month, 1)
    if scenario.start != first:
        raise ValueError(
            f"scenario {scenario.name} starts in {scenario.start}, but opening {opening.name} "
            f"is the end of {opening.month}: it must start in {first}"
        )
    if environment.month != opening.month:
        raise ValueError(
            f"the environment starts in {environment.month}, the opening {opening.name} in {opening.month}"
        )
    for name in environment.paths:
        if len(environment.paths[name]) < len(scenario.decisions) + 1:
            raise ValueError(
                f"environment {name} has {len(environment.paths[name])} months, the run of {scenario.name} "
                f"needs {len(scenario.decisions) + 1} (the opening's month and each month of the plan)"
            )
