"""Old addresses that lead on: the record of moves, its check, and what stands where something stood.

A page that moved leaves a page at its old address; a heading or a figure that moved leaves its id where it is
now, or, on another page, a line that says where it went and shows when somebody comes for it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from json import dumps
from pathlib import Path

from macros.pages.content_security import set_policy
from macros.pages.page import TAG, FolderError, Page, write_if_changed
from macros.text.address import relative
from macros.text.formats import nearest

RECORD = "moved.toml"
FIELDS = ("from", "to", "since")
ID = re.compile(r'\sid="([^"]+)"')
TITLE = re.compile(r"<title>([^<]*)</title>")


@dataclass(frozen=True)
class Place:
    """An address below the site's root, "qe/what/", and an id on that page, "" for the page itself."""

    page: str
    anchor: str = ""

    @classmethod
    def read(cls, text: str) -> "Place":
        """Read "qe/what/#qe-what-law"."""
        page, _, anchor = text.partition("#")
        return cls(page, anchor)

    @property
    def file(self) -> str:
        """The file behind the page's address."""
        return self.page + "index.html" if not self.page or self.page.endswith("/") else self.page

    def __str__(self) -> str:
        """The place as the record writes it."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page or "(home)"


@dataclass(frozen=True)
class Moves:
    """Old place -> new place, of pages and of ids."""

    pages: dict[str, Place] = field(default_factory=dict)
    ids: dict[Place, Place] = field(default_factory=dict)

    def lands(self, place: Place) -> Place:
        """Where a reader of an old address is once its page, if it moved, has led on."""
        moved = self.pages.get(place.page)
        return Place(moved.page, place.anchor or moved.anchor) if moved else place

    def left_on(self, page: str) -> Iterator[tuple[str, Place]]:
        """Each id that a page still has to answer for, and where what carried it is now."""
        for old, new in self.ids.items():
            if self.lands(old).page == page:
                yield old.anchor, new


def slip(number: int, key: str, found: object, better: str) -> FolderError:
    """What is wrong with one entry of the record."""
    return FolderError(f"{RECORD}: move {number}: {key} = {found!r}: {better}")


def read_moves(root: Path) -> Moves:
    """Read the record of the project at `root`.

    Raises FolderError for a record that is missing, and for an entry that is not whole, says something
    else, or speaks of a place twice.
    """
    file = root / RECORD
    if not file.is_file():
        raise FolderError(f"{RECORD}: the record is missing; where nothing has moved it is empty")
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise FolderError(f"{RECORD}: {error}") from None
    for key in said:
        if key != "moved":
            raise FolderError(f"{RECORD}: unknown table {key!r}; {nearest(key, ('moved',))}")
    moves = Moves()
    for number, entry in enumerate(said.get("moved", []), 1):
        old, new = read_entry(number, entry)
        if old in moves.ids or (not old.anchor and old.page in moves.pages):
            raise slip(number, "from", str(old), "this place is in the record already")
        if old.anchor:
            moves.ids[old] = new
        else:
            moves.pages[old.page] = new
    refuse_chains(moves)
    return moves


def read_entry(number: int, entry: dict[str, object]) -> tuple[Place, Place]:
    """Read one entry: the old place and the new one.

    Raises FolderError when a field is missing, unknown, or no place below the site's root.
    """
    for key in entry:
        if key not in FIELDS:
            raise slip(number, key, entry[key], f"unknown field; {nearest(key, FIELDS)}")
    for key in FIELDS:
        if not isinstance(entry.get(key), str):
            raise slip(number, key, entry.get(key), "a text is needed")
    for key in ("from", "to"):
        if re.match(r"/|\w+:|\.\./", str(entry[key])) or ".md" in str(entry[key]):
            raise slip(number, key, entry[key], 'an address from the site\'s root is needed, "qe/what/#id"')
    return Place.read(str(entry["from"])), Place.read(str(entry["to"]))


def refuse_chains(moves: Moves) -> None:
    """Stop where something moved to a place that has moved itself: a reader is led on once."""
    for old, new in [*moves.ids.items(), *((Place(page), to) for page, to in moves.pages.items())]:
        if new in moves.ids or new.page in moves.pages:
            last = moves.ids.get(new) or moves.lands(new)
            raise FolderError(f"{RECORD}: {old} moved to {new}, which moved itself; write to = {str(last)!r}")


def leave_marks(page: Page, moves: Moves) -> None:
    """Answer on this page for every id that has moved from it.

    Raises FolderError when an id has not moved at all, or moved on this page to an id that is not there.
    """
    for old, new in moves.left_on(page.address):
        present = ids_of(page.html)
        if old in present:
            raise FolderError(
                f"{RECORD}: {Place(page.address, old)} is said to have moved and is still there"
            )
        if new.page == page.address:
            page.html = with_second_id(page, old, new, present)
        else:
            start, _ = page.article
            page.html = page.html[:start] + "\n" + signpost(page.address, old, new) + page.html[start:]


def with_second_id(page: Page, old: str, new: Place, present: dict[str, int]) -> str:
    """The page with an old id inside the element that carries the new one."""
    if new.anchor not in present:
        raise FolderError(f"{RECORD}: {new} does not exist; {nearest(new.anchor, list(present))}")
    place = present[new.anchor]
    mark = f'<span class="qeqt-moved" id="{escape(old)}"></span>'
    return page.html[:place] + mark + page.html[place:]


def signpost(address: str, old: str, new: Place, name: str = "另一頁") -> str:
    """A line that a reader sees who comes for what has moved to another page, and nobody else."""
    way = escape(relative(address, f"{new.page or 'index.md'}#{new.anchor}".rstrip("#")))
    return (
        f'<p class="qeqt-moved" id="{escape(old)}" data-unsearched>'
        f'這個網址指的內容搬到了<a href="{way}">{escape(name)}</a>。</p>'
    )


def name_signposts(folder: Path, moves: Moves) -> None:
    """Have each such line name the page that it leads to: only the whole book knows what it is called."""
    for old, new in moves.ids.items():
        here = moves.lands(old)
        if here.page != new.page:
            line = (here.page, old.anchor, new)
            name = title_of((folder / new.file).read_text(encoding="utf-8"))
            page = (folder / here.file).read_text(encoding="utf-8")
            write_if_changed(
                folder / here.file, page.replace(signpost(*line), signpost(*line, f"〈{name}〉"))
            )


def title_of(page: str) -> str:
    """What a page is called, the book's name aside."""
    found = TITLE.search(page)
    return unescape(found[1]).split("｜")[0].strip() if found else ""


