"""Every address on the site is relative: right under a sub-path, on a nested page and from a disk."""

from dataclasses import dataclass
from posixpath import dirname, relpath


def of_page(source: str, directory_urls: bool = True) -> str:
    """Return the address of a page's source file from the root: qt/how.md -> qt/how/, index.md -> ''."""
    stem = source.removesuffix(".md")
    if not directory_urls:
        return stem + ".html"
    if stem == "index":
        return ""
    return stem.removesuffix("/index") + "/"


def relative(page_url: str, target: str, directory_urls: bool = True) -> str:
    """Return the way from a page to a target.

    `page_url` is the page's own address from the root (page.url); `target` is a source file with or without
    an anchor (sources.md#fact-x) or a file of the built site (assets/data/x.csv).
    """
    path, mark, anchor = target.partition("#")
    if path.endswith(".md"):
        path = of_page(path, directory_urls)
        if path == page_url.removeprefix("./") and anchor:
            return mark + anchor
    folder = dirname(page_url) or "."
    way = relpath(path or ".", folder)
    if path.endswith("/") or not path:
        way += "/"
    return way + mark + anchor


@dataclass(frozen=True)
class Ways:
    """The ways from one page: called with a target, its address relative to the page."""

    page_url: str
    directory_urls: bool = True

    def __call__(self, target: str) -> str:
        """Return the way to a target."""
        return relative(self.page_url, target, self.directory_urls)
