"""Unmoved runs that others lean on: kept while cases and parameter values are what they were."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from qeqt.core.case import Book, Case
from qeqt.core.number import Number
from qeqt.core.results import Results

MOST = 64
"""Runs that are kept; those that were made first go."""


@dataclass(frozen=True)
class Unmoved:
    """A run of a case as its records have it, with all that it rests on."""

    case: Case
    leans_on: tuple[Case, ...]
    values: dict[str, Number]
    results: Results


RUNS: OrderedDict[str, Unmoved] = OrderedDict()


def known(book: Book, values: dict[str, Number]) -> dict[str, Results]:
    """Return the kept runs of a book's cases that are still what they were, at a bank's own values."""
    found: dict[str, Results] = {}
    for key in book:
        kept = RUNS.get(key)
        now = (book[key], leaning(book, key), values)
        if kept is not None and (kept.case, kept.leans_on, kept.values) == now:
            found[key] = kept.results
    return found


def keep(book: Book, values: dict[str, Number], runs: dict[str, Results]) -> None:
    """Keep runs of a book's cases, made at a bank's own values."""
    for key, results in runs.items():
        kept = RUNS.get(key)
        if kept is None or kept.results is not results:
            RUNS[key] = Unmoved(book[key], leaning(book, key), values, results)
    while len(RUNS) > MOST:
        RUNS.popitem(last=False)


def leaning(book: Book, key: str) -> tuple[Case, ...]:
    """Return the cases that a case leans on, directly or through another."""
    found: list[Case] = []
    for other in (book[key].other_programme, book[key].reference):
        if other:
            found += [book[other], *leaning(book, other)]
    return tuple(found)
