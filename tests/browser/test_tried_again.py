"""What does not come once is said in Chinese, with a button that really fetches it again."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.laboratory import READY

AGAIN = "再試一次"
OnlyOnce = Callable[[str], list[str]]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-TW", service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture
def fails_once(page: Page) -> OnlyOnce:
    """Has the first request for a file fail; what was asked for."""

    def failing(file: str) -> list[str]:
        asked: list[str] = []

        def answer(route: Route) -> None:
            asked.append(route.request.url)
            route.abort() if len(asked) == 1 else route.continue_()

        page.context.route(f"**/{file}*", answer)
        return asked

    return failing


FIGURE_FILES = [
    "figure-live.js",
    "chart-tools.js",
    "fetching.js",
    "live.css",
    "qt_four_ways.wide.json",
    "charts.js",
]


@pytest.mark.parametrize("file", FIGURE_FILES)
def test_a_figure_that_answers(page: Page, base_url: str, fails_once: OnlyOnce, file: str) -> None:
    asked = fails_once(file)
    page.goto(f"{base_url}qt/how/")
    frame = page.locator("#fig-qt_four_ways")
    frame.get_by_role("button", name="逐點讀數").click()
    said = frame.get_by_role("alert")
    expect(said).to_contain_text("沒有")
    for _ in range(4):  # a browser may remember a part of the reader until the page begins anew
        if not said.count():
            break
        frame.get_by_role("button", name=AGAIN).click()
        expect(frame.locator("button:disabled")).to_have_count(0)
        if frame.get_by_role("button", name="逐點讀數").count():
            frame.get_by_role("button", name="逐點讀數").click()
    expect(frame.get_by_role("slider")).to_be_focused()
    expect(said).to_have_count(0)
    assert len(asked) > 1


LAB_FILES = ["lab.js", "lab-results.js", "lab-worker.js", "model.js", "charts.js", "room.json", "fed.json"]


@pytest.mark.parametrize("file", LAB_FILES)
def test_the_lab(page: Page, base_url: str, fails_once: OnlyOnce, file: str) -> None:
    asked = fails_once(f"{'javascripts' if file.startswith('lab') else 'lab'}/{file}")
    page.goto(f"{base_url}lab/")
    page.locator("#qeqt-lab button").dispatch_event(
        "click"
    )  # no hand near it before: nothing is fetched ahead
    said = page.locator("#qeqt-lab [role=alert]")
    expect(said).to_contain_text("再試一次")
    for _ in range(3):
        if page.locator(READY).count():
            break
        page.get_by_role("button", name=AGAIN).click()
        page.wait_for_selector(f"{READY}, #qeqt-lab button:not([disabled])")
    page.wait_for_selector(READY)
    assert len(asked) > 1


FILTERS = [
    ("timeline/", "records-filter.js", ".qeqt-filter", "台灣"),
    ("glossary/", "records-filter.js", ".qeqt-filter", "準備金"),
    ("faq/", "faq-filter.js", ".qeqt-faq-filter", "房貸"),
]


@pytest.mark.parametrize(("address", "file", "form", "words"), FILTERS)
def test_a_filter(
    page: Page, base_url: str, fails_once: OnlyOnce, address: str, file: str, form: str, words: str
) -> None:
    fails_once(file)
    page.goto(base_url + address)
    expect(page.locator(form)).to_be_hidden()
    expect(page.get_by_role("alert")).to_contain_text("篩選沒有載下來")
    page.get_by_role("button", name=AGAIN).click()
    expect(page.locator(form)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.locator(f"{form} input").fill(words)
    expect(page.locator(f"{form} output")).to_contain_text(re.compile(r"^\d"))


def test_the_search_box(page: Page, base_url: str, fails_once: OnlyOnce) -> None:
    fails_once("search-box.js")
    page.goto(f"{base_url}qt/how/")
    page.locator(".md-search__input").focus()
    expect(page.locator(".md-search-result__meta")).to_contain_text("搜尋沒有載下來")
    page.locator(".md-search-result__meta").get_by_role("button", name=AGAIN).click()
    page.wait_for_load_state("load")
    page.locator(".md-search__input").press_sequentially("縮表")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
