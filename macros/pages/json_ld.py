"""Structured data for search engines, made from the same text that the reader sees."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import html as lxml_html

from macros.pages.card import CARD, ICONS
from macros.pages.comparison import dataset
from macros.pages.datasets import Statement, datasets, defined_terms
from macros.pages.last_changed import Dates
from macros.pages.page import Page
from qeqt.data.records import Term

PROJECT = "qeqt"
LANGUAGE = "zh-Hant-TW"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
HEADINGS = ("h1", "h2", "h3", "h4")
# Not part of the text: permalinks, figures, notes beside it, what only opens on request.
ASIDE = (
    ".//a[@class='headerlink']|.//figure|.//aside|.//script|.//style|.//sup|.//*[@popover]|.//*[@hidden]"
    "|.//*[@data-unsearched]"
)


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
            if below.tag in HEADINGS or below.tag == "hr":
                break
            answer.append(plain_text(below))
        yield heading.get("id"), plain_text(heading), " ".join(part for part in answer if part)


def project(site: Site) -> Statement:
    """Who made the book: the project, not a person."""
    said: Statement = {"@type": "Organization", "name": PROJECT, "alternateName": site.name}
    if site.url:
        said |= {
            "@id": f"{site.url}#project",
            "url": site.url,
            "logo": site.url + max(ICONS, key=ICONS.__getitem__),
        }
    return said


def website(site: Site) -> Statement:
    """The book as a whole."""
    said: Statement = {
        "@type": "WebSite",
        "name": site.name,
        "description": site.description,
        "inLanguage": LANGUAGE,
        "license": LICENCE,
        "publisher": project(site),
    }
    if site.url:
        said |= {"url": site.url, "image": site.url + CARD}
    return said


def article(page: Page, site: Site, dates: Dates | None) -> Statement:
    """A page as an Article: who wrote it, when it came out and last changed, what picture stands for it."""
    said: Statement = {
        "@type": "Article",
        "headline": page.meta("qeqt:title"),
        "description": page.meta("description"),
        "inLanguage": LANGUAGE,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "author": project(site),
        "publisher": project(site),
        "isPartOf": {"@type": "WebSite", "name": site.name},
    }
    if site.url:
        said |= {"url": site.url + page.address, "image": page.property("og:image") or site.url + CARD}
        said["isPartOf"]["url"] = site.url
    if dates:
        said |= {"datePublished": dates.first.isoformat(), "dateModified": dates.last.isoformat()}
    return said


def asked(page: Page, site: Site) -> Statement | None:
    """The questions and answers of a page as a FAQPage; None on a page without any."""
    start, end = page.article
    found = list(questions(page.html[start:end])) if 'id="faq-' in page.html[start:end] else []
    if not found:
        return None
    address = {"url": site.url + page.address} if site.url else {}
    return {
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
            for anchor, question, answer in found
        ],
    }


def statements(page: Page, site: Site, dates: Dates | None, terms: Mapping[str, Term]) -> list[Statement]:
    """What a search engine may know of the page."""
    compared = dataset(page, site.url, LICENCE, LANGUAGE)
    data = [*datasets(page, site.url), *([compared] if compared else [])]
    ours = {"creator": project(site), "license": LICENCE, "inLanguage": LANGUAGE}
    further = [defined_terms(page, terms, site.url), asked(page, site)]
    return [
        article(page, site, dates) if page.address else website(site),
        *(said | ours for said in data),
        *(said for said in further if said),
    ]


def add_statements(page: Page, site: Site, dates: Dates | None, terms: Mapping[str, Term]) -> None:
    """Add the page's structured data to its head; an error page has none."""
    if not page.path.name.startswith("404"):
        said = {"@context": "https://schema.org", "@graph": statements(page, site, dates, terms)}
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
        page.add_to_head(f'<script type="application/ld+json">{text}</script>')
