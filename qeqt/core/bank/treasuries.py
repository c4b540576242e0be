"""Treasury securities: a ladder by month of maturity, roll-over above the cap, purchases, sales.

Form: Carpenter, Ihrig, Klee, Quinn and Boote (2015); FEDS Notes of 16 June 2017 (Bonis, Kandrac, Pardue) and
3 June 2022 (Crawley, Gagnon, Hebden, Trevino). The ladder is one list per property, by months to maturity;
what other blocks ask of it (par, interest, duration, value) are running sums, never a walk along it.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.addition import add_up
from qeqt.core.baskets import TEN_YEARS, Basket, Orders
from qeqt.core.number import Number, Numbers
from qeqt.core.scenario import Decision, Opening
from qeqt.core.valuation import EDGES, annuity_years, in_cells
from qeqt.core.yield_curve import KNOTS, Curve, within


@dataclass
class Treasuries:
    """Holdings at a month's end and the month's flows, bn; interest in bn a year.

    The lists move on with the months: those of an earlier record are the latest one's.
    """

    due: list[Number]
    """Nominal principal by months to maturity; entry 0: what fell due this month."""
    interest: list[Number]
    """Interest a year on it at the yield at purchase."""
    units: list[Number]
    """Indexed principal by months to maturity, per unit of the price index."""
    unit_interest: list[Number]
    """Real interest a year on it, per unit of the price index."""
    par_in: list[Number]
    """Nominal principal within each cell of the valuation."""
    interest_in: list[Number]
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
    compensation: Number
    """Inflation compensation accrued in the month."""
    runoff: Number = 0.0
    bills_redeemed: Number = 0.0
    reinvested: Number = 0.0
    bought: Number = 0.0
    sold: Number = 0.0
    realised_gain: Number = 0.0
    managed: Number = 0.0
    """Of what was bought, for ample reserves."""
    bills_acquired: Number = 0.0
    """With roll-overs and principal that goes into bills, net of bills let go by a decision."""
    indexed_acquired: Number = 0.0
    indexed_maturing: Number = 0.0
    matured_as_sold: Number = 0.0
    """Of what matured, what a programme counts among its sales."""


@dataclass
class Ladder:
    """What is due when at a month's end: the lists as in the block's record, by months to maturity."""

    due: list[Number]
    interest: list[Number]
    units: list[Number]
    unit_interest: list[Number]
    price_index: Number
    bills: Number


@dataclass
class TreasuryInputs:
    """What a month gives to the block: the decision, prices, and principal from elsewhere."""

    month: str
    decision: Decision
    going: Number
    """Share of run-off and sales that goes on: 1, and 0 once they are over."""
    orders: Orders
    to_buy: Number
    """For ample reserves, bn."""
    principal: Number
    """Mortgage or agency principal that is reinvested here."""
    bought_for_target: Number
    """bn: what a target for the ten-year yield makes the bank buy."""
    curve: Curve
    real_yield: Number
    price_index: Number


def runoff_under_cap(maturing: Number, cap: Number, numbers: Numbers) -> Number:
    """Return coupon principal that leaves, bn per month: what matures, up to the cap."""
    return numbers.minimum(maturing, cap)


def bills_to_fill_cap(maturing: Number, bills_due: Number, cap: Number, numbers: Numbers) -> Number:
    """Return bills redeemed, bn per month, when coupons fall short of the cap (FOMC plan of 4 May 2022)."""
    return numbers.minimum(bills_due, numbers.maximum(cap - maturing, 0.0))


def price(book_yield: Number, market_yield: Number, months: int, numbers: Numbers) -> Number:
    """Return the price per unit of par of a bond that was bought at par at its book yield."""
    return 1.0 + (book_yield - market_yield) / 100.0 * annuity_years(market_yield, months / 12.0, numbers)


def ten_year_equivalents(holding: Treasuries) -> Number:
    """Return par times D(m)/D(120), bn, D(m) = (1 - exp(-k m))/k: one running sum serves (bills count 0)."""
    par = holding.nominal + holding.indexed_units * holding.price_index
    weight = holding.nominal_weight + holding.indexed_weight * holding.price_index
    return (par - weight) / (1.0 - holding.fade[TEN_YEARS])


def treasuries_held(holding: Treasuries) -> Number:
    """Return all Treasury securities, bn, inflation compensation included, as the H.4.1 counts them."""
    return holding.nominal + holding.indexed_units * holding.price_index + holding.bills


def due_between(ladder: Ladder, nearest: int, farthest: int) -> Number:
    """Return principal due in nearest..farthest months (both included), bn; bills are not in it."""
    units = add_up(ladder.units[nearest : farthest + 1])
    return add_up(ladder.due[nearest : farthest + 1]) + units * ladder.price_index


def opening_record(opening: Opening, price_index: Number, fade: list[Number]) -> Treasuries:
    """Return the block's record at the opening."""
    every = range(len(opening.nominal))
    due = opening.nominal[:]
    interest = [due[m] * opening.nominal_yield[m] / 100.0 for m in every]
    units = [amount / price_index for amount in opening.indexed]
    unit_interest = [units[m] * opening.indexed_yield[m] / 100.0 for m in every]
    return Treasuries(
        due=due, interest=interest, units=units, unit_interest=unit_interest,
        par_in=in_cells(due), interest_in=in_cells(interest),
        nominal=add_up(due), nominal_interest=add_up(interest),
        indexed_units=add_up(units), indexed_interest=add_up(unit_interest), price_index=price_index,
        bills=opening.bills, fade=fade,
        nominal_weight=add_up([due[m] * fade[m] for m in every]),
        indexed_weight=add_up([units[m] * fade[m] for m in every]),
        maturing=0.0, compensation=0.0,
    )  # fmt: skip


