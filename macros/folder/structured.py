"""Structured data for search engines, made from the same text that the reader sees."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import html as lxml_html

from macros.folder.comparison import dataset
from macros.folder.pages import Page

LANGUAGE = "zh-Hant-TW"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
HEADINGS = ("h1", "h2", "h3", "h4")
# Not part of the text: permalinks, figures, notes beside it, what only opens on request.
ASIDE = ".//a[@class='headerlink']|.//figure|.//aside|.//script|.//style|.//sup|.//*[@popover]|.//*[@hidden]"


@dataclass(frozen=True)
class Site:
    """What the structured data says about the book as a whole."""

    name: str
    description: str
    url: str | None


def plain_text(element: lxml_html.HtmlElement) -> str:
    """The element's text with white space folded."""
    return " ".join(str(element.text_content()).split())


def questions(article: str) -> Iterator[tuple[str, str, str]]:
    """(id, question, answer) of every heading whose id is faq-…"""
    tree = lxml_html.fragment_fromstring(article, create_parent="div")
    for outside in tree.xpath(ASIDE):
        outside.drop_tree()
    for heading in tree.xpath(".//*[starts-with(@id, 'faq-')]"):
        if heading.tag not in HEADINGS:
            continue
        answer = []
        for below in heading.itersiblings():
            if below.tag in HEADINGS:
                break
            answer.append(plain_text(below))
        yield heading.get("id"), plain_text(heading), " ".join(part for part in answer if part)


def statements(page: Page, site: Site, changed: date | None) -> list[dict[str, Any]]:
    """What a search engine may know of the page."""
    address = {"url": site.url + page.address} if site.url else {}
    book: dict[str, Any] = {
        "@type": "WebSite",
        "name": site.name,
        "description": site.description,
        "inLanguage": LANGUAGE,
    }
    if site.url:
        book["url"] = site.url
    if page.address == "":
        return [book]
    article: dict[str, Any] = {
        "@type": "Article",
        "headline": page.meta("qeqt:title"),
        "description": page.meta("description"),
        "inLanguage": LANGUAGE,
        "license": LICENCE,
        "isPartOf": book,
        **address,
    }
    if changed:
        article["dateModified"] = changed.isoformat()
    said = [article]
    start, end = page.article
    compared = dataset(page, site.url, LICENCE, LANGUAGE)
    if compared:
        said.append(compared)
    asked = list(questions(page.html[start:end])) if 'id="faq-' in page.html[start:end] else []
    if asked:
        said.append(
            {
                "@type": "FAQPage",
                "inLanguage": LANGUAGE,
                **address,
                "mainEntity": [
                    {
                        "@type": "Question",
                        "@id": f"{address.get('url', '')}#{anchor}",
                        "name": question,
                        "acceptedAnswer": {"@type": "Answer", "text": answer},
                    }
                    for anchor, question, answer in asked
                ],
            }
        )
    return said


def add_statements(page: Page, site: Site, changed: date | None) -> None:
    """Add the page's structured data to its head; an error page has none."""
    if not page.path.name.startswith("404"):
        said = {"@context": "https://schema.org", "@graph": statements(page, site, changed)}
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
        page.add_to_head(f'<script type="application/ld+json">{text}</script>')
