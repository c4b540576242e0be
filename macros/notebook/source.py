"""The one notebook: where it is, what its head says, what its rendered page rests on.

mkdocs-jupyter executes and renders it, by a template of the book's own (theme/.jupyter). Its cache knows the
notebook's text alone; a page that rests on another state of model, records or libraries is taken out of it.
"""

from __future__ import annotations

import os
from pathlib import Path

from macros.kept import store

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "docs" / "model" / "redo.py"
ADDRESS = "model/redo/"
TEMPLATES = ROOT / "theme" / ".jupyter"
"""A folder of Jupyter's data path: nbconvert looks for templates below it."""
RENDERED = store.FOLDER / "notebook"
"""Where mkdocs-jupyter keeps the page; mkdocs.yml names it too."""


def heading() -> dict[str, str]:
    """Return what the notebook's head says: title and description."""
    lines = SOURCE.read_text(encoding="utf-8").split("# ---\n")[1].splitlines()
    pairs = (line.removeprefix("# ").partition(": ") for line in lines if not line.startswith("#  "))
    return {key: value for key, mark, value in pairs if mark}


def use_template() -> None:
    """Have nbconvert find the book's template, in this process and in those that it starts."""
    known = os.environ.get("JUPYTER_PATH", "")
    if str(TEMPLATES) not in known.split(os.pathsep):
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(TEMPLATES), known]))


def state() -> str:
    """Name what the page depends on: the notebook and all that it imports, the records, the template."""
    files = store.files([SOURCE, *(path for path in TEMPLATES.rglob("*") if path.is_file())], ROOT)
    return store.key(files, store.code(SOURCE), store.records(), store.libraries())


def keep() -> None:
    """Remember that what is in the cache belongs to this state."""
    store.seal(RENDERED, state())


def forget() -> None:
    """Take out of the cache what belongs to another state, and what is damaged."""
    store.refuse_unsealed(RENDERED, state())