def step(
    previous: Treasuries, inputs: TreasuryInputs, parameters: dict[str, Number], numbers: Numbers
) -> Treasuries:
    """Return this month's holdings: mature, run off up to the cap, roll over the rest, buy, sell.

    Raises ValueError, naming the month, when more is to be sold than is held.
    """
    measures = inputs.decision.measures
    orders = inputs.orders
    now = month_passed(previous, inputs.price_index)
    rolled = now.maturing
    cap = measures["treasury_runoff_cap"] * inputs.going
    to_sell = measures["treasury_sales"] * inputs.going
    if measures["maturing_counts_as_sold"] > 0.0:
        now.sold = numbers.minimum(rolled, to_sell)
        now.matured_as_sold = now.sold
        to_sell = to_sell - now.sold
        rolled = rolled - now.sold
    now.runoff = runoff_under_cap(rolled, cap, numbers)
    if measures["bills_fill_cap"] > 0.0:
        bills_due = now.bills * parameters["bills_due_share"]
        now.bills_redeemed = bills_to_fill_cap(rolled, bills_due, cap, numbers)
        now.bills = now.bills - now.bills_redeemed
    now.reinvested = rolled - now.runoff
    managed = manage_reserves(now, inputs, parameters, numbers)
    buy(now, now.reinvested + managed, orders.rollover, inputs, numbers)
    buy(now, inputs.principal, orders.principal, inputs, numbers)
    purchases = measures["treasury_purchases"] + inputs.bought_for_target
    if numbers.exceeds(abs(purchases), 0.0):
        buy(now, purchases, orders.purchases, inputs, numbers)
    now.bought = inputs.principal + measures["bill_purchases"] + purchases + now.managed
    now.bills = now.bills + measures["bill_purchases"]
    now.bills_acquired = now.bills_acquired + measures["bill_purchases"]
    if numbers.exceeds(0.0, now.bills + 1.0e-9):
        raise ValueError(
            inputs.month + ": more bills are sold than are held; lower the bill sales of that month"
        )
    if numbers.exceeds(to_sell, 0.0):
        if len(inputs.decision.sale_mix) == 0:
            sell(now, to_sell, int(measures["sales_from"]), int(measures["sales_to"]), inputs, numbers)
        for bucket in inputs.decision.sale_mix:
            sell(now, to_sell * bucket.share, bucket.nearest, bucket.farthest, inputs, numbers)
    return now


