"""Builds the book: checked first, built beside the last good site, swapped in only when it is whole."""

import logging
import os
import shutil
import time
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from macros import answers, notebook, warm
from macros.check import check
from macros.figure import FigureError
from macros.folder import Finisher, FolderError, Site
from macros.lab.install import build_charts, build_lab
from macros.notebook import NotebookError
from macros.search import SearchError, build_search

ROOT = Path(__file__).resolve().parents[1]
# Material's notice about MkDocs 2 is known: pyproject.toml caps it.
os.environ["NO_MKDOCS_2_WARNING"] = "true"


class BuildError(Exception):
    """The book could not be built; the last good site is untouched."""


def configure(root: Path, folder: Path, **settings: Any) -> MkDocsConfig:
    """The book's configuration, built into `folder`."""
    return load_config(str(root / "mkdocs.yml"), site_dir=str(folder), **settings)


def site_of(config: MkDocsConfig) -> Site:
    """What the configuration says about the book as a whole."""
    return Site(config.site_name, config.site_description or "", config.site_url or None)


def listen() -> None:
    """Let MkDocs say what is wrong, and nothing else."""
    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        # The preview renders edited pages only, on purpose: nobody needs to be warned of it each time.
        handler.addFilter(lambda record: not record.getMessage().startswith("A 'dirty' build"))
        logger.addHandler(handler)
        logger.setLevel(logging.WARNING)
        logger.propagate = False


def render(config: MkDocsConfig, dirty: bool = False, serve_url: str | None = None) -> None:
    """Have MkDocs render the pages.

    Raises BuildError on whatever MkDocs or a macro stops at; both stop by leaving the process.
    """
    try:
        mkdocs_build(config, dirty=dirty, serve_url=serve_url)
    except (SystemExit, MkDocsException) as stop:
        raise BuildError(f"MkDocs stopped: {stop}") from None


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


@warm.keeping()
def build(root: Path = ROOT, site: Path | None = None) -> str:
    """Build the book of `root` into `site`, by default its site/ folder; a line that says what was built.

    Raises BuildError when a page has a mistake, MkDocs stops, or a step over the folder refuses something.
    """
    begun = time.monotonic()
    site = site or root / "site"
    listen()
    answers.prepare()
    notebook.prepare()
    if mistakes := check(root / "docs"):
        raise BuildError("\n".join([*map(str, mistakes), f"{len(mistakes)} mistakes; nothing was built."]))
    fresh = site.parent / ".cache" / f"site-{os.getpid()}"  # on the disk of `site`: a rename, not a copy
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        config = configure(root, fresh)
        config.plugins.on_startup(command="build", dirty=False)
        render(config)
        pages = Finisher(root, fresh, site_of(config)).publish()
        build_charts(fresh)
        build_lab(fresh)
        build_search(fresh)
        swap(fresh, site)
    except (FigureError, FolderError, NotebookError, SearchError) as error:
        raise BuildError(str(error)) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return f"{pages} pages in {time.monotonic() - begun:.1f} s: {site}"
