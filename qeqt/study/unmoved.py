"""Parameters that move nothing: no scenario of any bank answers otherwise at an end of their range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qeqt import data, runs
from qeqt.core.banks import BANKS
from qeqt.data.records import Parameter
from qeqt.runs import presence
from qeqt.study.bands import WHOLE
from qeqt.study.walks import numpy_or_error

OUTSIDE, ABSENT, FIXED, STILL = (
    "read outside runs", "read by no scenario", "has no range", "moves no column",
)  # fmt: skip
"""Why a parameter moves nothing."""

SWITCH = "yes or no"
"""The unit of a parameter that all draws of a run have in common: it is tried by itself."""

SAME = 1e-10
"""Relative: two answers that differ by less are one, rounded at another place of an array."""


@dataclass(frozen=True, order=True)
class Unmoved:
    """A parameter that moves nothing in any scenario, with who reads it and why."""

    parameter: str
    sector: str
    part: str
    why: str
    scenarios: int
    """That read it, of all banks."""


def banks() -> list[str]:
    """Return the banks that have scenarios."""
    return [bank for bank in BANKS if data.scenarios(bank)]


def every() -> dict[str, Parameter]:
    """Return every parameter of every bank, each with the first record of it."""
    found: dict[str, Parameter] = {}
    for bank in banks():
        for key, entry in data.parameters(bank).items():
            found.setdefault(key, entry)
    return found


def read_in(scenario: str) -> dict[str, Parameter]:
    """Return the parameters that a scenario's run reads, with the records of its bank."""
    record = data.scenarios()[scenario]
    known = data.parameters(record.bank)
    return {key: known[key] for key in presence.read_by(record) if known[key].part not in presence.IN_NO_RUN}


def reading(key: str) -> dict[str, Parameter]:
    """Return the scenarios whose runs read a parameter, each with its bank's record of it."""
    found = {}
    for bank in banks():
        entry = data.parameters(bank).get(key)
        for name, record in data.scenarios(bank).items() if entry else ():
            if entry and entry.part not in presence.IN_NO_RUN and not presence.unread(record, entry):
                found[name] = entry
    return found


def moving(scenario: str, tried: dict[str, Parameter]) -> set[str]:
    """Return those of some parameters that move any column of a scenario at an end of their range.

    All ends are draws of one run, the first of which has every parameter at its own value.
    """
    ranged = {key: entry for key, entry in tried.items() if entry.low < entry.high}
    together = {key: entry for key, entry in ranged.items() if key not in WHOLE and entry.unit != SWITCH}
    found = {key for key in ranged.keys() - together.keys() if moves_alone(scenario, ranged[key])}
    if not together:
        return found
    try:
        return found | moving_together(scenario, together)
    except ValueError:  # a plan that one of the ends cannot carry out
        return found | {key for key, entry in together.items() if moves_alone(scenario, entry)}


def moving_together(scenario: str, tried: dict[str, Parameter]) -> set[str]:
    """Return the same of parameters that may be drawn."""
    numpy = numpy_or_error()
    from qeqt.core import arrays

    count = 1 + 2 * len(tried)
    draws: Any = {}
    for place, (key, entry) in enumerate(tried.items()):
        draws[key] = numpy.full(count, entry.value)
        draws[key][1 + 2 * place : 3 + 2 * place] = entry.low, entry.high
    with numpy.errstate(all="ignore"):
        results = runs.run(scenario, None, draws, arrays, keep_ladders=False)  # type: ignore[arg-type]
    differ = numpy.zeros(count, dtype=bool)
    for path in results.columns.values():
        for value in path:
            drawn = value * numpy.ones(count)
            differ |= ~numpy.isclose(drawn, drawn[0], rtol=SAME, atol=SAME)
    return {key for place, key in enumerate(tried) if differ[1 + 2 * place : 3 + 2 * place].any()}


def moves_alone(scenario: str, entry: Parameter) -> bool:
    """Say whether a scenario answers otherwise at an end of a parameter's range, or cannot be run there."""
    plain = runs.run(scenario, keep_ladders=False).columns
    for end in {entry.low, entry.high} - {entry.value}:
        try:
            found = runs.run(scenario, overrides={entry.key: end}, keep_ladders=False).columns
        except ValueError:
            return True
        if found != plain:
            return True
    return False


def unmoved() -> Iterator[Unmoved]:
    """Return the parameters that move nothing in any scenario."""
    still = every()
    for scenario in data.scenarios():
        tried = {key: entry for key, entry in read_in(scenario).items() if key in still}
        for key in moving(scenario, tried):
            del still[key]
    for key, entry in still.items():
        yield unmoved_record(entry, reading(key))


def unmoved_record(entry: Parameter, found: dict[str, Parameter]) -> Unmoved:
    """Return what is said of a parameter that moves none of the scenarios that read it."""
    why = STILL
    if entry.part in presence.IN_NO_RUN:
        why = OUTSIDE
    elif not found:
        why = ABSENT
    elif all(own.low == own.high for own in found.values()):
        why = FIXED
    return Unmoved(entry.key, entry.sector, entry.part, why, len(found))
