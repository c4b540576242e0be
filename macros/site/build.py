"""Builds the book: checked first, built beside the last good site, swapped in only when it is whole."""

import os
import shutil
import time
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from macros.chapter import check
from macros.figures.figure import FigureError
from macros.kept import build_cache
from macros.lab.install import build_charts, build_lab
from macros.notebook.execute import NotebookError
from macros.pages.finish import Finisher, FolderError
from macros.search import SearchError, build_search
from macros.site import half_build, second_process
from macros.text.errors import BuildError

ROOT = Path(__file__).resolve().parents[2]


def clear(*folders: Path) -> None:
    """Take folders away, with what is in them."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


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


def second_folder(fresh: Path) -> Path:
    """Where the second process renders, before it finishes its pages in `fresh`."""
    return fresh.with_name(f"{fresh.name}-half")


def make(root: Path, fresh: Path, pool: Executor | None) -> int:
    """Make the whole book of `root` in `fresh`, with a second process where there is one; how many pages.

    Raises BuildError with every mistake of every page, or with what MkDocs stopped at.
    """
    docs = root / "docs"
    if pool is not None and not build_cache.knows(second_process.DONE):
        second_process.work_out(pool, docs)
    book = second_process.rendered_pages(pool, docs)
    if mistakes := check.mistakes_of(book, docs):
        raise BuildError("\n".join([*map(str, mistakes), f"{len(mistakes)} mistakes; nothing was built."]))
    build_cache.save()  # for the second process
    fresh.mkdir(parents=True)
    names = half_build.split({name: page.weight for name, page in book.items()}) if pool else frozenset()
    asked = pool and pool.submit(
        second_process.apart, half_build.make, root, second_folder(fresh), fresh, names, True
    )
    made = [half_build.make(root, fresh, fresh, names)]
    if asked:
        made.append(second_process.answer(asked))
    found = half_build.joined(made)
    pages = Finisher(root, fresh, made[0].site).close()
    build_charts(fresh, {name: text for half in made for name, text in half.drawn.items()})
    build_search(fresh, found)
    build_lab(fresh)  # last: it keeps the page for readers without a network as it has become
    return pages


@build_cache.keeping()
def build(root: Path = ROOT, site: Path | None = None) -> str:
    """Build the book of `root` into `site`, by default its site/ folder; a line that says what was built.

    Raises BuildError when a page has a mistake, MkDocs stops, or a step over the folder refuses something.
    """
    begun = time.monotonic()
    site = site or root / "site"
    fresh = site.parent / ".cache" / f"site-{os.getpid()}"  # on the disk of `site`: a rename, not a copy
    folders = (fresh, second_folder(fresh))
    try:
        clear(*folders)
        with second_process.second_process(root / "docs") as pool:
            pages = make(root, fresh, pool)
        swap(fresh, site)
    except (BrokenProcessPool, FigureError, FolderError, NotebookError, SearchError) as error:
        raise BuildError(str(error)) from None
    finally:
        clear(*folders)
    return f"{pages} pages in {time.monotonic() - begun:.1f} s: {site}"
