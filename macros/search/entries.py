"""What a reader can be sent to: the sections, questions, rows and figures of the built pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import html

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SILENT = frozenset({"script", "style", "svg", "math", "template", "button", "form", "nav", "noscript"})
SILENT_CLASSES = frozenset(
    {"admonition-title", "headerlink", "footnote", "footnote-ref", "md-source-file", "md-tags"}
    | {"quote", "qeqt-colophon"}  # what a chapter was made from and when: no answer to what it is about
)
INLINE = frozenset(
    {"a", "abbr", "b", "code", "data", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small"}
)
FIGURE_WORDS = ("qeqt-figure__measure", "qeqt-figure__summary")
LISTS = frozenset({"接著讀"})
"""Headings of sections that say where to go and what was read, and explain nothing."""
POINTER = ("\x02", "\x03")  # stand around the words of a link while a text is read
INLINE |= {"span", "strong", "sub", "sup", "time", "u", "var", "wbr"}


class SearchError(RuntimeError):
    """The built folder is not what the search needs; says what was found and what would be right."""


@dataclass
class Entry:
    """One place in the book: where it is, what it is called, what it says."""

    page: str
    anchor: str
    kind: str  # page, section, list, faq, figure, row of the comparison, event of the timeline, record
    title: str
    text: str = ""
    name: str = ""  # its id; a page's first entry has one, though its address needs none
    about: str = ""  # found by it, but not shown: what the page says it is about


@dataclass
class Page:
    """A built page with its entries, in reading order; the first one stands for the page itself."""

    url: str
    title: str
    boost: float = 1.0
    entries: list[Entry] = field(default_factory=list)
    terms: dict[str, str] = field(default_factory=dict)  # anchor of a glossary term -> its address


def read_page(site: Path, url: str, boost: float = 1.0) -> Page:
    """Take one built page apart. `url` is the page's address inside the site, "" for the home page."""
    file = site / url / "index.html" if url == "" or url.endswith("/") else site / url
    root = html.fromstring(file.read_text(encoding="utf-8"))
    articles = root.find_class("md-content__inner")
    if not articles:
        raise SearchError(f"{file}: found no article to index; expected .md-content__inner")
    page = Page(url, "", boost)
    reader = _Reader(page)
    reader.walk(articles[0])
    if not page.entries:
        raise SearchError(f"{file}: found no heading with an id to index")
    page.entries[0].about = "".join(root.xpath("//meta[@name='description']/@content"))
    for entry in page.entries:
        entry.text = without_pointers(_tidy(entry.text))
        entry.name = entry.name or entry.anchor
    page.title = page.entries[0].title
    return page


