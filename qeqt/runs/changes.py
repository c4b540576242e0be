"""What a reader changes of a scenario: parameters within their ranges, moves, another length."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from qeqt import data
from qeqt.core.number import Number
from qeqt.data import decisions
from qeqt.data.fields import RecordError, is_month, nearest, quoted
from qeqt.data.records import ScenarioRecord
from qeqt.runs import presence

LONGEST = 1200
"""Months that a run may have."""


def check_length(length: int | None) -> None:
    """Raise RecordError for a run of no months, or of more than a hundred years."""
    whole = isinstance(length, int) and not isinstance(length, bool)
    if length is not None and not (whole and 1 <= length <= LONGEST):
        raise RecordError(f"months: found {quoted(length)}; a whole number from 1 to {LONGEST} is needed")


def missing(bank: str, name: object) -> RecordError:
    """Return the complaint about something that the model asks for and no record of the bank has."""
    known = [*data.parameters(bank), *data.environment(bank)]
    return RecordError(
        f"{name!r} is needed, and neither parameters/{bank}.toml (with common.toml, economy.toml, "
        f"taiwan.toml, stability.toml) nor environment/{bank}.toml has it; {nearest(str(name), known)}"
    )


def parted(
    record: ScenarioRecord, overrides: Mapping[str, Any], dated: Iterable[str] = ()
) -> tuple[dict[str, Number], dict[str, Number]]:
    """Return what a reader changes of a scenario as parameters and as moves.

    An unknown name, a value that is no number, one outside its range and one that nothing of the run reads
    are a RecordError; draws are taken as they are. ``dated``: what is moved by month besides.
    """
    bank = record.bank
    known, own = data.parameters(bank), decisions.levers(bank)
    values: dict[str, Number] = {}
    moves: dict[str, Number] = {}
    for key, found in overrides.items():
        check_known(record, key)
        value = one_number(key, found)
        if key in own and not is_draws(value):
            moves[key] = value
            right = decisions.wrong(key, bank, value)
            if right:
                raise RecordError(f"{key}: found {value:g}; {right}")
        elif key in own:
            moves[key] = value
        else:
            values[key] = value
            low, high = known[key].low, known[key].high
            if not is_draws(value) and not low <= value <= high:
                right = f"a number from {low:g} to {high:g} is needed"
                raise RecordError(f"parameter {key}: found {value:g}; {right}")
    presence.check(record, values, [*moves, *dated])
    return values, moves


def check_known(record: ScenarioRecord, key: str) -> None:
    """Raise RecordError for a name that is neither a parameter nor a move of the scenario's bank."""
    bank, own = record.bank, decisions.levers(record.bank)
    if key not in data.parameters(bank) and key not in own:
        reason = presence.elsewhere(key, bank)
        said = f"is not read at {bank}; {reason}" if reason else "is not known"
        raise RecordError(f"parameter {key!r} {said}; {nearest(key, [*presence.read_by(record), *own])}")


def is_draws(value: Any) -> bool:
    """Say whether a value is an array of draws."""
    return getattr(value, "shape", ()) != ()


def one_number(key: str, found: Any) -> Any:
    """Return a number as such, draws as they are; RecordError for anything else."""
    if is_draws(found):
        return found
    if hasattr(found, "item"):  # a number of NumPy's
        found = found.item()
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        hint = ": a path by month goes into moves=" if isinstance(found, (list, tuple, dict)) else ""
        raise RecordError(f"{key}: found {quoted(found)}; a number is needed{hint}")
    return float(found) if math.isfinite(found) else found


def check_since(since: object, moves: Collection[str]) -> None:
    """Raise RecordError for a first month that is none, or that nothing begins in."""
    if since and not (isinstance(since, str) and is_month(since)):
        raise RecordError(f"since (--from): found {quoted(since)}; a month YYYY-MM is needed")
    if since and not moves:
        right = "a parameter holds from the first month on; since is for a measure, a rule or a given path"
        raise RecordError(f"since (--from): found {since}, and nothing is moved; {right}")
