"""Financial stability: leveraged funds in Britain, banks with long assets in the United States."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.frame import Frame, Paths, has
from qeqt.core.results import Columns
from qeqt.core.stability import bank_runs, columns, leveraged_funds
from qeqt.core.stability.bank_runs import BankInputs, Banks
from qeqt.core.stability.leveraged_funds import Ldi, LdiInputs
from qeqt.core.wires import EconomyState

NEEDED = {
    "bank_runs": ["bank_book_yield", "bank_assets", "yield_10y"],
    "leveraged_funds": ["gilt_shock", "ldi_assets", "ldi_buffer_low", "ldi_buffer_high", "gdp"],
}
"""Given paths without which a part of the sector has no columns."""

SHOCKS = ["gilt_shock", "gilt_backstop", "gilt_sold_back", "bank_facility"]
"""Given paths that are nothing where a scenario does not give them."""


@dataclass
class Stability:
    """The sector in a run: a record a month, the opening's first; a part that is absent has none."""

    banks: list[Banks]
    funds: list[Ldi]


def opening(frame: Frame) -> Stability:
    """Return the sector at the opening."""
    stability = Stability([], [])
    if has(frame, NEEDED["bank_runs"]):
        stability.banks.append(bank_runs.opening_record(frame.known["bank_book_yield"][0]))
    if has(frame, NEEDED["leveraged_funds"]):
        stability.funds.append(leveraged_funds.opening_record())
    return stability


def month(stability: Stability, economy: EconomyState, frame: Frame, place: int) -> None:
    """Add a month's records."""
    if len(stability.banks) > 0:
        owned = bank_inputs(economy, frame.given, place)
        before = stability.banks[place - 1]
        stability.banks.append(bank_runs.step(before, owned, frame.parameters, frame.numbers))
    if len(stability.funds) > 0:
        pressed = ldi_inputs(frame.given, place)
        last = stability.funds[place - 1]
        stability.funds.append(leveraged_funds.step(last, pressed, frame.parameters, frame.numbers))


def columns_of(stability: Stability) -> list[Columns]:
    """Return the sector's columns; of a part that is absent, none."""
    found: list[Columns] = []
    if len(stability.banks) > 0:
        found.append(columns.banks(stability.banks[1:]))
    if len(stability.funds) > 0:
        found.append(columns.funds(stability.funds[1:]))
    return found


def bank_inputs(economy: EconomyState, given: Paths, place: int) -> BankInputs:
    """Return what the banks are handed."""
    return BankInputs(
        long_yield=given["yield_10y"][place] + economy.long_rate,
        assets=given["bank_assets"][place],
        facility=given["bank_facility"][place],
    )


def ldi_inputs(given: Paths, place: int) -> LdiInputs:
    """Return what the loop of leveraged funds is handed."""
    return LdiInputs(
        shock=given["gilt_shock"][place],
        backstop=given["gilt_backstop"][place],
        sold_back=given["gilt_sold_back"][place],
        assets=given["ldi_assets"][place],
        buffer_low=given["ldi_buffer_low"][place],
        buffer_high=given["ldi_buffer_high"][place],
        gdp=given["gdp"][place],
    )
