"""Agency MBS in buckets of the borrowers' note rate, and agency debt: principal, run-off, settlement.

Principal: scheduled amortisation of a level-payment loan, plus prepayment at a rate (CPR) made of housing
turnover, which grows with the loan's age, and refinancing, which follows the gap between the note rate and
the mortgage rate along an S-curve. Purchases settle one to three months after the trade.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.kinds import Number, Numbers
from qeqt.scenario import Opening

TERM = 360
"""Months: a thirty-year mortgage."""

SEASONING = 30
"""Months until turnover is at its full rate: the PSA ramp."""


@dataclass
class Mortgages:
    """MBS and agency debt at a month's end and the month's flows, bn."""

    head: int
    note_rates: list[float]
    balances: list[Number]
    ages: list[Number]
    unsettled: list[Number]
    mortgage_rate: Number
    """This month's, which next month's prepayments answer and at which next month's settlements were made."""
    loan_rate: Number
    """Of the loans in what settled this month: they were made, and priced, the month before."""
    mbs: Number
    agency_due: list[Number]
    agency: Number
    principal: Number
    runoff: Number
    agency_principal: Number
    agency_runoff: Number
    reinvested: Number
    to_treasuries: Number
    """Principal handed to the Treasury block, bn."""
    traded: Number
    settled: Number
    sold: Number


@dataclass
class MortgageInputs:
    """What a month gives to the block: the decision's MBS part and the mortgage rate (percent)."""

    month: str
    cap: Number
    reinvested: bool
    to_treasuries: Number
    purchases: Number
    settlement: list[float]
    sales: Number
    agency_purchases: Number
    agency_term: int
    agency_to_mbs: bool
    agency_reinvested: bool
    mortgage_rate: Number


def principal_share(
    note_rate: float, age: Number, mortgage_rate: Number, turnover: Number, most: Number, steepness: Number,
    threshold: Number, numbers: Numbers,
) -> Number:  # fmt: skip
    """Return the share of a bucket's balance repaid in a month: sched + SMM (1 - sched).

    sched is a level-payment loan's; SMM = 1 - (1 - CPR)^(1/12); CPR (a year) is turnover, which grows over 30
    months, plus refinancing along an S-curve of the note rate less the mortgage rate (percentage points).
    """
    monthly = note_rate / 1200.0
    growth: Number = (1.0 + monthly) ** numbers.maximum(TERM - age, 1.0)
    scheduled = monthly / (growth - 1.0)
    refinancing = most / (1.0 + numbers.exp(steepness * (threshold - note_rate + mortgage_rate)))
    cpr = turnover * numbers.minimum(age / SEASONING, 1.0) + refinancing
    kept: Number = (1.0 - cpr) ** (1.0 / 12.0)
    return 1.0 - (1.0 - scheduled) * kept


def opening_record(opening: Opening, months: int, mortgage_rate: Number) -> Mortgages:
    """Return the block's record at the opening."""
    agency_due: list[Number] = [0.0 for _ in range(months + 361)]
    for m in range(1, len(opening.agency)):
        agency_due[m] = opening.agency[m]
    return Mortgages(
        head=0, note_rates=opening.note_rates, balances=opening.mbs[:], ages=opening.mbs_age[:],
        unsettled=opening.mbs_unsettled[:], mortgage_rate=mortgage_rate, loan_rate=mortgage_rate,
        mbs=sum(opening.mbs),
        agency_due=agency_due, agency=sum(agency_due), principal=0.0, runoff=0.0, agency_principal=0.0,
        agency_runoff=0.0, reinvested=0.0, to_treasuries=0.0, traded=0.0, settled=0.0, sold=0.0,
    )  # fmt: skip


def step(
    previous: Mortgages, inputs: MortgageInputs, parameters: dict[str, Number], numbers: Numbers
) -> Mortgages:
    """Return this month's MBS and agency debt: principal, run-off, trades, settlement, sales."""
    now = principal_paid(previous, parameters, numbers)
    now.mortgage_rate = inputs.mortgage_rate
    now.runoff = numbers.minimum(now.principal, inputs.cap)
    kept = now.principal - now.runoff
    if not inputs.reinvested:
        kept = kept * 0.0
    now.agency_runoff = now.agency_principal
    agency_kept = now.agency_principal * 0.0
    if inputs.agency_reinvested:
        agency_kept = now.agency_principal
        now.agency_runoff = now.agency_principal * 0.0
    pool = kept
    if inputs.agency_to_mbs:
        pool = kept + agency_kept
        agency_kept = agency_kept * 0.0
    handed = numbers.minimum(pool, inputs.to_treasuries)
    now.to_treasuries = handed + agency_kept
    now.reinvested = pool - handed
    now.traded = now.reinvested + inputs.purchases
    settle(now, inputs, parameters, numbers)
    if numbers.exceeds(inputs.agency_purchases, 0.0):
        buy_agency(now, inputs.agency_purchases, inputs.agency_term)
    if numbers.exceeds(inputs.sales, 0.0):
        sell(now, inputs, numbers)
    now.mbs = sum(now.balances)
    return now


