"""Treasury securities: a ladder by month of maturity, roll-over above the cap, purchases, sales.

Form: Carpenter, Ihrig, Klee, Quinn and Boote (2015); FEDS Notes of 16 June 2017 (Bonis, Kandrac, Pardue) and
3 June 2022 (Crawley, Gagnon, Hebden, Trevino). The ladder is one list per property, indexed by months since
the opening: the head moves, nothing is shifted, and a list is copied only in a month that changes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.curve import Curve, at
from qeqt.kinds import Number, Numbers
from qeqt.scenario import Mix, Opening, Purchase, Share

TEN_YEARS = 120


@dataclass
class Treasuries:
    """Holdings at a month's end and the month's flows, bn; interest in bn a year."""

    head: int
    """Months since the opening; ladder entries beyond it are still due."""
    due: list[Number]
    """Nominal principal by month of maturity."""
    interest: list[Number]
    """Interest a year on it at the yield at purchase."""
    units: list[Number]
    """Indexed principal by month of maturity, per unit of the price index."""
    unit_interest: list[Number]
    """Real interest a year on it, per unit of the price index."""
    nominal: Number
    nominal_interest: Number
    indexed_units: Number
    indexed_interest: Number
    price_index: Number
    bills: Number
    fade: list[Number]
    """exp(-k m) by months to maturity."""
    nominal_weight: Number
    """Sum of nominal principal times exp(-k months): what ten-year equivalents need."""
    indexed_weight: Number
    maturing: Number
    runoff: Number
    bills_redeemed: Number
    reinvested: Number
    bought: Number
    sold: Number
    realised_gain: Number
    compensation: Number
    """Inflation compensation accrued in the month."""


@dataclass
class TreasuryInputs:
    """What a month gives to the block: the decision's Treasury part, prices and principal from elsewhere."""

    month: str
    cap: Number
    bills_fill_cap: bool
    rollover_mix: Mix
    purchases: list[Purchase]
    bill_purchases: Number
    sales: Number
    sales_from: int
    sales_to: int
    maturing_counts_as_sold: bool
    principal: Number
    """Mortgage or agency principal that is reinvested here."""
    principal_mix: Mix
    curve: Curve
    real_yield: Number
    price_index: Number


def runoff_under_cap(maturing: Number, cap: Number, numbers: Numbers) -> Number:
    """Return coupon principal that leaves, bn per month: what matures, up to the cap."""
    return numbers.minimum(maturing, cap)


def bills_to_fill_cap(maturing: Number, bills_due: Number, cap: Number, numbers: Numbers) -> Number:
    """Return bills redeemed, bn per month, when coupons fall short of the cap (FOMC plan of 4 May 2022)."""
    return numbers.minimum(bills_due, numbers.maximum(cap - maturing, 0.0))


def annuity(yield_percent: Number, months: int, numbers: Numbers) -> Number:
    """Return the value, in years of coupon, of one a year until maturity, discounted continuously."""
    rate = numbers.where(numbers.maximum(yield_percent, -yield_percent) < 0.01, 0.01, yield_percent) / 100.0
    return (1.0 - numbers.exp(-rate * months / 12.0)) / rate


def price(book_yield: Number, market_yield: Number, months: int, numbers: Numbers) -> Number:
    """Return the price per unit of par of a bond that was bought at par at its book yield."""
    return 1.0 + (book_yield - market_yield) / 100.0 * annuity(market_yield, months, numbers)


def duration_weight(months: int, decay: Number, numbers: Numbers) -> Number:
    """Return exp(-k m): one less D(m) times k, where D(m) = (1 - exp(-k m)) / k."""
    return numbers.exp(-decay * months)


def ten_year_equivalents(holding: Treasuries, decay: Number, numbers: Numbers) -> Number:
    """Return par times D(m)/D(120), bn, D(m) = (1 - exp(-k m))/k: one running sum serves (bills count 0)."""
    par = holding.nominal + holding.indexed_units * holding.price_index
    weight = holding.nominal_weight + holding.indexed_weight * holding.price_index
    return (par - weight) / (1.0 - duration_weight(TEN_YEARS, decay, numbers))


def treasuries_held(holding: Treasuries) -> Number:
    """Return all Treasury securities, bn, inflation compensation included, as the H.4.1 counts them."""
    return holding.nominal + holding.indexed_units * holding.price_index + holding.bills


