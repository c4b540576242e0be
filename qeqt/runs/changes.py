"""What a reader changes of a scenario: parameters within their ranges, moves, another length."""

from __future__ import annotations

from qeqt import data
from qeqt.core.moves import MEASURES as MOVED_MEASURES
from qeqt.core.moves import MOVED_PATHS, SET_PATHS, SETTINGS
from qeqt.core.number import Number
from qeqt.data import levers
from qeqt.data.fields import RecordError, nearest

LONGEST = 1200
"""Months that a run may have."""

MOVES = (*MOVED_MEASURES, *SETTINGS, *SET_PATHS, *MOVED_PATHS)
"""What a run may move besides parameters."""


MEASURES = (
    "treasury_runoff_cap", "mbs_runoff_cap", "bills_fill_cap", "treasury_purchases", "bill_purchases",
    "treasury_sales", "sales_from", "sales_to", "maturing_counts_as_sold", "mbs_purchases",
    "mbs_purchases_gross", "mbs_sales", "agency_principal_reinvested", "agency_purchases", "agency_term",
    "agency_to_mbs", "principal_to_treasuries", "principal_to_bills", "equity_purchases",
)  # fmt: skip
"""Measures that a plan takes from a bank's policy."""

PROGRAMMES = ("app", "pepp", "apf", "temporary")
"""Programmes that a bank tells apart; their measures begin with the name."""

TOLD = ("pepp_envelope", "apf_announced_pace")
"""Announced amounts that results are held against."""


def check_length(length: int | None) -> None:
    """Raise RecordError for a run of no months, or of more than a hundred years."""
    if length is not None and not 1 <= length <= LONGEST:
        raise RecordError(f"months: found {length}; a whole number from 1 to {LONGEST} is needed")


def check_measures(bank: str) -> None:
    """Raise RecordError for a measure in a bank's policy that no plan takes: it would be without effect."""
    known = [*MEASURES, *(f"{start}_{name}" for start in PROGRAMMES for name in MEASURES), *TOLD]
    for key in data.policy(bank):
        if key not in known:
            raise RecordError(f"policy/{bank}.toml: measure {key!r} is not known; {nearest(key, known)}")


def missing(bank: str, name: object) -> RecordError:
    """Return the complaint about something that the model asks for and no record of the bank has."""
    known = [*data.parameters(bank), *data.environment(bank)]
    return RecordError(
        f"{name!r} is needed, and neither parameters/{bank}.toml (with common.toml, economy.toml, "
        f"taiwan.toml, stability.toml) nor environment/{bank}.toml has it; {nearest(str(name), known)}"
    )


def moves_of(bank: str) -> list[str]:
    """Return what may be moved at a bank, as the levers' records say."""
    own = levers.of_bank(bank)
    return [name for name in MOVES if name in own]


def parted(bank: str, overrides: dict[str, Number]) -> tuple[dict[str, Number], dict[str, Number]]:
    """Return what a reader changes as parameters and as moves.

    An unknown name and a value outside its range are a RecordError; draws are taken as they are.
    """
    known = data.parameters(bank)
    for key in overrides:
        if key not in known and key not in moves_of(bank):
            raise RecordError(f"parameter {key!r} is not known; {nearest(key, [*known, *moves_of(bank)])}")
        if key in known and isinstance(overrides[key], (int, float)):
            low, high = known[key].low, known[key].high
            if not low <= overrides[key] <= high:
                raise RecordError(
                    f"parameter {key}: found {overrides[key]:g}; a number from {low:g} to {high:g} is needed"
                )
    moves = {key: value for key, value in overrides.items() if key not in known}
    return {key: value for key, value in overrides.items() if key in known}, moves
