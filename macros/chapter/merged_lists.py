"""Lists that Markdown makes one of: bullets after numbers, or numbers after bullets, with nothing between."""

import re
from collections.abc import Iterator

_ITEM = re.compile(r"(?:(?P<number>\d+\.)|(?P<bullet>[-*+]))[ \t]")


def merged(text: str) -> Iterator[int]:
    """Yield the lines at which a list of the other kind begins and would go on with the first one's marks."""
    kind, fenced = "", False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        if fenced:
            continue
        item = _ITEM.match(line)
        if item:
            now = item.lastgroup or ""
            if kind and now != kind:
                yield number
            kind = now
        elif line.strip() and not line[0].isspace():
            kind = ""
