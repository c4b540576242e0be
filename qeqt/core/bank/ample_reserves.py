"""Ample reserves: run-off slows and stops near a share of bank assets, then holdings grow with demand.

FOMC, Plans for Reducing the Size of the Federal Reserve's Balance Sheet, 4 May 2022: slow, then stop the
decline somewhat above ample, then manage holdings so that reserves stay ample over time. What is counted is
reserves plus overnight reverse repo, for reverse repo can drain first. Last month's value closes the loop.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers


@dataclass
class ReserveManagement:
    """What the floor asks for in a month."""

    going: Number
    """Share of the caps and of sales that goes on: 1 far from the floor, 0 at it and ever after."""
    stopped: Number
    """1 once liquidity has been below the floor."""
    to_buy: Number
    """Treasuries to be bought so that liquidity comes back to the floor, bn per month."""


@dataclass
class ManagementInputs:
    """What a month gives to the block."""

    liquidity: Number
    """Reserves plus overnight reverse repo less temporary lending, bn, at the end of the month before."""
    bank_assets: Number
    floor: Number
    """percent of bank assets; 0: none."""
    announced: Number
    """Bills that are bought by announcement, bn per month."""


def step(
    previous_stopped: Number, inputs: ManagementInputs, parameters: dict[str, Number], numbers: Numbers
) -> ReserveManagement:
    """Return the month's run-off and purchases; without a floor run-off goes on and nothing is bought."""
    floor = inputs.floor / 100.0
    room = inputs.liquidity / inputs.bank_assets - floor
    stopped = numbers.maximum(previous_stopped, numbers.where(room < 0.0, 1.0, 0.0))
    going = numbers.minimum(numbers.maximum(room / parameters["slowing_band"], 0.0), 1.0) * (1.0 - stopped)
    most = parameters["reserve_purchase_pace"] * inputs.bank_assets
    missing = numbers.maximum(-room * inputs.bank_assets - inputs.announced, 0.0)
    has_floor = inputs.floor > 0.0
    return ReserveManagement(
        numbers.where(has_floor, going, 1.0),
        numbers.where(has_floor, stopped, previous_stopped),
        numbers.where(has_floor, numbers.minimum(missing, most), 0.0),
    )
