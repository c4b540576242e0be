"""Which results of a run stand together in the lab; a column that nobody placed is placed by its name."""

from __future__ import annotations

from qeqt.core.columns import COLUMNS

GROUPS = {
    "sheet": "資產負債表",
    "money": "貨幣市場",
    "yields": "殖利率",
    "economy": "經濟",
    "income": "央行盈虧",
    "wealth": "股、房與財富",
    "stability": "金融穩定",
    "taiwan": "台灣",
}
NOTICED = ("yields", "wealth", "stability", "taiwan")
"""Groups that show bonds, shares, homes or Taiwan: the notice stands under them."""

LEADING = {
    "sheet": ("total_assets", "reserves", "treasuries", "mbs", "on_rrp", "ten_year_equivalents"),
    "money": (
        "liquidity_to_bank_assets", "effr_spread_bp", "repo_spread_bp", "stress_probability",
        "reserves_to_bank_assets", "reserve_regime", "reserve_demand_slope", "stress_without_facility",
        "repo_peak_bp", "temporary_lending",
    ),
    "yields": (
        "long_yield", "term_premium_effect_bp", "belief_effect_bp", "long_rate_deviation",
        "announcement_effect_bp", "expected_duration", "duration_news", "flow_effect_bp",
        "mortgage_rate_deviation", "corporate_yield_deviation",
    ),
    "economy": (
        "output_gap", "inflation", "unemployment_gap", "policy_rate", "core_inflation", "expected_inflation",
        "price_level", "policy_rate_deviation",
    ),
    "income": (
        "net_income", "deferred_asset", "interest_expense", "interest_income", "unrealised_gain",
        "remittances", "indemnity", "indemnity_cumulative", "loan_interest", "coupons", "sale_loss",
        "redemption_loss",
        "reported_result", "loss_carried_forward", "loss_provision", "provision_released",
        "profit_distributed", "treasury_income", "mbs_income", "reserve_interest", "reverse_repo_interest",
        "realised_gain", "treasury_interest", "amortisation", "inflation_compensation",
    ),
    "wealth": ("equities", "house_prices", "wealth_share_top10", "wealth_share_bottom50"),
    "stability": ("liquidity_index", "ldi_forced_sales"),
    "taiwan": ("twd", "tw_long_yield", "tw_exports", "taiex", "foreign_net_buying", "tw_house_prices"),
}  # fmt: skip
"""Of each group the columns that come first, and those whose names do not say where they belong."""

BY_NAME = (
    ("taiwan", ("tw_", "twd", "taiex", "cbc_", "foreign_net", "insurer")),
    ("stability", ("ldi_", "liquidity_index", "stability_", "margin_", "fund_")),
    ("wealth", ("wealth_", "growth_equities", "value_equities", "house_", "equities")),
    ("economy", ("output", "inflation", "unemployment", "policy_rate", "consumption", "investment")),
    ("income", ("income", "remittance", "loss")),
    ("yields", ("yield", "long_", "term_premium", "mortgage_rate", "corporate_")),
    ("money", ("repo_", "effr", "stress", "spread")),
)


def group_of(column: str) -> str:
    """Return the group of a column."""
    for group, columns in LEADING.items():
        if column in columns:
            return group
    for group, beginnings in BY_NAME:
        if column.startswith(beginnings):
            return group
    return "sheet"


def ordered(group: str) -> list[str]:
    """Return a group's columns: the leading ones, then the others as the records have them."""
    first = [name for name in LEADING[group] if name in COLUMNS]
    return [*first, *(name for name in COLUMNS if group_of(name) == group and name not in first)]
