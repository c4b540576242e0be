"""search/index.json: everything the worker needs, as small as it can be said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from macros.search import folding
from macros.search.entries import Page, read_page
from qeqt.records import Term

THEME_INDEX = "search/search_index.json"
INDEX = "search/index.json"


class SearchError(RuntimeError):
    """The built folder is not what the search needs; says what was found and what would be right."""


def pages(site: Path) -> list[Page]:
    """The pages that the theme itself would index, with the boost that their front matter asks for."""
    file = site / THEME_INDEX
    if not file.is_file():
        raise SearchError(f"{file}: not found; the theme's search plugin must be on in mkdocs.yml")
    boosts: dict[str, float] = {}
    for doc in json.loads(file.read_text(encoding="utf-8"))["docs"]:
        boosts.setdefault(doc["location"].partition("#")[0], float(doc.get("boost", 1)))
    if not boosts:
        raise SearchError(f"{file}: holds no pages; the search was built twice over the same folder")
    return [read_page(site, url, boost) for url, boost in boosts.items()]


def words(glossary: Mapping[str, Term], addresses: Mapping[str, str]) -> list[list[Any]]:
    """One row a meaning: the book's own word, what else it is called, English, definition, address."""
    rows: list[list[Any]] = []
    for term in glossary.values():
        names = [name for name in (term.abbr, term.term_en, *term.aliases) if name]
        english = " ".join(part for part in (term.term_en, term.abbr and f"({term.abbr})") if part)
        rows.append([term.term_zh, names, english, term.definition_zh, addresses.get(term.anchor, "")])
    return rows


def assemble(found: list[Page], glossary: Mapping[str, Term]) -> dict[str, Any]:
    """The index as the worker reads it."""
    addresses = {anchor: address for page in found for anchor, address in page.terms.items()}
    said = words(glossary, addresses)
    entries = [
        [number, entry.anchor, entry.kind, entry.title, entry.text]
        for number, page in enumerate(found)
        for entry in page.entries
    ]
    texts = [part for page in found for entry in page.entries for part in (entry.title, entry.text)]
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
    """Write the index; returns its bytes."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    (site / INDEX).write_bytes(body)
    return body
