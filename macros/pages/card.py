"""What stands for the book where others show it: the card of a shared link, icons, the web manifest.

Pictures are drawn when the book is built, from the palette and from the figures; the card's words are
outlines, so that no font is asked for.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from macros.figures.theme import LIGHT, TOKENS_CSS, palette
from macros.pages.page import write_if_changed
from qeqt import data

CARD = "assets/images/card.png"
ICONS = {
    "assets/images/icon-180.png": 180,
    "assets/images/icon-192.png": 192,
    "assets/images/icon-512.png": 512,
}
MANIFEST = "manifest.webmanifest"
THEME = TOKENS_CSS.parents[2]
DRAWING = THEME / ".pictures" / "card.svg"
FAVICON = THEME / "assets" / "images" / "favicon.svg"
BANKS = ("boj", "ecb", "boe", "fed")

LEFT, RIGHT, FLOOR, CEILING = 80.0, 950.0, 590.0, 372.0
"""Where the lines lie on the card, in px."""
LINE_OF_NAMES, HALF_LETTER = 36.0, 11.0
"""How far apart two names stand, and how far a line's end lies above the foot of its name, in px."""

Points = list[tuple[float, float]]


def tokens() -> dict[str, str]:
    """The colours of the light scheme, under names that a template can hold."""
    return {name.replace("-", "_"): colour for name, colour in palette()[LIGHT].items()}


def paths_of_banks() -> dict[str, Points]:
    """Each bank's total assets in per cent of GDP as points of the card, quarter by quarter."""
    rows = data.figure("central_bank_assets").rows
    shares = {
        bank: [(n, float(share)) for n, row in enumerate(rows) if (share := row[f"{bank}_gdp"]) is not None]
        for bank in BANKS
    }
    last = max(points[-1][0] for points in shares.values())
    most = max(share for points in shares.values() for _, share in points)
    return {
        bank: [
            (LEFT + (RIGHT - LEFT) * n / last, FLOOR - (FLOOR - CEILING) * share / most)
            for n, share in points
        ]
        for bank, points in shares.items()
    }


def heights_of_names(ends: Mapping[str, float]) -> dict[str, float]:
    """The foot of each name beside its line's end, lowest first, pushed upwards where two would touch."""
    heights: dict[str, float] = {}
    below = float("inf")
    for bank, end in sorted(ends.items(), key=lambda item: -item[1]):
        below = heights[bank] = min(end + HALF_LETTER, below - LINE_OF_NAMES)
    return heights


def card() -> str:
    """The card as SVG: the book's title over the four central banks' assets."""
    colours, points = tokens(), paths_of_banks()
    heights = heights_of_names({bank: line[-1][1] for bank, line in points.items()})
    lines = "".join(
        f'<path stroke="{colours[bank]}" d="M{" ".join(f"{x:.1f},{y:.1f}" for x, y in line)}"/>'
        for bank, line in points.items()
    )
    places = {f"{bank}_place": f"translate({RIGHT + 14:.1f} {heights[bank]:.1f})" for bank in BANKS}
    return Template(DRAWING.read_text(encoding="utf-8")).substitute(
        colours, lines=lines, floor=FLOOR + 4, **places
    )


def icon(size: int) -> str:
    """The mark on paper, for a home screen that rounds the corners off: SVG of `size` px."""
    (mark,) = re.findall(r'<path d="([^"]+)"', FAVICON.read_text(encoding="utf-8"))
    colours = tokens()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="-8 -8 40 40">'
        f'<path fill="{colours["paper"]}" d="M-8-8h40v40h-40z"/>'
        f'<path fill="{colours["ink"]}" d="{mark}"/></svg>'
    )


def manifest(name: str, description: str) -> str:
    """The web manifest; its addresses are relative to itself, at the site's root."""
    paper = tokens()["paper"]
    said: dict[str, Any] = {
        "name": name,
        "short_name": name,
        "description": description,
        "lang": "zh-TW",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": paper,
        "theme_color": paper,
        "icons": [
            {"src": place, "sizes": f"{size}x{size}", "type": "image/png"} for place, size in ICONS.items()
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def pictures() -> Iterator[tuple[str, bytes]]:
    """Every picture: its place in the built folder, and its PNG."""
    from vl_convert import svg_to_png

    for place, drawing in [(CARD, card()), *((place, icon(size)) for place, size in ICONS.items())]:
        yield place, svg_to_png(drawing)


def write_pictures(folder: Path, name: str, description: str) -> None:
    """Write the card, the icons and the manifest into the built folder."""
    for place, picture in pictures():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(picture)
    write_if_changed(folder / MANIFEST, manifest(name, description))
