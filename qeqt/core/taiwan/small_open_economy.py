"""Taiwan's prices, exports, output, share prices, yields, and the rate its central bank sets.

The rate answers to prices, output, homes and the exchange rate at home; no coefficient ties it to the Federal
Reserve's. Import prices pass the currency on almost fully, consumer prices by 0.02-0.06 points per 1%
(Central Bank of the Republic of China, 2022). Share prices are split into discount rate and earnings. Every
entry differs from the baseline by so much.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers

MONTHS_PER_YEAR = 12.0


@dataclass
class TaiwanInputs:
    """What a month gives to the block; deviations from the baseline."""

    us_long: Number
    """points"""
    us_gap: Number
    """percent of output"""
    risk_premium: Number
    """points: premium on shares, world-wide"""
    twd: Number
    """percent, above 0 stronger"""
    duration_effect: Number
    """points on ten-year yields"""
    house_growth: Number
    """percent, home prices over a year, last month"""
    world_prices: Number
    """percent: import prices in US dollars"""
    tech: Number
    """percent: exports of electronic components, the tech cycle's own swing"""
    demand: Number
    """percent of output, at home"""
    supply: Number
    """points of inflation, at home"""
    policy: Number
    """points by which the rate is set above what the rule says"""


@dataclass
class Taiwan:
    """The block's record; every entry differs from the baseline by so much."""

    import_prices: Number
    """percent, in NT dollars"""
    imported: Number
    """percent: what import prices have added to consumer prices"""
    core: Number
    """points, the month at an annual rate"""
    cpi: Number
    """percent, the price level"""
    inflation: Number
    """points, over a year"""
    exports: Number
    """percent, volume"""
    output_gap: Number
    """percent"""
    cbc_rate: Number
    """points"""
    long_yield: Number
    """points"""
    taiex_discount: Number
    """percent: the part of share prices that comes from the discount rate"""
    taiex_earnings: Number
    """percent: the part that comes from earnings"""
    taiex: Number
    """percent"""


def opening_record() -> Taiwan:
    """Return the block's record on the baseline: nothing deviates."""
    return Taiwan(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def import_prices(twd: Number, world: Number, parameters: dict[str, Number]) -> Number:
    """Return import prices in NT dollars, percent: prices abroad, and the currency passed on."""
    factor = 1.0 - parameters["import_passthrough_tw"] * twd / 100.0
    return 100.0 * ((1.0 + world / 100.0) * factor - 1.0)


def exports(
    before: Number, us_gap: Number, tech: Number, twd: Number, parameters: dict[str, Number]
) -> Number:
    """Return exports, percent: demand abroad, the tech cycle, the currency; they move over some months."""
    pull = (
        parameters["exports_of_us_gap"] * us_gap
        + parameters["exports_of_tech"] * tech
        - parameters["exports_of_twd"] * twd
    )
    keeps = parameters["exports_keep"]
    return keeps * before + (1.0 - keeps) * pull


def rule_rate(
    before: Number, inflation: Number, gap: Number, houses: Number, twd: Number, parameters: dict[str, Number]
) -> Number:
    """Return the central bank's rate, points, by what it watches at home; it moves slowly."""
    wanted = (
        parameters["cbc_inflation"] * inflation
        + parameters["cbc_gap"] * gap
        + parameters["cbc_houses"] * houses
        - parameters["cbc_twd"] * twd
    )
    keeps = parameters["cbc_keeps"]
    return keeps * before + (1.0 - keeps) * wanted


def long_yield(
    us_long: Number, cbc_rate: Number, duration_effect: Number, parameters: dict[str, Number]
) -> Number:
    """Return Taiwan's ten-year yield, points: the world's, the own rate, duration taken out."""
    abroad = parameters["tw_yield_of_us"] * us_long
    return abroad + parameters["tw_yield_of_rate"] * cbc_rate + duration_effect


def discount_part(
    us_long: Number, tw_long: Number, risk: Number, parameters: dict[str, Number], numbers: Numbers
) -> Number:
    """Return share prices' part from the discount rate, percent: foreign holders discount at US yields."""
    foreign = parameters["taiex_foreign_share"]
    rate = foreign * us_long + (1.0 - foreign) * tw_long + parameters["taiex_risk"] * risk
    return 100.0 * (numbers.exp(-parameters["taiex_duration"] * rate / 100.0) - 1.0)


def lasting_share(parameters: dict[str, Number]) -> Number:
    """Return what a share price makes of earnings that are 1% off today and come back, percent.

    The present value of a gap that keeps so much of itself each month, over that of one that stays for ever;
    a month is discounted by one over the duration in months (Gordon 1962, by month).
    """
    discount = 1.0 / (MONTHS_PER_YEAR * parameters["taiex_duration"])
    return discount / (1.0 - (1.0 - discount) * parameters["earnings_keep"])


def earnings_part(sold: Number, twd: Number, parameters: dict[str, Number]) -> Number:
    """Return share prices' part from earnings, percent: exports, margins that the currency squeezes.

    A price is of all earnings to come: today's gap counts by how long it is expected to last.
    """
    gap = parameters["earnings_of_exports"] * sold - parameters["earnings_of_twd"] * twd
    return lasting_share(parameters) * gap


def step(previous: Taiwan, inputs: TaiwanInputs, parameters: dict[str, Number], numbers: Numbers) -> Taiwan:
    """Return the month's prices, exports, output, policy rate, yields and share prices."""
    twd = inputs.twd
    bought = import_prices(twd, inputs.world_prices, parameters)
    speed = parameters["cpi_speed"]
    imported = previous.imported + speed * (parameters["cpi_passthrough"] * bought - previous.imported)
    sold = exports(previous.exports, inputs.us_gap, inputs.tech, twd, parameters)
    pull = parameters["gap_of_exports"] * sold + inputs.demand - parameters["gap_of_rate"] * previous.cbc_rate
    keeps = parameters["gap_keeps"]
    gap = keeps * previous.output_gap + (1.0 - keeps) * pull
    slow = parameters["core_keeps"]
    core = slow * previous.core + (1.0 - slow) * (parameters["tw_phillips_slope"] * gap + inputs.supply)
    rise = core / MONTHS_PER_YEAR + imported - previous.imported
    inflation = previous.inflation * (1.0 - 1.0 / MONTHS_PER_YEAR) + rise
    rate = rule_rate(previous.cbc_rate, inflation, gap, inputs.house_growth, twd, parameters) + inputs.policy
    tw_long = long_yield(inputs.us_long, rate, inputs.duration_effect, parameters)
    discount = discount_part(inputs.us_long, tw_long, inputs.risk_premium, parameters, numbers)
    earnings = earnings_part(sold, twd, parameters)
    return Taiwan(
        bought, imported, core, previous.cpi + rise, inflation, sold, gap, rate, tw_long, discount, earnings,
        discount + earnings,
    )  # fmt: skip
