"""Panels laid out as one picture."""

from __future__ import annotations

from collections.abc import Sequence

from macros.figures.canvas import Picture, Plot
from macros.figures.theme import Layout


def sheet(layout: Layout, plots: Sequence[Plot], columns: int = 1) -> Picture:
    """Lay panels out in rows of so many columns; the size is fixed by margins, never by measured type.

    Altair is imported here: a build that draws nothing new need not wait for it.
    """
    from macros.figures.to_altair import lay_out

    return lay_out(layout, plots, columns)
