"""How the records that blocks leave behind, month by month, become the columns of the results."""

from __future__ import annotations

from dataclasses import dataclass, field

from qeqt.core.bank.apf_indemnity import Indemnity
from qeqt.core.bank.balance_sheet import Balance
from qeqt.core.bank.ecb_losses import Waterfall
from qeqt.core.bank.income import Income
from qeqt.core.bank.inputs import Paths, mortgage_equivalents
from qeqt.core.bank.mortgages import Mortgages
from qeqt.core.bank.reserve_market import ReserveMarket
from qeqt.core.bank.treasuries import Treasuries, ten_year_equivalents, treasuries_held
from qeqt.core.economy.asset_prices import Markets
from qeqt.core.economy.output_and_prices import Macro
from qeqt.core.economy.term_premium import Yields
from qeqt.core.number import Number
from qeqt.core.stability.ldi_and_banks import Banks, Ldi
from qeqt.core.taiwan.fx_and_flows import Flows
from qeqt.core.taiwan.housing_and_insurers import Assets
from qeqt.core.taiwan.small_open_economy import Taiwan

Columns = dict[str, list[Number]]


@dataclass
class History:
    """What each block found, a record a month; empty where a run does without the block."""

    yields: list[Yields] = field(default_factory=list)
    economy: list[Macro] = field(default_factory=list)
    prices: list[Markets] = field(default_factory=list)
    flows: list[Flows] = field(default_factory=list)
    island: list[Taiwan] = field(default_factory=list)
    assets: list[Assets] = field(default_factory=list)
    loans: list[Mortgages] = field(default_factory=list)
    bonds: list[Treasuries] = field(default_factory=list)
    sheets: list[Balance] = field(default_factory=list)
    markets: list[ReserveMarket] = field(default_factory=list)
    banks: list[Banks] = field(default_factory=list)
    funds: list[Ldi] = field(default_factory=list)
    statements: list[Income] = field(default_factory=list)
    transfers: list[Indemnity] = field(default_factory=list)
    losses: list[Waterfall] = field(default_factory=list)
    equity_holdings: list[Number] = field(default_factory=list)
    unrealised_gain: list[Number] = field(default_factory=list)
    amortisation: list[Number] = field(default_factory=list)


def columns_of(history: History, given: Paths, parameters: dict[str, Number]) -> Columns:
    """Return every column that the run has records for; a column without any is empty, or absent."""
    columns: Columns = {
        "beside": given["beside"][1:],
        "equity_holdings": history.equity_holdings,
        "unrealised_gain": history.unrealised_gain,
        "amortisation": history.amortisation,
    }
    for some in [
        portfolio(history.bonds, history.loans, parameters),
        balance_sheet(history.sheets),
        long_yields(history.yields),
        reserve_market(history.markets),
        banks(history.banks),
        funds(history.funds),
        income(history.statements),
        indemnity(history.transfers),
        waterfall(history.losses),
    ]:
        put(columns, some)
    if len(history.economy) > 0:
        put(columns, economy(history.economy, given["policy_rate"][1:], given["yield_10y"][1:]))
        put(columns, asset_prices(history.prices))
        put(columns, taiwan(history.flows, history.island, history.assets))
    if len(history.statements) == 0 and len(history.unrealised_gain) > 0:
        columns["treasury_interest"] = [b.nominal_interest / 12.0 for b in history.bonds]
    return columns


def put(columns: Columns, more: Columns) -> None:
    """Put columns to the others."""
    for name in more:
        columns[name] = more[name]


