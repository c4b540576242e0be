"""How the records of the blocks become columns of the results."""

from __future__ import annotations

from qeqt.blocks.income import Income
from qeqt.blocks.mortgages import Mortgages
from qeqt.blocks.reserves import ReserveMarket
from qeqt.blocks.treasuries import Treasuries
from qeqt.blocks.yields import Yields
from qeqt.inputs import curve_of, mbs_yield
from qeqt.kinds import Number, Numbers
from qeqt.results import Results, append
from qeqt.valuation import indexed_gain, ladder_gain, mortgage_gain


def note_market(results: Results, market: ReserveMarket) -> None:
    """Write the month of the market for reserves."""
    row = {
        "reserves_to_bank_assets": market.reserves_to_bank_assets,
        "liquidity_to_bank_assets": market.liquidity_to_bank_assets,
        "reserve_regime": market.regime,
        "reserve_demand_slope": market.slope,
        "effr_spread_bp": market.effr_spread_bp,
        "repo_spread_bp": market.repo_spread_bp,
        "stress_probability": market.stress_probability,
        "stress_without_facility": market.stress_without_facility,
        "repo_peak_bp": market.repo_peak_bp,
    }
    append(results, row)


def note_yields(results: Results, effects: Yields) -> None:
    """Write the month of the long yields."""
    row = {
        "term_premium_effect_bp": effects.term_premium_effect_bp,
        "announcement_effect_bp": effects.announcement_effect_bp,
        "flow_effect_bp": effects.flow_effect_bp,
        "long_yield": effects.long_yield,
    }
    append(results, row)


def note_income(
    results: Results, statement: Income, bonds: Treasuries, loans: Mortgages, deviation: Number,
    given: dict[str, list[Number]], t: int, parameters: dict[str, Number], numbers: Numbers,
) -> None:  # fmt: skip
    """Write the month of the income statement, with what the portfolio would gain or lose if sold."""
    row = {
        "treasury_income": statement.treasury_income,
        "mbs_income": statement.mbs_income,
        "interest_income": statement.interest_income,
        "reserve_interest": statement.reserve_interest,
        "reverse_repo_interest": statement.reverse_repo_interest,
        "interest_expense": statement.interest_expense,
        "net_income": statement.net_income,
        "remittances": statement.remittances,
        "deferred_asset": statement.deferred_asset,
        "unrealised_gain": unrealised_gain(statement, bonds, loans, deviation, given, t, parameters, numbers),
    }
    append(results, row)


def unrealised_gain(
    statement: Income, bonds: Treasuries, loans: Mortgages, deviation: Number,
    given: dict[str, list[Number]], t: int, parameters: dict[str, Number], numbers: Numbers,
) -> Number:  # fmt: skip
    """Return market value less book value of the portfolio, bn."""
    curve = curve_of(given, t, deviation, parameters)
    nominal = ladder_gain(bonds.due, bonds.interest, bonds.head, curve, numbers)
    indexed = indexed_gain(
        bonds.indexed_units * bonds.price_index,
        bonds.indexed_interest * bonds.price_index,
        given["real_yield_10y"][t + 1],
        parameters["indexed_maturity"],
        numbers,
    )
    mortgages = mortgage_gain(
        loans.mbs,
        statement.holdings.mbs_note_interest - statement.fees,
        mbs_yield(given, t, deviation, parameters),
        statement.premiums,
        parameters,
        numbers,
    )
    return nominal + indexed + mortgages
