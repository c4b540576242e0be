"""Where the book uses a term: its entry in the glossary lists the pages whose prose opens a card from it."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from html import escape

from lxml import html as lxml_html

from macros.pages.page import Page

GLOSSARY = "glossary/"
FEW = 4
"""So many pages at most are listed in view; more wait for the reader's tap."""
_CARD = re.compile(r'<a class="qeqt-term" href="[^"]*#([\w-]+)"')
_HEADING = re.compile(r'<h[1-4]\b[^>]*\bid="([\w-]+)"')
_ENTRY = re.compile(r'<div id="(term-[\w-]+)"[^>]*>.*?</dd>(?=</div>)', re.DOTALL)


@dataclass
class Uses:
    """Where the finished pages first use a term.

    `order`: the pages' addresses in the order of the book.
    `places`: a term's anchor -> page, section in it that uses the term first, name of the page.
    """

    order: list[str]
    places: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))

    def read(self, page: Page) -> None:
        """Take in the cards of a page."""
        start, end = page.article
        article = page.html[start:end]
        cards = list(_CARD.finditer(article))
        if not cards:
            return
        name = name_of(article)
        headings = [(found.start(), found[1]) for found in _HEADING.finditer(article)]
        for card in cards:
            above = [anchor for at, anchor in headings if at < card.start()]
            inside = f"#{above[-1]}" if len(above) > 1 else ""
            self.places[card[1]].append((page.address, inside, name))

    def line(self, anchor: str, root: str) -> str:
        """Return the line of a term's entry, "" where no page has a card of it."""
        turn = {address: n for n, address in enumerate(self.order)}
        found = sorted(self.places.get(anchor, []), key=lambda place: turn.get(place[0], len(turn)))
        links = "、".join(
            f'<a href="{root}{address}{inside}">{escape(name)}</a>' for address, inside, name in found
        )
        if not found:
            return ""
        if len(found) <= FEW:
            return f'<dd class="qeqt-uses" data-unsearched>出現在：{links}</dd>'
        return (
            f'<dd class="qeqt-uses" data-unsearched><details><summary>出現在 {len(found)} 頁</summary>'
            f"{links}</details></dd>"
        )

    def set(self, page: Page) -> None:
        """Print under each entry of the glossary where its term is used."""
        start, end = page.article
        said = _ENTRY.sub(lambda entry: entry[0] + self.line(entry[1], page.root), page.html[start:end])
        page.replace_article(said)


def name_of(article: str) -> str:
    """Return the words of a page's first heading, "" where it has none."""
    tree = lxml_html.fragment_fromstring(article, create_parent="div")
    found = tree.find(".//h1")
    if found is None:
        return ""
    for sign in found.find_class("headerlink"):
        sign.drop_tree()
    return " ".join(str(found.text_content()).split())
