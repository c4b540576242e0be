"""The notebook's page: its template left out scripts and styles; what it describes becomes figures here."""

from __future__ import annotations

import json
import re
from html import escape, unescape

from macros.figures.html import Book, figure_html
from macros.notebook import figures
from macros.notebook import source as notebook
from macros.notebook.output import SAID
from macros.pages.page import FolderError, Page
from macros.text.address import from_root

MARK = re.compile(r"\s*\{#[a-z][a-z0-9-]*\}")
"""A heading's declared id: mkdocs-jupyter reads it and leaves it standing."""
ANCHOR = re.compile(r'<a class="anchor-link" href="(#[^"]+)">[^<]*</a>')
HEADER = r'<a class="headerlink" href="\1" title="這一節的固定連結">&para;</a>'
LINK = re.compile(r'href="([\w/-]+\.md(?:#[\w-]+)?)"')
REFUSED = re.compile(r'<div class="qeqt-refused">(.*?)</div>', re.DOTALL)
ABOUT = re.compile(r'(<meta (?:name="|property="og:)description" content=")[^"]*')
"""What the page is about: the theme, which reads no notebook's head, says what the book is about."""
TITLE = re.compile(r'(<meta (?:name="qeqt:|property="og:)title" content="|<title>)[^"｜<]*')
"""What the page is called: the theme says what the contents call it."""


def finish_notebook(page: Page, name: str) -> None:
    """Give the notebook's page, and no other, its figures, the book's links, its title and description.

    ``name``: the book's. Raises FolderError for what no page shows: warnings, pictures, a library's HTML.
    """
    if page.address != notebook.ADDRESS:
        return
    start, end = page.article
    article = MARK.sub("", page.html[start:end])
    if refused := REFUSED.search(article):
        said = unescape(refused[1]).strip()
        raise FolderError(f"{notebook.SOURCE.name}: a cell puts out what no page shows: {said}")
    article = LINK.sub(lambda found: f'href="{from_root("model/" + found[1])}"', ANCHOR.sub(HEADER, article))
    page.replace_article(SAID.sub(lambda found: shown(found, name), article))
    page.html = MARK.sub("", page.html)
    said_of = {key: escape(text, quote=True) for key, text in notebook.heading().items()}
    page.html = ABOUT.sub(lambda found: found[1] + said_of["description"], page.html)
    page.html = TITLE.sub(lambda found: found[1] + said_of["title"], page.html)


def shown(found: re.Match[str], name: str) -> str:
    """Return one output as the page shows it: what was described becomes a figure of the book."""
    if not found["figure"]:
        return found[0]
    described = json.loads(unescape(found["figure"]))
    return figure_html(figures.register(described), from_root, Book(name))