def manage_reserves(
    now: Treasuries, inputs: TreasuryInputs, parameters: dict[str, Number], numbers: Numbers
) -> Number:
    """Buy bills for ample reserves until they have their share of all Treasuries; return the rest, bn.

    The rest is bought as roll-overs are.
    """
    if not numbers.exceeds(inputs.to_buy, 0.0):
        return 0.0
    wanted = parameters["bills_share"] * (treasuries_held(now) + now.reinvested + inputs.to_buy)
    bills = numbers.minimum(numbers.maximum(wanted - now.bills, 0.0), inputs.to_buy)
    now.bills = now.bills + bills
    now.bills_acquired = now.bills_acquired + bills
    now.managed = inputs.to_buy
    return inputs.to_buy - bills


def amortise(holding: Treasuries, share: Number) -> Number:
    """Take a share off every nominal holding: premiums melt, book values move to par; return the bn gone."""
    kept = 1.0 - share
    gone = holding.nominal * share
    for m in range(1, len(holding.due)):
        holding.due[m] = holding.due[m] * kept
        holding.interest[m] = holding.interest[m] * kept
    for cell in range(len(holding.par_in)):
        holding.par_in[cell] = holding.par_in[cell] * kept
        holding.interest_in[cell] = holding.interest_in[cell] * kept
    holding.nominal = holding.nominal * kept
    holding.nominal_interest = holding.nominal_interest * kept
    holding.nominal_weight = holding.nominal_weight * kept
    return gone


def month_passed(previous: Treasuries, price_index: Number) -> Treasuries:
    """Return a new record one month on: all is due a month sooner, principal is indexed anew."""
    due = a_month_sooner(previous.due)
    interest = a_month_sooner(previous.interest)
    units = a_month_sooner(previous.units)
    unit_interest = a_month_sooner(previous.unit_interest)
    par_due = due[0]
    units_due = units[0]
    par_in = previous.par_in
    interest_in = previous.interest_in
    for cell, start, end in EDGES:
        par_in[cell] = par_in[cell] + due[end] - due[start]
        interest_in[cell] = interest_in[cell] + interest[end] - interest[start]
    one_month = previous.fade[1]
    found = Treasuries(
        due,
        interest,
        units,
        unit_interest,
        par_in,
        interest_in,
        previous.nominal - par_due,
        previous.nominal_interest - interest[0],
        previous.indexed_units - units_due,
        previous.indexed_interest - unit_interest[0],
        price_index,
        previous.bills,
        previous.fade,
        previous.nominal_weight / one_month - par_due,
        previous.indexed_weight / one_month - units_due,
        par_due + units_due * price_index,
        previous.indexed_units * (price_index - previous.price_index),
    )
    found.indexed_maturing = units_due * price_index
    return found


def a_month_sooner(ladder: list[Number]) -> list[Number]:
    """Return the ladder itself, moved: what was due in two months is due in one."""
    ladder.pop(0)
    ladder.append(0.0)
    return ladder


def ladder_of(holding: Treasuries) -> Ladder:
    """Return what is due when, in lists that later months do not touch."""
    return Ladder(
        due=holding.due[:],
        interest=holding.interest[:],
        units=holding.units[:],
        unit_interest=holding.unit_interest[:],
        price_index=holding.price_index,
        bills=holding.bills,
    )


def buy(
    holding: Treasuries, amount: Number, basket: Basket, inputs: TreasuryInputs, numbers: Numbers
) -> None:
    """Add an amount (bn) to the new record, spread over the basket, at the month's yields."""
    if basket.is_bills:
        holding.bills = holding.bills + amount
        holding.bills_acquired = holding.bills_acquired + amount
    elif numbers.exceeds(amount, 0.0):
        buy_nominal(holding, amount, basket, inputs.curve)
        if len(basket.indexed_parts) > 0:
            holding.indexed_acquired = holding.indexed_acquired + amount * basket.indexed
            buy_indexed(holding, amount / inputs.price_index, basket, inputs.real_yield)


