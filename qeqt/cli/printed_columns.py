"""Which columns the command line prints: always, and where a scenario moves them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qeqt.study.bands import Bands

PRINTED = (
    "total_assets",
    "treasuries",
    "mbs",
    "reserves",
    "on_rrp",
    "runoff_treasuries",
    "runoff_mbs",
    "other_programme_holdings",
    "equity_holdings",
    "indemnity_cumulative",
    "loss_carried_forward",
)
PRICED = ("term_premium_effect_bp", "belief_effect_bp")
"""What is held, and what a reader says that markets believe: shown besides where he says anything."""
UNCERTAIN = ("term_premium_effect_bp", "net_income", "deferred_asset")
"""Columns that are shown besides where parameters are drawn: they depend on many of them."""
ECONOMY = (
    "policy_rate",
    "long_rate_deviation",
    "output_gap",
    "unemployment_gap",
    "inflation",
    "equities",
    "house_prices",
)
"""Columns that are shown besides where a scenario moves them."""
TAIWAN = (
    "twd",
    "cbc_rate",
    "tw_long_yield",
    "tw_import_prices",
    "tw_cpi",
    "tw_exports",
    "taiex",
    "tw_house_prices",
    "foreign_net_inflow",
    "cbc_certificates",
)
"""Taiwan's, shown where a scenario moves them."""
STABILITY = (
    "ldi_forced_sales",
    "ldi_discount",
    "ldi_yield_effect_bp",
    "ldi_backstop_held",
    "liquidity_index",
    "bank_mtm_loss",
    "bank_loss_of_equity",
    "bank_run_risk",
)
"""Funds that must sell and banks whose bonds lost value, shown where a scenario is about them."""
STRAINED = "stability_"
"""Beginning of the names of those scenarios."""


def of_bands(found: Bands) -> list[str]:
    """Return the columns whose bands are printed: the balance sheet, what depends on it, what is moved."""
    names = [*PRINTED, *UNCERTAIN]
    for group, sign in ((ECONOMY, ("output_gap",)), (TAIWAN, TAIWAN)):
        if any(map(any, (path for name in sign for path in found.quantiles.get(name, [])))):
            names += group
    if found.scenario.startswith(STRAINED):
        names += STABILITY
    return [name for name in names if name in found.quantiles]
