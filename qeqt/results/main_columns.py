"""Which columns are shown of a run: always, and where a scenario moves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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
"""What is held, and what a reader says that markets believe: shown as well where he says anything."""
UNCERTAIN = ("term_premium_effect_bp", "net_income", "deferred_asset")
"""Columns that are shown as well where parameters are drawn: they depend on many of them."""
ECONOMY = (
    "policy_rate",
    "long_rate_deviation",
    "output_gap",
    "unemployment_gap",
    "inflation",
    "equities",
    "house_prices",
)
"""Columns that are shown as well where a scenario moves them."""
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


def moved(columns: Mapping[str, Sequence[Any]], names: Sequence[str]) -> list[str]:
    """Return those of the names that are columns, where a run moves any of them."""
    known = [name for name in names if name in columns]
    return known if any(any(columns[name]) for name in known) else []


def of_run(scenario: str, columns: Mapping[str, Sequence[Any]]) -> list[str]:
    """Return the columns that stand for a whole run: the balance sheet, and what else its scenario moves."""
    names = [name for name in PRINTED if name in columns]
    if any(columns.get("output_gap", ())):
        names += [name for name in ECONOMY if name in columns]
    if any(columns.get("belief_effect_bp", ())):
        names += [name for name in PRICED if name in columns]
    names += moved(columns, TAIWAN)
    if scenario.startswith(STRAINED):
        names += [name for name in STABILITY if name in columns]
    return names


def of_bands(scenario: str, quantiles: Mapping[str, Sequence[Sequence[Any]]]) -> list[str]:
    """Return the columns whose bands are shown: the balance sheet, what depends on it, what is moved."""
    names = [*PRINTED, *UNCERTAIN]
    for group, sign in ((ECONOMY, ("output_gap",)), (TAIWAN, TAIWAN)):
        if any(map(any, (path for name in sign for path in quantiles.get(name, [])))):
            names += group
    if scenario.startswith(STRAINED):
        names += STABILITY
    return [name for name in names if name in quantiles]


def years(months: Sequence[str]) -> list[int]:
    """Return the places of the first month, each year's end and the last month."""
    last = len(months) - 1
    return [n for n, month in enumerate(months) if n in (0, last) or month.endswith("-12")]
