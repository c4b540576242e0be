"""The evidence table: read the rows, run each one's experiment, say whether the model lies inside."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qeqt.core.columns import COLUMNS
from qeqt.data import sense
from qeqt.data.fields import CONFIDENCE, Slips, nearest, written
from qeqt.data.figure_files import cell_number
from qeqt.study.evidence import vocabulary

ROWS = Path(__file__).parent / "rows.csv"
REASONS = Path(__file__).parent / "reasons.csv"

HEADER = (
    "id", "block", "kind", "scenario", "inputs", "quantity", "value", "low", "high", "unit", "source",
    "confidence", "note",
)  # fmt: skip

KINDS = ("identity", "estimate", "ordering")

AMOUNTS = {"bn": 1.0, "tn": 1000.0}
"""Words for amounts of a currency, in billions."""

SAME_UNIT = {
    "bp": "basis points", "basis point": "basis points", "pp": "percentage points", "%": "percent",
    "percentage point": "percentage points",
}  # fmt: skip
"""How sources write units, and how this table does."""

BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError)
"""What an experiment raises when a row's inputs make no sense together."""

PATH_KEYS = ("hold_quarters", "runoff_quarters", "terminal_excess_share_of_gdp")


@dataclass(frozen=True)
class Row:
    """One published result: what was found, under which inputs, within which interval."""

    id: str
    block: str
    kind: str
    scenario: str
    inputs: dict[str, Any]
    quantity: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    confidence: str
    note: str


@dataclass(frozen=True)
class Outcome:
    """A row beside the model's answer."""

    id: str
    block: str
    kind: str
    value: float
    low: float
    high: float
    model: float
    inside: bool
    confidence: str
    switches: dict[str, Any]
    reason: str
    unit: str
    scenario: str
    source: str
    path_range: tuple[float, float] | None
    """Smallest and largest answer over the row's whole range of expected paths."""


def read_rows(path: Path = ROWS) -> list[Row]:
    """Return the rows of a table; RecordError lists every slip of the file."""
    slips = Slips(path)
    if not path.is_file():
        slips.add("file", path.name, "no such file")
        slips.raise_any()
    text = written(path)
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for name in HEADER:
        if name not in (reader.fieldnames or ()):
            slips.add("header", name, f"this column is missing; it must be {', '.join(HEADER)}")
    slips.raise_any()
    rows = [row_of(n, entry, slips) for n, entry in enumerate(reader, 2)]
    if not rows:
        slips.add("rows", None, "at least one row is needed")
    for n, row in enumerate(rows):
        if any(other.id == row.id for other in rows[:n]):
            slips.add(f"line {n + 2}, id", row.id, "another row has this id")
    slips.raise_any()
    known = {row.id: row for row in [*(read_rows() if path != ROWS else []), *rows]}
    check_references(rows, known, slips)
    slips.raise_any()
    return rows


def row_of(line: int, entry: dict[str, str], slips: Slips) -> Row:
    """Return one line as a row, noting every slip in it."""
    where = f"line {line}, {entry['id'] or 'no id'}"
    if None in entry or None in entry.values():
        slips.add(where, len([value for value in entry.values() if value]), f"{len(HEADER)} cells are needed")
        entry = {name: entry.get(name) or "" for name in HEADER}
    numbers = {}
    for name in ("value", "low", "high"):
        found = cell_number(entry[name].strip())
        if found is None:
            slips.add(f"{where}, {name}", entry[name], "a finite number is needed")
        numbers[name] = found or 0.0
    if not numbers["low"] <= numbers["high"]:
        slips.add(f"{where}, low", entry["low"], f"it must not be above high, {entry['high']}")
    elif not numbers["low"] <= numbers["value"] <= numbers["high"]:
        right = f"a number inside its interval, {entry['low']} to {entry['high']}, is needed"
        slips.add(f"{where}, value", entry["value"], right)
    for name in ("id", "source"):
        if not entry[name].strip():
            slips.add(f"{where}, {name}", entry[name], "a text is needed")
        elif right := sense.of_text(entry[name]):
            slips.add(f"{where}, {name}", entry[name], right)
    try:
        inputs = json.loads(entry["inputs"])
    except json.JSONDecodeError as error:
        slips.add(f"{where}, inputs", entry["inputs"], f"a JSON object is needed: {error}")
        inputs = {}
    if not isinstance(inputs, dict):
        slips.add(f"{where}, inputs", entry["inputs"], "a JSON object is needed")
        inputs = {}
    for name in inputs:
        if name not in vocabulary.INPUTS:
            slips.add(f"{where}, inputs.{name}", inputs[name], nearest(name, vocabulary.INPUTS))
    if entry["kind"] not in KINDS:
        slips.add(f"{where}, kind", entry["kind"], nearest(entry["kind"], KINDS))
    if entry["confidence"] not in CONFIDENCE:
        slips.add(f"{where}, confidence", entry["confidence"], nearest(entry["confidence"], CONFIDENCE))
    check_quantity(where, entry, inputs, slips)
    texts = {name: entry[name] for name in HEADER if name not in numbers and name != "inputs"}
    return Row(inputs=inputs, **numbers, **texts)  # type: ignore[arg-type]


