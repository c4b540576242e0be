"""The rows of every figure as one data package (datapackage.org): what each file says, rests on, allows."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename
from typing import Any

from macros.figures import figure, mechanism
from macros.figures.figure import Column, Figure
from macros.figures.html import csv_path, sources_of
from macros.text import formats
from qeqt.results.packages import PROFILE, csv_resource
from qeqt.version import __version__

PLACE = "assets/data/datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}
TYPES = (("date", r"\d{4}-\d{2}-\d{2}"), ("yearmonth", r"\d{4}-\d{2}"), ("year", r"\d{4}"))
"""Types of a field that holds no number, each with how all of its cells are written; any other is text."""
COMMENT = "#"
"""What a line of notes above the rows begins with."""


def field(column: Column, cells: Iterable[str]) -> dict[str, Any]:
    """Describe a column; `cells` are what it says."""
    told: dict[str, Any] = {"name": column.key, "title": column.label}
    if column.numeric:
        return told | {"type": "number", "unit": column.unit}
    found = [cell for cell in cells if cell]
    kinds = (kind for kind, written in TYPES if found and all(re.fullmatch(written, cell) for cell in found))
    return told | {"type": next(kinds, "string")}


def resource(found: Figure, text: str) -> dict[str, Any]:
    """Describe a figure's CSV; `text` is what it says."""
    raw = text.encode()
    head, *rows = csv.reader(io.StringIO(re.sub(rf"(?m)^{COMMENT}.*\n", "", text)))
    columns = {column.key: column for column in found.passed_on}
    cells = {name: [row[n] for row in rows] for n, name in enumerate(head)}
    schema = {"fields": [field(columns[name], cells[name]) for name in head], "missingValues": [""]}
    said = csv_resource(found.name, basename(csv_path(found.name)), raw, schema)
    said["title"] = found.title.replace(formats.NBSP, " ")
    said["description"] = found.measure.replace(formats.NBSP, " ")
    said["dialect"] = {"commentChar": COMMENT}
    if sources := sources_of(found):
        said["sources"] = [{"title": source} for source in sources]
    return said


def open_figures() -> Iterator[Figure]:
    """Every figure whose rows may be passed on."""
    found = [figure.figure(name) for name in figure.names()]
    found += [mechanism.found(name).figure for name in mechanism.names()]
    return (each for each in found if each.open)


def data_package(files: Mapping[str, str], name: str, description: str, url: str | None) -> str:
    """Return the description of the package that stands beside the figures' CSV files.

    `files`: place of each CSV -> its text; `name`, `description`: the book's; `url`: the site's, if any.
    """
    said: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "qeqt-figures",
        "title": f"{name}：每張圖的資料",
        "description": description,
        "version": __version__,
        "licenses": [LICENCE],
        "resources": [resource(found, files[csv_path(found.name)]) for found in open_figures()],
    }
    if url:
        said["homepage"] = url
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
