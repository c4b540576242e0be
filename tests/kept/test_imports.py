"""Which file leads to which: as Python's own reading of every import has it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from macros.kept.imports import imported, names, reached
from tests.book import ROOT

FILES = sorted(path for room in ("qeqt", "macros", "tests") for path in (ROOT / room).rglob("*.py"))


def by_tree(path: Path) -> set[tuple[str, str]]:
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level
            found |= {(node.module or "", alias.name) for alias in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_import_of_the_project_is_overlooked(path: Path) -> None:
    read = {(module, taken) for module, taken, _ in names(path.read_text(encoding="utf-8"), path, ROOT)}
    assert by_tree(path) <= read


@pytest.fixture
def house(tmp_path: Path) -> Path:
    texts = {
        "top/__init__.py": "from top import everything\n",
        "top/everything.py": "",
        "top/one.py": "from top import (\n    two,  # a note\n)\nfrom top.room import word\nimport os\n",
        "top/two.py": "def f():\n    from .room.three import x as y\n",
        "top/room/__init__.py": "word = 1\n",
        "top/room/three.py": "x = 1\n",
        "top/walk.py": "from top import room\nlist(room.__path__)\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_imports_are_followed_with_the_fewest_steps(house: Path) -> None:
    found = {
        path.relative_to(house).as_posix(): far
        for path, far in reached([house / "top/one.py"], house).items()
    }
    assert found == {"top/one.py": 0, "top/two.py": 1, "top/room/__init__.py": 1, "top/room/three.py": 2}


def test_a_package_that_is_walked_is_imported_whole(house: Path) -> None:
    found = {path.name for path in imported(house / "top/walk.py", house)}
    assert found == {"__init__.py", "three.py"}


def test_a_changed_file_is_read_again(house: Path) -> None:
    one = house / "top/one.py"
    assert len(imported(one, house)) == 2
    one.write_text("import top.two\nimport top.everything\nimport top.room.three\n", encoding="utf-8")
    assert {path.name for path in imported(one, house)} == {"two.py", "everything.py", "three.py"}
