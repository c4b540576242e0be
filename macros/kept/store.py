"""The one cache: what takes long is kept in .cache/ while nothing that it rests on has changed.

A key is made of everything an entry rests on: data, the code that makes it with all that this code imports,
records, the palette, the state of the libraries. An entry carries the digest of its own text: one that was
cut off or changed on the disk counts as absent, and is made anew. It is written beside its place and moved
there, so that nobody reads half of it; a disk that cannot be written to keeps nothing and stops nothing.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import ModuleType

import qeqt
from macros.kept.imports import reached
from qeqt import data

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".cache"
RECORDS = (".toml", ".csv")
LEFT_OVER_S = 3600
"""A file beside its place that is older was left by a process that was killed."""


def key(*parts: str) -> str:
    """Name a state by all of its parts: another text, or the same text in another part, is another key."""
    digest = hashlib.sha256()
    for part in parts:
        text = part.encode()
        digest.update(len(text).to_bytes(8, "big") + text)
    return digest.hexdigest()[:32]


def files(found: Iterable[Path], root: Path) -> str:
    """Name the state of files by where they stand below ``root`` and what they say."""
    parts: list[str] = []
    for path in sorted(found):
        place = path.relative_to(root) if path.is_relative_to(root) else path
        parts += [place.as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()]
    return key(*parts)


def code(*made_by: ModuleType | Path, root: Path = ROOT) -> str:
    """Name the state of modules, or files, and of all that these import from the project."""
    start = [each if isinstance(each, Path) else Path(str(each.__file__)) for each in made_by]
    return files(reached(start, root.resolve()), root.resolve())


def records() -> str:
    """Name the state of the model's records, and of newer official figures where there are any."""
    folders = (Path(str(qeqt.__file__)).parent, data.official_folder())
    found = (path for folder in folders for path in folder.rglob("*") if path.suffix in RECORDS)
    return files(found, ROOT)


@cache
def libraries() -> str:
    """Name the interpreter and every installed distribution with its version, as its folder is called."""
    places = [Path(folder) for folder in sys.path if Path(folder).is_dir()]
    return key(sys.version, *sorted(path.name for place in places for path in place.glob("*.dist-info")))


def place(kind: str, name: str, of: str) -> Path:
    """Return where an entry of a kind stands, by its name and the key of what it rests on."""
    return FOLDER / kind / f"{name}-{of}"


def read(kind: str, name: str, of: str) -> str | None:
    """Return what is kept; None when nothing is, or what is there was damaged."""
    try:
        head, mark, text = place(kind, name, of).read_bytes().partition(b"\n")
    except OSError:
        return None
    if not mark or hashlib.sha256(text).hexdigest().encode() != head:
        return None
    return text.decode()


def keep(kind: str, name: str, of: str, text: str) -> None:
    """Keep a text; what was kept under the name for another state goes."""
    kept = place(kind, name, of)
    content = text.encode()
    fresh = kept.with_name(f".{kept.name}.{os.getpid()}")
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            fresh.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
            fresh.replace(kept)
        finally:
            fresh.unlink(missing_ok=True)
        _clear(kept, name)


def _clear(kept: Path, name: str) -> None:
    """Take older entries of a name away, and what a killed process left."""
    for old in kept.parent.glob(f"{name}-*"):
        if old != kept and "-" not in old.name.removeprefix(f"{name}-"):
            old.unlink(missing_ok=True)
    for part in kept.parent.glob(".*"):
        if part.stat().st_mtime < kept.stat().st_mtime - LEFT_OVER_S:
            part.unlink(missing_ok=True)


def once(kind: str, name: str, of: str, make: Callable[[], str]) -> str:
    """Return what is kept for a state, else make it and keep it; what fails is not kept."""
    text = read(kind, name, of)
    if text is None:
        text = make()
        keep(kind, name, of, text)
    return text


SEALS = "seals"


def seal(folder: Path, of: str) -> None:
    """Remember of files that a library keeps by itself what they say, and which state they rest on."""
    for path in folder.glob("*"):
        keep(SEALS, path.name, key(of, files([path], folder)), "")


def refuse_unsealed(folder: Path, of: str) -> None:
    """Take away the files of such a folder that rest on another state, or say what they did not say then."""
    for path in folder.glob("*"):
        if read(SEALS, path.name, key(of, files([path], folder))) is None:
            path.unlink()
