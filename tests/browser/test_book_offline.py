"""The book without a network: whole after one visit, of one edition right after a deploy too."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from macros.audit.server import served
from macros.site.offline import keep_offline
from tests.book import ROOT
from tests.browser.conftest import SAVES_DATA
from tests.browser.laboratory import READY

SCRIPTS = ROOT / "theme" / "assets" / "javascripts"
KEPT = "html[data-kept=book]"


DEPLOYED = {"0ld00000": 1_700_000_000, "new00000": 1_800_000_000}
"""Seconds: a server tells editions apart by the second in which their files were written."""


def write(site: Path, edition: str, pages: tuple[str, ...] = ("", "a/")) -> None:
    """A book of a few lines, as a build finishes it."""
    for old in site.rglob("*"):
        if old.is_file():
            old.unlink()
    scripts, sheets = (site / "assets" / kind for kind in ("javascripts", "stylesheets"))
    for folder in (scripts, sheets):
        folder.mkdir(parents=True, exist_ok=True)
    for name in ("qeqt.js", "book-offline.js"):
        (scripts / name).write_text((SCRIPTS / name).read_text(encoding="utf-8"), encoding="utf-8")
    (sheets / f"book.{edition}.css").write_text(f":root {{ --edition: {edition} }}", encoding="utf-8")
    for address in (*pages, "404.html"):
        way = "" if address == "404.html" else "../" * address.count("/")
        file = site / address if address == "404.html" else site / address / "index.html"
        file.parent.mkdir(exist_ok=True)
        file.write_text(
            f'<!doctype html><html><head><meta charset="utf-8"><meta name="qeqt:title" content="x">'
            f'<link rel="stylesheet" href="{way}assets/stylesheets/book.{edition}.css"></head>'
            f"<body class=x><h1>{edition} {address}</h1><button class=qeqt-offline hidden>存</button>"
            f'<script src="{way}assets/javascripts/qeqt.js?{edition}" defer></script></body></html>',
            encoding="utf-8",
        )
    keep_offline(site)
    for file in site.rglob("*"):
        os.utime(file, (DEPLOYED[edition],) * 2)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    write(tmp_path / "site", "0ld00000")
    with served(tmp_path / "site") as url:
        yield tmp_path / "site", url


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-TW")
    yield context.new_page()
    context.close()


def keep(page: Page, url: str) -> None:
    """Visit and ask for the whole book."""
    page.goto(url)
    page.locator(".qeqt-offline").click()
    page.wait_for_selector(KEPT)


def reads(page: Page, url: str, edition: str) -> None:
    """A page is of an edition, and so is its sheet."""
    page.goto(url)
    expect(page.locator("h1")).to_contain_text(edition)
    said = "getComputedStyle(document.documentElement).getPropertyValue('--edition')"
    assert page.evaluate(said) == edition


def test_right_after_a_deploy_a_reader_without_a_network_has_one_edition_whole(
    page: Page, small: tuple[Path, str]
) -> None:
    site, url = small
    keep(page, url)
    write(site, "new00000", ("", "a/", "b/"))
    other = page.context.new_page()
    reads(other, f"{url}a/", "new00000")  # whoever has a network reads the newest page
    other.close()
    page.context.set_offline(True)
    for address in ("", "a/"):
        reads(page, url + address, "0ld00000")


def test_the_newest_edition_takes_over_when_no_page_of_the_older_one_is_open(
    page: Page, small: tuple[Path, str]
) -> None:
    site, url = small
    keep(page, url)
    assert len(page.evaluate("caches.keys()")) == 1
    write(site, "new00000", ("", "a/", "b/"))
    keep(page, f"{url}a/")
    assert len(page.evaluate("caches.keys()")) == 1
    page.context.set_offline(True)
    for address in ("", "a/", "b/", "a/index.html", "b?x=1#y"):
        reads(page, url + address, "new00000")
    expect(page.locator("h1")).to_contain_text("b/")


def test_of_a_site_half_renewed_the_older_edition_stays_whole(page: Page, small: tuple[Path, str]) -> None:
    site, url = small
    keep(page, url)
    old = (site / "a" / "index.html").read_bytes()
    write(site, "new00000")
    (site / "a" / "index.html").write_bytes(old)
    page.goto(url)
    page.locator(".qeqt-offline").click()
    expect(page.locator(".qeqt-offline")).to_be_disabled(timeout=10_000)
    page.context.set_offline(True)
    for address in ("", "a/"):
        reads(page, url + address, "0ld00000")


def test_what_was_not_kept_is_said_and_can_be_asked_for_again(page: Page, small: tuple[Path, str]) -> None:
    _, url = small
    page.goto(url)
    lost: list[str] = []

    def once(route: Route) -> None:
        lost.append(route.request.url)
        route.abort() if len(lost) == 1 else route.continue_()

    page.context.route("**/a/", once)
    button = page.locator(".qeqt-offline")
    button.click()
    expect(button).to_have_text("沒有存好，再試一次")
    button.click()
    page.wait_for_selector(KEPT)
    assert len(lost) > 1


@pytest.mark.parametrize("saves", [False, True])
def test_it_is_kept_when_the_page_has_come_to_rest_but_not_where_data_are_saved(
    page: Page, small: tuple[Path, str], saves: bool
) -> None:
    _, url = small
    page.clock.install()
    if saves:
        page.add_init_script(SAVES_DATA)
    page.goto(url)
    expect(page.locator(".qeqt-offline")).to_be_visible()
    assert page.evaluate("caches.keys()") == [], "a first view costs nothing of it"
    page.clock.run_for(9000)
    if saves:
        expect(page.locator(".qeqt-offline")).to_be_enabled()
        assert page.evaluate("caches.keys()") == []
    else:
        page.wait_for_selector(KEPT)


def test_the_whole_book_opens_without_a_network_after_one_visit(page: Page, base_url: str) -> None:
    keep(page, f"{base_url}qe/what/")
    page.context.set_offline(True)
    for address in ("", "qt/how/", "model/redo/", "glossary/"):
        page.goto(base_url + address)
        expect(page.locator("h1").first).to_be_visible()
        assert page.evaluate("[...document.styleSheets].filter(sheet => sheet.href).length") >= 3
    page.goto(f"{base_url}timeline/")
    page.locator("input[name=word]").fill("台灣")
    expect(page.locator(".qeqt-filter output")).to_contain_text("件")
    page.goto(f"{base_url}qt/what/")
    page.locator(".md-search__input").press_sequentially("縮表")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.goto(f"{base_url}lab/?preset=fed_2022_capped")
    page.wait_for_selector(READY)
    page.goto(f"{base_url}no/such/page/")
    expect(page.locator("h1")).to_have_text("找不到這一頁")


def test_everything_that_the_browser_is_told_to_keep_is_there(site: Path) -> None:
    told = re.search(r"^const files = \{(.*)\}$", (site / "offline.js").read_text(encoding="utf-8"), re.M)
    assert told
    places = re.findall(r'"([^"]+)":', told[1])
    files = [site / place.partition("?")[0] for place in places]
    assert all((file / "index.html" if file.is_dir() else file).is_file() for file in files)
    pages = {
        file.relative_to(site).as_posix().removesuffix("index.html") or "./" for file in site.rglob("*.html")
    }
    assert pages <= {*places}
