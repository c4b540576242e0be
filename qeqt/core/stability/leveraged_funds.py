"""Leveraged funds that must sell, and how deep the market is into which they sell.

A leveraged fund bears a rise of yields up to its buffer; beyond it, it sells (leverage - 1) times its loss
(Adrian and Shin 2010; Greenwood, Landier and Thesmar 2015). Sales, and sales that the market sees coming,
push yields up, which empties more buffers. Capital from sponsors and a backstop break the loop. One month is
worked out in trading days, because the loop turns within days. Sizes are British, of September 2022 (Pinter,
Siriwardane and Walker, Bank of England Staff Working Paper 1089), and do not transfer to other systems.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.addition import add_up
from qeqt.core.number import Number, Numbers

TRADING_DAYS = 21
BASIS_POINTS = 100.0


@dataclass
class LdiInputs:
    """What a month gives to the loop."""

    shock: Number
    """basis points: rise of thirty-year yields from news, spread over the first days"""
    backstop: Number
    """bn a day that the central bank stands ready to buy; 0: none"""
    sold_back: Number
    """bn: of what it bought, sold again in the month"""
    assets: Number
    """bn: bonds that the funds hold against liabilities, leverage included"""
    buffer_low: Number
    buffer_high: Number
    """basis points: buffers are spread evenly between the two"""
    gdp: Number
    """bn a year"""


@dataclass
class Ldi:
    """The loop's record at a month's end; days are of the last month."""

    news: Number
    """basis points, added up"""
    pressed: Number
    """bn: sold and not yet digested by the market"""
    sold: Number
    """bn: forced sales so far"""
    sold_in_month: Number
    """bn"""
    bought: Number
    """bn: held by the central bank"""
    refilled: Number
    """basis points that sponsors have added to buffers"""
    discount: Number
    """percent: deepest fall of prices in the month that is due to forced sales, made or awaited"""
    yield_effect: Number
    """basis points at the month's end, forced sales and the central bank's holdings together"""
    liquidity: Number
    """index, 100 in calm: lowest day of the month"""
    mean_liquidity: Number
    """index, 100 in calm: mean over the month's days"""
    daily_yield: list[Number]
    """basis points from where it began, day by day"""
    daily_sold: list[Number]
    """bn, day by day"""
    daily_liquidity: list[Number]
    """index, 100 in calm, day by day: what a backstop relieves shows on the days that it is there"""


def opening_record() -> Ldi:
    """Return the record of a calm market."""
    return Ldi(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 100.0, 100.0, [], [], [])


def mean_excess(rise: Number, low: Number, high: Number, numbers: Numbers) -> Number:
    """Return by how much a rise exceeds buffers spread evenly from low to high, on average, basis points."""
    above = numbers.maximum(rise - low, 0.0)
    beyond = numbers.maximum(rise - high, 0.0)
    width = numbers.maximum(high - low, 1.0)
    return (above * above - beyond * beyond) / (2.0 * width)


def wanted_sales(excess: Number, assets: Number, parameters: dict[str, Number]) -> Number:
    """Return what funds must sell to be back at their leverage, bn: (leverage - 1) times the loss."""
    loss = parameters["gilt_duration"] * excess / BASIS_POINTS / 100.0 * assets
    return (parameters["ldi_leverage"] - 1.0) * loss


def liquidity(moved: Number, pressed: Number, backed: Number, parameters: dict[str, Number],
              numbers: Numbers) -> Number:  # fmt: skip
    """Return market depth, 100 in calm: it falls with daily moves (bp) and what dealers hold (bn)."""
    strain = parameters["depth_of_moves"] * numbers.maximum(moved, -moved)
    strain = strain + parameters["depth_of_inventory"] * numbers.maximum(pressed, 0.0)
    return 100.0 * numbers.exp(-strain * (1.0 - parameters["backstop_relief"] * backed))


def step(previous: Ldi, inputs: LdiInputs, parameters: dict[str, Number], numbers: Numbers) -> Ldi:
    """Return a month of the loop, worked out day by day."""
    shock_days = parameters["shock_days"]
    arrives = parameters["backstop_day"]
    impact = parameters["sale_impact"]
    capacity = parameters["sale_capacity"]
    awaited_days = parameters["sales_awaited"]
    begun = numbers.where(inputs.shock + previous.news > 0.0, 1.0, 0.0)
    news, pressed, sold = previous.news, previous.pressed, previous.sold
    bought, refilled = previous.bought, previous.refilled
    held_back: Number = inputs.sold_back / TRADING_DAYS
    effect: Number = previous.yield_effect
    deepest: Number = 0.0
    thinnest: Number = 100.0
    daily_yield: list[Number] = []
    daily_sold: list[Number] = []
    daily_liquidity: list[Number] = []
    for day in range(TRADING_DAYS):
        before = news + effect
        news = news + inputs.shock * numbers.minimum(numbers.maximum(shock_days - day, 0.0), 1.0) / shock_days
        late = numbers.where(parameters["capital_delay"] > day, 0.0, 1.0)
        refilled = refilled + parameters["capital_a_day"] * late * begun
        rise = news + effect - refilled
        wanted = wanted_sales(
            mean_excess(rise, inputs.buffer_low, inputs.buffer_high, numbers), inputs.assets, parameters
        )
        pending = numbers.maximum(wanted - sold, 0.0)
        sales = numbers.minimum(parameters["sale_speed"] * pending, capacity)
        there = numbers.where(arrives > day, 0.0, 1.0) * numbers.where(inputs.backstop > 0.0, 1.0, 0.0)
        taken = there * numbers.minimum(parameters["backstop_share"] * sales, inputs.backstop)
        sold = sold + sales
        bought = bought + taken - held_back
        pressed = parameters["pressure_left"] * pressed + sales - taken + held_back
        awaited = numbers.minimum(pending - sales, capacity * awaited_days)
        covered = numbers.minimum(inputs.backstop * awaited_days, awaited) * there
        pushed = impact * (pressed + awaited - covered)
        deepest = numbers.maximum(deepest, pushed * parameters["gilt_duration"] / BASIS_POINTS)
        effect = pushed - parameters["gilt_stock_effect"] * 100.0 * bought / inputs.gdp
        depth = liquidity(news + effect - before, pressed, there, parameters, numbers)
        thinnest = numbers.minimum(thinnest, depth)
        daily_liquidity.append(depth)
        daily_yield.append(news + effect)
        daily_sold.append(sold - previous.sold)
    return Ldi(
        news, pressed, sold, sold - previous.sold, bought, refilled, deepest, effect, thinnest,
        add_up(daily_liquidity) / TRADING_DAYS, daily_yield, daily_sold, daily_liquidity,
    )  # fmt: skip
