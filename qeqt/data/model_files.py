"""Policy and scenarios: path in, records out, or every slip at once; and what all loaders share."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from qeqt.core import months
from qeqt.core.banks import BANKS
from qeqt.data import own, said, sense, units
from qeqt.data.fields import (
    CONFIDENCE,
    RecordError,
    Slips,
    Table,
    file_name,
    is_number,
    nearest,
    toml,
)
from qeqt.data.records import (
    PolicyMeasure,
    ScenarioRecord,
    Step,
)

HOME = Path(__file__).parent


FREQUENCIES = ("daily", "weekly", "monthly", "quarterly", "annual", "irregular")


def provenance(table: Table, unit: str = "") -> dict[str, Any]:
    """Read the fields that say where a number comes from; unit is the one to fall back on."""
    return {
        "unit": table.text("unit", unit or None),
        "source": table.text("source"),
        "seen_in": table.texts("seen_in"),
        "confidence": table.choice("confidence", CONFIDENCE),
        "note": table.text("note", ""),
        **table.proof(),
    }


def steps(table: Table, key: str) -> tuple[Step, ...]:
    """Read a list of dated decisions, in order of date."""
    found: list[Step] = []
    for entry in table.tables(key):
        start = entry.day("from", partial=True)
        ended = entry.flag("ended", False)
        if ended and entry.has("value"):
            entry.slip("value", "a measure that ended has no value; leave out value or ended")
        if found and start <= found[-1].start:
            entry.slip("from", f"a date after the one before, {found[-1].start}, is needed")
        said_until = entry.day("said_until", partial=True) if entry.has("said_until") else ""
        if said_until and said_until[:7] < start[:7]:
            entry.slip("said_until", f"a month from {start[:7]} on is needed")
        announced = entry.day("announced", partial=True) if entry.has("announced") else said_until and start
        if announced[:7] > start[:7]:
            entry.slip("announced", f"a month no later than {start[:7]}, in which it begins, is needed")
        found.append(
            Step(
                start=start,
                value=None if ended else entry.number("value"),
                reference=entry.text("reference"),
                confidence=entry.choice("confidence", CONFIDENCE),
                seen_in=entry.texts("seen_in", ()),
                announced=announced[:7],
                said_until=said_until[:7],
                note=entry.text("note", ""),
                **entry.proof(),
            )
        )
        entry.close()
    return tuple(found)


def load_policy(path: Path) -> dict[str, PolicyMeasure]:
    """Read a bank's dated decisions."""
    slips = Slips(path)
    found = {}
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        found[key] = PolicyMeasure(
            key=key, name_zh=table.text("name_zh"), unit=table.text("unit"), steps=steps(table, "values")
        )
        if not own.key_of(path):
            check_measure(slips, found[key], path.stem)
        table.close()
    slips.raise_any()
    return found


PROGRAMMES = ("app_", "pepp_", "apf_", "temporary_")
"""Programmes that a bank tells apart: their measures begin with the name."""


NAMED_BY_MONTH = re.compile(r"_(\d{4})_(\d{2})$")
"""An opening of the package is named after its bank and its month."""


MONTHLY = re.compile(r"(?:a|per|each) month|monthly")
"""A reference that tells an amount by month."""


@cache
def declarations() -> dict[str, Any]:
    """Return decisions.toml as it stands: the loaders ask it for units and signs."""
    return toml(HOME / "decisions.toml")


def declaration(key: str) -> dict[str, Any]:
    """Return what is declared of a measure, whatever the programme; nothing where it is not."""
    plain = next((key.removeprefix(each) for each in PROGRAMMES if key.startswith(each)), key)
    found = declarations().get(plain, {})
    return found if isinstance(found, dict) else {}


def check_measure(slips: Slips, found: PolicyMeasure, bank: str) -> None:
    """Note a unit, a sign or a size that a measure cannot have, and a year that no text names."""
    declared = declaration(found.key)
    if not declared:
        if other := [code for code in units.codes().findall(found.unit) if code != units.OWN.get(bank)]:
            slips.add(
                f"{found.key}.unit", found.unit, f"{bank} counts in {units.OWN.get(bank)}, not {other[0]}"
            )
        for n, step in enumerate(found.steps, 1):
            if step.value is not None and step.value < 0.0:
                slips.add(f"{found.key}.values[{n}].value", step.value, "0 or more is needed")
        return
    currency = units.OWN.get(bank, "")
    unit = str(declared["unit"]).replace("money", f"bn {currency}")
    if currency and found.unit != unit:
        slips.add(f"{found.key}.unit", found.unit, f"{unit!r}, as decisions.toml has it, is needed")
    values = [step.value for step in found.steps if step.value is not None]
    out = sense.of_list([value for value in values if value != sense.NO_CAP])
    for n, step in enumerate(found.steps, 1):
        where = f"{found.key}.values[{n}]"
        if step.value is None:
            continue
        right = sense.of_measure(step.value, str(declared["unit"]), bool(declared.get("either_way", False)))
        if right:
            slips.add(f"{where}.value", step.value, right)
        elif MONTHLY.search(step.reference) and not declared.get("either_way", False):
            text = f"{step.reference}; {step.words}"
            if step.value not in (0.0, sense.NO_CAP) and not said.near(step.value, text, found.unit):
                right = f"a size that reference and words tell is needed: {step.reference}"
                slips.add(f"{where}.value", step.value, right)
    if not declared.get("either_way", False):
        plain = [value for value in values if value != sense.NO_CAP]
        for n, why in out.items():
            slips.add(f"{found.key}.values", plain[n], why)


