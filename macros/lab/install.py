"""Puts the model and each bank's cases into the built folder, for the lab's worker."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from macros.kept import build_cache, store
from macros.lab.edition import NAMED, SCRIPTS, edition_of, write_edition
from macros.lab.page_data import room
from macros.lab.translate import TranslationError, core_script
from qeqt import data
from qeqt.core.banks import BANKS
from qeqt.runs import case_to_json

FOLDER = "assets/lab"
KIND = "lab"
FIGURES = "assets/figures"
MODEL, ROOM, CHART, LIBRARY = "model.js", "room.json", "chart.json", "charts.js"
PAGE = "lab/index.html"
WORKER = "lab-worker.js"
PARTS = (
    NAMED,
    "fetching.js",
    "chart-tools.js",
    "lab-text.js",
    "lab-controls.js",
    "lab-state.js",
    "lab-bands.js",
    "lab-csv.js",
    "lab-results.js",
    "lab.js",
    "lab-door.js",
)
"""The page's scripts; the last one loads the others when a reader opens the lab."""
MARK = re.compile(r'(<div id="qeqt-lab"[^>]*data-edition=")(")')


def banks() -> list[str]:
    """Return the banks that have a scenario, in the order of the records."""
    found = {record.bank for record in data.scenarios().values()}
    return sorted(found, key=list(BANKS).index)


def compact(content: object) -> str:
    """Return content as JSON without a blank too many."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def build_charts(site: Path, drawn: Mapping[str, str]) -> None:
    """Write the charts library and every figure's specification: fetched when a reader asks, never before."""
    (site / FOLDER).mkdir(parents=True, exist_ok=True)
    (site / FOLDER / LIBRARY).write_text(kept_library(), encoding="utf-8")
    (site / FIGURES).mkdir(parents=True, exist_ok=True)
    for name, specification in drawn.items():
        (site / FIGURES / f"{name}.json").write_text(specification, encoding="utf-8")


def kept_library() -> str:
    """Return the charts library, bundled once for each state of what it is made from."""

    def bundle() -> str:
        from macros.lab import chart

        return chart.library()

    made_by = store.code(Path(__file__).with_name("chart.py"))
    return store.once(KIND, LIBRARY, store.key(made_by, store.libraries()), bundle)


def kept_files() -> dict[str, str]:
    """Return what the lab's worker and page read, kept while nothing in it changed."""
    return build_cache.once("laboratory", lab_files)


def lab_files() -> dict[str, str]:
    """Return what the lab's worker and page read, by name; TranslationError where there is no model."""
    from macros.lab import chart

    files = {MODEL: core_script(), ROOM: compact(room(banks())), CHART: compact(chart.compiled())}
    return files | {f"{bank}.json": compact(case_to_json.packed_book(bank)) for bank in banks()}


def build_lab(site: Path, files: Callable[[], dict[str, str]] | None = None) -> str:
    """Write model, cases and what the page knows; return their edition, or nothing without a model.

    A book without the model in it is still a book: its page keeps the drawn charts, and the build says why.
    Its scripts carry their edition either way.
    ``files``: where what it reads comes from.
    """
    try:
        read = (files or kept_files)()
    except TranslationError as error:
        print(f"The lab stays a page without a model: {error}", file=sys.stderr)
        read = {}
    folder = site / FOLDER
    library = [(folder / LIBRARY).read_bytes()] if (folder / LIBRARY).is_file() else []
    edition = edition_of(site, [*(text.encode() for text in read.values()), *library])
    write_edition(site, edition)
    if not read:
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in read.items():
        (folder / name).write_text(text, encoding="utf-8")
    page = site / PAGE
    if page.is_file():
        page.write_text(started(page.read_text(encoding="utf-8"), edition), encoding="utf-8")
    return edition


def started(page: str, edition: str) -> str:
    """Return the lab's page with its scripts, told which edition of the model they belong to."""
    tags = f'<script type="module" src="../{SCRIPTS}{PARTS[-1]}?{edition}"></script>\n'
    return MARK.sub(rf"\g<1>{edition}\g<2>", page, count=1).replace("</body>", f"{tags}</body>", 1)
