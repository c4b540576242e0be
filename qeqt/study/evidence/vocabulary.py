"""The words that an evidence row may use: inputs and quantities, each with unit and meaning."""

from __future__ import annotations

import re

from qeqt import data
from qeqt.core.columns import COLUMNS, records_of
from qeqt.study.evidence import (
    accounts,
    hikes,
    laboratory,
    money,
    plans,
    portfolio,
    published_formula,
    readings,
    vocabulary_economy,
    vocabulary_taiwan,
)
from qeqt.study.evidence.quantity import Quantity

INPUTS = {
    # dates and references
    "date": "month YYYY-MM (or a date) the row is about",
    "start": "first month, or the opening's month for total assets",
    "end": "last month",
    "year": "calendar year of the history run",
    "scenario": "name of a scenario of the records",
    "as": "id of the row whose inputs hold",
    "from": "id of the earlier row",
    "to": "id of the later row",
    # portfolio
    "cap_treasury_bn": "cap on Treasury run-off, bn per month: a number or {months: number}",
    "cap_treasury_bn_by_month": "the same, one number a month from start",
    "cap_treasury_bn_per_month": "the same, {months: number}",
    "cap_mbs_bn": "cap on MBS run-off, bn per month",
    "bills_may_fill_cap": "bills make up what coupons fall short of the cap",
    "maturities_exceed_cap": "at least the cap falls due every month",
    "maturities": "text: at least cap every month",
    "coupon_maturities_bn": "coupons due in the month, bn",
    "bill_holdings_bn": "bills held, bn",
    "start_treasury_tn": "Treasuries at the start, tn",
    "start_mbs_tn": "MBS at the start, tn",
    "assets_start_tn": "total assets at the start, tn",
    "mbs_principal_bn_per_month": "text: model",
    "runoff": "text: none",
    "mbs_stock_tn": "MBS held, tn",
    "wac_pct": "average interest rate of the loans behind the MBS, percent",
    "mortgage_rate_pct": "thirty-year mortgage rate, percent",
    # market for reserves
    "reserves_usd_tn": "reserves, tn",
    "reserves_over_bank_assets": "reserves over bank assets, share (or a pair)",
    "reserves_change_pct": "change of reserves, percent",
    "deposits_change_pct": "0: deposits stay",
    "deposits": "text: unchanged",
    "regime": "text: where on the curve the source places itself",
    "frequency": "text: monthly average",
    "nominal_gdp_usd_tn": "nominal GDP, tn a year",
    "bank_assets_usd_tn": "assets of commercial banks, tn",
    "on_rrp_usd_tn": "overnight reverse repo, tn",
    "on_rrp_usd_bn": "overnight reverse repo, bn",
    "drain_two_days_usd_bn": "reserves that leave within two business days, bn",
    "treasury_settlement_usd_bn": "Treasuries that settle in those days, bn",
    "standing_repo_facility": "there is a standing repo facility",
    "stop_at": "text: satiation point of the fitted curve",
    "order": "text: on_rrp drained first",
    # long yields
    "purchases_usd_tn": "purchases by kind {mbs, agency, treasury}, tn",
    "purchases_usd_bn": "Treasury purchases, bn USD",
    "purchases_gbp_bn": "gilt purchases, bn GBP",
    "purchases_eur_bn": "bond purchases, bn EUR",
    "asset": "text: what is bought",
    "share_of_gdp": "purchases over GDP, share",
    "market_stress": "switch: markets are broken (or a pair)",
    "risk_aversion": "switch: normal or crisis (or a pair)",
    "announced": "the plan is announced",
    "expected_path": "hold_quarters, runoff_quarters, terminal_excess_share_of_gdp: numbers or ranges",
    "programmes": "list of LSAP1, LSAP2, MEP, LSAP3",
    "programme": "text: APP",
    "treasury_purchases_usd_tn": "Treasury purchases of LSAP1 and LSAP2 together, tn",
    "mbs_agency_usd_tn": "MBS and agency debt of LSAP1, tn",
    "mep_usd_tn": "maturity extension, tn",
    "lsap3_treasury_usd_tn": "Treasury purchases of LSAP3, tn",
    "lsap3_mbs_usd_tn": "MBS purchases of LSAP3, tn",
    "soma_treasury_tn": "Treasuries held, tn",
    "soma_mbs_tn": "MBS held, tn",
    "expected_end_of_reinvestment": "month, or early/mid/late and a year",
    "holdings_eur_tn": "bonds held, tn EUR",
    "reinvestment_years": "years of full reinvestment",
    "redemption_profile_years": "years over which the holdings then fall due",
    "free_float_share": "share of the holdings that counts",
    "operation": "text: one purchase day; one month later",
    "sector": "text: the sector bought",
    "rolloff_usd_tn": "Treasuries that roll off, tn",
    "rolloff_gbp_bn": "gilts that run off, bn GBP; taken over at the maturities of US auctions",
    "rolloff_eur_bn": "bonds that run off, bn EUR; taken over as gilts are",
    "assets_reduction_usd_tn": "fall of assets against no run-off, tn",
    "years": "years the roll-off takes",
    "horizon_years": "years the roll-off takes",
    "mode": "text: passive",
    "treasury_reissues": "switch: pro rata or bills (or a pair)",
    "refinancing": "switch: pro rata or bills (or a pair)",
    "counterfactual": "text: no roll-off; for a column, the scenario whose column is taken off",
    "versus": "text: no runoff; for a column, as counterfactual",
    "long_to_short_conversion": "long yield per unit of the funds rate: a number, or a range",
    "qe": "text: crisis, announced as a surprise",
    "qt": "text: passive, pre-announced, calm market",
    "same_share_of_gdp_and_horizon": "both sides have the same size and horizon",
    "lt_holdings_tn_2009Q2_2010Q3": "long-term holdings by quarter, tn",
    "then_decline_bn_per_q": "fall a quarter after those, bn",
    "gdp_tn_2009Q2": "GDP of the first quarter, tn a year",
    "gdp_growth_pct": "growth of GDP, percent a year",
    "normal_ratio": "{year: share of GDP}: normal holdings",
    "discount_quarterly": "discount factor a quarter",
    "lambda_bp": "coefficient, bp per GDP share and quarter",
    "deviation_floor": "0: less than normal adds no effect",
    "holdings": "text: par",
    # income
    "soma_interest_income_bn": "income on the portfolio, bn",
    "iorb_interest_bn": "interest paid on reserves, bn",
    "repo_interest_bn": "interest paid on reverse repo, bn",
    "operating_and_assessments_bn": "costs, bn",
    "start_deferred_asset_bn": "deferred asset at the start, bn",
    "remittances_stop": "month from which nothing is remitted",
    "avg_soma_tn": "average portfolio, tn",
    "avg_soma_yield_pct": "its average yield, percent",
    "avg_iorb_pct": "average rate on reserves, percent",
    "avg_rrp_tn": "average reverse repo, tn",
    "avg_rrp_rate_pct": "its average rate, percent",
    "loans_income_bn": "income on loans, bn",
    "opex_bn": "costs, bn",
    "avg_interest_bearing_deposits_tn": "average reserves and other deposits that earn interest, tn",
    "deferred_asset_start_bn": "deferred asset at the start, bn",
    "net_income_bn": "net income, bn",
    "dividends_bn": "dividends, bn",
    "remittances_of_banks_in_profit_bn": "paid by Reserve Banks still in profit, bn",
    "loss_before_provision_eur_bn": "loss before the provision is used, bn EUR",
    "provision_eur_bn": "provision used, bn EUR",
    "gilts_at_cost_gbp_bn": "gilts at cost, bn GBP",
    "avg_duration_years": "average duration, years (or a range)",
    "yields": "text: purchase-weighted and current",
    "yield_at_purchase_pct": "yield at purchase, percent (or a range)",
    "yield_now_pct": "market yield, percent",
    **vocabulary_economy.INPUTS,
    **vocabulary_taiwan.INPUTS,
}
"""Every input a row may have. Texts say what the source assumes; the model assumes the same."""

