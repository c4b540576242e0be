"""How long pages take to read, reckoned from their sources: for a page that sends readers to others."""

import re
from math import ceil
from pathlib import Path

from macros.text.formats import NBSP

DOCS = Path(__file__).resolve().parents[2] / "docs"
A_MINUTE = 400
"""Characters that a reader of Chinese takes in a minute, numbers and all."""
_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_NOT_READ = re.compile(
    r"^\?\?\?.*?(?=^\S|\Z)"  # folded
    r"|^\|.*?$"  # tables
    r'|\[\[ (?:chart|table|mechanism)\("[^\]]*\]\]'
    r"|<[^>]*>|\{[^}]*\}|\]\([^)]*\)|\[\^[^\]]*\]:?",
    re.DOTALL | re.MULTILINE,
)
_MARKS = re.compile(r"[\s#*>\[\]`!-]+")
_NUMBER = re.compile(r"\[\[.*?\]\]")
_PRINTED = "0.00 兆美元"
"""About as long as a number of a macro is printed."""


def characters(source: str) -> int:
    """Count what of a page's Markdown is read: no figures, tables, folded parts, addresses."""
    text = _NUMBER.sub(_PRINTED, _NOT_READ.sub("", _HEAD.sub("", source)))
    return len(_MARKS.sub("", text))


def spent(*pages: str, docs: Path = DOCS) -> float:
    """Return the minutes that pages or folders below the book's sources take.

    Raises FileNotFoundError for one that does not exist.
    """
    total = 0
    for name in pages:
        files = sorted((docs / name).glob("*.md")) if (docs / name).is_dir() else [docs / name]
        total += sum(characters(file.read_text(encoding="utf-8")) for file in files)
    return total / A_MINUTE


def sections(page: str, docs: Path = DOCS) -> int:
    """Count the headings of the second order of a page: the questions of the FAQ."""
    return len(re.findall(r"^## ", (docs / page).read_text(encoding="utf-8"), re.MULTILINE))


def said(minutes: float) -> str:
    """Say minutes in words, from ninety minutes on in hours."""
    if minutes < 90:
        return f"約{NBSP}{max(1, ceil(minutes))} 分鐘"
    return f"約{NBSP}{round(minutes / 60)} 小時"
