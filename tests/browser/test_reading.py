"""The served book in a real browser: phone and desktop, light and dark, with scripts and without."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from macros.audit.audit import PASSED_OVER
from tests.book import ANCHORS, addresses
from tests.browser.conftest import MODES, Reading
from tests.browser.page_faults import page_faults

PAGES = addresses()
ONE_BY_ONE = [pytest.param(each, marks=pytest.mark.xdist_group(f"page {each}")) for each in PAGES]
"""Pages as parameters: what is asked of one is asked by one worker, which opens it once in a mode."""
WITH_SCRIPTS = ["phone-light", "phone-dark", "desktop-light", "desktop-dark"]
SIZES = ["phone-light", "desktop-light"]
Reader = Callable[[str], Reading]

# What sticks out at the right, except inside a frame that scrolls by itself.
WIDER_THAN_THE_SCREEN = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const framed = element => element && element.tagName !== "BODY"
    && (getComputedStyle(element).overflowX !== "visible" || framed(element.parentElement))
  return [...document.querySelectorAll("body *")]
    .filter(element => element.getBoundingClientRect().right > width + 1 && !framed(element.parentElement))
    .map(element => element.outerHTML.slice(0, 120))
    .concat("page: " + document.documentElement.scrollWidth)
}"""

# The picture of each figure that a reader sees: one of the two renderings, and its size.
DRAWN = """() => [...document.querySelectorAll("figure.qeqt-figure:not(.qeqt-steps)")].map(figure => {
  const seen = [...figure.querySelectorAll(".qeqt-figure__plot svg")]
    .filter(svg => svg.getBoundingClientRect().width > 0)
  return [figure.id, seen.length, Math.min(...seen.map(svg => svg.getBoundingClientRect().height))]
})"""


@pytest.mark.parametrize("mode", WITH_SCRIPTS)
@pytest.mark.parametrize("address", ONE_BY_ONE)
def test_a_page_reads_without_complaint_and_asks_no_other_host(
    reading: Reader, address: str, mode: str
) -> None:
    reader = reading(mode)
    page = reader.look(address)
    assert page.locator("article h1").is_visible()
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []
    assert page_faults(page) == []
    scheme = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    assert scheme == ("slate" if mode.endswith("dark") else "default")
    assert reader.complaints == []
    assert reader.abroad == []


@pytest.mark.parametrize("mode", SIZES)
@pytest.mark.parametrize("address", ONE_BY_ONE)
def test_figures_are_there_without_scripts_and_nothing_is_wider_than_the_screen(
    reading: Reader, address: str, mode: str
) -> None:
    page = reading("without-scripts").look(address)  # its size is a matter of style sheets alone
    page.set_viewport_size(MODES[mode]["viewport"])
    assert page.evaluate("innerWidth") == MODES[mode]["viewport"]["width"]
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []
    for name, pictures, height in page.evaluate(DRAWN):
        assert pictures == 1, f"{name}: one of the two renderings is shown"
        assert height >= 100, name


def test_the_book_has_figures_to_look_at(reading: Reader) -> None:
    assert reading("without-scripts").open("qt/how/").evaluate(DRAWN)


@pytest.mark.parametrize("anchor", ANCHORS)
def test_a_section_is_reached_by_its_id(reading: Reader, anchor: str) -> None:
    page = reading("phone-light").open(f"{ANCHORS[anchor]}#{anchor}")
    section = page.locator(f"[id='{anchor}']")
    assert section.is_visible()
    top = section.bounding_box()
    assert top is not None
    assert -1 <= top["y"] <= page.viewport_size["height"] * 0.6


def test_parts_are_tabs_on_a_desktop_and_a_drawer_on_a_phone(reading: Reader) -> None:
    page = reading("desktop-light").open("qt/how/")
    assert page.locator(".md-tabs__item--active").inner_text().strip() == "放手"
    phone = reading("phone-light").open("qt/how/")
    assert not phone.locator(".md-tabs").is_visible()
    chapter = phone.locator(".md-sidebar--primary").get_by_text("縮表不是倒帶")
    expect(chapter).not_to_be_in_viewport()
    phone.locator("header label[for='__drawer']").click()
    expect(chapter).to_be_in_viewport()


