"""What went wrong in WebKit and Firefox, in two tests: the rest, and Chromium, are in `make engines`."""

import pytest

from tests.engines.drivers import Driver
from tests.engines.network import Network
from tests.engines.reading import STORY, heard, open_lab

pytestmark = pytest.mark.xdist_group("engines")  # one start of each browser

CHAPTER = "qt/how/"

MARKED = """selector => {
  const found = getComputedStyle(document.querySelector(selector))
  return [found.textDecorationLine, found.textDecorationStyle]
}"""

# The width of marks in em, set one after another so that no engine may trim a pair of them.
FULL_WIDTH = """() => {
  const line = document.createElement("span")
  line.style.cssText = "white-space: nowrap; letter-spacing: 0; text-spacing-trim: space-all"
  document.querySelector(".md-typeset p:not([class])").append(line)
  const size = parseFloat(getComputedStyle(line).fontSize)
  const width = text => { line.textContent = text; return line.getBoundingClientRect().width / size }
  const marks = [..."，。、；：？！「」（）"]
  const found = Object.fromEntries(marks.map(mark => [mark, width(`國${mark}國`) - 2 * width("國")]))
  line.remove()
  return found
}"""


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
