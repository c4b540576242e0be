"""Taiwan's foreign exchange: who buys shares, whose money moves, what the central bank buys and takes back.

Trading (買賣超) and flows (淨匯出入) are two things: the proceeds of shares sold may stay in Taiwan. The
central bank absorbs part of what flows in, and takes back nearly all the money this creates by issuing
certificates. Reserves stay ample, so the overnight rate sits at the rate of the shortest certificates, far
under the discount rate, at which banks would only borrow if they ran short. Every entry differs from the
baseline by so much; amounts in bn TWD. What foreign investors buy, and how far it moves the currency, goes
with the size of the market: over 2004-2026 the coefficients keep still only when measured so. No study of
these elasticities was found: they are our own regressions and estimates, and the bands wide.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers


@dataclass
class FlowInputs:
    """What a month gives to the block; the first five differ from the baseline by so much."""

    us_rate: Number
    """points: the Federal Reserve's rate"""
    us_long: Number
    """points: ten-year yield of the United States"""
    us_equities: Number
    """percent"""
    tw_rate: Number
    """points: Taiwan's policy rate, last month"""
    hedging: Number
    """bn TWD: dollars that insurers sold forward last month"""
    hot_money: Number
    """bn TWD a month: foreign money that comes in beside"""
    push: Number
    """percent: currency move from outside the block, above 0 stronger"""
    matured: Number
    """bn TWD a month: certificates left to mature"""
    bonds_bought: Number
    """bn TWD a month: government bonds the central bank buys"""
    gdp: Number
    """bn TWD a year"""
    market: Number
    """Size of the share market: index points of the TAIEX in the baseline over 10,000."""
    reserves: Number
    """bn TWD: banks' reserves in the baseline"""
    corridor: Number
    """points: discount rate less the rate of the shortest certificates"""


@dataclass
class Flows:
    """The block's record; every entry differs from the baseline by so much."""

    us_long: Number
    us_equities: Number
    """As last seen, so that the next month knows the change."""
    net_buying: Number
    """bn TWD a month: foreign investors' purchases of shares less sales"""
    net_inflow: Number
    """bn TWD a month: money that crosses the border"""
    pressure: Number
    """bn TWD: flows that the central bank has not absorbed, fading"""
    twd: Number
    """percent; above 0 the NT dollar is stronger against the US dollar"""
    fx_purchases: Number
    """bn TWD a month"""
    fx_assets: Number
    """bn TWD"""
    bonds: Number
    """bn TWD: government bonds at the central bank"""
    certificates: Number
    """bn TWD"""
    bank_reserves: Number
    """bn TWD"""
    overnight: Number
    """points"""
    duration_effect: Number
    """points on ten-year yields, from duration taken out of the market"""
    matured: Number
    """bn TWD: certificates left to mature so far"""


def opening_record() -> Flows:
    """Return the block's record on the baseline: nothing deviates."""
    return Flows(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def net_buying(
    equities_moved: Number, yield_moved: Number, market: Number, hot_money: Number,
    parameters: dict[str, Number],
) -> Number:  # fmt: skip
    """Return foreign net buying, bn TWD a month: US shares up, US yields down, hot money in shares."""
    of_shares = parameters["buying_of_equities"] * equities_moved
    of_yields = parameters["buying_of_yields"] * yield_moved
    return market * (of_shares - of_yields) + parameters["hot_money_shares"] * hot_money


def absorbed(flow: Number, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return what the central bank buys of a flow (sells, where it is an outflow), bn TWD."""
    return flow * numbers.where(flow > 0.0, parameters["leaning_in"], parameters["leaning_out"])


def currency(inputs: FlowInputs, pressure: Number, parameters: dict[str, Number]) -> Number:
    """Return the NT dollar, percent, above 0 stronger: yields, the rate gap, shares, flows not absorbed.

    The rate gap carries what is expected of short rates; the ten-year yield what moves beside it (Curcuru,
    Kamin, Li and Rodriguez 2018). The larger the market, the less a given flow moves the currency.
    """
    rates = parameters["twd_of_yields"] * inputs.us_long
    gap = parameters["twd_of_rate_gap"] * (inputs.us_rate - inputs.tw_rate)
    shares = parameters["twd_of_equities"] * inputs.us_equities
    flows = parameters["twd_of_flows"] * pressure / (100.0 * inputs.market)
    return shares - rates - gap + flows + inputs.push


def overnight_rate(
    reserves: Number, baseline: Number, corridor: Number, tw_rate: Number, parameters: dict[str, Number],
    numbers: Numbers,
) -> Number:  # fmt: skip
    """Return the overnight rate, points: the certificates' rate, pulled up where reserves run short.

    While banks hold more than they need the rate stays at the certificates' rate and falls a little as
    reserves grow; only a shortage takes it towards the discount rate.
    """
    held = numbers.maximum((baseline + reserves) / baseline, 0.05)
    short = numbers.maximum(1.0 - held / parameters["reserves_needed"], 0.0)
    ease = parameters["overnight_slope"] * numbers.log(held)
    return parameters["certificate_passthrough"] * tw_rate + corridor * short - ease


def duration_taken(bonds: Number, matured: Number, gdp: Number, parameters: dict[str, Number]) -> Number:
    """Return what bonds bought and certificates matured do to ten-year yields, points (per cent of GDP)."""
    equivalents = (
        bonds * parameters["bond_ten_year_share"] + matured * parameters["certificate_ten_year_share"]
    )
    return -parameters["tw_stock_effect"] * equivalents / gdp


def step(previous: Flows, inputs: FlowInputs, parameters: dict[str, Number], numbers: Numbers) -> Flows:
    """Return the month's trading, flows, currency and the central bank's books.

    Change of foreign assets and bonds = change of certificates and of banks' reserves, to the last cent.
    """
    equities_moved = inputs.us_equities - previous.us_equities
    yield_moved = inputs.us_long - previous.us_long
    hot = inputs.hot_money
    buying = net_buying(equities_moved, yield_moved, inputs.market, hot, parameters)
    inflow = parameters["conversion"] * (buying - parameters["hot_money_shares"] * hot) + hot
    flow = inflow + inputs.hedging
    bought = absorbed(flow, parameters, numbers)
    pressure = parameters["pressure_keeps"] * previous.pressure + flow - bought
    taken_back = parameters["sterilised"] * bought
    bonds = previous.bonds + inputs.bonds_bought
    matured = previous.matured + inputs.matured
    reserves = previous.bank_reserves + bought - taken_back + inputs.matured + inputs.bonds_bought
    return Flows(
        inputs.us_long,
        inputs.us_equities,
        buying,
        inflow,
        pressure,
        currency(inputs, pressure, parameters),
        bought,
        previous.fx_assets + bought,
        bonds,
        previous.certificates + taken_back - inputs.matured,
        reserves,
        overnight_rate(reserves, inputs.reserves, inputs.corridor, inputs.tw_rate, parameters, numbers),
        duration_taken(bonds, matured, inputs.gdp, parameters),
        matured,
    )