def buy_nominal(holding: Treasuries, amount: Number, basket: Basket, curve: Curve) -> None:
    """Add the nominal part of a purchase (bn of par); the yield is earned on the price paid."""
    due = holding.due
    interest = holding.interest
    par_in = holding.par_in
    interest_in = holding.interest_in
    income: Number = 0.0
    for cell, share, near, far, parts in basket.cells:
        earned = curve[cell] * near + curve[cell + 1] * far
        for months, part in parts:
            par = amount * part
            due[months] = due[months] + par
            interest[months] = interest[months] + par * earned
        par = amount * share
        par_in[cell] = par_in[cell] + par
        interest_in[cell] = interest_in[cell] + par * earned
        income = income + par * earned
    holding.nominal = holding.nominal + amount * basket.nominal
    holding.nominal_interest = holding.nominal_interest + income
    holding.nominal_weight = holding.nominal_weight + amount * basket.nominal_weight


def buy_indexed(holding: Treasuries, units: Number, basket: Basket, real_yield: Number) -> None:
    """Add the indexed part of a purchase, in units of the price index."""
    all_units = holding.units
    all_interest = holding.unit_interest
    earned = units * real_yield / 100.0
    for months, share in basket.indexed_parts:
        all_units[months] = all_units[months] + units * share
        all_interest[months] = all_interest[months] + earned * share
    holding.indexed_units = holding.indexed_units + units * basket.indexed
    holding.indexed_interest = holding.indexed_interest + earned * basket.indexed
    holding.indexed_weight = holding.indexed_weight + units * basket.indexed_weight


def sell(
    holding: Treasuries, amount: Number, nearest: int, farthest: int, inputs: TreasuryInputs, numbers: Numbers
) -> None:
    """Sell nominal par (bn) at market price, in proportion to what is held between the two maturities.

    What is sold in a cell of the valuation fetches the price of its average maturity.

    Raises ValueError, naming the month, when more is to be sold than is held there.
    """
    due = holding.due
    available = add_up(due[nearest : farthest + 1])
    if numbers.exceeds(amount, available + 1.0e-9):
        raise ValueError(
            f"{inputs.month}: {numbers.largest(amount):.1f} bn of Treasuries to be sold, but only "
            f"{numbers.largest(available):.1f} bn due in {nearest}-{farthest} months held"
        )
    part = amount / numbers.maximum(available, 1.0e-9)
    interest = holding.interest
    fade = holding.fade
    for cell, start, end in EDGES:
        first = max(start + 1, nearest)
        last = min(end, farthest)
        par_gone: Number = 0.0
        interest_gone: Number = 0.0
        weight_gone: Number = 0.0
        until_due: Number = 0.0
        for months in range(first, last + 1):
            par = due[months] * part
            income = interest[months] * part
            due[months] = due[months] - par
            interest[months] = interest[months] - income
            par_gone = par_gone + par
            interest_gone = interest_gone + income
            weight_gone = weight_gone + par * fade[months]
            until_due = until_due + par * months
        if first <= last:
            average = until_due / numbers.maximum(par_gone, 1.0e-9)
            far_share = numbers.maximum(average - KNOTS[cell], 0.0) / (KNOTS[cell + 1] - KNOTS[cell])
            market = within(inputs.curve, cell, far_share)
            worth = (interest_gone - par_gone * market / 100.0) * annuity_years(
                market, average / 12.0, numbers
            )
            holding.realised_gain = holding.realised_gain + worth
            holding.par_in[cell] = holding.par_in[cell] - par_gone
            holding.interest_in[cell] = holding.interest_in[cell] - interest_gone
            holding.nominal_interest = holding.nominal_interest - interest_gone
            holding.nominal_weight = holding.nominal_weight - weight_gone
    holding.nominal = holding.nominal - amount
    holding.sold = holding.sold + amount
