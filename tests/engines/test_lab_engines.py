"""The lab in three engines: opened every way under every timing, moved, kept, renewed, tried again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from macros.lab.edition import SCRIPTS
from macros.site.offline import SOURCE, keep_offline
from tests.book import ROOT
from tests.engines.drivers import Driver
from tests.engines.network import Network
from tests.engines.reading import OPENER, READY, STORY, heard, open_lab, runs, slowness, text, until

pytestmark = pytest.mark.whole

TIMINGS: dict[str, list[tuple[str, float]]] = {
    "at once": [],
    "everything late": [(r".", 0.05)],
    "the door late": [(r"lab-door", 0.4)],
    "what others lean on late": [(r"chart-tools|lab-text", 0.5)],
    "what all lean on late": [(r"javascripts/(edition|fetching)\.js", 0.4)],
    "the room late": [(r"javascripts/lab\.js", 0.5)],
    "the charts late": [(r"charts\.js|chart\.json", 0.8)],
    "the model late": [(r"model\.js|fed\.json", 0.8)],
}
WAYS = ("pointer", "key", "link")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("timing", TIMINGS)
def test_it_opens(browser: Driver, apart: Network, timing: str, way: str) -> None:
    apart.slow = TIMINGS[timing]
    browser.open(f"{apart.url}lab/{'?preset=fed_2022_capped' if way == 'link' else ''}")
    if way != "link":
        until(browser, "found => Boolean(document.querySelector(found))", OPENER)
    if way == "pointer":
        browser.click(OPENER)
    elif way == "key":
        browser.press(OPENER, "Enter")
    until(browser, READY)
    assert browser.ask(STORY)
    assert heard(browser) == []


def test_a_slider_moves_the_answer_and_the_address(browser: Driver, book: Network) -> None:
    open_lab(browser, book, "?preset=fed_2022_capped")
    before, story = runs(browser), browser.ask(STORY)
    browser.press("#lab-treasury_sales", "PageUp")
    until(browser, "before => Number(document.querySelector('#qeqt-lab').dataset.runs) > before", before)
    assert browser.ask(STORY) != story
    until(browser, "() => location.search.includes('treasury_sales=')")
    assert heard(browser) == []


DRAWN = """again => {
  if (window.qeqtLab.bands > 0) return true
  const buttons = [...document.querySelectorAll("#qeqt-lab button")]
  const asked = buttons.find(each => each.textContent === "畫誤差帶")
  if (again && asked.checkVisibility()) asked.click()
  return false
}"""
"""Whether the bands are whole; on a machine that is too busy, what came late is asked for again."""


def test_bands_are_drawn(browser: Driver, book: Network) -> None:
    open_lab(browser, book, "?preset=fed_2022_active")
    browser.ask(DRAWN, True)
    until(browser, DRAWN, slowness() > 1, seconds=60 * slowness())
    assert browser.ask("() => document.querySelector('.qeqt-legend .is-band').checkVisibility()")
    assert "一起抽 300 次" in text(browser, ".qeqt-legend .is-band")
    assert heard(browser) == []


@pytest.mark.parametrize(
    "missing",
    ["lab.js", "lab-state.js", "charts.js", "model.js", "fed.json", "room.json", "lab-worker.js"],
)
def test_what_failed_once_can_be_tried_again(browser: Driver, apart: Network, missing: str) -> None:
    apart.broken = {re.escape("/" + missing): 99}
    browser.open(f"{apart.url}lab/")
    browser.click(OPENER)
    said = until(browser, "() => document.querySelector('#qeqt-lab [role=alert]')?.textContent")
    assert re.search(r"[\u4e00-\u9fff]", said)
    assert "網路" not in said
    apart.broken = {}
    until(browser, "found => !document.querySelector(found).disabled", OPENER)
    assert text(browser, OPENER) == "再試一次"
    browser.click(OPENER)
    until(browser, READY)


KEPT = "() => document.documentElement.dataset.kept === 'lab'"
EDITION = "() => document.querySelector('#qeqt-lab').dataset.edition"


def test_once_opened_it_opens_without_a_network(browser: Driver, apart: Network) -> None:
    open_lab(browser, apart)
    until(browser, KEPT)
    apart.stop()
    try:
        open_lab(browser, apart, "?preset=fed_2022_capped")
        assert browser.ask(STORY)
    finally:
        apart.start()


@pytest.fixture
def renewed(site: Path, tmp_path: Path) -> Path:
    """The same book as another edition, as a deploy would bring it."""
    folder = tmp_path / "renewed"
    shutil.copytree(site, folder)
    edition = re.search(
        r'data-edition="(\w{8})"', (folder / "lab" / "index.html").read_text(encoding="utf-8")
    )
    assert edition
    for file in (*folder.rglob("*.html"), *folder.rglob("*.js")):
        told = file.read_text(encoding="utf-8")
        if edition[1] in told:
            file.write_text(told.replace(edition[1], "0ther0ne"), encoding="utf-8")
    shutil.copy(ROOT / "theme" / SCRIPTS / SOURCE, folder / SCRIPTS)
    keep_offline(folder)
    return folder


def test_after_a_deploy_the_new_edition_is_kept_whole(browser: Driver, apart: Network, renewed: Path) -> None:
    apart.max_age = 600
    open_lab(browser, apart)
    until(browser, KEPT)
    apart.folder = renewed
    browser.open(f"{apart.url}lab/")
    open_lab(browser, apart)
    until(browser, KEPT)
    apart.stop()
    try:
        open_lab(browser, apart)
        assert browser.ask(EDITION) == "0ther0ne"
        assert browser.ask(STORY)
    finally:
        apart.start()


def test_a_site_half_renewed_keeps_what_was_whole(browser: Driver, apart: Network, renewed: Path) -> None:
    open_lab(browser, apart)
    old = browser.ask(EDITION)
    until(browser, KEPT)
    (renewed / "lab" / "index.html").write_bytes((apart.folder / "lab" / "index.html").read_bytes())
    apart.folder = renewed
    browser.open(f"{apart.url}lab/")
    browser.ask("() => navigator.serviceWorker.ready.then(found => found.update()).catch(() => {})")
    apart.stop()
    try:
        open_lab(browser, apart)
        assert browser.ask(EDITION) == old
    finally:
        apart.start()
