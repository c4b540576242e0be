"""How good the answers are: graded queries, the ids that a result stands for, and the usual measures."""

from __future__ import annotations

import csv
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from pathlib import Path

import yaml

from macros.search.entries import read_page
from macros.search.index import page_address

# A whole page or table, and what it holds: it counts as its best graded member less so many grades.
CONTAINERS = {
    "sec-qe": (2, ("sec-qe-what", "sec-qe-how", "sec-qe-history")),
    "sec-qt": (2, ("sec-qt-what", "sec-qt-how", "sec-qt-history")),
    "sec-effects": (2, ("sec-effects-inflation", "sec-effects-assets", "sec-effects-stability")),
    "sec-fiscal": (2, ("sec-fiscal-budget", "sec-fiscal-independence")),
    "sec-taiwan": (2, ("sec-taiwan-spillover", "sec-taiwan-sectors", "sec-taiwan-investors")),
    "faq": (2, tuple(f"faq-{number:02}" for number in range(1, 31))),
    "table": (1, tuple(f"table-{number:02}" for number in range(1, 9))),
}
GRADED = {
    "sec-intro",
    "sec-conclusion",
    *CONTAINERS,
    *(name for _, held in CONTAINERS.values() for name in held),
}
HELD_BY = {member: box for box, (_, members) in CONTAINERS.items() for member in members}
RIGHT = 2  # a result of this grade answers a good part of the question
DEEPEST = 10  # results beyond the tenth count for nothing
NEGATIVE = "negative"


@dataclass(frozen=True)
class Query:
    """What somebody asks, in which way, and which ids answer it how well (1 to 3). No id: nothing should."""

    kind: str
    text: str
    expected: Mapping[str, int]
    struck: str = ""
    """Why a negative no longer is one: what the book now says of it."""


@dataclass(frozen=True)
class Scores:
    """The measures over some queries; shares between 0 and 1."""

    queries: int
    mrr: float
    hit_1: float
    hit_3: float
    faq_3: float
    nothing: float
    marked: float = 0.0
    """The share that is answered only by what comes closest."""


def read_queries(table: Path) -> list[Query]:
    """Read the table of graded queries: kind, query, "id=grade id=grade", why it was struck."""
    with table.open(encoding="utf-8", newline="") as lines:
        return [
            Query(
                row["kind"],
                row["query"],
                {
                    name: int(grade)
                    for name, _, grade in (pair.partition("=") for pair in row["expected"].split())
                },
                row["struck"],
            )
            for row in csv.DictReader(lines)
        ]


class Names:
    """The ids that an address of the built site stands for.

    An address in a page that carries a graded id stands for that id, a question or a row for its own, and any
    other page for the ids that its front matter says it `refines`.
    """

    def __init__(self, site: Path, docs: Path) -> None:
        self.headings: dict[str, str] = {}
        self.refines: dict[str, list[str]] = {}
        for source in docs.rglob("*.md"):
            url = page_address(source.relative_to(docs).as_posix())
            meta = front_matter(source.read_text(encoding="utf-8"))
            self.refines[url] = list(meta.get("refines", ()))  # type: ignore[call-overload]
            self.headings[url] = read_page(site, url).entries[0].name

    def __call__(self, address: str) -> list[str]:
        """The graded ids behind an address below the site's root, "qt/how/#qt-how-caps"."""
        url, _, anchor = address.partition("#")
        if anchor in GRADED:
            return [anchor]
        if anchor.startswith(("faq-", "table-")):
            return []
        if self.headings.get(url) in GRADED:
            return [self.headings[url]]
        return self.refines.get(url, [])


def is_question(name: str) -> bool:
    """Whether a graded place is a question of the FAQ, by its id alone or by its address."""
    return name.rpartition("#")[2].startswith("faq-")


def place_names(address: str) -> list[str]:
    """What a graded place may be called: by its address, or as a figure wherever it stands, "#fig-…"."""
    _, _, anchor = address.partition("#")
    return [address, f"#{anchor}"] if anchor.startswith("fig-") else [address]


