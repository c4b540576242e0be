"""The data behind a page as schema.org tells of them: a figure's rows, the terms of the glossary."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from macros.figures import figure
from macros.figures.figure import Figure
from macros.figures.html import csv_path
from macros.pages.page import Page
from qeqt.data.records import Term

FIGURE = re.compile(r'<figure class="qeqt-figure" id="fig-([^"]+)"')
A_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
Statement = dict[str, Any]


def figures_of(page: Page) -> Iterator[Figure]:
    """Each figure of the page whose rows a reader may take home."""
    start, end = page.article
    for name in dict.fromkeys(FIGURE.findall(page.html[start:end])):
        found = figure.figure(name)
        if found.open:
            yield found


def period(found: Figure) -> str:
    """The first and the last date of the rows, "2000-03-31/2026-06-30"; "" where rows are no dates."""
    cells = [str(row.get(found.columns[0].key)) for row in found.rows]
    if not cells or not all(A_DATE.fullmatch(cell) for cell in cells):
        return ""
    return f"{min(cells)}/{max(cells)}"


def dataset_of(found: Figure, address: str, root: str | None) -> Statement:
    """A figure's rows as a Dataset, with the CSV where the site has an address.

    `address`: the page's own, "" where the site has none.
    """
    said: Statement = {
        "@type": "Dataset",
        "@id": f"{address}#{found.id}",
        "name": found.measure,
        "description": f"{found.title}。{found.summary}",
        "isAccessibleForFree": True,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.label, "unitText": column.unit}
            for column in found.passed_on
            if column.numeric
        ],
    }
    sources = [f"{sidecar.meta.producer}，{sidecar.meta.name_zh}" for sidecar in found.sidecars]
    if sources or found.other:
        said["isBasedOn"] = [*sources, *found.other]
    if covered := period(found):
        said["temporalCoverage"] = covered
    if root:
        said["url"] = said["@id"]
        said["distribution"] = [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": root + csv_path(found.name),
            }
        ]
    return said


def datasets(page: Page, url: str | None) -> list[Statement]:
    """Every figure's data on the page; `url`: the site's address, None where it has none."""
    address = f"{url}{page.address}" if url else ""
    return [dataset_of(found, address, url) for found in figures_of(page)]


def defined_terms(page: Page, terms: Mapping[str, Term], url: str | None) -> Statement | None:
    """The glossary as a DefinedTermSet; None on a page that does not print its entries."""
    start, end = page.article
    present = set(re.findall(r'<div id="(term-[^"]+)"', page.html[start:end]))
    if not present:
        return None
    address = f"{url}{page.address}" if url else ""
    here = [term for term in terms.values() if term.anchor in present]
    return {
        "@type": "DefinedTermSet",
        "@id": f"{address}#glossary",
        "name": page.meta("qeqt:title"),
        "hasDefinedTerm": list(term_statements(here, address)),
    }


def term_statements(terms: Iterable[Term], address: str) -> Iterator[Statement]:
    """Each term: its name, its other names, its definition and its place on the page."""
    for term in terms:
        said: Statement = {
            "@type": "DefinedTerm",
            "@id": f"{address}#{term.anchor}",
            "name": term.term_zh,
            "description": term.definition_zh,
        }
        if others := [name for name in (term.term_en, *term.printed) if name]:
            said["alternateName"] = others
        if term.abbr:
            said["termCode"] = term.abbr
        yield said
