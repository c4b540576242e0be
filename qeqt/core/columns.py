"""Every column that the model knows, sector by sector, and what each is at a bank."""

from __future__ import annotations

from qeqt.core.bank.columns import COLUMNS as OF_THE_BANK
from qeqt.core.banks import BANKS
from qeqt.core.economy.columns import COLUMNS as OF_THE_ECONOMY
from qeqt.core.results import Column, Columns
from qeqt.core.stability.columns import COLUMNS as OF_STABILITY
from qeqt.core.taiwan.columns import COLUMNS as OF_TAIWAN


def together(parts: list[dict[str, Column]]) -> dict[str, Column]:
    """Return the records of several sectors as one table."""
    found: dict[str, Column] = {}
    for part in parts:
        for name in part:
            found[name] = part[name]
    return found


COLUMNS = together([OF_THE_BANK, OF_THE_ECONOMY, OF_TAIWAN, OF_STABILITY])
"""A run has those that its bank has and that its environment gives the means for."""


KNOWN: dict[str, dict[str, Column]] = {}
"""The records of each bank's columns, once they were asked for."""


def records_of(bank: str) -> dict[str, Column]:
    """Return the records of a bank's columns: in its own currency, under its own names."""
    if bank not in KNOWN:
        known = BANKS[bank]
        found: dict[str, Column] = {}
        for name in COLUMNS:
            column = COLUMNS[name]
            if bank in column.banks:
                label = known.labels.get(name, column.label_zh)
                found[name] = Column(column.unit.replace("USD", known.currency), label, column.banks)
        KNOWN[bank] = found
    return KNOWN[bank]


def available_columns(parts: list[Columns], bank: str) -> Columns:
    """Return the columns that a run has: its bank has them, its environment gave the means."""
    found: Columns = {}
    for part in parts:
        for name in part:
            if len(part[name]) > 0 and name in records_of(bank):
                found[name] = part[name]
    return found
