"""A sheet of graph paper: the few marks from which the book's charts are drawn.

A Plot knows its size in CSS px and its two scales, so every label is placed by reckoning and not by
measuring type: a machine without Chinese fonts draws the same picture. History is solid, the model dashed,
published estimates are dots with bars, bands are tints, events quiet shading; series carry their names.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, cast

import altair as alt

from macros.theme import Layout, colour, config, em_width

Point = tuple[float, float | None]
Anchor = Literal["start", "middle", "end"]
Weight = Literal[400, 600]

_ALIGN: dict[Anchor, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}

DASH = [5, 4]
"""The model's dash, everywhere."""


def year(date: str) -> float:
    """Place a date on a time axis, in years: a day exactly, a month ("2022-06") at its middle."""
    parts = date.split("-")
    if len(parts) == 1:
        return float(parts[0])
    months = float(parts[1]) - 1
    months += (float(parts[2]) - 0.5) / 30.5 if len(parts) == 3 else 0.5
    return float(parts[0]) + months / 12


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round values from low to high, about so many."""
    rough = (high - low) / max(about, 1)
    power = 10.0 ** int(f"{rough:e}".split("e")[1])
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough * 0.999)
    first = -int(-low / step // 1) if low % step else int(low / step)
    return [round(step * n, 10) for n in range(first, int(high / step + 1e-9) + 1)]


@dataclass(frozen=True)
class _Text:
    text: str
    x: float
    y: float
    colour: str
    size: float
    anchor: Anchor
    weight: Weight


class Plot:
    """One panel with linear scales.

    `x` and `y` are the ends of the scales; `height` is the panel's own, margins are added to it (CSS px).
    """

    def __init__(
        self,
        layout: Layout,
        x: tuple[float, float],
        y: tuple[float, float],
        height: float,
        *,
        left: float = 44,
        right: float = 12,
        top: float = 26,
        bottom: float = 26,
    ) -> None:
        self.layout, self.x, self.y = layout, x, y
        self.left, self.right, self.top, self.bottom = left, right, top, bottom
        self.height = height
        self.width = layout.width - left - right
        self._under: list[alt.Chart] = []
        self._over: list[alt.Chart] = []
        self._texts: list[_Text] = []
        self._ends: list[tuple[float, str, str, int]] = []

    # -- places ---------------------------------------------------------------------------------------

    def px(self, dx: float) -> float:
        """Turn a width in CSS px into units of the x scale."""
        return dx / self.width * (self.x[1] - self.x[0])

    def py(self, dy: float) -> float:
        """Turn a height in CSS px (downwards) into units of the y scale."""
        return -dy / self.height * (self.y[1] - self.y[0])

    def _xy(self, x: str = "x", y: str = "y") -> dict[str, Any]:
        return {
            "x": alt.X(f"{x}:Q", scale=alt.Scale(domain=list(self.x), nice=False, zero=False), axis=None),
            "y": alt.Y(f"{y}:Q", scale=alt.Scale(domain=list(self.y), nice=False, zero=False), axis=None),
        }

    def _box(self, boxes: Iterable[tuple[float, float, float, float]]) -> alt.Chart:
        values = [{"x": a, "x2": b, "y": c, "y2": d} for a, b, c, d in boxes]
        return alt.Chart(alt.InlineData(values=values)).encode(**self._xy(), x2="x2:Q", y2="y2:Q")

    # -- axes -----------------------------------------------------------------------------------------

    def grid(self, at: Sequence[float], names: Sequence[str], unit: str = "") -> None:
        """Rule the value axis: quiet lines, numbers left of the panel, the unit once above them."""
        lines = [v for v in at if v != 0]
        for values, token, width in ((lines, "rule", 1), ([v for v in at if v == 0], "ink-soft", 1)):
            if values:
                boxes = [(self.x[0], self.x[1], v, v) for v in values]
                self._under.append(
                    self._box(boxes).mark_rule(color=colour(token), strokeWidth=width, opacity=1)
                )
        for value, text in zip(at, names, strict=True):
            self.text(text, self.x[0], value, "ink-soft", anchor="end", dx=-7, dy=0.36 * self.layout.small)
        if unit:
            self.text(unit, self.x[0], self.y[1], "ink-soft", dx=-self.left + 1, dy=-self.top + 13)

    def years(self, every: int = 1) -> None:
        """Mark the years along the foot: named in the middle of a year, or at its start when thinned."""
        first, last = int(-(-self.x[0] // 1)), int(self.x[1] // 1)
        centred = every == 1 and last - first <= 8
        shown = [n for n in range(first, last + 1) if centred or n % every == 0]
        foot = self.y[0]
        boxes = [(float(n), float(n), foot, foot + self.py(5)) for n in shown]
        self._under.append(self._box(boxes).mark_rule(color=colour("ink-soft"), strokeWidth=1))
        self._under.append(
            self._box([(self.x[0], self.x[1], foot, foot)]).mark_rule(color=colour("ink-soft"), strokeWidth=1)
        )
        drop = 8 + self.layout.small
        if not centred:
            for n in shown:
                self.text(str(n), float(n), foot, "ink-soft", anchor="middle", dy=drop)
            return
        edges = [self.x[0], *(float(n) for n in shown if self.x[0] < n < self.x[1]), self.x[1]]
        for start, end in pairwise(edges):
            name = str(int(start + 1e-9))
            if end - start >= self.px(em_width(name, self.layout.small) + 4):
                self.text(name, (start + end) / 2, foot, "ink-soft", anchor="middle", dy=drop)

    def categories(self, at: Sequence[float], names: Sequence[str]) -> None:
        """Name places along the foot."""
        self._under.append(
            self._box([(self.x[0], self.x[1], self.y[0], self.y[0])]).mark_rule(
                color=colour("ink-soft"), strokeWidth=1
            )
        )
        for place, name in zip(at, names, strict=True):
            self.text(name, place, self.y[0], "ink-soft", anchor="middle", dy=8 + self.layout.small)

    def shade(self, start: float, end: float, name: str = "") -> None:
        """Shade a period quietly over the whole panel; its name stands at its head."""
        start, end = max(start, self.x[0]), min(end, self.x[1])
        self._under.insert(0, self._box([(start, end, *self.y)]).mark_rect(color=colour("event"), opacity=1))
        if name:
            self.text(name, start, self.y[1], "ink-soft", dx=4, dy=self.layout.small + 2)

    def mark(self, x: float, name: str = "", anchor: Anchor = "start") -> None:
        """Mark a moment by a fine upright line; its name stands at its head."""
        self._under.append(
            self._box([(x, x, *self.y)]).mark_rule(
                color=colour("ink-soft"), strokeWidth=1, strokeDash=[1, 3], opacity=1
            )
        )
        if name:
            shift = {"start": 5, "end": -5}.get(anchor, 0)
            self.text(name, x, self.y[1], "ink-soft", anchor=anchor, dx=shift, dy=self.layout.small + 2)

    # -- marks ----------------------------------------------------------------------------------------

    def line(
        self,
        points: Iterable[Point],
        token: str,
        *,
        model: bool = False,
        step: bool = False,
        width: float = 2,
    ) -> None:
        """Draw a series: solid for history, dashed for the model; a gap where a value is missing."""
        values = [{"x": x, "y": y} for x, y in points]
        self._over.append(
            alt.Chart(alt.InlineData(values=values))
            .mark_line(
                color=colour(token),
                strokeWidth=width,
                strokeJoin="round",
                interpolate="step-after" if step else "linear",
                strokeDash=DASH if model else alt.Undefined,
                clip=False,
            )
            .encode(**self._xy())
        )

    def band(
        self,
        points: Iterable[tuple[float, float, float]],
        token: str,
        opacity: float = 0.18,
        step: bool = False,
    ) -> None:
        """Tint the room between two values: a range, or the area under a series."""
        values = [{"x": x, "y": low, "y2": high} for x, low, high in points]
        self._under.append(
            alt.Chart(alt.InlineData(values=values))
            .mark_area(
                color=colour(token),
                fillOpacity=opacity,
                interpolate="step-after" if step else "linear",
                line=False,
            )
            .encode(**self._xy(), y2="y2:Q")
        )

    def bars(
        self, boxes: Iterable[tuple[float, float, float, float]], token: str, opacity: float = 1
    ) -> None:
        """Draw bars, each (x from, x to, y from, y to)."""
        self._under.append(self._box(boxes).mark_rect(color=colour(token), fillOpacity=opacity))

    def estimates(self, items: Iterable[tuple[float, float, float, float]], token: str) -> None:
        """Draw published estimates: a dot, with a bar where low and high differ; (x, value, low, high)."""
        found = list(items)
        spans = [(x, x, low, high) for x, _, low, high in found if low != high]
        if spans:
            self._over.append(self._box(spans).mark_rule(color=colour(token), strokeWidth=2))
        values = [{"x": x, "y": value} for x, value, _, _ in found]
        self._over.append(
            alt.Chart(alt.InlineData(values=values))
            .mark_circle(color=colour(token), size=64, opacity=1)
            .encode(**self._xy())
        )

    def text(
        self,
        text: str,
        x: float,
        y: float,
        token: str,
        *,
        anchor: Anchor = "start",
        dx: float = 0,
        dy: float = 0,
        strong: bool = False,
        size: float = 0,
    ) -> None:
        """Write a label at a place of the scales, moved by dx, dy CSS px; y is its baseline."""
        place = (x + self.px(dx), y + self.py(dy))
        weight: Weight = 600 if strong else 400
        self._texts.append(_Text(text, *place, colour(token), size or self.layout.small, anchor, weight))

    def name(self, text: str, x: float, y: float, token: str, **where: Any) -> None:
        """Name a series in its own colour."""
        self.text(text, x, y, token, strong=True, size=self.layout.label, **where)

    def end_name(self, text: str, y: float, token: str) -> None:
        """Name a series at the right edge, beside its last value; names make room for each other."""
        self._ends.append((y, text, token, len(self._ends)))

    def _spread_ends(self) -> None:
        step = self.layout.label * 1.25
        places: list[list[Any]] = []
        for y, text, token, _ in sorted(self._ends, key=lambda e: (-e[0], e[3])):
            at = (self.y[1] - y) / (self.y[1] - self.y[0]) * self.height
            places.append([at, text, token])
        for _ in range(200):
            moved = False
            for above, below in pairwise(places):
                lack = step - (below[0] - above[0])
                if lack > 0.01:
                    above[0] -= lack / 2
                    below[0] += lack / 2
                    moved = True
            if places and places[-1][0] > self.height:
                places[-1][0] = self.height
            if not moved:
                break
        for at, text, token in places:
            self.name(text, self.x[1], self.y[1], token, dx=8, dy=at + 0.36 * self.layout.label)

    # -- the whole ------------------------------------------------------------------------------------

    def _written(self) -> list[alt.Chart]:
        groups: defaultdict[tuple[Anchor, Weight, float], list[_Text]] = defaultdict(list)
        for item in self._texts:
            groups[item.anchor, item.weight, item.size].append(item)
        return [
            alt.Chart(
                alt.InlineData(values=[{"x": t.x, "y": t.y, "t": t.text, "c": t.colour} for t in items])
            )
            .mark_text(align=_ALIGN[anchor], baseline="alphabetic", fontSize=size, fontWeight=weight)
            .encode(**self._xy(), text="t:N", color=alt.Color("c:N", scale=None))
            for (anchor, weight, size), items in groups.items()
        ]

    def chart(self) -> alt.TopLevelMixin:
        """The finished picture: its size is fixed by its margins, never by what the type measures."""
        self._spread_ends()
        whole = alt.LayerChart(layer=[*self._under, *self._over, *self._written()])
        return cast(
            alt.TopLevelMixin,
            whole.properties(
                width=self.width,
                height=self.height,
                autosize=alt.AutoSizeParams(type="none"),
                padding={"left": self.left, "right": self.right, "top": self.top, "bottom": self.bottom},
            ).configure(**config()),
        )
