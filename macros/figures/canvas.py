"""A sheet of graph paper: the few marks from which the book's charts are drawn.

A Plot knows its size in CSS px and its two scales, so every label is placed by reckoning and not by
measuring type: a machine without Chinese fonts draws the same picture. History is solid, the model dashed,
published estimates are dots with bars, bands are tints, events quiet shading; series carry their names.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from macros.figures.theme import Layout, colour, em_width

if TYPE_CHECKING:
    import altair as alt

Point = tuple[float, float | None]
Box = tuple[float, float, float, float]
Anchor = Literal["start", "middle", "end"]
Values = list[dict[str, float | None]]
Picture: TypeAlias = "alt.TopLevelLayerSpec"
"""A finished picture: panels as layers, each with its own scales, marks and data in the data's own units."""

DASH = [5, 4]
"""The model's dash, everywhere."""


def year(date: str) -> float:
    """Place a date on a time axis, in years: a day at its end, a month ("2022-06") at its middle."""
    parts = date.split("-")
    if len(parts) == 1:
        return float(parts[0])
    months = float(parts[1]) - 1
    if len(parts) == 3:
        months += float(parts[2]) / monthrange(int(parts[0]), int(parts[1]))[1]
    else:
        months += 0.5
    return float(parts[0]) + months / 12


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round values from low to high, about so many."""
    rough = (high - low) / max(about, 1)
    power = 10.0 ** int(f"{rough:e}".split("e")[1])
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough * 0.999)
    return [round(n * step, 10) for n in range(-int(-low / step // 1), int(high / step + 1e-9) + 1)]


@dataclass(frozen=True)
class Mark:
    """A mark with its data, in the units of the panel's scales."""

    kind: Literal["rule", "rect", "line", "area", "circle"]
    values: Values
    look: dict[str, Any]


@dataclass(frozen=True)
class Text:
    """A label at a place of the scales, moved by dx, dy CSS px."""

    text: str
    x: float
    y: float
    dx: float
    dy: float
    colour: str
    size: float
    anchor: Anchor
    strong: bool