def principal_paid(previous: Mortgages, parameters: dict[str, Number], numbers: Numbers) -> Mortgages:
    """Return a new record one month on, with every bucket's principal paid and its age a month higher."""
    rate = previous.mortgage_rate
    turnover = parameters["turnover_cpr"]
    most = parameters["refinancing_max"]
    steepness = parameters["refinancing_steepness"]
    threshold = parameters["refinancing_threshold"]
    balances: list[Number] = []
    ages: list[Number] = []
    principal: Number = 0.0
    for i in range(len(previous.balances)):
        age = previous.ages[i]
        balance = previous.balances[i]
        paid = balance * principal_share(
            previous.note_rates[i], age, rate, turnover, most, steepness, threshold, numbers
        )
        balances.append(balance - paid)
        ages.append(age + 1.0)
        principal = principal + paid
    head = previous.head + 1
    return Mortgages(
        head=head, note_rates=previous.note_rates, balances=balances, ages=ages,
        unsettled=previous.unsettled[:], mortgage_rate=previous.mortgage_rate,
        loan_rate=previous.mortgage_rate, mbs=previous.mbs - principal,
        agency_due=previous.agency_due, agency=previous.agency - previous.agency_due[head],
        principal=principal, runoff=0.0, agency_principal=previous.agency_due[head], agency_runoff=0.0,
        reinvested=0.0, to_treasuries=0.0, traded=0.0, settled=0.0, sold=0.0,
    )  # fmt: skip


def settle(now: Mortgages, inputs: MortgageInputs, parameters: dict[str, Number], numbers: Numbers) -> None:
    """Queue this month's trades, settle what is due, and put it into the buckets around its loans' rate."""
    queue: list[Number] = [0.0 for _ in range(4)]
    for i in range(len(now.unsettled)):
        queue[i] = now.unsettled[i]
    for i in range(len(inputs.settlement)):
        queue[i] = queue[i] + now.traded * inputs.settlement[i]
    now.settled = queue[0]
    now.unsettled = queue[1:4]
    if not numbers.exceeds(now.settled, 0.0):
        return
    rate = now.loan_rate + parameters["purchase_note_spread"]
    weights = bucket_weights(now.note_rates, rate, numbers)
    for i in range(len(weights)):
        added = now.settled * weights[i]
        total = now.balances[i] + added
        now.ages[i] = now.ages[i] * now.balances[i] / numbers.maximum(total, 1.0e-9)
        now.balances[i] = total


def bucket_weights(note_rates: list[float], rate: Number, numbers: Numbers) -> list[Number]:
    """Return shares of the two buckets around a rate (percent), by distance; beyond the ends, the end."""
    weights = []
    last = len(note_rates) - 1
    apart = note_rates[1] - note_rates[0]
    inside = numbers.minimum(numbers.maximum(rate, note_rates[0]), note_rates[last])
    for note_rate in note_rates:
        weights.append(numbers.maximum(1.0 - abs(inside - note_rate) / apart, 0.0))
    return weights


def buy_agency(now: Mortgages, amount: Number, term: int) -> None:
    """Add agency debt (bn), due in equal parts over one to ``term`` months."""
    now.agency_due = now.agency_due[:]
    for m in range(1, term + 1):
        place = now.head + m
        now.agency_due[place] = now.agency_due[place] + amount / term
    now.agency = now.agency + amount


def sell(now: Mortgages, inputs: MortgageInputs, numbers: Numbers) -> None:
    """Sell MBS (bn of principal) in proportion to the buckets; ValueError when more than is held."""
    held = sum(now.balances)
    if numbers.exceeds(inputs.sales, held + 1.0e-9):
        raise ValueError(
            f"{inputs.month}: {numbers.largest(inputs.sales):.1f} bn of MBS are to be sold, "
            f"but only {numbers.largest(held):.1f} bn are held"
        )
    part = inputs.sales / numbers.maximum(held, 1.0e-9)
    for i in range(len(now.balances)):
        now.balances[i] = now.balances[i] * (1.0 - part)
    now.sold = inputs.sales
