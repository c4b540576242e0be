"""Plain values written out as the records that the package reads: with unit, their source "own input"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qeqt import data
from qeqt.core import months
from qeqt.core.banks import BANKS
from qeqt.data import decisions, model_files, series
from qeqt.data.fields import RecordError, is_day, is_month, is_number, nearest, quoted, toml

SOURCE = {"source": "own input", "seen_in": ["own input"], "confidence": "computed"}
RATES = (
    "policy_rate", "bank_rate", "reserve_rate", "reverse_repo_rate", "standing_facility", "mortgage_rate",
    "longer_run_rate", "yield_3m", "yield_1y", "yield_2y", "yield_3y", "yield_5y", "yield_7y", "yield_10y",
    "yield_20y", "yield_30y", "real_yield_10y",
)  # fmt: skip
"""Given paths that are rates of interest, percent a year."""

UNIT_OF_RATES = "percent a year"
SOLD_FROM = "1900-01"


def fault(called: str, key: str, found: object, right: str) -> RecordError:
    """Return the complaint about an own input: what it is called, key, value, what would be right."""
    return RecordError(f"{called}: {key}: found {quoted(found)}; {right}")


def all_steps(
    part: str, given: Mapping[str, Any], start: str, called: str
) -> dict[str, list[dict[str, Any]]]:
    """Return each measure's or shock's steps."""
    return {name: steps(f"{part}.{name}", value, start, called) for name, value in given.items()}


def steps(key: str, given: Any, start: str, called: str) -> list[dict[str, Any]]:
    """Return dated steps out of a number, a table of months (None ends it), a list, or steps themselves."""
    if isinstance(given, list) and given and all(isinstance(each, Mapping) for each in given):
        return [{"reference": "own input", "confidence": "computed", **each} for each in given]
    dated = values_by_month(key, given, start, called, gaps=True)
    return [
        {"from": month, "reference": "own input", "confidence": "computed"}
        | ({"ended": True} if value is None else {"value": value})
        for month, value in dated.items()
    ]


def values_by_month(
    key: str, given: Any, start: str, called: str, gaps: bool = False
) -> dict[str, float | None]:
    """Return month -> value out of a number (from ``start`` on), a table of months, or a list from it on."""
    if is_number(given):
        found: dict[Any, Any] = {start: given}
    elif isinstance(given, Mapping) and given:
        found = dict(given)
    elif isinstance(given, (list, tuple)) and given:
        found = {months.after(start, n): value for n, value in enumerate(given)}
    else:
        raise fault(called, key, given, "a number, months with values, or a list of numbers is needed")
    for month, value in found.items():
        if not (isinstance(month, str) and is_month(month)):
            raise fault(called, f"{key}.{month}", month, "a month YYYY-MM is needed")
        if not is_number(value) and not (gaps and value is None):
            raise fault(called, f"{key}.{month}", value, "a finite number is needed")
    return {month: None if found[month] is None else float(found[month]) for month in sorted(found)}


def opening(given: dict[str, Any], bank: str, called: str) -> dict[str, Any]:
    """Return an opening's record: amounts may be plain numbers, ladders plain rows."""
    unit = f"bn {BANKS[bank].currency}" if bank in BANKS else str(given.get("unit", ""))
    found = {"name_zh": "own opening", "bank": bank, "unit": unit, **given}
    for side in ("assets", "liabilities"):
        if isinstance(found.get(side), Mapping):
            found[side] = {name: item(value) for name, value in found[side].items()}
    found["capital"] = item(found.get("capital"))
    if isinstance(found.get("ladders"), Mapping):
        found["ladders"] = {
            name: {"rows": [list(row) for row in rows], **SOURCE} if isinstance(rows, (list, tuple))
            else {**SOURCE, **rows}
            for name, rows in found["ladders"].items()
        }  # fmt: skip
    return found


def item(value: Any) -> Any:
    """Return a line of a balance sheet."""
    if isinstance(value, Mapping):
        return {**SOURCE, **value}
    return {"value": value, **SOURCE}


def month_after(record: Mapping[str, Any], called: str) -> str:
    """Return the month after an opening's date: a plan begins then."""
    date = str(record.get("date", ""))
    if not is_day(date):
        raise fault(called, "opening.date", record.get("date"), "a date YYYY-MM-DD is needed")
    return months.after(date[:7], 1)


def of_bank(
    content: Mapping[str, Any], bank: str, is_own: bool, start: str, called: str
) -> dict[str, dict[str, Any]]:
    """Return the records of the bank that an own scenario changes, or all of them for a bank of its own."""
    found: dict[str, dict[str, Any]] = {}
    given = {**content.get("environment", {})}
    for name, value in content.get("rates", {}).items():
        if name not in RATES:
            raise fault(called, f"rates.{name}", name, f"unknown rate; {nearest(name, RATES)}")
        if name in given:
            raise fault(called, f"rates.{name}", value, "it stands in environment too; one of them is needed")
        given[name] = value
    if given or is_own:
        before = months.after(start, -1)
        basis = {} if is_own else shipped("environment", bank)
        fresh = {name: path(name, value, bank, basis, before, called) for name, value in given.items()}
        found[f"environment/{bank}"] = {**basis, **fresh}
    makers: dict[str, Callable[[str, Any], dict[str, Any]]] = {
        "policy": lambda name, value: measure(name, value, bank, start, called),
        "parameters": lambda name, value: parameter(name, value, bank, called),
    }
    for room, make in makers.items():
        if content.get(room) or is_own:
            basis = {} if is_own else shipped(room, bank)
            fresh = {name: make(name, value) for name, value in content.get(room, {}).items()}
            found[f"{room}/{bank}"] = {**basis, **fresh}
    if "mixes" in content or is_own:
        found[f"policy/mixes/{bank}"] = mixes(content.get("mixes"), called)
    if "announced" in content or is_own:
        found[f"policy/announcements/{bank}"] = announcements(content.get("announced", []), called)
    return found


