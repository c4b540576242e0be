"""The balance sheet: what the other blocks hold, the liabilities that are given, reserves as what is left.

Reserves = assets - currency - government account - reverse repos - other liabilities and capital
+ deferred asset. Where a
plan would leave fewer reserves than banks cannot do without, overnight reverse repos give way first and the
central bank then lends the rest (temporary operations), as it did before 2008.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.kinds import Number, Numbers


@dataclass
class Balance:
    """Assets and liabilities at a month's end, bn; stopped is 1 once reserves have fallen below the floor."""

    securities: Number
    other_assets: Number
    temporary_lending: Number
    total_assets: Number
    currency: Number
    government_account: Number
    on_rrp: Number
    foreign_rrp: Number
    other_liabilities: Number
    deferred_asset: Number
    """A negative liability: remittances to the Treasury that past losses still hold back."""
    capital: Number
    reserves: Number
    stopped: Number


@dataclass
class BalanceInputs:
    """What a month gives to the block, bn."""

    treasuries: Number
    mbs: Number
    agency: Number
    other_assets: Number
    currency: Number
    government_account: Number
    on_rrp: Number
    foreign_rrp: Number
    other_liabilities: Number
    deferred_asset: Number
    """Of the month before."""
    capital: Number
    reserve_floor: Number


def left_for_reserves(inputs: BalanceInputs) -> Number:
    """Return what assets leave for reserves, bn, before anything gives way."""
    assets = inputs.treasuries + inputs.mbs + inputs.agency + inputs.other_assets
    liabilities = inputs.currency + inputs.government_account + inputs.on_rrp + inputs.foreign_rrp
    return assets - liabilities - inputs.other_liabilities + inputs.deferred_asset - inputs.capital


def step(
    previous_stopped: Number, inputs: BalanceInputs, parameters: dict[str, Number], numbers: Numbers
) -> Balance:
    """Return this month's balance sheet; run-off is over for good once reserves are below the floor."""
    residual = left_for_reserves(inputs)
    shortfall = numbers.maximum(parameters["least_reserves"] - residual, 0.0)
    drained = numbers.minimum(shortfall, inputs.on_rrp)
    lending = shortfall - drained
    securities = inputs.treasuries + inputs.mbs + inputs.agency
    reserves = residual + shortfall
    return Balance(
        securities,
        inputs.other_assets,
        lending,
        securities + inputs.other_assets + lending,
        inputs.currency,
        inputs.government_account,
        inputs.on_rrp - drained,
        inputs.foreign_rrp,
        inputs.other_liabilities,
        inputs.deferred_asset,
        inputs.capital,
        reserves,
        numbers.maximum(previous_stopped, numbers.where(reserves < inputs.reserve_floor, 1.0, 0.0)),
    )


def identity_gap(balance: Balance) -> Number:
    """Return assets less liabilities and capital, as a share of assets: 0 up to rounding."""
    assets = balance.securities + balance.other_assets + balance.temporary_lending
    liabilities = (
        balance.currency + balance.government_account + balance.on_rrp + balance.foreign_rrp
        + balance.other_liabilities - balance.deferred_asset + balance.reserves
    )  # fmt: skip
    return (assets - liabilities - balance.capital) / assets