RUNOFFS = ("|".join(plans.RUNOFFS),)
CAPS = ("|".join(portfolio.CAPS_ON_TREASURIES),)
STRESS = ("market_stress", "risk_aversion")

QUANTITIES = {
    "treasury_redemptions_total": Quantity(
        "USD bn", "Treasuries redeemed over the caps", portfolio.treasury_redemptions_total, CAPS,
    ),
    "treasury_runoff_ceiling": Quantity(
        "USD bn", "the caps' sum", portfolio.treasury_redemptions_total, CAPS,
    ),
    "bill_redemptions": Quantity(
        "USD bn", "bills redeemed in a month", portfolio.bill_redemptions,
        ("coupon_maturities_bn", "bill_holdings_bn"),
    ),
    "securities_decline_total": Quantity(
        "USD tn", "fall of Treasuries and MBS", portfolio.securities_decline_total,
        ("start_treasury_tn", "start_mbs_tn"),
    ),
    "total_assets_end": Quantity(
        "USD tn", "total assets at the end", portfolio.total_assets_end, ("assets_start_tn", "start", "end")
    ),
    "mbs_principal_per_month": Quantity(
        "USD bn per month", "MBS principal", portfolio.mbs_principal_per_month,
        ("mbs_stock_tn", "wac_pct", "mortgage_rate_pct"),
    ),
    "coupons_maturing": Quantity("USD bn", "coupons due in a year", portfolio.coupons_maturing, ("year",)),
    "bucket_error": Quantity("percent", "error of the maturity buckets", portfolio.bucket_error, ("date",)),
    "change_in_EFFR_minus_IORB": Quantity(
        "basis points", "change of the funds rate's spread", money.change_in_spread,
        ("reserves_change_pct", "reserves_over_bank_assets|reserves_usd_tn"),
    ),
    "change_in_repo_minus_IORB": Quantity(
        "basis points", "change of the repo rate's spread",
        lambda row: money.change_in_spread(row, "repo_spread_bp"),
        ("reserves_change_pct", "reserves_over_bank_assets|reserves_usd_tn"),
    ),
    "repo_stress_flag": Quantity(
        "0/1", "repo stress more likely than not", money.repo_stress_flag,
        ("reserves_usd_tn|reserves_over_bank_assets",), ("standing_repo_facility",),
    ),
    "repo_minus_IORB": Quantity(
        "basis points", "repo rate less the rate on reserves", lambda row: money.read(row, "repo_spread_bp"),
        ("reserves_usd_tn|reserves_over_bank_assets",), ("standing_repo_facility",),
    ),
    "EFFR_minus_IORB": Quantity(
        "basis points", "funds rate less the rate on reserves", lambda row: money.read(row, "effr_spread_bp"),
        ("reserves_usd_tn|reserves_over_bank_assets",),
    ),
    "repo_stress_probability": Quantity(
        "probability", "chance of repo stress", lambda row: money.read(row, "stress_probability"),
        ("reserves_usd_tn|reserves_over_bank_assets",), ("standing_repo_facility",),
    ),
    "feasible_cut_in_reserves_plus_onrrp": Quantity(
        "USD tn", "what can leave before satiation ends", money.feasible_cut, ("reserves_usd_tn",)
    ),
    "change_10y_term_premium": Quantity(
        "basis points", "effect on the ten-year term premium", plans.term_premium_change, (), STRESS
    ),
    "change_10y_yield": Quantity(
        "basis points", "effect on the ten-year yield (term premium)", plans.term_premium_change, (), STRESS
    ),
    "average_change_in_yields": Quantity(
        "basis points", "effect on yields", plans.announcement_effect, ("purchases_usd_bn|purchases_usd_tn",),
        STRESS,
    ),
    "change_gilt_yields": Quantity(
        "basis points", "effect on gilt yields", plans.term_premium_change,
        ("purchases_gbp_bn|rolloff_gbp_bn",), STRESS,
    ),
    "change_in_effect": Quantity(
        "basis points", "later effect less the earlier one", plans.portfolio_change,
        ("from", "to"), STRESS,
    ),
    "change_in_sector_yield_that_day": Quantity(
        "basis points", "flow effect in the sector bought", plans.flow_effect
    ),
    "change_in_sector_yield": Quantity(
        "basis points", "flow effect a month later", lambda row: plans.flow_effect(row, 1)
    ),
    "equivalent_funds_rate_hike": Quantity(
        "basis points", "hike with the same ten-year yield", hikes.equivalent_funds_rate_hike,
        RUNOFFS, (*STRESS, "treasury_reissues", "refinancing"),
    ),
    "equivalent_sustained_hike": Quantity(
        "basis points", "sustained hike with the same outcome", hikes.equivalent_sustained_hike,
        RUNOFFS, (*STRESS, "treasury_reissues", "refinancing"),
    ),
    "half_life_of_effect": Quantity("years", "years until half is left", plans.half_life),
    "abs_effect_ratio_QT_to_QE": Quantity("ratio", "calm run-off over crisis purchases", plans.qt_to_qe),
    "ratio": Quantity(
        "ratio", "first over second variant of a pair", plans.ratio_of_effects, (),
        (*STRESS, "treasury_reissues", "refinancing"),
    ),
    "net_income": Quantity(
        "USD bn", "net income", accounts.net_income, ("year|avg_soma_tn|soma_interest_income_bn",)
    ),
    "deferred_asset_end": Quantity(
        "USD bn", "deferred asset at the end", accounts.deferred_asset_end, ("net_income_bn|year",)
    ),
    "remittances": Quantity(
        "USD bn", "what goes to the Treasury", accounts.remittances, ("net_income_bn|year",)
    ),
    "reported_loss": Quantity(
        "EUR bn", "loss after the provision", accounts.reported_loss,
        ("loss_before_provision_eur_bn", "provision_eur_bn"),
    ),
    "mtm_loss": Quantity(
        "GBP bn", "loss if sold today", accounts.mtm_loss,
        ("gilts_at_cost_gbp_bn", "avg_duration_years", "yield_at_purchase_pct", "yield_now_pct"),
    ),
    **vocabulary_economy.QUANTITIES,
    **vocabulary_taiwan.QUANTITIES,
}  # fmt: skip
"""Every named quantity; besides, term_premium_effect_YYYYQn, ratio_of_slopes_Apct_to_Bpct, and any column
of the results with date or year (and scenario; history where none is named)."""

