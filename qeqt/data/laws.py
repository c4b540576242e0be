"""Laws of Taiwan that the book leans on: what each article says in short, and the text that was read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qeqt.data.fields import Slips, Table, toml

FILE = Path(__file__).with_name("laws.toml")
NUMBER = re.compile(r"[1-9]\d*(?:-[1-9]\d*)?")
"""An article: 26, or 72-2 where one was inserted."""


@dataclass(frozen=True, kw_only=True)
class Law:
    """A law: its name, the amendment up to which it was read, its text's address, its articles in short."""

    key: str
    name_zh: str
    amended: str
    address: str
    articles: dict[str, str]
    """Gist by number, in the law's order; the book's words, not the law's."""
    seen_in: tuple[str, ...]
    read: str

    def cited(self, article: str) -> str:
        """Name an article as Taiwan's lawyers do: 《銀行法》第 72 條之 2."""
        number, _, inserted = article.partition("-")
        return f"《{self.name_zh}》第 {number} 條" + (f"之 {inserted}" if inserted else "")


def _articles(table: Table) -> dict[str, str]:
    found = table.content.get("articles")
    table.has("articles")
    if not isinstance(found, dict) or not found:
        table.slip("articles", 'a table of numbers and what they say: "26" = "…"')
        return {}
    for number, gist in found.items():
        if not NUMBER.fullmatch(number):
            table.slip("articles", f"{number!r} is no article; write 26, or 72-2")
        if not isinstance(gist, str) or not gist.strip():
            table.slip("articles", f"what article {number} says, as a text")
    order = [tuple(map(int, number.split("-"))) for number in found if NUMBER.fullmatch(number)]
    if order != sorted(order):
        table.slip("articles", "the articles in the order of the law")
    return {number: str(gist) for number, gist in found.items()}


def load(path: Path) -> dict[str, Law]:
    """Read the records of laws, in the order of the file; RecordError names what does not fit."""
    slips = Slips(path)
    found: dict[str, Law] = {}
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        found[key] = Law(
            key=key,
            name_zh=table.text("name_zh"),
            amended=table.day("amended"),
            address=table.document("address"),
            articles=_articles(table),
            seen_in=table.texts("seen_in"),
            read=table.day("read"),
        )
        table.close()
    slips.raise_any()
    return found


@cache
def laws() -> dict[str, Law]:
    """Return the laws by key, in the order of their file."""
    return load(FILE)
