"""Builds the book: checked, built and finished beside the last good site, swapped in when it is whole."""

import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from macros.chapter import check
from macros.figures.figure import FigureError
from macros.kept import build_cache
from macros.pages import takeaway
from macros.pages.finish import FolderError
from macros.search import SearchError
from macros.site import second_process
from macros.site.builders import BUILDERS
from macros.site.finish import finish
from macros.text.errors import BuildError

ROOT = Path(__file__).resolve().parents[2]


def swap(fresh: Path, site: Path) -> None:
    """Put `fresh` in the place of `site`; should that fail, the old one comes back."""
    old = fresh.with_name(fresh.name + "-old")
    if site.exists():
        site.rename(old)
    try:
        fresh.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(site: Path) -> None:
    """Put right what a killed build left: the last site comes back, half-built ones go, running ones stay."""
    for folder in sorted((site.parent / ".cache").glob("site-*")):
        _, process, *part = folder.name.split("-")
        if runs(int(process)):
            continue
        if part == ["old"] and not site.exists():
            folder.rename(site)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def runs(process: int) -> bool:
    """Whether another process of that number runs; where that cannot be asked, it may."""
    try:
        os.kill(process, 0) if os.name == "posix" else None
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()


def make(root: Path, fresh: Path, pool: Executor | None, builder: str) -> int:
    """Make the whole book of `root` in `fresh`, with a second process where there is one; how many pages.

    Raises BuildError with every mistake of every page, or with what the builder stopped at.
    """
    docs = root / "docs"
    if pool is not None and not build_cache.knows(second_process.DONE):
        second_process.work_out(pool, docs)
    book = second_process.rendered_pages(pool, docs)
    if mistakes := check.mistakes_of(book, docs):
        raise BuildError("\n".join([*map(str, mistakes), f"{len(mistakes)} mistakes; nothing was built."]))
    build_cache.save()  # for the builder
    BUILDERS[builder](root, fresh)
    return finish(root, fresh)


@contextmanager
def refusals_told() -> Iterator[None]:
    """Say what a step refused as what stopped the build."""
    try:
        yield
    except (BrokenProcessPool, FigureError, FolderError, OSError, SearchError) as error:
        raise BuildError(str(error)) from None


def finished(root: Path = ROOT, folder: Path | None = None) -> str:
    """Finish what a builder left in a folder, by default site/; a line that says how many pages there are.

    Raises BuildError when there is no built book, when it is finished already, or a step refuses something.
    """
    folder = (folder or root / "site").resolve()
    with refusals_told():
        return f"{finish(root, folder)} pages finished: {folder}"


def left_out() -> str:
    """Say what is not there, or not named, because of where the book is built."""
    said = "" if os.environ.get("SITE_URL") else "; no SITE_URL: no page names its card"
    return said if takeaway.writes_chinese() else f"{said}; no font for Chinese: no PNG, no card of a page"


@build_cache.keeping()
def build(root: Path = ROOT, site: Path | None = None, builder: str = "mkdocs") -> str:
    """Build the book of `root` into `site`, by default its site/ folder; a line that says what was built.

    Raises BuildError when a page has a mistake, the builder stops, or a step refuses something.
    """
    begun = time.monotonic()
    site = site or root / "site"
    if site.exists() and not site.is_dir():
        raise BuildError(f"{site}: found a file; a folder, or nothing, is needed")
    fresh = site.parent / ".cache" / f"site-{os.getpid()}"  # on the disk of `site`: a rename, not a copy
    with refusals_told():
        fresh.parent.mkdir(parents=True, exist_ok=True)
        recover(site)
        try:
            with second_process.second_process(root / "docs") as pool:
                pages = make(root, fresh, pool, builder)
            swap(fresh, site)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return f"{pages} pages in {time.monotonic() - begun:.1f} s: {site}{left_out()}"
