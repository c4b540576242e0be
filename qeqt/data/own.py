"""Records of a reader's own, and newer official figures: what a run reads besides the package's files.

Nothing of it is read unless somebody asks: it holds inside ``using(...)``, in one thread, and everything that
is kept of the records is kept apart for it.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from dataclasses import dataclass, field
from functools import update_wrapper
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

OWN_KEPT = 8
"""Sets of own records whose results are kept; the oldest go."""


@dataclass(frozen=True, eq=False)
class Own:
    """Own records by room and name ("scenarios/mine"), and the folder of newer official figures."""

    contents: dict[str, dict[str, Any]] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    """What each is called in a message: the reader's file, or the argument that brought it."""
    official: str = ""
    """Folder of newer official figures; empty: none is read."""

    def digest(self) -> str:
        """Return the sha256 of all of it; official figures by their folder alone (a run lists its own)."""
        text = json.dumps([self.contents, self.official], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def path(self, room: str, name: str) -> Path | None:
        """Return the path that stands for an own record, if there is one."""
        return place(room, name) if f"{room}/{name}" in self.contents else None

    def names(self, room: str) -> list[str]:
        """Return the names of a room's own records."""
        return [key.rpartition("/")[2] for key in self.contents if key.rpartition("/")[0] == room]


def place(room: str, name: str) -> Path:
    """Return the path that stands for an own record: no file has it."""
    return Path(OWN, room, f"{name}.toml")


OWN = "<own>"
NOTHING = Own()
IN_USE: ContextVar[Own | None] = ContextVar("own records", default=None)
OF_THE_PROCESS = [NOTHING]
"""What is read where nobody asks for anything else: nothing, but in the book."""


def in_use() -> Own:
    """Return what is read besides the package's files."""
    return IN_USE.get() or OF_THE_PROCESS[0]


def for_the_process(own: Own) -> None:
    """Read these records in every thread of the process that asks for no others: what the book does."""
    OF_THE_PROCESS[0] = own


@contextmanager
def using(own: Own) -> Iterator[None]:
    """Read these records besides the package's files, until the block ends."""
    token = IN_USE.set(own)
    try:
        yield
    finally:
        IN_USE.reset(token)


def key_of(path: Path) -> str:
    """Return the room and name of an own record; empty for a file."""
    parts = path.with_suffix("").parts
    return "/".join(parts[1:]) if parts and parts[0] == OWN else ""


def content_of(path: Path) -> dict[str, Any] | None:
    """Return the content of an own record, a copy; None for a file."""
    key = key_of(path)
    return deepcopy(in_use().contents[key]) if key else None


class Kept(Generic[P, R]):
    """A function whose results are kept, apart for each set of own records."""

    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function
        self.known: OrderedDict[str, dict[Any, R]] = OrderedDict()
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what was kept, or work it out."""
        known = self.of(in_use())
        key = (args, tuple(sorted(kwargs.items()))) if kwargs else args
        if key not in known:
            known[key] = self.function(*args, **kwargs)
        return known[key]

    def of(self, own: Own) -> dict[Any, R]:
        """Return what is kept for a set of own records."""
        name = "" if own is NOTHING else digest_of(own)
        if name not in self.known:
            self.known[name] = {}
            while len(self.known) > OWN_KEPT:
                self.known.pop(next(each for each in self.known if each != ""))
        return self.known[name]

    def cache_clear(self) -> None:
        """Forget everything."""
        self.known.clear()


def kept(function: Callable[P, R]) -> Kept[P, R]:
    """Keep the results of a function, apart for each set of own records."""
    return Kept(function)


DIGESTS: dict[int, tuple[Own, str]] = {}


def digest_of(own: Own) -> str:
    """Return the digest of a set of own records, worked out once."""
    known = DIGESTS.get(id(own))
    if known is None or known[0] is not own:
        if len(DIGESTS) > 64:
            DIGESTS.clear()
        known = DIGESTS[id(own)] = (own, own.digest())
    return known[1]
