"""Prices of shares, homes and loans, and what they do to households: how far they stand from the baseline.

Share prices fall by duration times the rise of the real discount rate (Leibowitz; Cornell 2000); home prices
move slowly towards their target (Kuttner 2013; Gorea, Kryvtsov and Kudlyak 2022). Balance sheets of wealth
groups are those of the Distributional Financial Accounts at the opening, revalued; nobody trades or saves.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.kinds import Number, Numbers


@dataclass
class MarketInputs:
    """What the block is handed: deviations from the baseline."""

    long_rate: Number
    """points"""
    expected_inflation: Number
    """points"""
    risk_premium: Number
    """points"""
    output_gap: Number
    """percent"""


@dataclass
class Group:
    """A wealth group's balance sheet, percent of all households' net worth."""

    net_worth: Number
    equities: Number
    business: Number
    real_estate: Number
    bonds: Number
    savings_plans: Number


@dataclass
class Households:
    """Three wealth groups, and all households' net worth in bn."""

    net_worth: Number
    top10: Group
    next40: Group
    bottom50: Group


@dataclass
class Markets:
    """The block's record; every entry differs from the baseline by so much."""

    households: Households
    equities: Number
    """percent"""
    growth_equities: Number
    """percent"""
    value_equities: Number
    """percent"""
    mortgage_rate: Number
    """points"""
    corporate_yield: Number
    """points"""
    house_target: Number
    """percent: where home prices would end"""
    house_prices: Number
    """percent"""
    wealth_top10: Number
    """bn: the group's net worth"""
    wealth_bottom50: Number
    """bn"""
    share_top10: Number
    """points of all net worth"""
    share_bottom50: Number
    """points of all net worth"""


def opening_record(households: Households) -> Markets:
    """Return the block's record on the baseline: nothing deviates."""
    return Markets(households, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def share_price(
    duration: Number, discount: Number, gap: Number, earnings: Number, numbers: Numbers
) -> Number:
    """Return the deviation of share prices, percent: duration (years) times discount rate, and profits."""
    return 100.0 * (numbers.exp((earnings * gap - duration * discount) / 100.0) - 1.0)


def house_target(real_mortgage_rate: Number, gap: Number, parameters: dict[str, Number]) -> Number:
    """Return where home prices would end, percent: dearer loans lower it, income raises it."""
    return parameters["house_output"] * gap - parameters["house_semi_elasticity"] * real_mortgage_rate


def revalued(group: Group, shares: Number, private: Number, homes: Number, bonds: Number,
             plans: Number) -> Number:  # fmt: skip
    """Return what a group gains, percent of all households' net worth; prices in percent."""
    gained = group.equities * shares + group.business * private + group.real_estate * homes
    return (gained + group.bonds * bonds + group.savings_plans * plans) / 100.0


def share_after(before: Number, gained: Number, all_gained: Number) -> Number:
    """Return the change of a group's share of all net worth, points."""
    return 100.0 * (before + gained) / (100.0 + all_gained) - before


def step(previous: Markets, inputs: MarketInputs, parameters: dict[str, Number], numbers: Numbers) -> Markets:
    """Return the month's prices, and each group's wealth at them.

    Private business is valued as value shares; savings plans hold the rest of their money in bonds.
    """
    gap = inputs.output_gap
    real_rate = inputs.long_rate - inputs.expected_inflation
    discount = real_rate + inputs.risk_premium
    duration = parameters["equity_duration"]
    earnings = parameters["equity_earnings"]
    broad = share_price(duration, discount, gap, earnings, numbers)
    long = duration * parameters["growth_duration_ratio"]
    short = duration * parameters["value_duration_ratio"]
    value = share_price(short, discount, gap, earnings, numbers)
    mortgage_rate = parameters["mortgage_passthrough"] * inputs.long_rate
    target = house_target(mortgage_rate - inputs.expected_inflation, gap, parameters)
    kept = numbers.exp(numbers.log(parameters["house_persistence"]) / 3.0)
    homes = target + kept * (previous.house_prices - target)
    bonds = -parameters["bond_duration"] * inputs.long_rate
    stocks = parameters["savings_plan_equities"]
    plans = stocks * broad + (1.0 - stocks) * bonds
    all_of = previous.households
    top = revalued(all_of.top10, broad, value, homes, bonds, plans)
    bottom = revalued(all_of.bottom50, broad, value, homes, bonds, plans)
    total = top + bottom + revalued(all_of.next40, broad, value, homes, bonds, plans)
    worth = all_of.net_worth / 100.0
    return Markets(
        all_of, broad, share_price(long, discount, gap, earnings, numbers), value,
        mortgage_rate, parameters["corporate_passthrough"] * inputs.long_rate, target, homes,
        top * worth, bottom * worth,
        share_after(all_of.top10.net_worth, top, total),
        share_after(all_of.bottom50.net_worth, bottom, total),
    )  # fmt: skip
