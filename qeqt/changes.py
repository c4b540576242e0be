"""What a reader changes of a scenario: parameters within their ranges, moves, another length."""

from __future__ import annotations

from qeqt import data, levers
from qeqt.kinds import Number
from qeqt.reading import RecordError, nearest

LONGEST = 1200
"""Months that a run may have."""

MOVES = (*levers.MEASURES, *levers.SETTINGS, *levers.SET_PATHS, *levers.MOVED_PATHS)
"""What a run may move besides parameters."""


def check_length(length: int | None) -> None:
    """Raise RecordError for a run of no months, or of more than a hundred years."""
    if length is not None and not 1 <= length <= LONGEST:
        raise RecordError(f"months: found {length}; a whole number from 1 to {LONGEST} is needed")


def parted(bank: str, overrides: dict[str, Number]) -> tuple[dict[str, Number], dict[str, Number]]:
    """Return what a reader changes as parameters and as moves.

    An unknown name and a value outside its range are a RecordError; draws are taken as they are.
    """
    known = data.parameters(bank)
    for key in overrides:
        if key not in known and key not in MOVES:
            raise RecordError(f"parameter {key!r} is not known; {nearest(key, [*known, *MOVES])}")
        if key in known and isinstance(overrides[key], (int, float)):
            low, high = known[key].low, known[key].high
            if not low <= overrides[key] <= high:
                raise RecordError(
                    f"parameter {key}: found {overrides[key]:g}; a number from {low:g} to {high:g} is needed"
                )
    moves = {key: value for key, value in overrides.items() if key not in known}
    return {key: value for key, value in overrides.items() if key in known}, moves
