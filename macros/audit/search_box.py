"""Asks the search box of the built site in a real browser, and reads what a reader would see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

# Notes when the worker is asked and when it answers. Runs before any script of the page.
LISTEN = """(() => {
  const Native = window.Worker
  const heard = window.heardOfSearch = { answers: 0 }
  window.Worker = class extends Native {
    constructor(...given) {
      super(...given)
      heard.started = performance.now()
      this.addEventListener("message", ({ data: { type } }) => {
        if (type === 3) { heard.answered = performance.now(); heard.answers++ }
      })
    }
    postMessage(message, ...rest) {
      if (message.type === 2) heard.asked = performance.now()
      return super.postMessage(message, ...rest)
    }
  }
})()"""

ASK = """async query => {
  const input = document.querySelector(".md-search__input"), heard = window.heardOfSearch
  const before = heard.answers, begun = performance.now(), was = input.value
  input.focus()
  input.value = query
  input.dispatchEvent(new InputEvent("input", { bubbles: true }))
  while (heard.answers === before && input.value !== was) {
    if (performance.now() - begun > 10000) throw new Error(`no answer to ${query}`)
    await new Promise(resolve => setTimeout(resolve, 1))
  }
  await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
  const drawn = performance.now()
  const links = [...document.querySelectorAll("a.md-search-result__link")]
  const folded = link => Boolean(link.closest("details:not([open])"))
  return {
    addresses: [...links.filter(link => !folded(link)), ...links.filter(folded)].map(link => link.href),
    words: document.querySelector(".md-search-result").innerText,
    marked: document.querySelector(".md-search-result__meta").textContent.includes("最接近的"),
    card: document.querySelector(".qeqt-search-answer a")?.href ?? "",
    milliseconds: drawn - begun,
    thinking: heard.answered - heard.asked
  }
}"""


@dataclass(frozen=True)
class Answer:
    """What the box shows: addresses in reading order, folded ones last; its words; how long it took."""

    addresses: list[str]
    words: str
    milliseconds: float
    """From the input to the drawn list."""
    thinking: float
    """Of these, in the worker."""
    marked: bool = False
    """Whether the box says that these only come closest."""
    card: str = ""
    """Where the glossary's answer above the list leads."""


class Box:
    """The search box of one page, awake. The page must have been made with LISTEN as its first script."""

    def __init__(self, page: Page, url: str) -> None:
        """`url`: where the site is served, with a slash at its end."""
        self.page, self.url = page, url
        page.goto(url)
        page.click(".md-search__input", force=True)
        page.evaluate(ASK, "暖身")
        self.set_up: float = page.evaluate("heardOfSearch.answered - heardOfSearch.started")
        """From the worker's start to its first answer, in milliseconds."""

    def ask(self, query: str) -> Answer:
        """Ask, and read the answer; the addresses are below the site's root and without query."""
        if self.page.input_value(".md-search__input") != "":
            self.page.evaluate(ASK, "")
        seen: dict[str, Any] = self.page.evaluate(ASK, query)
        addresses = [self._below_root(address) for address in seen["addresses"]]
        card = self._below_root(seen["card"])
        return Answer(addresses, seen["words"], seen["milliseconds"], seen["thinking"], seen["marked"], card)

    def _below_root(self, address: str) -> str:
        path, hash_mark, anchor = address.removeprefix(self.url).partition("#")
        return path.partition("?")[0] + hash_mark + anchor
