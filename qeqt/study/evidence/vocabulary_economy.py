"""The words of rows about output, prices and assets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from qeqt.study.evidence import economy
from qeqt.study.evidence.quantity import Experiment, Quantity

INPUTS = {
    "shock_bp": "surprise in the policy rate, kept through the first quarter, bp",
    "rule": "text: inertial Taylor",
    "rule_rho_quarterly": "the rule's inertia a quarter",
    "rule_pi": "the rule's reaction to the inflation gap beyond one",
    "rule_gap": "the rule's reaction to the output gap",
    "policy": "text: inertial Taylor, or held",
    "term_premium_shock_bp": "rise of the term premium, bp",
    "half_life_quarters": "quarters in which the premium halves (it stays where none is given)",
    "expectations": "switch: backward (VAR) or model-consistent (MCAP, MCAP+WP, rational)",
    "size": "switch: default or headline",
    "lsap_shock_usd_bn": "Treasury purchases announced, bn USD",
    "at_lower_bound": "switch: the policy rate stays at its bound, markets are those of its years (stress)",
    "surprise_bp": "surprise in the policy rate, one month, bp",
    "policy_shock_bp": "the policy rate is higher through the horizon, bp",
    "policy_rate_cut_removed_bp": "cut of Bank Rate of 2008-09 that is left out, bp",
    "qe_removed_gbp_bn": "gilt purchases that are left out, bn GBP",
    "duration_growth": "text: model",
    "duration_value": "text: model",
}
"""Inputs of these rows; those they share with the rows on long yields are defined there."""

SWITCHES = ("market_stress", "at_lower_bound", "size", "expectations")
NEEDS = ("|".join(economy.SHOCKS),)


def of(read: Callable[..., float], column: str) -> Experiment:
    """Return the experiment that reads a column of the row's response in one way."""

    def experiment(row: dict[str, Any]) -> float:
        return read(column, row)

    return experiment


def asked(unit: str, meaning: str, experiment: Experiment, needs: tuple[str, ...] = ()) -> Quantity:
    """Return a quantity of these rows: each needs something that sets the economy in motion."""
    return Quantity(unit, meaning, experiment, NEEDS + needs, SWITCHES)


GAP, JOBS = "output_gap", "unemployment_gap"

QUANTITIES = {
    "gdp_trough": asked("percent", "output in its lowest quarter", of(economy.lowest, GAP)),
    "output_trough": asked("percent", "output in its lowest quarter", of(economy.lowest, GAP)),
    "gdp_peak": asked("percent", "output in its highest quarter", of(economy.highest, GAP)),
    "output_peak": asked("percent", "output in its highest quarter", of(economy.highest, GAP)),
    "gdp_difference": asked("percent", "output in the last year", of(economy.last_year, GAP)),
    "quarter_of_gdp_trough": asked(
        "quarters", "quarter of lowest output", lambda row: economy.quarter_of_extreme(row, -1.0)
    ),
    "quarter_of_gdp_peak": asked(
        "quarters", "quarter of highest output", lambda row: economy.quarter_of_extreme(row, 1.0)
    ),
    "unemployment_peak": asked("percentage points", "highest quarter", of(economy.highest, JOBS)),
    "unemployment_trough": asked("percentage points", "lowest quarter", of(economy.lowest, JOBS)),
    "unemployment_difference": asked("percentage points", "in the last year", of(economy.last_year, JOBS)),
    "core_inflation_trough": asked(
        "percentage points", "core inflation over four quarters, lowest",
        lambda row: min(economy.four_quarters("core_inflation", row)),
    ),
    "core_inflation_peak": asked(
        "percentage points", "core inflation over four quarters, highest",
        lambda row: max(economy.four_quarters("core_inflation", row)),
    ),
    "cpi_inflation_trough": asked(
        "percentage points", "consumer-price inflation over four quarters, lowest",
        of(economy.lowest, "inflation"),
    ),
    "cpi_inflation_peak": asked(
        "percentage points", "consumer-price inflation over four quarters, highest",
        of(economy.highest, "inflation"),
    ),
    "price_level_peak": asked("percent", "consumer prices, highest", of(economy.highest, "price_level")),
    "price_level_trough": asked("percent", "consumer prices, lowest", of(economy.lowest, "price_level")),
    "ten_year_yield_on_impact": asked(
        "percentage points", "ten-year yield in the first month", of(economy.on_impact, "long_rate_deviation")
    ),
    "broad_equity_return": asked("percent", "shares in the first month", of(economy.on_impact, "equities")),
    "growth_equity_return": asked(
        "percent", "growth shares in the first month", of(economy.on_impact, "growth_equities")
    ),
    "value_equity_return": asked(
        "percent", "value shares in the first month", of(economy.on_impact, "value_equities")
    ),
    "mortgage_rate_on_impact": asked(
        "percentage points", "mortgage rate in the first month",
        of(economy.on_impact, "mortgage_rate_deviation"),
    ),
    "corporate_yield_on_impact": asked(
        "percentage points", "corporate yields in the first month",
        of(economy.on_impact, "corporate_yield_deviation"),
    ),
    "house_price_trough": asked("percent", "home prices, lowest", of(economy.lowest, "house_prices")),
    "house_price_peak": asked("percent", "home prices, highest", of(economy.highest, "house_prices")),
    "real_equity_price_difference": asked(
        "percent", "shares in the last year", of(economy.last_year, "equities")
    ),
    "loss_ratio_growth_to_value": asked("ratio", "loss of growth over value shares", economy.growth_to_value),
    "house_price_change": asked(
        "percent", "home prices at the horizon", of(economy.after_horizon, "house_prices"), ("horizon_years",)
    ),
    "wealth_share_top10_change": asked(
        "percentage points", "share of the richest tenth in the first month",
        of(economy.on_impact, "wealth_share_top10"),
    ),
}  # fmt: skip

AT_QUARTER = {
    "gdp": (GAP, "percent"),
    "output": (GAP, "percent"),
    "policy_rate": ("policy_rate_deviation", "percentage points"),
    "inflation": ("inflation", "percentage points"),
    "price_level": ("price_level", "percent"),
    "unemployment": (JOBS, "percentage points"),
    "house_prices": ("house_prices", "percent"),
    "equities": ("equities", "percent"),
}
"""Words before ``_at_Nq``, a quarter after the shock; ``us_`` may stand before them."""


def patterned(name: str) -> Quantity | None:
    """Return a quantity of the United States whose name holds a quarter, or None."""
    found = re.fullmatch(r"(?:us_)?(\w+)_at_(\d+)q", name)
    if not found or found.group(1) not in AT_QUARTER:
        return None
    column, unit = AT_QUARTER[found.group(1)]
    quarter = int(found.group(2))

    def experiment(row: dict[str, Any]) -> float:
        return economy.at_quarter(column, row, quarter)

    return asked(unit, f"average of quarter {quarter}", experiment)
