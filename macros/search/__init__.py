"""The search: an index of the built pages, and a worker of our own behind the theme's box."""

from __future__ import annotations

from pathlib import Path

from macros.search.entries import SearchError
from macros.search.index import assemble, pages, write
from macros.search.install import install_everywhere
from qeqt import data

__all__ = ["SearchError", "build_search"]


def build_search(site: Path) -> int:
    """Index the built folder and make every page search it; how many places can be found.

    Raises SearchError when the theme's worker cannot be replaced, rather than leave it in its place.
    """
    index = assemble(pages(site), data.glossary(), data.everyday(), data.coverage())
    install_everywhere(site, write(site, index))
    return len(index["entries"])
