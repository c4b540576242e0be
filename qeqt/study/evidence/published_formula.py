"""The published formula of the stock effect on the row's own quarterly path of holdings."""

from __future__ import annotations

from typing import Any

from qeqt.core import floats
from qeqt.core.economy import term_premium

Inputs = dict[str, Any]


def formula_effect(inputs: Inputs, quarter: str) -> float:
    """Return the effect in a quarter by the published formula on the row's own quarterly path, bp."""
    holdings = [float(x) for x in inputs["lt_holdings_tn_2009Q2_2010Q3"]]
    fall = float(inputs["then_decline_bn_per_q"]) / 1000.0
    gdp = float(inputs["gdp_tn_2009Q2"])
    growth = (1.0 + float(inputs["gdp_growth_pct"]) / 100.0) ** 0.25
    normal = sorted((int(year), share) for year, share in inputs["normal_ratio"].items())
    (first_year, low), (last_year, high) = normal[0], normal[len(normal) - 1]
    excess = []
    for n in range(round(4 * (last_year - first_year)) * 2):
        held = holdings[n] if n < len(holdings) else max(excess_floor(holdings, fall, n), 0.0)
        share = low + (high - low) * min(n / 4.0 / (last_year - first_year), 1.0)
        excess.append(term_premium.floored(held / gdp, share, floats))
        gdp *= growth
    values = term_premium.present_values([*excess, 0.0], float(inputs["discount_quarterly"]))
    year, number = quarter.split("Q")
    place = 4 * (int(year) - first_year) + int(number) - 2
    return term_premium.stock_effect(
        values[place], 0.0, 1.0, {"stock_coefficient": -float(inputs["lambda_bp"])}
    )


def excess_floor(holdings: list[float], fall: float, n: int) -> float:
    """Return the holdings of quarter n after the listed ones, falling by so much a quarter."""
    return holdings[len(holdings) - 1] - fall * (n - len(holdings) + 1)
