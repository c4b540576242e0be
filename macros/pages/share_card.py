"""The card of a shared page: its title over its own first figure, 1200 by 630 px."""

import re
from html import escape
from pathlib import Path

from macros.figures import figure, render
from macros.figures.svg import box
from macros.figures.theme import LIGHT, WIDE, palette
from macros.pages import takeaway
from macros.pages.card import CARD
from macros.pages.datasets import FIGURE
from macros.pages.page import Page
from macros.pages.takeaway import FONTS, inner, lines, png, written

WIDTH, HEIGHT = 1200, 630
EDGE, TITLE, SMALL = 64.0, 46.0, 24.0
"""px of the card: its margin, the type of the title and of the book's name."""
FOLDER = "assets/cards"
_IMAGE = re.compile(r'(<meta property="og:image" content=")([^"]*)(">)')
_ALT = re.compile(r'(<meta property="og:image:alt" content=")([^"]*)(">)')


def card_path(page: Page) -> str:
    """Return the place of a page's card in the built site."""
    name = page.address.strip("/").replace("/", "-").removesuffix(".html") or "home"
    return f"{FOLDER}/{name}.png"


def first_figure(page: Page) -> str:
    """Return the name of the first figure that the page shows, "" where it shows none."""
    start, end = page.article
    found = FIGURE.search(page.html, start, end) if end else None
    return found[1] if found else ""


def drawing(title: str, book: str, name: str) -> str:
    """Return the card as SVG: title, figure, the book's name; without a figure the title stands alone."""
    colours = palette()[LIGHT]
    said = lines(title, TITLE, WIDTH - 2 * EDGE)[:2]
    top = EDGE + TITLE
    below = top + 1.45 * TITLE * (len(said) - 1) + 34
    picture = ""
    if name:
        wide, high = box(render.picture(figure.figure(name), WIDE))
        room = HEIGHT - below - 66
        width = min(WIDTH - 2 * EDGE, room * wide / high)
        picture = inner(name, "light", (WIDTH - width) / 2, below, width)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{FONTS}">'
        f'<title>{escape(title)}</title><rect width="100%" height="100%" fill="{colours["paper"]}"/>'
        f'<rect width="100%" height="10" fill="{colours["accent"]}"/>'
        + written(said, EDGE, top, TITLE, colours["ink"], 700)
        + picture
        + written([book], EDGE, HEIGHT - 26, SMALL, colours["ink-soft"])
        + "</svg>"
    )


def set_card(page: Page, folder: Path, book: str) -> None:
    """Draw a page's card, and name it in the page where the site has an address."""
    if not takeaway.writes_chinese() or not page.meta("qeqt:title"):
        return
    name, place = first_figure(page), card_path(page)
    content = png(Path(place).stem, drawing(page.meta("qeqt:title"), book, name), 1)
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).write_bytes(content)
    alt = figure.figure(name).title if name else page.meta("qeqt:title")
    page.html = _IMAGE.sub(lambda m: m[1] + m[2].replace(CARD, place) + m[3], page.html, count=1)
    page.html = _ALT.sub(lambda m: m[1] + escape(alt, quote=True) + m[3], page.html, count=1)
