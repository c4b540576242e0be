"""While a bank targets the ten-year yield, the yield is given, and what it buys follows from that.

What the yield would be without the bank's holdings moves with yields abroad, from where it stands when the
target begins. What that asks of holdings is the pricing of term_premium read backwards; no bonds are sold.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.economy import term_premium
from qeqt.core.economy.term_premium import Outlook, Terms, YieldInputs
from qeqt.core.number import Number, Numbers
from qeqt.core.wires import ExpectedHoldings

REACHABLE = 0.97
"""Share of the premium there is to compress that holdings are asked for at most: all of it would need no end
of them."""

MONTHS_PER_STEP = 6


@dataclass
class TargetInputs:
    """What a month gives to the block."""

    target: Number
    """percent: the ten-year yield as it was"""
    foreign_yield: Number
    """percent: ten-year yield abroad"""
    effect_bp: Number
    """What holdings do to the yield, bp"""
    value: Number
    """Of expected holdings, quarters of GDP share"""


def anchor_of(inputs: TargetInputs, parameters: dict[str, Number]) -> Number:
    """Return the yield without holdings when the target begins, less what it has from abroad, percent."""
    free: Number = inputs.target - inputs.effect_bp / 100.0
    return free - parameters["foreign_passthrough"] * inputs.foreign_yield


def needed_effect(inputs: TargetInputs, anchor: Number, parameters: dict[str, Number]) -> Number:
    """Return what holdings must do to the ten-year yield for it to be at its target, bp."""
    free: Number = anchor + parameters["foreign_passthrough"] * inputs.foreign_yield
    return 100.0 * (inputs.target - free)


def needed_value(effect: Number, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return the value of expected holdings (quarters of GDP share) that has an effect, bp."""
    most = parameters["compressible_premium"]
    eased = numbers.minimum(numbers.maximum(-effect, 0.0), REACHABLE * most)
    return -most / parameters["stock_coefficient"] * numbers.log(1.0 - eased / most)


def worth_of_more(
    inputs: YieldInputs, terms: Terms, parameters: dict[str, Number], numbers: Numbers
) -> Number:
    """Return what one bn of ten-year equivalents more is worth, kept as long as what stands until notice."""
    normal = term_premium.normal_share(inputs.currency, inputs.gdp, parameters)
    steps = 3 * int(parameters["expected_hold"]) // MONTHS_PER_STEP
    ends = [MONTHS_PER_STEP * i for i in range(steps + 1)]
    worth: list[Number] = []
    for above in [1.0, 2.0]:
        held: Number = (normal + above) * inputs.gdp
        kept = ExpectedHoldings(ends, [held for _ in ends], [0.0 for _ in ends])
        outlook = Outlook(kept, 0.0)
        worth.append(term_premium.value_of(outlook, 0.0, inputs, terms, terms.closing, parameters, numbers))
    return (worth[1] - worth[0]) / inputs.gdp


def to_buy(
    inputs: TargetInputs, anchor: Number, priced: YieldInputs, terms: Terms, parameters: dict[str, Number],
    numbers: Numbers,
) -> Number:  # fmt: skip
    """Return the ten-year equivalents that are bought this month, bn: what the target lacks, never less."""
    needed = needed_value(needed_effect(inputs, anchor, parameters), parameters, numbers)
    lacking = (needed - inputs.value) / worth_of_more(priced, terms, parameters, numbers)
    return numbers.maximum(lacking, 0.0)
