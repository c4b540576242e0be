"""Taiwan's given paths, out of its records: stocks and rates of a month, held over the run."""

from __future__ import annotations

from qeqt import data
from qeqt.core import months
from qeqt.core.number import Number

BANK = "fed"
"""Taiwan is fed by the run of the United States."""

STOCKS = ("gdp", "reserves", "exposure", "hedge_ratio")


def taiwan_paths(bank: str, month: str, count: int) -> dict[str, list[Number]]:
    """Return Taiwan's stocks, the width of its corridor and the size of its market, from the opening on.

    They are yardsticks, held: before the first observation the first one stands. The size of the market is
    that of each month.
    """
    if bank != BANK:
        return {}
    held: dict[str, Number] = {f"tw_{name}": observed(name, month) for name in STOCKS}
    held["tw_corridor"] = observed("discount_rate", month) - observed("certificate_rate", month)
    found = {name: [value] * (count + 1) for name, value in held.items()}
    found["tw_market"] = [observed("market", each) for each in months.names(month, count + 1)]
    return found


def observed(name: str, month: str) -> float:
    """Return a series of Taiwan's environment in a month, its first observation before that."""
    series = data.environment("taiwan")[name]
    return series.at(max(month, min(series.observations)))
