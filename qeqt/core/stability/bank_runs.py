"""Banks whose long assets lost value, and the chance that depositors run on them.

The loss is duration times the rise of yields since purchase, over equity; a run needs losses and uninsured
deposits together (Jiang, Matvos, Piskorski and Seru 2023).
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers


@dataclass
class BankInputs:
    """What a month gives to the banks."""

    long_yield: Number
    """percent: ten-year yield"""
    assets: Number
    """bn: assets of commercial banks"""
    facility: Number
    """1: a facility lends against bonds at par; 0: none"""


@dataclass
class Banks:
    """The banks' record."""

    book_yield: Number
    """percent: at which long assets were bought, on average"""
    loss: Number
    """bn: market value under book value of long assets"""
    loss_of_equity: Number
    """percent of banks' equity"""
    run_risk: Number
    """probability that a bank with few insured deposits and that loss is run in the month"""
    run_risk_typical: Number
    """the same for a bank with a usual share of insured deposits"""


def opening_record(book_yield: Number) -> Banks:
    """Return the banks' record at the opening; ``book_yield``: percent."""
    return Banks(book_yield, 0.0, 0.0, 0.0, 0.0)


def mark_to_market(yield_now: Number, book: Number, assets: Number, parameters: dict[str, Number],
                   numbers: Numbers) -> Number:  # fmt: skip
    """Return market value under book value, bn: duration times the rise since purchase, on long assets."""
    rise = numbers.maximum(yield_now - book, 0.0)
    return assets * parameters["bank_long_share"] * parameters["bank_duration"] * rise / 100.0


def run_probability(
    loss_of_equity: Number,
    uninsured: Number,
    facility: Number,
    parameters: dict[str, Number],
    numbers: Numbers,
) -> Number:
    """Return the chance of a run: losses and uninsured deposits together (Jiang et al. 2023)."""
    odds = parameters["run_constant"] + parameters["run_slope"] * uninsured * loss_of_equity / 100.0
    odds = odds - parameters["run_facility"] * facility
    return 1.0 / (1.0 + numbers.exp(-odds))


def step(previous: Banks, inputs: BankInputs, parameters: dict[str, Number], numbers: Numbers) -> Banks:
    """Return the month's loss and the chance of a run."""
    keeps = parameters["book_keeps"]
    book = keeps * previous.book_yield + (1.0 - keeps) * inputs.long_yield
    loss = mark_to_market(inputs.long_yield, book, inputs.assets, parameters, numbers)
    share = 100.0 * loss / (inputs.assets * parameters["bank_equity_share"])
    facility = inputs.facility
    return Banks(
        book,
        loss,
        share,
        run_probability(share, parameters["uninsured_concentrated"], facility, parameters, numbers),
        run_probability(share, parameters["uninsured_typical"], facility, parameters, numbers),
    )
