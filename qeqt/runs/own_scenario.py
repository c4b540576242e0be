"""A scenario of the reader's own: from keywords, a dict or a TOML file, checked as the package's records are.

What is given plainly (a number, months with values, a list) is written out as a record; its source is then
"own input". A central bank that the package does not know is brought the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qeqt import data
from qeqt.core import banks, columns
from qeqt.data import own, units
from qeqt.data.fields import RecordError, Slips, nearest, quoted, toml
from qeqt.runs import own_records

KEYS = (
    "name", "summary", "like", "bank", "opening", "start", "months", "changes", "settings", "shocks",
    "policy", "environment", "rates", "announced", "parameters", "mixes",
)  # fmt: skip
TABLES = (
    "changes", "settings", "shocks", "policy", "environment", "rates", "parameters",
)  # fmt: skip
BANK_KEYS = ("name", "name_zh", "currency", "currency_zh", "levers")


@dataclass(frozen=True)
class OwnScenario:
    """A scenario of the reader's own, ready to run: ``qeqt.run(scenario)``."""

    name: str
    bank: str
    records: own.Own = field(repr=False)

    def __repr__(self) -> str:
        return f"<own scenario {self.name} of {self.bank}: {', '.join(sorted(self.records.contents))}>"


def from_file(path: Path) -> OwnScenario:
    """Read an own scenario from a TOML file; RecordError lists every slip."""
    return made(toml(path), path.as_posix())


def made(given: Mapping[str, Any], called: str = "own scenario") -> OwnScenario:
    """Return the scenario that a table of keys stands for; ``called``: what messages call it."""
    slips = Slips(Path(called))
    content = {key: value for key, value in given.items() if value is not None}
    for key, value in content.items():
        if key not in KEYS:
            slips.add(key, value, f"unknown key; {nearest(key, KEYS)}")
        elif key in TABLES and not isinstance(value, Mapping):
            slips.add(key, value, "a table of names and values is needed")
    name = content.get("name", "own")
    if not isinstance(name, str) or not name.isidentifier():
        slips.add("name", name, "a name of letters, digits and _ is needed")
    slips.raise_any()
    if name in data.scenarios():
        raise RecordError(f"{called}: name: found {name!r}; the package has a scenario of this name")
    bank, brought = bank_of(content, called)
    with using(own.Own(brought)):
        return OwnScenario(name, *records_of(content, name, bank, brought, called))


def records_of(
    content: dict[str, Any], name: str, bank: str, brought: dict[str, dict[str, Any]], called: str
) -> tuple[str, own.Own]:
    """Return the bank and the records that an own scenario brings."""
    basis = basis_of(content, called)
    contents: dict[str, dict[str, Any]] = dict(brought)
    bank = bank or basis.get("bank", "")
    if not bank:
        raise RecordError(f'{called}: bank: found nothing; a bank or like = "scenario" is needed')
    opening = content.get("opening", basis.get("opening"))
    if isinstance(opening, Mapping):
        key = f"{name}_opening"
        contents[f"openings/{key}"] = own_records.opening(dict(opening), bank, called)
        opening = key
    record = {
        "name_zh": content.get("summary", name),
        "summary_zh": content.get("summary", f"{called}: {name}"),
        "bank": bank,
        "opening": opening,
        "start": content.get("start", basis.get("start")),
        "months": content.get("months", basis.get("months")),
    }
    if record["start"] is None and isinstance(content.get("opening"), Mapping):
        record["start"] = own_records.month_after(contents[f"openings/{opening}"], called)
    missing = [key for key, value in record.items() if value is None]
    if missing:
        raise RecordError(f'{called}: {missing[0]}: found nothing; it is needed, or like = "scenario"')
    start = str(record["start"])[:7]
    for part in ("changes", "shocks"):
        steps = {**basis.get(part, {}), **own_records.all_steps(part, content.get(part, {}), start, called)}
        if steps:
            record[part] = steps
    settings = {**leaning(content, basis), **basis.get("settings", {}), **content.get("settings", {})}
    if settings:
        record["settings"] = settings
    contents[f"scenarios/{name}"] = {name: record}
    contents |= own_records.of_bank(content, bank, bool(brought), start, called)
    return bank, own.Own(contents, dict.fromkeys(contents, called))


