"""Mixes of maturities made ready to be bought many times over: what does not change from month to month."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.curve import BEFORE, BEYOND, CURVATURE, SLOPE
from qeqt.kinds import Number, Numbers
from qeqt.scenario import Decision, Mix
from qeqt.valuation import CELL_ENDS, CELL_STARTS

TEN_YEARS = 120
LONGEST = 360

Part = tuple[int, float, Number, float, float, int, float]
"""Months to maturity, share, share times price; then what the curve needs to know of that maturity."""


@dataclass
class Basket:
    """A mix, per unit of par bought."""

    is_bills: bool
    cells: list[list[Part]]
    """Nominal parts, by cell of the valuation."""
    up_to: list[tuple[int, float]]
    """Each cell's place and the nominal share bought up to its end."""
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
    for part in mix.nominal + mix.indexed:
        faded = faded + part.share * fade[part.months]
        shares = shares + part.share
    return (shares - faded) / (1.0 - fade[TEN_YEARS])


def basket_of(mix: Mix, premium: Number, fade: list[Number]) -> Basket:
    """Return a mix ready to be bought.

    ``premium``: what seasoned securities cost above par, share per ten years to maturity; 0 at auctions.
    """
    cells: list[list[Part]] = []
    up_to: list[tuple[int, float]] = []
    nominal = 0.0
    weight: Number = 0.0
    for place in range(len(CELL_ENDS)):
        cell: list[Part] = []
        for part in mix.nominal:
            m = part.months
            if m > CELL_STARTS[place] and m <= CELL_ENDS[place]:
                paid = part.share * (1.0 + premium * m / TEN_YEARS)
                cell.append((m, part.share, paid, SLOPE[m], CURVATURE[m], BEFORE[m], BEYOND[m]))
                nominal = nominal + part.share
                weight = weight + part.share * fade[m]
        cells.append(cell)
        up_to.append((place, nominal))
    indexed_weight: Number = 0.0
    for part in mix.indexed:
        indexed_weight = indexed_weight + part.share * fade[part.months]
    return Basket(
        is_bills=len(mix.nominal) + len(mix.indexed) == 0,
        cells=cells,
        up_to=up_to,
        nominal=nominal,
        nominal_weight=weight,
        indexed_parts=[(part.months, part.share) for part in mix.indexed],
        indexed=sum([part.share for part in mix.indexed]),
        indexed_weight=indexed_weight,
        equivalents=equivalents_of_mix(mix, fade),
    )


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