class Plot:
    """One panel with linear scales.

    `x` and `y` are the ends of the scales; `height` is the panel's own, margins are added to it (CSS px).
    `outer` is the width with margins, the whole layout's when not given.
    """

    def __init__(
        self,
        layout: Layout,
        x: tuple[float, float],
        y: tuple[float, float],
        height: float,
        *,
        left: float = 40,
        right: float = 10,
        top: float = 26,
        bottom: float = 26,
        outer: float = 0,
    ) -> None:
        self.layout, self.x, self.y, self.height = layout, x, y, height
        self.left, self.right, self.top, self.bottom = left, right, top, bottom
        self.outer = outer or layout.width
        self.width = self.outer - left - right
        self.under: list[Mark] = []
        self.over: list[Mark] = []
        self.texts: list[Text] = []
        self._ends: list[tuple[float, str, str]] = []

    @property
    def tall(self) -> float:
        """The panel's height with its margins."""
        return self.top + self.height + self.bottom

    # -- places ---------------------------------------------------------------------------------------

    def px(self, x: float) -> float:
        """CSS px from the outer left edge."""
        return round(self.left + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.width, 2)

    def py(self, y: float) -> float:
        """CSS px from the outer top edge."""
        return round(self.top + (self.y[1] - y) / (self.y[1] - self.y[0]) * self.height, 2)

    def x_at(self, px: float) -> float:
        """The place on the x scale so many CSS px from the outer left edge; inside the panel or not."""
        return self.x[0] + (px - self.left) / self.width * (self.x[1] - self.x[0])

    def y_at(self, px: float) -> float:
        """The place on the y scale so many CSS px from the outer top edge; inside the panel or not."""
        return self.y[1] - (px - self.top) / self.height * (self.y[1] - self.y[0])

    def _rule(self, boxes: Iterable[Box], token: str, **look: Any) -> None:
        self.under.append(Mark("rule", self._boxes(boxes), {"color": colour(token), **look}))

    def _boxes(self, boxes: Iterable[Box]) -> Values:
        return [{"x": a, "x2": b, "y": c, "y2": d} for a, b, c, d in boxes]

    # -- axes -----------------------------------------------------------------------------------------

    def grid(self, at: Sequence[float], names: Sequence[str], unit: str = "") -> None:
        """Rule the value axis: quiet lines, numbers left of the panel, the unit once above them."""
        self._rule([(*self.x, v, v) for v in at if v != 0], "rule")
        if 0 in at:
            self._rule([(*self.x, 0, 0)], "ink-soft")
        for value, text in zip(at, names, strict=True):
            self.text(text, self.x[0], value, "ink-soft", anchor="end", dx=-7, dy=0.36 * self.layout.small)
        if unit:
            self.text(unit, self.x[0], self.y[1], "ink-soft", dx=-self.left + 1, dy=-14)

    def _foot(self) -> float:
        """Rule the foot, which is nought where the scale goes below it."""
        foot = max(self.y[0], min(0.0, self.y[1]))
        self._rule([(*self.x, foot, foot)], "ink-soft")
        return foot

    def years(self, every: int = 1) -> None:
        """Mark the years along the foot: named in the middle of a year, or at its start when thinned."""
        first, last = int(-(-self.x[0] // 1)), int(self.x[1] // 1)
        centred = every == 1 and last - first <= 8
        shown = [n for n in range(first, last + 1) if centred or n % every == 0]
        foot = self._foot()
        below = self.y_at(self.py(foot) + 5)
        self._rule([(n, n, foot, below) for n in shown], "ink-soft")
        if not centred:
            self.categories([float(n) for n in shown], [str(n) for n in shown])
            return
        edges = [self.x[0], *(float(n) for n in shown if self.x[0] < n < self.x[1]), self.x[1]]
        spans = [(str(int(a + 1e-9)), a, b) for a, b in pairwise(edges)]
        room = [s for s in spans if self.px(s[2]) - self.px(s[1]) > em_width(s[0], self.layout.small) + 4]
        self.categories([(start + end) / 2 for _, start, end in room], [name for name, _, _ in room])

    def categories(self, at: Sequence[float], names: Sequence[str]) -> None:
        """Name places along the foot."""
        self._foot()
        for place, name in zip(at, names, strict=True):
            self.text(name, place, self.y[0], "ink-soft", anchor="middle", dy=8 + self.layout.small)

    def shade(self, start: float, end: float, name: str = "", *, drop: float = 0) -> None:
        """Shade a period quietly over the whole panel; its name stands at its head, `drop` px lower."""
        start, end = max(start, self.x[0]), min(end, self.x[1])
        look = {"color": colour("event"), "opacity": 1}
        self.under.insert(0, Mark("rect", self._boxes([(start, end, *self.y)]), look))
        if name:
            self.text(name, start, self.y[1], "ink-soft", dx=4, dy=self.layout.small + 2 + drop)

    def moment(self, x: float, name: str = "", anchor: Anchor = "start", *, drop: float = 0) -> None:
        """Mark a moment by a fine upright line; its name stands at its head, `drop` px lower."""
        self._rule([(x, x, *self.y)], "ink-soft", strokeDash=[1, 3])
        if name:
            shift = {"start": 5, "end": -5}.get(anchor, 0)
            dy = self.layout.small + 2 + drop
            self.text(name, x, self.y[1], "ink-soft", anchor=anchor, dx=shift, dy=dy)

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
        look: dict[str, Any] = {
            "color": colour(token),
            "strokeWidth": width,
            "strokeJoin": "round",
            "interpolate": "step-after" if step else "linear",
        }
        if model:
            look["strokeDash"] = DASH
        self.over.append(Mark("line", [{"x": x, "y": y} for x, y in points], look))

    def band(
        self,
        points: Iterable[tuple[float, float, float]],
        token: str,
        *,
        opacity: float = 0.18,
        step: bool = False,
    ) -> None:
        """Tint the room between two values: a range, or the area under a series; (x, low, high)."""
        look = {
            "color": colour(token),
            "fillOpacity": opacity,
            "interpolate": "step-after" if step else "linear",
            "line": False,
        }
        values: Values = [{"x": x, "y": low, "y2": high} for x, low, high in points]
        self.under.append(Mark("area", values, look))

    def bars(self, boxes: Iterable[Box], token: str, *, opacity: float = 1) -> None:
        """Draw bars, each (x from, x to, y from, y to)."""
        look = {"color": colour(token), "fillOpacity": opacity}
        self.under.append(Mark("rect", self._boxes(boxes), look))

    def estimates(self, items: Iterable[tuple[float, float, float, float]], token: str) -> None:
        """Draw published estimates: a dot, with a bar where low and high differ; (x, value, low, high)."""
        found = list(items)
        spans = self._boxes((x, x, low, high) for x, _, low, high in found if low != high)
        if spans:
            self.over.append(Mark("rule", spans, {"color": colour(token), "strokeWidth": 2}))
        self.dots([(x, value) for x, value, _, _ in found], token)

    def dots(self, points: Iterable[tuple[float, float]], token: str, size: float = 64) -> None:
        """Draw dots; `size` is their area in square px."""
        values: Values = [{"x": x, "y": y} for x, y in points]
        self.over.append(Mark("circle", values, {"color": colour(token), "size": size, "opacity": 1}))

    # -- words ----------------------------------------------------------------------------------------

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
        size = size or self.layout.small
        self.texts.append(Text(text, x, y, dx, dy, colour(token), size, anchor, strong))

    def name(self, text: str, x: float, y: float, token: str, **where: Any) -> None:
        """Name a series in its own colour."""
        self.text(text, x, y, token, strong=True, size=self.layout.label, **where)

    def plate(self, text: str, x: float, y: float, token: str) -> None:
        """Name a series on the line itself, or on bars: centred on the place, on a plate of paper."""
        size = self.layout.label
        wide, high = em_width(text, size) + 8, size + 6
        left, right = self.px(x) - wide / 2, self.px(x) + wide / 2
        top, foot = self.py(y) - high / 2, self.py(y) + high / 2
        box = (self.x_at(left), self.x_at(right), self.y_at(top), self.y_at(foot))
        self.over.append(Mark("rect", self._boxes([box]), {"color": colour("paper"), "opacity": 1}))
        self.name(text, x, y, token, anchor="middle", dy=0.36 * size)

    def heading(self, text: str) -> None:
        """Head a panel that stands among others; needs a top margin of about 44 px."""
        self.text(text, self.x[0], self.y[1], "ink", strong=True, size=self.layout.label,
                  dx=-self.left + 1, dy=-self.top + 13)  # fmt: skip

    def end_name(self, text: str, y: float, token: str) -> None:
        """Name a series at the right edge, beside its last value; names make room for each other."""
        self._ends.append((self.py(y), text, token))

    def settle(self) -> None:
        """Give the names at the right edge their places."""
        step = self.layout.label * 1.25
        ends, self._ends = sorted(self._ends), []
        places = [at for at, _, _ in ends]
        for _ in range(100):
            for above in range(len(places) - 1):
                lack = step - (places[above + 1] - places[above])
                if lack > 0:
                    places[above] -= lack / 2
                    places[above + 1] += lack / 2
        for at, (_, text, token) in zip(places, ends, strict=True):
            self.name(text, self.x[1], self.y[1], token, dx=8, dy=at - self.top + 0.36 * self.layout.label)
