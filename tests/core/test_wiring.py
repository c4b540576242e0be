"""Every wire between the blocks: a run's columns are what its blocks print when they are handed by name.

Each block is run again with the wires of the wires_*.py, over runs that keep every wire busy. A
wire of the model that is cut, crossed with another, or a month late no longer gives the same columns; that
each of these would be seen is tested too, by cutting, crossing and delaying the second set of wires.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from qeqt.core.bank.income import Holdings
from qeqt.core.bank.reverse_repo import AnnouncedPlan, MoneyFunds
from qeqt.core.economy.term_premium import Outlook, Reference
from qeqt.core.wires import ExpectedHoldings
from tests.core import (  # noqa: F401 - each brings its blocks
    wires_bank,
    wires_economy,
    wires_income,
    wires_stability,
)
from tests.core.wiring import (
    BLOCKS,
    Block,
    Run,
    Tampered,
    busy,
    euro,
    fund,
    gilts,
    japan,
    lent,
    replayed,
    sold,
    stopped,
    targeted,
)

pytestmark = pytest.mark.xdist_group("wiring")

EXACT = 1e-9
SEEN = 1e-6
"""Relative: a difference so large cannot be rounding."""

OF_FED = (
    "mortgages", "treasuries", "balance", "reserves", "yields", "income", "banks", "macro", "markets",
    "taiwan_flows", "taiwan", "taiwan_assets",
)  # fmt: skip


RUNS: dict[str, tuple[Callable[[], Run], tuple[str, ...]]] = {
    "busy": (busy, OF_FED),
    "stopped": (stopped, OF_FED),
    "sold": (sold, OF_FED),
    "lent": (lent, ("balance", "income")),
    "fund": (fund, ("treasuries", "balance", "indemnity", "yields")),
    "gilts": (gilts, ("ldi",)),
    "euro": (euro, ("treasuries", "balance", "waterfall", "yields")),
    "target": (targeted, ("treasuries", "balance", "yields")),
    "japan": (japan, ("treasuries", "balance", "yields")),
}
"""Runs by name, and the blocks that are run again over them."""
PAIRS = [(name, block) for name, (_, blocks) in RUNS.items() for block in blocks]
HOME = {block: name for name, block in reversed(PAIRS)}
"""The run in which each block's wires are cut and crossed: the first that has it."""

NO_NUMBER = {("mortgages", "month"), ("treasuries", "month")}
"""The month is handed on for error messages."""
STATED = ("believed_runoff", *(f"believed.{name}" for name in (
    "reserve_demand", "holdings.months", "holdings.held", "holdings.refinanced",
)))  # fmt: skip
ELSEWHERE = {
    ("yields", "baseline_yield"), ("yields", "reference.effect_bp"), ("treasuries", "real_yield"),
    ("taiwan_flows", "gdp"), *(("yields", name) for name in STATED),
}  # fmt: skip
"""Seen where they arrive: in the long yield and the news of the economy, in income, in Taiwan's yields; what
a reader says that markets believe, in tests of its own."""
WHERE_IT_BINDS = {
    ("income", "holdings.temporary_lending"): lent,
    ("mortgages", "going"): stopped, ("treasuries", "going"): stopped, ("treasuries", "to_buy"): stopped,
    ("treasuries", "bought_for_target"): targeted,
}  # fmt: skip
ADDED_UP = [
    {("balance", "treasuries"), ("balance", "mbs"), ("balance", "agency")},
    {("treasuries", "principal"), ("treasuries", "bought_for_target")},
    {("income", "loan_income"), ("income", "other_income"), ("income", "realised_gain")},
    {("income", "holdings.nominal_interest"), ("income", "holdings.indexed_interest")},
    {("income", "holdings.reserves"), ("income", "holdings.other_deposits")},
]
"""Inputs that a block only adds up: crossed, they give the same sum."""


PARTS = {
    "Holdings": Holdings, "Outlook": Outlook, "ExpectedHoldings": ExpectedHoldings,
    "AnnouncedPlan": AnnouncedPlan, "MoneyFunds": MoneyFunds, "Reference": Reference,
}  # fmt: skip


def wires_of(handed: type) -> Iterator[tuple[str, str]]:
    """Yield the dotted name and the kind of all that a block is handed, also within an outlook."""
    for each in fields(handed):
        kind = str(each.type).partition(" | ")[0]
        if kind in PARTS:
            yield from ((f"{each.name}.{name}", part) for name, part in wires_of(PARTS[kind]))
        else:
            yield each.name, kind


def at(inputs: Any, wire: str) -> Any:
    for name in wire.split("."):
        inputs = getattr(inputs, name, None)
    return inputs


