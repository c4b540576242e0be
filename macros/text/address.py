"""Every address on the site is relative: right under a sub-path, on a nested page and from a disk."""

import re
from posixpath import dirname, relpath

MARK = "book:"
FROM_ROOT = re.compile(rf'"{MARK}(?P<path>[^"?#]*)(?P<rest>[^"]*)"')


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


def from_root(target: str, directory_urls: bool = True) -> str:
    """Return a target's address from the site's root, under a mark that no builder takes for its own.

    MkDocs leaves a relative address in HTML as it is, Zensical takes it for one from the source file: what
    macros print becomes relative when the page is finished.
    """
    path, mark, anchor = target.partition("#")
    return MARK + (of_page(path, directory_urls) if path.endswith(".md") else path) + mark + anchor


def to_page(html: str, page_url: str) -> str:
    """Return a page with every address from the root made relative to it."""

    def way(found: re.Match[str]) -> str:
        path, rest = found["path"], found["rest"]
        here = path == page_url and rest.startswith("#")
        return f'"{rest if here else relative(page_url, path) + rest}"'

    return FROM_ROOT.sub(way, html)