def due_between(holding: Treasuries, nearest: int, farthest: int) -> Number:
    """Return principal due in nearest..farthest months (both included), bn; bills are not in it."""
    last = len(holding.due)
    first = min(holding.head + nearest, last)
    beyond = min(holding.head + farthest + 1, last)
    return sum(holding.due[first:beyond]) + sum(holding.units[first:beyond]) * holding.price_index


def opening_record(
    opening: Opening, months: int, price_index: Number, decay: Number, numbers: Numbers
) -> Treasuries:
    """Return the block's record at the opening; the ladder has room for every purchase of the run."""
    due: list[Number] = [0.0 for _ in range(months + 361)]
    interest: list[Number] = [0.0 for _ in range(months + 361)]
    units: list[Number] = [0.0 for _ in range(months + 361)]
    unit_interest: list[Number] = [0.0 for _ in range(months + 361)]
    fade = [duration_weight(m, decay, numbers) for m in range(361)]
    nominal_weight: Number = 0.0
    indexed_weight: Number = 0.0
    for m in range(1, len(opening.nominal)):
        due[m] = opening.nominal[m]
        interest[m] = opening.nominal[m] * opening.nominal_yield[m] / 100.0
        units[m] = opening.indexed[m] / price_index
        unit_interest[m] = units[m] * opening.indexed_yield[m] / 100.0
        nominal_weight = nominal_weight + due[m] * fade[m]
        indexed_weight = indexed_weight + units[m] * fade[m]
    return Treasuries(
        head=0, due=due, interest=interest, units=units, unit_interest=unit_interest,
        nominal=sum(due), nominal_interest=sum(interest),
        indexed_units=sum(units), indexed_interest=sum(unit_interest), price_index=price_index,
        bills=opening.bills, fade=fade, nominal_weight=nominal_weight, indexed_weight=indexed_weight,
        maturing=0.0, runoff=0.0, bills_redeemed=0.0, reinvested=0.0, bought=0.0, sold=0.0,
        realised_gain=0.0, compensation=0.0,
    )  # fmt: skip


def step(
    previous: Treasuries, inputs: TreasuryInputs, parameters: dict[str, Number], numbers: Numbers
) -> Treasuries:
    """Return this month's holdings: mature, run off up to the cap, roll over the rest, buy, sell.

    Raises ValueError, naming the month, when more is to be sold than is held.
    """
    now = month_passed(previous, inputs.price_index, parameters["duration_decay"], numbers)
    rolled = now.maturing
    to_sell = inputs.sales
    if inputs.maturing_counts_as_sold:
        kept_out = numbers.minimum(now.maturing, inputs.sales)
        now.sold = kept_out
        to_sell = inputs.sales - kept_out
        rolled = now.maturing - kept_out
    now.runoff = runoff_under_cap(rolled, inputs.cap, numbers)
    if inputs.bills_fill_cap:
        bills_due = now.bills * parameters["bills_due_share"]
        now.bills_redeemed = bills_to_fill_cap(rolled, bills_due, inputs.cap, numbers)
        now.bills = now.bills - now.bills_redeemed
    now.reinvested = rolled - now.runoff
    premium = parameters["seasoned_premium"]
    buy(now, now.reinvested, inputs.rollover_mix, inputs, 0.0, numbers)
    buy(now, inputs.principal, inputs.principal_mix, inputs, premium, numbers)
    for purchase in inputs.purchases:
        buy(now, purchase.amount, purchase.mix, inputs, premium, numbers)
        now.bought = now.bought + purchase.amount
    now.bought = now.bought + inputs.principal + inputs.bill_purchases
    now.bills = now.bills + inputs.bill_purchases
    if numbers.exceeds(0.0, now.bills + 1.0e-9):
        raise ValueError(
            inputs.month + ": more bills are sold than are held; lower the bill sales of that month"
        )
    if numbers.exceeds(to_sell, 0.0):
        sell(now, to_sell, inputs, numbers)
    return now


def month_passed(previous: Treasuries, price_index: Number, decay: Number, numbers: Numbers) -> Treasuries:
    """Return a new record one month on: what is due has left the ladder, principal is indexed anew."""
    head = previous.head + 1
    growth = numbers.exp(decay)
    indexed_due = previous.units[head] * price_index
    return Treasuries(
        head=head, due=previous.due, interest=previous.interest,
        units=previous.units, unit_interest=previous.unit_interest,
        nominal=previous.nominal - previous.due[head],
        nominal_interest=previous.nominal_interest - previous.interest[head],
        indexed_units=previous.indexed_units - previous.units[head],
        indexed_interest=previous.indexed_interest - previous.unit_interest[head],
        price_index=price_index, bills=previous.bills, fade=previous.fade,
        nominal_weight=previous.nominal_weight * growth - previous.due[head],
        indexed_weight=previous.indexed_weight * growth - previous.units[head],
        maturing=previous.due[head] + indexed_due,
        runoff=0.0, bills_redeemed=0.0, reinvested=0.0, bought=0.0, sold=0.0, realised_gain=0.0,
        compensation=previous.indexed_units * (price_index - previous.price_index),
    )  # fmt: skip


