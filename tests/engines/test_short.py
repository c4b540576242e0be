"""What tells three engines apart, in a few tests: the rest is in `make engines`."""

import pytest

from tests.engines.drivers import Driver
from tests.engines.network import Network
from tests.engines.reading import STORY, heard, open_lab, text, until

CHAPTER = "qt/how/"

MARKED = """selector => {
  const found = getComputedStyle(document.querySelector(selector))
  return [found.textDecorationLine, found.textDecorationStyle]
}"""

# The width of marks in em, set one after another so that no engine may trim a pair of them.
FULL_WIDTH = """() => {
  const line = document.createElement("span")
  line.style.cssText = "white-space: nowrap; letter-spacing: 0; text-spacing-trim: space-all"
  document.querySelector(".md-typeset p").append(line)
  const size = parseFloat(getComputedStyle(line).fontSize)
  const width = text => { line.textContent = text; return line.getBoundingClientRect().width / size }
  const marks = [..."，。、；：？！「」（）"]
  const found = Object.fromEntries(marks.map(mark => [mark, width(`國${mark}國`) - 2 * width("國")]))
  line.remove()
  return found
}"""

# Where each heading breaks: the last character of a line and the first of the next.
BROKEN = """() => [...document.querySelectorAll("article :is(h1, h2, h3)")].flatMap(heading => {
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
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


def test_the_lab_opens_by_pointer(browser: Driver, book: Network) -> None:
    open_lab(browser, book)
    assert "總資產少" in browser.ask(STORY)
    assert heard(browser) == []


def test_a_page_is_read_without_complaint_its_terms_and_numbers_marked_its_marks_one_em_wide(
    browser: Driver, book: Network
) -> None:
    browser.open(book.url + CHAPTER)
    for selector in (".md-typeset a.qeqt-term", ".md-typeset .qeqt-number > a"):
        assert browser.ask(MARKED, selector) == ["underline", "dotted"], selector
    for mark, width in browser.ask(FULL_WIDTH).items():
        assert width == pytest.approx(1, abs=0.05), mark
    assert heard(browser) == []


@pytest.mark.parametrize("address", [CHAPTER, pytest.param("faq/", marks=pytest.mark.whole)])
def test_headings_break_where_a_phrase_ends(browser: Driver, book: Network, address: str) -> None:
    browser.size(390, 844)
    browser.open(book.url + address)
    for before, after, between in browser.ask(BROKEN):
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
    browser.open(book.url + CHAPTER)
    browser.ask("() => document.querySelector('.md-search__input').focus()")
    browser.ask(TAKEN, "縮表")
    until(browser, "() => document.querySelectorAll('.md-search-result__item').length > 0")
    browser.ask(TAKEN, "縮表")  # and once more, when there is a result that it could follow
    browser.ask("() => new Promise(resolve => setTimeout(resolve, 400))")
    assert browser.ask("() => location.pathname").endswith(CHAPTER)
    assert text(browser, ".md-search-result__item")
    assert heard(browser) == []
