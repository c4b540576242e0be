"""Which tests are near a file: by imports for Python, nearest first; by rooms.toml for the rest."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path, PurePosixPath

from macros.kept.imports import imported

HERE = Path(__file__).resolve().parent
OF_THE_WHOLE = ("tests/audit/test_printed_numbers.py", "tests/figures/test_drawings.py")
"""They see every printed number move, every figure drawn otherwise: near whatever they lead to."""
NEAR = 2
"""So many files come before them at most."""


class NoTestsError(Exception):
    """A file of which nobody says what tests it."""


def nearest(path: str, root: Path) -> list[str]:
    """Return the test files that a fault in a file may turn red, nearest first, named from the root.

    Raises NoTestsError for a file that no test imports and no pattern of rooms.toml fits.
    """
    found = (by_imports(path, root) if path.endswith(".py") else []) or by_pattern(path, root)
    if not found:
        raise NoTestsError(f"{path}: no test imports it, and no pattern of {HERE.name}/rooms.toml fits it")
    return found


def by_imports(path: str, root: Path) -> list[str]:
    """Return the test files that lead to a Python file, those that import it and its namesake first."""
    own = f"test_{PurePosixPath(path).name}"
    far = {test: steps[root / path] for test, steps in _steps(root).items() if root / path in steps}
    room = f"tests/{PurePosixPath(path).parts[1]}/"
    found = sorted(
        far,
        key=lambda test: (
            far[test], needs_site(root / test, root), not test.endswith(f"/{own}"),
            not test.startswith(room), test,
        ),
    )  # fmt: skip
    first = [test for test in found if test in OF_THE_WHOLE and test not in found[:NEAR]]
    first.sort(key=OF_THE_WHOLE.index, reverse=path.startswith("macros/charts/"))
    return [*found[:NEAR], *first, *(test for test in found[NEAR:] if test not in first)]


@cache
def _steps(root: Path) -> dict[str, dict[Path, int]]:
    """Test file -> every file that it leads to, with the steps to it."""
    return {test.relative_to(root).as_posix(): _reached(test, root) for test in test_files(root)}


def test_files(root: Path) -> list[Path]:
    """Return every test file but those of this package."""
    return [path for path in sorted((root / "tests").rglob("test_*.py")) if path.parent.name != HERE.name]


def _reached(test: Path, root: Path) -> dict[Path, int]:
    """Return what a test leads to; a conftest counts as imported where its fixtures are asked for."""
    steps, edge = {test: 0}, [test]
    while edge:
        found = {to for path in edge for to in (imported(path, root) | _conftests(path, root))}
        edge = sorted(found - set(steps))
        steps |= dict.fromkeys(edge, max(steps.values()) + 1)
    return steps


def _conftests(path: Path, root: Path) -> set[Path]:
    if not (path.name.startswith("test_") or path.name == "conftest.py"):
        return set()
    asked = _arguments(path)
    above = [folder / "conftest.py" for folder in path.parents if folder.is_relative_to(root / "tests")]
    return {each for each in above if each != path and each.is_file() and asked & _functions(each)}


@cache
def _arguments(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_bytes())
    return frozenset(node.arg for node in ast.walk(tree) if isinstance(node, ast.arg))


@cache
def _functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_bytes())
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def needs_site(test: Path, root: Path) -> bool:
    """Whether a test asks for the built book or a browser: it takes longer."""
    return bool(_conftests(test, root))


@cache
def patterns() -> list[tuple[list[str], list[str]]]:
    """Return the patterns of rooms.toml: of files, and of their tests."""
    found = tomllib.loads((HERE / "rooms.toml").read_text(encoding="utf-8"))
    return [(room["files"], room["tests"]) for room in found["room"]]


def fits(path: str, pattern: str) -> bool:
    """Whether a path fits a pattern in which ** stands for any folders."""
    parts, wanted = PurePosixPath(path).parts, PurePosixPath(pattern).parts
    return _fits(parts, wanted)


def _fits(parts: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return not parts
    if wanted[0] == "**":
        return len(wanted) == 1 or any(_fits(parts[n:], wanted[1:]) for n in range(len(parts) + 1))
    return bool(parts) and PurePosixPath(parts[0]).match(wanted[0]) and _fits(parts[1:], wanted[1:])


def by_pattern(path: str, root: Path) -> list[str]:
    """Return the tests that rooms.toml names for a file, in its order."""
    for files, tests in patterns():
        if any(fits(path, pattern) for pattern in files):
            found: dict[str, None] = {}
            for pattern in tests:
                for place in sorted(root.glob(pattern)):
                    inner = sorted(place.rglob("test_*.py")) if place.is_dir() else [place]
                    found |= dict.fromkeys(
                        each.relative_to(root).as_posix() for each in inner if each.parent.name != HERE.name
                    )
            return list(found)
    return []
