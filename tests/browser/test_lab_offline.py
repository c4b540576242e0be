"""The lab without a network: once it was opened it goes on, and opens again."""

from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, Reading
from tests.browser.laboratory import READY, go, settled

KEPT = "html[data-kept]"
"""The browser keeps the lab."""


def test_it_goes_on_without_a_network(lab: Page, lab_reading: Reading) -> None:
    go(lab, "?preset=fed_2022_active")
    lab.wait_for_selector(KEPT)
    lab.context.set_offline(True)
    try:
        for query in ("?preset=fed_no_qe", "?preset=boj_taper", "?preset=fed_2022_capped&treasury_sales=10"):
            go(lab, query)
            assert lab.locator("#qeqt-lab").get_attribute("data-state") == "ready", query
    finally:
        lab.context.set_offline(False)
        # The browser may ask for the page's icon again and say that it could not: the page asked for nothing.
        heard = lab_reading.complaints
        heard[:] = [said for said in heard if "ERR_INTERNET_DISCONNECTED" not in said]


def test_opened_once_it_opens_again_without_a_network(chromium: Browser, base_url: str) -> None:
    context = chromium.new_context(locale="zh-TW", viewport=DESKTOP)
    page = context.new_page()
    page.goto(f"{base_url}lab/", wait_until="load")
    page.get_by_role("button", name="打開實驗室").click()
    page.wait_for_selector(READY)
    page.wait_for_selector(KEPT)
    context.set_offline(True)
    page.goto(f"{base_url}lab/?preset=fed_2022_capped", wait_until="load")
    page.wait_for_selector(READY)
    settled(page, lambda: page.locator("#lab-treasury_sales").press("PageUp"))
    assert "總資產少" in page.locator(".qeqt-lab__story").inner_text()
    context.close()


def test_an_older_edition_is_not_kept_and_no_more_than_the_lab(chromium: Browser, base_url: str) -> None:
    context = chromium.new_context(locale="zh-TW", viewport=DESKTOP)
    page = context.new_page()
    page.goto(base_url, wait_until="load")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    page.evaluate(
        "Promise.all(['qeqt-lab /qeqt/ old', 'qeqt /qeqt/ old', 'another site'].map(n => caches.open(n)))"
    )
    page.goto(f"{base_url}lab/?preset=fed_2022_active", wait_until="load")
    page.wait_for_selector(READY)
    page.wait_for_selector(KEPT)
    other, current = sorted(page.evaluate("caches.keys()"))
    assert other == "another site" and current.startswith("qeqt /qeqt/ ") and not current.endswith(" old")
    kept = page.evaluate(
        "name => caches.open(name).then(cache => cache.keys()).then(all => all.map(one => one.url))", current
    )
    assert f"{base_url}lab/" in kept and f"{base_url}qe/what/" not in kept, "who opens the lab keeps the lab"
    context.close()
