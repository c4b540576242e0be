"""The central bank's income: coupons, interest paid, what goes to the Treasury, the deferred asset.

Mechanics of the Federal Reserve Banks' combined statements; Carpenter, Ihrig, Klee, Quinn and Boote (2015);
Anderson, Marks, Na, Schlusche and Senyuz (FEDS Notes, 15 July 2022). Interest accrues on the average of two
month-ends. Amounts in bn per month, rates in percent a year.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers

MONTHS = 12.0


@dataclass
class Holdings:
    """What earns and what costs interest at a month's end, bn; interest in bn a year."""

    nominal_interest: Number
    """On nominal Treasury coupons, at the yields at purchase."""
    indexed_interest: Number
    """Real interest on inflation-indexed principal."""
    bills: Number
    agency: Number
    mbs: Number
    mbs_note_interest: Number
    """What the borrowers behind the MBS pay, before servicing and guarantee fees."""
    reserves: Number
    other_deposits: Number
    """Deposits of clearing houses and others that earn the rate on reserves."""
    temporary_lending: Number
    reverse_repo: Number
    """Overnight and foreign."""


@dataclass
class IncomeInputs:
    """What a month gives to the block."""

    holdings: Holdings
    compensation: Number
    """Inflation compensation accrued in the month."""
    realised_gain: Number
    mbs_settled: Number
    mbs_principal: Number
    """Repaid or sold."""
    mortgage_fees: Number
    """What servicers and guarantors keep of the interest on new loans, percentage points."""
    mortgage_rate: Number
    mbs_yield: Number
    """Market yield of new MBS, percent."""
    bill_yield: Number
    reserve_rate: Number
    """Interest on reserve balances."""
    reverse_repo_rate: Number
    loan_income: Number
    other_income: Number
    """Crisis companies, currency revaluation and the like; given."""
    costs: Number
    """Operating expenses and assessments; given."""
    dividends: Number
    profitable_banks: Number
    """Remitted by Reserve Banks still in profit while the System carries a deferred asset; given."""


@dataclass
class Income:
    """A month's income, bn, and the stocks that carry over."""

    holdings: Holdings
    premiums: Number
    """Unamortised premium on MBS."""
    fees: Number
    """What servicers and guarantors keep of the interest on the MBS held, bn a year."""
    treasury_income: Number
    mbs_income: Number
    interest_income: Number
    """On the whole portfolio (SOMA)."""
    reserve_interest: Number
    reverse_repo_interest: Number
    interest_expense: Number
    loan_income: Number
    """On loans and temporary lending."""
    net_income: Number
    remittances: Number
    deferred_asset: Number


def average(before: Number, now: Number) -> Number:
    """Return the mean of two month-ends."""
    return (before + now) / 2.0


def treasury_income(before: Holdings, now: Holdings, bill_yield: Number, compensation: Number) -> Number:
    """Return a month's income on Treasuries: nominal and real interest, bills, inflation compensation."""
    coupons = average(
        before.nominal_interest + before.indexed_interest, now.nominal_interest + now.indexed_interest
    )
    bills = average(before.bills, now.bills) * bill_yield / 100.0
    return (coupons + bills) / MONTHS + compensation


def purchase_premium(coupon: Number, mbs_yield: Number, duration: Number) -> Number:
    """Return the premium paid on new MBS, share of par: what the coupon pays above the market's yield."""
    return (coupon - mbs_yield) / 100.0 * duration


def melted_share(principal: Number, mbs: Number, numbers: Numbers) -> Number:
    """Return the share of premiums and fees that goes in a month, with the principal repaid or sold."""
    return numbers.minimum(principal / numbers.maximum(mbs, 1.0e-9), 1.0)


def money_market_interest(balance: Number, rate: Number, day_count: Number) -> Number:
    """Return a month's interest on a balance at a money-market rate (actual days over 360)."""
    return balance * rate / 100.0 * day_count / MONTHS


