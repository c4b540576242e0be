"""Every figure as it is drawn: once a process, and all tests of one figure in the same process."""

from functools import cache

import pytest

from macros import charts  # noqa: F401  registers every chart
from macros.figures import figure, render
from macros.figures.html import Book, figure_html
from macros.figures.theme import Layout

NAMES = figure.names()


def by_figure(names: list[str]) -> list[object]:
    """Return names as parameters of a test that one worker runs for all that is asked of a figure."""
    return [pytest.param(name, marks=pytest.mark.xdist_group(f"figure {name}")) for name in names]


EACH = by_figure(NAMES)


@cache
def specification(name: str, layout: Layout) -> str:
    return render.specification(figure.figure(name), layout)


@cache
def picture(name: str, layout: Layout) -> str:
    return render.drawn(figure.figure(name), layout, specification(name, layout))


@cache
def page(name: str) -> str:
    """Return the block that a page two folders deep has of a figure."""
    return figure_html(name, lambda target: f"../../{target}", Book("書"))
