"""What a caller asks for: a scenario by name or of his own, and what else is read for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qeqt import data
from qeqt.data import own
from qeqt.data.fields import RecordError, is_number, quoted
from qeqt.runs import own_scenario
from qeqt.runs.own_scenario import OwnScenario

FILE = ".toml"
OWN_INPUTS = ("opening", "policy", "environment", "rates", "parameters")
"""Inputs that make a scenario one of the caller's own, like the one that he names."""


@dataclass(frozen=True)
class Asked:
    """A scenario's name, and what is read besides the package's records while it runs."""

    name: str
    records: own.Own
    announced: str = ""
    """The month from which the moves are known; empty: their first."""
    belief: dict[str, float] = field(default_factory=dict)
    """What markets are said to believe, as moves."""


@contextmanager
def using(asked: Asked) -> Iterator[None]:
    """Read what is asked for until the block ends."""
    with own_scenario.using(asked.records):
        yield


def asked_for(
    scenario: object,
    *,
    announced: object = None,
    belief: object = None,
    official: object = None,
    **inputs: object,
) -> Asked:
    """Return what a call of the public face asks for; RecordError for what it may not be."""
    given = {key: value for key, value in inputs.items() if value is not None}
    told = announced if isinstance(announced, (list, tuple)) else None
    if told is not None:
        given["announced"] = list(told)
    found = chosen(scenario)
    if given:
        found = changed(found, given)
    records = found.records if isinstance(found, OwnScenario) else own.NOTHING
    if official is not None:
        records = own.Own(records.contents, records.called, official=folder_of(official))
    elif records is own.NOTHING:
        records = own.in_use()
    name = found.name if isinstance(found, OwnScenario) else found
    month = "" if announced is None or told is not None else str(announced)
    return Asked(name, records, month, believed(belief))


def chosen(scenario: object) -> OwnScenario | str:
    """Return a scenario of the caller's own, or the name of one of the package's."""
    if isinstance(scenario, OwnScenario):
        return scenario
    if isinstance(scenario, Mapping):
        return own_scenario.made(scenario)
    if isinstance(scenario, Path) or (isinstance(scenario, str) and scenario.endswith(FILE)):
        return own_scenario.from_file(Path(scenario))
    if not isinstance(scenario, str):
        right = "a name, a table of keys, a path ending with .toml or what qeqt.scenario() returns is needed"
        raise RecordError(f"scenario: found {quoted(scenario)}; {right}")
    return scenario


def changed(found: OwnScenario | str, given: dict[str, Any]) -> OwnScenario:
    """Return a scenario of the package's with inputs of the caller's own."""
    if isinstance(found, OwnScenario):
        right = "put it into the scenario itself"
        raise RecordError(f"{next(iter(given))}: {found.name} is a scenario of your own: {right}")
    return own_scenario.made({"name": f"{found}_own", "like": found, **given}, f"own inputs of {found}")


def folder_of(official: object) -> str:
    """Return the folder of newer official figures; RecordError where there are none."""
    known = data.figures()
    folder = Path(official) if isinstance(official, (str, Path)) else None
    newer = folder.glob("*.csv") if folder else []
    if folder is None or not any(path.stem in known for path in newer):
        right = "a folder with tables that `make refresh` brought is needed"
        raise RecordError(f"official: found {quoted(official)}; {right}")
    return str(folder.resolve())


BELIEFS = ("hold_quarters", "runoff_quarters")


def believed(belief: object) -> dict[str, float]:
    """Return what markets are said to believe, under the names of the moves."""
    if belief is None:
        return {}
    if not isinstance(belief, Mapping) or not belief or not set(belief) <= set(BELIEFS):
        raise RecordError(f"belief: found {quoted(belief)}; {{{', '.join(BELIEFS)}}} is needed")
    for key, value in belief.items():
        if not is_number(value):
            raise RecordError(f"belief: {key}: found {quoted(value)}; a number of quarters is needed")
    return {f"expected_{key}": float(value) for key, value in belief.items()}
