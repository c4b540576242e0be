"""Quiet shading of a chart from the calendar: what happened, as qeqt/data/events.toml has it."""

from functools import cache

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import iso
from macros.figures.figure import Row
from macros.figures.panels import Frame, layered
from macros.figures.theme import colour
from macros.text.formats import nearest
from qeqt import data
from qeqt.data.records import Event

SHADE = 0.8
"""How full the tint of a shaded period is: the ruled lines show through."""


@cache
def _events() -> dict[str, Event]:
    return {event.id: event for event in data.events()}


def event(name: str) -> Event:
    """Return an event by its id; raises KeyError with the nearest."""
    known = _events()
    if name not in known:
        raise KeyError(f"event {name!r} is not in events.toml; {nearest(name, list(known))}")
    return known[name]


def shading(start: str, end: str, frame: Frame, name: str = "", *, drop: float = 0) -> alt.LayerChart:
    """Shade quietly from one event to another; the name stands at the head, ``drop`` px lower."""
    days = {"date": iso(event(start).date), "until": iso(event(end).date)}
    return _shaded(days, frame, name, drop)


def lasting(found: str, frame: Frame, name: str = "", *, drop: float = 0) -> alt.LayerChart:
    """Shade the days of an event that lasts."""
    known = event(found)
    return _shaded({"date": iso(known.date), "until": iso(known.until or known.date)}, frame, name, drop)


def _shaded(days: Row, frame: Frame, name: str, drop: float) -> alt.LayerChart:
    box = alt.Chart(alt.InlineData(values=[days])).mark_rect(color=colour("event"), opacity=SHADE)
    head = labels.PIXEL(frame.layout.small + 2 + drop)
    word = labels.write(name, x=axes.when(), y=head, at=days, dx=4)
    return layered(box.encode(x=axes.when(), x2="until"), *([word] if name else []))


def line(
    date: str, frame: Frame, name: str = "", align: str = "left", *, drop: float = 0, ruled: bool = True
) -> alt.LayerChart:
    """Mark a day by a fine upright line, its name at its head, ``drop`` px lower; or by the name alone."""
    day: Row = {"date": iso(date)}
    rule = alt.Chart(alt.InlineData(values=[day])).mark_rule(style="moment").encode(x=axes.when())
    head = labels.PIXEL(frame.layout.small + 2 + drop)
    shift = {"left": 5, "right": -5}.get(align, 0)
    words = labels.rimmed(name, x=axes.when(), y=head, at=day, dx=shift, align=align)
    return layered(*([rule] if ruled else []), *([words] if name else []))
