"""What a run hangs on: one digest an input, so that two runs can be told apart by what differs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from qeqt.core.case import Book
from qeqt.core.number import Number
from qeqt.core.scenario import Scenario
from qeqt.data.fields import PACKAGE

DIGITS = 12
"""Of a sha256, in hexadecimal: how much of it is printed and kept."""


@dataclass(frozen=True)
class Inputs:
    """Everything that a run was handed: nothing else moves it."""

    book: Book
    key: str
    parameters: dict[str, Number]
    """The bank's values with the reader's over them."""
    moves: dict[str, Any]
    since: str
    official: tuple[str, ...] = ()
    """Tables of newer official figures that were read, each with its digest: "name 0a1b…"."""
    own: tuple[str, ...] = field(default=())
    """Records of the reader's own that were read."""


def digest(content: Any) -> str:
    """Return the digest of plain data: numbers by all of their digits, arrays by their bytes."""
    text = json.dumps(content, sort_keys=True, default=plain, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def plain(value: Any) -> Any:
    """Return draws as a digest of their bytes."""
    return hashlib.sha256(value.tobytes()).hexdigest() if hasattr(value, "tobytes") else repr(value)


@cache
def model_digest() -> str:
    """Return the digest of the model's own code: the same version may have been changed by hand."""
    return of_folder("core", ".py")


@cache
def records_digest() -> str:
    """Return the digest of all of the package's records."""
    return of_folder("data", ".toml", ".csv")


def of_folder(room: str, *suffixes: str) -> str:
    """Return the digest of a room's files of some kinds, however their lines end."""
    found = hashlib.sha256()
    for path in sorted(path for path in (PACKAGE / room).rglob("*") if path.suffix in suffixes):
        found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()[:DIGITS]


def of_inputs(inputs: Inputs) -> dict[str, str]:
    """Return input -> digest, for a run and for those that it leans on; what was read besides, by name."""
    case = inputs.book[inputs.key]
    found = {"model": model_digest(), "parameters": digest(inputs.parameters)}
    for name, key in (
        ("", inputs.key),
        ("reference ", case.reference),
        ("other programme ", case.other_programme),
    ):
        if key:
            found |= {f"{name}{part}": each for part, each in of_case(inputs.book, key).items()}
    if inputs.moves:
        found["moves"] = digest([inputs.moves, inputs.since])
    if inputs.official:
        found["official figures"] = ", ".join(inputs.official)
    if inputs.own:
        found["own records"] = ", ".join(inputs.own)
    return found


def of_case(book: Book, key: str) -> dict[str, str]:
    """Return the digests of what a case starts from, is given and plans."""
    case = book[key]
    return {
        "opening": digest(asdict(case.opening)),
        "environment": digest(case.environment.paths),
        "plan": digest([of_plan(case.plan), case.switches]),
    }


def of_plan(plan: Scenario) -> list[Any]:
    """Return a plan as plain data; a mix that months share is written out once."""
    met: dict[int, int] = {}
    mixes: list[str] = []

    def place(mix: object) -> int:
        if id(mix) not in met:
            written = repr(mix)
            met[id(mix)] = mixes.index(written) if written in mixes else len(mixes)
            if written not in mixes:
                mixes.append(written)
        return met[id(mix)]

    months = [
        [each.measures, place(each.rollover_mix), place(each.purchase_mix), place(each.principal_mix),
         each.mbs_settlement, [asdict(bucket) for bucket in each.sale_mix]]
        for each in [*plan.decisions, *plan.before]
    ]  # fmt: skip
    said = [asdict(news) for news in plan.announcements], [asdict(belief) for belief in plan.beliefs]
    return [plan.start, plan.moved_from, months, mixes, said]


def of_files(paths: Iterable[Path]) -> tuple[str, ...]:
    """Return files by name and digest."""
    return tuple(
        f"{path.stem} {hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS]}" for path in sorted(paths)
    )


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return the inputs that two runs do not share."""
    return [name for name in dict.fromkeys([*one, *other]) if one.get(name) != other.get(name)]
