"""What a build works out of model, records and charts alone: kept whole, read back while none has changed.

Only builds keep anything here, ours within `keeping()`, a builder's own process until it ends; a check and a
test work anew. The key is the state of all code and records that an answer may rest on, and of the libraries
that draw.
"""

import atexit
import json
from collections import ChainMap
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from macros.kept import model_answers, store

KIND = NAME = "book"
PACKAGE = Path(__file__).resolve().parents[1]
PALETTE = PACKAGE.with_name("theme") / "assets" / "stylesheets" / "tokens.css"

T = TypeVar("T")
_store: MutableMapping[str, Any] | None = None
_as_read = 0


@cache
def state() -> str:
    """Name the state of the model, the macros, the palette and the libraries."""
    made_by = store.files([*PACKAGE.rglob("*.py"), PALETTE], PACKAGE.parent)
    return store.key(model_answers.state(), made_by, store.libraries())


def _read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(store.read(KIND, NAME, state()) or "{}")
    return found


@contextmanager
def keeping() -> Iterator[None]:
    """Read back what the last build of this state kept; at the end keep what is new, older states go."""
    global _store
    if _store is not None:
        yield
        return
    _open()
    try:
        yield
    finally:
        save()
        _store = None


def keep_until_exit() -> None:
    """Keep what is worked out from now on, where nobody does yet, and write it down when the process ends."""
    if _store is None:
        _open()
        atexit.register(save)


def _open() -> None:
    global _store, _as_read
    _store = _read()
    _as_read = len(_store)


def save() -> None:
    """Write down what is new since it was read or saved, for the next build and for a process beside this."""
    global _as_read
    if _store is None or len(_store) == _as_read:
        return
    for name, found in _read().items():  # another process may have saved meanwhile
        _store.setdefault(name, found)
    store.keep(KIND, NAME, state(), json.dumps(dict(_store), ensure_ascii=False))
    _as_read = len(_store)


@contextmanager
def apart(knowing: bool = True) -> Iterator[dict[str, Any]]:
    """Hold what is worked out meanwhile, for another process to keep; ``knowing``: read what is kept."""
    global _store
    found: dict[str, Any] = {}
    _store = ChainMap(found, _read() if knowing else {})
    try:
        yield found
    finally:
        _store = None


def take(found: dict[str, Any]) -> None:
    """Keep what another process worked out."""
    if _store is not None:
        _store.update(found)


def active() -> bool:
    """Say whether a build keeps what it works out."""
    return _store is not None


def knows(name: str) -> bool:
    """Whether something is kept under a name."""
    return _store is not None and name in _store


def once(name: str, compute: Callable[[], T]) -> T:
    """Return plain data (of JSON) that is kept under a name, else compute it; what fails is not kept."""
    if _store is None:
        return compute()
    if name not in _store:
        _store[name] = compute()
    found: T = _store[name]
    return found
