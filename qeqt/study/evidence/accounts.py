"""Experiments on income: net income, deferred asset, what the portfolio would lose if sold."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from typing import Any

from qeqt.core import floats
from qeqt.core.bank import income
from qeqt.core.scenario import Opening
from qeqt.core.valuation import maturity_of_duration
from qeqt.study.evidence import laboratory as lab

Inputs = dict[str, Any]

MONTHS_OF_YEAR = 12

CURVE = (
    "yield_3m", "yield_1y", "yield_2y", "yield_3y", "yield_5y", "yield_7y", "yield_10y", "yield_20y",
    "yield_30y", "real_yield_10y",
)  # fmt: skip


def net_income(inputs: Inputs) -> float:
    """Return net income, bn: of a year of history, of stocks and rates, or of the statement's own lines."""
    if "year" in inputs:
        return lab.year_total("net_income", int(inputs["year"]))
    if "avg_soma_tn" in inputs:
        return net_income_of_stocks(inputs)
    return (
        float(inputs["soma_interest_income_bn"])
        + float(inputs.get("loans_income_bn", 0.0))
        - float(inputs["iorb_interest_bn"])
        - float(inputs["repo_interest_bn"])
        - float(inputs["operating_and_assessments_bn"])
    )


def net_income_of_stocks(inputs: Inputs) -> float:
    """Return the net income of a year at average stocks and rates, bn: a month of the run, times twelve."""
    assets = 1000.0 * float(inputs["avg_soma_tn"])
    on_rrp = 1000.0 * float(inputs["avg_rrp_tn"])
    deposits = 1000.0 * float(inputs["avg_interest_bearing_deposits_tn"])
    book_yield = float(inputs["avg_soma_yield_pct"])
    opening = only_bonds(lab.opening_at(lab.runs_start()), assets, book_yield)
    changed: dict[str, float | list[float]] = {
        **dict.fromkeys(CURVE, book_yield),
        "other_assets": 0.0,
        "government_account": 0.0,
        "foreign_rrp": 0.0,
        "other_liabilities": 0.0,
        "capital": 0.0,
        "deferred_asset": 0.0,
        "other_deposits": 0.0,
        "month_end_reverse_repo": 0.0,
        "month_end_reserves": 0.0,
        "on_rrp": on_rrp,
        "currency": assets - on_rrp - deposits,
        "reserve_rate": float(inputs["avg_iorb_pct"]),
        "reverse_repo_rate": float(inputs["avg_rrp_rate_pct"]),
        "loan_income": float(inputs.get("loans_income_bn", 0.0)) / MONTHS_OF_YEAR,
        "other_income": 0.0,
        "costs": float(inputs["opex_bn"]) / MONTHS_OF_YEAR,
        "dividends": 0.0,
        "profitable_banks": 0.0,
    }
    results = lab.run(
        opening,
        lab.environment_at(opening.month, 1, changed),
        [lab.standing_decision(opening.month)],
    )
    return MONTHS_OF_YEAR * results.columns["net_income"][0]


def only_bonds(opening: Opening, amount: float, book_yield: float) -> Opening:
    """Return the opening with nominal bonds alone, of that amount (bn) and book yield (percent)."""
    factor = amount / fsum(opening.nominal)
    return replace(
        opening,
        nominal=[x * factor for x in opening.nominal],
        nominal_yield=[book_yield] * len(opening.nominal_yield),
        indexed=list(lab.ZERO),
        bills=0.0,
        agency=list(lab.ZERO),
        mbs=[0.0] * len(opening.mbs),
        mbs_unsettled=[0.0, 0.0, 0.0],
    )


def deferred_asset_end(inputs: Inputs) -> float:
    """Return the deferred asset at a year's end, bn: of history, or after the row's income and payments."""
    if "year" in inputs:
        return lab.year_end("deferred_asset", int(inputs["year"]))
    start = lab.first_of(inputs, ("deferred_asset_start_bn", "start_deferred_asset_bn"), 0.0)
    earnings = float(inputs["net_income_bn"]) - float(inputs.get("dividends_bn", 0.0))
    deferred = income.deferred_asset(earnings, start, floats)
    return deferred + float(inputs.get("remittances_of_banks_in_profit_bn", 0.0))


def remittances(inputs: Inputs) -> float:
    """Return what goes to the Treasury in a year, bn: of history, or of the row's income."""
    if "year" in inputs:
        return lab.year_total("remittances", int(inputs["year"]))
    start = lab.first_of(inputs, ("deferred_asset_start_bn", "start_deferred_asset_bn"), 0.0)
    earnings = float(inputs["net_income_bn"]) - float(inputs.get("dividends_bn", 0.0))
    return income.remittance(earnings, start, floats)


def reported_loss(inputs: Inputs) -> float:
    """Return the loss left after the provision, bn EUR."""
    return income.reported_loss(
        float(inputs["loss_before_provision_eur_bn"]), float(inputs["provision_eur_bn"]), floats
    )


def mtm_loss(inputs: Inputs) -> float:
    """Return the loss if bonds bought at one yield were sold at another, bn; ranges count at their middle."""
    duration = middle(inputs["avg_duration_years"])
    bought_at = middle(inputs["yield_at_purchase_pct"])
    now = middle(inputs["yield_now_pct"])
    if duration * now >= 100.0:
        raise ValueError(f"avg_duration_years {duration:g}: no par bond is that long at {now:g} percent")
    years = maturity_of_duration(now, duration, floats)
    due = list(lab.ZERO)
    due[min(round(MONTHS_OF_YEAR * years), len(due) - 1)] = float(inputs["gilts_at_cost_gbp_bn"])
    base = lab.opening_at(lab.runs_start())
    bare = only_bonds(base, fsum(due), bought_at)
    opening = replace(bare, nominal=due)
    environment = lab.environment_at(opening.month, 1, dict.fromkeys(CURVE, now))
    results = lab.run(opening, environment, [lab.standing_decision(opening.month)])
    return -results.columns["unrealised_gain"][0]


def middle(value: Any) -> float:
    """Return a number, or the middle of a range."""
    if isinstance(value, list):
        return (float(value[0]) + float(value[1])) / 2.0
    return float(value)
