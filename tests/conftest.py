"""The built book, made once a run and shared by all workers."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from macros import charts  # noqa: F401  registers every chart and result
from macros.audit.browser import FLAGS, find
from tests.book import PUBLISHED, ROOT, SUB_PATH

settings.register_profile("fresh draws", deadline=None)  # a slow machine is no wrong one
settings.register_profile("the same draws", deadline=None, derandomize=True)
settings.load_profile("the same draws")  # `make draws` draws anew


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder that `make site` builds where the environment names address and repository.

    $QEQT_SITE names one that is built already: what is published is then what is tested.
    """
    from macros.site.build import build

    if built := os.environ.get("QEQT_SITE"):
        return (ROOT / built).resolve(strict=True)

    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder = shared / "site"
    with FileLock(str(shared / "site.lock")):
        if not folder.is_dir():
            with pytest.MonkeyPatch.context() as patch:
                for name, value in PUBLISHED.items():
                    patch.setenv(name, value)
                build(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def base_url(site: Path) -> Iterator[str]:
    """Where the built book is served, under a sub-path as on GitHub Pages."""
    from macros.audit.server import served

    with served(site, SUB_PATH) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser a worker: Playwright runs once in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        yield browser
        browser.close()
