"""The picture against its rows: every series found where the axes put it, nothing drawn that no row has."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tests.figures.picture_axes import Panel, PictureError, Scale, steps
from tests.figures.picture_look import HAIR, Search, match_looks, rest, said
from tests.figures.picture_marks import Mark, Point, Words
from tests.figures.picture_series import Series, Shown

Row = Mapping[str, Any]
_KEYS = ("date", "year", "month", "day", "quarter")


def worth(expression: str, row: Row, columns: Iterable[str]) -> Any:
    """Work out an expression over a row; None when a column that it names is empty there."""
    code = compile(expression, expression, "eval")
    known = set(columns)
    names = [name for name in code.co_names if name not in ("min", "max", "int")]
    if stray := [name for name in names if name not in known]:
        raise PictureError(f"{expression!r} names {stray[0]!r}, which is no column of the figure")
    if " is None" not in expression and any(row.get(name) is None for name in names):
        return None
    return eval(
        code, {"__builtins__": {}, "min": min, "max": max, "int": int}, {n: row.get(n) for n in names}
    )


def decimal_year(text: str, at: str) -> float:
    """Place a date on an axis of years: a day at its start, a month at its start, middle or last day."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return float(parts[0])
    if len(parts) == 3:
        return parts[0] + (parts[1] - 1 + (parts[2] - 1) / monthrange(parts[0], parts[1])[1]) / 12
    days = monthrange(parts[0], parts[1])[1]
    return parts[0] + (parts[1] - 1 + {"start": 0.0, "middle": 0.5, "end": (days - 1) / days}[at]) / 12


def place(row: Row, series: Series, shown: Shown, scale: Scale, columns: Sequence[str]) -> float:
    """The value on the level axis at which a row has to stand."""
    wanted = series.x or shown.x
    if wanted and wanted != "start":
        return float(worth(wanted, row, columns))
    key = next(name for name in _KEYS if name in columns)
    text = str(row[key])
    if scale.days:
        return float(date.fromisoformat(text).toordinal())
    return decimal_year(text, "start" if wanted == "start" else "middle" if shown.at == "day" else shown.at)


_MONEY, _POINTS = re.compile(r"(兆|億)?(?:美元|歐元|英鎊|日圓|元)"), re.compile(r"(千)?點")


def factor(words: Iterable[Words], units: Iterable[str]) -> float:
    """How many of the axis's units one of the rows' is, by the words over the axis and the columns' unit."""
    unit = next(iter(units))
    if not (unit.startswith("bn") or unit == "index points"):
        return 1.0
    asked = _MONEY if unit.startswith("bn") else _POINTS
    said = [found for word in sorted(words, key=lambda w: w.y) if (found := asked.search(word.text))]
    if not said:
        if unit == "index points":
            return 1.0
        raise PictureError(f"no word over the axis says in what {unit} is counted")
    big = said[0][1] or ""
    return {"bn": {"兆": 1e-3, "億": 10.0, "": 1e9}, "in": {"千": 1e-3, "": 1.0}}[unit[:2]][big]


def _apart(seen: Sequence[Point], wanted: Sequence[Point]) -> tuple[float, int]:
    """How far two lists of points lie apart, and where most."""
    gaps = [max(abs(a - c), abs(b - d)) for (a, b), (c, d) in zip(seen, wanted, strict=True)]
    worst = max(range(len(gaps)), key=lambda n: gaps[n])
    return gaps[worst], worst


def _outline(mark: Mark) -> tuple[list[Point], list[Point]]:
    """The two edges of an area, from left to right."""
    half = len(mark.points) // 2
    return list(mark.points[:half]), list(reversed(mark.points[half:]))


def match_path(search: Search, series: Series, wanted: list[Point], hair: float = HAIR) -> list[Mark]:
    """Find the line or staircase through the wanted points."""
    points = steps(wanted) if series.kind == "step" else wanted
    seen = search.candidates(["line"], series)
    told = []
    for mark in seen:
        found = list(mark.points)
        if len(found) != len(points):
            told.append(f"one has {len(found)} points, the rows {len(points)}")
            continue
        gap, at = _apart(found, points)
        if gap <= hair:
            search.claim([mark])
            return [mark]
        told.append(
            f"point {at} is drawn at {said(search, found[at])}, the rows say {said(search, points[at])}"
        )
    raise PictureError(
        f"{search.where}: no {series.kind} of {series.high} in {series.colour}: {told or 'none'}"
    )


