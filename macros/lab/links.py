"""Ways into the lab: a link that opens a preset with levers already moved, and the room on its own page."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from macros.figures.html import Way
from macros.text import formats
from qeqt import data
from qeqt.core.months import after
from qeqt.data import decisions
from qeqt.runs import presence

FIRST_PRESET = "fed_2022_active"
"""What the room opens with."""

WAITING = "模型在你的瀏覽器裡跑，按一下才會載入。"
WITHOUT_SCRIPTS = (
    "你的瀏覽器沒有開啟程式（JavaScript），所以不能動設定；下面的例子是建站時用同一個模型算好的，照樣可以看。"
)
WITHOUT_MODEL = "這一次建站沒有把模型翻成瀏覽器的程式，所以不能動設定；下面的例子照樣可以看。"


class LabError(ValueError):
    """A link to the lab that would not open what it says."""


def moved(preset: str, moves: str) -> dict[str, str]:
    """Read "treasury_sales=20, since=2023-01"; LabError for a name, a value or a month out of range."""
    record = data.scenarios()[preset]
    known = {key: (entry.low, entry.high) for key, entry in decisions.levers(record.bank).items()}
    known |= {key: (entry.low, entry.high) for key, entry in data.parameters(record.bank).items()}
    found: dict[str, str] = {}
    for pair in [part.strip() for part in moves.split(",") if part.strip()]:
        key, _, text = pair.partition("=")
        if key == "since":
            if not record.start[:7] <= text <= after(record.start[:7], record.months - 1):
                raise LabError(f"since={text}: {preset} runs from {record.start[:7]}, {record.months} months")
        elif key not in known:
            raise LabError(f"lab {key!r}: {formats.nearest(key, list(known))}")
        else:
            low, high = known[key]
            try:
                inside = low <= float(text) <= high
            except ValueError:
                inside = False
            if not inside:
                raise LabError(f"lab {pair!r}: a number from {low:g} to {high:g} is needed")
            entry = data.parameters(record.bank).get(key)
            if entry and (reason := presence.unread(record, entry)):
                raise LabError(f"lab {pair!r}: nothing of {preset} reads it; {reason}")
        found[key] = text
    return found


def address(way: Way, preset: str, moves: str = "") -> str:
    """Return the address of a preset in the lab, with levers moved."""
    if preset not in data.scenarios():
        raise LabError(f"preset {preset!r}: {formats.nearest(preset, list(data.scenarios()))}")
    query = urlencode({"preset": preset, **moved(preset, moves)})
    return way("lab.md") + "?" + query


def link(way: Way, preset: str, text: str, moves: str = "") -> str:
    """Return a link to a preset in the lab."""
    return f'<a class="qeqt-try" href="{escape(address(way, preset, moves))}">{escape(text)}</a>'


def room(way: Way) -> str:
    """Return the place where the lab's script builds its room; without a script it says so."""
    return (
        f'<link rel="stylesheet" href="{way("assets/stylesheets/lab-room.css")}">'
        f'<div id="qeqt-lab" class="qeqt-lab" data-preset="{FIRST_PRESET}" '
        f'data-bank="{data.scenarios()[FIRST_PRESET].bank}" data-edition="" '
        "data-unsearched>"
        f'<p class="qeqt-lab__wait">{escape(WAITING)}</p>'
        f'<p class="qeqt-lab__none">{escape(WITHOUT_MODEL)}</p>'
        f"<noscript><p>{escape(WITHOUT_SCRIPTS)}</p></noscript></div>"
    )
