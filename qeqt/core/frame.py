"""What a run is given: the same for every sector."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core import months
from qeqt.core.number import Number, Numbers
from qeqt.core.scenario import Environment, Opening, Scenario

Paths = dict[str, list[Number]]


@dataclass
class Frame:
    """Opening, environment, plan and parameters. ``place`` is a month's place in the given paths, whose first
    entry stands for the opening's month."""

    opening: Opening
    scenario: Scenario
    months: list[str]
    known: Paths
    """As the environment gives them: what a sector needs is looked for here."""
    given: Paths
    """The same, with those added that an environment may leave out."""
    parameters: dict[str, Number]
    numbers: Numbers


def framed(
    opening: Opening,
    environment: Environment,
    scenario: Scenario,
    parameters: dict[str, Number],
    optional: list[list[str]],
    numbers: Numbers,
) -> Frame:
    """Return what a run is given; ``optional``: paths that are nothing where the environment has none."""
    length = len(scenario.decisions)
    every = range(length + 1)
    given: Paths = {"price_index": [1.0 for _ in every]}
    if "mbs_fees" in parameters:
        given["mortgage_fees"] = [parameters["mbs_fees"] for _ in every]
        given["mbs_spread"] = [parameters["mbs_spread"] for _ in every]
    nothing: list[Number] = [0.0 for _ in every]
    for names in optional:
        for name in names:
            given[name] = nothing
    for name in environment.paths:
        given[name] = environment.paths[name]
    every_month = months.names(scenario.start, length)
    return Frame(opening, scenario, every_month, environment.paths, given, parameters, numbers)


def has(frame: Frame, needed: list[str]) -> bool:
    """Say whether the environment gives every path that a sector, or a part of one, needs."""
    return False not in [name in frame.known for name in needed]


def moves_nothing(frame: Frame, shocks: list[str]) -> bool:
    """Say whether none of these shocks is anything but nothing in any month and draw."""
    for name in shocks:
        if name in frame.known:
            for value in frame.known[name]:
                if frame.numbers.exceeds(abs(value), 0.0):
                    return False
    return True
