"""How the records of the blocks become columns of the results: one value a month, behind the last."""

from __future__ import annotations

from qeqt.blocks.balance import Balance
from qeqt.blocks.income import Income
from qeqt.blocks.indemnity import Indemnity
from qeqt.blocks.macro import Macro
from qeqt.blocks.markets import Markets
from qeqt.blocks.mortgages import Mortgages
from qeqt.blocks.reserves import ReserveMarket
from qeqt.blocks.treasuries import Treasuries, treasuries_held
from qeqt.blocks.waterfall import Waterfall
from qeqt.blocks.yields import Yields
from qeqt.kinds import Number

Columns = dict[str, list[Number]]


def note_portfolio(columns: Columns, bonds: Treasuries, loans: Mortgages, equivalents: Number) -> None:
    """Write the month of securities and their flows."""
    to_bonds = loans.to_treasuries
    columns["treasuries"].append(treasuries_held(bonds))
    columns["bills"].append(bonds.bills)
    columns["indexed"].append(bonds.indexed_units * bonds.price_index)
    columns["mbs"].append(loans.mbs)
    columns["agency"].append(loans.agency)
    columns["maturing"].append(bonds.maturing)
    columns["runoff_treasuries"].append(bonds.runoff + bonds.bills_redeemed)
    columns["runoff_bills"].append(bonds.bills_redeemed)
    columns["runoff_mbs"].append(loans.runoff)
    columns["mbs_principal"].append(loans.principal)
    columns["reinvested"].append(bonds.reinvested + loans.reinvested + to_bonds)
    columns["purchases"].append(bonds.bought - to_bonds + loans.settled - loans.reinvested)
    columns["sales"].append(bonds.sold + loans.sold)
    columns["realised_gain"].append(bonds.realised_gain)
    columns["inflation_compensation"].append(bonds.compensation)
    columns["ten_year_equivalents"].append(equivalents)


def note_sheet(columns: Columns, sheet: Balance) -> None:
    """Write the month of the balance sheet besides securities."""
    columns["total_assets"].append(sheet.total_assets)
    columns["other_assets"].append(sheet.other_assets)
    columns["temporary_lending"].append(sheet.temporary_lending)
    columns["currency"].append(sheet.currency)
    columns["government_account"].append(sheet.government_account)
    columns["on_rrp"].append(sheet.on_rrp)
    columns["foreign_rrp"].append(sheet.foreign_rrp)
    columns["other_liabilities"].append(sheet.other_liabilities)
    columns["capital"].append(sheet.capital)
    columns["remittances_due"].append(-sheet.deferred_asset)
    columns["reserves"].append(sheet.reserves)


def note_yields(columns: Columns, effects: Yields) -> None:
    """Write the month of the long yields."""
    columns["term_premium_effect_bp"].append(effects.term_premium_effect_bp)
    columns["announcement_effect_bp"].append(effects.announcement_effect_bp)
    columns["flow_effect_bp"].append(effects.flow_effect_bp)
    columns["long_yield"].append(effects.long_yield)


def note_economy(
    columns: Columns, economy: Macro, prices: Markets, baseline_rate: Number, baseline_yield: Number
) -> None:
    """Write the month of the economy and of asset prices; inflation is over twelve months."""
    level = columns["price_level"]
    before: Number = 0.0
    if len(level) >= 12:
        before = level[len(level) - 12]
    level.append(economy.price_level)
    columns["inflation"].append(economy.price_level - before)
    columns["core_inflation"].append(economy.core_inflation)
    columns["expected_inflation"].append(economy.expected_inflation)
    columns["output_gap"].append(economy.output_gap)
    columns["unemployment_gap"].append(economy.unemployment_gap)
    columns["policy_rate"].append(baseline_rate + economy.policy_rate)
    columns["policy_rate_deviation"].append(economy.policy_rate)
    columns["long_rate_deviation"].append(economy.long_rate)
    columns["long_yield"][len(level) - 1] = baseline_yield + economy.long_rate
    columns["equities"].append(prices.equities)
    columns["growth_equities"].append(prices.growth_equities)
    columns["value_equities"].append(prices.value_equities)
    columns["house_prices"].append(prices.house_prices)
    columns["mortgage_rate_deviation"].append(prices.mortgage_rate)
    columns["corporate_yield_deviation"].append(prices.corporate_yield)
    columns["wealth_share_top10"].append(prices.share_top10)
    columns["wealth_share_bottom50"].append(prices.share_bottom50)
    columns["wealth_cash_top10"].append(prices.wealth_top10)
    columns["wealth_cash_bottom50"].append(prices.wealth_bottom50)


def note_market(columns: Columns, market: ReserveMarket) -> None:
    """Write the month of the market for reserves."""
    columns["reserves_to_bank_assets"].append(market.reserves_to_bank_assets)
    columns["liquidity_to_bank_assets"].append(market.liquidity_to_bank_assets)
    columns["reserve_regime"].append(market.regime)
    columns["reserve_demand_slope"].append(market.slope)
    columns["effr_spread_bp"].append(market.effr_spread_bp)
    columns["repo_spread_bp"].append(market.repo_spread_bp)
    columns["stress_probability"].append(market.stress_probability)
    columns["stress_without_facility"].append(market.stress_without_facility)
    columns["repo_peak_bp"].append(market.repo_peak_bp)


def note_income(columns: Columns, statement: Income, gain: Number) -> None:
    """Write the month of the income statement, with what the portfolio would gain or lose if sold."""
    columns["treasury_income"].append(statement.treasury_income)
    columns["mbs_income"].append(statement.mbs_income)
    columns["interest_income"].append(statement.interest_income)
    columns["reserve_interest"].append(statement.reserve_interest)
    columns["reverse_repo_interest"].append(statement.reverse_repo_interest)
    columns["interest_expense"].append(statement.interest_expense)
    columns["net_income"].append(statement.net_income)
    columns["remittances"].append(statement.remittances)
    columns["deferred_asset"].append(statement.deferred_asset)
    columns["unrealised_gain"].append(gain)


def note_indemnity(columns: Columns, transfers: Indemnity) -> None:
    """Write the month's cash between the fund and the Treasury."""
    columns["coupons"].append(transfers.coupons)
    columns["loan_interest"].append(transfers.loan_interest)
    columns["redemption_loss"].append(transfers.redemption_loss)
    columns["sale_loss"].append(transfers.sale_loss)
    columns["indemnity"].append(transfers.cash)
    columns["indemnity_cumulative"].append(transfers.cumulative)


def note_waterfall(columns: Columns, losses: Waterfall) -> None:
    """Write the month's steps down the waterfall."""
    columns["loss_provision"].append(losses.provision)
    columns["provision_released"].append(losses.released)
    columns["reported_result"].append(losses.reported)
    columns["loss_carried_forward"].append(losses.carried_forward)
    columns["profit_distributed"].append(losses.distributed)
