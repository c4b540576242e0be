"""Given paths of financial stability, out of the records of a bank."""

from __future__ import annotations

from qeqt import data
from qeqt.core import months
from qeqt.core.number import Number
from qeqt.data.series import OF_FUNDS

MEMORY = 120
"""Months of yields that the book yield of banks remembers before the opening."""


def stability_paths(bank: str, month: str, count: int) -> dict[str, list[Number]]:
    """Return what the block is given: the funds' size and buffers held, or the banks' book yield."""
    series = data.environment(bank)
    if "ldi_assets" in series:
        return {name: [observed(bank, name, month)] * (count + 1) for name in OF_FUNDS}
    if "bank_assets" in series and "yield_10y" in series:
        return {"bank_book_yield": [book_yield(bank, month)] * (count + 1)}
    return {}


def observed(bank: str, name: str, month: str) -> float:
    """Return a series in a month, its first observation before that."""
    series = data.environment(bank)[name]
    return series.at(max(month, min(series.observations)))


def book_yield(bank: str, month: str) -> float:
    """Return the yield at which banks bought their long assets, on average, at a month's end."""
    series = data.environment(bank)["yield_10y"]
    keeps = data.parameters(bank)["book_keeps"].value
    first = max(months.after(month, -MEMORY), min(series.observations))
    book = series.at(first)
    for n in range(months.between(first, month) + 1):
        book = keeps * book + (1.0 - keeps) * series.at(months.after(first, n))
    return book
