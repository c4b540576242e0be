"""Any column of a run, read in one of a few ways: peak, trough, sum, average, change, a quarter, an impact.

The run is the row's own: of a scenario (history by default), or the answer to the row's shock.
"""

from __future__ import annotations

import re
from dataclasses import replace
from math import fsum
from typing import Any

from qeqt import data, runs
from qeqt.core.columns import COLUMNS
from qeqt.core.results import Results
from qeqt.data.fields import nearest
from qeqt.study.evidence import economy, taiwan
from qeqt.study.evidence import laboratory as lab
from qeqt.study.evidence.quantity import Quantity

Inputs = dict[str, Any]

OTHER = ("counterfactual", "versus")
"""Inputs that may name the scenario whose column is taken off."""

OF_ISLAND = ("fed_hikes_bp", "us10y_change_bp", "us_equities_pct", "hot_money_twd_bn_per_month")
MOVES_OF_CURRENCY = ("twd_depreciation_pct", "twd_per_usd_from")
SHOCKED = (*economy.SHOCKS, *OF_ISLAND, *MOVES_OF_CURRENCY)

WAYS = {
    "peak": "highest",
    "trough": "lowest",
    "mean": "average",
    "total": "sum",
    "change": "last less the month before the first",
    "on_impact": "in the first month",
}
"""How a column may be read, after its name."""


def known_scenario(inputs: Inputs, name: str) -> str:
    """Return the scenario that an input names; ValueError with the nearest one for another text."""
    named, known = str(inputs[name]), data.scenarios()
    if named not in known:
        raise ValueError(f"{name} {named!r} is no scenario; {nearest(named, known)}")
    return named


def other_scenario(inputs: Inputs) -> str:
    """Return the scenario that the row's column is compared with; nothing where it names none."""
    for name in OTHER:
        if name in inputs:
            return known_scenario(inputs, name)
    return ""


def window(found: Results, inputs: Inputs) -> range:
    """Return the places of a run that the row is about: its year, its months from start to end, or all."""
    first, last = str(inputs.get("start", "0000"))[:7], str(inputs.get("end", "9999"))[:7]
    if "year" in inputs:
        first, last = f"{inputs['year']}-01", f"{inputs['year']}-12"
    places = [n for n, month in enumerate(found.months) if first <= month <= last]
    if not places:
        raise ValueError(f"{found.scenario} has no month from {first} to {last}: {lab.span_of(found)}")
    return range(places[0], places[len(places) - 1] + 1)


def shocked(inputs: Inputs) -> bool:
    """Say whether the row sets something in motion itself."""
    return any(name in inputs for name in SHOCKED)


def run_of(inputs: Inputs, scenario: str = "") -> Results:
    """Return the row's run: the answer to its shock, or the scenario's."""
    if any(name in inputs for name in economy.SHOCKS):
        return economy.response(inputs)
    if any(name in inputs for name in MOVES_OF_CURRENCY):
        return taiwan.response({"tw_push": taiwan.appreciation(inputs)})
    if "hot_money_twd_bn_per_month" in inputs:
        return taiwan.response({"tw_hot_money": float(inputs["hot_money_twd_bn_per_month"])})
    if any(name in inputs for name in OF_ISLAND):
        return taiwan.response(taiwan.us_moves(inputs))
    return runs.run(scenario) if scenario else lab.history()


def path_of(column: str, inputs: Inputs) -> tuple[Results, list[float]]:
    """Return the row's run and its column, less the other scenario's where the row names one."""
    found = run_of(inputs, known_scenario(inputs, "scenario") if "scenario" in inputs else "")
    if column not in found.columns:
        raise ValueError(f"{found.scenario} has no column {column}: {found.bank} lacks it")
    path = found.columns[column]
    other = "" if shocked(inputs) else other_scenario(inputs)
    if not other:
        return found, path
    compared = runs.run(other)
    if compared.bank != found.bank or column not in compared.columns:
        raise ValueError(f"{other} has no column {column} of {found.bank}")
    baseline = dict(zip(compared.months, compared.columns[column], strict=True))
    lacking = [month for month in found.months if month not in baseline]
    if len(lacking) == len(found.months):
        raise ValueError(f"{found.scenario} and {other} share no month")
    kept = [n for n, month in enumerate(found.months) if month in baseline]
    months = [found.months[n] for n in kept]
    return (
        replace(found, months=months),
        [path[n] - baseline[found.months[n]] for n in kept],
    )


def at_date(column: str, inputs: Inputs) -> float:
    """Return a column in a month, or of a year: flows summed, stocks at its end."""
    found, path = path_of(column, inputs)
    if "year" not in inputs:
        return path[lab.place_of(str(inputs["date"])[:7], found)]
    inside = window(found, inputs)
    if "per month" in found.records[column].unit:
        return fsum(path[n] for n in inside)
    return path[inside[len(inside) - 1]]


def read(column: str, way: str, inputs: Inputs) -> float:
    """Return a column read in one way, over the row's months; of a shock's answer, over all of them."""
    found, path = path_of(column, inputs)
    inside = window(found, {} if shocked(inputs) else inputs)
    values = [path[n] for n in inside]
    if way == "peak":
        return max(values)
    if way == "trough":
        return min(values)
    if way == "total":
        return fsum(values)
    if way == "mean":
        return fsum(values) / len(values)
    if way == "on_impact":
        return values[0]
    before = path[inside[0] - 1] if inside[0] > 0 else 0.0 if shocked(inputs) else values[0]
    return values[len(values) - 1] - before


def at_quarter(column: str, quarter: int, inputs: Inputs) -> float:
    """Return a column's average in a quarter after the row's shock, or of its scenario's run."""
    found, path = path_of(column, inputs)
    if not 1 <= quarter <= len(found.months) // 3:
        raise ValueError(f"the path has quarters 1 to {len(found.months) // 3}, none {quarter}")
    return fsum(path[3 * quarter - 3 : 3 * quarter]) / 3.0


def ratio(first: str, second: str, inputs: Inputs) -> float:
    """Return one column over another: in a month, or of a year."""
    below = at_date(second, inputs)
    if below == 0.0:
        raise ValueError(f"{second} is 0 there: no ratio")
    return at_date(first, inputs) / below


def patterned(name: str, unit_of: Any) -> Quantity | None:
    """Return the quantity that a column's name and a way of reading it stand for, or None."""
    found = re.fullmatch(r"(\w+)_at_(\d+)q", name)
    if found and found.group(1) in COLUMNS:
        column, quarter = found.group(1), int(found.group(2))
        return Quantity(
            unit_of(column),
            f"{column}, average of quarter {quarter}",
            lambda row: at_quarter(column, quarter, row),
            ("|".join(("scenario", *SHOCKED)),),
            economy_switches(),
        )
    for way, meaning in WAYS.items():
        column = name.removesuffix(f"_{way}")
        if column != name and column in COLUMNS:
            return Quantity(
                unit_of(column),
                f"{column}, {meaning}",
                lambda row, column=column, way=way: read(column, way, row),  # type: ignore[misc]
                (),
                economy_switches(),
            )
    first, _, second = name.partition("_over_")
    if first in COLUMNS and second in COLUMNS:
        return Quantity(
            "ratio", f"{first} over {second}", lambda row: ratio(first, second, row), ("date|year",)
        )
    return None


def economy_switches() -> tuple[str, ...]:
    """Return the switches that a row with a shock may set."""
    return ("market_stress", "at_lower_bound", "size", "expectations", "risk_shock")
