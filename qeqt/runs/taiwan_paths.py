"""Taiwan's given paths, out of its records: stocks and rates of a month, held over the run."""

from __future__ import annotations

from qeqt import data
from qeqt.core.number import Number

BANK = "fed"
"""Taiwan is fed by the run of the United States."""

STOCKS = ("gdp", "reserves", "exposure", "hedge_ratio")


def taiwan_paths(bank: str, month: str, count: int) -> dict[str, list[Number]]:
    """Return Taiwan's stocks and the width of its corridor, from the opening's month on.

    They are yardsticks, held: before the first observation the first one stands.
    """
    if bank != BANK:
        return {}
    held: dict[str, Number] = {f"tw_{name}": observed(name, month) for name in STOCKS}
    held["tw_corridor"] = observed("discount_rate", month) - observed("certificate_rate", month)
    return {name: [value] * (count + 1) for name, value in held.items()}


def observed(name: str, month: str) -> float:
    """Return a series of Taiwan's environment in a month, its first observation before that."""
    series = data.environment("taiwan")[name]
    return series.at(max(month, min(series.observations)))
