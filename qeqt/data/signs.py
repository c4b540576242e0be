"""Which way a result goes when a lever or a shock is pulled up.

What is accounting, what the model's form imposes and what studies found are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qeqt import data
from qeqt.core.columns import COLUMNS
from qeqt.data import decisions
from qeqt.data.fields import Slips, Table, nearest, toml
from qeqt.data.shocks import shocks

PATH = Path(__file__).parent / "signs.toml"
BASES = ("identity", "imposed", "evidence")


@dataclass(frozen=True)
class Sign:
    """A sign that holds in every scenario in which the lever moves the column."""

    key: str
    lever: str
    column: str
    sign: int
    basis: str
    rows: tuple[str, ...]
    """Of evidence: the published results that have it."""
    why_zh: str
    apart: tuple[str, ...]
    """Scenarios in which another rule turns it, for the reason that follows."""
    apart_zh: str


@cache
def signs() -> dict[str, Sign]:
    """Return every sign; RecordError lists every slip of the file."""
    slips = Slips(PATH)
    found = {}
    for key, content in toml(PATH).items():
        table = Table(slips, key, content)
        basis = table.choice("basis", BASES)
        found[key] = Sign(
            key=key,
            lever=table.choice("lever", (*decisions.declared(), *shocks())),
            column=table.choice("column", COLUMNS),
            sign=int(table.number("sign", low=-1.0, high=1.0)),
            basis=basis,
            rows=table.texts("rows") if basis == "evidence" else (),
            why_zh=table.text("why_zh"),
            apart=table.texts("apart", ()),
            apart_zh=table.text("apart_zh") if table.has("apart") else "",
        )
        for name in found[key].apart:
            if name not in data.scenarios():
                table.slip("apart", nearest(name, data.scenarios()))
        if found[key].sign == 0:
            table.slip("sign", "1 or -1 is needed")
        table.close()
    slips.raise_any()
    return found
