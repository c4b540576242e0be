"""What changed, from CHANGELOG.md: the releases, each with its day, its sentence and its list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from macros.text import formats

FILE = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
PAGE = "changes/"
RELEASE = re.compile(
    r"^## (?P<name>\S+) \((?P<day>\d{4}-\d{2}-\d{2})\)\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)
SENTENCE = re.compile(r"(?![#*-])[^\n]+(?=\n\n|\Z)")
PART = re.compile(r"^### (?P<title>.+)$", re.MULTILINE)
FEED_PLACE = '<p class="qeqt-feed"></p>'
"""Where the page says how to be told of changes, once the site has an address."""


@dataclass(frozen=True)
class Release:
    """One dated section of the changelog, "## 0.1.0 (2026-10-05)"."""

    name: str
    day: date
    text: str
    """Markdown below the heading."""

    @property
    def sentence(self) -> str:
        """What changed, in one sentence; nothing where the section begins with its list."""
        found = SENTENCE.match(self.text)
        return found[0].strip() if found else ""

    @property
    def anchor(self) -> str:
        """Where it stands on the page: version-0-1-0."""
        return "version-" + re.sub(r"[^a-z0-9]+", "-", self.name.lower())

    @property
    def address(self) -> str:
        """Its address below the site's root."""
        return f"{PAGE}#{self.anchor}"


def releases(text: str) -> Iterator[Release]:
    """Every dated section, in the file's order; a section without a day is not released yet."""
    for found in RELEASE.finditer(text):
        yield Release(found["name"], date.fromisoformat(found["day"]), found["text"].strip())


def section(release: Release) -> str:
    """A release as Markdown of the book's page: ids that stay, and its day."""
    parts = count(1)
    text = PART.sub(
        lambda part: f"### {part['title']} {{#{release.anchor}-part-{next(parts)}}}", release.text
    )
    return f"## {release.name}（{formats.date(str(release.day))}） {{#{release.anchor}}}\n\n{text}"


def printed() -> str:
    """The releases as the book's page prints them, the way to the feed first."""
    return "\n\n".join(
        [FEED_PLACE, *(section(release) for release in releases(FILE.read_text(encoding="utf-8")))]
    )
