"""Puts the model and each bank's cases into the built folder, for the lab's worker."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from macros import warm
from macros.lab.room import BANK_NAMES, room
from macros.lab.translate import CACHE, TranslationError, core_script
from qeqt import data, packing

FOLDER = "assets/lab"
FIGURES = "assets/figures"
MODEL, ROOM, CHART, LIBRARY = "model.js", "room.json", "chart.json", "charts.js"
PAGE = "lab/index.html"
SCRIPTS = "assets/javascripts/"
WORKER = "lab-worker.js"
PARTS = (
    "chart-tools.js",
    "lab-text.js",
    "lab-controls.js",
    "lab-state.js",
    "lab-bands.js",
    "lab-csv.js",
    "lab-results.js",
    "lab.js",
)
"""The page's scripts; the last starts the others."""
MARK = re.compile(r'(<div id="qeqt-lab"[^>]*data-edition=")(")')


def banks() -> list[str]:
    """Return the banks that have a scenario, in the order of the records."""
    found = {record.bank for record in data.scenarios().values()}
    return sorted(found, key=list(BANK_NAMES).index)


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
    """Return the charts library, bundled once for each version of what it is made from."""
    kept = CACHE / f"charts-{metadata.version('vl-convert-python')}.txt"
    if not kept.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        from macros.lab import chart

        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_text(chart.library(), encoding="utf-8")
        fresh.replace(kept)
    return kept.read_text(encoding="utf-8")


def kept_files() -> dict[str, str]:
    """Return what the lab's worker and page read, kept while nothing in it changed."""
    return warm.once("laboratory", lab_files)


def lab_files() -> dict[str, str]:
    """Return what the lab's worker and page read, by name; TranslationError where there is no model."""
    from macros.lab import chart

    files = {MODEL: core_script(), ROOM: compact(room(banks())), CHART: compact(chart.compiled())}
    return files | {f"{bank}.json": compact(packing.packed_book(bank)) for bank in banks()}


def build_lab(site: Path) -> str:
    """Write model, cases and what the page knows; return their edition, or nothing without a model.

    A book without the model in it is still a book: its page keeps the drawn charts, and the build says why.
    """
    try:
        files = kept_files()
    except TranslationError as error:
        print(f"The lab stays a page without a model: {error}", file=sys.stderr)
        return ""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
        digest.update(text.encode())
    for name in (WORKER, *PARTS):
        digest.update((site / SCRIPTS / name).read_bytes())
    edition = digest.hexdigest()[:8]
    page = site / PAGE
    if page.is_file():
        page.write_text(started(page.read_text(encoding="utf-8"), edition), encoding="utf-8")
    return edition


def started(page: str, edition: str) -> str:
    """Return the lab's page with its scripts, told which edition of the model they belong to."""
    tags = f'<script type="module" src="../{SCRIPTS}{PARTS[-1]}?{edition}"></script>\n'
    return MARK.sub(rf"\g<1>{edition}\g<2>", page, count=1).replace("</body>", f"{tags}</body>", 1)