def match_band(
    search: Search, series: Series, low: list[Point], high: list[Point], hair: float = HAIR
) -> list[Mark]:
    """Find the area between two edges."""
    if series.kind == "stepband":
        low, high = steps(low), steps(high)
    told = []
    for mark in search.candidates(["area", "rect"], series):
        one, other = _outline(mark)
        if not len(one) == len(other) == len(low) == len(high):
            told.append(f"one has {len(one)} places, the rows {len(low)}")
            continue
        up, down = sorted((one, other), key=lambda edge: sum(y for _, y in edge))
        gap, at = max(_apart(down, low), _apart(up, high))
        if gap <= hair:
            search.claim([mark])
            return [mark]
        told.append(f"place {at}: {said(search, down[at])} to {said(search, up[at])}, the rows say "
                    f"{said(search, low[at])} to {said(search, high[at])}")  # fmt: skip
    raise PictureError(
        f"{search.where}: no band {series.low} to {series.high} in {series.colour}: {told or 'none'}"
    )


def match_dots(search: Search, series: Series, wanted: list[Point], hair: float = HAIR) -> list[Mark]:
    """Find a dot at each wanted point; of `some`, a point for each dot, and at least one."""
    seen = search.candidates(["dot"], series)
    found = []
    if series.some:
        found = [
            m
            for m in seen
            if any(abs(m.centre[0] - x) < 1.2 and abs(m.centre[1] - y) < 1.2 for x, y in wanted)
        ]
        if not found:
            raise PictureError(f"{search.where}: no dot of {series.high} in {series.colour} lies on a row")
        search.claim(found)
        return found
    for x, y in wanted:
        near = [
            m for m in seen if abs(m.centre[0] - x) < hair and abs(m.centre[1] - y) < hair and m not in found
        ]
        if not near:
            raise PictureError(
                f"{search.where}: no dot of {series.high} in {series.colour} at {said(search, (x, y))}"
            )
        found.append(near[0])
    search.claim(found)
    return found


def match_bars(
    search: Search, series: Series, wanted: list[tuple[float, float, float]], hair: float = HAIR
) -> list[Mark]:
    """Find a bar at each place from one height to another."""
    seen = search.candidates(["rect"], series)
    found: list[Mark] = []
    for x, one, other in wanted:
        top, foot = sorted((one, other))
        near = [
            m
            for m in seen
            if m not in found
            and (m.box[0] - 1 < x < m.box[2] + 1 if series.covers else abs(m.centre[0] - x) < hair)
            and abs(m.box[1] - top) < hair
            and abs(m.box[3] - foot) < hair
        ]
        if not near and foot - top > hair:
            at = [m for m in seen if abs(m.centre[0] - x) < 3]
            drawn = [f"{said(search, (m.box[0], m.box[1]))} down to {m.box[3]:.1f} px" for m in at]
            raise PictureError(
                f"{search.where}: no bar of {series.high} in {series.colour} from {said(search, (x, foot))} "
                f"to {said(search, (x, top))}; there: {drawn or 'none'}"
            )
        found += near[:1]
    search.claim(found)
    return found


def monthly(rows: Sequence[Row]) -> list[Row]:
    """The last row of each month, placed in its middle: what a bar that covers the month shows."""
    last = {str(row["date"])[:7]: row for row in rows}
    return [{**row, "date": f"{month}-15"} for month, row in last.items()]


