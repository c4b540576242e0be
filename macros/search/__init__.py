"""The search: an index of the built pages, and a worker of our own behind the theme's box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from macros.notebook.figures import PREFIX
from macros.notebook.source import ADDRESS
from macros.search.entries import Page, SearchError
from macros.search.index import assemble, place, write
from macros.search.install import ZENSICAL_INDEX, install_everywhere
from qeqt import data

__all__ = ["SearchError", "build_search"]


def build_search(site: Path, found: Sequence[Page]) -> int:
    """Index pages of the built folder and make every page search them; how many places can be found.

    Raises SearchError when the theme's worker cannot be replaced, rather than leave it in its place.
    """
    asked = data.asked()
    if (site / ZENSICAL_INDEX).is_file():
        asked = without_notebook(asked)
    index = assemble(found, data.glossary(), data.everyday(), data.coverage(), asked)
    install_everywhere(site, write(site, index))
    return len(index["entries"])


def without_notebook(asked: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Words in which people ask, without those that lead to the notebook, which Zensical does not build."""
    return {
        anchor: words
        for anchor, words in asked.items()
        if place(anchor)[0] != ADDRESS and not anchor.startswith(f"#fig-{PREFIX}")
    }
