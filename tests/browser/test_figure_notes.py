"""A number in prose says where it comes from, by mouse, keys and finger; a figure gives its link."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.scripts import HOME, open_page

STYLE = """<style>
.qeqt-note { position: absolute; width: 200px; height: 90px } .qeqt-note p { margin: 0; font-size: 12px }
[hidden] { display: none !important } .qeqt-number { position: absolute; white-space: nowrap }
</style>"""
WIDTH, HEIGHT, EDGE, GAP = 600, 500, 12, 6
LEAVING, COPIED = 250, 1600


def number(name: str, left: int, top: int, **said: str) -> str:
    data = "".join(f' data-{key}="{value}"' for key, value in said.items())
    place = f"left:{left}px;top:{top}px"
    return f'<span class="qeqt-number" style="{place}"{data}><a id="{name}" href="#to-{name}">5 兆</a></span>'


BODY = (
    STYLE
    + number("one", 250, 200, label="總資產", source="聯準會", date="2025 年底", sure="讀過")
    + number("two", 250, 320, label="準備金", source="聯準會")
    + number("left", 2, 100)
    + number("right", WIDTH - 40, 100)
    + number("foot", 250, HEIGHT - 60)
    + number("far", 250, 1100)
    + '<p id="else" style="position:absolute;left:20px;top:400px">別處</p>'
    + '<div style="height:1500px;width:900px"></div>'
    + '<a class="qeqt-figure__link" href="#fig-a" style="position:absolute;top:10px">連結</a>'
)


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.clock.install(time=0)
    open_page(page, BODY, "figure.js")
    page.clock.pause_at(60_000)
    return page


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    yield opened(context)
    context.close()


def note(page: Page) -> Locator:
    return page.locator("#qeqt-note")


def box(place: Locator) -> dict[str, float]:
    found: dict[str, float] = place.evaluate("each => each.getBoundingClientRect().toJSON()")
    return found


def test_a_mouse_on_a_number_reads_what_it_is_and_where_it_is_from(page: Page) -> None:
    expect(note(page)).to_be_hidden()
    page.hover("#one")
    expect(note(page)).to_be_visible()
    assert note(page).locator("p").all_inner_texts() == ["總資產", "聯準會", "2025 年底", "讀過　看出處"]
    assert note(page).get_attribute("role") == "tooltip"
    assert note(page).locator("a").get_attribute("href") == f"{HOME}#to-one"
    one = page.locator("#one")
    assert (one.get_attribute("aria-describedby"), one.get_attribute("aria-expanded")) == (
        "qeqt-note",
        "true",
    )
    page.hover("#two")
    assert note(page).locator("p").all_inner_texts() == ["準備金", "聯準會", "看出處"]
    assert one.get_attribute("aria-describedby") is None
    assert one.get_attribute("aria-expanded") is None


def test_a_note_waits_a_quarter_of_a_second_for_the_mouse_and_stays_while_it_is_there(page: Page) -> None:
    page.hover("#one")
    page.hover("#else")
    page.clock.run_for(LEAVING - 10)
    expect(note(page)).to_be_visible()
    page.clock.run_for(20)
    expect(note(page)).to_be_hidden()
    assert page.locator("#one").get_attribute("aria-expanded") is None
    page.hover("#one")
    page.hover("#else")
    note(page).hover()
    page.clock.run_for(10 * LEAVING)
    expect(note(page)).to_be_visible()
    page.hover("#else")
    page.clock.run_for(LEAVING + 10)
    expect(note(page)).to_be_hidden()


def test_keys_open_a_note_and_leave_it(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(note(page)).to_be_visible()
    page.keyboard.press("a")
    expect(note(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(note(page)).to_be_hidden()
    page.keyboard.press("Tab")
    expect(note(page)).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.clock.run_for(LEAVING - 10)
    expect(note(page)).to_be_visible()
    page.clock.run_for(20)
    expect(note(page)).to_be_hidden()


def test_a_note_goes_when_the_window_changes_or_a_hand_is_elsewhere(page: Page) -> None:
    page.hover("#one")
    page.evaluate("dispatchEvent(new Event('resize'))")
    expect(note(page)).to_be_hidden()
    page.hover("#two")
    for inside in ("#two", "#qeqt-note"):
        page.dispatch_event(inside, "pointerdown")
        expect(note(page)).to_be_visible()
    page.dispatch_event("#else", "pointerdown")
    expect(note(page)).to_be_hidden()


def test_a_mouse_follows_a_number_at_once(page: Page) -> None:
    page.click("#one")
    assert page.url == f"{HOME}#to-one"


def test_a_finger_reads_first_and_follows_then(chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True)
    page = opened(context)
    page.tap("#one")
    expect(note(page)).to_be_visible()
    assert page.url == HOME
    page.tap("#two")
    assert note(page).locator("p").first.inner_text() == "準備金"
    assert page.url == HOME
    page.tap("#two")
    assert page.url == f"{HOME}#to-two"
    page.focus("#one")
    page.keyboard.press("Enter")
    assert page.url == f"{HOME}#to-one", "a key follows at once"
    context.close()


def test_a_note_stands_under_its_number_within_the_window(page: Page) -> None:
    for name in ("one", "left", "right"):
        page.hover(f"#{name}")
        link, found = box(page.locator(f"#{name}")), box(note(page))
        assert found["top"] == pytest.approx(link["bottom"] + GAP, abs=1)
        wanted = min(max(link["left"], EDGE), WIDTH - 200 - EDGE)
        assert found["left"] == pytest.approx(wanted, abs=1), name


def moved(page: Page, side: str, to: float) -> dict[str, float]:
    """Have a number's box at a height of the window; where the note then stands, and the number."""
    page.keyboard.press("Escape")
    page.hover("#else", force=True)
    page.evaluate(
        """([side, to]) => {
          const one = document.querySelector("#one"), { style, offsetTop } = one.parentElement
          style.top = `${offsetTop + to - one.getBoundingClientRect()[side]}px`
        }""",
        [side, to],
    )
    page.hover("#one")
    found = box(note(page))
    return {"note": found["top"], "foot": found["bottom"], **box(page.locator("#one"))}


