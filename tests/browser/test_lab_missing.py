"""A file of the lab that does not come: the reader is told which and what was said, and may try again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.laboratory import READY

FILES = {
    "room.json": "實驗室的設定",
    "charts.js": "圖表程式",
    "fed.json": "這家央行的資料",
}
GONE = {"status": 404, "body": "", "content_type": "text/plain"}


@pytest.fixture
def closed(chromium: Browser) -> Iterator[Page]:
    """A page of its own, without the worker that keeps the lab's files."""
    context = chromium.new_context(locale="zh-TW", service_workers="block")
    yield context.new_page()
    context.close()


def opened(page: Page, base_url: str) -> str:
    """Open the lab and return what it says instead."""
    page.goto(f"{base_url}lab/", wait_until="load")
    page.get_by_role("button", name="打開實驗室").click()
    alert = page.locator("#qeqt-lab [role=alert]:not(:empty), #qeqt-lab .qeqt-lab__problem:not([hidden])")
    alert.first.wait_for()
    return alert.first.inner_text()


@pytest.mark.parametrize(("file", "name"), FILES.items(), ids=FILES)
def test_what_the_site_does_not_have_is_named_with_its_answer(
    closed: Page, base_url: str, file: str, name: str
) -> None:
    closed.route(f"**/lab/{file}*", lambda route: route.fulfill(**GONE))
    said = opened(closed, base_url)
    assert f"網站上的檔案拿不到（{name}，代碼 404）" in said
    closed.unroute_all()
    closed.get_by_role("button", name="再試一次").click()
    closed.wait_for_selector(READY)


def test_what_nobody_answers_is_named_without_a_number(closed: Page, base_url: str) -> None:
    closed.route("**/lab/fed.json*", lambda route: route.abort())
    said = opened(closed, base_url)
    assert f"網站沒有回應，{FILES['fed.json']} 沒有載下來" in said
    assert "代碼" not in said
