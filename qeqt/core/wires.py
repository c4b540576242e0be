"""What one sector hands to another, by name: the only way by which a sector learns of the others."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number
from qeqt.core.yield_curve import Curve


@dataclass
class PlannedFlows:
    """From the bank to the economy, once: what its plan adds to holdings in each month, bn of ten-year
    equivalents."""

    treasuries: list[Number]
    mbs: list[Number]


@dataclass
class BankHoldings:
    """From the bank to the economy, of the month before: ten-year equivalents held, bn."""

    treasury_equivalents: Number
    mbs_equivalents: Number


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