OF_TAIWAN = "g"
"""The block of rows about Taiwan and other open economies."""

PATTERNS = (
    "term_premium_effect_YYYYQn",
    "ratio_of_slopes_Apct_to_Bpct",
    f"{', '.join(f'{word}_at_Nq' for word in vocabulary_economy.AT_QUARTER)} "
    f"(Taiwan's in block {OF_TAIWAN}; us_ or tw_ before the word says whose)",
    f"COLUMN_{', COLUMN_'.join(readings.WAYS)}, COLUMN_at_Nq, COLUMN_over_COLUMN",
)
"""Quantities whose names hold numbers."""

AMOUNT = re.compile(r"bn ([A-Z]{3})(?: per month)?")
"""How the records of columns write an amount; rows write the currency first."""


def unit_in_rows(unit: str) -> str:
    """Return a column's unit as rows write it."""
    found = AMOUNT.fullmatch(unit)
    if found:
        return f"{found.group(1)} bn"
    return "basis points" if unit == "bp" else unit


def column_unit(name: str, scenario: str) -> str:
    """Return the unit of a column of a scenario's run, as rows write it: in its bank's currency."""
    own = records_of(bank_of(scenario))
    return unit_in_rows((own[name] if name in own else COLUMNS[name]).unit)


def column_quantity(name: str, scenario: str) -> Quantity:
    """Return a column of a scenario's run as a quantity, in its bank's currency; of history by default."""
    return Quantity(
        column_unit(name, scenario),
        COLUMNS[name].label_zh,
        lambda row: readings.at_date(name, row),
        ("date|year",),
    )


