"""The words of rows about Taiwan and about financial stability."""

from __future__ import annotations

import re
from typing import Any

from qeqt.study.evidence import economy, strains, taiwan
from qeqt.study.evidence.economy import SHOCKS
from qeqt.study.evidence.quantity import Quantity
from qeqt.study.evidence.vocabulary_economy import SWITCHES

INPUTS = {
    "twd_per_usd_from": "NT dollars per US dollar before",
    "twd_per_usd_to": "NT dollars per US dollar after",
    "start_twd_per_usd": "text: where the NT dollar began",
    "twd_depreciation_pct": "rise of NT dollars per US dollar, percent",
    "import_price_inflation_usd_basis_pct": "import prices without the currency's effect, percent",
    "fed_hikes_bp": "rise of the Federal Reserve's rate, bp",
    "us10y_change_bp": "rise of the ten-year yield of the United States, bp",
    "us_equities_pct": "move of US shares, percent",
    "hot_money_twd_bn_per_month": "foreign money that comes in, bn TWD a month for a year",
    "global_risk": "text: high where the source says so",
    "risk_shock": "switch: a global risk shock comes with it",
    "group": "text: the economies that the source has in its group",
    "yield_shock_bp": "rise of thirty-year gilt yields from news, bp",
    "buffer_bp": "rise of yields that the funds can bear, bp: a number, a pair, or uniform low-high",
    "ldi_leverage": "leverage of the funds, or the text model",
    "ldi_assets_gbp_bn": "assets of the funds, leverage included, bn GBP",
    "backstop": "switch: the Bank of England buys, as in 2022 (the default), or not",
    "backstop_gbp_bn_per_day": "bn GBP a day that it stands ready to buy",
}
"""Inputs of these rows; those they share with other rows are defined there."""

MOVES = ("twd_depreciation_pct|twd_per_usd_from",)
FUNDS = ("yield_shock_bp",)

QUANTITIES = {
    "cpi_inflation_effect": Quantity(
        "percentage points", "consumer prices within a year", taiwan.cpi_effect, MOVES
    ),
    "extra_import_price_inflation": Quantity(
        "percentage points", "what the currency adds to import prices", taiwan.import_price_effect, MOVES
    ),
    "twd_change_vs_usd": Quantity(
        "percent", "the NT dollar against the US dollar", taiwan.currency_effect,
        ("fed_hikes_bp|us10y_change_bp|us_equities_pct|hot_money_twd_bn_per_month",), ("risk_shock",),
    ),
    "cbc_hikes_over_fed_hikes": Quantity(
        "ratio", "Taiwan's move of the policy rate over the Federal Reserve's", taiwan.cbc_over_fed,
        ("fed_hikes_bp",), ("risk_shock",),
    ),
    "cbc_rate_change": Quantity(
        "percentage points", "Taiwan's policy rate within a year", taiwan.cbc_rate_effect, ("fed_hikes_bp",),
        ("risk_shock",),
    ),
    "fire_sale_price_discount": Quantity(
        "percent", "deepest fall of prices from forced sales",
        lambda row: strains.read(row, "ldi_discount"), FUNDS, ("backstop",),
    ),
    "forced_sales": Quantity(
        "GBP bn", "forced sales", lambda row: strains.read(row, "ldi_forced_sales"), FUNDS, ("backstop",)
    ),
    "backstop_purchases": Quantity(
        "GBP bn", "what the central bank bought", lambda row: strains.read(row, "ldi_backstop_held"), FUNDS,
        ("backstop",),
    ),
    "bank_mark_to_market_loss": Quantity("USD bn", "what banks' long assets had lost", strains.bank_loss),
}  # fmt: skip


AT_QUARTER = {
    "gdp": ("tw_output_gap", "percent"),
    "output": ("tw_output_gap", "percent"),
    "policy_rate": ("cbc_rate", "percentage points"),
    "inflation": ("tw_inflation", "percentage points"),
    "price_level": ("tw_cpi", "percent"),
    "house_prices": ("tw_house_prices", "percent"),
    "equities": ("taiex", "percent"),
}
"""Words before ``_at_Nq``, a quarter after a shock to the United States; ``tw_`` may stand before them, and
must in a row of another block."""


def patterned(name: str) -> Quantity | None:
    """Return a quantity of an open economy abroad whose name holds a quarter, or None."""
    found = re.fullmatch(r"(?:tw_)?(\w+)_at_(\d+)q", name)
    if not found or found.group(1) not in AT_QUARTER:
        return None
    column, unit = AT_QUARTER[found.group(1)]
    quarter = int(found.group(2))

    def experiment(row: dict[str, Any]) -> float:
        return economy.at_quarter(column, row, quarter)

    meaning = f"an open economy after a US shock, average of quarter {quarter}"
    return Quantity(unit, meaning, experiment, ("|".join(SHOCKS),), SWITCHES)
