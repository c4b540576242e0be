"""What the tests know of the book: its pages, its sections, and the addresses it is built for."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE_URL = "https://book.example/qeqt/"
REPO_URL = "https://code.example/qeqt"

# Section id -> address of the page that carries it. Changing one breaks readers' links.
ANCHORS: dict[str, str] = json.loads((ROOT / "tests" / "site" / "anchors.json").read_text(encoding="utf-8"))


def addresses() -> list[str]:
    """The address of every page, from its sources: "", "faq/", "qe/what/"."""
    sources = sorted(path for kind in ("*.md", "*.py") for path in (ROOT / "docs").rglob(kind))
    names = [source.relative_to(ROOT / "docs").with_suffix("").as_posix() for source in sources]
    return ["" if name == "index" else name.removesuffix("/index") + "/" for name in names]
