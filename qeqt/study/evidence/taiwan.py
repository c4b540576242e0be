"""Experiments on Taiwan: the currency, import and consumer prices, the central bank's rate, output."""

from __future__ import annotations

import json
from functools import cache
from math import fsum
from typing import Any

from qeqt import data
from qeqt.core.results import Results
from qeqt.study.evidence import laboratory as lab

Inputs = dict[str, Any]

MONTHS_OF_YEAR = 12
RISKY = ("high", "elevated")
"""Words of sources for risk aversion that has risen."""


@cache
def _response(text: str, count: int) -> Results:
    month = lab.runs_start()
    rates = data.environment(lab.BANK)["policy_rate"]
    changed = {**json.loads(text), "policy_rate": rates.observations[rates.last], "follows_rule": 0.0}
    environment = lab.environment_at(month, count, changed)
    return lab.run(lab.opening_at(month), environment, [lab.standing_decision(month)] * count)


def response(shocks: dict[str, float | list[float]], count: int = MONTHS_OF_YEAR) -> Results:
    """Return the run of Taiwan's shocks on flat surroundings; a number stands for every month."""
    return _response(json.dumps(shocks, sort_keys=True), count)


def appreciation(inputs: Inputs) -> float:
    """Return the row's move of the NT dollar, percent, above 0 stronger: NT dollars per US dollar moved."""
    if "twd_depreciation_pct" in inputs:
        return -float(inputs["twd_depreciation_pct"])
    return -100.0 * (float(inputs["twd_per_usd_to"]) / float(inputs["twd_per_usd_from"]) - 1.0)


def cpi_effect(inputs: Inputs) -> float:
    """Return what the row's currency move adds to consumer prices within a year, points."""
    return response({"tw_push": appreciation(inputs)}).columns["tw_cpi"][-1]


def import_price_effect(inputs: Inputs) -> float:
    """Return by how much the currency moves import prices, points, beside prices abroad where given."""
    world = float(inputs.get("import_price_inflation_usd_basis_pct", 0.0))
    moved = response({"tw_push": appreciation(inputs), "tw_world_prices": world}, 1)
    unmoved = response({"tw_world_prices": world}, 1)
    return moved.columns["tw_import_prices"][0] - unmoved.columns["tw_import_prices"][0]


def risky(inputs: Inputs) -> bool:
    """Say whether the row's source has a global risk shock: its switch, else the word it uses."""
    if "risk_shock" in inputs:
        return bool(inputs["risk_shock"])
    return inputs.get("global_risk") in RISKY


def us_moves(inputs: Inputs) -> dict[str, float | list[float]]:
    """Return what the row says of the United States, as moves that Taiwan feels, from the first month on."""
    hikes = float(inputs.get("fed_hikes_bp", 0.0)) / 100.0
    long = lab.parameters()["conversion_same_yield"] * hikes
    if "us10y_change_bp" in inputs:
        long = float(inputs["us10y_change_bp"]) / 100.0
    shares = float(inputs.get("us_equities_pct", 0.0))
    if risky(inputs):
        shares = lab.parameters()["risk_shock_equities"]
    return {"tw_us_rate": hikes, "tw_us_long": long, "tw_us_equities": shares}


def currency_effect(inputs: Inputs) -> float:
    """Return the NT dollar against the US dollar in the month of the row's moves, percent."""
    if "hot_money_twd_bn_per_month" in inputs:
        inflow = float(inputs["hot_money_twd_bn_per_month"])
        return response({"tw_hot_money": inflow}).columns["twd"][-1]
    return response(us_moves(inputs), 1).columns["twd"][0]


def ramp(size: float, count: int) -> list[float]:
    """Return a path that rises evenly to a size over so many months, from the opening's month on."""
    return [size * n / count for n in range(count + 1)]


def local_prices(year: int) -> float:
    """Return by how much inflation in a year stood above the ten years before, points."""
    known = data.environment("taiwan")["cpi_yoy"].observations
    own = [value for month, value in known.items() if month.startswith(f"{year}-")]
    before = [value for month, value in known.items() if year - 10 <= int(month[:4]) < year]
    if not own or not before:
        raise ValueError(
            f"consumer prices of Taiwan are known from {min(known)} to {max(known)}, not for {year}"
        )
    return fsum(own) / len(own) - fsum(before) / len(before)


def cbc_rate_effect(inputs: Inputs) -> float:
    """Return what the row's moves do to Taiwan's policy rate within a year, percentage points.

    Moves abroad rise evenly over the year; with a year, prices at home are what they were in it.
    """
    shocks: dict[str, float | list[float]] = {
        name: ramp(float(size), MONTHS_OF_YEAR)  # type: ignore[arg-type]
        for name, size in us_moves(inputs).items()
    }
    if "year" in inputs:
        shocks["tw_supply"] = local_prices(int(inputs["year"]))
    return response(shocks).columns["cbc_rate"][-1]


def year_of_hikes() -> int:
    """Return the year in which the Federal Reserve's rate rose most."""
    known = data.environment(lab.BANK)["policy_rate"].observations
    ends = {int(month[:4]): value for month, value in sorted(known.items()) if month.endswith("-12")}
    return max((year for year in ends if year - 1 in ends), key=lambda year: ends[year] - ends[year - 1])


def cbc_over_fed(inputs: Inputs) -> float:
    """Return Taiwan's move of the policy rate over the Federal Reserve's, in the year of the hikes."""
    if not float(inputs["fed_hikes_bp"]):
        raise ValueError("fed_hikes_bp is 0: there is no ratio to a rate that did not move")
    dated = {"year": year_of_hikes(), **inputs}
    return cbc_rate_effect(dated) / (float(inputs["fed_hikes_bp"]) / 100.0)
