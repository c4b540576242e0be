"""The evidence table as text: every row beside the model's answer, and the counts by kind."""

from __future__ import annotations

from collections.abc import Iterable

from qeqt.study.evidence import vocabulary
from qeqt.study.evidence.table import Outcome, shares


def lines(found: list[Outcome]) -> Iterable[str]:
    """Return the table's lines, the counts, then each row outside with its reason."""
    yield "id    block kind           published        low       high      model  inside  over all paths"
    for one in found:
        inside = "yes" if one.inside else "NO"
        spread = "" if one.path_range is None else f"{one.path_range[0]:.1f} … {one.path_range[1]:.1f}"
        yield (
            f"{one.id:5} {one.block:5} {one.kind:10} {one.value:14.6g} {one.low:10.6g} {one.high:10.6g} "
            f"{one.model:10.5g}  {inside:6} {spread}  {one.unit}"
        )
    for kind, (inside_count, total) in shares(found).items():
        yield f"{kind}: {inside_count} of {total} inside ({100 * inside_count / total:.0f}%)"
    for one in found:
        if not one.inside:
            yield f"{one.id}: {one.reason}"


def words() -> Iterable[str]:
    """Return the words that a row may use: inputs with their meaning, quantities with what they need."""
    yield "inputs"
    for name, meaning in vocabulary.INPUTS.items():
        yield f"  {name:36} {meaning}"
    yield "quantities, each in its unit; besides, any column of a run, with date or year (and scenario)"
    for name, asked in vocabulary.QUANTITIES.items():
        needs = "".join(f"; needs {need.replace('|', ' or ')}" for need in asked.needs)
        switches = f"; may set {', '.join(asked.switches)}" if asked.switches else ""
        yield f"  {name:36} {asked.unit}: {asked.meaning}{needs}{switches}"
    yield "  " + ", ".join(vocabulary.PATTERNS)
