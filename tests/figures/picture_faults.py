"""Faults that a reader sees in a picture, read off its drawing alone; each says where it is."""

from collections.abc import Iterator
from itertools import pairwise

from macros.figures.theme import DARK, LIGHT, em_width, palette
from tests.figures.picture_marks import FINE, Drawing, Mark, Words

Box = tuple[float, float, float, float]
QUIET = ("rule", "ink-soft", "event", "paper")
"""Colours of what stands behind the data: ruled lines, axes, shading."""
CONTRAST = 4.5
"""The least ratio of a label to its ground (WCAG 2.2, 1.4.3)."""
PHONE = 358
"""CSS px of a column on a phone of 390."""
EDGE = 1.0
"""CSS px by which a label may reach over an edge."""
TYPE = {"title": (18.4, 27.5), "measure": (13.6, 21.8)}
"""Size and line height on a phone, CSS px, of what stands above a picture."""
FOOT = 64.0
"""CSS px below a picture on a phone: a line of source, what is offered, the space between."""


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _inside(box: Box, x: float, y: float, room: float = 0) -> bool:
    return box[0] + room < x < box[2] - room and box[1] + room < y < box[3] - room


def _crosses(mark: Mark, box: Box) -> bool:
    """Whether a line runs through a box, its outermost two px aside."""
    for (a, b), (c, d) in pairwise(mark.points):
        pieces = max(1, int(max(abs(c - a), abs(d - b)) / 2))
        if any(
            _inside(box, a + (c - a) * n / pieces, b + (d - b) * n / pieces, 2) for n in range(pieces + 1)
        ):
            return True
    return False


def _rimmed(word: Words, drawing: Drawing) -> bool:
    """Whether paper stands around the words: a rim of their own, or the one that the page gives to names."""
    twin = any(
        w.colour == "paper" and (w.text, w.x, w.y) == (word.text, word.x, word.y) for w in drawing.words
    )
    return word.strong or twin


def said(drawing: Drawing) -> list[Words]:
    """Return the words that are read: rims of others left out."""
    return [word for word in drawing.words if word.colour != "paper" and word.text.strip()]


def clipped(drawing: Drawing) -> Iterator[str]:
    """Labels that run out of the picture."""
    for word in said(drawing):
        left, top, right, foot = word.box
        if left < -EDGE or top < -EDGE or right > drawing.width + EDGE or foot > drawing.height + EDGE:
            yield f"label {word.text!r} is cut off by the picture's edge"


def crossed(drawing: Drawing) -> Iterator[str]:
    """Labels that a series runs through, without paper around them."""
    series = [m for m in drawing.marks if m.kind == "line" and m.colour not in QUIET and m.dash != FINE]
    for word in said(drawing):
        if not _rimmed(word, drawing) and any(_crosses(mark, word.box) for mark in series):
            yield f"label {word.text!r} is crossed by a line"


def _ground(word: Words, drawing: Drawing, colours: dict[str, str]) -> str:
    middle = (word.box[0] + word.box[2]) / 2
    shaded = any(
        m.colour == "event" and m.kind == "rect" and _inside(m.box, middle, word.middle)
        for m in drawing.marks
    )
    return colours["event" if shaded and not _rimmed(word, drawing) else "paper"]


def faint(drawing: Drawing) -> Iterator[str]:
    """Labels that stand out too little from their ground, in either scheme."""
    for scheme in (LIGHT, DARK):
        colours = palette()[scheme]
        for word in said(drawing):
            ratio = contrast(colours[word.colour], _ground(word, drawing, colours))
            if ratio < CONTRAST:
                yield f"label {word.text!r} in {word.colour} has a contrast of {ratio:.2f} ({scheme})"


def _solid(drawing: Drawing) -> list[Box]:
    marks = [m.box for m in drawing.marks if m.colour != "paper" and m.colour != "event"]
    return [*marks, *(word.box for word in said(drawing))]


def misplaced(drawing: Drawing) -> Iterator[str]:
    """Headings of panels that stand nearer to what is above them than to their own panel."""
    boxes = _solid(drawing)
    for word in said(drawing):
        if not (word.strong and word.colour == "ink" and word.anchor == "start" and word.x < 10):
            continue
        left, top, right, foot = word.box
        across = [b for b in boxes if b[0] < right and b[2] > left]
        above = max((b[3] for b in across if b[3] <= top + 1), default=None)
        below = min((b[1] for b in across if b[1] >= foot - 1), default=None)
        if above is not None and below is not None and top - above < below - foot - 1:
            gaps = f"{top - above:.0f} px below a panel, {below - foot:.0f} above its own"
            yield f"heading {word.text!r} is {gaps}"


def on_nought(drawing: Drawing) -> Iterator[str]:
    """Series that lie on the line of nought: they show nothing."""
    noughts = [w.middle for w in said(drawing) if w.text == "0" and w.anchor == "end"]
    for mark in drawing.marks:
        left, top, right, foot = mark.box
        level = mark.kind == "line" and mark.colour not in QUIET and foot - top < 2 and right - left > 100
        if level and any(abs((top + foot) / 2 - nought) < 2 for nought in noughts):
            yield f"a line in {mark.colour} lies on nought from {left:.0f} to {right:.0f} px"


def units_of(panel: dict[str, str]) -> Iterator[str]:
    """Units that meet on one axis: column -> unit, of the series that a panel draws along one scale."""
    units = sorted(set(panel.values()))
    if len(units) > 1:
        yield f"{', '.join(panel)} are drawn on one axis in {' and '.join(units)}"


def overlong(title: str, measure: str, height: float) -> Iterator[str]:
    """Words around a picture that take more room on a phone than the picture of that height."""
    room = FOOT
    for text, (size, line) in zip((title, measure), TYPE.values(), strict=True):
        room += line * -(-em_width(text, size) // (PHONE - size / 2))
    if room > height:
        yield f"{room:.0f} px of words around a picture of {height:.0f} px on a phone"


DRAWN = (clipped, crossed, faint, misplaced, on_nought)


def faults(drawing: Drawing) -> list[str]:
    """Return every fault of a picture."""
    return [fault for look in DRAWN for fault in look(drawing)]