def portfolio(bonds: list[Treasuries], loans: list[Mortgages], parameters: dict[str, Number]) -> Columns:
    """Return securities and their flows."""
    every = range(len(bonds))
    return {
        "treasuries": [treasuries_held(b) for b in bonds],
        "bills": [b.bills for b in bonds],
        "indexed": [b.indexed_units * b.price_index for b in bonds],
        "mbs": [m.mbs for m in loans],
        "agency": [m.agency for m in loans],
        "maturing": [b.maturing for b in bonds],
        "runoff_treasuries": [b.runoff + b.bills_redeemed for b in bonds],
        "runoff_bills": [b.bills_redeemed for b in bonds],
        "runoff_mbs": [m.runoff for m in loans],
        "mbs_principal": [m.principal for m in loans],
        "reinvested": [bonds[t].reinvested + loans[t].reinvested + loans[t].to_treasuries for t in every],
        "purchases": [
            bonds[t].bought - loans[t].to_treasuries + loans[t].settled - loans[t].reinvested for t in every
        ],
        "sales": [bonds[t].sold + loans[t].sold for t in every],
        "realised_gain": [b.realised_gain for b in bonds],
        "inflation_compensation": [b.compensation for b in bonds],
        "ten_year_equivalents": [
            ten_year_equivalents(bonds[t]) + mortgage_equivalents(loans[t], parameters) for t in every
        ],
    }


def balance_sheet(sheets: list[Balance]) -> Columns:
    """Return the balance sheet besides securities."""
    return {
        "total_assets": [s.total_assets for s in sheets],
        "other_assets": [s.other_assets for s in sheets],
        "temporary_lending": [s.temporary_lending for s in sheets],
        "currency": [s.currency for s in sheets],
        "government_account": [s.government_account for s in sheets],
        "on_rrp": [s.on_rrp for s in sheets],
        "foreign_rrp": [s.foreign_rrp for s in sheets],
        "other_liabilities": [s.other_liabilities for s in sheets],
        "capital": [s.capital for s in sheets],
        "remittances_due": [-s.deferred_asset for s in sheets],
        "reserves": [s.reserves for s in sheets],
    }


def long_yields(effects: list[Yields]) -> Columns:
    """Return the long yields."""
    return {
        "term_premium_effect_bp": [y.term_premium_effect_bp for y in effects],
        "announcement_effect_bp": [y.announcement_effect_bp for y in effects],
        "flow_effect_bp": [y.flow_effect_bp for y in effects],
        "long_yield": [y.long_yield for y in effects],
    }


def economy(months: list[Macro], policy_rate: list[Number], long_yield: list[Number]) -> Columns:
    """Return the economy, given the baseline's two rates; inflation is over twelve months."""
    level = [m.price_level for m in months]
    every = range(len(months))
    return {
        "price_level": level,
        "inflation": [level[t] - level[t - 12] if t >= 12 else level[t] for t in every],
        "core_inflation": [m.core_inflation for m in months],
        "expected_inflation": [m.expected_inflation for m in months],
        "output_gap": [m.output_gap for m in months],
        "unemployment_gap": [m.unemployment_gap for m in months],
        "policy_rate": [policy_rate[t] + months[t].policy_rate for t in every],
        "policy_rate_deviation": [m.policy_rate for m in months],
        "long_rate_deviation": [m.long_rate for m in months],
        "long_yield": [long_yield[t] + months[t].long_rate for t in every],
    }


def asset_prices(prices: list[Markets]) -> Columns:
    """Return shares, homes and wealth."""
    return {
        "equities": [p.equities for p in prices],
        "growth_equities": [p.growth_equities for p in prices],
        "value_equities": [p.value_equities for p in prices],
        "house_prices": [p.house_prices for p in prices],
        "mortgage_rate_deviation": [p.mortgage_rate for p in prices],
        "corporate_yield_deviation": [p.corporate_yield for p in prices],
        "wealth_share_top10": [p.share_top10 for p in prices],
        "wealth_share_bottom50": [p.share_bottom50 for p in prices],
        "wealth_cash_top10": [p.wealth_top10 for p in prices],
        "wealth_cash_bottom50": [p.wealth_bottom50 for p in prices],
    }


