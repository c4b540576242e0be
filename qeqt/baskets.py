"""Mixes of maturities made ready to be bought many times over: what does not change from month to month."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.curve import CURVATURE, KNOTS, SLOPE
from qeqt.kinds import Number, Numbers
from qeqt.scenario import Decision, Mix
from qeqt.valuation import CELL_ENDS, CELL_STARTS

TEN_YEARS = 120
LONGEST = 360

Part = tuple[int, float, Number, float, float, float]
"""Months to maturity, share, share times price; then what the curve needs to know of that maturity."""

Group = tuple[int, list[Part]]
"""The parts between two knots of the curve, and the place of the first knot."""


def segments() -> list[tuple[int, int, int, int]]:
    """Return the stretches that cells of the valuation and knots of the curve cut the maturities into.

    Each is its cell's place, its first knot's place, and the months after which and up to which it runs.
    """
    found: list[tuple[int, int, int, int]] = []
    for cell in range(len(CELL_ENDS)):
        for knot in range(len(KNOTS) - 1):
            first = max(KNOTS[knot], CELL_STARTS[cell])
            last = min(KNOTS[knot + 1], CELL_ENDS[cell])
            if first < last:
                found.append((cell, knot, first, last))
    return found


SEGMENTS = segments()


@dataclass
class Basket:
    """A mix, per unit of par bought."""

    is_bills: bool
    cells: list[tuple[int, float, list[Group]]]
    """From the first cell of the valuation that is bought: its place, the nominal share bought up to its end,
    the nominal parts in it."""
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
    """A month's baskets: for roll-overs, for mortgage principal, and for each purchase."""

    rollover: Basket
    principal: Basket
    purchases: list[Basket]
    treasury_flow: Number
    """Ten-year equivalents (bn) that purchases and sales add."""


def duration_weights(decay: Number, numbers: Numbers) -> list[Number]:
    """Return exp(-k m) by months to maturity: one less D(m) times k, where D(m) = (1 - exp(-k m))/k."""
    return [numbers.exp(-decay * m) for m in range(LONGEST + 1)]


def equivalents_of(months_to_maturity: int, fade: list[Number]) -> Number:
    """Return ten-year equivalents per unit of par: D(m)/D(120); ``fade``: exp(-k m) by months."""
    return (1.0 - fade[months_to_maturity]) / (1.0 - fade[TEN_YEARS])


def equivalents_of_mix(mix: Mix, fade: list[Number]) -> Number:
    """Return ten-year equivalents per unit of par of a purchase spread over a mix of maturities."""
    faded: Number = 0.0
    shares = 0.0
    for parts in [mix.nominal, mix.indexed]:
        for part in parts:
            faded = faded + part.share * fade[part.months]
            shares = shares + part.share
    return (shares - faded) / (1.0 - fade[TEN_YEARS])


def basket_of(mix: Mix, premium: Number, fade: list[Number]) -> Basket:
    """Return a mix ready to be bought.

    ``premium``: what seasoned securities cost above par, share per ten years to maturity; 0 at auctions.
    """
    cells: list[tuple[int, float, list[Group]]] = []
    nominal = 0.0
    weight: Number = 0.0
    for part in mix.nominal:
        weight = weight + part.share * fade[part.months]
    groups: list[Group] = []
    for cell, knot, first, last in SEGMENTS:
        parts = parts_between(mix, first, last, knot, premium)
        if len(parts) > 0:
            groups.append((knot, parts))
            nominal = nominal + sum([part[1] for part in parts])
        if last == CELL_ENDS[cell] and nominal > 0.0:
            cells.append((cell, nominal, groups))
            groups = []
    indexed_weight: Number = 0.0
    for part in mix.indexed:
        indexed_weight = indexed_weight + part.share * fade[part.months]
    return Basket(
        is_bills=len(mix.nominal) + len(mix.indexed) == 0,
        cells=cells,
        nominal=nominal,
        nominal_weight=weight,
        indexed_parts=[(part.months, part.share) for part in mix.indexed],
        indexed=sum([part.share for part in mix.indexed]),
        indexed_weight=indexed_weight,
        equivalents=equivalents_of_mix(mix, fade),
    )


def parts_between(mix: Mix, first: int, last: int, knot: int, premium: Number) -> list[Part]:
    """Return the nominal parts due after ``first`` and up to ``last`` months, beyond a knot of the curve."""
    found: list[Part] = []
    for part in mix.nominal:
        m = part.months
        if m > first and m <= last:
            paid = part.share * (1.0 + premium * m / TEN_YEARS)
            beyond = (m - KNOTS[knot]) / (KNOTS[knot + 1] - KNOTS[knot])
            found.append((m, part.share, paid, SLOPE[m], CURVATURE[m], beyond))
    return found


def orders_of(decisions: list[Decision], seasoned_premium: Number, fade: list[Number]) -> list[Orders]:
    """Return every month's baskets; a mix that comes back is made ready once."""
    auctioned: list[tuple[Mix, Basket]] = []
    seasoned: list[tuple[Mix, Basket]] = []
    found: list[Orders] = []
    for decision in decisions:
        purchases: list[Basket] = []
        flow: Number = 0.0
        for purchase in decision.purchases:
            basket = ready(seasoned, purchase.mix, seasoned_premium, fade)
            purchases.append(basket)
            flow = flow + purchase.amount * basket.equivalents
        middle = (decision.sales_from + decision.sales_to) // 2
        found.append(
            Orders(
                ready(auctioned, decision.rollover_mix, 0.0, fade),
                ready(seasoned, decision.principal_mix, seasoned_premium, fade),
                purchases,
                flow - decision.treasury_sales * equivalents_of(middle, fade),
            )
        )
    return found


def ready(known: list[tuple[Mix, Basket]], mix: Mix, premium: Number, fade: list[Number]) -> Basket:
    """Return the basket of a mix, made when it is met for the first time."""
    for other, basket in known:
        if other is mix:
            return basket
    made = basket_of(mix, premium, fade)
    known.append((mix, made))
    return made
