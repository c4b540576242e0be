"""Studies of what others' purchases and letting go do abroad: what they found, and how far they were read.

What stands in a record is what was read: a size that only the unread part of a study holds is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qeqt.data.fields import Slips, Table, nearest, toml

FILE = Path(__file__).with_name("studies.toml")
COVERS = ("only", "among others", "not said", "not")
"""Whether Taiwan is what a study is of, one of its economies, not named where we read, or outside it."""
KINDS = ("announcements", "stock", "flows", "other")
"""What is measured: days after news; what a programme adds up to; money that moves; anything else."""
READ = ("opening", "abstract")
ASSETS = ("twd", "taiex", "flows", "bond", "homes", "exports", "prices")
PERIODS = ("2008-14", "2020-21", "2022-25")
"""What a study can be set beside: an asset and a programme of the book's page."""


@dataclass(frozen=True, kw_only=True)
class Study:
    """A study: who, when, what of, how, what was found; what was read of it, and where."""

    key: str
    authors: str
    year: int
    title: str
    where: str
    kind: str
    taiwan: str
    assets: tuple[str, ...]
    periods: tuple[str, ...]
    sample_zh: str
    method_zh: str
    found_zh: str
    size_zh: str
    """Sizes as read; nothing where none stood in what was read."""
    read: str
    address: str
    """Where it was read, or where the text that was read says that it is."""
    seen_in: tuple[str, ...]
    seen: str


def several(table: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return a list of allowed words, which may be empty."""
    if table.content.get(key) == []:
        table.has(key)
        return ()
    found = table.texts(key)
    for word in found:
        if word not in allowed:
            table.slip(key, nearest(word, allowed))
    return found


def load(path: Path) -> dict[str, Study]:
    """Read the records of studies, in the order of the file."""
    slips = Slips(path)
    found: dict[str, Study] = {}
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        found[key] = Study(
            key=key,
            authors=table.text("authors"),
            year=table.whole("year", low=1990, high=2030),
            title=table.text("title"),
            where=table.text("where"),
            kind=table.choice("kind", KINDS),
            taiwan=table.choice("taiwan", COVERS),
            assets=several(table, "assets", ASSETS),
            periods=several(table, "periods", PERIODS),
            sample_zh=table.text("sample_zh"),
            method_zh=table.text("method_zh"),
            found_zh=table.text("found_zh"),
            size_zh=table.text("size_zh", ""),
            read=table.choice("read", READ),
            address=table.address("address"),
            seen_in=table.texts("seen_in"),
            seen=table.day("seen"),
        )
        table.close()
    slips.raise_any()
    return found


@cache
def studies() -> dict[str, Study]:
    """Return the studies by key, in the order of their file."""
    return load(FILE)
