"""On paper in three engines: figures whole, in their wide drawing; no heading alone at a page's foot."""

import re
from collections import defaultdict

import pypdfium2
import pytest

from tests.engines.drivers import Driver
from tests.engines.network import Network

pytestmark = pytest.mark.whole

MARKED = """() => {
  const mark = (kind, n) => {
    const found = document.createElement("span")
    found.textContent = `@${kind}${n}@`
    found.style.cssText = "font: 8px serif"
    return found
  }
  const draw = (svg, kind, n) => {
    const found = document.createElementNS(svg.namespaceURI, "text")
    found.setAttribute("y", 4)
    found.style.cssText = "font: 5px serif; stroke: none"
    found.textContent = `@${kind}${n}@`
    svg.append(found)
  }
  const follows = heading => {
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
    walker.currentNode = heading.lastChild
    for (let node; (node = walker.nextNode());)
      if (node.data.trim() && !heading.contains(node) && node.parentElement.checkVisibility()
        && !node.parentElement.closest("details:not([open]), svg, form, [class*=filter]")) return node
  }
  document.querySelectorAll("article figure.qeqt-figure").forEach((figure, n) => {
    figure.querySelector(".qeqt-figure__title").prepend(mark("title", n))
    figure.querySelector(".qeqt-figure__source").append(mark("source", n))
    for (const kind of ["wide", "narrow"])
      for (const svg of figure.querySelectorAll(`.qeqt-svg--${kind}`)) draw(svg, kind, n)
  })
  document.querySelectorAll("article :is(h1, h2, h3)").forEach((heading, n) => {
    const after = follows(heading)
    if (!after || !heading.checkVisibility()) return
    heading.prepend(mark("heading", n))
    after.before(mark("after", n))
  })
}"""
"""Marks in letters that every engine's PDF tells again: of Chinese, Firefox's tells but a part."""

MARK = re.compile(r"@([a-z]+)(\d+)@")
Printed = dict[str, dict[int, list[int]]]


@pytest.fixture(params=["qt/how/", "qt/history/", "faq/"])
def printed(request: pytest.FixtureRequest, browser: Driver, book: Network) -> Printed:
    """Of each kind of mark, by number: the pages on which it was printed."""
    found: Printed = defaultdict(lambda: defaultdict(list))
    with pypdfium2.PdfDocument(browser.printed(book.url + request.param, MARKED)) as pages:
        assert len(pages) > 1
        for n, page in enumerate(pages):
            for kind, number in MARK.findall("".join(page.get_textpage().get_text_range().split())):
                found[kind][int(number)].append(n)
    return found


def test_figures_are_whole_and_wide_and_no_heading_stands_alone(printed: Printed) -> None:
    assert printed["heading"]
    assert printed["after"] == printed["heading"]
    assert printed["source"] == printed["title"]
    assert printed["wide"] == printed["title"]
    assert not printed["narrow"]
