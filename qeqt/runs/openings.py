"""An opening balance sheet as the model takes it, from its record."""

from __future__ import annotations

from qeqt import data
from qeqt.core.number import Number
from qeqt.core.scenario import Opening
from qeqt.data import records


def opening_of(name: str) -> Opening:
    """Return an opening as the model takes it, from its record."""
    record = data.opening(name)
    nominal, nominal_yield = by_month(record.ladders.get("treasury_nominal"))
    indexed, indexed_yield = by_month(record.ladders.get("treasury_indexed"))
    agency, _ = by_month(record.ladders.get("agency"))
    mortgages = record.ladders.get("mbs")
    unsettled = record.ladders.get("mbs_unsettled")
    bills, equities = record.assets.get("bills"), record.assets.get("equities")
    return Opening(
        name=record.key,
        bank=record.bank,
        month=record.date[:7],
        nominal=nominal,
        nominal_yield=nominal_yield,
        indexed=indexed,
        indexed_yield=indexed_yield,
        bills=bills.value if bills else 0.0,
        agency=agency,
        note_rates=mortgages.column("note_rate") if mortgages else [],
        mbs=list(mortgages.column("amount")) if mortgages else [],
        mbs_age=list(mortgages.column("age")) if mortgages else [],
        mbs_unsettled=list(unsettled.column("amount")) if unsettled else [],
        equities=equities.value if equities else 0.0,
    )


def by_month(ladder: records.Ladder | None) -> tuple[list[Number], list[Number]]:
    """Return amounts and yields by months to maturity, 0 to 360, from a ladder's rows; no ladder, nothing."""
    amounts: list[Number] = [0.0] * 361
    yields: list[Number] = [0.0] * 361
    for due, amount, rate in ladder.rows if ladder else ():
        amounts[int(due)] = amount
        yields[int(due)] = rate
    return amounts, yields
