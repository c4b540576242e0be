"""The builders of the book, each called as its users call it: MkDocs, and its successor Zensical."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
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


BUILDERS: dict[str, Callable[[Path, Path], None]] = {"mkdocs": mkdocs}
