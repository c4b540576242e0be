"""The Board's public model beside ours: the same two shocks, the same two kinds of expectations.

The published side is FRB/US of January 2024, run on its own data with its inertial rule; core inflation with
model-consistent asset prices only. It shapes the block (caution: it is one model), so it is not evidence.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from qeqt.study.evidence import vocabulary_economy

PATH = Path(__file__).parent / "frbus.csv"
SOURCE = (
    "Board of Governors of the Federal Reserve System, FRB/US public package, data of January 2024; own runs"
)
EXPERIMENTS: dict[str, dict[str, object]] = {
    "rate": {"shock_bp": 100, "rule": "inertial Taylor"},
    "premium": {"term_premium_shock_bp": 100, "half_life_quarters": 20, "policy": "inertial Taylor"},
}


@dataclass(frozen=True)
class Line:
    """One number of the public model, and ours."""

    experiment: str
    variant: str
    quantity: str
    unit: str
    published: float
    model: float


def lines() -> list[Line]:
    """Return every number of the table with the model's answer at its default size."""
    with PATH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        inputs = {**EXPERIMENTS[row["experiment"]], "expectations": row["variant"]}
        answer = vocabulary_economy.QUANTITIES[row["quantity"]].experiment(inputs)
        found.append(
            Line(row["experiment"], row["variant"], row["quantity"], row["unit"], float(row["value"]), answer)
        )
    return found
