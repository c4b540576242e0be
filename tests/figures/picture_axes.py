"""The axes of a picture, found by the numbers that stand along them, and their ticks turned into a scale.

The words are read by a parser of its own, which shares nothing with the formatter that wrote them.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tests.figures.picture_marks import Drawing, Mark, Words

STRAIGHT = 0.4
"""CSS px by which a tick may stand off the line through all of them."""
_UNITS = (
    (r"^−?\d{1,3}(?:,\d{3})*(?:\.\d+)?$", 1.0),
    (r"^−?\d+(?:\.\d+)?%$", 1.0),
    (r"^−?\d+(?:\.\d+)? 碼$", 25.0),
    (r"^\d{1,2} 年$", 1.0),
    (r"^第 \d+ 天$", 1.0),
    (r"^\d{4}$", 1.0),
)


class PictureError(AssertionError):
    """A picture that does not say what it should, and where."""


def number(text: str) -> float | None:
    """Read a number as an axis prints it: 1,000, −0.5, 50%, 3 碼 (basis points), 4 年, 第 5 天, 2005."""
    for pattern, times in _UNITS:
        if re.match(pattern, text):
            found = re.search(r"−?[\d,.]+", text)
            if found:
                return times * float(found[0].replace(",", "").replace("−", "-"))
    if half := re.fullmatch(r"(\d{4}) 年(中|底)", text):
        return float(half[1]) + {"中": 0.5, "底": 1.0}[half[2]]
    return None


@dataclass(frozen=True)
class Scale:
    """Places and values of an axis: value = start + slope * px, and where its ticks are."""

    start: float
    slope: float
    ticks: tuple[tuple[float, float], ...]
    """(px, value) of every tick."""
    words: tuple[Words, ...]
    days: bool = False
    """Whether its values are days; else years, or numbers."""
    calendar: bool = False
    """Whether its values are years along which days have their true places."""

    def value(self, px: float) -> float:
        """Turn a place into a value."""
        found = self.start + self.slope * px
        return year_of(found) if self.calendar else found

    def px(self, value: float) -> float:
        """Turn a value into a place."""
        return ((day_of(value) if self.calendar else value) - self.start) / self.slope


def day_of(year: float) -> float:
    """The day of the calendar on which a year, with twelfths for its months, lies."""
    whole = int(year // 1)
    month, part = divmod((year - whole) * 12 + 1e-9, 1)
    first = date(whole, int(month) + 1, 1).toordinal()
    return first + part * monthrange(whole, int(month) + 1)[1]


def year_of(day: float) -> float:
    """The year, with twelfths for its months, in which a day of the calendar lies."""
    found = date.fromordinal(int(day // 1))
    part = (found.day - 1 + day % 1) / monthrange(found.year, found.month)[1]
    return found.year + (found.month - 1 + part) / 12


def fitted(said: Sequence[tuple[float, float]], words: Sequence[Words], days: bool = False) -> Scale:
    """Fit a linear scale through ticks; raises PictureError when they do not lie on one line.

    Ticks named by a year, its middle or its end are days, and their scale is linear in days.
    """
    calendar = all(re.fullmatch(r"\d{4}(?: 年[中底])?", word.text) for word in words)
    ticks = [(px, day_of(value) if calendar else value) for px, value in said]
    n = len(ticks)
    if n < 2:
        raise PictureError(f"an axis needs two ticks: {[w.text for w in words]}")
    mean_px, mean = sum(px for px, _ in ticks) / n, sum(v for _, v in ticks) / n
    slope = sum((px - mean_px) * (v - mean) for px, v in ticks) / sum((px - mean_px) ** 2 for px, _ in ticks)
    if slope == 0:
        raise PictureError(f"an axis whose ticks are all the same: {[w.text for w in words]}")
    scale = Scale(mean - slope * mean_px, slope, tuple(said), tuple(words), days, calendar)
    for (px, value), word in zip(said, words, strict=True):
        if abs(scale.px(value) - px) > STRAIGHT:
            raise PictureError(
                f"tick {word.text!r} stands at {px:.1f} px; by the others it belongs at {scale.px(value):.1f}"
            )
    return scale


@dataclass
class Panel:
    """A pair of axes and what is drawn between them."""

    x: Scale | None
    y: Scale | None
    left: float
    right: float
    top: float
    foot: float
    categories: tuple[Words, ...] = ()
    marks: tuple[Mark, ...] = ()
    words: tuple[Words, ...] = ()
    lowest: float = 0.0
    """The lowest ruled line."""

    def holds(self, x: float, y: float, room: float = 3) -> bool:
        """Whether a place is within the panel."""
        return self.left - room <= x <= self.right + room and self.top - room <= y <= self.foot + room


def _groups(words: Iterable[Words], same: Callable[[Words], float]) -> list[list[Words]]:
    """Group words that share a place to within half a px."""
    out: list[list[Words]] = []
    for word in sorted(words, key=same):
        if out and abs(same(out[-1][-1]) - same(word)) <= 0.55:
            out[-1].append(word)
        else:
            out.append([word])
    return out


def _flat(mark: Mark) -> bool:
    left, top, right, foot = mark.box
    return mark.kind in ("rule", "line") and foot - top < 0.2 and right - left > 60


def _upright(mark: Mark) -> bool:
    left, top, right, foot = mark.box
    return mark.kind in ("rule", "line") and right - left < 0.2 and foot - top > 0.5


def value_axes(drawing: Drawing) -> list[list[Words]]:
    """The labels of each upright value axis, from the top down; a value that rises begins the next axis."""
    quiet = [w for w in drawing.words if w.anchor == "end" and not w.strong and number(w.text) is not None]
    out = []
    for column in _groups(quiet, lambda w: w.x):
        axis: list[Words] = []
        for word in sorted(column, key=lambda w: w.y):
            rises = bool(axis) and (number(word.text) or 0) >= (number(axis[-1].text) or 0)
            apart = len(axis) > 1 and word.y - axis[-1].y > 1.6 * (axis[1].y - axis[0].y)
            if rises or apart:
                out.append(axis)
                axis = []
            axis.append(word)
        out.append(axis)
    return sorted((axis for axis in out if len(axis) > 1), key=lambda a: (round(a[-1].y), a[0].x))


def upright_scale(drawing: Drawing, axis: list[Words]) -> tuple[Scale, float, float]:
    """The scale of an upright axis, by the ruled line beside each label, and the ends of those lines."""
    ticks, ends = [], []
    rules = [mark for mark in drawing.marks if _flat(mark)]
    for word in axis:
        near = [m for m in rules if abs(m.centre[1] - word.middle) < 3 and -2 < m.box[0] - word.x < 20]
        if not near:
            raise PictureError(f"label {word.text!r} has no ruled line beside it")
        rule = min(near, key=lambda m: abs(m.centre[1] - word.middle))
        if abs(rule.centre[1] - word.middle) > 0.8:
            raise PictureError(
                f"label {word.text!r} stands {rule.centre[1] - word.middle:.1f} px from its line"
            )
        ticks.append((rule.centre[1], number(word.text) or 0.0))
        ends.append(rule.box)
    return fitted(ticks, axis), min(b[0] for b in ends), max(b[2] for b in ends)


_MONTH = re.compile(r"^(\d{1,2}) 月$|^(\d{1,2})/(\d{1,2})$")


def _month_days(words: Sequence[Words], first: date) -> list[float]:
    """Days of months' firsts, or of month/day; the year taken from the first date of the rows."""
    out, year, before = [], first.year, 0
    for word in words:
        found = _MONTH.match(word.text)
        month = int(found[1] or found[2]) if found else 0
        day = int(found[3] or 1) if found else 1
        if not out and month < first.month - 6:
            year += 1
        if out and month < before:
            year += 1
        out.append(float(date(year, month, day).toordinal()))
        before = month
    return out


