"""The given paths that the model knows by name: what an environment file may bring."""

from __future__ import annotations

import re

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
    "foreign_yield_10y",
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
    "month_end_reverse_repo",
    "month_end_reserves",
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


def required(bank: str) -> tuple[str, ...]:
    """Return the series that nothing stands in for where the model asks for them."""
    return {"taiwan": TAIWAN, "boe": OF_FUNDS, "fed": (*OF_HOUSEHOLDS, *OF_THE_RULE)}.get(bank, ())


def names_of(bank: str) -> tuple[str, ...]:
    """Return the series that the environment of a bank's economy (or of Taiwan) may bring."""
    if bank == "taiwan":
        return TAIWAN
    return (*GIVEN, *GIVEN_TO_BLOCKS, *OF_HOUSEHOLDS, *OF_FUNDS, *OF_THE_RULE)


KINDS = (
    ("percent", (
        "yield_", "real_yield_", "bank_rate", "mortgage_rate", "reserve_rate", "policy_rate",
        "longer_run_rate", "discount_rate", "certificate_rate", "hedge_ratio", "cpi_yoy",
    )),
    ("percentage points", ("mortgage_fees", "mbs_spread")),
    ("basis points", ("ldi_buffer_",)),
    ("yes or no", ("standing_facility", "market_stress")),
    ("money per month", ("loan_income", "other_income", "costs", "dividends", "profitable_banks")),
    ("money", (
        "gdp", "nominal_gdp", "bank_assets", "currency", "capital", "other_", "unsplit_", "government_",
        "on_rrp", "foreign_rrp", "deferred_asset", "two_day_drain", "treasury_settlement", "ldi_assets",
        "month_end_", "reverse_repo_capacity", "result_before_",
        "loss_provision", "reserves",
        "certificates", "exposure",
    )),
    ("ratio", ("market",)),
)  # fmt: skip
"""What a series is told in, by how its name begins: the unit that its reader in the model expects."""


def wrong(name: str, unit: str) -> str:
    """Return the unit that the reader of a series expects, "" where it has it."""
    for kind, beginnings in KINDS:
        if any(name == each or (each.endswith("_") and name.startswith(each)) for each in beginnings):
            fits = re.fullmatch(kind.replace("money", "bn [A-Z]{3}"), unit)
            return (
                ""
                if fits
                else f"{kind.replace('money', 'bn of its currency')} is needed: its reader counts so"
            )
    return ""
