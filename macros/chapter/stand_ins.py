"""Charts and tables go past Markdown: it would read them letter by letter, and change nothing in them.

While a book is built, a stand-in takes their place in a page's Markdown; they come back before the page is
laid out. Where nobody asks for that (the check, the preview, another builder), a macro prints them whole.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

WORDS = ("chart", "mechanism", "table")
"""The macros that print such blocks."""
STAND_IN = re.compile(r'<div id="qeqt-stand-in-(\d+)"></div>')
ID = re.compile(r'\sid="([^"]+)"')

_held: list[str] | None = None


@contextmanager
def past_markdown() -> Iterator[None]:
    """Hold blocks back while pages are rendered."""
    global _held
    _held = []
    try:
        yield
    finally:
        _held = None


def stand_in(block: str) -> str:
    """Return what stands in for a block; the block itself where none is held back."""
    if _held is None:
        return block
    _held.append(block)
    return f'<div id="qeqt-stand-in-{len(_held) - 1}"></div>'


def put_back(html: str) -> tuple[str, set[str]]:
    """Return a page with its blocks in their places, and the ids that they bring to it."""
    held = _held or []
    ids = {name for at in STAND_IN.findall(html) for name in ID.findall(held[int(at)])}
    return STAND_IN.sub(lambda mark: held[int(mark[1])], html), ids
