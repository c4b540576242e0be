"""Which files of the project a file imports, at its head or within a function, and which these import.

Read from the text, so that nothing has to run, and by its import lines alone, which takes a hundredth of the
time that a syntax tree takes. The packages around a module that is imported do not count; a package does when
something of its own is. A file that walks a package's ``__path__`` loads every module of that package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

FROM = re.compile(r"^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]+)", re.MULTILINE)
PLAIN = re.compile(r"^[ \t]*import[ \t]+([^\n#;]+)", re.MULTILINE)
WALKED = re.compile(r"\b(\w+)\.__path__")
COMMENT = re.compile(r"#[^\n]*")


def reached(start: Iterable[Path], root: Path) -> dict[Path, int]:
    """Return every file of ``root`` that the files lead to, themselves at 0, with the fewest steps to it."""
    steps = {path.resolve(): 0 for path in start}
    edge = list(steps)
    while edge:
        found = {to for path in edge for to in imported(path, root)}
        edge = sorted(found - set(steps))
        far = max(steps.values()) + 1
        steps |= dict.fromkeys(edge, far)
    return steps


def imported(path: Path, root: Path) -> frozenset[Path]:
    """Return the files of ``root`` that a file imports itself."""
    return _imported(path, root.resolve(), path.stat().st_mtime_ns)


@cache
def _imported(path: Path, root: Path, _changed: int) -> frozenset[Path]:
    text = path.read_text(encoding="utf-8")
    walked = set(WALKED.findall(text))
    found: set[Path] = set()
    for name, taken, called in names(text, path, root):
        places = [_file(part, folder) for folder in (root, path.parent) for part in (f"{name}.{taken}", name)]
        file = next((place for place in places if place), None)  # pytest puts a test's folder on the path
        if file is None:
            continue
        found.add(file)
        if called in walked and file.name == "__init__.py":
            found.update(file.parent.glob("*.py"))
    return frozenset(found - {path})


def names(text: str, path: Path, root: Path) -> Iterator[tuple[str, str, str]]:
    """Each import of a text: the module, what is taken from it ("" for itself), what that is called here."""
    for dots, module, taken in FROM.findall(text):
        within = path.relative_to(root).parts[: -len(dots)] if dots else ()
        base = ".".join([*within, *([module] if module else [])])
        for name, called in _aliases(taken):
            yield base, name, called
    for modules in PLAIN.findall(text):
        yield from ((name, "", called) for name, called in _aliases(modules))


def _aliases(listed: str) -> Iterator[tuple[str, str]]:
    for each in COMMENT.sub("", listed).strip("() \n\t").split(","):
        name, _, called = each.strip().partition(" as ")
        if name.strip():
            yield name.strip(), (called or name).strip()


def _file(name: str, folder: Path) -> Path | None:
    """Return the file behind a dotted name; None for what is not below ``folder``."""
    place = folder.joinpath(*name.strip(".").split("."))
    if (place / "__init__.py").is_file():
        return place / "__init__.py"
    return place.with_suffix(".py") if place.with_suffix(".py").is_file() else None