def load_scenarios(path: Path) -> dict[str, ScenarioRecord]:
    """Read a file of scenarios: each a small difference from decided policy."""
    slips = Slips(path)
    found = {}
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        changes = table.table("changes") if table.has("changes") else Table(slips, f"{key}.changes", {})
        settings = table.table("settings") if table.has("settings") else Table(slips, f"{key}.settings", {})
        shocks = table.table("shocks") if table.has("shocks") else Table(slips, f"{key}.shocks", {})
        for name, value in settings.content.items():
            if not isinstance(value, (bool, str)) and not is_number(value):
                settings.slip(name, "a number, a text, true or false is needed")
        found[key] = ScenarioRecord(
            key=key,
            name_zh=table.text("name_zh"),
            summary_zh=table.text("summary_zh"),
            bank=table.choice("bank", BANKS),
            opening=table.text("opening"),
            start=table.day("start", partial=True),
            months=table.whole("months", low=1, high=1200),
            changes={name: steps(changes, name) for name in changes.content},
            settings=dict(settings.content),
            shocks={name: steps(shocks, name) for name in shocks.content},
            file=file_name(path),
        )
        if not own.key_of(path):
            check_scenario(slips, found[key])
        table.close()
    check_references(slips, found)
    slips.raise_any()
    return found


def check_references(slips: Slips, found: dict[str, ScenarioRecord]) -> None:
    """Note a scenario that differs in nothing from the one that it is held against."""
    for key, record in found.items():
        other = found.get(str(record.settings.get("reference", "")))
        plain = {name: value for name, value in record.settings.items() if name != "reference"}
        if other is not None and (record.changes, record.shocks, plain) == (
            other.changes, other.shocks,
            {name: value for name, value in other.settings.items() if name != "reference"},
        ):  # fmt: skip
            slips.add(f"{key}.changes", None, f"something in which it differs from {other.key} is needed")


def check_scenario(slips: Slips, found: ScenarioRecord) -> None:
    """Note a start that does not follow the opening, and a change that no lever could make."""
    dated = NAMED_BY_MONTH.search(found.opening)
    if dated and found.start != months.after(f"{dated[1]}-{dated[2]}", 1):
        slips.add(
            f"{found.key}.start", found.start, f"the month after the opening, {found.opening}, is needed"
        )
    for name, setting in found.settings.items():
        declared = declaration(name)
        if isinstance(setting, float | int) and not isinstance(setting, bool) and declared:
            unit, either_way = str(declared["unit"]), bool(declared.get("either_way", False))
            if right := sense.of_setting(float(setting), unit, either_way):
                slips.add(f"{found.key}.settings.{name}", setting, right)
    for name, moved in found.changes.items():
        declared = declaration(name)
        if not declared:
            slips.add(f"{found.key}.changes.{name}", name, nearest(name, declarations()))
            continue
        high, step = (declared.get(end, {}).get(found.bank) for end in ("high", "step"))
        for n, each in enumerate(moved, 1):
            value = each.value
            if value is None:
                continue
            right = sense.of_measure(value, str(declared["unit"]), bool(declared.get("either_way", False)))
            if not right and high is not None and value not in (0.0, sense.NO_CAP):
                fits = step <= abs(value) <= high
                right = (
                    "" if fits else f"{step:g} to {high:g}, as a lever has it, or {sense.NO_CAP:g} for no cap"
                )
            if right:
                slips.add(f"{found.key}.changes.{name}[{n}].value", value, right)


def files(folder: Path, suffix: str) -> list[Path]:
    """Return a folder's record files in order of name; what a system hides (``._x``) is none."""
    return sorted(path for path in folder.glob(f"*{suffix}") if not path.name.startswith("."))


def named(name: str, folder: Path, suffix: str) -> Path:
    """Return a record file by its name, an own one first; an unknown name is a RecordError."""
    room = folder.relative_to(HOME).as_posix() if folder.is_relative_to(HOME) else folder.name
    own_path = own.in_use().path(room, name)
    if own_path:
        return own_path
    path = folder / f"{name}{suffix}"
    if not path.is_file():
        options = sorted({*(p.stem for p in files(folder, suffix)), *own.in_use().names(room)})
        raise RecordError(f"{folder.name}/{name}{suffix}: no such record; {nearest(name, options)}")
    return path