def foot_axes(drawing: Drawing) -> list[list[Words]]:
    """The labels of each level axis, from left to right; a value that falls begins the next axis."""
    quiet = [w for w in drawing.words if w.anchor == "middle" and not w.strong]
    out = []
    for row in _groups(quiet, lambda w: w.y):
        axis: list[Words] = []
        for word in sorted(row, key=lambda w: w.x):
            value = number(word.text)
            if value is None and not _MONTH.match(word.text):
                continue
            before = number(axis[-1].text) if axis else None
            if value is not None and before is not None and value <= before:
                out.append(axis)
                axis = []
            axis.append(word)
        out.append(axis)
    return [axis for axis in out if len(axis) > 1]


def level_scale(
    drawing: Drawing, axis: list[Words], first: date | None, left: float = 0, right: float = 9999
) -> Scale:
    """The scale of a level axis: labels at their ticks, or years named in the middle of their span."""
    if _MONTH.match(axis[0].text):
        if first is None:
            raise PictureError(f"months without a date in the rows: {[w.text for w in axis]}")
        days = _month_days(axis, first)
        return fitted([(w.x, day) for w, day in zip(axis, days, strict=True)], axis, days=True)
    ticks = sorted(
        m.centre[0]
        for m in drawing.marks
        if _upright(m)
        and m.box[3] - m.box[1] < 9
        and 0 < axis[0].y - m.box[3] < 50
        and left - 1 <= m.centre[0] <= right + 1
    )
    at_ticks = not ticks or all(any(abs(t - w.x) < 0.6 for t in ticks) for w in axis)
    if at_ticks:
        return fitted([(w.x, number(w.text) or 0.0) for w in axis], axis)
    pairs: list[tuple[float, float]] = []
    said = []
    for word in axis:
        starts = [t for t in ticks if word.x - 110 < t < word.x]
        if starts and not any(starts[-1] < other.x < word.x for other in axis):
            pairs.append((starts[-1], number(word.text) or 0.0))
            said.append(word)
    scale = fitted(pairs, said)
    for word in said[:-1]:
        year = number(word.text) or 0.0
        middle = (scale.px(year) + scale.px(year + 1)) / 2
        if abs(middle - word.x) > 1.0:
            raise PictureError(f"year {word.text} is named at {word.x:.1f} px; its middle is {middle:.1f}")
    return scale