def check_quantity(where: str, entry: dict[str, str], inputs: dict[str, Any], slips: Slips) -> None:
    """Note an unknown quantity, a unit that is not its own, an input that it needs and the row lacks."""
    asked = vocabulary.quantity(entry["quantity"], str(inputs.get("scenario", "")), entry["block"])
    if asked is None:
        options = [*vocabulary.QUANTITIES, *COLUMNS]
        slips.add(f"{where}, quantity", entry["quantity"], nearest(entry["quantity"], options))
        return
    lacking = vocabulary.bank_without(entry["quantity"], str(inputs.get("scenario", "")))
    if lacking:
        slips.add(f"{where}, quantity", entry["quantity"], f"{lacking} has no such column")
        return
    if factor(asked.unit, entry["unit"]) is None:
        slips.add(f"{where}, unit", entry["unit"], f"{entry['quantity']} is in {asked.unit}")
    if "as" in inputs or "from" in inputs:
        return
    for need in asked.needs:
        if not any(name in inputs for name in need.split("|")):
            right = f"{entry['quantity']} needs {need.replace('|', ' or ')}"
            slips.add(f"{where}, inputs", ", ".join(inputs), right)


def factor(own: str, stated: str) -> float | None:
    """Return by what an answer in a quantity's own unit is multiplied for a row's; None for another unit."""
    own, stated = plain_unit(own), plain_unit(stated)
    if own == stated:
        return 1.0
    currency, _, size = own.partition(" ")
    other, _, wanted = stated.partition(" ")
    if currency != other or size not in AMOUNTS or wanted not in AMOUNTS:
        return None
    return AMOUNTS[size] / AMOUNTS[wanted]


def plain_unit(unit: str) -> str:
    """Return a unit in the table's own words: sources write bp, pp, % and bn USD a month as well."""
    words = SAME_UNIT.get(unit.strip(), unit.strip()).removesuffix(" per month").split(" ")
    if len(words) == 2 and words[0] in AMOUNTS:
        words = [words[1], words[0]]
    return " ".join(words)


def check_references(rows: Iterable[Row], known: dict[str, Row], slips: Slips) -> None:
    """Note every reference to a row that is in neither table."""
    for row in rows:
        for name in ("as", "from", "to"):
            if name in row.inputs and row.inputs[name] not in known:
                slips.add(f"{row.id}, inputs.{name}", row.inputs[name], nearest(row.inputs[name], known))
    slips.raise_any()
    for row in rows:
        if ring := leads_back(row, known):
            slips.add(f"{row.id}, inputs", row.inputs, f"it leads back to itself: {' to '.join(ring)}")


def leads_back(row: Row, known: dict[str, Row]) -> list[str]:
    """Return the ids through which a row leads back to one that it has met, or nothing."""
    waiting = [[row.id]]
    while waiting:
        path = waiting.pop()
        inputs = known[path[len(path) - 1]].inputs
        for name in ("as", "from", "to"):
            if name in inputs and inputs[name] in path:
                return [*path, inputs[name]]
            if name in inputs and inputs[name] in known:
                waiting.append([*path, inputs[name]])
    return []


def evidence(path: Path = ROWS) -> list[Outcome]:
    """Return every row of a table beside the model's answer."""
    rows = read_rows(path)
    known = {row.id: row for row in [*(read_rows() if path != ROWS else []), *rows]}
    reasons = read_reasons()
    return [outcome(row, known, reasons) for row in rows]


