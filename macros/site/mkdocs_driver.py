"""MkDocs as the book drives it: quiet, in strict order, and without work whose result nobody reads."""

from __future__ import annotations

import logging
import os
import sys
from base64 import b64decode, b64encode
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.pages import Page

from macros.chapter import stand_ins
from macros.kept import store
from macros.pages.finish import Site
from macros.text.errors import BuildError

# Material's notice about MkDocs 2 is known: pyproject.toml caps it.
os.environ["NO_MKDOCS_2_WARNING"] = "true"

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = "templates"
NOTEBOOK_PAGE = "notebook-page"
LATE = ("jupytext", "mkdocs_jupyter.convert")
"""What the notebook's plugin brings, a second's work to import and needed by one page when that changed."""


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


class Compiled(BytecodeCache):
    """Keeps templates compiled, each under the digest of its name and text."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put what is kept into the bucket, which refuses what another version of Jinja compiled."""
        if text := store.read(TEMPLATES, bucket.key, store.key(bucket.checksum, store.libraries())):
            bucket.bytecode_from_string(b64decode(text))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        of = store.key(bucket.checksum, store.libraries())
        store.keep(TEMPLATES, bucket.key, of, b64encode(bucket.bytecode_to_string()).decode())


class Blocks(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Puts charts and tables in their places, behind Markdown."""

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Put back the blocks of one page; links may lead to what has an id in them."""
        html, ids = stand_ins.put_back(html)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | ids
        return html


def spare(config: MkDocsConfig) -> None:
    """Keep the templates compiled; leave out the theme's index, and Markdown's reading of what macros print.

    The theme's index would be thrown away: the book's own takes its place.
    """
    templates = config.theme.get_env()
    templates.bytecode_cache = Compiled()
    use_templates(config, templates)
    config.plugins.events["page_context"].remove(config.plugins["material/search"].on_page_context)
    config.plugins["blocks"] = Blocks()


def notebook_page() -> Path:
    """Return where the notebook's plugin keeps its page, for this state of the libraries."""
    return store.FOLDER / NOTEBOOK_PAGE / store.libraries()


def keep_notebook_page(config: MkDocsConfig) -> None:
    """Have the notebook's plugin keep its page, which depends on the notebook and on libraries alone."""
    store.refuse_unsealed(notebook_page())
    plugin = config.plugins["mkdocs-jupyter"]
    plugin.config.update(cache=True, cache_dir=str(notebook_page()))


def render(config: MkDocsConfig, dirty: bool = False, serve_url: str | None = None) -> None:
    """Have MkDocs render the pages.

    Raises BuildError on whatever MkDocs or a macro stops at; both stop by leaving the process.
    """
    try:
        mkdocs_build(config, dirty=dirty, serve_url=serve_url)
    except (SystemExit, MkDocsException) as stop:
        raise BuildError(f"MkDocs stopped: {stop}") from None
