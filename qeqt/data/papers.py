"""Papers that a chapter names without taking a figure from them: where each is, where that address stood."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qeqt.data.fields import Slips, Table, toml

FILE = Path(__file__).with_name("papers.toml")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper: its printed title, its address, the text in which the address was seen, and the day."""

    key: str
    title: str
    address: str
    seen_in: tuple[str, ...]
    seen: str


def load(path: Path) -> dict[str, Paper]:
    """Read the records of papers, in the order of the file; RecordError names what does not fit."""
    slips = Slips(path)
    found: dict[str, Paper] = {}
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        found[key] = Paper(
            key=key,
            title=table.text("title"),
            address=table.document("address"),
            seen_in=table.texts("seen_in"),
            seen=table.day("seen"),
        )
        if not found[key].address:
            table.slip("address", "the document's own address: a paper without one needs no record")
        table.close()
    slips.raise_any()
    return found


@cache
def papers() -> dict[str, Paper]:
    """Return the papers by key, in the order of their file."""
    return load(FILE)
