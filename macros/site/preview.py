"""The live preview: only an edited page is rendered again; a changed sentence shows within two seconds."""

import logging
import os
import shutil
import socket
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from macros.chapter.check import check
from macros.figures.figure import FigureError
from macros.kept import build_cache
from macros.lab.install import PAGE, build_charts, build_lab, kept_files
from macros.pages.finish import Finisher, FolderError, Site
from macros.site.build import ROOT
from macros.text.errors import VerbError

PORT, TRIED = 8000, 20
LOOK_AGAIN_S = 0.2
PAGES, LOOKS, CODE = ("docs",), ("theme", "mkdocs.yml"), ("macros", "qeqt")


def newest(root: Path, *names: str) -> float:
    """When the youngest file below `names` was changed, in seconds of the epoch; compiled code aside."""
    files = (file for name in names for file in [root / name, *(root / name).rglob("*")])
    return max(file.stat().st_mtime for file in files if file.is_file() and file.suffix != ".pyc")


@cache
def laboratory() -> dict[str, str]:
    """What the lab reads, made once: a change of code or records starts the preview again."""
    return kept_files()


class Preview:
    """Renders what changed into `folder`: of text its page, of theme or configuration every page."""

    def __init__(self, root: Path, folder: Path, url: str) -> None:
        """`url`: the address under which `folder` is served."""
        self.root, self.folder, self.url = root, folder, url
        self.rendered = 0.0

    @build_cache.keeping()
    def __call__(self) -> None:
        """Render what changed since the last time; a mistake is printed and the page stays as it was."""
        begun = time.time()
        whole = newest(self.root, *LOOKS) > self.rendered
        try:
            site = self.render(whole)
            finisher = Finisher(self.root, self.folder, site)
            pages = finisher.preview(since=begun if self.rendered and not whole else 0.0)
            self.open_lab(begun)
        except (FigureError, FolderError, MkDocsException, SystemExit) as error:  # a macro ends the process
            print("\n".join([*map(str, check(self.root / "docs")), str(error)]), file=sys.stderr, flush=True)
            return
        self.rendered = begun
        print(f"{pages} pages in {time.time() - begun:.1f} s", flush=True)

    def render(self, whole: bool) -> Site:
        """Have MkDocs render every page, or those that changed; what its configuration says of the book."""
        config = load_config(
            str(self.root / "mkdocs.yml"), site_dir=str(self.folder), strict=False, site_url=self.url
        )
        config.plugins.on_startup(command="serve", dirty=not whole)
        build(config, dirty=not whole, serve_url=self.url)
        return Site(config.site_name, config.site_description or "", config.site_url)

    def open_lab(self, begun: float) -> None:
        """Put the model into the lab's page where it was rendered; no browser keeps a preview for later."""
        page = self.folder / PAGE
        if not page.is_file() or page.stat().st_mtime < begun:
            return
        build_charts(self.folder, {})
        build_lab(self.folder, files=laboratory)


def free_port(first: int = PORT) -> int:
    """Return the first free port from one on; raises VerbError where twenty are taken."""
    for port in range(first, first + TRIED):
        with socket.socket() as tried, suppress(OSError):
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(("127.0.0.1", port))
            return port
    raise VerbError(f"no free port from {first} to {first + TRIED - 1}: end another preview")


def serve(root: Path = ROOT) -> None:
    """Serve the book of `root` until it is interrupted.

    A change of code or records starts the preview again: a running process holds the old ones.
    """
    os.environ["RUN_NOTEBOOK"] = "false"
    logging.getLogger("mkdocs").addHandler(logging.StreamHandler())
    begun, port = time.time(), free_port()
    folder = root / ".cache" / "serve"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    preview = Preview(root, folder, f"http://127.0.0.1:{port}/")

    def follow() -> None:
        if newest(root, *CODE) > begun:
            print("Code or records changed: starting again.", flush=True)
            os.execv(sys.executable, [sys.executable, "-m", "macros", "serve"])
        preview()

    server = LiveReloadServer(follow, "127.0.0.1", port, str(folder), polling_interval=LOOK_AGAIN_S)
    try:
        preview()
        for name in (*PAGES, *LOOKS, *CODE):
            server.watch(str(root / name))
        print(f"Preview at {preview.url} (Ctrl-C ends it)", flush=True)
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