def shipped(room: str, bank: str) -> dict[str, Any]:
    """Return the package's own record file of a bank, as plain data."""
    return toml(data.HOME / room / f"{bank}.toml")


def path(
    name: str, given: Any, bank: str, basis: Mapping[str, Any], before: str, called: str
) -> dict[str, Any]:
    """Return a given path's record; a number holds, a list runs from the opening's month on."""
    if isinstance(given, Mapping) and "values" in given:
        record = {"name_zh": name, "frequency": "irregular", **SOURCE, **given}
        record.setdefault("beyond", {"rule": "hold", "source": "own input"})
        record.setdefault("unit", unit_of(name, bank, called))
    else:
        values = values_by_month(f"environment.{name}", given, before, called)
        if name in basis:
            values = {**observed(name, bank, min(values)), **values}
        record = {
            "name_zh": name, "frequency": "irregular", "interpolation": "hold", "values": values,
            "unit": unit_of(name, bank, called), "beyond": {"rule": "hold", "source": "own input"}, **SOURCE,
        }  # fmt: skip
    right = unit_of(name, bank, called)
    if record["unit"] != right:
        raise fault(called, f"environment.{name}.unit", record["unit"], f"{right!r} is needed")
    return record


def observed(name: str, bank: str, month: str) -> dict[str, float | None]:
    """Return what a bank's own path has before a month: what is given begins then."""
    known = data.environment(bank)[name]
    first = known.known[0]
    count = months.between(first, month)
    return {months.after(first, n): known.at(months.after(first, n)) for n in range(count)}


def unit_of(name: str, bank: str, called: str) -> str:
    """Return the unit of a given path at a bank: that of the banks of the package, in its currency."""
    for other in BANKS:
        if (data.HOME / "environment" / f"{other}.toml").is_file() and name in data.environment(other):
            unit = data.environment(other)[name].unit
            return unit.replace(BANKS[other].currency, BANKS[bank].currency if bank in BANKS else "")
    raise fault(called, "environment", name, f"unknown series; {nearest(name, series.names_of(bank))}")


def measure(name: str, given: Any, bank: str, start: str, called: str) -> dict[str, Any]:
    """Return a measure's record of a bank's policy."""
    known = decisions.declared()
    plain = decisions.without_programme(name)
    if plain not in known or known[plain].kind != "measure":
        raise fault(called, "policy", name, f"unknown measure; {nearest(name, decisions.measures())}")
    unit = decisions.unit_at(known[plain], bank)
    if isinstance(given, Mapping) and "values" in given:
        return {"name_zh": name, "unit": unit, **given}
    return {"name_zh": name, "unit": unit, "values": steps(f"policy.{name}", given, start, called)}


def parameter(name: str, given: Any, bank: str, called: str) -> dict[str, Any]:
    """Return a parameter's record; a number takes the place of another bank's value, as it stands."""
    if isinstance(given, Mapping):
        return {**SOURCE, **given}
    if not is_number(given):
        raise fault(called, f"parameters.{name}", given, "a finite number is needed")
    folder = data.HOME / "parameters"
    for file in model_files.files(folder, ".toml"):
        record = toml(file).get(name)
        if record is not None:
            unit = str(record["unit"])
            if file.stem in BANKS and bank in BANKS:
                unit = unit.replace(BANKS[file.stem].currency, BANKS[bank].currency)
            record.pop("printed_after", None)
            fixed = {"value": given, "low": given, "high": given, "shape": "fixed", "unit": unit}
            return {**record, **fixed, **SOURCE}
    raise fault(called, "parameters", name, "no bank of the package has it; a full record is needed")


def mixes(given: Any, called: str) -> dict[str, Any]:
    """Return what is bought over which maturities: rows of first and last month, weight, indexed (0 or 1)."""
    if given is None:
        raise fault(
            called, "mixes", None, "rows of first month, last month, weight, indexed (0, 1) are needed"
        )
    if isinstance(given, Mapping):
        return dict(given)
    one = {"name_zh": "own mix", "unit": "weights", "rows": [list(row) for row in given], **SOURCE}
    use = [{"from": SOLD_FROM, "mix": "own"}]
    return {"schedule": {"rollover": use, "purchases": use}, "own": one}


def announcements(given: Any, called: str) -> dict[str, Any]:
    """Return what markets are told, in place of the bank's own announcements."""
    if not isinstance(given, (list, tuple)) or not all(isinstance(each, Mapping) for each in given):
        right = "a list of {month, until, flows_end, ample_reserves} is needed"
        raise fault(called, "announced", given, right)
    return {
        f"own_{n}": {
            "name_zh": "own announcement",
            "flows_end": False,
            "ample_reserves": False,
            **SOURCE,
            **each,
        }
        for n, each in enumerate(given, 1)
    }
