"""The comparison table as data: a CSV beside it, and what a search engine may know of it."""

import csv
import io
from typing import Any

from lxml import html as lxml_html

from macros.pages.page import Page

CSV = "assets/data/compare.csv"
# Not part of a cell's text: cards, notes of numbers.
ASIDE = ".//*[@popover]|.//*[@hidden]|.//script|.//sup"


def comparison(article: str) -> list[list[str]]:
    """The table of a page's comparison, its head first; each row begins with its id; empty without one."""
    tree = lxml_html.fragment_fromstring(article, create_parent="div")
    for outside in tree.xpath(ASIDE):
        outside.drop_tree()
    rows = []
    for row in tree.xpath("(.//div[@class='qeqt-compare'])[1]//tr"):
        cells = row.xpath("./th|./td")
        anchor = cells[0].get("id") or "id"
        rows.append([anchor, *(" ".join(str(cell.text_content()).split()) for cell in cells)])
    return rows


def comparison_csv(page: Page) -> str:
    """The comparison of a page as CSV, "" where it has none."""
    start, end = page.article
    if "qeqt-compare" not in page.html[start:end]:
        return ""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(comparison(page.html[start:end]))
    return out.getvalue()


def dataset(page: Page, url: str | None, licence: str, language: str) -> dict[str, Any] | None:
    """The comparison as a schema.org Dataset with its rows and its CSV; None where the page has none."""
    start, end = page.article
    if "qeqt-compare" not in page.html[start:end]:
        return None
    head, *rows = comparison(page.html[start:end])
    root = url or ""
    found: dict[str, Any] = {
        "@type": "Dataset",
        "name": page.meta("qeqt:title"),
        "description": page.meta("description"),
        "inLanguage": language,
        "license": licence,
        "isAccessibleForFree": True,
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "@id": f"{root}{page.address if root else ''}#{anchor}",
                "name": name,
                "value": "；".join(f"{by}：{cell}" for by, cell in zip(head[2:], cells, strict=True)),
            }
            for anchor, name, *cells in rows
        ],
    }
    if root:
        found["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": root + CSV}
        ]
    return found