def match_series(
    search: Search, series: Series, shown: Shown, rows: Sequence[Row], columns: Mapping[str, str]
) -> list[Mark]:
    """Find a series of a panel with two axes."""
    panel, names = search.panel, list(columns)
    if panel.y is None:
        raise PictureError(f"{search.where}: no value axis")
    used = [u for name, u in columns.items() if re.search(rf"\b{name}\b", series.high + " " + series.low)]
    times = factor(panel.words, used)
    rows = [r for r in rows if not series.where or worth(series.where, r, names)]
    if series.covers:
        rows = monthly(rows)
    points: list[tuple[float, float, float]] = []
    for row in rows:
        top = worth(series.high, row, names)
        low = worth(series.low, row, names) if series.low else 0
        if top is None or low is None:
            continue
        if panel.x is None:
            across = _category(panel, str(row[shown.category]))
        else:
            across = panel.x.px(place(row, series, shown, panel.x, names))
        if not panel.left - 1 <= across <= panel.right + 1:
            if series.until or series.kind not in ("dots", "step"):
                raise PictureError(f"{search.where}: {series.high} has a row beyond the picture: {dict(row)}")
            continue
        points.append((across, panel.y.px(times * low), panel.y.px(times * top)))
    if not points:
        raise PictureError(f"{search.where}: the rows have no {series.high}")
    if series.until and panel.x:
        points.append((panel.x.px(series.until), *points[-1][1:]))
    path = [(x, top) for x, _, top in points]
    if series.kind in ("line", "step"):
        return match_path(search, series, path)
    if series.kind in ("band", "stepband"):
        return match_band(search, series, [(x, low) for x, low, _ in points], path)
    if series.kind == "dots":
        return match_dots(search, series, path)
    return match_bars(search, series, points)


def _category(panel: Panel, name: str) -> float:
    """The place of a category: where its name stands, on one line or on two."""
    by_place: dict[float, str] = {}
    for word in sorted(panel.categories, key=lambda w: w.y):
        key = next((x for x in by_place if abs(x - word.x) < 0.6), word.x)
        by_place[key] = by_place.get(key, "") + word.text
    for x, text in by_place.items():
        if text == name:
            return x
    raise PictureError(f"no place is named {name!r}; named are {sorted(by_place.values())}")


def match_panel(
    panel: Panel, shown: Shown, rows: Sequence[Row], columns: Mapping[str, str], where: str
) -> list[tuple[Series, list[Mark]]]:
    """Hold a panel with two axes to its rows; return which marks show which series."""
    search = Search(panel, where)
    found = [(series, match_series(search, series, shown, rows, columns)) for series in shown.series]
    match_looks(search, found)
    rest(search, shown.beside)
    return found


def match_level(
    panel: Panel, shown: Shown, rows: Sequence[Row], columns: Mapping[str, str], where: str
) -> list[tuple[Series, list[Mark]]]:
    """Hold a panel whose values lie along the foot, a row a name, to its rows."""
    search, names = Search(panel, where), list(columns)
    scale = panel.x
    if scale is None:
        raise PictureError(f"{where}: no value axis along the foot")
    rows = [r for r in rows if not shown.where or worth(shown.where, r, names)]
    heights = {str(r[shown.category]): _height(panel, str(r[shown.category]), where) for r in rows}
    found = []
    for series in shown.series:
        mine = []
        for row in rows:
            if series.where and not worth(series.where, row, names):
                continue
            high = worth(series.high, row, names)
            low = worth(series.low, row, names) if series.low else high
            if high is None or low is None:
                continue
            name = str(row[shown.category])
            mine.append(_one(search, series, scale, (float(low), float(high)), (name, heights)))
        found.append((series, mine))
    match_looks(search, [(s, m) for s, m in found if m])
    rest(Search(replace(panel, y=None, marks=tuple(search.left)), where), shown.beside)
    return found


def _height(panel: Panel, name: str, where: str) -> float:
    said = [w for w in panel.words if w.text == name or w.text.startswith(f"{name}（")]
    if len(said) != 1:
        raise PictureError(f"{where}: {len(said)} names {name!r} in the panel")
    return said[0].middle


def _one(
    search: Search,
    series: Series,
    scale: Scale,
    ends: tuple[float, float],
    row: tuple[str, Mapping[str, float]],
) -> Mark:
    kinds = {"dots": ["dot"], "bars": ["rect"], "span": ["line", "rule"], "tick": ["line", "rule"]}[
        series.kind
    ]
    name, heights = row
    left, right = sorted(scale.px(end) for end in ends)
    for mark in search.candidates(kinds, series):
        nearest = min(heights, key=lambda each: abs(heights[each] - mark.centre[1]))
        if nearest != name:
            continue
        box = mark.box
        spot = (mark.centre[0],) * 2 if series.kind in ("dots", "tick") else (box[0], box[2])
        if abs(spot[0] - left) < HAIR and abs(spot[1] - right) < HAIR:
            search.claim([mark])
            return mark
    raise PictureError(
        f"{search.where}: {name}: no {series.kind} of {series.high} in {series.colour} at {ends}"
    )
