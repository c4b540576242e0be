"""The ECB's losses: first the provision for financial risks, then carried forward against later profits.

Mechanics of the ECB's Annual Accounts 2023-2025 and of Article 33 of the Statute: a loss releases the
provision; what is left stays on the balance sheet; a profit earns it back before anything is distributed.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers


@dataclass
class Waterfall:
    """A month's steps down the waterfall, bn, and the stocks that carry over."""

    provision: Number
    carried_forward: Number
    """Losses that wait for later profits."""
    released: Number
    reported: Number
    """Result for the year after the provision: a loss is negative."""
    distributed: Number


@dataclass
class WaterfallInputs:
    """What a month gives to the block: the year's result before the provision, in its last month."""

    result: Number


def opening_record(provision: Number) -> Waterfall:
    """Return the block's record at the opening."""
    return Waterfall(provision, 0.0, 0.0, 0.0, 0.0)


def step(
    previous: Waterfall, inputs: WaterfallInputs, parameters: dict[str, Number], numbers: Numbers
) -> Waterfall:
    """Return this month's result after the provision, what is carried forward, what is distributed."""
    loss = numbers.maximum(-inputs.result, 0.0)
    profit = numbers.maximum(inputs.result, 0.0)
    released = numbers.minimum(loss, previous.provision)
    left = loss - released
    earned_back = numbers.minimum(profit, previous.carried_forward)
    kept = (profit - earned_back) * parameters["profit_to_provision"]
    return Waterfall(
        previous.provision - released + kept,
        previous.carried_forward + left - earned_back,
        released,
        profit - left,
        profit - earned_back - kept,
    )
