"""A figure that answers when its reader asks, and costs nothing until then."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from macros.figures import figure
from macros.text import formats

HEAVY = ("charts.js", "model.js", "figure-live.js", "/assets/figures/")
PAGE, NAME = "qt/how/", "qt_four_ways"


@pytest.fixture(scope="module", params=["light", "dark"])
def chapter(request: pytest.FixtureRequest, chromium: Browser, base_url: str) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-TW", color_scheme=request.param)
    page = context.new_page()
    page.asked = []  # type: ignore[attr-defined]
    page.complaints = []  # type: ignore[attr-defined]
    page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.on(
        "console",
        lambda said: page.complaints.append(said.text) if said.type in ("error", "warning") else None,  # type: ignore[attr-defined]
    )
    page.goto(base_url + PAGE, wait_until="networkidle")
    yield page
    context.close()


def test_a_chapter_fetches_neither_library_nor_model_until_asked_and_then_reads_by_keys(
    chapter: Page,
) -> None:
    assert [url for url in chapter.asked for word in HEAVY if word in url] == []  # type: ignore[attr-defined]
    frame = chapter.locator(f"#fig-{NAME}")
    frame.get_by_role("button", name="逐點讀數").click()
    surface = frame.get_by_role("slider")
    surface.wait_for()
    surface.press("End")
    found = figure.figure(NAME)
    last = found.rows[-1]
    said = str(surface.get_attribute("aria-valuetext"))
    assert said.startswith(formats.date(str(last["date"])[:7]))
    for column in found.columns[1:]:
        if column.in_table and last.get(column.key) is not None:
            assert f"{column.heading} {column.show(last[column.key])}" in said
    assert frame.locator(".qeqt-live svg").is_visible()
    assert not frame.locator(".qeqt-figure__plot > svg").first.is_visible()
    frame.get_by_role("button", name="回到靜態圖").click()
    assert frame.locator(".qeqt-live").count() == 0
    assert chapter.complaints == []  # type: ignore[attr-defined]


def test_a_mouse_on_the_picture_reads_the_nearest_row(chapter: Page) -> None:
    frame = chapter.locator(f"#fig-{NAME}")
    frame.get_by_role("button", name="逐點讀數").click()
    surface = frame.get_by_role("slider")
    surface.wait_for()
    first = surface.get_attribute("aria-valuetext")
    surface.hover(position={"x": 200, "y": 120})
    assert surface.get_attribute("aria-valuetext") != first
    assert frame.locator(".qeqt-live__ring").is_visible()
