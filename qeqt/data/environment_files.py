"""Given paths: path in, series out, or every slip; from a figure's column, or written in the file."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from qeqt.core import months
from qeqt.data import own, sense, series, units
from qeqt.data.fields import (
    CONFIDENCE,
    Slips,
    Table,
    is_day,
    is_number,
    nearest,
    toml,
)
from qeqt.data.model_files import FREQUENCIES, provenance
from qeqt.data.records import (
    EnvironmentSeries,
    Figure,
)


def load_environment(path: Path, figures: Callable[[str], Figure]) -> dict[str, EnvironmentSeries]:
    """Read given paths; a series names a figure's column or brings its own values."""
    slips = Slips(path)
    found = {}
    known = series.names_of(path.stem)
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        if key not in known:
            slips.add(key, key, f"unknown series; {nearest(key, known)}")
        frequency = table.choice("frequency", FREQUENCIES)
        if table.has("figure"):
            observations, origin = from_figure(table, figures(table.text("figure")), frequency)
        else:
            observations, origin = inline(table), provenance(table)
        beyond = table.table("beyond")
        rule = beyond.choice("rule", ("hold", "growth", "with_gdp"))
        found[key] = EnvironmentSeries(
            key=key,
            name_zh=table.text("name_zh"),
            frequency=frequency,
            observations=observations,
            interpolation=table.choice("interpolation", ("linear", "hold"), "linear"),
            beyond=rule,
            beyond_rate=beyond.number("value", low=-50.0, high=50.0) if rule == "growth" else 0.0,
            beyond_source=beyond.text("source"),
            **origin,
        )
        if right := units.wrong(found[key].unit, path.stem):
            slips.add(f"{key}.unit", found[key].unit, right)
        for month, value in observations.items():
            if right := sense.of_path(value, key, found[key].unit):
                slips.add(f"{key}.{month}", value, right)
        either_sign, uneven = table.flag("either_sign", False), table.flag("uneven", False)
        if table.has("values") and not own.key_of(path):
            check_values(slips, table, found[key], either_sign, uneven)
        beyond.close()
        table.close()
    for key in series.required(path.stem) if path.parent.name == ROOM and not own.key_of(path) else ():
        if key not in found:
            slips.add(key, None, "the model asks for this series: a table of it is needed")
    slips.raise_any()
    return found


ROOM = "environment"


PERIODS = {"monthly": 1, "quarterly": 3, "annual": 12}


def check_values(
    slips: Slips, table: Table, found: EnvironmentSeries, either_sign: bool, uneven: bool
) -> None:
    """Note observations out of line, out of order, or not a period apart; a unit that the series has not."""
    stated, values = list(table.content["values"]), list(found.observations.values())
    if found.unit != "yes or no":
        for n, why in sense.of_list(values, either_sign, uneven).items():
            slips.add(f"{found.key}.{list(found.observations)[n]}", values[n], why)
    months_of = [str(date)[:7] for date in stated]
    if months_of != sorted(set(months_of)):
        slips.add(f"{found.key}.values", ", ".join(stated[:3]), "months in order, each once, are needed")
        return
    now = sense.today()[:7]
    if months_of and months_of[-1] > now:
        slips.add(f"{found.key}.{months_of[-1]}", months_of[-1], f"a month up to now, {now}, is needed")
    length = PERIODS.get(found.frequency)
    for one, other in pairwise(months_of):
        if length and months.between(one, other) != length:
            right = f"{found.frequency}: the period after {one} is needed"
            slips.add(f"{found.key}.{other}", other, right)
    if right := series.wrong(found.key, found.unit):
        slips.add(f"{found.key}.unit", found.unit, right)


def from_figure(table: Table, figure: Figure, frequency: str) -> tuple[dict[str, float], dict[str, Any]]:
    """Take a series out of a figure table: observations by month, and the sidecar's provenance."""
    column = table.choice("column", figure.columns)
    scale = table.number("scale", 1.0)
    start = table.day("from", "1900", partial=True)
    observations = {
        date[:7]: value * scale for date, value in figure.series(column).items() if date[:7] >= start[:7]
    }
    if not observations:
        table.slip("column", f"figure {figure.name} has no observation in it from {start} on")
        observations = {"1900-01": 0.0}
    if frequency != figure.meta.frequency:
        table.slip("frequency", f"figure {figure.name} is {figure.meta.frequency}")
    unit = figure.columns[column].unit
    return observations, {
        "unit": table.text("unit") if scale != 1.0 else table.text("unit", unit),
        "source": figure.meta.citation,
        "seen_in": figure.meta.seen_in,
        "confidence": table.choice("confidence", CONFIDENCE, "read"),
        "official_address": figure.meta.official_address,
        "official_read": figure.meta.official_read,
        "note": table.text("note", ""),
    }


def inline(table: Table) -> dict[str, float]:
    """Read values written in the file itself: "YYYY-MM" (or a date) = number."""
    values = table.table("values")
    found: dict[str, float] = {}
    for date, value in values.content.items():
        if not is_day(date, partial=True) or len(date) < 7:
            values.slips.add(f"{values.where}.{date}", date, 'a month "YYYY-MM" or a date is needed as key')
        elif not is_number(value):
            values.slip(date, "a number is needed")
        else:
            found[date[:7]] = float(value)
    if not found:
        table.slip("values", "at least one observation is needed, or figure and column")
        return {"1900-01": 0.0}
    return dict(sorted(found.items()))