def outcome(row: Row, known: dict[str, Row], reasons: dict[str, str]) -> Outcome:
    """Return one row's outcome; a row that cannot be run is an error that names it."""
    try:
        model = answer(row, known)
        spread = over_paths(row, known)
    except BROKEN as error:
        raise ValueError(f"row {row.id}: {error_text(error)}") from error
    inside = row.low <= model <= row.high
    inputs = resolved(row, known)
    asked = vocabulary.quantity(row.quantity, str(inputs.get("scenario", "")), row.block)
    allowed = asked.switches if asked else ()
    return Outcome(
        id=row.id, block=row.block, kind=row.kind, value=row.value, low=row.low, high=row.high,
        model=model, inside=inside, confidence=row.confidence,
        switches={name: inputs[name] for name in allowed if name in inputs},
        reason="" if inside else reasons.get(row.id, unexplained(row, model, spread)),
        unit=row.unit, scenario=row.scenario, source=row.source, path_range=spread,
    )  # fmt: skip


def error_text(error: Exception) -> str:
    """Say what is wrong with a row: its experiment's own words, or which input it looked for in vain."""
    if isinstance(error, KeyError):
        return (
            f"input {error.args[0]} is needed"
            if error.args[0] in vocabulary.INPUTS
            else f"no {error.args[0]}"
        )
    if isinstance(error, ValueError):
        return str(error)
    return f"the inputs make no sense together ({type(error).__name__}: {error})"


def unexplained(row: Row, model: float, spread: tuple[float, float] | None) -> str:
    """Return what can be said of a row outside that nobody has looked into."""
    side = "低於區間下限" if model < row.low else "高於區間上限"
    distance = min(abs(model - row.low), abs(model - row.high))
    text = f"模型{side} {distance:.3g}（{row.unit}）"
    if spread and spread[0] <= row.high and spread[1] >= row.low:
        text += "；換成這一列容許的其他預期路徑就會落在區間內"
    return text


def resolved(row: Row, known: dict[str, Row]) -> dict[str, Any]:
    """Return a row's inputs, with those of the row it refers to by "as" beneath them."""
    if "as" not in row.inputs:
        return row.inputs
    return {**resolved(known[row.inputs["as"]], known), **{k: v for k, v in row.inputs.items() if k != "as"}}


def answer(row: Row, known: dict[str, Row]) -> float:
    """Return the model's answer in the row's unit."""
    if "from" in row.inputs:
        return answer(known[row.inputs["to"]], known) - answer(known[row.inputs["from"]], known)
    inputs = resolved(row, known)
    asked = vocabulary.quantity(row.quantity, str(inputs.get("scenario", "")), row.block)
    if asked is None:
        raise ValueError(f"quantity {row.quantity!r} is not known")
    model = float(asked.experiment(inputs))
    if not math.isfinite(model):
        raise ValueError(f"the answer is no number: {model}")
    return model * (factor(asked.unit, row.unit) or 1.0)


def over_paths(row: Row, known: dict[str, Row]) -> tuple[float, float] | None:
    """Return the smallest and the largest answer over the corners of the row's range of expected paths."""
    inputs = resolved(row, known)
    stated = inputs.get("expected_path", {})
    ranges = {name: stated[name] for name in PATH_KEYS if isinstance(stated.get(name), list)}
    if not ranges:
        return None
    answers = []
    for corner in itertools.product(*ranges.values()):
        path = {**stated, **dict(zip(ranges, corner, strict=True))}
        moved = Row(**{**asdict(row), "inputs": {**inputs, "expected_path": path}})
        answers.append(answer(moved, known))
    return min(answers), max(answers)


def read_reasons() -> dict[str, str]:
    """Return why the model lies outside, by row id, for rows that have been looked into."""
    with REASONS.open(encoding="utf-8", newline="") as file:
        return {entry["id"]: entry["reason"] for entry in csv.DictReader(file)}


def as_json(found: Iterable[Outcome]) -> list[dict[str, Any]]:
    """Return outcomes as plain values."""
    return [asdict(one) for one in found]


def shares(found: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """Return, by kind, how many rows lie inside and how many there are; estimates from memory apart."""
    counts: dict[str, tuple[int, int]] = {}
    for one in found:
        kind = one.kind
        if kind == "estimate" and one.confidence.startswith("memory"):
            kind = "estimate from memory"
        inside, total = counts.get(kind, (0, 0))
        counts[kind] = (inside + one.inside, total + 1)
    return counts
