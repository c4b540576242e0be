"""The box as a reader uses it: what it loads and when, typing, pasting, keys, links, the FAQ's filter."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.audit.search import INDEX_BYTES_A_CHARACTER, INDEX_KB, KB, WORKER_KB, characters, packed
from macros.audit.server import SUB_PATH, served
from macros.search.index import INDEX
from macros.search.install import BOX, SCRIPTS, WORKER

pytestmark = pytest.mark.xdist_group("search")

INPUT, ITEMS = ".md-search__input", ".md-search-result__item"
LINKS = "a.md-search-result__link"


def open_box(page: Page, url: str) -> None:
    page.goto(url, wait_until="load")
    page.click(INPUT, force=True)


def test_worker_and_index_wait_for_the_box(page: Page, base_url: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(base_url, wait_until="load")
    expect(page.locator(INPUT)).to_be_visible()
    page.wait_for_timeout(500)
    ours = re.compile(r"search-(worker|text|sounds|query|engine)|search/index\.json")
    assert not [address for address in asked if ours.search(address)]
    page.click(INPUT, force=True)
    page.fill(INPUT, "縮表")
    expect(page.locator(ITEMS).first).to_be_visible()
    assert len([address for address in asked if ours.search(address)]) == 6


def test_weights(site: Path) -> None:
    assert packed(site / INDEX) <= INDEX_KB * KB
    assert packed(site / INDEX) <= INDEX_BYTES_A_CHARACTER * characters(site)
    assert sum(packed(site / SCRIPTS / name) for name in (*WORKER, BOX)) <= WORKER_KB * KB
    assert len(gzip.compress((site / "search" / "search_index.json").read_bytes())) < 200


def test_typing_key_by_key_ends_where_the_whole_word_does(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    for so_far in ("縮", "縮減", "縮減恐", "縮減恐慌"):
        page.fill(INPUT, so_far)
    expect(page.locator(ITEMS).first).to_contain_text("縮減恐慌")
    expect(page.locator(".qeqt-search-answer")).to_contain_text("縮減恐慌")


def test_pasted_text_is_searched_without_another_key(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.evaluate(
        """selector => {
          const input = document.querySelector(selector)
          input.value = "央行會虧錢嗎"
          input.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }))
        }""",
        INPUT,
    )
    expect(page.locator(ITEMS).first).to_be_visible()


def test_an_input_method_is_searched_when_it_has_composed(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "ㄙㄨㄛ", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(200)
    assert page.locator(ITEMS).count() == 0
    client.send("Input.insertText", {"text": "縮表"})
    expect(page.locator(ITEMS).first).to_contain_text("縮表")


def test_a_result_shows_the_sentence_that_answers_and_where_it_stands(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "縮表就是QT嗎")
    first = page.locator("a.md-search-result__link[href*='#faq-09']").first
    expect(first).to_contain_text("大致就是")
    expect(first.locator("mark").first).to_be_visible()


def test_a_figure_is_found_by_its_finding_and_opens_at_it(page: Page, base_url: str, site: Path) -> None:
    html = (site / "qt" / "how" / "index.html").read_text(encoding="utf-8")
    anchor, title = re.findall(r'id="(fig-[^"]+)".*?qeqt-figure__title">(.*?)</p>', html, re.DOTALL)[0]
    open_box(page, base_url)
    page.fill(INPUT, title.replace("<wbr>", ""))
    link = page.locator(f"a.md-search-result__link[href*='#{anchor}']")
    expect(link).to_contain_text("圖")


def test_what_lies_below_the_first_results_follows_in_a_pause(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "量化寬鬆")
    expect(page.locator(ITEMS).first).to_be_visible()
    page.fill(INPUT, "")  # typed over before the pause: nothing of it may follow
    page.wait_for_timeout(300)
    assert page.locator(ITEMS).count() == 0
    page.fill(INPUT, "量化寬鬆")
    expect(page.locator(ITEMS).first).to_be_visible()
    said = page.locator(".md-search-result__meta").inner_text()
    expect(page.locator(LINKS)).to_have_count(int(re.findall(r"\d+", said)[0]))


def test_more_of_a_page_unfolds_and_is_walked_through(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "縮表")
    more = page.locator("details.md-search-result__more").first
    more.locator("summary").click()
    link = more.locator("a.md-search-result__link").first
    expect(link).to_be_visible()
    more.locator("summary").focus()
    page.keyboard.press("ArrowDown")
    expect(link).to_be_focused()


def test_enter_opens_the_first_result_and_lights_what_was_found(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "台灣會做QE嗎")
    expect(page.locator(ITEMS).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/faq/?h=*#faq-06")
    expect(page.locator("article mark[data-md-highlight]").first).to_be_attached()


def test_arrows_walk_through_answer_and_results(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "縮表")
    expect(page.locator(".qeqt-search-answer")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert "glossary/#term-runoff" in page.evaluate("document.activeElement.href")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.md-search-result__link')")
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).to_be_hidden()


def test_the_rest_of_a_word_is_suggested(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "量化緊")
    page.keyboard.press("End")
    expect(page.locator(".md-search__suggest")).to_have_text("量化緊縮")
    page.keyboard.press("ArrowRight")
    expect(page.locator(INPUT)).to_have_value("量化緊縮")


def test_a_word_that_a_result_lacks_is_named_as_it_was_typed(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "縮表 聯準會 蘋果樹")
    expect(page.locator(".md-search-result__terms del").first).to_have_text("蘋果樹")


def test_nothing_found_offers_two_ways_on(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "asdfgh")
    ways = page.locator(".qeqt-search-hints button")
    expect(ways).to_have_count(2)
    assert page.locator(ITEMS).count() == 0
    ways.first.click()
    page.wait_for_url("**/faq/")


def test_what_was_put_right_is_said_and_can_be_taken_back(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "量話緊縮")
    note = page.locator(".qeqt-search-hints")
    expect(note).to_contain_text("改查：量化緊縮")
    note.get_by_role("button", name="仍查「量話緊縮」").click()
    expect(page.locator(INPUT)).to_have_value("「量話緊縮」")
    expect(note.get_by_text("改查")).to_have_count(0)


def test_what_comes_closest_is_marked_so(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "信用卡現金回饋")
    expect(page.locator(".md-search-result__meta")).to_contain_text("最接近的")
    links = page.locator(LINKS)
    assert 1 <= links.count() <= 3
    expect(page.locator(".md-tag", has_text="最接近的")).to_have_count(links.count())


def test_the_cross_leaves_nothing_of_the_old_list(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "縮表")
    expect(page.locator(ITEMS).first).to_be_visible()
    page.locator(".md-search__form [type=reset]").click()
    expect(page.locator(ITEMS)).to_have_count(0)
    expect(page.locator(".qeqt-search-answer")).to_have_count(0)


def test_arrows_stop_only_at_what_was_found(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "每月縮減上限")
    expect(page.locator(ITEMS).first).to_be_visible()
    assert page.locator(".md-search-result__item div h1").count()  # the name of a page above its sections
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.matches('a[href*=\"h=\"], summary')")


def test_back_from_a_result_shows_the_list_again_and_escape_leaves_it_shut(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "縮表")
    page.locator(LINKS).first.click()
    page.wait_for_url("**?h=*")
    page.go_back()
    expect(page.locator(INPUT)).to_have_value("縮表")
    expect(page.locator(ITEMS).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).to_be_hidden()
    page.reload()
    page.wait_for_timeout(300)
    assert not page.evaluate("document.getElementById('__search').checked")


def test_the_enter_that_takes_a_candidate_stays_on_the_page(page: Page, base_url: str) -> None:
    open_box(page, base_url)
    page.fill(INPUT, "縮表")
    expect(page.locator(ITEMS).first).to_be_visible()
    page.evaluate(  # Safari: the composition ends, then comes its Enter with the code of the input method
        """selector => {
          const input = document.querySelector(selector)
          input.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "縮表" }))
          const enter = { key: "Enter", keyCode: 229, bubbles: true, cancelable: true }
          input.dispatchEvent(new KeyboardEvent("keydown", enter))
        }""",
        INPUT,
    )
    page.wait_for_timeout(500)
    assert page.url == base_url
    expect(page.locator(ITEMS).first).to_be_visible()


@pytest.mark.parametrize("lost", ["**/search/index.json*", "**/search-engine.js*", "**/search-worker.js*"])
def test_what_did_not_come_is_said_in_chinese_and_tried_again(page: Page, base_url: str, lost: str) -> None:
    page.context.route(lost, lambda route: route.abort())
    open_box(page, base_url)
    page.fill(INPUT, "縮表")
    expect(page.locator(".md-search-result__meta")).to_contain_text("沒有載下來")
    page.context.unroute(lost)
    page.get_by_role("button", name="再試一次").click()
    expect(page.locator(LINKS).first).to_be_visible()


@pytest.mark.parametrize("lost", ["**/search/index.json*", "**/search-engine.js*", "**/bundle.*.js"])
def test_the_filter_tries_again_too_and_needs_no_script_of_the_theme(
    page: Page, base_url: str, lost: str
) -> None:
    page.context.route(lost, lambda route: route.abort())
    page.goto(base_url + "faq/")
    page.fill("#faq-filter", "房貸")
    said = page.locator(".qeqt-faq-filter output")
    if "bundle" not in lost:
        expect(said).to_contain_text("沒有載下來")
        page.context.unroute(lost)
        said.get_by_role("button", name="再試一次").click()
    expect(said).to_contain_text("題")
    assert len(questions(page)) < 20


def test_a_link_with_a_query_opens_the_box(page: Page, base_url: str) -> None:
    page.goto(base_url + "qt/how/?q=缩表")
    expect(page.locator(ITEMS).first).to_contain_text("縮表")
    share = page.locator("[data-md-component=search-share]")
    assert "?q=" in (share.get_attribute("href") or "")


@pytest.mark.parametrize("below", [SUB_PATH, "/"])
def test_the_error_page_searches_too(page: Page, site: Path, below: str) -> None:
    missing = (site / "404.html").read_text(encoding="utf-8").replace(SUB_PATH, below)
    with served(site, below) as url:
        page.route("**/no/such/page/", lambda route: route.fulfill(status=404, body=missing))
        open_box(page, url + "no/such/page/")
        page.fill(INPUT, "縮表")
        expect(page.locator(".qeqt-search-answer a")).to_have_attribute(
            "href", re.compile(f"^{url}glossary/#")
        )
        expect(page.locator(LINKS).first).to_have_attribute("href", re.compile(f"^{url}"))


def questions(page: Page) -> list[str]:
    shown: list[str] = page.evaluate(
        "[...document.querySelectorAll('h2[id^=faq-]')].filter(h => !h.hidden).map(h => h.id)"
    )
    return shown


def test_the_faq_filters_its_questions_and_the_address_says_so(page: Page, base_url: str) -> None:
    page.goto(base_url + "faq/")
    everything = questions(page)
    assert len(everything) >= 10
    page.fill("#faq-filter", "房貸")
    expect(page.locator(".qeqt-faq-filter output")).to_contain_text("題相符")
    assert questions(page)[0] in ("faq-07", "faq-15", "faq-26")
    assert len(questions(page)) < len(everything)
    assert page.evaluate("new URL(location).searchParams.get('q')") == "房貸"
    page.fill("#faq-filter", "")
    expect(page.locator(".qeqt-faq-filter output")).to_be_empty()
    assert questions(page) == everything
    assert page.evaluate("location.search") == ""


def test_a_link_to_the_faq_with_a_query_filters_and_leaves_the_box_shut(page: Page, base_url: str) -> None:
    page.goto(base_url + "faq/?q=缩表")
    expect(page.locator(".qeqt-faq-filter output")).to_contain_text("題相符")
    assert questions(page)[0] in ("faq-09", "faq-03", "faq-04")
    assert not page.evaluate("document.getElementById('__search').checked")
    assert "?q=" in page.url


def test_the_faq_sends_what_it_cannot_answer_to_the_whole_book(page: Page, base_url: str) -> None:
    page.goto(base_url + "faq/")
    page.fill("#faq-filter", "點陣圖")
    expect(page.locator(".qeqt-faq-filter output")).to_contain_text("沒有相符的問題")
    page.click(".qeqt-faq-filter button")
    expect(page.locator(ITEMS).first).to_be_visible()


def test_a_link_to_a_hidden_question_shows_it(page: Page, base_url: str) -> None:
    page.goto(base_url + "faq/?q=房貸")
    expect(page.locator(".qeqt-faq-filter output")).to_contain_text("題相符")
    page.evaluate("location.hash = '#faq-09'")
    expect(page.locator("#faq-09")).to_be_visible()


def folds(page: Page, which: str = "") -> int:
    return page.locator(f".qeqt-answer{which}").count()


def test_an_answer_shows_its_first_sentence_and_a_link_to_it_opens_the_rest(
    page: Page, base_url: str
) -> None:
    page.goto(base_url + "faq/#faq-12")
    expect(page.locator("#faq-12 ~ .qeqt-answer").first).to_have_attribute("open", "")
    assert folds(page) == page.locator("h2[id^=faq-]").count() > 20
    assert folds(page, "[open]") == 1
    expect(page.locator("#faq-12")).to_be_in_viewport()
    page.evaluate("location.hash = '#faq-03'")
    expect(page.locator("#faq-03 ~ .qeqt-answer").first).to_have_attribute("open", "")
    expect(page.locator(".qeqt-questions a")).to_have_count(page.locator("h2[id^=faq-]").count())


def test_paper_has_every_answer_whole_and_the_screen_is_as_before(page: Page, base_url: str) -> None:
    page.goto(base_url + "faq/#faq-12")
    expect(page.locator(".qeqt-answer[open]")).to_have_count(1)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folds(page, ":not([open])") == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folds(page, "[open]") == 1


def test_all_answers_unfold_at_once(page: Page, base_url: str) -> None:
    page.goto(base_url + "faq/")
    page.get_by_role("button", name="全部展開").click()
    assert folds(page, ":not([open])") == 0
    page.get_by_role("button", name="全部收起").click()
    assert folds(page, "[open]") == 0


def test_esc_leads_back_to_where_the_keyboard_came_from(page: Page, base_url: str) -> None:
    page.goto(base_url + "qt/how/")
    link = page.locator(".md-header a.md-logo")
    link.focus()
    page.keyboard.press("/")
    page.locator(INPUT).press_sequentially("縮表")
    expect(page.locator(LINKS).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.md-search__output')")
