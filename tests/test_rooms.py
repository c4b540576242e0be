"""Imports run down the house of macros: from audit and site to text, without a circle and without hiding."""

import ast
from pathlib import Path

import pytest

from tests.book import ROOT

HOUSE = ROOT / "macros"
MODULES = sorted(HOUSE.rglob("*.py"))
ROOMS = (
    "text", "kept", "figures", "tables", "charts", "lab", "chapter", "notebook", "pages", "search", "site",
    "audit",
)  # fmt: skip
"""From the ground up: a room may use those before it."""


def dotted(path: Path) -> str:
    """Return the name under which a source file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


KNOWN = {dotted(path) for path in MODULES}


def imported(path: Path) -> set[str]:
    """Return the modules of the house that a file imports anywhere, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            children = {f"{module}.{alias.name}" for alias in node.names}
            names |= children & KNOWN
            if children - KNOWN:
                names.add(module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names & KNOWN


IMPORTS = {dotted(path): imported(path) for path in MODULES}


def room_of(name: str) -> str:
    """Return the room of a module; the door itself and the verbs have none."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] != "__main__" else ""


def test_every_module_has_a_room() -> None:
    assert {room_of(name) for name in KNOWN} - {""} == set(ROOMS)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_imports_run_down(name: str) -> None:
    if room_of(name):
        height = ROOMS.index(room_of(name))
        above = {other for other in IMPORTS[name] if room_of(other) and ROOMS.index(room_of(other)) > height}
        assert above == set()


def test_no_module_leads_back_to_itself() -> None:
    assert [name for name in IMPORTS if name in reached(name)] == []


def reached(name: str) -> set[str]:
    """Return every module that a module leads to."""
    waiting, seen = [*IMPORTS[name] - {name}], set()
    while waiting:
        met = waiting.pop()
        if met not in seen:
            seen.add(met)
            waiting.extend(IMPORTS[met])
    return seen
