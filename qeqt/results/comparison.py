"""In what two runs differ: first what they were handed, then what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qeqt.results.provenance import differing

if TYPE_CHECKING:
    from qeqt.results.seen import Run


def lines(one: Run, other: Run, most: int = 12) -> Iterable[str]:
    """Return what differs, a line each: inputs by digest, months, units, the columns that moved most."""
    yield f"A: {one!r}"
    yield f"B: {other!r}"
    names = differing(one.provenance, other.provenance)
    for name in names:
        here, there = (run.provenance.get(name, "none") for run in (one, other))
        yield f"input {name}: A {here}, B {there}"
    if not names:
        yield "inputs: the same"
    if one.months != other.months:
        yield f"months: A {one.months[0]} to {one.months[-1]}, B {other.months[0]} to {other.months[-1]}"
    for side, run, rest in (("A", one, other), ("B", other, one)):
        alone = [name for name in run.columns if name not in rest.columns]
        if alone:
            yield f"columns of {side} alone: {', '.join(alone)}"
    for name in one.units:
        if name in other.units and one.units[name] != other.units[name]:
            yield f"unit of {name}: A {one.units[name]}, B {other.units[name]}"
    moved = sorted(gaps(one, other), reverse=True)
    for _, name, gap, month in moved[:most]:
        yield f"{name}: largest gap {gap:+.6g} {one.units[name]}, in {month}"
    if len(moved) > most:
        yield f"and {len(moved) - most} columns more"
    if not moved:
        yield "columns: the same in every month that both have"


def gaps(one: Run, other: Run) -> Iterable[tuple[float, str, float, str]]:
    """Return of each column that moved: how far by its own size, its name, the largest gap and its month."""
    there = {month: n for n, month in enumerate(other.months)}
    shared = [(n, there[month], month) for n, month in enumerate(one.months) if month in there]
    for name in one.units:
        if name in other.columns and shared:
            pairs = [(other.columns[name][b] - one.columns[name][a], month) for a, b, month in shared]
            gap, month = max(pairs, key=lambda pair: abs(pair[0]))
            if gap:
                size = max(abs(value) for value in one.columns[name]) or abs(gap)
                yield abs(gap) / size, name, float(gap), month