@pytest.mark.parametrize("mode", ["phone-light", "desktop-dark"])
def test_the_search_box_opens_and_answers(reading: Reader, mode: str) -> None:
    reader = reading(mode)
    page = reader.open("qe/what/")
    if mode.startswith("desktop"):
        page.keyboard.press("/")
    else:
        page.locator("header label[for='__search']").first.click()
    page.locator(".md-search__input").fill("縮表")
    page.locator(".md-search-result__item").first.wait_for(state="visible")
    assert reader.complaints == []


def test_the_reader_may_choose_another_scheme_and_keeps_it(chromium, base_url: str) -> None:
    context = chromium.new_context(color_scheme="light", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(base_url + "qe/what/")
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    for expected in ("default", "slate"):
        page.locator("[data-md-component=palette] label:visible").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", expected)
    page.goto(base_url + "faq/")
    assert page.evaluate(scheme) == "slate"
    context.close()


def test_an_unknown_address_shows_the_book_own_page_at_any_depth(reading: Reader) -> None:
    reader = reading("desktop-light")
    page = reader.open("qe/no/such/page/")
    assert "找不到" in page.locator("h1").inner_text()
    page.locator(".qeqt-doors a").first.click()
    page.wait_for_url("**/intro/")
    assert len(reader.complaints) == 1, reader.complaints  # the browser itself reports the page's status
    assert "status of 404" in reader.complaints.pop()


def test_a_term_shows_its_card_on_hover_and_on_the_first_tap(reading: Reader) -> None:
    page = reading("desktop-light").open("qe/what/")
    term = page.locator("a.qeqt-term").first
    said = term.get_attribute("title")
    term.hover()
    card = page.locator(".md-tooltip2--active")
    card.wait_for(state="visible")
    assert said is not None and said[:10] in card.inner_text()
    phone = reading("phone-light").open("qe/what/")
    phone.locator("a.qeqt-term").first.tap()
    phone.locator(".md-tooltip2--active").wait_for(state="visible")
    assert phone.url.endswith("/qe/what/")
    phone.locator("a.qeqt-term").first.tap()
    phone.wait_for_url("**/glossary/#term-*")


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        pytest.param(
            each, ("desktop-light", "phone-dark")[n % 2], marks=pytest.mark.xdist_group(f"page {each}")
        )
        for n, each in enumerate(PAGES)
    ],
)
def test_a_page_has_no_barrier_that_axe_can_find(reading: Reader, address: str, mode: str) -> None:
    page = reading(mode).look(address)
    found = Axe().run(page, context={"exclude": PASSED_OVER})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("now", "said"), [("2026-11-01T00:00:00Z", False), ("2027-10-05T00:00:00Z", True)])
def test_a_page_says_how_long_ago_its_events_end(
    chromium: Browser, base_url: str, now: str, said: bool
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.clock.set_fixed_time(now)
    page.goto(base_url + "qt/after/")
    text = page.locator(".qeqt-until").inner_text()
    assert text.replace("\N{NO-BREAK SPACE}", " ").startswith("事件截至 2026 年 10 月 5 日")
    assert ("已過 12 個月" in text) is said
    context.close()


EQUATION = (
    "<div style='overflow-x: auto; width: {0}px'><math alttext='a=b'><mspace width='300px'/></math></div>"
)
SIGN = "<h2 id='h' style='width: 8em'>{0}<a class='headerlink' href='#h'>¶</a></h2>"


@pytest.mark.parametrize(
    ("laid_out", "faults"),
    [
        (SIGN.format("一二三四五六七八"), ["the sign of #h stands alone on a line"]),
        (SIGN.format("一二三四五六七"), []),
        (SIGN.format("一二三四五六七八九"), []),
        (EQUATION.format(200), ["an equation is cut: a=b"]),
        (EQUATION.format(360), []),
        (f"<details><summary>收起</summary>{EQUATION.format(200)}</details>", []),
    ],
)
def test_a_sign_alone_on_its_line_and_a_cut_equation_are_found(
    chromium: Browser, laid_out: str, faults: list[str]
) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.set_content(f"<article>{laid_out}</article>")
    assert page_faults(page) == faults
    page.close()
