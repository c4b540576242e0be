"""What may be decided, set or moved, declared once: kind, unit, sign, range, meaning.

Scenario files, the command, grids, the lab's levers and the evidence read these declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from qeqt import data
from qeqt.core.banks import BANKS
from qeqt.data.fields import RecordError, Slips, Table, is_number, nearest, toml
from qeqt.data.own import in_use, kept
from qeqt.data.records import PolicyMeasure

PATH = Path(__file__).parent / "decisions.toml"
KINDS = ("measure", "setting", "path", "switch", "shift")

PROGRAMMES = ("app", "pepp", "apf", "temporary")
"""Programmes that a bank tells apart; their measures begin with the name."""

FOR_COMPARISON = ("pepp_envelope", "apf_announced_pace")
"""Announced amounts that results are held against: no plan takes them."""


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What may be decided, set or moved."""

    key: str
    kind: str
    """measure: a bank's, monthly; setting: a rule or an expectation; path or switch: a given path that is
    set; shift: a given path that is moved up or down."""
    unit: str
    """``money``: bn of the bank's currency."""
    flow: bool
    """A measure that ends with a scenario's ``until``; a rule of reinvestment does not."""
    either_way: bool
    """It may be below 0."""
    whole: bool
    name_zh: str
    """Of a measure: in the policy's record."""
    explain_zh: str
    why_zh: str
    """What happens when it is moved, for the sentence under the results."""
    parameter: str
    """The parameter whose value stands where a plan says nothing; empty: nothing."""
    low: float
    high: dict[str, float]
    """By bank: the ends of the lever that a reader moves; a bank that is not named has none."""
    step: dict[str, float]
    observed: tuple[float, ...]
    """Of a path: smallest and largest value in the data; empty: none is known."""


@dataclass(frozen=True, kw_only=True)
class Lever:
    """A declaration as a reader moves it at a bank."""

    key: str
    kind: str
    name_zh: str
    unit: str
    low: float
    high: float
    step: float
    explain_zh: str
    why_zh: str
    parameter: str


def by_bank(table: Table, key: str, banks: tuple[str, ...]) -> dict[str, float]:
    """Return the numbers that a declaration gives by bank."""
    content = table.content.get(key)
    table.asked.add(key)
    if not banks and content is None:
        return {}
    if (
        not isinstance(content, dict)
        or set(content) != set(banks)
        or not all(map(is_number, content.values()))
    ):
        table.slip(key, f"a number for each of {', '.join(banks)} is needed")
        return dict.fromkeys(banks, 0.0)
    return {bank: float(value) for bank, value in content.items()}


def read(slips: Slips, key: str, content: Any) -> Declaration:
    """Read one declaration."""
    table = Table(slips, key, content)
    kind = table.choice("kind", KINDS)
    banks = table.texts("banks", ())
    for name in banks:
        if name not in BANKS:
            table.slip("banks", nearest(name, BANKS))
    found = Declaration(
        key=key,
        kind=kind,
        unit=table.text("unit"),
        flow=table.flag("flow", False),
        either_way=table.flag("either_way", False),
        whole=table.flag("whole", False),
        name_zh="" if kind == "measure" else table.text("name_zh"),
        explain_zh=table.text("explain_zh"),
        why_zh=table.text("why_zh") if banks else "",
        parameter=table.text("parameter", "") if table.has("parameter") else "",
        low=table.number("low") if banks else 0.0,
        high=by_bank(table, "high", banks),
        step=by_bank(table, "step", banks),
        observed=(table.number("observed_low"), table.number("observed_high"))
        if table.has("observed_low")
        else (),
    )
    for bank in banks:
        if found.high[bank] <= found.low or found.step[bank] <= 0:
            table.slip(f"high and step of {bank}", "low < high and a step above 0 are needed")
    table.close()
    return found


@kept
def declared() -> dict[str, Declaration]:
    """Return every declaration; RecordError lists every slip of the file."""
    return load_decisions(PATH)


def load_decisions(path: Path) -> dict[str, Declaration]:
    """Read the declarations; RecordError lists every slip."""
    slips = Slips(path)
    found = {key: read(slips, key, content) for key, content in toml(path).items()}
    slips.raise_any()
    return found


