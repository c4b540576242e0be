"""What the package's public functions do about runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qeqt import runs
from qeqt.data.fields import RecordError, nearest, quoted
from qeqt.results import Results
from qeqt.runs import asked as ask
from qeqt.runs import changes, own_scenario
from qeqt.runs.own_scenario import OwnScenario


def together(*parts: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return moves, parameters and overrides as one; RecordError for what is set twice."""
    found: dict[str, Any] = {}
    for part in parts:
        if part is not None and not isinstance(part, Mapping):
            raise RecordError(
                f"moves, parameters: found {quoted(part)}; a table of names and values is needed"
            )
        for key, value in (part or {}).items():
            if key in found:
                raise RecordError(
                    f"{key}: found {quoted(value)}; it is set twice, {quoted(found[key])} before"
                )
            found[key] = value
    return found


def run(
    scenario: object, months: int | None, changed: dict[str, Any], since: str, announced: object,
    belief: object, official: object, inputs: Mapping[str, object],
) -> Results:  # fmt: skip
    """Return the run that is asked for."""
    wanted = ask.asked_for(scenario, announced=announced, belief=belief, official=official, **inputs)
    with ask.using(wanted):
        moves = together(changed, wanted.belief)
        check_since(since, moves, wanted.name)
        return runs.run(wanted.name, months, moves, since=since, announced=wanted.announced)


def check_since(since: object, moves: Mapping[str, Any], name: str) -> None:
    """Raise RecordError for a first month that is none, or that nothing begins in."""
    from qeqt.data import parameters

    known = parameters(runs.scenario_record(name).bank)
    by_month = [key for key, value in moves.items() if isinstance(value, Mapping)]
    changes.check_since(since, [key for key in moves if key not in known and key not in by_month])


def scenario(source: object, keys: dict[str, Any]) -> OwnScenario:
    """Return an own scenario from a table, a file or keywords."""
    if source is None:
        return own_scenario.made(keys)
    if keys:
        key, right = next(iter(keys)), "keys come from a table, a file or keywords, not both"
        raise RecordError(f"{key}: found {quoted(keys[key])}; {right}")
    found = ask.chosen(source)
    if isinstance(found, OwnScenario):
        return found
    raise RecordError(f"scenario: found {quoted(found)}; {nearest(str(found), ['a .toml file', 'a dict'])}")
