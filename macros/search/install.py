"""Puts our worker in the place of the theme's, on every page, or stops the build.

Zensical's box has a worker and an index of its own, and no place for another list: there our worker answers
the FAQ's filter alone.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

from macros.pages.page import read_pages
from macros.search.entries import SearchError

THEME_INDEX = "search/search_index.json"
ZENSICAL_INDEX = "search.json"
SCRIPTS = "assets/javascripts/"
WORKER = ("search-worker.js", "search-text.js", "search-sounds.js", "search-query.js", "search-engine.js")
UNASKED = ("workers", "lunr")
"""The theme's own worker, and what it knows of languages."""
BOX = "search-box.js"
FILTERS = {
    'class="qeqt-faq-filter"': "faq-filter.js",
    'class="qeqt-filter"': "records-filter.js",
}
"""The form that a page carries, and the script that wakes it."""
CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
THEME_WORKER = re.compile(r'"((?:[^"]*/)?)assets/javascripts/workers/search\.[0-9a-f]+\.min\.js"')
THEME_SCRIPT = re.compile(
    r'<script src="((?:[^"]*/)?)assets/javascripts/bundle\.[0-9a-f]+\.min\.js"></script>'
)
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/)[ \t]*\n", re.MULTILINE)
"""Lines that only tell a reader of the source what the next ones do."""
# What the theme still fetches on every page: how to light a found term, and no documents.
STUB = {"config": {"lang": ["en"], "separator": r"[\s]+", "pipeline": [], "fields": {}}, "docs": []}


def edition(site: Path, index: bytes) -> str:
    """A short name for this index with these scripts, so that a browser never mixes two of them."""
    digest = hashlib.sha256(index)
    for name in (*WORKER, BOX, *FILTERS.values()):
        file = site / SCRIPTS / name
        if not file.is_file():
            raise SearchError(f"{file}: not found; it belongs to the theme's folder")
        digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


def install(page: str, name: str, version: str, box: bool = True) -> str:
    """A page that starts our worker. `name` is the page's file, for the message when it cannot.

    ``box``: whether the theme's box asks it, or the page's filter alone.
    """
    config, theme = CONFIG.search(page), THEME_SCRIPT.search(page)
    if config is None:
        raise SearchError(f"{name}: found no __config; the theme no longer names its search worker there")
    if theme is None:
        raise SearchError(f"{name}: found no script bundle.….min.js of the theme to stand before")
    filters = [script for form, script in FILTERS.items() if form in page]
    if not box:
        asked = f' data-worker="{theme[1]}{SCRIPTS}{WORKER[0]}?{version}"' if filters else ""
        return placed(page, theme, [BOX, *filters] if filters else [], version, asked)
    said = json.loads(config[2]).get("search")
    worker = THEME_WORKER.search(config[2])
    if worker is None or said != worker[0].strip('"'):
        raise SearchError(f"{name}: __config says search {said!r}; expected …/workers/search.….min.js")
    page = placed(page, theme, [BOX, *filters], version)
    return page.replace(worker[0], f'"{worker[1]}{SCRIPTS}{WORKER[0]}?{version}"', 1)


def placed(page: str, theme: re.Match[str], scripts: list[str], version: str, asked: str = "") -> str:
    """A page with scripts of ours before the theme's."""
    tags = "".join(
        f'<script src="{theme[1]}{SCRIPTS}{script}?{version}"{asked}></script>\n' for script in scripts
    )
    return page[: theme.start()] + tags + page[theme.start() :]


def install_everywhere(site: Path, index: bytes) -> None:
    """Every page starts our worker; the theme's is not served, and its index is left without documents."""
    version = edition(site, index)
    box = not (site / ZENSICAL_INDEX).is_file()
    for page in read_pages(site):
        file = site / page.path
        file.write_text(install(page.html, str(file), version, box), encoding="utf-8")
    for name in (*WORKER, BOX):
        script = site / SCRIPTS / name
        script.write_text(COMMENT.sub("", script.read_text(encoding="utf-8")), encoding="utf-8")
    if not box:
        return
    for folder in UNASKED:
        shutil.rmtree(site / SCRIPTS / folder, ignore_errors=True)
    (site / THEME_INDEX).write_text(json.dumps(STUB), encoding="utf-8")
