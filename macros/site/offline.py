"""What a reader's browser keeps of the book, and the service worker that keeps it: written last of all."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath

from macros.lab import install
from macros.lab.edition import SCRIPTS
from macros.pages.page import Page, read_pages
from macros.search.index import INDEX
from macros.search.install import THEME_INDEX, WORKER

SOURCE = "book-offline.js"
KEEPER = "offline.js"
"""The service worker at the site's root: only from there does it hear what every page asks for."""
MISSING = "404.html"
BODY = re.compile(r"<body\b")
MARK = re.compile(r' data-offline="[^"]*"| data-mark="[0-9a-f]*"')
ASKED = re.compile(
    r"""<(?:link\b(?=[^>]*\brel=["']?(?:stylesheet|icon|apple-touch-icon|manifest))|script\b|img\b)"""
    r"""[^>]*?\s(?:href|src)=["']([^"'#]+)["']"""
)
ON_DEMAND = ("figure-live.js", "chart-tools.js", "fetching.js", "edition.js", "steps.js", "search-box.js")
"""Scripts that a page fetches when its reader asks for something."""
SHEETS = ("assets/stylesheets/live.css", "assets/stylesheets/lab-room.css")


def marked(page: Page) -> str:
    """Mark a page with the state of what it says, and name the service worker to it; the mark."""
    plain = MARK.sub("", page.html)
    mark = digest(plain.encode())
    way = "" if page.address == MISSING else f' data-offline="{page.root}{KEEPER}"'  # shown at any depth
    page.html = BODY.sub(f'<body{way} data-mark="{mark}"', plain, count=1)
    return mark


def digest(content: bytes) -> str:
    """Name the state of a file, as the service worker reckons it."""
    return hashlib.sha256(content).hexdigest()[:12]


def asked(page: Page) -> Iterator[str]:
    """What a browser fetches for a page by itself, from the site's root, with its edition."""
    for address in ASKED.findall(page.html):
        if not address.startswith(("data:", "http:", "https:", "/")):
            yield normpath(join(page.path.parent.as_posix(), address)).removeprefix("./")


def kept(site: Path) -> tuple[dict[str, str], list[str]]:
    """Mark every page; each file of the book with its mark, and those that the lab needs alone."""
    pages: dict[str, str] = {}
    needed: dict[str, list[str]] = {}
    for page in read_pages(site):
        pages[page.address or "./"] = marked(page)
        needed[page.address] = list(asked(page))
        (site / page.path).write_text(page.html, encoding="utf-8")
    edition = next((place.partition("?")[2] for place in needed[""] if "qeqt.js?" in place), "")
    places = [place for asked_for in needed.values() for place in asked_for]
    places += [f"{SCRIPTS}{name}?{edition}" for name in (*WORKER, *ON_DEMAND)]
    places += [f"{sheet}?{edition}" for sheet in SHEETS]
    places += [f"{INDEX}?{edition}", THEME_INDEX]
    laboratory = of_the_lab(site, edition)
    files = {
        place: digest((site / place.partition("?")[0]).read_bytes())
        for place in dict.fromkeys([*places, *laboratory])
        if (site / place.partition("?")[0]).is_file()
    }
    lab = [
        place
        for place in dict.fromkeys(["lab/", *needed.get("lab/", []), *laboratory])
        if place in pages | files
    ]
    return pages | files, lab


def of_the_lab(site: Path, edition: str) -> list[str]:
    """What the lab fetches when it is opened."""
    folder = site / install.FOLDER
    named = [f"{SCRIPTS}{name}?{edition}" for name in (install.WORKER, *install.PARTS)]
    return named + [
        f"{install.FOLDER}/{file.name}?{edition}" for file in sorted(folder.glob("*")) if file.is_file()
    ]


def keep_offline(site: Path) -> None:
    """Write the service worker of a finished site: another script as soon as any file is another one."""
    source = site / SCRIPTS / SOURCE
    script = source.read_text(encoding="utf-8")
    source.unlink()
    files, lab = kept(site)
    said = json.dumps(files, separators=(",", ":")), json.dumps(lab, separators=(",", ":"))
    edition = digest("".join(said).encode())
    head = f'const edition = "{edition}"\nconst files = {said[0]}\nconst lab = {said[1]}\n'
    (site / KEEPER).write_text(head + script, encoding="utf-8")
