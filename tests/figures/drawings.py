"""How every figure is drawn and worded, a line each: fingerprints, beside that of the rows it is drawn from.

`make numbers` renews the table and says which figures are drawn otherwise although their rows are as before:
look at these, and let the commit say why.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from macros import charts  # noqa: F401  registers every chart
from macros.figures import figure, render
from macros.figures.theme import LAYOUTS, Layout

FILE = Path(__file__).parent / "drawings.csv"
FIELDS = ("figure", "rows", "words", *(layout.name for layout in LAYOUTS))
OF_THE_LIBRARY = {"$schema", "config", "usermeta"}
OF_THE_ROWS = {"data", "datasets", "name"}
DIGITS = 6

Line = dict[str, str]


def plain(part: Any) -> Any:
    """Return a part of a specification without rows and library, its numbers as every machine has them."""
    if isinstance(part, dict):
        left_out = OF_THE_LIBRARY | OF_THE_ROWS
        return {key: plain(value) for key, value in part.items() if key not in left_out}
    if isinstance(part, list | tuple):
        return [plain(each) for each in part]
    return f"{part:.{DIGITS}g}" if isinstance(part, float) else part


def fingerprint(part: Any) -> str:
    """Return ten letters that stand for a part."""
    return hashlib.sha256(json.dumps(plain(part), sort_keys=True, default=str).encode()).hexdigest()[:10]


def anew(name: str, layout: Layout) -> str:
    """Return a figure's specification."""
    return render.specification(figure.figure(name), layout)


def line(name: str, specification: Callable[[str, Layout], str] = anew) -> Line:
    """Return a figure's fingerprints."""
    found = figure.figure(name)
    words = [found.title, found.measure, found.summary, found.note, found.as_of, found.sources, found.other]
    said = [[rule.text for rule in found.rules], [asdict(column) for column in found.columns]]
    drawn = {layout.name: json.loads(specification(name, layout)) for layout in LAYOUTS}
    marks = {"rows": [dict(row) for row in found.rows], "words": [*words, *said], **drawn}
    return {"figure": name, **{field: fingerprint(mark) for field, mark in marks.items()}}


def kept() -> dict[str, Line]:
    """Return the table's lines by figure."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["figure"]: row for row in csv.DictReader(file)}


def changed(before: Line, now: Line) -> list[str]:
    """Return in what a figure is another one although its rows are as before."""
    if before["rows"] != now["rows"]:
        return []
    return [field for field in FIELDS[2:] if before[field] != now[field]]


def main() -> None:
    """Make the table anew, say what is drawn otherwise."""
    before = kept() if FILE.is_file() else {}
    lines = [line(name) for name in sorted(figure.names())]
    for now in lines:
        if now["figure"] in before and (fields := changed(before[now["figure"]], now)):
            print(f"{now['figure']}: drawn otherwise: {', '.join(fields)}")
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    FILE.write_text(text.getvalue(), encoding="utf-8")
    print(f"{len(lines)} figures; {FILE.name} is renewed.")


if __name__ == "__main__":
    main()
