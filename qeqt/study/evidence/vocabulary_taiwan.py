"""The words of rows about Taiwan and about financial stability."""

from __future__ import annotations

import re
from typing import Any

from qeqt.study.evidence import strains, taiwan
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


def patterned(name: str) -> Quantity | None:
    """Return a quantity whose name holds a quarter, or None: output of an open economy abroad."""
    found = re.fullmatch(r"(?:tw_)?gdp_at_(\d+)q", name)
    if not found:
        return None
    quarter = int(found.group(1))

    def experiment(row: dict[str, Any]) -> float:
        return taiwan.output_at(row, quarter)

    meaning = f"output of an open economy after a US shock, average of quarter {quarter}"
    return Quantity("percent", meaning, experiment, ("|".join(SHOCKS),), SWITCHES)
