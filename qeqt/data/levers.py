"""The levers of the lab as records: what may be moved at a bank, in which range, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qeqt import data
from qeqt.core import moves
from qeqt.core.results import CURRENCIES
from qeqt.data.fields import RecordError, Slips, Table, is_number, toml
from qeqt.data.model_files import BANKS
from qeqt.data.records import PolicyMeasure

PATH = Path(__file__).parent / "levers.toml"
KINDS = ("measure", "setting", "path", "switch")
KNOWN = (*moves.MEASURES, *moves.SETTINGS, *moves.SET_PATHS, *moves.MOVED_PATHS)


@dataclass(frozen=True, kw_only=True)
class Lever:
    """What a reader may move at a bank."""

    key: str
    kind: str
    """measure: set, bn a month; setting: a rule or an expectation; path: a given path; switch: 1 or 0."""
    name_zh: str
    unit: str
    low: float
    high: float
    step: float
    explain_zh: str
    why_zh: str
    """What happens when it is moved, for the sentence under the results."""
    parameter: str
    """The parameter whose value stands where a plan says nothing; empty: nothing."""


def measure_of(bank: str, key: str) -> PolicyMeasure | None:
    """Return the policy record of a measure, that of the bank's first programme where it has several."""
    policy = data.policy(bank)
    if key in policy:
        return policy[key]
    return next((entry for name, entry in policy.items() if name.endswith(f"_{key}")), None)


def for_bank(table: Table, key: str, bank: str, banks: tuple[str, ...]) -> float:
    """Return a number that the record gives by bank."""
    content = table.content.get(key)
    table.asked.add(key)
    if (
        not isinstance(content, dict)
        or set(content) != set(banks)
        or not all(map(is_number, content.values()))
    ):
        table.slip(key, f"a number for each of {', '.join(banks)} is needed")
        return 0.0
    return float(content.get(bank, 0.0))


def read(slips: Slips, key: str, content: Any, bank: str) -> Lever | None:
    """Read one lever as it is at a bank; nothing where the bank does not have it."""
    table = Table(slips, key, content)
    if key not in KNOWN:
        slips.add(key, key, "a move of qeqt.levers is needed")
    banks = table.texts("banks")
    for name in banks:
        if name not in BANKS:
            table.slip("banks", f"of {', '.join(BANKS)}")
    kind = table.choice("kind", KINDS)
    record = measure_of(bank, key) if kind == "measure" and bank in banks else None
    if kind == "measure" and bank in banks and record is None:
        table.slip("banks", f"policy/{bank}.toml has no measure {key}")
    unit = record.unit if record else "" if kind == "measure" else table.text("unit")
    found = Lever(
        key=key,
        kind=kind,
        name_zh=record.name_zh if record else "" if kind == "measure" else table.text("name_zh"),
        unit=f"bn {CURRENCIES.get(bank, '')}" if unit == "money" else unit,
        low=table.number("low"),
        high=for_bank(table, "high", bank, banks),
        step=for_bank(table, "step", bank, banks),
        explain_zh=table.text("explain_zh"),
        why_zh=table.text("why_zh"),
        parameter=table.text("parameter", "") if table.has("parameter") else "",
    )
    table.close()
    return found if bank in banks else None


@cache
def of_bank(bank: str) -> dict[str, Lever]:
    """Return the levers of a bank; RecordError lists every slip of the file."""
    slips = Slips(PATH)
    read_all = [read(slips, key, content, bank) for key, content in toml(PATH).items()]
    slips.raise_any()
    found = {lever.key: lever for lever in read_all if lever is not None}
    for lever in found.values():
        if lever.high <= lever.low or lever.step <= 0:
            raise RecordError(f"levers.toml: {lever.key}: low < high and a step above 0 are needed")
    return found
