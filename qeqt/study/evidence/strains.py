"""Experiments on financial stability: funds that must sell, and banks whose bonds lost value."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from qeqt import runs
from qeqt.core.model import simulate
from qeqt.core.results import Results
from qeqt.runs import economy_paths
from qeqt.study.evidence import laboratory as lab

Inputs = dict[str, Any]

ALONE, BACKED = "stability_uk_2022_alone", "stability_uk_2022"
BANKS = "stability_banks_2023"
WORST = "2023-03"


@cache
def _run_of_text(text: str) -> Results:
    """Return the run of the row's shock: assets and buffers of the row, else of the records."""
    inputs = json.loads(text)
    record = runs.scenario_record(BACKED if inputs.get("backstop", True) else ALONE)
    count = 1
    opening = runs.opening_of(record.opening)
    environment = runs.environment_of(record.bank, opening.month, count)
    environment.paths.update(economy_paths.shock_paths(record, count))
    environment.paths["gilt_shock"] = [0.0, float(inputs["yield_shock_bp"])]
    low, high = buffers(inputs.get("buffer_bp"))
    if low is not None and high is not None and low > high:
        raise ValueError(f"buffer_bp: the thinnest, {low:g}, comes before the thickest, {high:g}")
    for name, value in (
        ("ldi_buffer_low", low), ("ldi_buffer_high", high), ("ldi_assets", inputs.get("ldi_assets_gbp_bn")),
    ):  # fmt: skip
        if value is not None:
            environment.paths[name] = [float(value)] * (count + 1)
    if "backstop_gbp_bn_per_day" in inputs:
        environment.paths["gilt_backstop"] = [0.0, float(inputs["backstop_gbp_bn_per_day"])]
    values = runs.parameter_values(record.bank)
    if isinstance(inputs.get("ldi_leverage"), (int, float)):
        values["ldi_leverage"] = float(inputs["ldi_leverage"])
    return simulate(opening, environment, runs.scenario_of(record, count), values)


def buffers(stated: Any) -> tuple[float | None, float | None]:
    """Return the thinnest and the thickest buffer of a row, bp: one number, a pair, or "uniform low-high"."""
    if stated is None:
        return None, None
    if isinstance(stated, list):
        return float(stated[0]), float(stated[1])
    if isinstance(stated, str):
        found = re.fullmatch(r"(?:uniform )?\s*(\d+)\s*-\s*(\d+)", stated.strip())
        if not found:
            raise ValueError(
                f"buffer_bp {stated!r}: a number, a pair, or a text like uniform 100-150 is needed"
            )
        return float(found.group(1)), float(found.group(2))
    return float(stated), float(stated)


def read(inputs: Inputs, column: str) -> float:
    """Return a column of the month of the row's shock."""
    return _run_of_text(json.dumps(inputs, sort_keys=True)).columns[column][0]


@cache
def banks() -> Results:
    """Return the run of 2022-25 with yields as they were."""
    return runs.run(BANKS)


def bank_loss(inputs: Inputs) -> float:
    """Return what banks' long assets had lost by the row's month, bn USD."""
    found = banks()
    month = str(inputs.get("date", WORST))[:7]
    return found.columns["bank_mtm_loss"][lab.place_of(month, found)]
