"""The file of a bank's parameters, and of those that all share: path in, records out, or every slip."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from qeqt.core.banks import BANKS
from qeqt.data import own, readers, sense, units
from qeqt.data.fields import (
    RecordError,
    Slips,
    Table,
    file_name,
    toml,
    written,
)
from qeqt.data.model_files import files, provenance
from qeqt.data.records import (
    Parameter,
)

SHAPES = ("fixed", "uniform", "triangular")


BASES = ("estimated", "literature", "chosen")
"""What a coefficient of Taiwan rests on: an own regression or matching, a study or publisher, a choice."""


MARKED = "taiwan"
"""The sector whose parameters say so."""


ROOM, SHARED = "parameters", "common"
COUNTS_IN = {"taiwan": "taiwan", "leveraged_funds": "boe", "bank_runs": "fed", "evidence": "fed"}
"""Whose currency the numbers of a sector, or of a part, are in, where all banks share them."""


def load_parameters(*paths: Path) -> dict[str, Parameter]:
    """Read parameters; a later file's record replaces an earlier file's of the same key.

    Each must be read where its record says so.
    """
    found: dict[str, Parameter] = {}
    for path in paths:
        slips = Slips(path)
        for key, content in toml(path).items():
            table = Table(slips, key, content)
            value, low, high = (table.number(name) for name in ("value", "low", "high"))
            if not low <= value <= high:
                table.slip("value", f"low <= value <= high is needed, low is {low:g} and high {high:g}")
            elif right := sense.of_interval(low, value, high, table.flag("either_sign", False)):
                table.slip("value", f"{right} (low {low:g}, high {high:g})")
            shape = table.choice("shape", SHAPES)
            if shape != "fixed" and low == high:
                table.slip("shape", f"low and high are both {low:g}: fixed")
            sector = table.choice("sector", readers.SECTORS)
            found[key] = Parameter(
                key=key,
                symbol=table.text("symbol"),
                name_zh=table.text("name_zh"),
                sector=sector,
                part=table.choice("part", readers.parts()[sector]),
                printed_after=table.text("printed_after", "") if table.has("printed_after") else "",
                value=value,
                low=low,
                high=high,
                shape=shape,
                basis=basis_of(table, sector, low, high),
                prior=prior_of(table),
                **provenance(table),
            )
            unit = units.wrong(found[key].unit, counts_in(found[key], path.stem))
            if table.has("unit") and (unit or (unit := sense.of_range(key, low, high, found[key].unit))):
                table.slip("unit", unit)
            reader = readers.wrong(found[key])
            if reader and table.has("sector") and table.has("part"):
                slips.add(f"{key}.part", found[key].part, reader)
            table.close()
        slips.raise_any()
    nothing_asked_in_vain(paths, found)
    return found


@cache
def keys_of(folder: Path) -> dict[str, frozenset[str]]:
    """Return the parameters that each file of a folder has, by their heads alone."""
    heads = re.compile(r"^\[(\w+)\]", re.MULTILINE)
    return {path.stem: frozenset(heads.findall(written(path))) for path in files(folder, ".toml")}


def nothing_asked_in_vain(paths: tuple[Path, ...], found: dict[str, Parameter]) -> None:
    """Raise RecordError for a parameter that the core asks for and no file has, or only this bank lacks."""
    if SHARED not in [path.stem for path in paths]:
        return  # one file alone
    if any(own.key_of(path) or path.parent.name != ROOM for path in paths):
        return
    known = {stem: keys for stem, keys in keys_of(paths[0].parent).items() if stem not in BANKS}
    banks = {stem: keys for stem, keys in keys_of(paths[0].parent).items() if stem in BANKS}
    mine = [path.stem for path in paths]
    every = frozenset().union(*known.values(), *banks.values(), found)
    gone = [key for key in readers.asked() if key not in every]
    others = [keys for stem, keys in banks.items() if stem not in mine]
    if others and any(stem in banks for stem in mine):
        gone += [key for key in frozenset.intersection(*others) if key not in found]
    if gone:
        name = file_name(paths[-1])
        raise RecordError(
            f"{name}: {', '.join(sorted(gone))}: found nothing; the model asks for it: a record is needed"
        )


def basis_of(table: Table, sector: str, low: float, high: float) -> str:
    """Read what a coefficient of Taiwan rests on: one whose range holds zero is chosen."""
    if sector != MARKED:
        return ""
    found = table.choice("basis", BASES)
    if found != "chosen" and low <= 0.0 <= high:
        table.slip("basis", f"chosen: zero lies between low, {low:g}, and high, {high:g}")
    return found


def prior_of(table: Table) -> tuple[float, float, float] | None:
    """Read what an estimate was matched from: low, most likely and high, where a record has it."""
    if not any(table.has(f"prior_{name}") for name in ("low", "value", "high")):
        return None
    low, value, high = (table.number(f"prior_{name}") for name in ("low", "value", "high"))
    if not low < value < high or sense.of_interval(low, value, high, low < 0.0 < high):
        table.slip("prior_value", f"a number between prior_low, {low:g}, and prior_high, {high:g}, is needed")
    return low, value, high


def counts_in(entry: Parameter, file: str) -> str:
    """Return whose currency a parameter's unit may name: its bank's, or that of the economy it is about."""
    if file in BANKS:
        return file
    return COUNTS_IN.get(entry.part, COUNTS_IN.get(entry.sector, ""))
