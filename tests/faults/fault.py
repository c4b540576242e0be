"""A fault: one place of one file, and what is written there instead."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

CONTEXT = 2


@dataclass(frozen=True)
class Edit:
    """Bytes from ``start`` to ``end`` of a file replaced by ``text``."""

    start: int
    end: int
    text: str

    def of(self, source: bytes) -> bytes:
        """Return the source with the edit made."""
        return source[: self.start] + self.text.encode() + source[self.end :]


@dataclass(frozen=True)
class Fault:
    """An edit that an operator makes in a file, named from the tree's root."""

    path: str
    operator: str
    edit: Edit

    def line(self, source: bytes) -> int:
        """Return the line that is changed, from 1."""
        return source.count(b"\n", 0, self.edit.start) + 1

    def diff(self, source: bytes) -> str:
        """Return the fault as a unified diff with two lines around it."""
        before, after = source.decode().split("\n"), self.edit.of(source).decode().split("\n")
        at = self.line(source) - 1
        first, last = max(0, at - CONTEXT), min(len(before), at + CONTEXT + 1)
        place = f"{first + 1},{last - first}"
        head = [f"--- a/{self.path}", f"+++ b/{self.path}", f"@@ -{place} +{place} @@"]
        above, below = before[first:at], before[at + 1 : last]
        lines = [
            *(f" {line}" for line in above),
            f"-{before[at]}",
            f"+{after[at]}",
            *(f" {line}" for line in below),
        ]
        return "\n".join([*head, *lines]) + "\n"

    def id(self, source: bytes) -> str:
        """Name the fault by place, kind and what the file said."""
        said = f"{self.path}\n{self.operator}\n{self.edit}\n{hashlib.sha256(source).hexdigest()}"
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def changes_one_line(edit: Edit, source: bytes) -> bool:
    """Whether the edit leaves every line but one as it was, and that one another."""
    start, end = source.rfind(b"\n", 0, edit.start) + 1, source.find(b"\n", edit.end)
    lines = source[start : end if end >= 0 else len(source)]
    here = Edit(edit.start - start, edit.end - start, edit.text)
    before, after = lines.split(b"\n"), here.of(lines).split(b"\n")
    return len(before) == len(after) and sum(a != b for a, b in zip(before, after, strict=True)) == 1
