"""The lab without a network: once it was opened it goes on, and opens again."""

from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, Reading
from tests.browser.laboratory import READY, edition, go, settled

KEPT = """async () => {
  const worker = navigator.serviceWorker
  const taken = new Promise(resolve => worker.addEventListener("controllerchange", resolve, { once: true }))
  if (!worker.controller) await taken
}"""
"""Waits until the browser keeps the lab, and no older edition of it."""


def test_it_goes_on_without_a_network(lab: Page, lab_reading: Reading) -> None:
    go(lab, "?preset=fed_2022_active")
    lab.evaluate(KEPT)
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
    page.evaluate(KEPT)
    context.set_offline(True)
    page.goto(f"{base_url}lab/?preset=fed_2022_capped", wait_until="load")
    page.wait_for_selector(READY)
    settled(page, lambda: page.locator("#lab-treasury_sales").press("PageUp"))
    assert "總資產少" in page.locator(".qeqt-lab__story").inner_text()
    context.close()


def test_an_older_edition_is_not_kept_and_a_chapter_is_left_alone(chromium: Browser, base_url: str) -> None:
    context = chromium.new_context(locale="zh-TW", viewport=DESKTOP)
    page = context.new_page()
    page.goto(base_url, wait_until="load")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    page.evaluate("caches.open('qeqt-lab /qeqt/ old').then(() => caches.open('another site'))")
    page.goto(f"{base_url}lab/?preset=fed_2022_active", wait_until="load")
    page.wait_for_selector(READY)
    page.evaluate(KEPT)
    found = page.evaluate("caches.keys()")
    assert sorted(found) == ["another site", f"qeqt-lab /qeqt/ {edition(page)}"]
    context.close()
