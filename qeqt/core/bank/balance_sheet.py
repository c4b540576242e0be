"""The balance sheet: what the other blocks hold, the liabilities that are given, reserves as what is left.

Reserves = assets - currency - government account - reverse repos - other liabilities and capital
+ deferred asset.

Overnight reverse repo is given on the announced plan; ``reverse_repo`` says what another plan changes of it.

Where a plan would leave fewer reserves than banks cannot do without, the central bank lends the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.bank.reverse_repo import AnnouncedPlan, MoneyFunds, reverse_repo
from qeqt.core.number import Number, Numbers


@dataclass
class Balance:
    """Assets and liabilities at a month's end, bn."""

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
    """Overnight reverse repo on the announced plan."""
    foreign_rrp: Number
    other_liabilities: Number
    deferred_asset: Number
    """Of the month before."""
    capital: Number
    announced_plan: AnnouncedPlan | None = None
    """None: this run is on it."""
    money_funds: MoneyFunds | None = None
    """None where the bank is given no reverse repo."""


def liquidity(inputs: BalanceInputs) -> Number:
    """Return what assets leave for reserves and overnight reverse repo, bn, before anything gives way."""
    assets = inputs.treasuries + inputs.mbs + inputs.agency + inputs.other_assets
    liabilities = inputs.currency + inputs.government_account + inputs.foreign_rrp + inputs.other_liabilities
    return assets - liabilities + inputs.deferred_asset - inputs.capital


def step(inputs: BalanceInputs, parameters: dict[str, Number], numbers: Numbers) -> Balance:
    """Return this month's balance sheet."""
    held = liquidity(inputs)
    on_rrp = inputs.on_rrp
    if inputs.announced_plan is not None and inputs.money_funds is not None:
        on_rrp = reverse_repo(held, on_rrp, inputs.announced_plan, inputs.money_funds, parameters, numbers)
    residual = held - on_rrp
    shortfall = numbers.maximum(parameters["least_reserves"] - residual, 0.0)
    drained = numbers.minimum(shortfall, on_rrp)
    lending = shortfall - drained
    securities = inputs.treasuries + inputs.mbs + inputs.agency
    return Balance(
        securities,
        inputs.other_assets,
        lending,
        securities + inputs.other_assets + lending,
        inputs.currency,
        inputs.government_account,
        on_rrp - drained,
        inputs.foreign_rrp,
        inputs.other_liabilities,
        inputs.deferred_asset,
        inputs.capital,
        residual + shortfall,
    )


def identity_gap(balance: Balance) -> Number:
    """Return assets less liabilities and capital, as a share of assets: 0 up to rounding.

    The billionth of a bn keeps a sheet that is still, or again, empty from dividing by nothing.
    """
    assets = balance.securities + balance.other_assets + balance.temporary_lending
    liabilities = (
        balance.currency + balance.government_account + balance.on_rrp + balance.foreign_rrp
        + balance.other_liabilities - balance.deferred_asset + balance.reserves
    )  # fmt: skip
    return (assets - liabilities - balance.capital) / (assets + 1.0e-9)
