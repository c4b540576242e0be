"""Imports run down the house: cli, study, runs, then data and the core; in the core down to the numbers."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "qeqt"
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE = [path for path in MODULES if path.is_relative_to(PACKAGE / "core")]
SECTORS = ("bank", "economy", "stability", "taiwan")
MAY_USE = {
    "core": {"core"},
    "data": {"core", "data"},
    "results": {"core", "data", "results"},
    "runs": {"core", "data", "results", "runs"},
    "study": {"core", "data", "results", "runs", "study"},
    "cli": {"core", "data", "results", "runs", "study", "cli"},
}
"""Room -> the rooms that its modules may import; the face of the package stands above them all."""
ALLOWED = {"qeqt.results.pictures": {"altair"}}
"""What one module may import of what the others may not: a plot is drawn when somebody asks for it."""


def dotted(path: Path) -> str:
    """Return the name under which a source file is imported."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


KNOWN = {dotted(path) for path in MODULES}


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports anywhere, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            children = {f"{module}.{alias.name}" for alias in node.names}
            names |= children & KNOWN or {module}
            if children - KNOWN:
                names.add(module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


IMPORTS = {dotted(path): imported(path) & KNOWN for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_run_down(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    if room in MAY_USE:
        met = {name.split(".")[1] if "." in name else "" for name in IMPORTS[dotted(path)]}
        assert met - MAY_USE[room] - ({""} if room == "cli" else set()) - {"version"} == set()


def test_no_module_leads_back_to_itself() -> None:
    rings = []
    for name in IMPORTS:
        waiting, seen = [each for each in IMPORTS[name] if each != name], set()
        while waiting:
            met = waiting.pop()
            if met not in seen:
                seen.add(met)
                waiting.extend(IMPORTS[met])
        if name in seen:
            rings.append(name)
    assert rings == []


def test_no_import_is_hidden() -> None:
    hidden = ("importlib", "__import__", "sys.modules")
    assert [
        (dotted(path), word)
        for path in MODULES
        for word in hidden
        if word in path.read_text(encoding="utf-8")
    ] == []


@pytest.mark.parametrize("path", CORE, ids=dotted)
def test_the_core_opens_nothing(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    named = {func.id for func in calls if isinstance(func, ast.Name)}
    named |= {func.attr for func in calls if isinstance(func, ast.Attribute)}
    assert named & {"open", "read_text", "read_bytes", "urlopen", "print", "input"} == set()


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_the_model_knows_nothing_of_the_site(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)} - ALLOWED.get(dotted(path), set())
    assert roots & {"macros", "mkdocs", "altair", "material", "jinja2"} == set()


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = "import sys, qeqt; print(sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert [name for name in ("numpy", "tomllib", "csv", "altair", "hashlib") if f"'{name}'" in loaded] == []
