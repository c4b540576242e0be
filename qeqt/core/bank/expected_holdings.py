"""What is expected of the bank's holdings while decisions are known: aggregates, half a year a step.

What falls due is read off the ladder; what is left grows older; the rest is decided. Prepayments are taken to
go on at the speed of the month before. An end of run-off that nobody has announced is not foreseen.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.addition import add_up
from qeqt.core.bank.mortgages import Mortgages
from qeqt.core.bank.treasuries import Treasuries, ten_year_equivalents
from qeqt.core.baskets import TEN_YEARS, Orders
from qeqt.core.number import Number, Numbers
from qeqt.core.scenario import Decision
from qeqt.core.wires import ExpectedHoldings, Horizon

MONTHS_PER_STEP = 6
WHOLE_LADDER = 360.0
"""Months to maturity: sales over all of them are in proportion to what is held."""

BOUGHT, BOUGHT_WEIGHT, SOLD, SOLD_AT, SOLD_AT_WEIGHT, MBS, MBS_SOLD, AGENCY, FLOWS = 0, 1, 2, 3, 4, 5, 6, 7, 8
"""Places in a month's row: Treasuries bought, with their weights; sold of all that is held; sold between two
maturities, with their weights; MBS bought and sold, agency debt bought. What stands before FLOWS can end."""
CAP, MBS_CAP, TO_TREASURIES = 8, 9, 10
WIDTH = 11

Row = list[Number]


@dataclass
class Decided:
    """A plan's decisions ready to be added up: a row a month, and their running sums."""

    decisions: list[Decision]
    orders: list[Orders]
    rows: list[Row]
    sums: list[Row]


def decided(decisions: list[Decision], orders: list[Orders], fade: list[Number]) -> Decided:
    """Return a plan's decisions ready to be added up."""
    rows = [row_of(decisions[t], orders[t], fade) for t in range(len(decisions))]
    total: Row = [0.0 for _ in range(WIDTH)]
    sums = [total]
    for row in rows:
        total = [total[j] + row[j] for j in range(WIDTH)]
        sums.append(total)
    return Decided(decisions, orders, rows, sums)


