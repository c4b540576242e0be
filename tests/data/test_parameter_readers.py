"""A parameter's record names who reads it: as the source of the model has it, parsed."""

import ast
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data import readers
from qeqt.data.records import Parameter

PACKAGE = Path(data.__file__).parents[1]
CORE = PACKAGE / "core"
BANKS = ("fed", "ecb", "boe", "boj")
RECORDS = [(bank, entry) for bank in BANKS for entry in data.parameters(bank).values()]
KEYS = {entry.key for _, entry in RECORDS}


def asked_in(path: Path) -> set[str]:
    """The parameters that a module names in a text of its own, wherever it does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)} & KEYS


READ = {path: asked_in(path) for path in sorted(CORE.rglob("*.py"))}
"""Module of the core -> the parameters that it reads by name."""


def parts_that_read(key: str) -> set[tuple[str, str]]:
    """Sector and module of each part of the core that reads a parameter by name."""
    return {
        (path.parent.name, path.stem)
        for path, found in READ.items()
        if key in found and path.parent != CORE and path.stem not in ("sector", "wiring", "columns")
    }


def is_wired(entry: Parameter) -> bool:
    """A module that hands the parts of the parameter's sector what they are given reads it."""
    wiring = (CORE / entry.sector / name for name in ("sector.py", "wiring.py"))
    return any(entry.key in READ.get(path, ()) for path in wiring)


@pytest.mark.parametrize(("bank", "entry"), RECORDS, ids=[f"{bank} {entry.key}" for bank, entry in RECORDS])
def test_a_record_names_a_part_that_reads_it(bank: str, entry: Parameter) -> None:
    if entry.part == readers.EVIDENCE or entry.part in readers.OUTSIDE:
        return
    found = parts_that_read(entry.key)
    shared = any(entry.key in READ[path] for path in CORE.glob("*.py"))
    assert (entry.sector, entry.part) in found or is_wired(entry) or (shared and not found)


def test_what_no_part_of_the_core_reads_stands_outside_and_is_read_there() -> None:
    for entry in data.parameters("fed").values():
        if entry.part == readers.EVIDENCE or entry.part in readers.OUTSIDE:
            assert parts_that_read(entry.key) == set(), entry.key
            assert not is_wired(entry), entry.key
        assert readers.wrong(entry) == ""


def test_the_core_asks_for_no_parameter_without_a_record() -> None:
    asked = {name for path in READ for name in readers.ASKED.findall(path.read_text(encoding="utf-8"))}
    assert asked - KEYS == set()


def test_readers_of_a_sector_are_found_as_the_parser_finds_them() -> None:
    for _, entry in RECORDS:
        assert set(readers.core_parts(entry.key)) == parts_that_read(entry.key), entry.key


def test_parameters_can_be_asked_for_by_who_reads_them() -> None:
    assert data.parameters_of("bank_runs") == tuple(
        key for key, entry in data.parameters().items() if entry.part == "bank_runs"
    )
    assert set(data.parameters_of("bank_runs", "leveraged_funds")) == set(data.parameters_of("stability"))