def put(inputs: Any, wire: str, value: Any) -> Any:
    """Return inputs with another value on a wire; what is not expected stays so."""
    name, _, rest = wire.partition(".")
    if rest:
        inside = getattr(inputs, name)
        value = put(inside, rest, value) if inside is not None else None
    return replace(inputs, **{name: value})


WIRES = [(block, wire) for block in HOME for wire, _ in wires_of(BLOCKS[block].handed)]
KINDS = {(block, wire): kind for block in HOME for wire, kind in wires_of(BLOCKS[block].handed)}
NUMBERS = ("Number", "int", "list[Number]", "Curve")


def differs(block: Block, run: Run, tampered: Tampered) -> bool:
    """Whether a block that is handed something else prints something else in any month, or refuses it."""
    try:
        for t, record in enumerate(replayed(block, run, tampered)):
            for column, printed in block.columns.items():
                if column in run.results.columns:
                    expected = run.results.columns[column][t]
                    if abs(printed(record) - expected) > SEEN * max(abs(expected), 1e-3):
                        return True
    except (ArithmeticError, LookupError, ValueError):
        return True
    return False


@cache
def gap(name: str, block: str) -> dict[str, tuple[float, str]]:
    """Return, by column, the largest relative gap between a block run again and the run, and its month."""
    run = RUNS[name][0]()
    found: dict[str, tuple[float, str]] = {}
    for t, record in enumerate(replayed(BLOCKS[block], run)):
        for column, printed in BLOCKS[block].columns.items():
            if column in run.results.columns:
                expected = run.results.columns[column][t]
                size = abs(printed(record) - expected) / max(abs(expected), 1.0)
                if size >= found.get(column, (-1.0, ""))[0]:
                    found[column] = (size, run.results.months[t])
    return found


@pytest.mark.parametrize(("name", "block"), PAIRS)
def test_a_block_that_is_handed_by_name_prints_what_the_run_printed(name: str, block: str) -> None:
    found = gap(name, block)
    assert found
    wrong = {column: where for column, where in found.items() if where[0] > EXACT}
    assert not wrong, f"{name}: what {block} is handed is not what the wires say: {wrong}"


@pytest.mark.parametrize("block", OF_FED)
def test_every_column_of_a_block_is_among_those_compared(block: str) -> None:
    assert set(BLOCKS[block].columns) <= set(busy().results.columns)


def nothing(value: Any) -> Any:
    """Return what is on a wire that is cut: nothing of the same kind."""
    if isinstance(value, list):
        return [0.0] * len(value)
    return 0 if isinstance(value, int) else 0.0


@pytest.mark.parametrize(("block", "wire"), WIRES)
def test_a_wire_that_is_cut_is_seen(block: str, wire: str) -> None:
    if (block, wire) in NO_NUMBER | ELSEWHERE or KINDS[block, wire] not in NUMBERS:
        return
    run = (WHERE_IT_BINDS.get((block, wire)) or RUNS[HOME[block]][0])()
    assert differs(BLOCKS[block], run, lambda now, _: put(now, wire, nothing(at(now, wire))))


@pytest.mark.parametrize(("block", "wire"), WIRES)
def test_a_wire_that_is_a_month_late_is_seen(block: str, wire: str) -> None:
    if wire.startswith("before.") or (block, wire) in NO_NUMBER | ELSEWHERE:
        return
    run = (WHERE_IT_BINDS.get((block, wire)) or RUNS[HOME[block]][0])()
    assert differs(BLOCKS[block], run, lambda now, last: put(now, wire, at(last or now, wire)))


CROSSINGS = [
    (block, one, other)
    for block in HOME
    for (one, kind), (other, same_kind) in combinations(wires_of(BLOCKS[block].handed), 2)
    if kind == same_kind and kind in NUMBERS and one.rpartition(".")[0] == other.rpartition(".")[0]
    if not {(block, one), (block, other)} & (NO_NUMBER | ELSEWHERE)
    if not any({(block, one), (block, other)} <= group for group in ADDED_UP)
]


@pytest.mark.parametrize("block", HOME)
def test_two_wires_of_one_kind_that_are_crossed_are_seen(block: str) -> None:
    home, unseen = RUNS[HOME[block]][0], []
    for _, one, other in (each for each in CROSSINGS if each[0] == block):
        run = (WHERE_IT_BINDS.get((block, other)) or WHERE_IT_BINDS.get((block, one)) or home)()

        def crossed(now: Any, _: Any, one: str = one, other: str = other) -> Any:
            a, b = at(now, one), at(now, other)
            return put(put(now, one, b), other, a)

        if not differs(BLOCKS[block], run, crossed):
            unseen.append((one, other))
    assert unseen == []
