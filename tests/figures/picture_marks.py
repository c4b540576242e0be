"""What an SVG shows, read back from it alone: its marks, its words, each with its place and its look.

Nothing here knows how the picture was made. Places are CSS px from the top left corner.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]
_TOKEN = re.compile(r"var\(--qeqt-([\w-]+)\)")
_TRANSLATE = re.compile(r"translate\(\s*(-?[\d.]+)(?:[, ]+(-?[\d.]+))?\s*\)")
_STEP = re.compile(r"([MLHVAZmlhvaz])([^MLHVAZmlhvaz]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
MODEL_DASH, FINE = "5,4", "1,3"


@dataclass(frozen=True)
class Mark:
    """A mark: a line, an area, a rect, a dot or a rule; its corners, and how it looks."""

    kind: str
    points: tuple[Point, ...]
    colour: str
    dash: str = ""
    width: float = 1
    opacity: float = 1
    gaps: int = 0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def centre(self) -> Point:
        """The middle of its box."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    @property
    def look(self) -> tuple[object, ...]:
        """What tells it from another: colour, dash, kind, strength."""
        return self.colour, self.dash, self.kind, self.opacity


@dataclass(frozen=True)
class Words:
    """A text with its place: `x` is where it is anchored, `y` its baseline."""

    text: str
    x: float
    y: float
    anchor: str
    size: float
    strong: bool
    colour: str

    @property
    def wide(self) -> float:
        """Its width, 1 em a Han character and 0.56 em the rest."""
        return self.size * sum(1 if ord(letter) >= 0x2E80 else 0.56 for letter in self.text)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        left = self.x - self.wide * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]
        return left, self.y - 0.8 * self.size, left + self.wide, self.y + 0.2 * self.size

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y - 0.36 * self.size


@dataclass(frozen=True)
class Drawing:
    """A picture: all its marks in the order in which they are drawn, and all its words."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]


def _token(paint: str | None) -> str:
    found = _TOKEN.fullmatch(paint or "")
    return found[1] if found else ""


def _path(commands: str) -> Iterator[tuple[str, list[Point]]]:
    """Yield the stretches of a path: the letters of its commands and its corners."""
    letters, corners, at = "", [], (0.0, 0.0)
    for letter, rest in _STEP.findall(commands):
        numbers = [float(n) for n in _NUMBER.findall(rest)]
        if letter in "Mm" and corners:
            yield letters, corners
            letters, corners = "", []
        letters += letter
        x, y = at
        if letter in "ML":
            moves = [(a, b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        elif letter in "Hh":
            moves = [(n + (x if letter == "h" else 0), y) for n in numbers]
        elif letter in "Vv":
            moves = [(x, n + (y if letter == "v" else 0)) for n in numbers]
        elif letter == "A":
            moves = [(numbers[n + 5], numbers[n + 6]) for n in range(0, len(numbers), 7)]
        elif letter in "Zz":
            moves = []
        else:
            raise ValueError(f"path command {letter!r} is not read")
        corners += moves
        at = moves[-1] if moves else at
    if corners:
        yield letters, corners


def _upright(corners: list[Point]) -> bool:
    """Whether corners are those of an upright rectangle."""
    return len(set(corners)) <= 4 and all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(corners))


def _marks(element: etree._Element, x: float, y: float) -> Iterator[Mark]:
    fill, stroke = _token(element.get("fill")), _token(element.get("stroke"))
    look = {
        "colour": fill or stroke,
        "dash": element.get("stroke-dasharray") or "",
        "width": float(element.get("stroke-width") or 1),
        "opacity": float(element.get("opacity") or 1) * float(element.get("fill-opacity") or 1),
    }
    if element.tag == f"{SVG}line":
        ends = [
            (x + float(element.get(f"x{n}") or 0), y + float(element.get(f"y{n}") or 0)) for n in ("1", "2")
        ]
        yield Mark("rule", tuple(ends), **look)
        return
    if element.tag == f"{SVG}rect":
        left, top = x + float(element.get("x") or 0), y + float(element.get("y") or 0)
        right, foot = left + float(element.get("width") or 0), top + float(element.get("height") or 0)
        yield Mark("rect", ((left, top), (right, top), (right, foot), (left, foot)), **look)
        return
    parts = [
        (letters, [(a + x, b + y) for a, b in corners]) for letters, corners in _path(element.get("d") or "")
    ]
    if stroke and not fill:
        points = [point for _, corners in parts for point in corners]
        if points:
            yield Mark("line", tuple(points), gaps=len(parts) - 1, **look)
        return
    for letters, corners in parts:
        kind = "dot" if "A" in letters else "rect" if _upright(corners) else "area"
        yield Mark(kind, tuple(corners), **look)


def _walk(element: etree._Element, x: float, y: float) -> Iterator[Mark | Words]:
    moved = element.get("transform") or ""
    if moved:
        found = _TRANSLATE.fullmatch(moved)
        if not found:
            raise ValueError(f"transform {moved!r} is not read")
        x, y = x + float(found[1]), y + float(found[2] or 0)
    if element.tag == f"{SVG}text":
        x, y = x + float(element.get("x") or 0), y + float(element.get("y") or 0)
        for line in list(element) or [element]:
            y += float(line.get("dy") or 0)
            yield Words(
                "".join(line.itertext()).replace("\u00a0", " "),
                x,
                y,
                element.get("text-anchor") or "start",
                float(element.get("font-size") or 0),
                element.get("font-weight") not in (None, "400", "normal"),
                _token(element.get("fill")),
            )
    elif element.tag in (f"{SVG}path", f"{SVG}line", f"{SVG}rect"):
        yield from _marks(element, x, y)
    elif element.tag != f"{SVG}defs":
        for child in element:
            yield from _walk(child, x, y)


def read(svg: str) -> Drawing:
    """Read a picture; raises ValueError for what it cannot read, so that nothing drawn goes unseen."""
    root = etree.fromstring(svg.encode())
    found = list(_walk(root, 0.0, 0.0))
    _, _, width, height = (float(n) for n in (root.get("viewBox") or "").split())
    return Drawing(
        width,
        height,
        tuple(each for each in found if isinstance(each, Mark)),
        tuple(each for each in found if isinstance(each, Words)),
    )
