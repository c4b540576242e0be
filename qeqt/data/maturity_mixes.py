"""Over which maturities purchases and roll-overs are spread, by date: qeqt/data/policy/mixes/BANK.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import fsum
from pathlib import Path

from qeqt.core import scenario
from qeqt.core.scenario import SaleBucket, Share
from qeqt.data.fields import Slips, Table, is_number, nearest, toml
from qeqt.data.model_files import named, provenance
from qeqt.data.own import kept
from qeqt.data.records import Provenance

USES = ("rollover", "purchases", "settlement", "sales")
STRIDES = ((12, 4), (72, 8), (360, 12))
"""Months: how wide a range of maturities, and how far apart those that stand for it."""


@dataclass(frozen=True, kw_only=True)
class Mix(Provenance):
    """A distribution: rows of weights, as announced or computed."""

    key: str
    name_zh: str
    rows: tuple[tuple[float, ...], ...]

    @cached_property
    def mix(self) -> scenario.Mix:
        """The maturities bought and their shares, as the model takes them."""
        total = fsum(row[2] for row in self.rows)
        nominal: list[Share] = []
        indexed: list[Share] = []
        for first, last, weight, linked in self.rows:
            places = maturities(int(first), int(last))
            (indexed if linked == 1 else nominal).extend(
                Share(months, weight / total / len(places)) for months in places
            )
        return scenario.Mix(nominal, indexed)

    def buckets(self) -> list[SaleBucket]:
        """Return the ranges of maturities that are sold, with their shares."""
        total = fsum(row[2] for row in self.rows)
        return [SaleBucket(int(first), int(last), weight / total) for first, last, weight, _ in self.rows]

    def settlement(self) -> list[float]:
        """Return the shares of a month's trades that settle in the same month, the next, and so on."""
        return [row[1] for row in self.rows]


def maturities(first: int, last: int) -> range:
    """Return the months that stand for a range of maturities, evenly apart around its middle."""
    stride = next(step for width, step in STRIDES if last - first <= width)
    offset = (last - first) % stride // 2
    return range(first + offset, last + 1, stride)


@dataclass(frozen=True)
class Mixes:
    """A bank's distributions, and from which month each is used for what."""

    tables: dict[str, Mix]
    schedule: dict[str, tuple[tuple[str, str], ...]]

    def at(self, use: str, month: str) -> Mix:
        """Return the distribution in use in a month (the first one, for months before it)."""
        steps = self.schedule[use]
        name = steps[0][1]
        for start, step in steps:
            if start <= month:
                name = step
        return self.tables[name]


def rows_of(rows: object, width: int) -> bool:
    """Say whether something is a list of rows of so many numbers, none below 0."""
    return (
        isinstance(rows, list)
        and bool(rows)
        and all(isinstance(row, list) and len(row) == width for row in rows)
        and all(is_number(value) and value >= 0.0 for row in rows for value in row)
    )


LONGEST = 360
"""Months: longer maturities are entered as this."""
NEAR = 0.0005
"""Shares are rounded: their sum may differ from the whole by so much of it."""


def check_rows(table: Table, rows: list[list[float]], width: int) -> None:
    """Note months that are none, and weights that are neither equal nor add up."""
    total = table.number("total", low=0.0) if table.has("total") else 0.0
    if not rows:
        return
    weights = [row[1 if width == 2 else 2] for row in rows]
    whole = fsum(weights)
    known = [total] if total else [1.0, 100.0]
    if len(set(weights)) > 1 and not any(abs(whole - each) <= NEAR * each for each in known):
        right = "weights that are equal, or add up to 1, 100 or a stated total, are needed"
        table.slip("rows", f"{right}; they add up to {whole:g}")
    if (
        len(set(weights)) == 1
        and weights[0] not in (1.0, total)
        and not any(abs(whole - each) <= NEAR * each for each in known)
    ):
        table.slip("rows", "equal weights are 1 each")
    if width == 4:
        for first, last, _, indexed in rows:
            if not 1 <= first <= last <= LONGEST or first != int(first) or last != int(last):
                table.slip("rows", f"{first:g} to {last:g}: whole months from 1 to {LONGEST} are needed")
            if indexed not in (0.0, 1.0):
                table.slip("rows", f"{indexed:g}: 1 for indexed, 0 for nominal")
        nominal = [row for row in rows if row[3] == 0.0]
        for (_, last, *_), (first, *_) in pairwise(nominal):
            if first <= last:
                table.slip(
                    "rows", f"{first:g} after {last:g}: ranges in order, none over another, are needed"
                )


@kept
def mixes(bank: str) -> Mixes:
    """Return a bank's distributions; RecordError lists every slip of the file."""
    return load_mixes(named(bank, Path(__file__).parent / "policy" / "mixes", ".toml"))


def load_mixes(path: Path) -> Mixes:
    """Read a bank's distributions; RecordError lists every slip."""
    slips = Slips(path)
    content = toml(path)
    schedule = Table(slips, "schedule", content.pop("schedule", None))
    tables = {}
    for key, entry in content.items():
        table = Table(slips, key, entry)
        rows = table.content.get("rows", [])
        table.asked.add("rows")
        width = 2 if key.startswith("settlement") else 4
        if not rows_of(rows, width):
            table.slip("rows", f"rows of {width} numbers, none below 0, are needed")
            rows = []
        spans = [row[:1] if width == 2 else [*row[:2], row[3]] for row in rows]
        if any(span in spans[:n] for n, span in enumerate(spans)):
            table.slip("rows", "each range of maturities once is needed")
        check_rows(table, [[float(each) for each in row] for row in rows], width)
        tables[key] = Mix(
            key=key,
            name_zh=table.text("name_zh"),
            rows=tuple(tuple(float(value) for value in row) for row in rows),
            **provenance(table),
        )
        table.close()
    found = {}
    for use in [use for use in USES if use in schedule.content]:
        steps = []
        for entry in schedule.tables(use):
            steps.append((entry.day("from", partial=True), entry.choice("mix", tables)))
            entry.close()
        found[use] = tuple(steps)
    for use in schedule.content:
        if use not in USES:
            schedule.slip(use, nearest(use, USES))
    slips.raise_any()
    return Mixes(tables, found)
