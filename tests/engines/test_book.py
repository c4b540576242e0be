"""The book in three engines: ten pages on a phone and a desktop, and what a reader does with them."""

import pytest

from tests.engines.drivers import Driver
from tests.engines.network import Network
from tests.engines.reading import heard, text, until

pytestmark = pytest.mark.whole

PAGES = ("", "intro/", "qe/what/", "qt/how/", "faq/", "compare/", "timeline/", "glossary/", "model/", "lab/")
WIDER = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""
EQUATIONS = """() => [...document.querySelectorAll("math")]
  .filter(math => !math.closest("details:not([open])"))
  .map(math => [math.namespaceURI.endsWith("MathML"), math.getBoundingClientRect().width > 2])"""
BARS = """() => [...document.querySelectorAll("mover[accent=true]")].map(over => {
  const [letter, bar] = [...over.children].map(part => part.getBoundingClientRect())
  return over.getBoundingClientRect().height / letter.height
})"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_and_reads_without_complaint(
    browser: Driver, book: Network, address: str, width: int
) -> None:
    browser.size(width, 844)
    browser.open(book.url + address)
    assert browser.ask("() => innerWidth") == width
    assert browser.ask(WIDER) <= 0
    assert text(browser, "article h1, article h2")
    browser.ask(
        "() => new Promise(resolve => setTimeout(resolve, 300))"
    )  # prefetching waits till all is still
    assert heard(browser) == []


def test_equations_are_drawn_and_a_bar_lies_on_its_letter(browser: Driver, book: Network) -> None:
    browser.open(f"{book.url}model/")
    found = browser.ask(EQUATIONS)
    assert found
    assert all(known and wide for known, wide in found)
    assert all(height < 1.8 for height in browser.ask(BARS))


TITLES = "article :is(h1, h2, h3, .qeqt-figure__title)"
# Where each of them breaks: the last character of a line and the first of the next.
BROKEN = """titles => [...document.querySelectorAll(titles)].flatMap(each => {
  const walker = document.createTreeWalker(each, NodeFilter.SHOW_TEXT)
  const found = []
  let last = null
  for (let node; (node = walker.nextNode());) {
    if (node.parentElement.closest(".headerlink, math")) continue
    for (let n = 0; n < node.length; n += 1) {
      const range = document.createRange()
      range.setStart(node, n)
      range.setEnd(node, n + 1)
      const box = range.getBoundingClientRect()
      if (!box.width) continue
      const before = node.data.slice(Math.max(0, n - 6), n) || last?.text || ""
      const below = last && box.top > last.top + box.height / 2
      if (below) found.push([before, node.data.slice(n, n + 6), n === 0])
      last = { top: box.top, text: node.data.slice(-6) }
    }
  }
  return found
})"""


@pytest.mark.parametrize("address", ["qt/how/", "faq/"])
def test_titles_break_where_a_phrase_ends(browser: Driver, book: Network, address: str) -> None:
    browser.size(390, 844)
    browser.open(book.url + address)
    for before, after, between in browser.ask(BROKEN, TITLES):
        assert between or before.endswith((" ", "-", "—")), f"{before}／{after}"
        assert after[0] not in "，。、；：？！」』）", f"{before}／{after}"


TAKEN = """words => {
  const input = document.querySelector(".md-search__input")
  input.focus()
  input.value = words
  const told = (kind, more) => input.dispatchEvent(new (more.key ? KeyboardEvent : CompositionEvent)(
    kind, { bubbles: true, cancelable: true, ...more }))
  told("compositionstart", { data: "" })
  told("compositionend", { data: words })
  input.dispatchEvent(new InputEvent("input", { bubbles: true }))
  told("keydown", { key: "Enter", keyCode: 229, which: 229 })
  told("keyup", { key: "Enter", keyCode: 229, which: 229 })
}"""
"""An input method as Safari tells of it: the composition has ended before the key that ended it comes."""


def test_the_enter_that_takes_a_candidate_does_not_leave_the_page(browser: Driver, book: Network) -> None:
    browser.open(f"{book.url}qt/how/")
    browser.ask("() => document.querySelector('.md-search__input').focus()")
    browser.ask(TAKEN, "縮表")
    until(browser, "() => document.querySelectorAll('.md-search-result__item').length > 0")
    browser.ask(TAKEN, "縮表")  # and once more, when there is a result that it could follow
    browser.ask("() => new Promise(resolve => setTimeout(resolve, 400))")
    assert browser.ask("() => location.pathname").endswith("/qt/how/")
    assert text(browser, ".md-search-result__item")
    assert heard(browser) == []


@pytest.mark.parametrize("missing", ["", "index.json", "search-worker.js", "search-engine.js"])
def test_the_search_answers_and_can_be_asked_again(browser: Driver, book: Network, missing: str) -> None:
    browser.open(f"{book.url}qe/what/")
    book.broken = {f"/{missing}": 99} if missing else {}
    browser.ask("() => document.querySelector('.md-search__input').focus()")
    browser.press(".md-search__input", "縮表")
    if missing:
        again = until(browser, "() => document.querySelector('.qeqt-search-hints button')?.textContent")
        assert again == "再試一次"
        assert "網路" not in text(browser, ".md-search-result__meta")
        book.broken = {}
        browser.ask("() => document.querySelector('.qeqt-search-hints button').click()")
    until(browser, "() => document.querySelectorAll('.md-search-result__item').length > 0")


FILTERED = """() => [...document.querySelectorAll('article :is(h2, h3)[id^=faq-]')]
  .filter(each => !each.hidden).length"""


@pytest.mark.parametrize("missing", ["", "index.json"])
def test_the_faq_is_filtered_and_can_be_asked_again(browser: Driver, book: Network, missing: str) -> None:
    browser.open(f"{book.url}faq/")
    whole = browser.ask(FILTERED)
    book.broken = {missing: 99} if missing else {}
    browser.press(".qeqt-faq-filter input", "房貸")
    if missing:
        again = ".qeqt-faq-filter output button"
        until(browser, "found => document.querySelector(found)?.textContent === '再試一次'", again)
        book.broken = {}
        browser.ask("found => document.querySelector(found).click()", again)
    until(browser, "() => document.querySelector('.qeqt-faq-filter output').textContent.includes('題相符')")
    assert 0 < browser.ask(FILTERED) < whole


def test_the_timeline_is_filtered_whatever_its_address_says(browser: Driver, book: Network) -> None:
    browser.open(f"{book.url}timeline/#%")
    browser.ask(
        """() => {
          const choice = document.querySelector(".qeqt-filter select[name=bank]")
          choice.value = "boj"
          choice.dispatchEvent(new Event("change", { bubbles: true }))
        }"""
    )
    assert text(browser, ".qeqt-filter output").endswith("件")
    assert browser.ask("() => location.search") == "?bank=boj"


def test_a_term_shows_its_card(browser: Driver, book: Network) -> None:
    browser.open(f"{book.url}qe/what/")
    browser.hover(".md-typeset a.qeqt-term")
    until(browser, "() => document.querySelector('.md-tooltip2--active')?.textContent.length > 10")


@pytest.mark.parametrize("missing", ["", "figure-live.js", "charts.js", ".wide.json"])
def test_a_figure_answers_and_can_be_asked_again(browser: Driver, apart: Network, missing: str) -> None:
    browser.open(f"{apart.url}qt/how/")
    apart.broken = {missing: 99} if missing else {}
    browser.click(".qeqt-figure__live")
    if missing:
        told = "() => document.querySelector('figure [role=alert]')?.textContent"
        assert "網路" not in until(browser, told)
        apart.broken = {}
        assert text(browser, "figure [role=alert] + button") == "再試一次"
        browser.click("figure [role=alert] + button")
    until(browser, "() => Boolean(document.querySelector('.qeqt-live[tabindex] svg'))")
    browser.press(".qeqt-live", "ArrowRight")
    until(browser, "() => /[0-9]/.test(document.querySelector('.qeqt-live__tip').textContent)")
