"""Imports run down the house: macros -> qeqt, model -> blocks; a block knows no other and reads no file."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "qeqt"
BLOCKS = sorted(path for path in (PACKAGE / "blocks").glob("*.py") if path.stem != "__init__")
READERS = {
    "qeqt.data",
    "qeqt.runs",
    "qeqt.loading",
    "qeqt.reading",
    "qeqt.records",
    "qeqt.mixes",
    "qeqt.model",
}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


@pytest.mark.parametrize("path", BLOCKS, ids=lambda path: path.stem)
def test_a_block_imports_no_other_block_and_no_reader(path: Path) -> None:
    names = imported(path)
    assert {name for name in names if name.startswith("qeqt.blocks")} == set()
    assert names & READERS == set()


@pytest.mark.parametrize("path", BLOCKS, ids=lambda path: path.stem)
def test_a_block_opens_nothing(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    named = {func.id for func in calls if isinstance(func, ast.Name)}
    named |= {func.attr for func in calls if isinstance(func, ast.Attribute)}
    assert named & {"open", "read_text", "read_bytes", "urlopen", "print", "input"} == set()


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_the_model_knows_nothing_of_the_site(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    assert roots & {"macros", "mkdocs", "altair", "material", "jinja2"} == set()


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = "import sys, qeqt; print(sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert [name for name in ("numpy", "tomllib", "csv", "altair", "hashlib") if f"'{name}'" in loaded] == []
