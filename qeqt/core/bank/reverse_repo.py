"""Overnight reverse repo beside reserves: what a plan changes of a split that is given.

On the announced plan the split is history's. Where a counterfactual leaves other liquidity (reserves plus
overnight reverse repo), money funds take up what a rule changes: banks shed what they hold beyond the room
of their balance sheets (Afonso, Cipriani and La Spada, New York Fed Staff Report 1041), the more the less a
balance at the central bank pays above reverse repo, and bills taken out of the market send their holders to
the facility. Liquidity that is missing drains reverse repo first, as in 2022-24 (Lopez-Salido and
Vissing-Jorgensen 2023). All is continuous: a little more liquidity moves the split a little.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers


@dataclass
class AnnouncedPlan:
    """What is known of the announced plan in a month, bn."""

    liquidity: Number
    """Reserves plus overnight reverse repo."""
    bills_withdrawn: Number
    """Bills held, less those that the Treasury issued in the place of what ran off."""


@dataclass
class MoneyFunds:
    """What decides how much of liquidity goes to overnight reverse repo."""

    bank_assets: Number
    rate_advantage: Number
    """Rate on reserves less that on reverse repo, percentage points."""
    bills_withdrawn: Number
    capacity: Number
    """bn: what the facility takes at most."""


def take_up(liquidity: Number, funds: MoneyFunds, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return what the rule sends to reverse repo, bn: nothing where liquidity is scarce, all at the margin
    where it is plenty.

    A w ln(1 + exp((L/A - k - p s)/w)): A bank assets, s the rate advantage of reserves.
    """
    width = parameters["balance_sheet_width"]
    room = parameters["balance_sheet_room"] + parameters["rate_advantage_pull"] * funds.rate_advantage
    over = (liquidity / funds.bank_assets - room) / width
    soft = numbers.maximum(over, 0.0) + numbers.log(1.0 + numbers.exp(-abs(over)))
    return funds.bank_assets * width * soft


def reverse_repo(
    held: Number, given: Number, plan: AnnouncedPlan, funds: MoneyFunds, parameters: dict[str, Number],
    numbers: Numbers,
) -> Number:  # fmt: skip
    """Return overnight reverse repo where liquidity is ``held`` and the announced plan has ``given``, bn.

    More liquidity adds what the rule adds. Less takes away what the rule takes away, or in proportion to it
    where that is more; never more than is missing, so that banks do not gain what the plan lacks.
    """
    bills = parameters["bill_substitution"] * (funds.bills_withdrawn - plan.bills_withdrawn)
    effective = held + bills
    before = take_up(plan.liquidity, funds, parameters, numbers)
    now = take_up(effective, funds, parameters, numbers)
    more = numbers.maximum(now - before, 0.0)
    missing = numbers.maximum(plan.liquidity - effective, 0.0)
    less = numbers.maximum(before - now, given * numbers.maximum(1.0 - now / before, 0.0))
    kept = numbers.maximum(given - numbers.minimum(numbers.maximum(less, 0.0), missing), 0.0)
    most = numbers.maximum(numbers.maximum(funds.capacity, given), 0.0)
    return numbers.minimum(numbers.minimum(kept + more, most), numbers.maximum(held, 0.0))
