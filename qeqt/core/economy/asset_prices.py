"""Prices of shares, homes and loans, and what they do to households: how far they stand from the baseline.

Share prices fall by duration times the rise of the real discount rate (Leibowitz; Cornell 2000); home prices
move slowly towards their target (Kuttner 2013; Gorea, Kryvtsov and Kudlyak 2022). Balance sheets of wealth
groups are those of the Distributional Financial Accounts at the opening, revalued; nobody trades or saves.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers

MONTHS_PER_QUARTER = 3.0


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
class Coefficients:
    """The block's numbers, worked out once a parameter set."""

    broad: Number
    """years: duration of shares"""
    growth: Number
    value: Number
    earnings: Number
    to_mortgages: Number
    to_companies: Number
    of_loans: Number
    of_income: Number
    homes_keep: Number
    """share of the way to the target that is left after a month"""
    bonds: Number
    """years"""
    stocks: Number
    """share of savings plans in shares"""


@dataclass
class Markets:
    """The block's record; every entry differs from the baseline by so much."""

    coefficients: Coefficients
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


def coefficients_of(parameters: dict[str, Number], numbers: Numbers) -> Coefficients:
    """Return the block's numbers; a persistence a quarter becomes one a month."""
    duration = parameters["equity_duration"]
    return Coefficients(
        broad=duration,
        growth=duration * parameters["growth_duration_ratio"],
        value=duration * parameters["value_duration_ratio"],
        earnings=parameters["equity_earnings"],
        to_mortgages=parameters["mortgage_passthrough"],
        to_companies=parameters["corporate_passthrough"],
        of_loans=parameters["house_semi_elasticity"],
        of_income=parameters["house_output"],
        homes_keep=numbers.exp(numbers.log(parameters["house_persistence"]) / MONTHS_PER_QUARTER),
        bonds=parameters["bond_duration"],
        stocks=parameters["savings_plan_equities"],
    )


def opening_record(households: Households, parameters: dict[str, Number], numbers: Numbers) -> Markets:
    """Return the block's record on the baseline: nothing deviates."""
    c = coefficients_of(parameters, numbers)
    return Markets(c, households, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def share_price(duration: Number, discount: Number, profits: Number, numbers: Numbers) -> Number:
    """Return the deviation of share prices, percent: profits, less duration (years) times discount rate."""
    return 100.0 * (numbers.exp((profits - duration * discount) / 100.0) - 1.0)


def house_target(c: Coefficients, real_mortgage_rate: Number, gap: Number) -> Number:
    """Return where home prices would end, percent: dearer loans lower it, income raises it."""
    return c.of_income * gap - c.of_loans * real_mortgage_rate


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
    c = previous.coefficients
    rate, expected = inputs.long_rate, inputs.expected_inflation
    discount = rate - expected + inputs.risk_premium
    profits = c.earnings * inputs.output_gap
    broad = share_price(c.broad, discount, profits, numbers)
    value = share_price(c.value, discount, profits, numbers)
    mortgage_rate = c.to_mortgages * rate
    target = house_target(c, mortgage_rate - expected, inputs.output_gap)
    homes = target + c.homes_keep * (previous.house_prices - target)
    bonds = -c.bonds * rate
    plans = c.stocks * broad + (1.0 - c.stocks) * bonds
    all_of = previous.households
    top = revalued(all_of.top10, broad, value, homes, bonds, plans)
    bottom = revalued(all_of.bottom50, broad, value, homes, bonds, plans)
    total = top + bottom + revalued(all_of.next40, broad, value, homes, bonds, plans)
    worth = all_of.net_worth / 100.0
    return Markets(
        c, all_of, broad, share_price(c.growth, discount, profits, numbers), value,
        mortgage_rate, c.to_companies * rate, target, homes, top * worth, bottom * worth,
        share_after(all_of.top10.net_worth, top, total),
        share_after(all_of.bottom50.net_worth, bottom, total),
    )  # fmt: skip
