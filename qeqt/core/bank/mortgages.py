"""Agency MBS in buckets of the borrowers' note rate, and agency debt: principal, run-off, settlement.

Principal: scheduled amortisation of a level-payment loan, plus prepayment at a rate (CPR) made of housing
turnover, which grows with the loan's age, and refinancing, which follows the gap between the note rate and
the mortgage rate along an S-curve. Purchases settle one to three months after the trade.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.addition import add_up
from qeqt.core.number import Number, Numbers
from qeqt.core.scenario import Decision, Opening

TERM = 360
"""Months: a thirty-year mortgage."""

SEASONING = 30
"""Months until turnover is at its full rate: the PSA ramp."""

TWELFTH = 1.0 / 12.0

LONGEST_SETTLEMENT = 3
"""Months from a trade to its settlement, at most."""


@dataclass
class Mortgages:
    """MBS and agency debt at a month's end and the month's flows, bn."""

    note_rates: list[float]
    pulls: list[Number]
    """exp(-steepness times the note rate) of each bucket: its part of the S-curve."""
    balances: list[Number]
    """By bucket; balances, ages and what waits to be settled move on with the months."""
    ages: list[Number]
    unsettled: list[Number]
    mortgage_rate: Number
    """This month's, which next month's prepayments answer and at which next month's settlements were made."""
    loan_rate: Number
    """Of the loans in what settled this month: they were made, and priced, the month before."""
    mbs: Number
    note_interest: Number
    """What the borrowers behind the MBS pay, bn a year."""
    age: Number
    """Of the MBS on average, months."""
    agency_due: list[Number]
    """By months to maturity; entry 0: what fell due this month. The list moves on with the months."""
    agency: Number
    principal: Number = 0.0
    runoff: Number = 0.0
    agency_principal: Number = 0.0
    reinvested: Number = 0.0
    to_treasuries: Number = 0.0
    """Principal handed to the Treasury block, bn."""
    traded: Number = 0.0
    settled: Number = 0.0
    sold: Number = 0.0
    agency_bought: Number = 0.0
    waiting: Number = 0.0
    """Traded and not settled."""
    paid_share: Number | None = None
    """Principal over the MBS of the month before; None at the opening."""


@dataclass
class MortgageInputs:
    """What a month gives to the block: the decision and the mortgage rate (percent)."""

    month: str
    decision: Decision
    going: Number
    """Share of run-off and sales that goes on: 1, and 0 once they are over."""
    mortgage_rate: Number


def opening_record(
    opening: Opening, mortgage_rate: Number, parameters: dict[str, Number], numbers: Numbers
) -> Mortgages:
    """Return the block's record at the opening; a bank without note rates holds no MBS."""
    if len(opening.note_rates) == 0:
        return Mortgages(
            note_rates=[], pulls=[], balances=[], ages=[], unsettled=[], mortgage_rate=mortgage_rate,
            loan_rate=mortgage_rate, mbs=0.0, note_interest=0.0, age=0.0,
            agency_due=opening.agency[:], agency=add_up(opening.agency),
        )  # fmt: skip
    steepness = parameters["refinancing_steepness"]
    unsettled: list[Number] = [0.0 for _ in range(LONGEST_SETTLEMENT)]
    for i in range(len(opening.mbs_unsettled)):
        unsettled[i] = opening.mbs_unsettled[i]
    return Mortgages(
        note_rates=opening.note_rates,
        pulls=[numbers.exp(-steepness * rate) for rate in opening.note_rates],
        balances=opening.mbs[:], ages=opening.mbs_age[:], unsettled=unsettled,
        mortgage_rate=mortgage_rate, loan_rate=mortgage_rate, mbs=add_up(opening.mbs),
        note_interest=interest_on(opening.mbs, opening.note_rates),
        age=average_age(opening.mbs, opening.mbs_age, add_up(opening.mbs), numbers),
        agency_due=opening.agency[:], agency=add_up(opening.agency),
    )  # fmt: skip


