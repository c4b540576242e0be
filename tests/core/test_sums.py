"""Sums have one last digit on every Python: in the core added in order, everywhere else exact."""

import ast
from pathlib import Path

import pytest

from qeqt.core.addition import add_up

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for room in ("qeqt", "macros") for path in (ROOT / room).rglob("*.py"))
WHOLE = {"int", "len", "packed", "characters"}
"""Functions that return whole numbers, which sum() adds alike everywhere."""


def counts(call: ast.Call) -> bool:
    """Say whether a sum() is of whole numbers: sum(1 for …), sum(len(x) for …)."""
    given = call.args[0]
    if not isinstance(given, ast.GeneratorExp):
        return False
    added = given.elt
    return (isinstance(added, ast.Constant) and type(added.value) is int) or (
        isinstance(added, ast.Call) and isinstance(added.func, ast.Name) and added.func.id in WHOLE
    )


def compensated(text: str) -> list[int]:
    """Return the lines on which sum() may add floats."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum"
        if not counts(node)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sum_of_floats_depends_on_the_python(path: Path) -> None:
    assert compensated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", ["sum(x)", "sum(a * b for a in x)", "sum([0.1, 0.2])", "sum(map(f, x))"])
def test_what_is_refused(text: str) -> None:
    assert compensated(text) == [1]


@pytest.mark.parametrize("text", ["sum(1 for a in x if a)", "sum(len(a) for a in x)", "x.sum()", "fsum(x)"])
def test_what_is_let_through(text: str) -> None:
    assert compensated(text) == []


def test_the_core_adds_in_order() -> None:
    assert add_up([0.1] * 10) == 0.9999999999999999
    assert add_up([]) == 0.0
