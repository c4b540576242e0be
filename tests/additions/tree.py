"""A copy of the project in which something is added as a contributor would."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.book import ROOT

FILES = Path(__file__).parent / "files"
PARTS = ("qeqt", "macros", "docs", "theme", "tests", "mkdocs.yml", "pyproject.toml")
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".cache", "*.pyc")


@dataclass(frozen=True)
class Edit:
    """Text put in place of another in a file; in place of nothing: at its end."""

    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Addition:
    """What is added: files of its own (``files/NAME``) or text in one, and what is edited elsewhere."""

    name: str
    own: tuple[Edit, ...] = ()
    places: tuple[Edit, ...] = field(default=())


def copied(to: Path) -> Path:
    """Copy what the additions need; files that nobody edits are links."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, to / part, ignore=LEFT_OUT, copy_function=linked)
        else:
            linked(source, to / part)
    return to


def linked(source: str | Path, to: str | Path) -> None:
    """Link a file, or copy it where the folders lie on two disks."""
    try:
        os.link(source, to)
    except OSError:
        shutil.copy2(source, to)


def own_files(addition: Addition) -> dict[str, Path]:
    """Return the files that an addition brings, by their place in the project."""
    folder = FILES / addition.name
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*")}


def added(addition: Addition, tree: Path) -> tuple[set[str], set[str]]:
    """Make an addition in a tree; return the files of its own, and the others that it touches."""
    own = own_files(addition)
    for place, source in own.items():
        assert not (tree / place).exists(), f"{place} is there already: it is not the addition's own"
        shutil.copy(source, tree / place)
    for edit in (*addition.own, *addition.places):
        edited(tree / edit.path, edit)
    at_home = {*own, *(edit.path for edit in addition.own)}
    return at_home, {edit.path for edit in addition.places} - at_home


def edited(path: Path, edit: Edit) -> None:
    """Edit a file of the tree; the linked original stays as it is."""
    text = path.read_text(encoding="utf-8")
    assert not edit.old or text.count(edit.old) == 1, (
        f"{edit.path}: {text.count(edit.old)} times {edit.old!r}"
    )
    path.unlink()
    path.write_text(text.replace(edit.old, edit.new) if edit.old else text + edit.new, encoding="utf-8")
