"""The given paths that the model knows by name: what an environment file may bring."""

from __future__ import annotations

GIVEN = (
    "price_index",
    "mortgage_rate",
    "yield_3m",
    "yield_2y",
    "yield_10y",
    "real_yield_10y",
    "other_assets",
    "currency",
    "government_account",
    "on_rrp",
    "reverse_repo_capacity",
    "foreign_rrp",
    "capital",
    "unsplit_liabilities",
)
"""Environment series that are taken where a bank has them; ``needed`` says which it must have."""

NEEDED_BY = {
    "mbs": ("mortgage_rate",),
    "treasury_indexed": ("price_index", "real_yield_10y"),
    "other_liabilities": ("unsplit_liabilities",),
}
"""Environment series that a ladder or a liability of an opening asks for, where the names differ."""

NAMED = ("currency", "government_account", "on_rrp", "foreign_rrp")
"""Liabilities whose path has the same name."""

GIVEN_TO_BLOCKS = (
    "yield_1y",
    "yield_3y",
    "yield_5y",
    "yield_7y",
    "yield_20y",
    "yield_30y",
    "gdp",
    "market_stress",
    "bank_assets",
    "standing_facility",
    "two_day_drain",
    "treasury_settlement",
    "reserve_rate",
    "reverse_repo_rate",
    "deferred_asset",
    "other_deposits",
    "quarter_end_reverse_repo",
    "mortgage_fees",
    "mbs_spread",
    "loan_income",
    "other_income",
    "costs",
    "dividends",
    "profitable_banks",
    "other_liabilities",
    "bank_rate",
    "result_before_provision",
    "loss_provision",
    "policy_rate",
)
"""Environment series of long yields, the market for reserves and income: taken where a bank has them."""

OF_HOUSEHOLDS = (
    "household_net_worth",
    *(
        f"household_{item}_{group}"
        for group in ("top10", "next40", "bottom50")
        for item in ("net_worth", "equities", "business", "real_estate", "bonds", "savings_plans")
    ),
)
"""Balance sheets of the wealth groups."""

OF_FUNDS = ("ldi_assets", "ldi_buffer_low", "ldi_buffer_high")
"""The funds that may have to sell, and the output they are measured by."""

OF_THE_RULE = ("longer_run_rate",)
"""What the stance of policy is read against."""

TAIWAN = (
    "gdp", "market", "reserves", "discount_rate", "certificate_rate", "certificates", "exposure",
    "hedge_ratio", "cpi_yoy", "twd",
)  # fmt: skip
"""Taiwan's stocks, rates and prices."""


def names_of(bank: str) -> tuple[str, ...]:
    """Return the series that the environment of a bank's economy (or of Taiwan) may bring."""
    if bank == "taiwan":
        return TAIWAN
    return (*GIVEN, *GIVEN_TO_BLOCKS, *OF_HOUSEHOLDS, *OF_FUNDS, *OF_THE_RULE)