def buy(
    holding: Treasuries, amount: Number, mix: Mix, inputs: TreasuryInputs, premium: Number, numbers: Numbers
) -> None:
    """Add an amount (bn) to the new record, spread over the mix, at the month's yields (no mix: bills).

    ``premium``: what seasoned securities cost above par, share per ten years to maturity; 0 at auctions.
    """
    if len(mix.nominal) + len(mix.indexed) == 0:
        holding.bills = holding.bills + amount
    elif numbers.exceeds(amount, 0.0):
        buy_nominal(holding, amount, mix.nominal, inputs.curve, premium)
        if len(mix.indexed) > 0:
            buy_indexed(holding, amount / inputs.price_index, mix.indexed, inputs.real_yield)


def buy_nominal(holding: Treasuries, amount: Number, mix: list[Share], curve: Curve, premium: Number) -> None:
    """Add the nominal part of a purchase (bn of par); the yield is earned on the price paid."""
    due = holding.due[:]
    interest = holding.interest[:]
    bought: Number = 0.0
    income: Number = 0.0
    weight: Number = 0.0
    for part in mix:
        par = amount * part.share
        price_paid = 1.0 + premium * part.months / TEN_YEARS
        earned = par * price_paid * at(curve, part.months) / 100.0
        place = holding.head + part.months
        due[place] = due[place] + par
        interest[place] = interest[place] + earned
        bought = bought + par
        income = income + earned
        weight = weight + par * holding.fade[part.months]
    holding.due = due
    holding.interest = interest
    holding.nominal = holding.nominal + bought
    holding.nominal_interest = holding.nominal_interest + income
    holding.nominal_weight = holding.nominal_weight + weight


def buy_indexed(holding: Treasuries, units: Number, mix: list[Share], real_yield: Number) -> None:
    """Add the indexed part of a purchase, in units of the price index."""
    all_units = holding.units[:]
    all_interest = holding.unit_interest[:]
    bought: Number = 0.0
    weight: Number = 0.0
    for part in mix:
        new = units * part.share
        place = holding.head + part.months
        all_units[place] = all_units[place] + new
        all_interest[place] = all_interest[place] + new * real_yield / 100.0
        bought = bought + new
        weight = weight + new * holding.fade[part.months]
    holding.units = all_units
    holding.unit_interest = all_interest
    holding.indexed_units = holding.indexed_units + bought
    holding.indexed_interest = holding.indexed_interest + bought * real_yield / 100.0
    holding.indexed_weight = holding.indexed_weight + weight


def sell(
    holding: Treasuries,
    amount: Number,
    inputs: TreasuryInputs,
    numbers: Numbers,
) -> None:
    """Sell nominal par (bn) at market price, in proportion to what is held between the two maturities.

    Raises ValueError, naming the month, when more is to be sold than is held there.
    """
    first = holding.head + inputs.sales_from
    beyond = min(holding.head + inputs.sales_to + 1, len(holding.due))
    available = sum(holding.due[first:beyond])
    if numbers.exceeds(amount, available + 1.0e-9):
        raise ValueError(
            f"{inputs.month}: {numbers.largest(amount):.1f} bn of Treasuries to be sold, but only "
            f"{numbers.largest(available):.1f} bn due in {inputs.sales_from}-{inputs.sales_to} months held"
        )
    part = amount / numbers.maximum(available, 1.0e-9)
    holding.due = holding.due[:]
    holding.interest = holding.interest[:]
    for place in range(first, beyond):
        if not numbers.exceeds(holding.due[place], 0.0):
            continue
        par = holding.due[place] * part
        income = holding.interest[place] * part
        months = place - holding.head
        market = at(inputs.curve, months)
        gain = (income - par * market / 100.0) * annuity(market, months, numbers)
        holding.due[place] = holding.due[place] - par
        holding.interest[place] = holding.interest[place] - income
        holding.nominal_interest = holding.nominal_interest - income
        holding.nominal_weight = holding.nominal_weight - par * holding.fade[months]
        holding.realised_gain = holding.realised_gain + gain
    holding.nominal = holding.nominal - amount
    holding.sold = holding.sold + amount