def sets_aside(table: Path) -> dict[str, list[Query]]:
    """The sets of queries that were kept aside until they had been asked once, the newest one last.

    Columns: set, seen_since (the day on which it ceased to be blind), kind, query, expected, struck; what is
    expected are addresses of the book, and nothing where the book has no answer: `struck` says why.
    """
    with table.open(encoding="utf-8", newline="") as lines:
        names = [(row["seen_since"], row["set"]) for row in csv.DictReader(lines)]
    queries = list(zip(names, read_queries(table), strict=True))
    return {name[1]: [query for of, query in queries if of == name] for name in sorted(set(names))}


def newest_set(table: Path) -> list[Query]:
    """The newest set of queries that were kept aside."""
    return list(sets_aside(table).values())[-1]


def in_reading_order(query: Query, addresses: Sequence[str], card: str) -> list[list[str]]:
    """What a reader meets in turn, as graded places: the glossary's answer above the list, then the list.

    An answer of the glossary that nobody graded stands beside the list and takes no place in it.
    """
    met = [card, *addresses] if card in query.expected else addresses
    return [place_names(address) for address in met]


def front_matter(text: str) -> dict[str, object]:
    """What stands between the first two lines of three dashes."""
    if not text.startswith("---\n"):
        return {}
    return dict(yaml.safe_load(text[4 : text.index("\n---", 3)]) or {})


def grades(results: Sequence[Sequence[str]], expected: Mapping[str, int]) -> list[int]:
    """The grade of each result in turn; an id counts once in a list, or again when its grade is higher."""
    paid: dict[str, int] = {}
    found = []
    for names in results:
        target, grade = max(
            (_grade(name, expected, paid) for name in names), key=lambda each: each[1], default=("", 0)
        )
        found.append(grade if grade > paid.get(target, 0) else 0)
        paid[target] = max(paid.get(target, 0), grade)
    return found


def _grade(name: str, expected: Mapping[str, int], paid: Mapping[str, int]) -> tuple[str, int]:
    """Which graded id a result pays for, and at which grade."""
    if name in expected:
        return name, expected[name]
    if name in CONTAINERS:
        less, members = CONTAINERS[name]
        held = [member for member in members if member in expected]
        best = max(held, key=lambda member: expected[member], default="")
        return best, max(0, expected.get(best, 0) - less)
    box = HELD_BY.get(name, "")
    return box, max(0, expected.get(box, 0) - 1)


def score(
    queries: Iterable[Query], answers: Mapping[str, Sequence[Sequence[str]]], marked: Collection[str] = ()
) -> Scores:
    """The measures of the queries that something answers; `answers`: query -> ids of each result in turn.

    A query in `marked` was answered only by what comes closest: a right answer among these counts half.
    """
    asked = [query for query in queries if query.expected]
    ranks, worth, faq = [], [], []
    for query in asked:
        found = grades(answers[query.text], query.expected)[:DEEPEST]
        ranks.append(next((rank for rank, grade in enumerate(found, 1) if grade >= RIGHT), math.inf))
        worth.append(0.5 if query.text in marked else 1.0)
        wanted = {name for name, grade in query.expected.items() if is_question(name) and grade >= RIGHT}
        if wanted:
            faq.append(any(wanted & set(names) for names in answers[query.text][:3]))
    count = len(asked)
    return Scores(
        queries=count,
        mrr=fsum(share / rank for rank, share in zip(ranks, worth, strict=True)) / count,
        hit_1=fsum(share for rank, share in zip(ranks, worth, strict=True) if rank == 1) / count,
        hit_3=fsum(share for rank, share in zip(ranks, worth, strict=True) if rank <= 3) / count,
        faq_3=fsum(faq) / len(faq) if faq else 1.0,
        nothing=sum(1 for query in asked if not answers[query.text]) / count,
        marked=sum(1 for query in asked if query.text in marked) / count,
    )


def false_answers(
    queries: Iterable[Query], answers: Mapping[str, Sequence[object]], marked: Collection[str] = ()
) -> float:
    """The share of the negatives, those struck aside, that show anything not marked as only the closest."""
    negatives = [query for query in queries if query.kind == NEGATIVE and not query.struck]
    shown = [query for query in negatives if answers[query.text] and query.text not in marked]
    return len(shown) / len(negatives)
