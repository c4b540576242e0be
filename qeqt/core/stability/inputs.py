"""What the block of financial stability is handed: leveraged funds in Britain, banks in the United States."""

from __future__ import annotations

from qeqt.core.bank.inputs import Paths
from qeqt.core.number import Number
from qeqt.core.stability.ldi_and_banks import BankInputs, LdiInputs

STABILITY_SHOCKS = ["gilt_shock", "gilt_backstop", "gilt_sold_back", "bank_facility"]
"""Given paths that are nothing where a scenario does not give them."""


def with_stability(given: Paths) -> Paths:
    """Return the paths with the shocks to stability filled in."""
    paths: Paths = {}
    for name in given:
        paths[name] = given[name]
    nothing: list[Number] = [0.0 for _ in given["beside"]]
    for name in STABILITY_SHOCKS:
        if name not in given:
            paths[name] = nothing
    return paths


def ldi_inputs(given: Paths, place: int) -> LdiInputs:
    """Return what the loop of leveraged funds is handed."""
    return LdiInputs(
        given["gilt_shock"][place],
        given["gilt_backstop"][place],
        given["gilt_sold_back"][place],
        given["ldi_assets"][place],
        given["ldi_buffer_low"][place],
        given["ldi_buffer_high"][place],
        given["nominal_gdp"][place],
    )


def bank_inputs(long_yield: Number, given: Paths, place: int) -> BankInputs:
    """Return what the banks are handed."""
    return BankInputs(long_yield, given["bank_assets"][place], given["bank_facility"][place])
