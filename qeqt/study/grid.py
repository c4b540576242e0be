"""A grid of scenarios and values of parameters and moves: from a TOML file or plain data, checked whole."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qeqt import data
from qeqt.core.columns import COLUMNS
from qeqt.data import decisions
from qeqt.data.fields import Slips, is_month, is_number, nearest, toml
from qeqt.data.own import NOTHING, Own, in_use
from qeqt.data.records import ScenarioRecord
from qeqt.runs import presence

DEFAULT_COLUMNS = ("total_assets", "treasuries", "mbs", "reserves")
KEYS = ("scenarios", "parameters", "columns", "months", "from", "last")
COMMAND_LINE = Path("command line")
"""Stands for the file in messages about a grid that was typed."""


@dataclass(frozen=True)
class Grid:
    """What is run: every scenario with every combination of values of parameters and moves."""

    scenarios: tuple[str, ...]
    parameters: dict[str, tuple[float, ...]]
    columns: tuple[str, ...]
    months: int | None = None
    """Another length than the records'."""
    last: bool = False
    """The last month alone."""
    since: str = ""
    """First month of what is moved besides parameters; empty: each plan's first."""
    own: Own = NOTHING
    """Scenarios of the caller's own, and newer official figures, that are read besides."""

    def cases(self) -> list[tuple[str, dict[str, float]]]:
        """Return each scenario with each combination of values."""
        values = [
            dict(zip(self.parameters, chosen, strict=True))
            for chosen in itertools.product(*self.parameters.values())
        ]
        return [(scenario, chosen) for scenario in self.scenarios for chosen in values]


def read_grid(path: Path) -> Grid:
    """Read a grid from a TOML file; RecordError lists every slip of it."""
    return grid_of(path, toml(path))


def grid_of(path: Path, content: dict[str, Any]) -> Grid:
    """Return a grid out of plain data; RecordError lists every slip, under the name of the file."""
    slips = Slips(path)
    for key in content:
        if key not in KEYS:
            slips.add(key, content[key], f"unknown key; {nearest(key, KEYS)}")
    scenarios = names_of(slips, "scenarios", content.get("scenarios"), list(data.scenarios()))
    columns = names_of(slips, "columns", content.get("columns", list(DEFAULT_COLUMNS)), list(COLUMNS))
    parameters = values_of(slips, content.get("parameters", {}), scenarios)
    months = content.get("months")
    whole = isinstance(months, int) and not isinstance(months, bool)
    if months is not None and not (whole and 1 <= months <= 1200):
        slips.add("months", months, "a whole number from 1 to 1200 is needed")
    since = content.get("from", "") or ""
    if since and not (isinstance(since, str) and is_month(since)):
        slips.add("from", since, "a month YYYY-MM is needed")
    elif since and not any(key in decisions.declared() for key in parameters):
        slips.add("from", since, "nothing that begins in a month is moved: a measure, a rule or a given path")
    last = content.get("last", False)
    if not isinstance(last, bool):
        slips.add("last", last, "true or false is needed")
    slips.raise_any()
    return Grid(scenarios, parameters, columns, months, last, str(since), in_use())


def names_of(slips: Slips, key: str, found: object, known: list[str]) -> tuple[str, ...]:
    """Return a list of known names; what is not known is a slip."""
    if not isinstance(found, list) or not found:
        slips.add(key, found, "a list with at least one name is needed")
        return ()
    for n, name in enumerate(found):
        if name not in known:
            slips.add(key, name, nearest(name, known))
        elif name in found[:n]:
            slips.add(key, name, "it stands there twice")
    return tuple(str(name) for name in found if name in known)


def values_of(slips: Slips, found: object, scenarios: tuple[str, ...]) -> dict[str, tuple[float, ...]]:
    """Return the values of each parameter or move; what a bank lacks or what is out of range is a slip."""
    if not isinstance(found, dict):
        slips.add("parameters", found, "a table of lists of numbers is needed")
        return {}
    records = [data.scenarios()[name] for name in scenarios]
    banks = sorted({record.bank for record in records})
    for key, values in found.items():
        where = f"parameters.{key}"
        if not isinstance(values, list) or not values or not all(is_number(value) for value in values):
            slips.add(where, values, "a list with at least one number is needed")
            continue
        for n, value in enumerate(values):
            if value in values[:n]:
                slips.add(where, value, "it stands there twice")
        for bank in banks:
            known, moves = data.parameters(bank), decisions.levers(bank)
            if key in moves:
                for value in values:
                    if right := decisions.wrong(key, bank, value):
                        slips.add(where, value, f"{right} at {bank}")
                continue
            if key not in known:
                reason = presence.elsewhere(key, bank)
                right = nearest(key, [*known, *moves])
                slips.add(
                    where, key, f"nothing that is set at {bank}; {f'{reason}; ' if reason else ''}{right}"
                )
                continue
            low, high = known[key].low, known[key].high
            for value in values:
                if not low <= value <= high:
                    slips.add(where, value, f"a number from {low:g} to {high:g} is needed")
        for record in records:
            check_presence(slips, where, key, record, found)
    return {key: tuple(map(float, values)) for key, values in found.items() if isinstance(values, list)
            and all(is_number(value) for value in values)}  # fmt: skip


def check_presence(slips: Slips, where: str, key: str, record: ScenarioRecord, moves: Iterable[str]) -> None:
    """Note a parameter that nothing of a scenario's run reads, with the reason."""
    entry = data.parameters(record.bank).get(key)
    reason = presence.unread(record, entry, moves) if entry else ""
    if reason:
        right = nearest(key, presence.read_by(record, moves))
        slips.add(where, key, f"nothing of {record.key} reads it; {reason}; {right}")