def remittance(earnings: Number, deferred_asset: Number, numbers: Numbers) -> Number:
    """Return what goes to the Treasury: earnings left after the deferred asset is earned back."""
    return numbers.maximum(earnings - deferred_asset, 0.0)


def deferred_asset(earnings: Number, before: Number, numbers: Numbers) -> Number:
    """Return the deferred asset after a month's earnings (net income less dividends): never below zero."""
    return numbers.maximum(before - earnings, 0.0)


def reported_loss(loss: Number, provision: Number, numbers: Numbers) -> Number:
    """Return the loss left after the provision for financial risks (the ECB's waterfall)."""
    return numbers.maximum(loss - provision, 0.0)


def opening_record(holdings: Holdings, deferred: Number, parameters: dict[str, Number]) -> Income:
    """Return the block's record at the opening: stocks, and no flow yet."""
    premiums: Number = 0.0
    fees: Number = 0.0
    if "mbs_fees" in parameters:
        premiums = holdings.mbs * parameters["mbs_book_premium"]
        fees = holdings.mbs * parameters["mbs_fees"] / 100.0
    return Income(
        holdings=holdings, premiums=premiums, fees=fees,
        treasury_income=0.0, mbs_income=0.0, interest_income=0.0,
        reserve_interest=0.0, reverse_repo_interest=0.0, interest_expense=0.0, loan_income=0.0,
        net_income=0.0, remittances=0.0, deferred_asset=deferred,
    )  # fmt: skip


def step(previous: Income, inputs: IncomeInputs, parameters: dict[str, Number], numbers: Numbers) -> Income:
    """Return this month's income statement, remittance and deferred asset."""
    before = previous.holdings
    now = inputs.holdings
    treasuries = treasury_income(before, now, inputs.bill_yield, inputs.compensation)
    melting = melted_share(inputs.mbs_principal, before.mbs, numbers)
    melted = previous.premiums * melting
    fees = previous.fees * (1.0 - melting) + inputs.mbs_settled * inputs.mortgage_fees / 100.0
    coupons = average(before.mbs_note_interest - previous.fees, now.mbs_note_interest - fees)
    mortgages = coupons / MONTHS - melted
    coupon = inputs.mortgage_rate + parameters["purchase_note_spread"] - inputs.mortgage_fees
    paid = inputs.mbs_settled * purchase_premium(coupon, inputs.mbs_yield, parameters["mbs_premium_duration"])
    agency = average(before.agency, now.agency) * parameters["agency_book_yield"] / 100.0 / MONTHS
    income = treasuries + mortgages + agency
    deposits = average(before.reserves + before.other_deposits, now.reserves + now.other_deposits)
    day_count = parameters["money_market_day_count"]
    on_reserves = money_market_interest(deposits, inputs.reserve_rate, day_count)
    on_repo = money_market_interest(
        average(before.reverse_repo, now.reverse_repo), inputs.reverse_repo_rate, day_count
    )
    lending_rate = inputs.reserve_rate + parameters["facility_spread"] / 100.0
    lent = average(before.temporary_lending, now.temporary_lending)
    loans = inputs.loan_income + money_market_interest(lent, lending_rate, day_count)
    net = income - on_reserves - on_repo + loans + inputs.other_income + inputs.realised_gain - inputs.costs
    earnings = net - inputs.dividends
    deferred = deferred_asset(earnings, previous.deferred_asset, numbers)
    paid_by_others = numbers.where(deferred > 0.0, inputs.profitable_banks, 0.0)
    return Income(
        now,
        previous.premiums - melted + paid,
        fees,
        treasuries,
        mortgages,
        income,
        on_reserves,
        on_repo,
        on_reserves + on_repo,
        loans,
        net,
        remittance(earnings, previous.deferred_asset, numbers) + paid_by_others,
        deferred + paid_by_others,
    )
