"""Which table keeps true in which way: renewed from its publisher, closed, or by hand. Reads ways.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qeqt import data
from qeqt.data.fields import Slips, Table, nearest, toml
from qeqt.data.official.resample import EVERY, RULES

WAYS = ("renewed", "closed", "by_hand")
REVISION = 0.03
"""How far a revision may move a value, as a share of the largest value around it."""
FILE = Path(__file__).parent / "ways.toml"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A publisher's address, and who reads what it answers."""

    name: str
    publisher: str
    reader: str
    addresses: tuple[str, ...]
    dates: str
    """How the address writes a day, for strftime."""
    tried: bool
    """Whether the reader has read a stored real answer of this publisher."""
    chain_lacks_key_identifier: bool
    """The publisher's certificate chain lacks a key identifier, which Python 3.13 asks for."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How a column is built anew: from a source, from another table, or from other columns of its own."""

    source: str = ""
    series: str = ""
    unit: str = ""
    every: str = ""
    rule: str = ""
    scale: float = 1.0
    since: str = ""
    projected: bool = False
    lag_months: int = 0
    groups: tuple[str, ...] = ()
    share_of: str = ""
    table: str = ""
    column: str = ""
    of: str = ""
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    over: str = ""
    late_after: int | None = None
    """Days after a period's end until which it is published; None where it follows from other columns."""
    revision: float = REVISION


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a table keeps true."""

    table: str
    way: str
    columns: dict[str, Recipe]
    by_hand: dict[str, str]
    """Column of a renewed table that no source brings -> why, and where to look."""
    reason: str
    look_at: str
    late_after: int | None


@dataclass(frozen=True)
class Ways:
    """All sources and all tables, a table after those that it is made from."""

    sources: dict[str, Source]
    tables: dict[str, Way]

    def renewed(self) -> dict[str, Way]:
        """Return the tables that publishers renew."""
        return {name: way for name, way in self.tables.items() if way.way == "renewed"}


def source(table: Table, name: str) -> Source:
    """Read one source."""
    address = table.content.get("address")
    table.text("seen_in")
    many = isinstance(address, list)
    return Source(
        name=name,
        publisher=table.text("publisher"),
        reader=table.text("reader"),
        addresses=tuple(table.texts("address")) if many else (table.text("address"),),
        dates=table.text("dates", "%Y-%m-%d"),
        tried=table.flag("tried"),
        chain_lacks_key_identifier=table.flag("chain_lacks_key_identifier", False),
    )


def recipe(table: Table, sources: dict[str, Source], before: dict[str, Way], own: list[str]) -> Recipe:
    """Read how a column is built anew; `before`: the tables that stand above this one."""
    given: dict[str, Any] = {}
    for key in ("series", "unit", "since", "share_of", "column", "over"):
        given[key] = table.text(key, "") if table.has(key) else ""
    for key in ("groups", "plus", "minus"):
        given[key] = table.texts(key) if table.has(key) else ()
    if table.has("source"):
        given["source"] = table.choice("source", sources)
        given["every"] = table.choice("every", EVERY)
    if table.has("table"):
        given["table"] = table.choice("table", [name for name in data.figures() if name in before])
    if table.has("of"):
        given["of"] = table.choice("of", own)
    else:
        given["rule"] = table.choice("rule", RULES)
        given["late_after"] = table.whole("late_after", low=-62, high=366)
    found = Recipe(
        **given,
        scale=table.number("scale", 1.0),
        projected=table.flag("projected", False),
        lag_months=table.whole("lag_months", 0, high=24),
        revision=table.number("revision", REVISION),
    )
    table.close()
    if len([one for one in (found.source, found.table, found.of) if one]) != 1:
        table.slip("source", "one of source, table or of is needed")
    return found


def way(table: Table, name: str, sources: dict[str, Source], before: dict[str, Way]) -> Way:
    """Read one table's way; every column of a renewed table is either built anew or by hand."""
    own = list(toml(data.HOME / "figures" / f"{name}.toml")["columns"])
    kind = table.choice("way", WAYS)
    recipes, by_hand = {}, {}
    if kind == "renewed":
        for key, entry in table.named_tables("columns").items():
            if key not in own:
                entry.slips.add(entry.where, key, nearest(key, own))
            recipes[key] = recipe(entry, sources, before, own)
        if table.has("by_hand"):
            reasons = table.table("by_hand")
            by_hand = {key: reasons.text(key) for key in reasons.content}
        for missing in sorted(set(own) ^ (recipes.keys() | by_hand.keys())):
            table.slips.add(f"{name}.{missing}", missing, "each column stands once, in columns or in by_hand")
    found = Way(
        table=name,
        way=kind,
        columns=recipes,
        by_hand=by_hand,
        reason="" if kind == "renewed" else table.text("reason"),
        look_at=table.address("look_at") if kind == "by_hand" else "",
        late_after=table.whole("late_after", high=366) if table.has("late_after") else None,
    )
    table.close()
    return found


def load(path: Path = FILE) -> Ways:
    """Read all ways. Raises RecordError with every slip of the file."""
    slips = Slips(path)
    outer = Table(slips, "ways", toml(path))
    sources = {}
    for name, entry in outer.named_tables("sources").items():
        sources[name] = source(entry, name)
        entry.close()
    tables: dict[str, Way] = {}
    for name, entry in outer.named_tables("tables").items():
        if name not in data.figures():
            slips.add(f"tables.{name}", name, nearest(name, data.figures()))
            continue
        tables[name] = way(entry, name, sources, tables)
    for missing in sorted(set(data.figures()) - set(tables)):
        slips.add(f"tables.{missing}", None, "renewed, closed or by_hand is needed for every table")
    outer.close()
    slips.raise_any()
    return Ways(sources, tables)


@cache
def ways() -> Ways:
    """Return the ways of the book's own tables."""
    return load()