def step(
    previous: Mortgages, inputs: MortgageInputs, parameters: dict[str, Number], numbers: Numbers
) -> Mortgages:
    """Return this month's MBS and agency debt: principal, run-off, trades, settlement, sales."""
    measures = inputs.decision.measures
    now = principal_paid(previous, inputs.mortgage_rate, parameters, numbers)
    now.paid_share = now.principal / numbers.maximum(previous.mbs, 1.0e-9)
    now.runoff = numbers.minimum(now.principal, measures["mbs_runoff_cap"] * inputs.going)
    pool = now.principal - now.runoff
    if measures["mbs_purchases_gross"] > 0.0:
        pool = pool * 0.0
    agency_kept = now.agency_principal
    if not measures["agency_principal_reinvested"] > 0.0:
        agency_kept = agency_kept * 0.0
    if measures["agency_to_mbs"] > 0.0:
        pool = pool + agency_kept
        agency_kept = agency_kept * 0.0
    handed = numbers.minimum(pool, measures["principal_to_treasuries"])
    now.to_treasuries = handed + agency_kept
    now.reinvested = pool - handed
    now.traded = now.reinvested + measures["mbs_purchases"]
    settle(now, inputs.decision.mbs_settlement, parameters, numbers)
    if numbers.exceeds(measures["agency_purchases"], 0.0):
        buy_agency(now, measures["agency_purchases"], int(measures["agency_term"]))
        now.agency_bought = measures["agency_purchases"]
    sales = measures["mbs_sales"] * inputs.going
    if numbers.exceeds(sales, 0.0):
        sell(now, sales, inputs.month, numbers)
    now.mbs = add_up(now.balances)
    now.note_interest = interest_on(now.balances, now.note_rates)
    now.age = average_age(now.balances, now.ages, now.mbs, numbers)
    return now


def average_age(balances: list[Number], ages: list[Number], held: Number, numbers: Numbers) -> Number:
    """Return the average age of MBS, months; 0 where none are held."""
    total: Number = 0.0
    for i in range(len(balances)):
        total = total + balances[i] * ages[i]
    return total / numbers.maximum(held, 1.0e-9)


