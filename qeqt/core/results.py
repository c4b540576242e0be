"""What a run returns: monthly columns, each with its unit, and the check of the balance-sheet identity."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.bank.treasuries import Ladder
from qeqt.core.number import Number


@dataclass
class Column:
    """What a column is: unit, Chinese label, the banks that have it."""

    unit: str
    label_zh: str
    banks: list[str]


@dataclass
class Results:
    """A run: months, columns, what they are, the largest gap in the identity (relative).

    ``ladders``: what is due when, at each month's end, of a run that was asked to keep it.
    """

    scenario: str
    bank: str
    months: list[str]
    columns: dict[str, list[Number]]
    records: dict[str, Column]
    identity_error: float
    parameter_set: str
    ladders: list[Ladder]
    cautions: list[str]
    """Where the run's answers lie outside the data that its equations were fitted on, in words."""


Columns = dict[str, list[Number]]

FED = ["fed"]
