"""What the built book weighs and how fast it is made, each figure beside its budget."""

import gzip
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Response, ViewportSize, sync_playwright

from macros.audit.browser import FLAGS, find
from macros.audit.lab import audit_lab
from macros.audit.measure import Row
from macros.audit.model import model_times
from macros.audit.records import audit_records
from macros.audit.search import audit_search
from macros.audit.server import served
from macros.site.build import ROOT
from macros.site.preview import Preview
from macros.text.errors import BuildError

KB = 1000
DESKTOP = ViewportSize(width=1280, height=900)
FIRST_VIEW_KB, FIRST_VIEW_REQUESTS = 150, 12
COLD_BUILD_S, WARM_BUILD_S = 25, 6
IMPORT_MS, PREVIEW_S = 60, 2
# What axe need not look at: rows of a table are alike, a picture is one image, and on a touch screen the
# theme takes the keyboard's focus from code that a finger scrolls.
PASSED_OVER = [[".qeqt-table tbody tr:nth-child(n+4)"], ["svg"], ["pre"]]


def addresses(site: Path) -> list[str]:
    """The address of every page below the root of the built site."""
    folders = (file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    return sorted("" if folder == "." else f"{folder}/" for folder in folders)


def first_view(browser: Browser, url: str) -> tuple[float, int]:
    """Weight in kB (gzip) and number of requests of a page that a reader opens first."""
    context = browser.new_context(viewport=DESKTOP)
    answers: list[Response] = []
    context.on("response", lambda answer: answers.append(answer))
    context.new_page().goto(url, wait_until="networkidle")
    weight = sum(len(gzip.compress(answer.body())) for answer in answers if answer.ok)
    context.close()
    return weight / KB, len(answers)


def weights(browser: Browser, url: str, pages: Iterable[str]) -> Iterator[Row]:
    """The heaviest pages, and the most requests."""
    views = {page: first_view(browser, url + page) for page in pages}
    for page, (weight, _) in sorted(views.items(), key=lambda view: -view[1][0])[:5]:
        yield Row(f"first view of /{page}, gzip", weight, "kB", FIRST_VIEW_KB)
    yield Row(
        "most requests of a first view", max(count for _, count in views.values()), "", FIRST_VIEW_REQUESTS
    )


def barriers(browser: Browser, url: str, pages: Iterable[str]) -> Iterator[Row]:
    """Accessibility violations that axe finds, light and dark; each is printed."""
    axe = Axe()
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport=DESKTOP, color_scheme="dark" if scheme == "dark" else "light")
        page = context.new_page()
        found = 0
        for address in pages:
            page.goto(url + address, wait_until="load")
            result = axe.run(page, context={"exclude": PASSED_OVER})
            if result.violations_count:
                print(f"/{address} ({scheme})\n{result.generate_snapshot()}", file=sys.stderr)
            found += result.violations_count
        context.close()
        yield Row(f"accessibility violations, {scheme}", found, "", 0)


@contextmanager
def without_folder(folder: Path) -> Iterator[None]:
    """Hide a folder while the block runs."""
    away = folder.with_name(folder.name + "-aside")
    if folder.exists():
        folder.rename(away)
    try:
        yield
    finally:
        if away.exists():
            shutil.rmtree(folder, ignore_errors=True)
            away.rename(folder)


def seconds(*command: str) -> float:
    """How long a command of the project takes.

    Raises BuildError with what the command said when it fails.
    """
    begun = time.monotonic()
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(done.stderr)
    return time.monotonic() - begun


def build_times() -> Iterator[Row]:
    """A build with an empty cache, and one with what it left."""
    with without_folder(ROOT / ".cache"):
        yield Row("build, cold", seconds("-m", "macros", "build"), "s", COLD_BUILD_S)
        yield Row("build, warm", seconds("-m", "macros", "build"), "s", WARM_BUILD_S)


def import_time() -> Row:
    """`import qeqt` in a fresh interpreter, the best of five, the interpreter's own start taken off."""
    bare, whole = (min(seconds("-c", code) for _ in range(5)) for code in ("", "import qeqt"))
    return Row("import qeqt", (whole - bare) * 1000, "ms", IMPORT_MS)


def preview_time() -> Row:
    """A changed sentence in the preview, on a copy of the book's text."""
    with tempfile.TemporaryDirectory(dir=ROOT / ".cache") as name:
        book = Path(name)
        shutil.copytree(ROOT / "docs", book / "docs")
        for shared in ("theme", "macros", "qeqt", "mkdocs.yml"):
            (book / shared).symlink_to(ROOT / shared)
        preview = Preview(book, book / "site", "http://127.0.0.1/")
        preview()
        page = book / "docs" / "faq.md"
        page.write_text(page.read_text(encoding="utf-8") + "\n改了一句。\n", encoding="utf-8")
        begun = time.monotonic()
        preview()
        return Row("preview of a changed sentence", time.monotonic() - begun, "s", PREVIEW_S)


def audit() -> int:
    """Print the table; 0 when every budget holds, 1 when one does not.

    Raises BuildError when the book cannot be built or no browser is there.
    """
    rows = [*audit_records(), import_time(), *model_times(), *build_times(), preview_time()]
    site = ROOT / "site"
    pages = addresses(site)
    try:
        with served(site) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
            rows += [*weights(browser, url, pages), *barriers(browser, url, pages)]
            rows += audit_search(browser, url, site, ROOT)
            rows += audit_lab(browser, url, site)
            browser.close()
    except Error as error:
        raise BuildError(f"the browser stopped: {error.message}") from None
    print(f"{'what':<58} {'measured':>10} {'':<9} {'held to':>14}")
    print("\n".join(map(str, rows)))
    return 0 if all(row.within for row in rows) else 1