def bank_of(scenario: str) -> str:
    """Return a scenario's bank, the Federal Reserve for none."""
    known = data.scenarios()
    return known[scenario].bank if scenario in known else laboratory.BANK


def bank_without(name: str, scenario: str) -> str:
    """Return the scenario's bank where it lacks a column of that name; nothing where it has it."""
    known = data.scenarios()
    if name not in COLUMNS or scenario not in known or known[scenario].bank in COLUMNS[name].banks:
        return ""
    return known[scenario].bank


def after_quarters(name: str, block: str) -> Quantity | None:
    """Return what a word and a quarter after a shock stand for: in a block's rows a word has one meaning.

    In rows about open economies it is theirs, else that of the United States; ``us_`` and ``tw_`` say whose.
    """
    if name.startswith("tw_") or (block == OF_TAIWAN and not name.startswith("us_")):
        return vocabulary_taiwan.patterned(name)
    return vocabulary_economy.patterned(name)


def quantity(name: str, scenario: str = "", block: str = "") -> Quantity | None:
    """Return what a quantity is in a row of a block, or None for an unknown one.

    With a scenario, it is the scenario's column of that name where there is one.
    """
    if scenario and name in COLUMNS:
        return column_quantity(name, scenario)
    if name in QUANTITIES:
        return QUANTITIES[name]
    found = re.fullmatch(r"term_premium_effect_(\d{4}Q[1-4])", name)
    if found:
        quarter = found.group(1)
        return Quantity(
            "basis points",
            "effect by the published formula",
            lambda row: published_formula.formula_effect(row, quarter),
            ("lt_holdings_tn_2009Q2_2010Q3", "lambda_bp", "normal_ratio"),
        )
    if re.fullmatch(r"ratio_of_slopes_\d+pct_to_\d+pct", name):
        needs = ("reserves_over_bank_assets", "reserves_change_pct")
        return Quantity("ratio", "slope at the first share over the second", money.ratio_of_slopes, needs)
    patterned = after_quarters(name, block)
    if patterned is not None:
        return patterned
    if name in COLUMNS:
        return column_quantity(name, scenario)
    return readings.patterned(name, lambda column: column_unit(column, scenario))
