"""Experiments on the market for reserves: spreads, slopes, stress, and how far run-off may go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qeqt.core.results import Results
from qeqt.core.scenario import UNLIMITED
from qeqt.study.evidence import laboratory as lab

Inputs = dict[str, Any]

NO_OTHER_SIDE = {
    "other_assets": 0.0, "currency": 0.0, "government_account": 0.0, "foreign_rrp": 0.0,
    "other_liabilities": 0.0, "capital": 0.0, "deferred_asset": 0.0, "reserve_rate": 0.0,
    "reverse_repo_rate": 0.0,
}  # fmt: skip
"""Only securities on one side, reserves and reverse repo on the other; no interest moves them."""

MONTHS_TO_DRAIN = 120


def month_of(inputs: Inputs) -> str:
    """Return the month the row is about, the run-off opening's where it names none."""
    return str(inputs.get("date", lab.runs_start()))[:7]


def bank_assets(inputs: Inputs) -> float:
    """Return bank assets, bn: the row's, or the given path's in the row's month."""
    if "bank_assets_usd_tn" in inputs:
        return 1000.0 * float(inputs["bank_assets_usd_tn"])
    return lab.environment_at(month_of(inputs), 1).paths["bank_assets"][0]


def reverse_repo(inputs: Inputs) -> float:
    """Return overnight reverse repo, bn; none where the row names none."""
    return float(inputs.get("on_rrp_usd_bn", 1000.0 * float(inputs.get("on_rrp_usd_tn", 0.0))))


def market(inputs: Inputs, reserves: float, count: int = 1, cap: float = 0.0) -> Results:
    """Return a run whose reserves begin at an amount (bn), beside the row's bank assets and reverse repo."""
    on_rrp = reverse_repo(inputs)
    month = month_of(inputs)
    opening = lab.scaled(lab.opening_at(lab.runs_start()), reserves + on_rrp, 0.0)
    opening = replace(opening, month=month, agency=list(lab.ZERO), mbs_unsettled=[0.0, 0.0, 0.0])
    changed: dict[str, float | list[float]] = {
        **NO_OTHER_SIDE,
        "on_rrp": on_rrp,
        "bank_assets": bank_assets(inputs),
        "two_day_drain": float(inputs.get("drain_two_days_usd_bn", 0.0)),
        "treasury_settlement": float(inputs.get("treasury_settlement_usd_bn", 0.0)),
    }
    if "standing_repo_facility" in inputs:
        changed["standing_facility"] = 1.0 if inputs["standing_repo_facility"] else 0.0
    decision = lab.deciding(lab.standing_decision(month), treasury_runoff_cap=cap)
    return lab.run(opening, lab.environment_at(month, count, changed), [decision] * count)


def reserves_of(inputs: Inputs) -> float:
    """Return the row's reserves, bn: an amount, or a share of bank assets."""
    if "reserves_usd_tn" in inputs:
        return 1000.0 * float(inputs["reserves_usd_tn"])
    return float(inputs["reserves_over_bank_assets"]) * bank_assets(inputs)


def read(inputs: Inputs, column: str) -> float:
    """Return one column of the row's market."""
    return market(inputs, reserves_of(inputs)).columns[column][0]


def change_in_spread(inputs: Inputs, column: str = "effr_spread_bp") -> float:
    """Return what the row's change of reserves does to a spread, bp."""
    factor = 1.0 + float(inputs["reserves_change_pct"]) / 100.0
    before = reserves_of(inputs)
    moved = market(inputs, before * factor).columns[column][0]
    return moved - market(inputs, before).columns[column][0]


def ratio_of_slopes(inputs: Inputs) -> float:
    """Return the spread's change at the first share of bank assets over that at the second."""
    first, second = (
        change_in_spread({**inputs, "reserves_over_bank_assets": share})
        for share in inputs["reserves_over_bank_assets"]
    )
    if second == 0.0:
        raise ValueError("at the second share reserves are ample: its slope is 0 and there is no ratio")
    return first / second


def repo_stress_flag(inputs: Inputs) -> float:
    """Return 1 where stress is more likely than not, 0 elsewhere."""
    return 1.0 if read(inputs, "stress_probability") >= lab.parameters()["stress_threshold"] else 0.0


def feasible_cut(inputs: Inputs) -> float:
    """Return by how much reserves and reverse repo can fall before banks are no longer satiated, tn USD.

    A run without caps from the row's amounts; the month in which satiation is passed is interpolated.
    """
    start = reserves_of(inputs)
    results = market(inputs, start, MONTHS_TO_DRAIN, UNLIMITED)
    satiation = 100.0 * lab.parameters()["satiation"]
    ratios = [100.0 * (start + reverse_repo(inputs)) / bank_assets(inputs)]
    ratios = [*ratios, *results.columns["liquidity_to_bank_assets"]]
    place = lab.crossing(ratios, lambda ratio: ratio < satiation)
    if place is None or place == 0:
        return 0.0 if place == 0 else (ratios[0] - ratios[-1]) / 100.0 * bank_assets(inputs) / 1000.0
    return (ratios[0] - satiation) / 100.0 * bank_assets(inputs) / 1000.0
