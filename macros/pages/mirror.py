"""The book for machines: every page as Markdown beside its HTML, and llms.txt, which lists them.

The mirror is made from the finished page: what a reader sees, without what only a screen needs.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from macros.kept import build_cache
from macros.pages.json_ld import LICENCE, Site
from macros.pages.last_changed import Dates
from macros.pages.page import Page, write_if_changed

LIST = "llms.txt"
MIRROR = "index.md"
WITHOUT_PART = "開始讀"
GAPS = re.compile(r"\n\s*\n\s*\n")
DRAWN = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
ELEMENTS = frozenset(["script", "style", "template", "button", "form", "input", "output", "canvas"])
CLASSES = frozenset(
    [
        "headerlink",
        "qeqt-cite",
        "qeqt-printed",
        "qeqt-place",
        "qeqt-figure__tools",
        "qeqt-figure__more",
        "qeqt-figure__live",
        "qeqt-figure__plot",
    ]
)


def for_the_screen(element: Tag) -> bool:
    """Whether an element is only drawn, opened or typed into: a figure's rows are its CSV, which is named."""
    return (
        element.name in ELEMENTS
        or not CLASSES.isdisjoint(element.get("class") or ())
        or element.has_attr("popover")
        or element.has_attr("hidden")
    )


class Mirror(MarkdownConverter):
    """HTML of the book to Markdown: equations as LaTeX, addresses whole where the site has one."""

    def __init__(self, base: str) -> None:
        """`base`: the page's own address, "" where the site has none."""
        super().__init__(heading_style="ATX", bullets="-", escape_underscores=False, escape_misc=False)
        self.base = base

    def convert_a(self, element: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a link without its tooltip: the mirror says what the page says."""
        address = str(element.get("href", ""))
        if not address or not text.strip():
            return text
        return f"[{text.strip()}]({urljoin(self.base, address) if self.base else address})"

    def convert_math(self, element: Tag, text: str, parent_tags: set[str]) -> str:
        """Return an equation as the LaTeX that its author wrote."""
        latex = element["alttext"]
        return f"\n\n$$\n{latex}\n$$\n\n" if element.get("display") == "block" else f"${latex}$"


def rows_of(figure: Tag) -> str:
    """Where a figure's rows can be had, "" where its owner forbids passing them on."""
    found = figure.select_one("a.qeqt-figure__csv")
    return str(found.get("href", "")) if found else ""


def mirrored(page: Page, site: Site, dates: Dates | None) -> str:
    """Return the page in Markdown, its front matter first."""
    start, end = page.article
    soup = BeautifulSoup(DRAWN.sub("", page.html[start:end]), "lxml")
    for figure in soup.select("figure"):
        if address := rows_of(figure):
            figure.append(link := soup.new_tag("p"))
            link.append(way := soup.new_tag("a", href=address))
            way.string = "這張圖的資料（CSV）"
    for unwanted in soup.find_all(for_the_screen):
        unwanted.extract()
    base = f"{site.url}{page.address}" if site.url else ""
    text = GAPS.sub("\n\n", Mirror(base).convert_soup(soup)).strip()
    head = {
        "title": page.meta("qeqt:title").partition("｜")[0],
        "description": page.meta("description"),
        "url": base,
        "updated": dates.last.isoformat() if dates else "",
        "licence": LICENCE,
    }
    lines = "\n".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items() if value
    )
    return f"---\n{lines}\n---\n\n{text}\n"


def place(page: Page) -> str:
    """Where a page's mirror lies below the site's root."""
    return f"{page.address}{MIRROR}"


def parts_of(home: Page) -> dict[str, str]:
    """Return the part of each page by address, in the order of the book, from the home page's contents."""
    found: dict[str, str] = {}
    for item in BeautifulSoup(home.html, "lxml").select("nav.md-nav--primary > ul > li"):
        name = item.select_one("label, a")
        nested = "md-nav__item--nested" in (item.get("class") or ())
        part = " ".join(name.get_text().split()) if nested and name else WITHOUT_PART
        for link in item.select("a[href]"):
            address = str(link["href"])
            if not address.startswith(("#", "http")):
                found.setdefault(address.removeprefix(".").removeprefix("/"), part)
    return found


def listed(pages: Iterable[Page], site: Site, parts: Mapping[str, str]) -> str:
    """Return llms.txt: the book in one line, then its pages by part, each with what it is about.

    `parts`: the part of each page by address, in the order of the book.
    """
    known = {page.address: page for page in pages}
    lines = [f"# {site.name}", "", f"> {site.description}"]
    last = None
    for address, part in parts.items():
        if address not in known:
            continue
        page = known[address]
        if part != last:
            lines += ["", f"## {part}", ""]
            last = part
        title = page.meta("qeqt:title").partition("｜")[0]
        lines.append(f"- [{title}]({site.url or ''}{place(page)}): {page.meta('description')}")
    return "\n".join(lines) + "\n"


def write_mirror(folder: Path, pages: list[Page], site: Site, days: Mapping[str, Dates | None]) -> None:
    """Write the mirror of every page but the one for what is not there, and the list of them."""
    shown = [page for page in pages if page.address != "404.html"]
    for page in shown:
        named = hashlib.sha256(page.html.encode()).hexdigest()
        make = partial(mirrored, page, site, days[page.address])
        write_if_changed(folder / place(page), build_cache.once(f"mirror {named}", make))
    home = next((page for page in shown if not page.address), None)
    if home:
        write_if_changed(folder / LIST, listed(shown, site, parts_of(home)))