@kept
def measures() -> tuple[str, ...]:
    """Return the names of the measures that a plan takes, in their order."""
    return tuple(key for key, entry in declared().items() if entry.kind == "measure")


def measure_of(bank: str, key: str) -> PolicyMeasure | None:
    """Return the policy record of a measure, that of the bank's first programme where it has several."""
    policy = data.policy(bank)
    if key in policy:
        return policy[key]
    return next((entry for name, entry in policy.items() if name.endswith(f"_{key}")), None)


def unit_at(entry: Declaration, bank: str) -> str:
    """Return the unit at a bank: money is bn of its currency."""
    return entry.unit.replace("money", f"bn {BANKS[bank].currency}")


def check_policy(bank: str) -> None:
    """Raise RecordError for a measure in a bank's policy that no plan takes, or one in another unit."""
    slips = Slips(data.HOME / "policy" / f"{bank}.toml")
    names = [
        *measures(),
        *(f"{start}_{name}" for start in PROGRAMMES for name in measures()),
        *FOR_COMPARISON,
    ]
    for key, entry in data.policy(bank).items():
        if key not in names:
            slips.add(key, key, f"measure {key!r} is not known; {nearest(key, names)}")
        elif key not in FOR_COMPARISON:
            unit = unit_at(declared()[without_programme(key)], bank)
            if entry.unit != unit:
                slips.add(f"{key}.unit", entry.unit, f"the declared unit, {unit!r}, is needed")
            for step in entry.steps if not declared()[without_programme(key)].either_way else ():
                if step.value is not None and step.value < 0.0:
                    slips.add(f"{key}, from {step.start}", step.value, "0 or more is needed")
    slips.raise_any()


def has_programmes(bank: str) -> bool:
    """Say whether a bank tells programmes apart."""
    return any(without_programme(key) != key for key in data.policy(bank))


def without_programme(key: str) -> str:
    """Return a measure's own name, without the programme's before it."""
    start, _, rest = key.partition("_")
    return rest if start in PROGRAMMES else key


@kept
def levers(bank: str) -> dict[str, Lever]:
    """Return what a reader may move at a bank."""
    found = {}
    own = in_use().contents.get(f"banks/{bank}", {}).get("levers", {})
    for key, entry in declared().items():
        if bank not in entry.high and key not in own:
            continue
        record = measure_of(bank, key) if entry.kind == "measure" else None
        if entry.kind == "measure" and record is None:
            raise RecordError(f"decisions.toml: {key}.banks: policy/{bank}.toml has no measure {key}")
        found[key] = Lever(
            key=key,
            kind=entry.kind,
            name_zh=record.name_zh if record else entry.name_zh,
            unit=record.unit if record else unit_at(entry, bank),
            low=entry.low,
            high=entry.high.get(bank, own.get(key, 0.0)),
            step=entry.step.get(bank, 0.0),
            explain_zh=entry.explain_zh,
            why_zh=entry.why_zh,
            parameter=entry.parameter,
        )
    return found


def move_kinds(bank: str) -> dict[str, str]:
    """Return what may be moved at a bank, with its kind."""
    return {key: lever.kind for key, lever in levers(bank).items()}


BOUNDLESS = 1e5
"""A decided amount from here on means that there is no limit."""


def observed(bank: str) -> dict[str, list[float]]:
    """Return the smallest and largest value decided, or seen in data, of what may be moved at a bank.

    Nothing for what is known of no value: a rule, a switch, a shock of which there is no series.
    """
    found = {}
    for key, lever in levers(bank).items():
        record = measure_of(bank, key) if lever.kind == "measure" else None
        values = list(declared()[key].observed)
        if record is not None:
            values = [
                step.value for step in record.steps if step.value is not None and abs(step.value) < BOUNDLESS
            ]
        if values:
            found[key] = [min(0.0, *values), max(0.0, *values)]
    return found


def wrong(key: str, bank: str, value: float) -> str:
    """Return what the value of a move should have been, or nothing when it lies in the declared range."""
    entry, lever = declared()[key], levers(bank)[key]
    if not isfinite(value):
        return "a finite number is needed"
    if not lever.low <= value <= lever.high:
        return f"a number from {lever.low:g} to {lever.high:g} {lever.unit} is needed"
    return "a whole number is needed" if entry.whole and value != int(value) else ""
