"""asked.toml: in which words people ask for what a place of the book says. For the search alone."""

from __future__ import annotations

from pathlib import Path

from qeqt.data.fields import Slips, Table, toml

LONGEST = 40
"""Characters of one way of asking: longer ones are texts."""


def load_asked(path: Path) -> dict[str, tuple[str, ...]]:
    """Read the ways of asking by place: "page.md#heading", or "#fig-name" for a figure wherever it stands."""
    slips = Slips(path)
    content = toml(path)
    table = Table(slips, "", content)
    found = {place: table.texts(place) for place in content}
    for place, ways in found.items():
        page, hash_mark, heading = place.partition("#")
        if not (
            heading and hash_mark and (page.endswith(".md") or (not page and heading.startswith("fig-")))
        ):
            slips.add(place, place, "page.md#heading or #fig-name is needed")
        if not ways:
            slips.add(place, "[]", "one way of asking or more is needed")
        for way in ways:
            if len(way) > LONGEST:
                slips.add(place, way, f"at most {LONGEST} characters; say it shorter or in two ways")
            if ways.count(way) > 1:
                slips.add(place, way, "this way stands here twice")
    table.close()
    slips.raise_any()
    return found
