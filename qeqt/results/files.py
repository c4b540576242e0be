"""A file that appears whole or not at all, and never in the place of a link or a device."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def whole_file(path: Path | str | None) -> Iterator[TextIO]:
    """Open a file that appears only when all of it is written; None stands for standard output.

    A symbolic link stays and what it leads to is written; a device or a pipe is written into, never replaced.
    """
    if path is None:
        yield sys.stdout
        return
    target = Path(path).resolve() if Path(path).is_symlink() else Path(path)
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        if target.is_dir():
            raise IsADirectoryError(f"{path}: found a folder; a file is needed")
        with target.open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    if not target.parent.is_dir():
        raise FileNotFoundError(f"{path}: no such folder as {target.parent}")
    fresh = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with fresh.open("w", encoding="utf-8", newline="") as file:
            yield file
        if target.exists():
            fresh.chmod(stat.S_IMODE(target.stat().st_mode))
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
