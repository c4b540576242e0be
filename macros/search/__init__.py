"""The search: an index of the built pages, and a worker of our own behind the theme's box."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from macros.search.entries import Page, SearchError
from macros.search.index import assemble, write
from macros.search.install import install_everywhere
from qeqt import data

__all__ = ["SearchError", "build_search"]


def build_search(site: Path, found: Sequence[Page]) -> int:
    """Index pages of the built folder and make every page search them; how many places can be found.

    Raises SearchError when the theme's worker cannot be replaced, rather than leave it in its place.
    """
    index = assemble(found, data.glossary(), data.everyday(), data.coverage(), data.asked())
    install_everywhere(site, write(site, index))
    return len(index["entries"])
