"""The balance sheet: what the other blocks hold, the liabilities that are given, reserves as what is left.

Reserves = assets - currency - government account - reverse repos - other liabilities and capital
+ deferred asset.

Overnight reverse repo is given on the announced plan. Where a counterfactual leaves less liquidity (reserves
plus overnight reverse repo) than that plan, reverse repo is drained first, down to zero, and reserves after
it: the order of Lopez-Salido and Vissing-Jorgensen (2023), and of 2022-24, when reverse repo fell by two
trillion dollars and reserves stayed level. Where it leaves more, banks keep it up to the point at which they
are satiated, and reverse repo takes what is beyond: so in 2021-22, and not in 2017-19. In months in which the
facility is not in use on the announced plan, banks keep it all.

Where a plan would leave fewer reserves than banks cannot do without, the central bank lends the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers


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
    """Overnight reverse repo on the announced plan."""
    foreign_rrp: Number
    other_liabilities: Number
    deferred_asset: Number
    """Of the month before."""
    capital: Number
    reserve_floor: Number
    reference_liquidity: Number | None = None
    """Reserves plus overnight reverse repo on the announced plan; None: this run is on it."""
    bank_assets: Number = 0.0


def liquidity(inputs: BalanceInputs) -> Number:
    """Return what assets leave for reserves and overnight reverse repo, bn, before anything gives way."""
    assets = inputs.treasuries + inputs.mbs + inputs.agency + inputs.other_assets
    liabilities = inputs.currency + inputs.government_account + inputs.foreign_rrp + inputs.other_liabilities
    return assets - liabilities + inputs.deferred_asset - inputs.capital


def reverse_repo(held: Number, given: Number, reference: Number, wanted: Number, numbers: Numbers) -> Number:
    """Return overnight reverse repo where liquidity differs from the announced plan's ``reference``, bn.

    ``given``: on the announced plan; ``wanted``: reserves at which banks are satiated.
    """
    extra = held - reference
    drained = numbers.minimum(numbers.maximum(-extra, 0.0), given)
    room = numbers.maximum(wanted - (reference - given), 0.0)
    in_use = numbers.where(given > 0.0, 1.0, 0.0)
    return given - drained + in_use * numbers.maximum(extra - room, 0.0)


def step(
    previous_stopped: Number, inputs: BalanceInputs, parameters: dict[str, Number], numbers: Numbers
) -> Balance:
    """Return this month's balance sheet; run-off is over for good once reserves are below the floor."""
    held = liquidity(inputs)
    on_rrp = inputs.on_rrp
    if inputs.reference_liquidity is not None:
        wanted = parameters["satiation"] * inputs.bank_assets
        on_rrp = reverse_repo(held, on_rrp, inputs.reference_liquidity, wanted, numbers)
    residual = held - on_rrp
    shortfall = numbers.maximum(parameters["least_reserves"] - residual, 0.0)
    drained = numbers.minimum(shortfall, on_rrp)
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
        on_rrp - drained,
        inputs.foreign_rrp,
        inputs.other_liabilities,
        inputs.deferred_asset,
        inputs.capital,
        reserves,
        numbers.maximum(previous_stopped, numbers.where(reserves < inputs.reserve_floor, 1.0, 0.0)),
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