def taiwan(flows: list[Flows], island: list[Taiwan], assets: list[Assets]) -> Columns:
    """Return Taiwan, deviations from the baseline throughout."""
    return {
        "foreign_net_buying": [f.net_buying for f in flows],
        "foreign_net_inflow": [f.net_inflow for f in flows],
        "twd": [f.twd for f in flows],
        "cbc_fx_purchases": [f.fx_purchases for f in flows],
        "cbc_fx_assets": [f.fx_assets for f in flows],
        "cbc_bonds": [f.bonds for f in flows],
        "cbc_certificates": [f.certificates for f in flows],
        "tw_bank_reserves": [f.bank_reserves for f in flows],
        "tw_overnight_rate": [f.overnight for f in flows],
        "tw_import_prices": [i.import_prices for i in island],
        "tw_cpi": [i.cpi for i in island],
        "tw_inflation": [i.inflation for i in island],
        "tw_exports": [i.exports for i in island],
        "tw_output_gap": [i.output_gap for i in island],
        "cbc_rate": [i.cbc_rate for i in island],
        "tw_long_yield": [i.long_yield for i in island],
        "taiex": [i.taiex for i in island],
        "taiex_discount": [i.taiex_discount for i in island],
        "taiex_earnings": [i.taiex_earnings for i in island],
        "tw_mortgage_rate": [a.mortgage_rate for a in assets],
        "tw_house_prices": [a.house_prices for a in assets],
        "tw_hedge_cost": [a.hedge_cost for a in assets],
        "tw_hedge_ratio": [a.hedge_ratio for a in assets],
        "tw_insurer_result": [a.insurer_total for a in assets],
    }


def reserve_market(months: list[ReserveMarket]) -> Columns:
    """Return the market for reserves."""
    return {
        "reserves_to_bank_assets": [m.reserves_to_bank_assets for m in months],
        "liquidity_to_bank_assets": [m.liquidity_to_bank_assets for m in months],
        "reserve_regime": [m.regime for m in months],
        "reserve_demand_slope": [m.slope for m in months],
        "effr_spread_bp": [m.effr_spread_bp for m in months],
        "repo_spread_bp": [m.repo_spread_bp for m in months],
        "stress_probability": [m.stress_probability for m in months],
        "stress_without_facility": [m.stress_without_facility for m in months],
        "repo_peak_bp": [m.repo_peak_bp for m in months],
    }


def income(statements: list[Income]) -> Columns:
    """Return the income statement."""
    return {
        "treasury_income": [s.treasury_income for s in statements],
        "mbs_income": [s.mbs_income for s in statements],
        "interest_income": [s.interest_income for s in statements],
        "reserve_interest": [s.reserve_interest for s in statements],
        "reverse_repo_interest": [s.reverse_repo_interest for s in statements],
        "interest_expense": [s.interest_expense for s in statements],
        "net_income": [s.net_income for s in statements],
        "remittances": [s.remittances for s in statements],
        "deferred_asset": [s.deferred_asset for s in statements],
    }


def indemnity(transfers: list[Indemnity]) -> Columns:
    """Return the cash between the fund and the Treasury."""
    return {
        "coupons": [t.coupons for t in transfers],
        "loan_interest": [t.loan_interest for t in transfers],
        "redemption_loss": [t.redemption_loss for t in transfers],
        "sale_loss": [t.sale_loss for t in transfers],
        "indemnity": [t.cash for t in transfers],
        "indemnity_cumulative": [t.cumulative for t in transfers],
    }


def waterfall(losses: list[Waterfall]) -> Columns:
    """Return the steps down the waterfall."""
    return {
        "loss_provision": [w.provision for w in losses],
        "provision_released": [w.released for w in losses],
        "reported_result": [w.reported for w in losses],
        "loss_carried_forward": [w.carried_forward for w in losses],
        "profit_distributed": [w.distributed for w in losses],
    }


def funds(loop: list[Ldi]) -> Columns:
    """Return the loop of leveraged funds."""
    return {
        "ldi_forced_sales": [f.sold_in_month for f in loop],
        "ldi_discount": [f.discount for f in loop],
        "ldi_yield_effect_bp": [f.yield_effect for f in loop],
        "ldi_backstop_held": [f.bought for f in loop],
        "liquidity_index": [f.liquidity for f in loop],
    }


def banks(lenders: list[Banks]) -> Columns:
    """Return the banks that hold long assets."""
    return {
        "bank_mtm_loss": [b.loss for b in lenders],
        "bank_loss_of_equity": [b.loss_of_equity for b in lenders],
        "bank_run_risk": [b.run_risk for b in lenders],
        "bank_run_risk_typical": [b.run_risk_typical for b in lenders],
    }
