"""What one sector hands to another, by name: the only way by which a sector learns of the others."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number
from qeqt.core.yield_curve import Curve


@dataclass
class Horizon:
    """From the economy to the bank: which of its decisions are known, and how long the last stands."""

    known_to: int
    """Place of the last decision that is known; one before the first where none is."""
    flows_end: bool
    """Purchases and sales end with it."""
    flows_stand: int
    """Months for which they else go on at its pace, where that was said; where not, as long as the rest."""
    stands: int
    """Months that roll-overs and caps stand after it."""
    as_before: bool
    """The decisions as they were before somebody moved them."""


@dataclass
class ExpectedHoldings:
    """From the bank to the economy: what is expected of its holdings at a month's beginning, in steps."""

    months: list[int]
    """Months from now, at the end of each step; the first is now."""
    held: list[Number]
    """Ten-year equivalents, bn."""
    refinanced: list[Number]
    """Ten-year equivalents of the Treasuries that have run off by then, as roll-overs would hold them, bn."""


@dataclass
class BankNews:
    """From the bank to the economy, of a month: what is expected of it, by each horizon that was asked for,
    and the ten-year equivalents of the Treasuries that ran off in the month before, bn."""

    expected: list[ExpectedHoldings]
    run_off: Number
    refinanced_keeps: Number
    """Share of such equivalents that is left after a month's ageing."""


@dataclass
class EconomyState:
    """From the economy to bank, Taiwan and stability, of the same month: deviations from the baseline."""

    long_rate: Number
    """points: ten-year yield"""
    policy_rate: Number
    """points"""
    price_level: Number
    """percent"""
    output_gap: Number
    """percent"""
    equities: Number
    """percent"""
    curve: Curve
    """Yields of the month at each tenor, percent: a level, the baseline's moved by the deviations."""
    bought_for_target: Number
    """bn: ten-year equivalents that a target for the ten-year yield makes the bank buy"""
