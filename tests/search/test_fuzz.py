"""Whatever is typed, pasted or linked: the box goes on, and nothing of it becomes markup."""

import random

import pytest
from playwright.sync_api import Page

from macros.audit.search_box import ASK, Box

pytestmark = pytest.mark.xdist_group("search")

WORDS = ["縮表", "量化寬鬆", "聯準會", "什麼是", "嗎", "的", "台", "缩", "ㄙㄨㄛ", "QE", "qt", "taper", "4.5"]
NAMES = ["２０２６", "constructor", "__proto__", "toString", "hasOwnProperty"]
ODD = [
    "😀",
    "👩\u200d👩\u200d👧",
    "مرحبا",
    "שלום",
    "\u202e",
    "\u200b",
    "\u0301",
    "\ufeff",
    "\x00",
    " ",
    "\t",
    "\n",
    "　",
    "，",
]
MARKUP = [
    "<script>broken = 1</script>",
    "<img src=x onerror='broken = 1'>",
    "&lt;b&gt;",
    "&#60;",
    "</mark>",
    "'",
    '"',
    "`",
]
SIGNS = [*"([{*+?^$|.\\", "(?<=a", "[^", "\\u{", "%00", "%E7", "javascript:alert(1)", "a" * 40, "縮" * 60]
PIECES = [*WORDS, *NAMES, *ODD, *MARKUP, *SIGNS]

THROUGH_THE_WORKER = """async texts => {
  const worker = new Worker(JSON.parse(document.getElementById("__config").textContent).search)
  let answer
  let list
  worker.addEventListener("message", ({ data: { type, data } }) => {
    if (type === 3) ({ list } = data)
    if (type === 12) answer({ list: list + data })
  })
  worker.addEventListener("error", event => answer({ error: event.message }))
  const ours = ":is(li, a, article, h1, h2, mark, br, nav, span, p, del, details, summary, div)"
  const site = new URL(".", location).href, wrong = []
  for (const text of texts) {
    const said = await new Promise(resolve => {
      answer = resolve
      worker.postMessage({ type: 2, data: text })
      setTimeout(() => resolve({ error: "no answer" }), 20000)
    })
    if (said.error) { wrong.push([text, said.error]); continue }
    const drawn = new DOMParser().parseFromString(said.list, "text/html").body
    if (drawn.querySelector(`:not(${ours})`)) wrong.push([text, said.list])
    for (const { attributes, href } of drawn.querySelectorAll("*"))
      if ([...attributes].some(({ name }) => name.startsWith("on")) || href && !href.startsWith(site))
        wrong.push([text, href])
  }
  worker.terminate()
  return wrong
}"""


def texts(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    made = ["".join(chance.choices(PIECES, k=chance.randint(1, 6))) for _ in range(count - 20)]
    return made + ["".join(chance.choices(PIECES, k=2000))[:10_000] for _ in range(20)]


def test_ten_thousand_texts_through_the_worker(page: Page, base_url: str) -> None:
    page.goto(base_url)
    assert page.evaluate(THROUGH_THE_WORKER, texts(10_000, seed=5)) == []


def test_three_hundred_texts_through_the_box(box: Box) -> None:
    page = box.page
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for text in texts(300, seed=7):
        page.evaluate(ASK, text)
        assert page.locator(".md-search-result :is(script, img, iframe, b)").count() == 0, text
    assert page.evaluate("window.broken") is None
    assert complaints == []
    assert box.ask("縮表").addresses
