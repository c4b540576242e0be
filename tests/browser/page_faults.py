"""Faults of a laid out page that a reader sees: a heading's sign alone on a line, an equation that is cut."""

from playwright.sync_api import Page

WRAPPED_SIGNS = """() => [
  ...document.querySelectorAll("article :is(h1, h2, h3, h4) > .headerlink")
].filter(sign => {
  const words = document.createRange()
  words.setStart(sign.parentElement, 0)
  words.setEndBefore(sign)
  const lines = [...words.getClientRects()].filter(box => box.width > 0)
  const own = sign.getBoundingClientRect()
  return lines.length && own.width > 0 && own.top >= Math.max(...lines.map(box => box.bottom)) - 2
}).map(sign => `the sign of #${sign.parentElement.id} stands alone on a line`)"""

CUT_EQUATIONS = """() => [...document.querySelectorAll("article math")].filter(equation => {
  if (equation.closest("details:not([open])")) return false
  const box = equation.getBoundingClientRect()
  for (let frame = equation.parentElement; frame && frame.tagName !== "BODY"; frame = frame.parentElement) {
    if (getComputedStyle(frame).overflowX === "visible") continue
    const room = frame.getBoundingClientRect()
    return box.right > room.right + 1 || box.left < room.left - 1
  }
  return box.right > document.documentElement.clientWidth + 1
}).map(equation => equation.getAttribute("alttext") ?? equation.textContent)
  .map(said => `an equation is cut: ${said}`.slice(0, 160))"""


def page_faults(page: Page) -> list[str]:
    """Return every fault of a page as it is laid out at the width of its window."""
    return [fault for look in (WRAPPED_SIGNS, CUT_EQUATIONS) for fault in page.evaluate(look)]
