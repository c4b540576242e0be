"""Quiet shading of a chart from the calendar: what happened, as qeqt/data/events.toml has it."""

from functools import cache

from macros.figures.canvas import Anchor, Plot, year
from macros.text.formats import nearest
from qeqt import data
from qeqt.data.records import Event


@cache
def _events() -> dict[str, Event]:
    return {event.id: event for event in data.events()}


def event(name: str) -> Event:
    """Return an event by its id; raises KeyError with the nearest."""
    known = _events()
    if name not in known:
        raise KeyError(f"event {name!r} is not in events.toml; {nearest(name, list(known))}")
    return known[name]


def shade(plot: Plot, start: str, end: str, name: str = "", *, drop: float = 0) -> None:
    """Shade from one event to another; the name stands at the head, `drop` px lower."""
    plot.shade(year(event(start).date), year(event(end).date), name, drop=drop)


def span(plot: Plot, name: str, label: str = "", *, drop: float = 0) -> None:
    """Shade the days of an event that lasts."""
    found = event(name)
    plot.shade(year(found.date), year(found.until or found.date), label, drop=drop)


def moment(plot: Plot, name: str, label: str = "", anchor: Anchor = "start", *, drop: float = 0) -> None:
    """Mark the day of an event by a fine line."""
    plot.moment(year(event(name).date), label, anchor, drop=drop)