def pace_of(now: Mortgages, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return the share of MBS that is repaid in a month, at the speed of the month before.

    At the opening, which knows no month before, it is the speed that its mortgage rate asks for.
    """
    if len(now.note_rates) == 0:
        return 0.0
    held = numbers.maximum(now.mbs, 1.0e-9)
    if now.paid_share is not None:
        return now.paid_share
    gap = parameters["refinancing_threshold"] + now.mortgage_rate
    push = numbers.exp(parameters["refinancing_steepness"] * gap)
    left = pay(now.balances[:], now.ages[:], now.note_rates, now.pulls, push, parameters, numbers)
    return (now.mbs - left) / held


def ten_year_share(now: Mortgages, pace: Number, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return the ten-year equivalents of a unit of MBS: those at the money, moved as prepayment moves them.

    Higher rates slow refinancing, cash comes later, duration is longer (negative convexity: Hanson 2014).
    ``pace``: share that is repaid in a month, scheduled amortisation included.
    """
    if len(now.note_rates) == 0:
        return 0.0
    if not numbers.exceeds(now.mbs, 0.0):
        return parameters["mbs_ten_year_share"]
    held = numbers.maximum(now.mbs, 1.0e-9)
    monthly = numbers.maximum(now.note_interest / held / 12.0, 0.001)
    left = numbers.maximum(TERM - now.age, 12.0)
    scheduled = monthly / ((1.0 + monthly) ** left - 1.0)
    turnover = parameters["turnover_cpr"]
    prepaid = numbers.maximum(-numbers.log((1.0 - pace) / (1.0 - scheduled)), turnover * TWELFTH)
    push = numbers.exp(parameters["refinancing_steepness"] * parameters["refinancing_threshold"])
    usual = -numbers.log(1.0 - turnover - parameters["refinancing_max"] / (1.0 + push)) * TWELFTH
    decay = parameters["duration_decay"]
    moved = discounted_balance(prepaid + decay, monthly, left, numbers)
    at_the_money = discounted_balance(usual + decay, monthly, TERM, numbers)
    return parameters["mbs_ten_year_share"] * moved / at_the_money


def discounted_balance(fading: Number, monthly: Number, left: Number, numbers: Numbers) -> Number:
    """Return the integral of a level-payment loan's balance over its ``left`` months, fading so fast a month.

    B(m) = exp(-fading m) (1 - exp(-c (T - m))) / (1 - exp(-c T)), c: ``monthly`` interest.
    """
    slower = fading - monthly
    last = numbers.exp(-monthly * left)
    whole = (1.0 - numbers.exp(-fading * left)) / fading
    late = last * (1.0 - numbers.exp(-slower * left)) / slower
    return (whole - late) / (1.0 - last)


def interest_on(balances: list[Number], note_rates: list[float]) -> Number:
    """Return a year's interest on balances by bucket, bn."""
    interest: Number = 0.0
    for i in range(len(balances)):
        interest = interest + balances[i] * note_rates[i]
    return interest / 100.0


def principal_paid(
    previous: Mortgages, mortgage_rate: Number, parameters: dict[str, Number], numbers: Numbers
) -> Mortgages:
    """Return a new record one month on, with every bucket's principal paid and its age a month higher.

    Prepayments answer the mortgage rate of the month before.
    """
    gap = parameters["refinancing_threshold"] + previous.mortgage_rate
    push = numbers.exp(parameters["refinancing_steepness"] * gap)
    left = pay(
        previous.balances, previous.ages, previous.note_rates, previous.pulls, push, parameters, numbers
    )
    principal = previous.mbs - left
    agency_due = previous.agency_due
    agency_due.pop(0)
    agency_due.append(0.0)
    return Mortgages(
        previous.note_rates,
        previous.pulls,
        previous.balances,
        previous.ages,
        previous.unsettled,
        mortgage_rate,
        previous.mortgage_rate,
        left,
        previous.note_interest,
        previous.age,
        agency_due,
        previous.agency - agency_due[0],
        principal,
        0.0,
        agency_due[0],
    )


def pay(
    balances: list[Number], ages: list[Number], note_rates: list[float], pulls: list[Number], push: Number,
    parameters: dict[str, Number], numbers: Numbers,
) -> Number:  # fmt: skip
    """Take a month's principal off every bucket; return what is left in all of them.

    (1 - sched)(1 - SMM) of a balance stays. sched is a level-payment loan's; SMM = 1 - (1 - CPR)^(1/12); CPR
    (a year) is turnover, which grows over 30 months, plus refinancing along an S-curve, whose argument is
    exp(steepness (threshold - note rate + mortgage rate)) = ``push`` times the bucket's pull.
    """
    turnover = parameters["turnover_cpr"]
    most = parameters["refinancing_max"]
    maximum = numbers.maximum
    minimum = numbers.minimum
    for i in range(len(balances)):
        age = ages[i]
        monthly = note_rates[i] / 1200.0
        growth = (1.0 + monthly) ** maximum(TERM - age, 1.0)
        cpr = turnover * minimum(age / SEASONING, 1.0) + most / (1.0 + push * pulls[i])
        balances[i] = balances[i] * (1.0 - monthly / (growth - 1.0)) * (1.0 - cpr) ** TWELFTH
        ages[i] = age + 1.0
    return add_up(balances)


def settle(now: Mortgages, settlement: list[float], parameters: dict[str, Number], numbers: Numbers) -> None:
    """Queue this month's trades, settle what is due, and put it into the buckets around its loans' rate."""
    queue = now.unsettled
    queue.append(0.0)
    traded = now.traded
    for i in range(len(settlement)):
        queue[i] = queue[i] + traded * settlement[i]
    settled = queue.pop(0)
    now.settled = settled
    now.waiting = add_up(queue)
    if not numbers.exceeds(settled, 0.0):
        return
    rate = now.loan_rate + parameters["purchase_note_spread"]
    balances = now.balances
    ages = now.ages
    for i, weight in bucket_weights(now.note_rates, rate, numbers):
        total = balances[i] + settled * weight
        ages[i] = ages[i] * balances[i] / numbers.maximum(total, 1.0e-9)
        balances[i] = total


def bucket_weights(note_rates: list[float], rate: Number, numbers: Numbers) -> list[tuple[int, Number]]:
    """Return the buckets around a rate (percent) with their shares, by distance; beyond the ends, the end.

    Two buckets, or as many as the draws of the rate lie between.
    """
    last = len(note_rates) - 1
    first = note_rates[0]
    within = numbers.minimum(numbers.maximum(rate, first), note_rates[last])
    place = (within - first) / (note_rates[1] - first)
    nearest = int(-numbers.largest(-place))
    farthest = min(int(numbers.largest(place)) + 1, last)
    return [(i, numbers.maximum(1.0 - abs(place - i), 0.0)) for i in range(nearest, farthest + 1)]


def buy_agency(now: Mortgages, amount: Number, term: int) -> None:
    """Add agency debt (bn), due in equal parts over one to ``term`` months."""
    due = now.agency_due
    part = amount / term
    for m in range(1, term + 1):
        due[m] = due[m] + part
    now.agency = now.agency + amount


def sell(now: Mortgages, sales: Number, month: str, numbers: Numbers) -> None:
    """Sell MBS (bn of principal) in proportion to the buckets; ValueError when more than is held."""
    held = add_up(now.balances)
    if numbers.exceeds(sales, held + 1.0e-9):
        raise ValueError(
            f"{month}: {numbers.largest(sales):.1f} bn of MBS are to be sold, "
            f"but only {numbers.largest(held):.1f} bn are held"
        )
    part = sales / numbers.maximum(held, 1.0e-9)
    for i in range(len(now.balances)):
        now.balances[i] = now.balances[i] * (1.0 - part)
    now.sold = sales
