"""search/index.json: everything the worker needs, as small as it can be said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from macros.search import folding
from macros.search.entries import Entry, Page, SearchError
from qeqt.data.records import CoverageRow, Term

INDEX = "search/index.json"

Place = tuple[str, str]
"""The address of a page and the id of a heading in it."""


def words(
    glossary: Mapping[str, Term], everyday: Mapping[str, tuple[str, ...]], addresses: Mapping[str, str]
) -> list[list[Any]]:
    """One row a meaning: the book's word and its other names; a term adds English, definition and address.

    A name that folds to one already in the row (Simplified characters, capitals) is left out.
    """
    rows: list[list[Any]] = []
    for term in glossary.values():
        english = " ".join(part for part in (term.term_en, term.abbr and f"({term.abbr})") if part)
        said = [term.definition_zh, addresses.get(term.anchor, "")]
        rows.append(
            [term.term_zh, _others(term.term_zh, term.abbr, term.term_en, *term.aliases), english, *said]
        )
    rows += [[own, _others(own, *others)] for own, *others in everyday.values()]
    return rows


def _others(own: str, *names: str) -> list[str]:
    """The names that a reader's spelling cannot already reach through another one."""
    found: dict[str, str] = {}
    for name in (own, *names):
        if name:
            found.setdefault(folding.fold(name.lower()), name)
    return list(found.values())[1:]


def page_address(source: str) -> str:
    """The address below the site's root of a source below docs/: "qe/index.md" -> "qe/"."""
    return re.sub(r"(?:(?<=/)|^)index\.md$", "", source).replace(".md", "/")


def place(anchor: str) -> Place:
    """The place that the records call "page.md#heading"."""
    source, _, heading = anchor.partition("#")
    return page_address(source), heading


def gather(pairs: Iterable[tuple[str, str]], known: Collection[Place], what: str) -> dict[Place, list[str]]:
    """Words by place, from pairs of "page.md#heading" and a word.

    Raises SearchError when a place does not exist in the built book; `what` names the file that says so.
    """
    found: dict[Place, list[str]] = {}
    for anchor, word in pairs:
        if place(anchor) not in known:
            raise SearchError(f"{what}: {word} is said to stand at {anchor}, which is no heading of the book")
        found.setdefault(place(anchor), []).append(word)
    return found


def ways_to_ask(asked: Mapping[str, Sequence[str]], known: Collection[Place]) -> Callable[[Place], str]:
    """The ways to ask for a place, a line each; a figure's are its own wherever it stands.

    Raises SearchError when a place does not exist in the built book.
    """
    figures = {name for _, name in known if name.startswith("fig-")}
    by_place = {place(anchor): "\n".join(words) for anchor, words in asked.items()}
    for (page, name), anchor in zip(by_place, asked, strict=True):
        if (page, name) not in known and not (anchor.startswith("#") and name in figures):
            raise SearchError(f"asked.toml: {anchor} is no heading and no figure of the book")
    return lambda here: by_place.get(here) or by_place.get(("", here[1]), "") if here[1] else ""


def _stands_elsewhere(entry: Entry, found: Sequence[Page]) -> bool:
    """Whether a figure is found on another page: the first of the part that its name begins with."""
    if entry.kind != "figure":
        return False
    pages = [page.url for page in found if any(other.anchor == entry.anchor for other in page.entries)]
    part = entry.anchor.removeprefix("fig-").partition("_")[0] + "/"
    return entry.page != next((url for url in pages if url.startswith(part)), pages[0])


def assemble(
    found: Sequence[Page],
    glossary: Mapping[str, Term],
    everyday: Mapping[str, tuple[str, ...]],
    coverage: Iterable[CoverageRow],
    asked: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """The index as the worker reads it.

    An entry is [page, anchor, kind, title, text, subjects, terms, asked]: the last three are not
    shown: what a page says it is about, which words of the glossary are mainly treated there, and in which
    words people ask for it.
    """
    addresses = {anchor: address for page in found for anchor, address in page.terms.items()}
    known = {(page.url, entry.name) for page in found for entry in page.entries}
    gather(((row.anchor, row.item_zh) for row in coverage), known, "coverage.csv")  # refuses what is nowhere
    treated = gather(
        ((anchor, term.term_zh) for term in glossary.values() for anchor in term.treated),
        known,
        "glossary.toml",
    )
    ways = ways_to_ask(asked, known)
    entries = []
    for number, page in enumerate(found):
        for entry in page.entries:
            if _stands_elsewhere(entry, found):
                continue
            here = (page.url, entry.name)
            terms = "\n".join(treated.get(here, ()))
            entries.append(
                [number, entry.anchor, entry.kind, entry.title, entry.text, entry.about, terms, ways(here)]
            )
    said = words(glossary, everyday, addresses)
    texts = [str(part) for entry in entries for part in entry[3:]]
    texts += [name for row in said for name in (row[0], *row[1])]
    return {
        "pages": [[page.url, page.title, page.boost] for page in found],
        "hubs": [number for number, page in enumerate(found) if _is_hub(page)],
        "entries": entries,
        "words": said,
        "fold": folding.table(texts),
    }


def _is_hub(page: Page) -> bool:
    """Whether a reader who found nothing is well served here: the questions, the glossary."""
    return bool(page.terms) or any(entry.kind == "faq" for entry in page.entries)


def write(site: Path, data: dict[str, Any]) -> bytes:
    """Write the index; returns its bytes.

    Its entries stand by column, all headings, all texts: what is alike together travels smaller.
    """
    columns = list(zip(*data["entries"], strict=True))
    body = json.dumps({**data, "entries": columns}, ensure_ascii=False, separators=(",", ":")).encode()
    (site / INDEX).parent.mkdir(exist_ok=True)
    (site / INDEX).write_bytes(body)
    return body


def read(site: Path) -> dict[str, Any]:
    """The index of a built site, one row an entry."""
    data: dict[str, Any] = json.loads((site / INDEX).read_text(encoding="utf-8"))
    return {**data, "entries": [list(row) for row in zip(*data["entries"], strict=True)]}