def ids_of(html: str) -> dict[str, int]:
    """Every id of a page, and where the tag that carries it ends."""
    tags = ((found.end(), ID.search(found[0])) for found in TAG.finditer(html))
    return {unescape(name[1]): end for end, name in tags if name}


def check_places(folder: Path, moves: Moves) -> None:
    """Hold the record to the built folder.

    Raises FolderError for an old address that is a page, for a new place that does not exist, and for an id
    that would be left on a page that is none.
    """
    known = [found.relative_to(folder).as_posix() for found in sorted(folder.rglob("*.html"))]
    addresses = [name.removesuffix("index.html") for name in known]
    for new in [*moves.pages.values(), *moves.ids.values()]:
        if new.file not in known:
            raise FolderError(f"{RECORD}: {new} does not exist; {nearest(new.page, addresses)}")
        present = ids_of((folder / new.file).read_text(encoding="utf-8"))
        if new.anchor and new.anchor not in present:
            raise FolderError(f"{RECORD}: {new} does not exist; {nearest(new.anchor, list(present))}")
    for old in moves.ids:
        if moves.lands(old).file not in known:
            raise FolderError(f"{RECORD}: {old}: there is no such page; {nearest(old.page, addresses)}")
    for place in map(Place, moves.pages):
        if place.file in known:
            raise FolderError(f"{RECORD}: {place} is said to have moved and is still a page")


def lead_on(folder: Path, moves: Moves, url: str | None) -> None:
    """Have what stands at old places of the whole book lead on; `url`: the site's address, if it has one.

    Raises FolderError when the record and the book do not agree.
    """
    check_places(folder, moves)
    name_signposts(folder, moves)
    for address, new in moves.pages.items():
        page = forwarding(Place(address), new, (folder / new.file).read_text(encoding="utf-8"), url)
        write_if_changed(folder / page.path, page.html)


def forwarding(old: Place, new: Place, there: str, url: str | None) -> Page:
    """The page at an old address: it leads on at once, with the fragment where scripts run."""
    way = relative(old.page, new.page)
    fragment = f"#{new.anchor}" if new.anchor else ""
    title = title_of(there)
    canonical = f'<link rel="canonical" href="{escape(url + new.page)}">\n' if url else ""
    script = f"location.replace({dumps(way)} + location.search + (location.hash || {dumps(fragment)}))"
    page = Page(
        Path(old.file),
        f"""<!doctype html>
<html lang="zh-TW">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>搬家了：{escape(title)}</title>
{canonical}<script>{script}</script>
<noscript><meta http-equiv="refresh" content="0; url={escape(way + fragment)}"></noscript>
</head>
<body>
<p>這一頁搬到了<a href="{escape(way + fragment)}">{escape(title)}</a>。</p>
</body>
</html>
""",
    )
    set_policy(page, also=(script,))
    return page