class _Reader:
    """Walks an article in reading order and gives each text to the entry that it stands under."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.current: Entry | None = None

    def walk(self, element: Any) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._visit(child)
            self._say(child.tail)

    def _visit(self, element: Any) -> None:
        tag, anchor = element.tag, element.get("id", "")
        if "qeqt-records" in element.get("class", ""):
            self.page.entries += _events(self.page.url, element)
        if _silent(element):
            return
        if anchor.startswith("term-"):
            self.page.terms[anchor] = f"{self.page.url}#{anchor}"
        elif tag in HEADINGS and anchor:
            self._open(anchor, _kind(anchor, plain(element)), plain(element))
        elif tag == "figure" and anchor.startswith("fig-"):
            self.page.entries.append(_figure(self.page.url, element))
        elif tag == "tr" and (row := _row(self.page.url, element)):
            self.page.entries.append(row)
        elif tag == "tr" and all(cell.tag == "th" for cell in element):
            return  # the names of columns say nothing by themselves
        else:
            pointer = tag == "a" and _points_inside(element)
            self._break(element)
            self._say(POINTER[0] if pointer else "")
            self._say(element.text)
            self.walk(element)
            self._say(POINTER[1] if pointer else "")
            self._break(element)

    def _open(self, anchor: str, kind: str, title: str) -> None:
        first = self.current is None
        self.current = Entry(
            self.page.url, "" if first else anchor, "page" if first else kind, title, name=anchor
        )
        self.page.entries.append(self.current)

    def _say(self, text: str | None) -> None:
        if text and self.current is not None:
            self.current.text += re.sub(r"\s+", " ", text)

    def _break(self, element: Any) -> None:
        if element.tag not in INLINE and self.current is not None:
            self.current.text += "\n"


def _kind(anchor: str, title: str) -> str:
    """What a heading opens."""
    if re.fullmatch(r"faq-\d+", anchor):
        return "faq"
    return "list" if title in LISTS else "section"


def _points_inside(link: Any) -> bool:
    """Whether a link leads elsewhere in the book: not a hover card, nor a number's or a text's source."""
    shown = "qeqt-term" in link.get("class", "") or link.getparent().tag == "data"
    return not shown and "://" not in link.get("href", "://")


def without_pointers(text: str) -> str:
    """A text without its signposts: bracketed references, and sentences that are mostly links elsewhere."""
    opening, closing = POINTER
    link = f"{opening}[^{closing}]*{closing}"
    text = re.sub(f"（見{link}[^（）。！？\n]*）", "", text)
    kept = []
    for sentence in re.findall(f"(?:{link}|[^。！？\n])*[。！？\n]?", text):
        said = sentence.replace(opening, "").replace(closing, "")
        linked = _letters("".join(re.findall(link, sentence)))
        kept.append("\n" if linked and linked * 2 >= _letters(said) else said)
    return _tidy("".join(kept))


def _letters(text: str) -> int:
    """How much a text says, punctuation aside."""
    return len(re.sub(r"\W", "", text))


def _silent(element: Any) -> bool:
    classes = set(element.get("class", "").split())
    return (
        element.tag in SILENT
        or bool(classes & SILENT_CLASSES)
        or element.get("data-unsearched") is not None
        or element.get("hidden") is not None
    )


def _figure(page: str, element: Any) -> Entry:
    """A figure is found by its finding, its measure and how the summary that is read aloud begins."""
    title = element.find_class("qeqt-figure__title")
    if not title:
        raise SearchError(f"{page}#{element.get('id')}: the figure has no .qeqt-figure__title to index")
    said = [
        re.split(r"(?<=。)", plain(part))[0] for name in FIGURE_WORDS for part in element.find_class(name)
    ]
    return Entry(page, element.get("id"), "figure", plain(title[0]), "\n".join(said))


def _row(page: str, element: Any) -> Entry | None:
    """A table row that carries an id, itself or in its first cell, answers on its own."""
    cells = [cell for cell in element if cell.tag in ("td", "th")]
    anchors = [element.get("id")] + [part.get("id") for part in (cells[0].iter() if cells else ())]
    anchor = next((name for name in anchors if name), None)
    if anchor is None or len(cells) < 2:
        return None
    heads = [plain(cell) for cell in next(next(element.iterancestors("table")).iter("tr"))]
    said = [f"{head}：{plain(cell)}" for head, cell in zip(heads[1:], cells[1:], strict=False)]
    kind = "row" if re.fullmatch(r"table-\d+", anchor) else "record"
    return Entry(page, anchor, kind, plain(cells[0]), "\n".join(said))


def _events(page: str, records: Any) -> Iterator[Entry]:
    """The timeline's events: what happened, then when and how. Other records say where numbers come from."""
    for record in records:
        if record.get("id", "").startswith("event-"):
            name, day, *said = (plain(part) for part in record)
            yield Entry(page, record.get("id"), "event", name, "\n".join([day, *said[:1]]))


def plain(element: Any) -> str:
    """The words of an element, without permalinks, scripts, drawings and equations."""
    return _tidy("".join(_words(element)))


def _words(element: Any) -> Iterator[str]:
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        if isinstance(child.tag, str) and not _silent(child):
            yield from _words(child)
            if child.tag not in INLINE:
                yield "\n"
        yield re.sub(r"\s+", " ", child.tail or "")


def _tidy(text: str) -> str:
    lines = (re.sub(r"[\s\u00a0\u200b]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
