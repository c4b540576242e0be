"""What run-offs of three central banks are worth in rate rises, by the three definitions, one set of numbers.

All coefficients are American: for the euro area and Britain they say what would be if they held there too.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from math import fsum
from typing import Any

from qeqt import runs
from qeqt.core import months
from qeqt.core.economy import term_premium
from qeqt.study.evidence import laboratory as lab
from qeqt.study.evidence import plans

PATHS = {
    "hold_quarters": (4.0, 20.0),
    "runoff_quarters": (8.0, 40.0),
    "terminal_excess_share_of_gdp": (0.0, 0.015),
}
"""What markets may have expected of holdings that are kept: the ranges of the evidence's rows."""

RULE_MONTH = "2017-09"
"""When the rule of thumb was stated; output of that time makes it a share of output."""


@dataclass(frozen=True)
class RunOff:
    """A run-off of the records: scenario, columns of holdings, the month before it, its last month."""

    scenario: str
    holdings: tuple[str, ...]
    before: str
    last: str
    named: str
    """Input of the experiment that says how much runs off."""
    unit: float
    """bn that one of that input is worth."""


RUN_OFFS = {
    "fed": RunOff("fed_history", ("treasuries", "mbs"), "2022-05", "2025-11", "assets_reduction_usd_tn", 1e3),
    "ecb": RunOff(
        "ecb_history", ("treasuries", "other_programme_holdings"), "2023-02", "2026-06", "rolloff_eur_bn", 1.0
    ),
    "boe": RunOff("boe_history", ("treasuries",), "2022-01", "2026-06", "rolloff_gbp_bn", 1.0),
}
"""By bank, in its own currency."""


@dataclass(frozen=True)
class Conversion:
    """A run-off and what it is worth."""

    bank: str
    before: str
    last: str
    reduction: float
    """bn of the bank's currency"""
    share: float
    """percent of output"""
    effect: float
    """basis points on the ten-year yield"""
    effect_range: tuple[float, float]
    """the same, with other paths that markets may have expected"""
    same_yield: float
    """basis points of policy rate that raise the ten-year yield as much"""
    same_outcome: float
    """basis points of a sustained rise with the same outcome for output"""
    rule: float
    """basis points by the rule of thumb, its amount as a share of output"""


@cache
def conversion(bank: str, last: str = "") -> Conversion:
    """Return what a bank's run-off is worth, to a month (else the records' last)."""
    record = RUN_OFFS[bank]
    end = last or record.last
    reduction = held(record, record.before) - held(record, end)
    gdp = lab.gdp_of(bank, record.before)
    inputs: dict[str, Any] = {
        record.named: reduction / record.unit,
        "years": months.between(record.before, end) / 12.0,
        "date": record.before,
        "share_of_gdp": reduction / gdp,
    }
    effect = plans.rolloff_effect({**inputs, "expected_path": {}})
    corners = [
        plans.rolloff_effect({**inputs, "expected_path": dict(zip(PATHS, corner, strict=True))})
        for corner in itertools.product(*PATHS.values())
    ]
    values = lab.parameters()
    hike = values["reduction_per_hike"] / lab.gdp_of(lab.BANK, RULE_MONTH)
    return Conversion(
        bank=bank,
        before=record.before,
        last=end,
        reduction=reduction,
        share=100.0 * reduction / gdp,
        effect=effect,
        effect_range=(min(corners), max(corners)),
        same_yield=term_premium.hike_with_same_yield(effect, values["conversion_same_yield"]),
        same_outcome=term_premium.hike_with_same_outcome(effect, values["conversion_same_outcome"]),
        rule=25.0 * reduction / gdp / hike,
    )


def held(record: RunOff, month: str) -> float:
    """Return what the model holds of a run-off's securities at a month's end, bn."""
    found = runs.run(record.scenario, keep_ladders=False)
    place = found.months.index(month)
    return fsum(found.columns[name][place] for name in record.holdings)
