"""Mixes of maturities made ready to be bought many times over: what does not change from month to month."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.addition import add_up
from qeqt.core.number import Number, Numbers
from qeqt.core.scenario import Decision, Mix, Share
from qeqt.core.valuation import CELL_ENDS
from qeqt.core.yield_curve import FAR_SHARE, LONGEST, STRETCH

TEN_YEARS = 120

Cell = tuple[int, float, Number, Number, list[tuple[int, float]]]
"""What is bought in a cell of the valuation: its place, the share of the purchase; interest per unit of par
and percent of the yield at its near tenor and at its far one; the maturities (months) with their shares."""


@dataclass
class Basket:
    """A mix, per unit of par bought."""

    is_bills: bool
    cells: list[Cell]
    """The nominal part; within a cell all is bought at one yield, that of its average maturity."""
    nominal: float
    nominal_weight: Number
    """Sum of shares times exp(-k months)."""
    indexed_parts: list[tuple[int, float]]
    indexed: float
    indexed_weight: Number
    equivalents: Number
    """Ten-year equivalents."""


@dataclass
class Orders:
    """A month's baskets: for roll-overs, for mortgage principal, for purchases."""

    rollover: Basket
    principal: Basket
    purchases: Basket


def duration_weights(decay: Number, numbers: Numbers) -> list[Number]:
    """Return exp(-k m) by months to maturity: one less D(m) times k, where D(m) = (1 - exp(-k m))/k."""
    return [numbers.exp(-decay * m) for m in range(LONGEST + 1)]


def equivalents_of(months_to_maturity: int, fade: list[Number]) -> Number:
    """Return ten-year equivalents per unit of par: D(m)/D(120); ``fade``: exp(-k m) by months."""
    return (1.0 - fade[months_to_maturity]) / (1.0 - fade[TEN_YEARS])


def faded(parts: list[Share], fade: list[Number]) -> Number:
    """Return the sum of shares times exp(-k months)."""
    total: Number = 0.0
    for part in parts:
        total = total + part.share * fade[part.months]
    return total


def equivalents_of_mix(mix: Mix, fade: list[Number]) -> Number:
    """Return ten-year equivalents per unit of par of a purchase spread over a mix of maturities."""
    shares = add_up([part.share for part in mix.nominal]) + add_up([part.share for part in mix.indexed])
    return (shares - faded(mix.nominal, fade) - faded(mix.indexed, fade)) / (1.0 - fade[TEN_YEARS])


def basket_of(mix: Mix, premium: Number, fade: list[Number]) -> Basket:
    """Return a mix ready to be bought.

    ``premium``: what seasoned securities cost above par, share per ten years to maturity; 0 at auctions.
    """
    parts_in: list[list[Share]] = [[] for _ in CELL_ENDS]
    for part in mix.nominal:
        parts_in[STRETCH[part.months]].append(part)
    cells: list[Cell] = []
    for cell in range(len(CELL_ENDS)):
        if len(parts_in[cell]) > 0:
            cells.append(cell_of(cell, parts_in[cell], premium))
    return Basket(
        is_bills=len(mix.nominal) + len(mix.indexed) == 0,
        cells=cells,
        nominal=add_up([part.share for part in mix.nominal]),
        nominal_weight=faded(mix.nominal, fade),
        indexed_parts=[(part.months, part.share) for part in mix.indexed],
        indexed=add_up([part.share for part in mix.indexed]),
        indexed_weight=faded(mix.indexed, fade),
        equivalents=equivalents_of_mix(mix, fade),
    )


def cell_of(cell: int, parts: list[Share], premium: Number) -> Cell:
    """Return the parts of a mix that lie in a cell, ready to be bought; the yield is earned on the price."""
    share = 0.0
    paid: Number = 0.0
    paid_far: Number = 0.0
    for part in parts:
        price = part.share * (1.0 + premium * part.months / TEN_YEARS)
        share = share + part.share
        paid = paid + price
        paid_far = paid_far + price * FAR_SHARE[part.months]
    near = (paid - paid_far) / share / 100.0
    far = paid_far / share / 100.0
    return (cell, share, near, far, [(part.months, part.share) for part in parts])


def orders_of(decisions: list[Decision], seasoned_premium: Number, fade: list[Number]) -> list[Orders]:
    """Return every month's baskets; a mix that comes back is made ready once."""
    auctioned: list[tuple[Mix, Basket]] = []
    seasoned: list[tuple[Mix, Basket]] = []
    found: list[Orders] = []
    for decision in decisions:
        found.append(
            Orders(
                ready(auctioned, decision.rollover_mix, 0.0, fade),
                ready(seasoned, decision.principal_mix, seasoned_premium, fade),
                ready(seasoned, decision.purchase_mix, seasoned_premium, fade),
            )
        )
    return found


def ready(known: list[tuple[Mix, Basket]], mix: Mix, premium: Number, fade: list[Number]) -> Basket:
    """Return the basket of a mix, made when it is met for the first time; the latest is looked at first."""
    for other, basket in known:
        if other is mix:
            return basket
    made = basket_of(mix, premium, fade)
    known.insert(0, (mix, made))
    return made