def row_of(decision: Decision, orders: Orders, fade: list[Number]) -> Row:
    """Return a month's decisions as a row."""
    m = decision.measures
    basket = orders.purchases
    bought = m["treasury_purchases"]
    sold = m["treasury_sales"]
    sold_at: Number = 0.0
    weight: Number = 0.0
    if len(decision.sale_mix) == 0 and m["sales_to"] < WHOLE_LADDER:
        sold_at = sold
        sold = 0.0
        weight = sold_at * fade[int(m["sales_from"] + m["sales_to"]) // 2]
    return [
        bought, bought * (basket.nominal_weight + basket.indexed_weight), sold, sold_at, weight,
        m["mbs_purchases"], m["mbs_sales"], m["agency_purchases"],
        m["treasury_runoff_cap"], m["mbs_runoff_cap"], m["principal_to_treasuries"],
    ]  # fmt: skip


@dataclass
class Path:
    """Where expected holdings stand, bn."""

    par: Number
    """Treasuries, bills apart."""
    weight: Number
    """Sum of par times exp(-k months)."""
    kept: Number
    """Share of the ladder held now that is not sold by then."""
    mbs: Number
    """With what has been bought and is not settled."""
    new_mbs: Number
    """Of these, bought from now on: at the rates of the day, at the money."""
    agency: Number
    run_off: Number
    """Ten-year equivalents of Treasuries that have run off, as roll-overs would hold them."""


def as_held(bonds: Treasuries, loans: Mortgages) -> Path:
    """Return the holdings from which an expected path starts."""
    return Path(
        par=bonds.nominal + bonds.indexed_units * bonds.price_index,
        weight=bonds.nominal_weight + bonds.indexed_weight * bonds.price_index,
        kept=1.0,
        mbs=loans.mbs + add_up(loans.unsettled),
        new_mbs=add_up(loans.unsettled),
        agency=loans.agency,
        run_off=0.0,
    )


def expected(
    plan: Decided, horizon: Horizon, first: int, bonds: Treasuries, loans: Mortgages, pace: Number,
    of_mbs: Number, going: Number, parameters: dict[str, Number], numbers: Numbers,
) -> ExpectedHoldings:  # fmt: skip
    """Return what is expected of holdings from the month ``first`` on, given those of the month before.

    ``pace``: share of the mortgages that is repaid in a month; ``of_mbs``: their ten-year equivalents a unit;
    both go on. ``going``: 1 while run-off goes on, 0 after.
    """
    last = max(horizon.known_to, first)
    row = plan.rows[last]
    still: Row = [0.0 if j < FLOWS else row[j] for j in range(WIDTH)]
    known = horizon.known_to + 1 - first
    end = max(known, 0) + horizon.stands
    going_on = max(known, 0) + horizon.flows_stand
    if horizon.flows_end or horizon.known_to < first:
        going_on = 0
    scale = 1.0 - bonds.fade[TEN_YEARS]
    of_agency = parameters["agency_ten_year_share"]
    of_new = 0.0
    if len(loans.note_rates) > 0:
        of_new = parameters["mbs_ten_year_share"]
    months = [0]
    held = [ten_year_equivalents(bonds) + loans.mbs * of_mbs + loans.agency * of_agency]
    refinanced: list[Number] = [0.0]
    path = as_held(bonds, loans)
    measures = plan.decisions[last].measures
    orders = plan.orders[last]
    keeps = refinanced_keeps(orders, bonds.fade)
    at = 0
    while at < end:
        until = min(at + MONTHS_PER_STEP, end)
        if at < known:
            until = min(until, known)
            before = plan.sums[first + at]
            after = plan.sums[first + until]
            flows = [after[j] - before[j] for j in range(WIDTH)]
        elif at < going_on:
            until = min(until, going_on)
            flows = [each * (until - at) for each in row]
        else:
            flows = [each * (until - at) for each in still]
        agency_due = add_up(loans.agency_due[at + 1 : until + 1])
        paid = path.mbs * (pace * (until - at))
        principal = mortgages_after(path, paid, agency_due, flows, going, measures, numbers)
        due = add_up(bonds.units[at + 1 : until + 1]) * bonds.price_index
        due = (due + add_up(bonds.due[at + 1 : until + 1])) * path.kept
        treasuries_after(path, due, principal, until - at, flows, going, orders, keeps, bonds.fade, numbers)
        at = until
        months.append(at)
        held.append(
            numbers.maximum(path.par - path.weight, 0.0) / scale
            + (path.mbs - path.new_mbs) * of_mbs
            + path.new_mbs * of_new
            + path.agency * of_agency
        )
        refinanced.append(path.run_off)
    return ExpectedHoldings(months, held, refinanced)


def mortgages_after(
    path: Path, paid: Number, agency_due: Number, flows: Row, going: Number, measures: dict[str, Number],
    numbers: Numbers,
) -> Number:  # fmt: skip
    """Move MBS and agency debt a step on; return the principal that goes to Treasuries, bn."""
    pool = paid - numbers.minimum(paid, flows[MBS_CAP] * going)
    if measures["mbs_purchases_gross"] > 0.0:
        pool = pool * 0.0
    to_treasuries: Number = 0.0
    if measures["agency_principal_reinvested"] > 0.0:
        if measures["agency_to_mbs"] > 0.0:
            pool = pool + agency_due
        else:
            to_treasuries = agency_due
    handed = numbers.minimum(pool, flows[TO_TREASURIES])
    bought = pool - handed + flows[MBS]
    before = numbers.maximum(path.mbs, 1.0e-9)
    stays = numbers.maximum(path.mbs - paid - flows[MBS_SOLD] * going, 0.0)
    path.new_mbs = path.new_mbs * stays / before + bought
    path.mbs = stays + bought
    path.agency = path.agency - agency_due + flows[AGENCY]
    return to_treasuries + handed


def treasuries_after(
    path: Path, due: Number, principal: Number, steps: int, flows: Row, going: Number, orders: Orders,
    keeps: Number, fade: list[Number], numbers: Numbers,
) -> None:  # fmt: skip
    """Move Treasuries so many months on: what is due leaves or is rolled over, the rest grows older.

    ``keeps``: share of a roll-over's equivalents that a month's ageing leaves.
    """
    aged = 1.0 / fade[steps]
    par = path.par - due
    weight = path.weight * aged - due * (0.5 + 0.5 * aged)
    left = numbers.minimum(due, flows[CAP] * going)
    rolled = due - left
    sold = numbers.maximum(numbers.minimum(flows[SOLD] * going, par), 0.0)
    part = sold / numbers.maximum(par, 1.0e-9)
    path.kept = path.kept * (1.0 - part)
    rollover = orders.rollover
    par = par - sold + rolled + flows[BOUGHT] - flows[SOLD_AT] * going
    weight = weight * (1.0 - part) + rolled * (rollover.nominal_weight + rollover.indexed_weight)
    weight = weight + flows[BOUGHT_WEIGHT] - flows[SOLD_AT_WEIGHT] * going
    if not orders.principal.is_bills:
        par = par + principal
        weight = weight + principal * (orders.principal.nominal_weight + orders.principal.indexed_weight)
    path.par = par
    path.weight = weight
    path.run_off = path.run_off * keeps**steps + left * rollover.equivalents


def refinanced_keeps(orders: Orders, fade: list[Number]) -> Number:
    """Return the share of a roll-over's ten-year equivalents that a month's ageing leaves."""
    weight = orders.rollover.nominal_weight + orders.rollover.indexed_weight
    if orders.rollover.is_bills:
        return 1.0
    return (1.0 - weight / fade[1]) / (1.0 - weight)