def _categories(drawing: Drawing, left: float, right: float, foot: float) -> tuple[Words, ...]:
    return tuple(
        w
        for w in drawing.words
        if w.anchor == "middle" and not w.strong and left <= w.x <= right and 0 < w.y - foot < 45
    )


def panels(drawing: Drawing, first: date | None) -> list[Panel]:
    """Every panel with an upright value axis, row by row, with what is drawn in it."""
    found: list[Panel] = []
    feet = foot_axes(drawing)
    for axis in value_axes(drawing):
        y, left, right = upright_scale(drawing, axis)
        mine = [f for f in feet if left - 30 <= f[0].x and f[-1].x <= right + 30]
        below = sorted((f for f in mine if f[0].y > axis[-1].y - 2), key=lambda f: f[0].y)
        above = sorted((f for f in mine if f[0].y < axis[0].y), key=lambda f: -f[0].y)
        near = next(iter([f for f in below if f[0].y - axis[-1].y < 90] or above), None)
        x = level_scale(drawing, near, first, left, right) if near else None
        foot = near[0].y - 1.6 * near[0].size if near and near in below else axis[-1].y + 6
        rules = [m.centre[1] for m in drawing.marks if _flat(m) and left - 1 < m.box[0] < left + 1]
        lowest = max((r for r in rules if axis[-1].y - 8 < r < foot + 2), default=foot)
        panel = Panel(x, y, left, right, 0.0, max(foot, lowest), lowest=lowest)
        panel.categories = _categories(drawing, left, right, panel.foot)
        found.append(panel)
    for panel in found:
        over = [
            p.foot + 20
            for p in found
            if p.foot < panel.foot - 20 and p.left < panel.right and panel.left < p.right
        ]
        panel.top = max(over, default=0.0)
        panel.marks = tuple(m for m in drawing.marks if panel.holds(*m.centre))
        panel.words = tuple(
            w
            for w in drawing.words
            if panel.left - 70 <= w.box[0]
            and w.box[0] <= panel.right + 20
            and panel.top <= w.y <= panel.foot + 1
        )
    return found


def level_panels(drawing: Drawing) -> list[Panel]:
    """Every panel whose values lie along the foot, from the top down."""
    found: list[Panel] = []
    top = 0.0
    for axis in sorted(foot_axes(drawing), key=lambda a: a[0].y):
        x = level_scale(drawing, axis, None)
        foot = axis[0].y - axis[0].size - 4
        panel = Panel(x, None, 0, drawing.width, top, foot)
        panel.marks = tuple(m for m in drawing.marks if panel.holds(*m.centre))
        panel.words = tuple(w for w in drawing.words if top <= w.y < foot + 6)
        found.append(panel)
        top = foot + axis[0].size + 4
    return found


def steps(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners of a staircase that keeps each value until the next."""
    out = list(points[:1])
    for (_, before), (x, y) in pairwise(points):
        out += [(x, before), (x, y)]
    return out


def ended_panel(drawing: Drawing, ends: dict[str, float]) -> list[Panel]:
    """A panel whose level axis has its two ends named in words at its head."""
    said = [w for w in drawing.words if w.text in ends]
    scale = fitted([(w.x, ends[w.text]) for w in said], said)
    panel = Panel(scale, None, 0, drawing.width, 0, drawing.height)
    panel.marks, panel.words = drawing.marks, drawing.words
    return [panel]
