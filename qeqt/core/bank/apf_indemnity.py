"""The Bank of England's Asset Purchase Facility: cash that the indemnity moves to or from HM Treasury.

Mechanics: McLaren and Smith (Bank of England Quarterly Bulletin 2013 Q1). The fund borrows from the Bank what
its gilts cost and pays Bank Rate on it. Gilts are bought above par: coupons bring in more than the yield at
purchase, and redemption at par gives that back. Holdings are at purchase cost. Amounts in bn per month.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers

MONTHS = 12.0


@dataclass
class Indemnity:
    """A month's cash, bn (positive: to HM Treasury), and the stocks that carry over."""

    held: Number
    """Gilts at purchase cost, which is also the loan from the Bank."""
    interest: Number
    """A year, at the yields at purchase."""
    advance: Number
    """Premium that coupons on today's holdings have already paid back: what redemption will cost."""
    coupons: Number
    loan_interest: Number
    redemption_loss: Number
    sale_loss: Number
    cash: Number
    cumulative: Number


@dataclass
class IndemnityInputs:
    """What a month gives to the block."""

    held: Number
    interest: Number
    matured: Number
    """At purchase cost, whether reinvested or not."""
    sold: Number
    realised_gain: Number
    """On sales, against the yield at purchase."""
    bank_rate: Number


def coupon_cash(interest: Number, held: Number, premium: Number, life: Number) -> Number:
    """Return a month's coupons: the yield at purchase, and the premium spread over the life (years)."""
    return (interest + held * premium / life) / MONTHS


def opening_record() -> Indemnity:
    """Return the block's record before the first purchase."""
    return Indemnity(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def step(
    previous: Indemnity, inputs: IndemnityInputs, parameters: dict[str, Number], numbers: Numbers
) -> Indemnity:
    """Return this month's cash between the fund and HM Treasury."""
    premium = parameters["purchase_premium"]
    life = parameters["purchase_life"]
    held = (previous.held + inputs.held) / 2.0
    interest = (previous.interest + inputs.interest) / 2.0
    coupons = coupon_cash(interest, held, premium, life)
    advance = previous.advance + held * premium / life / MONTHS
    gone = numbers.minimum(inputs.sold / numbers.maximum(previous.held, 1.0e-9), 1.0)
    sale_loss = advance * gone - inputs.realised_gain
    advance = advance - advance * gone
    redemption_loss = numbers.minimum(premium * inputs.matured, advance)
    loan_interest = held * inputs.bank_rate / 100.0 / MONTHS
    cash = coupons - loan_interest - redemption_loss - sale_loss
    return Indemnity(
        inputs.held,
        inputs.interest,
        advance - redemption_loss,
        coupons,
        loan_interest,
        redemption_loss,
        sale_loss,
        cash,
        previous.cumulative + cash,
    )