def leaning(content: Mapping[str, Any], basis: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reference of a scenario that begins where the one that it is like begins: that one."""
    alike = basis and not {"opening", "start"} & set(content)
    return {"reference": content["like"]} if alike else {}


def basis_of(content: dict[str, Any], called: str) -> dict[str, Any]:
    """Return the record that an own scenario is like, as plain data."""
    like = content.get("like")
    if like is None:
        return {}
    known = data.scenarios()
    if like not in known:
        raise RecordError(f"{called}: like: found {quoted(like)}; {nearest(like, known)}")
    record = known[like]
    return dict(toml(data.HOME.parent / record.file.partition("qeqt/")[2])[like])


def bank_of(content: dict[str, Any], called: str) -> tuple[str, dict[str, dict[str, Any]]]:
    """Return the name of the scenario's bank, and the record of one that the reader brings."""
    bank = content.get("bank", "")
    if not isinstance(bank, Mapping):
        if bank and bank not in banks.BANKS:
            raise RecordError(f"{called}: bank: found {quoted(bank)}; {nearest(bank, banks.BANKS)}")
        return str(bank), {}
    slips = Slips(Path(called))
    for key in bank:
        if key not in BANK_KEYS:
            slips.add(f"bank.{key}", bank[key], f"unknown key; {nearest(key, BANK_KEYS)}")
    name, currency = bank.get("name"), bank.get("currency")
    if not isinstance(name, str) or not name.isidentifier():
        slips.add("bank.name", name, "a name of letters, digits and _ is needed")
    elif name in PACKAGE_BANKS:
        slips.add("bank.name", name, 'the package has a bank of this name: bank = "name"')
    if not isinstance(currency, str) or len(currency) != 3 or not currency.isupper():
        slips.add("bank.currency", currency, "a code of three capitals (ISO 4217) is needed")
    levers = bank.get("levers", {})
    for key, high in levers.items():
        if isinstance(high, bool) or not isinstance(high, (int, float)) or high <= 0:
            slips.add(f"bank.levers.{key}", high, "the highest value that may be moved to is needed")
    slips.raise_any()
    record = {"name_zh": name, "currency_zh": currency, **bank}
    return str(name), {f"banks/{name}": dict(record)}


PACKAGE_BANKS = tuple(banks.BANKS)


def own_banks(contents: Mapping[str, Any]) -> list[str]:
    """Return the names of the banks that own records bring."""
    return [key.partition("/")[2] for key in contents if key.startswith("banks/")]


@contextmanager
def using(records: own.Own) -> Iterator[None]:
    """Read own records until the block ends; banks that they bring are known until then."""
    brought = own_banks(records.contents)
    for name in brought:
        enter_bank(name, records.contents[f"banks/{name}"])
    try:
        with own.using(records):
            yield
    finally:
        for name in brought:
            leave_bank(name)


def enter_bank(name: str, record: Mapping[str, Any]) -> None:
    """Make a bank known to the core: its currency, and every column that all banks have."""
    currency, in_chinese = str(record["currency"]), str(record["currency_zh"])
    banks.BANKS[name] = banks.CentralBank(str(record["name_zh"]), currency, in_chinese, {})
    columns.KNOWN.pop(name, None)
    if name not in banks.ALL:
        banks.ALL.append(name)
    units.enter(name, currency, in_chinese)


def leave_bank(name: str) -> None:
    """Forget a bank that a reader brought."""
    banks.BANKS.pop(name, None)
    columns.KNOWN.pop(name, None)
    if name in banks.ALL:
        banks.ALL.remove(name)
    units.leave(name)
