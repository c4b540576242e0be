"""The builders of the book, each called as its users call it: MkDocs, and its successor Zensical."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from macros.notebook import source as notebook
from macros.text.errors import BuildError

FRAME = re.compile(r'(?:Traceback .*|  File ".*", line \d+.*(?:\n    .*)*)\n')
CHATTER = re.compile(r"(?m)^INFO .*\n?")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
NOTEBOOK_ENTRY = re.compile(r"(?m)^ *- .*\.py\n")


def run(builder: str, *arguments: str, folder: Path, **environment: str) -> str:
    """Run a builder in a folder; what it said. Raises BuildError with that, when it stops."""
    done = subprocess.run(
        [sys.executable, "-m", builder, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    said = COLOURS.sub("", done.stdout + done.stderr)
    if done.returncode:
        raise BuildError(f"{builder} stopped:\n{CHATTER.sub('', FRAME.sub('', said)).strip()}")
    return said


def mkdocs(root: Path, folder: Path) -> None:
    """Have MkDocs build the book of `root` into `folder`; the notebook's page is kept for the next time."""
    notebook.forget()
    run(
        "mkdocs",
        "build",
        "--site-dir",
        str(folder),
        folder=root,
        KEEP_NOTEBOOK="true",
        NO_MKDOCS_2_WARNING="true",  # pyproject.toml caps MkDocs
    )
    notebook.keep()


def zensical(root: Path, folder: Path) -> None:
    """Have Zensical build the book of `root`, without its notebook, into `folder`.

    It builds only below the folder of its configuration, and knows no notebook: it gets a copy without it.
    """
    if find_spec("zensical") is None:
        raise BuildError("Zensical is not installed; this installs it: make site BUILDER=zensical")
    sources = folder.with_name(f"{folder.name}-sources")
    try:
        for name in ("docs", "theme"):
            shutil.copytree(root / name, sources / name, ignore=shutil.ignore_patterns(notebook.SOURCE.name))
        (sources / "macros").symlink_to(root / "macros")
        configuration = (root / "mkdocs.yml").read_text(encoding="utf-8")
        (sources / "mkdocs.yml").write_text(NOTEBOOK_ENTRY.sub("", configuration), encoding="utf-8")
        run("zensical", "build", "--strict", folder=sources)
        (sources / "site").rename(folder)
    finally:
        shutil.rmtree(sources, ignore_errors=True)


BUILDERS: dict[str, Callable[[Path, Path], None]] = {"mkdocs": mkdocs, "zensical": zensical}
