"""The pages of a built folder: read once, changed as text, written only when something changed.

The steps work on text and not on a parsed tree: the policy header signs scripts byte by byte, and a tree
written back would change what nobody asked it to change (inline SVG above all).
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

# A tag whose attribute values may hold ">"; comments and processing instructions count as tags.
TAG = re.compile(r"""(<!--.*?-->|<(?:[^'">]++|"[^"]*+"|'[^']*+')*+>)""", re.DOTALL)
NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
THEME_MARK = '<meta name="qeqt:title"'
ARTICLE = ('<article class="md-content__inner', ">", "</article>")


class FolderError(Exception):
    """A step over the built folder found what must not be published."""


@dataclass
class Page:
    """One built page: where it lies below the site's root, and its HTML."""

    path: Path
    html: str

    @property
    def root(self) -> str:
        """The way from this page to the site's root: "" or "../../"."""
        return "../" * (len(self.path.parts) - 1)

    @property
    def address(self) -> str:
        """The page's address below the site's root: "qe/what/", "404.html"."""
        return self.path.as_posix().removesuffix("index.html")

    @property
    def sources(self) -> tuple[str, ...]:
        """Files below docs/, one of which it comes from: "qe/what/" from qe/what.md or qe/what/index.md."""
        address = self.address.rstrip("/")
        return f"{address}.md", f"{address}/index.md".lstrip("/"), f"{address}.py"

    @property
    def of_the_theme(self) -> bool:
        """Whether our template made it; a search engine's verification file, for one, it did not."""
        return THEME_MARK in self.html

    @property
    def article(self) -> tuple[int, int]:
        """Where the article begins and ends in the HTML; (0, 0) on a page without one."""
        place = 0
        for mark in ARTICLE[:2]:
            place = self.html.find(mark, place) + len(mark)
            if place < len(mark):
                return 0, 0
        end = self.html.find(ARTICLE[2], place)
        return (place, end) if end >= 0 else (0, 0)

    def meta(self, name: str) -> str:
        """What a <meta name=…> says, "" where the page has none."""
        found = re.search(rf'<meta name="{re.escape(name)}" content="([^"]*)">', self.html)
        return unescape(found.group(1)) if found else ""

    def property(self, name: str) -> str:
        """What a <meta property=…> says, "" where the page has none."""
        found = re.search(rf'<meta property="{re.escape(name)}" content="([^"]*)">', self.html)
        return unescape(found.group(1)) if found else ""

    def replace_article(self, article: str) -> None:
        """Put another text in the article's place."""
        start, end = self.article
        self.html = self.html[:start] + article + self.html[end:]

    def add_to_head(self, tag: str) -> None:
        """Add one element at the end of the head."""
        self.html = self.html.replace("</head>", f"{tag}\n  </head>", 1)


def paths(folder: Path) -> list[Path]:
    """Where every HTML file lies below `folder`."""
    return sorted(file.relative_to(folder) for file in folder.rglob("*.html"))


def read_files(folder: Path, since: float = 0.0, without: Container[Path] = ()) -> Iterator[Page]:
    """Every HTML file below `folder` that was written after `since` (seconds of the epoch), but some."""
    for path in paths(folder):
        if path not in without and (folder / path).stat().st_mtime > since:
            yield Page(path, (folder / path).read_bytes().decode("utf-8", "replace"))


def read_pages(folder: Path, since: float = 0.0, without: Container[Path] = ()) -> Iterator[Page]:
    """Those of them that the theme made; the others are the owner's, and stay as they are."""
    return (page for page in read_files(folder, since, without) if page.of_the_theme)


def write_if_changed(file: Path, text: str) -> bool:
    """Write `text` unless the file says the same already; True where it was written."""
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return True
