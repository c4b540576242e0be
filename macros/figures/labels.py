"""Words in a chart: headings, series named in their colour beside their data, names at the right edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from macros.figures import axes
from macros.figures.axes import Span
from macros.figures.figure import Row
from macros.figures.panels import Frame, layered
from macros.figures.theme import colour

PIXEL = alt.value
"""A place in the panel in CSS px from its top left corner."""


def write(
    text: str, token: str = "ink-soft", *, x: Any, y: Any, at: Row | None = None, **look: Any
) -> alt.Chart:
    """Write a text at a place of the data (``at``: the row that x and y read), or of the panel, in CSS px."""
    data = alt.InlineData(values=[{**(at or {}), "text": text}])
    mark = alt.Chart(data).mark_text(**{"style": "note", "color": colour(token), **look})
    found: alt.Chart = mark.encode(x=x, y=y, text=alt.Text("text", type="nominal"))
    return found


def name(text: str, token: str, at: Row, key: str, *, x: Any = None, **look: Any) -> alt.Chart:
    """Name a series beside one of its rows, in its own colour; dx and dy move it by CSS px."""
    return write(text, token, x=x or axes.when(), y=axes.up(key), at=at, **{"style": "name", **look})


def note(text: str, at: Row, key: str, *, x: Any = None, token: str = "ink-soft", **look: Any) -> alt.Chart:
    """Say something quietly beside a row."""
    return write(text, token, x=x or axes.when(), y=axes.up(key), at=at, **look)


RIM: dict[str, Any] = {
    "color": colour("paper"), "stroke": colour("paper"), "strokeWidth": 6, "strokeJoin": "round",
}  # fmt: skip
"""Paper around words, so that a line behind them crosses none."""


def haloed(text: str, token: str, at: Row, key: str, **look: Any) -> alt.LayerChart:
    """Name a series on the line itself, or on bars: with a rim of paper around the words."""
    return layered(name(text, token, at, key, **{**look, **RIM}), name(text, token, at, key, **look))


def rimmed(text: str, token: str = "ink-soft", **look: Any) -> alt.LayerChart:
    """Write a text over lines: with a rim of paper around the words."""
    return layered(write(text, token, **{**look, **RIM}), write(text, token, **look))


NEAR = 12
"""CSS px between a panel and the foot of its heading: nearer to it than to the panel above."""


def heading(text: str, frame: Frame, *, over: float = NEAR) -> alt.Chart:
    """Head a panel that stands among others, ``over`` px above it (more, where a unit stands there)."""
    return write(text, "ink", x=PIXEL(1 - frame.left), y=PIXEL(-over), style="heading")


def ends(
    named: Iterable[tuple[str, float, str]],
    frame: Frame,
    span: Span,
    *,
    height: float = 0,
) -> alt.LayerChart:
    """Name series at the right edge, each beside its last value; names make room for each other.

    ``named``: words, value, colour.  ``span``: the ends of the scale (`axes.span`).
    """
    tall = height or frame.height
    found = sorted(named, key=lambda each: -each[1])
    places = [tall * (span[1] - value) / (span[1] - span[0]) for _, value, _ in found]
    moved = apart(places, frame.layout.label * 1.25)
    return layered(
        *(
            write(
                text, token, x=PIXEL(frame.width), y=axes.up("value"), at={"value": value}, style="name",
                dx=8, dy=after - before + 0.36 * frame.layout.label,
            )
            for (text, value, token), before, after in zip(found, places, moved, strict=True)
        )
    )  # fmt: skip


def apart(places: Sequence[float], step: float) -> list[float]:
    """Return places in their order, moved as little as keeps them a step apart."""
    out = list(places)
    for _ in range(200):
        for above in range(len(out) - 1):
            lack = step - (out[above + 1] - out[above])
            if lack > 0:
                out[above] -= lack / 2
                out[above + 1] += lack / 2
    return out
