"""How a picture looks: labels beside their series, series told apart, nothing drawn that shows no row."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from tests.figures.picture_axes import Panel, PictureError
from tests.figures.picture_marks import FINE, MODEL_DASH, Mark, Point, Words
from tests.figures.picture_series import Beside, Series

HAIR = 0.45
"""CSS px by which a mark may be off: places are written to a tenth, and ticks give the scale."""
QUIET = ("rule", "ink-soft", "paper", "event")

SHADED = {
    "first run-off": (2017.75, 2019 + 7 / 12),
    "second run-off": (2022 + 5 / 12, 2025 + 11 / 12),
    "yield curve control": (2016 + 8.7 / 12, 2024 + 2.6 / 12),
}
"""Periods that are shaded, from the days on which they were decided or ended."""
REACH = 60
"""CSS px within which a number stands beside its mark."""
_PRINTED = re.compile(r"([−]?\d[\d,]*(?:\.\d+)?)%?$")
_DAY = re.compile(r"(\d+) 月 (\d+) 日")
_DATED = re.compile(r"[年月日]|QE|QT")


class Search:
    """The marks of a panel, each claimed once."""

    def __init__(self, panel: Panel, where: str) -> None:
        self.panel, self.where = panel, where
        self.left = list(panel.marks)

    def candidates(self, kinds: Sequence[str], series: Series) -> list[Mark]:
        """Marks of a look that nothing has claimed."""
        dash = MODEL_DASH if series.dashed else ""
        return [
            mark
            for mark in self.left
            if mark.kind in kinds
            and mark.colour == series.colour
            and mark.dash == dash
            and (not series.opacity or abs(mark.opacity - series.opacity) < 0.01)
        ]

    def claim(self, marks: Iterable[Mark]) -> None:
        """Take marks off the list."""
        for mark in marks:
            self.left.remove(mark)


def said(search: Search, point: Point) -> str:
    x, y = search.panel.x, search.panel.y
    across = f"{x.value(point[0]):.2f}" if x else f"{point[0]:.0f} px"
    up = f"{y.value(point[1]):.4g}" if y else f"{point[1]:.0f} px"
    return f"({across}, {up})"


def _gap(box: tuple[float, float, float, float], x: float, y: float) -> float:
    """How far a point lies from a box."""
    across = max(box[0] - x, 0, x - box[2])
    down = max(box[1] - y, 0, y - box[3])
    return float((across**2 + down**2) ** 0.5)


def nearness(word: Words, marks: Iterable[Mark]) -> float:
    """How near a series comes to a label, CSS px."""
    best = 9999.0
    for mark in marks:
        if mark.kind in ("rect", "dot"):
            left, top, right, foot = mark.box
            middle, height = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
            best = min(best, _gap(word.box, min(max(middle, left), right), min(max(height, top), foot)))
            continue
        points = mark.points
        for (a, b), (c, d) in pairwise(points):
            pieces = max(1, int(max(abs(c - a), abs(d - b)) / 4))
            for n in range(pieces + 1):
                best = min(best, _gap(word.box, a + (c - a) * n / pieces, b + (d - b) * n / pieces))
    return best


def match_labels(search: Search, found: Sequence[tuple[Series, list[Mark]]], words: Sequence[Words]) -> None:
    """Every label in its series' colour; no two would stand nearer to their series if they changed places.

    Of series in one colour each label is nearest to its own: nothing else tells whose it is.
    """
    marks: dict[str, list[Mark]] = {}
    labels: dict[str, Words] = {}
    colours: dict[str, str] = {}
    for series, mine in found:
        if series.label:
            colours[series.label] = series.label_colour or series.colour
            labels[series.label] = _label(search, series, words)
            marks.setdefault(series.label, []).extend(mine)
    away = {(a, b): nearness(labels[a], marks[b]) for a in labels for b in labels}
    for a in labels:
        for b in labels:
            told = f"label {a!r} stands {away[a, a]:.0f} px from its series, {away[a, b]:.0f} px from {b!r}"
            if colours[a] == colours[b] and away[a, b] < away[a, a]:
                raise PictureError(f"{search.where}: {told}, in the same colour")
            if away[a, b] + away[b, a] < away[a, a] + away[b, b] - HAIR:
                raise PictureError(f"{search.where}: {told}: they would stand nearer the other way round")


def _label(search: Search, series: Series, words: Sequence[Words]) -> Words:
    """The words that name a series, in its colour."""
    named = [w for w in words if w.text.startswith(series.label)]
    if not named:
        raise PictureError(f"{search.where}: no label {series.label!r} in the picture")
    wanted = series.label_colour or series.colour
    for word in named:
        if word.colour == wanted:
            return word
    raise PictureError(f"{search.where}: label {series.label!r} is {named[0].colour}, its series {wanted}")


def match_numbers(search: Search, found: Sequence[tuple[Series, list[Mark]]], words: Sequence[Words]) -> None:
    """A number beside a mark, in its colour, is the value to which it is drawn, as far as it is printed."""
    scale, names = search.panel.y, {series.label for series, _ in found}
    for word in words:
        printed = _PRINTED.search(word.text)
        near = [m for _, marks in found for m in marks if m.colour == word.colour not in ("ink", *QUIET)]
        if scale is None or not printed or not near or word.text in names or _DATED.search(word.text):
            continue
        value = float(printed[1].replace(",", "").replace("−", "-"))
        _, _, places = printed[1].partition(".")
        heights = {y for m in near if nearness(word, [m]) < REACH for _, y in m.points}
        heights |= {m.centre[1] for m in near if m.kind == "dot" and nearness(word, [m]) < REACH}
        for times in (1, 1000):
            room = 0.5 * 10.0 ** -len(places) + 0.3 * abs(scale.slope) * times
            if any(abs(scale.value(y) * times - value) <= room for y in heights):
                break
        else:
            raise PictureError(
                f"{search.where}: {word.text!r} stands beside nothing that is drawn to {value:g}"
            )


def match_looks(search: Search, found: Sequence[tuple[Series, list[Mark]]]) -> None:
    """Series that differ look different: in colour, dash, kind, strength or width, or are named."""
    for n, (one, mine) in enumerate(found):
        for other, theirs in found[n + 1 :]:
            same = {m.look for m in mine} & {m.look for m in theirs}
            wide = sorted((mine[0].width, theirs[0].width))
            if (
                same
                and one.kind not in ("band", "stepband")
                and one.label != other.label
                and not (one.label and other.label)
                and wide[1] < 1.8 * wide[0]
            ):
                raise PictureError(f"{search.where}: {one.high} and {other.high} look the same: {same}")


def _stand(search: Search, each: Beside, here: Sequence[Mark]) -> None:
    """Marks that show no row stand where they are declared to, from end to end."""
    for scale, wanted, first in ((search.panel.x, each.across, 0), (search.panel.y, each.up, 1)):
        ends = sorted(sorted((mark.box[first], mark.box[first + 2])) for mark in here)
        for (start, end), (low, high) in zip(ends, sorted(wanted) if wanted else [], strict=bool(wanted)):
            if scale is None:
                raise PictureError(f"{search.where}: no axis for {each.why}")
            edges = sorted((scale.px(low), scale.px(high)))
            if abs(start - edges[0]) > 2 * HAIR or abs(end - edges[1]) > 2 * HAIR:
                raise PictureError(
                    f"{search.where}: {each.why}: drawn from {scale.value(start):.2f} to "
                    f"{scale.value(end):.2f}, not {low:.2f} to {high:.2f}"
                )


def match_moments(search: Search, words: Sequence[Words]) -> None:
    """A fine upright line stands on the day that the words beside it name."""
    scale = search.panel.x
    for mark in search.panel.marks:
        if scale is None or not scale.days or mark.dash != FINE:
            continue
        x = mark.centre[0]
        for word in words:
            named = _DAY.match(word.text)
            if named and abs(word.x - x) < 6:
                stands = date.fromordinal(round(scale.value(x)))
                if (stands.month, stands.day) != (int(named[1]), int(named[2])):
                    raise PictureError(f"{search.where}: {word.text!r} stands on {stands}")


def _shaded(search: Search, mark: Mark) -> None:
    """Quiet shading lies over a period that is known."""
    scale = search.panel.x
    if scale is None or scale.days:
        raise PictureError(f"{search.where}: shading without an axis of years")
    start, end = (scale.value(px) for px in (mark.box[0], mark.box[2]))
    if not any(abs(start - a) < 0.1 and abs(end - b) < 0.1 for a, b in SHADED.values()):
        raise PictureError(f"{search.where}: shaded from {start:.2f} to {end:.2f}; known are {SHADED}")


def rest(search: Search, beside: Sequence[Beside]) -> None:
    """Nothing is left but ruled lines at ticks, quiet shading, plates, and what is declared."""
    panel, left = search.panel, list(search.left)
    for each in beside:
        here = [m for m in left if m.kind == each.kind and m.colour == each.colour]
        if len(here) != each.count:
            raise PictureError(
                f"{search.where}: {len(here)} {each.kind} in {each.colour}, not {each.count} ({each.why})"
            )
        _stand(search, each, here)
        left = [m for m in left if m not in here]
    for mark in left:
        if mark.kind == "rect" and mark.box[3] - mark.box[1] < 0.1:
            continue  # a bar of nothing
        if mark.colour == "event":
            _shaded(search, mark)
        if mark.colour not in QUIET:
            at = said(search, mark.centre)
            raise PictureError(f"{search.where}: a {mark.kind} in {mark.colour} at {at} shows no row")
        if mark.kind in ("area", "dot") or (mark.kind == "rect" and mark.colour not in ("event", "paper")):
            raise PictureError(f"{search.where}: a {mark.kind} in {mark.colour} shows no row")
        box = mark.box
        level = mark.kind == "rule" and box[3] - box[1] < 0.2 and box[2] - box[0] > 20
        if level and panel.y is not None:
            if (
                not any(abs(px - mark.centre[1]) < HAIR for px, _ in panel.y.ticks)
                and abs(mark.centre[1] - panel.lowest) > HAIR
            ):
                raise PictureError(
                    f"{search.where}: a ruled line at {said(search, mark.centre)} has no label"
                )
        elif mark.kind == "rule" and box[3] - box[1] > 9 and mark.dash != FINE:
            if panel.y is None and panel.x and any(abs(px - box[0]) < HAIR for px, _ in panel.x.ticks):
                continue
            raise PictureError(f"{search.where}: an upright line at {said(search, mark.centre)} shows no row")
