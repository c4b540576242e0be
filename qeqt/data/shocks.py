"""Shocks that a scenario may give and no reader has a lever for: name, unit, and how far one is pulled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qeqt.core.banks import BANKS
from qeqt.data.fields import Slips, Table, nearest, toml
from qeqt.data.units import UNITS

PATH = Path(__file__).parent / "shocks.toml"
A_MONTH = " per month"


@dataclass(frozen=True)
class Shock:
    """A given path that is nothing where a scenario does not give it."""

    key: str
    name_zh: str
    banks: tuple[str, ...]
    """Whose runs have a part that reads it."""
    unit: str
    pull: float
    """How far it is moved, in its unit, where it is asked what it moves."""


@cache
def shocks() -> dict[str, Shock]:
    """Return every shock; RecordError lists every slip of the file."""
    slips = Slips(PATH)
    found = {}
    for key, content in toml(PATH).items():
        table = Table(slips, key, content)
        found[key] = Shock(
            key=key,
            name_zh=table.text("name_zh"),
            banks=table.texts("banks"),
            unit=table.text("unit"),
            pull=table.number("pull", low=0.0),
        )
        if not set(found[key].banks) <= set(BANKS):
            table.slip("banks", nearest(str(found[key].banks), BANKS))
        if found[key].unit.removesuffix(A_MONTH) not in UNITS:
            table.slip("unit", nearest(found[key].unit, UNITS))
        if found[key].pull == 0.0:
            table.slip("pull", "a number above 0 is needed")
        table.close()
    slips.raise_any()
    return found