@pytest.mark.parametrize(("to", "below"), [(HEIGHT - 90 - GAP - 1, True), (HEIGHT - 90 - GAP, False)])
def test_a_note_stands_above_where_there_is_no_room_below(page: Page, to: int, below: bool) -> None:
    found = moved(page, "bottom", to)
    if below:
        assert found["note"] == pytest.approx(found["bottom"] + GAP, abs=1)
    else:
        assert found["foot"] == pytest.approx(found["top"] - GAP, abs=1)


@pytest.mark.parametrize(("to", "below"), [(90 + 80 - 1, True), (90 + 80, False)])
def test_a_note_never_stands_under_the_page_s_head(page: Page, to: int, below: bool) -> None:
    page.set_viewport_size({"width": WIDTH, "height": 200})
    found = moved(page, "top", to)
    assert (found["note"] > found["top"]) is below


def test_a_note_stands_at_its_number_on_a_page_that_was_scrolled(page: Page) -> None:
    page.evaluate("scrollTo(70, 900)")
    assert page.evaluate("scrollX") == 70
    page.hover("#far")
    link, found = box(page.locator("#far")), box(note(page))
    assert found["top"] == pytest.approx(link["bottom"] + GAP, abs=1)
    assert found["left"] == pytest.approx(link["left"], abs=1)


def test_a_figure_s_link_is_copied_and_says_so_for_a_while(page: Page) -> None:
    page.evaluate(
        "() => Object.defineProperty(navigator, 'clipboard', "
        "{ value: { writeText: async text => { window.kept = text } } })"
    )
    link = page.locator(".qeqt-figure__link")
    link.click()
    expect(link).to_have_text("已複製")
    assert page.evaluate("window.kept") == f"{HOME}#fig-a"
    page.clock.run_for(COPIED - 10)
    expect(link).to_have_text("已複製")
    page.clock.run_for(20)
    expect(link).to_have_text("連結")


LIVE = """
export const live = async (figure, address) => {
  window.asked = [figure.id, address, document.querySelector("button").textContent]
  if (window.fails) throw Object.assign(new Error("沒有載下來"), { name: window.fails })
  return () => { window.stopped = true }
}
"""
FIGURE = (
    '<figure id="fig-a"><button class="qeqt-figure__live" hidden data-spec="../spec/a">逐點讀數</button>'
    '<div class="qeqt-live" tabindex="0">圖</div></figure>'
)


@pytest.fixture
def answering(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield open_page(context.new_page(), FIGURE, "figure.js", stubs={"figure-live.js": LIVE})
    context.close()


def test_a_figure_answers_when_asked_and_is_still_again_when_asked_again(answering: Page) -> None:
    button = answering.locator("button")
    expect(button).to_be_visible()
    button.click()
    expect(button).to_have_text("回到靜態圖")
    assert answering.evaluate("asked") == ["fig-a", f"{HOME}spec/a", "載入中……"]
    assert answering.evaluate("document.activeElement.className") == "qeqt-live"
    expect(button).to_be_enabled()
    button.click()
    expect(button).to_have_text("逐點讀數")
    assert answering.evaluate("stopped") is True


@pytest.mark.parametrize(("fails", "said"), [("Missing", "沒有載下來"), ("Error", "這張圖沒有打開。")])
def test_a_figure_that_fails_says_so_and_may_be_asked_again(answering: Page, fails: str, said: str) -> None:
    answering.evaluate("name => { window.fails = name }", fails)
    answering.locator("button").click()
    expect(answering.get_by_role("alert")).to_have_text(said)
    again = answering.get_by_role("button", name="再試一次")
    expect(again).to_be_focused()
    answering.evaluate("() => { window.fails = '' }")
    again.click()
    expect(answering.get_by_role("button")).to_have_text("回到靜態圖")
    expect(answering.get_by_role("alert")).to_have_count(0)


def test_a_script_that_did_not_come_is_asked_for_under_another_address_then_the_page_anew(
    chromium: Browser,
) -> None:
    context = chromium.new_context()
    page = open_page(context.new_page(), FIGURE, "figure.js", stubs={"figure-live.js": "syntax error"})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.locator("button").click()
    again = page.get_by_role("button", name="再試一次")
    again.click()
    expect(again).to_be_enabled()
    assert asked == ["figure-live.js", "figure-live.js?"]
    with page.expect_navigation():
        again.click()
    assert page.url == f"{HOME}#fig-a"
    expect(page.get_by_role("button")).to_have_text("逐點讀數")
    context.close()
