"""A run as a text: CSV for tables, JSON after a published schema, and read back."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qeqt.core.results import Column
from qeqt.data.fields import RecordError, Slips, is_number, nearest, quoted, written
from qeqt.results.files import whole_file
from qeqt.version import __version__

if TYPE_CHECKING:
    from qeqt.results.seen import Run

SCHEMA = Path(__file__).parent / "run.schema.json"
"""JSON Schema of what ``to_json`` writes."""

FORMAT = "qeqt-run/1"
"""Changes its number when a reader of the last one could no longer read it."""

REQUIRED = (
    "format", "scenario", "bank", "version", "parameter_set", "provenance", "identity_error", "cautions",
    "months", "units", "labels", "columns",
)  # fmt: skip


def write_csv(run: Run, path: Path | str | None, digits: int = 6) -> None:
    """Write months as rows, columns as columns; the header names the units."""
    units = run.units
    with whole_file(path) as file:
        writer = csv.writer(file)
        writer.writerow(["month", *(f"{name} [{unit}]" for name, unit in units.items())])
        for n, month in enumerate(run.months):
            writer.writerow([month, *(f"{run.columns[name][n]:.{digits}g}" for name in units)])


def as_json(run: Run) -> dict[str, Any]:
    """Return the run as plain data, each column with its unit."""
    return {
        "format": FORMAT,
        "scenario": run.scenario,
        "bank": run.bank,
        "version": run.provenance.get("qeqt", __version__),
        "parameter_set": run.parameter_set,
        "provenance": run.provenance,
        "identity_error": run.identity_error,
        "cautions": run.cautions,
        "months": run.months,
        "units": run.units,
        "labels": {name: run.records[name].label_zh for name in run.units},
        "columns": {name: run.columns[name] for name in run.units},
    }


def written_json(run: Run, path: Path | str | None) -> str:
    """Return the run as JSON, written to a file where one is named."""
    text = json.dumps(as_json(run), ensure_ascii=False, allow_nan=False)
    if path is not None:
        with whole_file(path) as file:
            file.write(text + "\n")
    return text


def read(path: Path) -> dict[str, Any]:
    """Read a run back from JSON: its parts by name."""
    if path.suffix == ".csv":
        raise RecordError(f"{path}: a CSV has no provenance; JSON or a data package is needed")
    try:
        content = json.loads(written(path))
    except json.JSONDecodeError as error:
        raise RecordError(f"{path}: not JSON: {error}") from None
    return of_json(content, path)


def of_json(content: Any, path: Path) -> dict[str, Any]:
    """Return the parts of the run that plain data stand for; RecordError lists every slip."""
    slips = Slips(path)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        slips.add(
            "format", content.get("format") if isinstance(content, dict) else content, f"{FORMAT!r} is needed"
        )
        slips.raise_any()
    for key in REQUIRED:
        if key not in content:
            slips.add(key, None, "it is needed")
    for key in content:
        if key not in REQUIRED:
            slips.add(key, content[key], f"unknown key; {nearest(key, REQUIRED)}")
    slips.raise_any()
    months, columns = content["months"], content["columns"]
    check_months(slips, months)
    for name, values in columns.items():
        check_column(slips, name, values, len(months), content)
    slips.raise_any()
    records = {
        name: Column(unit, str(content["labels"][name]), [content["bank"]])
        for name, unit in content["units"].items()
    }
    told = {key: content[key] for key in ("scenario", "bank", "identity_error", "parameter_set", "cautions")}
    recorded = content["provenance"]
    return {
        **told,
        "months": months,
        "columns": columns,
        "records": records,
        "ladders": [],
        "recorded": recorded,
    }


def check_months(slips: Slips, months: object) -> None:
    """Note months that are none, or that do not follow one another."""
    if not isinstance(months, list) or not months:
        slips.add("months", months, "a list of months YYYY-MM is needed")
        return
    for before, month in zip([None, *months], months, strict=False):
        if not isinstance(month, str) or not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
            slips.add("months", month, "a month YYYY-MM is needed")
        elif before is not None and month <= before:
            slips.add("months", month, f"a month after {before} is needed")


def check_column(slips: Slips, name: str, values: object, count: int, content: dict[str, Any]) -> None:
    """Note a column of another length, without a unit, or with something that is no finite number."""
    if not isinstance(values, list) or len(values) != count:
        slips.add(f"columns.{name}", quoted(values), f"{count} numbers are needed")
    elif not all(is_number(value) for value in values):
        slips.add(f"columns.{name}", quoted(values), "finite numbers are needed")
    for part in ("units", "labels"):
        if name not in content[part]:
            slips.add(f"{part}.{name}", None, "a text is needed")
