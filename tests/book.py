"""What the tests know of the book: its pages, its sections, and the addresses it is built for."""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

from macros.notebook.source import SOURCE

ROOT = Path(__file__).resolve().parents[1]
SITE_URL = os.environ.get("SITE_URL") or "https://book.example/qeqt/"
REPO_URL = os.environ.get("REPO_URL") or "https://code.example/qeqt"
SUB_PATH = urlsplit(SITE_URL).path
PUBLISHED = {"SITE_URL": SITE_URL, "REPO_URL": REPO_URL, "EDIT_URI": "edit/main/docs/"}
"""The environment in which the tests build the book: with address and repository, as it is published."""

# Section id -> address of the page that carries it. Changing one breaks readers' links.
ANCHORS: dict[str, str] = json.loads((ROOT / "tests" / "site" / "anchors.json").read_text(encoding="utf-8"))


def addresses() -> list[str]:
    """The address of every page, from its sources: "", "faq/", "qe/what/"."""
    sources = sorted([*(ROOT / "docs").rglob("*.md"), SOURCE])
    names = [source.relative_to(ROOT / "docs").with_suffix("").as_posix() for source in sources]
    return ["" if name == "index" else name.removesuffix("/index") + "/" for name in names]
