"""Public names that were renamed: read under the old one for two releases, with a warning."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path
from typing import Any

from qeqt.data.fields import toml

PATH = Path(__file__).parent / "renamed.toml"


@cache
def known() -> dict[str, dict[str, dict[str, Any]]]:
    """Return kind -> old name -> what it is called now, and since which version."""
    return toml(PATH)


def now(kind: str, name: str) -> str:
    """Return what a name is called now; a FutureWarning where it was called otherwise."""
    entry = known().get(kind, {}).get(name)
    if entry is None:
        return name
    said = f"{kind.removesuffix('s')} {name!r} is called {entry['now']!r} since {entry['since']}"
    warnings.warn(f"{said}; the old name goes two releases later", FutureWarning, stacklevel=3)
    return str(entry["now"])
