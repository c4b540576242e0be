"""What every chart shares: colours by name from tokens.css, two layouts, the settings of Altair.

tokens.css is the one palette. A chart says what a colour means (`colour("fed")`); the SVG refers to the
CSS variable, so that one picture serves the light and the dark scheme.
"""

import re
from dataclasses import dataclass
from functools import cache
from math import fsum
from pathlib import Path
from typing import Any

from macros.text.formats import nearest

TOKENS_CSS = Path(__file__).resolve().parents[2] / "theme" / "assets" / "stylesheets" / "tokens.css"

LIGHT = "default"
DARK = "slate"


@cache
def palette() -> dict[str, dict[str, str]]:
    """Scheme -> token -> colour, as tokens.css has them."""
    schemes: dict[str, dict[str, str]] = {}
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", TOKENS_CSS.read_text(encoding="utf-8")):
        scheme = re.search(r'\[data-md-color-scheme="(\w+)"\]', selector)
        if scheme:
            schemes[scheme[1]] = dict(re.findall(r"--qeqt-([\w-]+):\s*(#[0-9a-f]{6})", body))
    return schemes


def colour(token: str) -> str:
    """Refer to a colour of tokens.css: colour("fed") -> var(--qeqt-fed)."""
    names = palette()[LIGHT]
    if token not in names:
        raise KeyError(f"{TOKENS_CSS.name}: no colour {token!r}; {nearest(token, names)}")
    return f"var(--qeqt-{token})"


@dataclass(frozen=True)
class Layout:
    """A rendering: its width in CSS px and its type sizes."""

    name: str
    width: int
    label: float
    small: float

    @property
    def narrow(self) -> bool:
        """Whether this is the rendering for a phone."""
        return self.name == "narrow"


WIDE = Layout("wide", 640, 13.5, 13)
NARROW = Layout("narrow", 358, 12.5, 12)
LAYOUTS = (WIDE, NARROW)

DASH = [5, 4]
"""The model's dash, everywhere."""
FINE = [1, 3]
"""The dash of a moment."""

SMALLEST_LABEL = 11
"""CSS px: no label is smaller at a 390 px screen."""


def em_width(text: str, size: float) -> float:
    """Reckon the width of a text in CSS px: 1 em a Han character or full-width mark, 0.56 em the rest.

    Fonts differ between machines; this reckoning does not, so every machine draws the same picture.
    """
    return size * fsum(1.0 if ord(letter) >= 0x2E80 else 0.56 for letter in text)


CONFIG: dict[str, Any] = {
    "font": "inherit",
    "background": "transparent",
    "view": {"stroke": None},
    "aria": False,
}
"""Altair settings under which a chart draws the same on every machine and lets the page give the type."""
