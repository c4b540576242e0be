"""Taiwan's mortgages, homes and life insurers: how far they stand from the baseline.

Mortgages float with the policy rate. Home prices answer weakly to the rate (no national effect was found for
2002-2015) and more to loan-to-value limits (Central Bank of the Republic of China, Quarterly Bulletin,
January 2026). Insurers owe NT dollars and own dollars: what is not hedged gains or loses with the currency,
and hedging costs the gap between short rates.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers

MONTHS_PER_YEAR = 12.0


@dataclass
class AssetInputs:
    """What a month gives to the block; the first seven differ from the baseline by so much."""

    cbc_rate: Number
    """points"""
    overnight: Number
    """points"""
    us_rate: Number
    """points"""
    twd: Number
    """percent, above 0 stronger"""
    output_gap: Number
    """percent"""
    fx_assets: Number
    """bn TWD: foreign assets of the central bank"""
    credit_limit: Number
    """points of loan-to-value by which limits are tighter"""
    hedging: Number
    """points of the hedge ratio that insurers add by themselves"""
    exposure: Number
    """bn TWD: insurers' assets that bear currency risk, baseline"""
    hedge_ratio: Number
    """percent, baseline"""
    gdp: Number
    """bn TWD a year"""


@dataclass
class Assets:
    """The block's record; every entry differs from the baseline by so much."""

    mortgage_rate: Number
    """points"""
    house_prices: Number
    """percent"""
    house_growth: Number
    """percent, over a year"""
    hedge_cost: Number
    """points a year"""
    hedge_ratio: Number
    """points"""
    hedging_flow: Number
    """bn TWD: dollars sold forward in the month"""
    twd: Number
    """percent, as last seen"""
    insurer_result: Number
    """bn TWD: gain or loss in the month on what is not hedged"""
    insurer_total: Number
    """bn TWD: the same, added up"""


def opening_record() -> Assets:
    """Return the block's record on the baseline: nothing deviates."""
    return Assets(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def house_target(
    mortgage: Number, gap: Number, limit: Number, fx_assets: Number, gdp: Number,
    parameters: dict[str, Number],
) -> Number:  # fmt: skip
    """Return where home prices would end, percent: rates, income, credit limits, flows held back from the
    currency (Cho and Rhee 2013: economies with stable currencies saw home prices rise instead)."""
    flows = parameters["houses_of_flows"] * 100.0 * fx_assets / gdp
    income = parameters["houses_of_gap"] * gap
    return income + flows - parameters["houses_of_rate"] * mortgage - parameters["houses_of_limit"] * limit


def hedge_ratio(before: Number, cost: Number, added: Number, parameters: dict[str, Number]) -> Number:
    """Return the hedge ratio, points: insurers hedge less where it costs more, in their own time."""
    wanted = added - parameters["hedge_of_cost"] * cost
    return before + parameters["hedge_speed"] * (wanted - before)


def step(previous: Assets, inputs: AssetInputs, parameters: dict[str, Number], numbers: Numbers) -> Assets:
    """Return the month's mortgage rate, home prices, and the insurers' hedge and result."""
    asked = parameters["tw_mortgage_passthrough"] * inputs.cbc_rate
    mortgage = previous.mortgage_rate + parameters["tw_mortgage_speed"] * (asked - previous.mortgage_rate)
    target = house_target(
        mortgage, inputs.output_gap, inputs.credit_limit, inputs.fx_assets, inputs.gdp, parameters
    )
    moved = parameters["houses_speed"] * (target - previous.house_prices)
    cost = inputs.us_rate - inputs.overnight
    ratio = hedge_ratio(previous.hedge_ratio, cost, inputs.hedging, parameters)
    ratio = numbers.minimum(ratio, 100.0 - inputs.hedge_ratio)
    sold = inputs.exposure * (ratio - previous.hedge_ratio) / 100.0
    unhedged = 1.0 - (inputs.hedge_ratio + previous.hedge_ratio) / 100.0
    result = -inputs.exposure * unhedged * (inputs.twd - previous.twd) / 100.0
    return Assets(
        mortgage,
        previous.house_prices + moved,
        previous.house_growth * (1.0 - 1.0 / MONTHS_PER_YEAR) + moved,
        cost,
        ratio,
        sold,
        inputs.twd,
        result,
        previous.insurer_total + result,
    )
