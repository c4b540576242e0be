"""What `mkdocs build` leaves to be done: one pass over the built folder, the same for every builder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from macros.chapter.check import front_matter
from macros.figures import figure, render
from macros.figures.theme import LAYOUTS
from macros.kept import build_cache
from macros.lab.install import FIGURES, build_charts, build_lab
from macros.pages import takeaway
from macros.pages.finish import Finisher
from macros.pages.json_ld import Site
from macros.pages.page import FolderError, read_pages
from macros.search import build_search, entries
from macros.site.offline import SOURCE, keep_offline

HOME, MISSING = "index.html", "404.html"
ASKED = re.compile(rf'\bdata-spec="[^"]*{FIGURES}/(\w+)"')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')


def site_of(folder: Path) -> Site:
    """What a built folder says about the book as a whole.

    Raises FolderError for a folder that no builder filled, or that was finished before.
    """
    pages = {page.address: page for page in read_pages(folder)}
    home, missing = pages.get(""), pages.get(MISSING)
    if home is None or missing is None:
        raise FolderError(f"{folder}: holds no built book ({HOME}, {MISSING}); build it first: mkdocs build")
    if "Content-Security-Policy" in missing.html:
        raise FolderError(f"{folder}: is finished already; build it again first: mkdocs build")
    address = CANONICAL.search(home.html)
    said = re.search(r'<meta property="og:site_name" content="([^"]*)">', home.html)
    url = unescape(address[1]) if address else None
    return Site(unescape(said[1]) if said else "", missing.meta("description"), url)


def specifications(folder: Path) -> dict[str, str]:
    """Return what a reader can have drawn again on the pages: "name.layout" -> Vega-Lite."""
    names = {name for page in read_pages(folder) for name in ASKED.findall(page.html)}
    return {
        f"{name}.{layout.name}": render.kept_specification(figure.figure(name), layout)
        for name in sorted(names)
        for layout in LAYOUTS
    }


def found_by_search(docs: Path, folder: Path) -> Iterator[entries.Page]:
    """Yield the pages as the search reads them, in the order of their sources, but those left out of it."""

    made_from = {place: page.address for page in read_pages(folder) for place in page.sources}
    found = (path.relative_to(docs) for path in docs.rglob("*"))
    named = [path for path in found if path.as_posix() in made_from]
    for path in sorted(named, key=lambda path: (path.parent.parts, path.stem != "index", path.name)):
        search = front_matter((docs / path).read_text(encoding="utf-8")).get("search") or {}
        if not search.get("exclude"):
            yield entries.read_page(folder, made_from[path.as_posix()], float(search.get("boost", 1)))


def drop_unused(folder: Path) -> None:
    """Take away the scripts and sheets that nothing asks for: those within another, maps of theirs."""
    files = [
        file for kind in ("javascripts", "stylesheets") for file in (folder / "assets" / kind).glob("*.*")
    ]
    readers = [*folder.rglob("*.html"), *(file for file in files if file.suffix in (".js", ".css"))]
    told = "\n".join(file.read_bytes().decode("utf-8", "replace") for file in readers)
    asked = {*re.findall(r"""[\w./-]*?([\w.-]+\.(?:js|css))(?=["'`?$)])""", told), SOURCE}
    for file in files:
        if file.suffix == ".map" or (file.suffix in (".js", ".css") and file.name not in asked):
            file.unlink()


@build_cache.keeping()
def finish(root: Path, folder: Path) -> int:
    """Finish the book of `root` that a builder built in `folder`; how many pages there are.

    Raises FolderError, FigureError or SearchError for what must not be published.
    """
    finisher = Finisher(root, folder, site_of(folder))
    finisher.publish()
    pages = finisher.close()
    build_charts(folder, specifications(folder))
    takeaway.write(folder, figure.names())
    build_search(folder, list(found_by_search(root / "docs", folder)))
    build_lab(folder)
    drop_unused(folder)
    keep_offline(folder)  # last: it keeps what the book has become
    return pages
