"""What a reader changes of a scenario: parameters within their ranges, moves, another length."""

from __future__ import annotations

from qeqt import data
from qeqt.core.number import Number
from qeqt.data import decisions
from qeqt.data.fields import RecordError, nearest
from qeqt.data.records import ScenarioRecord
from qeqt.runs import presence

LONGEST = 1200
"""Months that a run may have."""


def check_length(length: int | None) -> None:
    """Raise RecordError for a run of no months, or of more than a hundred years."""
    if length is not None and not 1 <= length <= LONGEST:
        raise RecordError(f"months: found {length}; a whole number from 1 to {LONGEST} is needed")


def missing(bank: str, name: object) -> RecordError:
    """Return the complaint about something that the model asks for and no record of the bank has."""
    known = [*data.parameters(bank), *data.environment(bank)]
    return RecordError(
        f"{name!r} is needed, and neither parameters/{bank}.toml (with common.toml, economy.toml, "
        f"taiwan.toml, stability.toml) nor environment/{bank}.toml has it; {nearest(str(name), known)}"
    )


def parted(
    record: ScenarioRecord, overrides: dict[str, Number]
) -> tuple[dict[str, Number], dict[str, Number]]:
    """Return what a reader changes of a scenario as parameters and as moves.

    An unknown name, a value outside its range and one that nothing of the run reads are a RecordError; draws
    are taken as they are.
    """
    bank = record.bank
    known, own = data.parameters(bank), decisions.levers(bank)
    for key in overrides:
        if key not in known and key not in own:
            reason = presence.elsewhere(key, bank)
            said = f"is not read at {bank}; {reason}" if reason else "is not known"
            raise RecordError(f"parameter {key!r} {said}; {nearest(key, [*presence.read_by(record), *own])}")
        if key in known and isinstance(overrides[key], (int, float)):
            low, high = known[key].low, known[key].high
            if not low <= overrides[key] <= high:
                raise RecordError(
                    f"parameter {key}: found {overrides[key]:g}; a number from {low:g} to {high:g} is needed"
                )
        if key in own and isinstance(overrides[key], (int, float)):
            right = decisions.wrong(key, bank, overrides[key])
            if right:
                raise RecordError(f"{key}: found {overrides[key]:g}; {right}")
    moves = {key: value for key, value in overrides.items() if key not in known}
    values = {key: value for key, value in overrides.items() if key in known}
    presence.check(record, values, moves)
    return values, moves
