"""A mechanism: what happens step by step, each step drawn as accounts or as a chain, from the model's flows.

All steps stand in the page, one below the other, and on paper; a script shows them one at a time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from math import fsum

from macros.figures.figure import Figure, FigureError, Row, refuse
from macros.figures.panels import Picture
from macros.figures.theme import Layout
from macros.text import formats

ASSETS, LIABILITIES = "資產", "負債"
SIDES = {ASSETS: "資產", LIABILITIES: "負債與資本"}
A_HAIR = 1e-9
"""Relative gap up to which two sides of an account are equal."""


@dataclass(frozen=True)
class Entry:
    """A change in a book: whose, on which side, of what, by how much in the step's unit."""

    book: str
    side: str
    item: str
    change: float


@dataclass(frozen=True)
class Node:
    """A link of a chain: what moves, and by how much, in words."""

    name: str
    value: str


@dataclass(frozen=True)
class Step:
    """One step: its heading, what happens in a sentence, and accounts (in `unit`) or a chain.

    loop: the last link leads back to the first.
    """

    title: str
    text: str
    entries: Sequence[Entry] = ()
    unit: str = ""
    chain: Sequence[Node] = ()
    loop: bool = False

    def books(self) -> list[str]:
        """Return whose accounts change, in their order."""
        return list(dict.fromkeys(entry.book for entry in self.entries))

    def total(self, book: str, side: str) -> float:
        """Return how much a side of a book changes."""
        return fsum(e.change for e in self.entries if (e.book, e.side) == (book, side))

    def balances(self) -> bool:
        """Whether both sides of every account change by the same amount."""
        size = max((abs(entry.change) for entry in self.entries), default=0.0)
        return all(
            abs(self.total(book, ASSETS) - self.total(book, LIABILITIES)) <= A_HAIR * size
            for book in self.books()
        )


@dataclass(frozen=True)
class Mechanism:
    """Steps, with the finding, the rows, rules and sources of a figure."""

    figure: Figure
    steps: Sequence[Step]


_MECHANISMS: dict[str, Callable[[], Mechanism]] = {}


def no_picture(_: Layout) -> Picture:
    """A mechanism is written in HTML: there is no chart to draw."""
    raise FigureError("a mechanism has steps and no chart")


def mechanism(name: str) -> Callable[[Callable[[], Mechanism]], Callable[[], Mechanism]]:
    """Register a function that returns a Mechanism under a permanent name."""

    def register(function: Callable[[], Mechanism]) -> Callable[[], Mechanism]:
        if name in _MECHANISMS:
            raise FigureError(f"mechanism {name!r} is registered twice")
        _MECHANISMS[name] = function
        return function

    return register


def names() -> list[str]:
    """Return every registered mechanism's name."""
    return sorted(_MECHANISMS)


@cache
def found(name: str) -> Mechanism:
    """Run the mechanism registered under a name; raises FigureError where its numbers do not bear it out."""
    if name not in _MECHANISMS:
        raise FigureError(f"mechanism {name!r} is not registered; {formats.nearest(name, names())}")
    made = _MECHANISMS[name]()
    known = Mechanism(replace(made.figure, name=name), made.steps)
    refuse(known.figure)
    if wrong := [step.title for step in known.steps if not step.balances()]:
        raise FigureError(f"mechanism {name!r}: the accounts of 「{wrong[0]}」 do not balance")
    return known


def rows_of(steps: Sequence[Step]) -> list[Row]:
    """Return every entry of every step as a row."""
    return [
        {"step": n, "what": step.title, "book": e.book, "side": e.side, "item": e.item, "change": e.change}
        for n, step in enumerate(steps, 1)
        for e in step.entries
    ]


def _bar(share: float) -> str:
    """Draw an amount as a bar, in per cent of the largest of its step."""
    return (
        '<svg class="qeqt-book__bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{100 * share:.1f}" height="4"/></svg>'
    )


def _line(entry: Entry, unit: str, largest: float) -> str:
    kind = "more" if entry.change > 0 else "less"
    amount = formats.money(entry.change, unit, "億", signed=True, bare=True)
    return (
        f'<li class="qeqt-book__{kind}"><span>{escape(entry.item)}</span> '
        f"<b>{amount}</b>{_bar(abs(entry.change) / largest)}</li>"
    )


def _account(step: Step, book: str, largest: float) -> str:
    def cell(side: str) -> str:
        lines = "".join(
            _line(e, step.unit, largest) for e in step.entries if (e.book, e.side) == (book, side)
        )
        return f"<td><ul>{lines}</ul></td>" if lines else "<td>不變</td>"

    unit = formats.unit_word(step.unit, "億")
    heads = "".join(f'<th scope="col">{name}</th>' for name in SIDES.values())
    return (
        f'<table class="qeqt-book"><caption>{escape(book)}<small>（{unit}）</small></caption>'
        f"<thead><tr>{heads}</tr></thead>"
        f"<tbody><tr>{''.join(map(cell, SIDES))}</tr></tbody></table>"
    )


def _parts(step: Step) -> Iterator[str]:
    if step.entries:
        largest = max(abs(entry.change) for entry in step.entries)
        accounts = "".join(_account(step, book, largest) for book in step.books())
        yield f'<div class="qeqt-books">{accounts}</div>'
    if step.chain:
        links = "".join(
            f"<li><span>{escape(node.name)}</span> <b>{escape(node.value)}</b></li>" for node in step.chain
        )
        kind = " qeqt-chain--loop" if step.loop else ""
        yield f'<ol class="qeqt-chain{kind}">{links}</ol>'


def steps_html(name: str) -> str:
    """Return the steps of a mechanism as a list; each has an id of its own."""
    known = found(name)
    items = "".join(
        f'<li class="qeqt-step" id="{known.figure.id}-{n}">'
        f'<p class="qeqt-step__title">{escape(step.title)}</p>'
        f'<p class="qeqt-step__text">{escape(step.text)}</p>{"".join(_parts(step))}</li>'
        for n, step in enumerate(known.steps, 1)
    )
    return f'<ol class="qeqt-steps__list">{items}</ol>'
