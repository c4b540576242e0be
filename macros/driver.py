"""MkDocs as the book drives it: quiet, in strict order, and without work whose result nobody reads."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.pages import Page

from macros import blocks
from macros.errors import BuildError
from macros.folder import Site

# Material's notice about MkDocs 2 is known: pyproject.toml caps it.
os.environ["NO_MKDOCS_2_WARNING"] = "true"

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / ".cache" / "templates"
NOTEBOOK_PAGE = ROOT / ".cache" / "notebook-page"
OF_TEMPLATES = ("Jinja2", "mkdocs")
OF_NOTEBOOK = ("mkdocs-jupyter", "nbconvert", "nbformat", "jupytext", "mistune", "Pygments", "Markdown")
LATE = ("jupytext", "mkdocs_jupyter.convert")
"""What the notebook's plugin brings, a second's work to import and needed by one page when that changed."""


def versions(*names: str) -> str:
    """Name the state of libraries and interpreter."""
    said = f"{sys.version}{[(name, metadata.version(name)) for name in names]}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


class Late(ModuleType):
    """A module that is imported when something of it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        """Import the module and be it from now on."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        module = import_module(self.__name__)
        self.__dict__.update(vars(module))
        return getattr(module, name)


def configure(root: Path, folder: Path, **settings: Any) -> MkDocsConfig:
    """The book's configuration, built into `folder`."""
    for name in LATE:
        sys.modules.setdefault(name, Late(name))
    return load_config(str(root / "mkdocs.yml"), site_dir=str(folder), **settings)


def site_of(config: MkDocsConfig) -> Site:
    """What the configuration says about the book as a whole."""
    return Site(config.site_name, config.site_description or "", config.site_url or None)


def documentation(config: MkDocsConfig) -> list[File]:
    """Every file that MkDocs will make a page of."""
    files = config.plugins.on_files(get_files(config), config=config)
    return [file for file in files if file.is_documentation_page()]


def files_of(config: MkDocsConfig) -> Files:
    """Every file that MkDocs rendered, its pages with what they say."""
    macros: Any = config.plugins["macros"]
    files: Files = macros.variables["files"]
    return files


def listen() -> None:
    """Let MkDocs say what is wrong, and nothing else."""
    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        logger.addHandler(logging.StreamHandler())
        logger.setLevel(logging.WARNING)
        logger.propagate = False
        # Rendering some pages only is meant, here and in the preview: nobody needs to be warned of it.
        logging.getLogger("mkdocs.commands.build").addFilter(
            lambda record: not record.getMessage().startswith("A 'dirty' build")
        )


def use_templates(config: MkDocsConfig, templates: Environment) -> None:
    """Render with these templates, compiled once, not with fresh ones."""
    config.theme.get_env = lambda: templates  # type: ignore[method-assign]


class Blocks(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Puts charts and tables in their places, behind Markdown."""

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Put back the blocks of one page; links may lead to what has an id in them."""
        html, ids = blocks.put_back(html)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | ids
        return html


def spare(config: MkDocsConfig) -> None:
    """Keep the templates compiled; leave out the theme's index, and Markdown's reading of what macros print.

    The theme's index would be thrown away: the book's own takes its place.
    """
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    templates = config.theme.get_env()
    templates.bytecode_cache = FileSystemBytecodeCache(str(TEMPLATES), f"{versions(*OF_TEMPLATES)}-%s")
    use_templates(config, templates)
    config.plugins.events["page_context"].remove(config.plugins["material/search"].on_page_context)
    config.plugins["blocks"] = Blocks()


def keep_notebook_page(config: MkDocsConfig) -> None:
    """Have the notebook's plugin keep its page, which depends on the notebook and on libraries alone."""
    plugin = config.plugins["mkdocs-jupyter"]
    plugin.config.update(cache=True, cache_dir=str(NOTEBOOK_PAGE / versions(*OF_NOTEBOOK)))


def render(config: MkDocsConfig, dirty: bool = False, serve_url: str | None = None) -> None:
    """Have MkDocs render the pages.

    Raises BuildError on whatever MkDocs or a macro stops at; both stop by leaving the process.
    """
    try:
        mkdocs_build(config, dirty=dirty, serve_url=serve_url)
    except (SystemExit, MkDocsException) as stop:
        raise BuildError(f"MkDocs stopped: {stop}") from None
