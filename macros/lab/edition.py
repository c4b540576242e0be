"""One edition for the book's own scripts and the lab's files: every address says it, so that none mix."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

SCRIPTS = "assets/javascripts/"
SHEETS = ("assets/stylesheets/lab-room.css", "assets/stylesheets/live.css")
"""Style sheets that a page of its own or a script asks for; the others travel in one that carries a hash."""
NAMED = "edition.js"
"""The script that tells the others."""

OWN = re.compile(r"[a-z-]+\.js")
IMPORTED = re.compile(r"""(["'])(\./[a-z-]+\.js)(?:\?[0-9a-f]{8})?\1""")
ASKED = re.compile(
    r'\b(assets/(?:javascripts/[a-z-]+\.js|stylesheets/(?:lab-room|live)\.css))(?:\?[0-9a-f]{8})?"'
)
FIGURE = re.compile(r'\bdata-spec="([^"?]*\b(assets/figures/[^"/?]+))(?:\?[0-9a-f]{8})?"')
"""Where a page says what a figure is drawn from when a reader asks it."""
LAYOUTS = (".wide.json", ".narrow.json")
TOLD = re.compile(r'(export const edition = ")[^"]*(")')


def own_scripts(site: Path) -> list[Path]:
    """Return the book's own scripts: the theme's carry a hash in their names."""
    return sorted(path for path in (site / SCRIPTS).glob("*.js") if OWN.fullmatch(path.name))


def edition_of(site: Path, others: Iterable[bytes]) -> str:
    """Name the state of the own scripts and sheets and of what else the lab reads."""
    digest = hashlib.sha256()
    for path in own_scripts(site):
        digest.update(imported(with_edition(path.read_text(encoding="utf-8"), ""), "").encode())
    for sheet in SHEETS:
        if (site / sheet).is_file():
            digest.update((site / sheet).read_bytes())
    for content in others:
        digest.update(content)
    return digest.hexdigest()[:8]


def imported(script: str, edition: str) -> str:
    """Return a script that imports its neighbours under an edition; empty: under none."""
    return IMPORTED.sub(rf"\1\2{'?' + edition if edition else ''}\1", script)


def with_edition(script: str, edition: str) -> str:
    """Return the script that tells the others, told the edition."""
    return TOLD.sub(rf"\g<1>{'?' + edition if edition else ''}\g<2>", script, count=1)


def figure_edition(site: Path, place: str) -> str:
    """Name the state of what a figure is drawn from, as the end of its address; nothing where there is none.

    It is the figure's own: a browser keeps a figure that a new edition of the book left as it was.
    """
    files = [site / f"{place}{layout}" for layout in LAYOUTS]
    if not all(file.is_file() for file in files):
        return ""
    return "?" + hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]


def write_edition(site: Path, edition: str) -> None:
    """Write the edition into every address that asks for an own script or for a figure's data."""
    for path in own_scripts(site):
        text = imported(path.read_text(encoding="utf-8"), edition)
        path.write_text(with_edition(text, edition) if path.name == NAMED else text, encoding="utf-8")
    for page in site.rglob("*.html"):
        text = page.read_bytes().decode("utf-8", "surrogateescape")  # an owner's page has any encoding
        changed = ASKED.sub(rf'\1?{edition}"', text)
        changed = FIGURE.sub(lambda found: f'data-spec="{found[1]}{figure_edition(site, found[2])}"', changed)
        if changed != text:
            page.write_bytes(changed.encode("utf-8", "surrogateescape"))
