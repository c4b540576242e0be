"""What the lab weighs and how fast it answers, each figure beside its budget."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from macros.audit.measure import Row
from macros.lab.install import FOLDER, LIBRARY, MODEL, PAGE

KB = 1000
MODEL_KB, CHARTS_KB = 60, 320
FIRST_RESULT_S, DRAWS_S = 1.0, 1.0
REDRAW_MS, SLOWER, SLOW_REDRAW_MS = 100, 4, 300
MOVES = 40
PRESET = "fed_2022_active"

OPENED = """async () => {
  const room = document.getElementById("qeqt-lab"), begun = performance.now()
  room.querySelector("button").click()
  while (room.dataset.state !== "ready") {
    if (room.dataset.state === "failed" || performance.now() - begun > 30000) throw new Error("no result")
    await new Promise(resolve => setTimeout(resolve, 1))
  }
  return performance.now() - begun
}"""

# Moves one slider to and fro; each time from the input to the frame in which the charts are drawn anew.
MOVED = """async moves => {
  const room = document.getElementById("qeqt-lab"), waits = []
  for (let n = 0; n < moves; n += 1) {
    const input = document.getElementById("lab-treasury_sales"), before = room.dataset.runs
    const begun = performance.now()
    input.value = String(Number(input.min) + (n % 20) * Number(input.step))
    input.dispatchEvent(new Event("input", { bubbles: true }))
    while (room.dataset.runs === before) await new Promise(resolve => setTimeout(resolve, 0))
    await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
    if (n >= 5) waits.push(performance.now() - begun)
    await new Promise(resolve => setTimeout(resolve, 30))
  }
  return waits
}"""

BANDS = """async () => {
  const begun = performance.now()
  const buttons = [...document.querySelectorAll("#qeqt-lab button")]
  window.qeqtLab.bands = 0
  buttons.find(each => each.textContent === "畫誤差帶").click()
  while (!window.qeqtLab.bands) {
    if (performance.now() - begun > 60000) throw new Error("no bands")
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  return window.qeqtLab.bands
}"""


def packed(file: Path) -> float:
    """Kilobytes of a file as it travels."""
    return len(gzip.compress(file.read_bytes(), 9)) / KB


def weights(site: Path) -> Iterator[Row]:
    """What the lab loads when it is opened."""
    folder = site / FOLDER
    yield Row("lab, runtime and model, gzip", packed(folder / MODEL), "kB", MODEL_KB)
    yield Row("lab, charts library, gzip", packed(folder / LIBRARY), "kB", CHARTS_KB)
    rest = list(folder.glob("*.json"))
    yield Row("lab, cases of all banks and what the page knows, gzip", sum(packed(one) for one in rest), "kB")


def ninety_fifth(values: list[float]) -> float:
    """The value that 95 of 100 stay under."""
    return sorted(values)[min(int(0.95 * len(values)), len(values) - 1)]


def opened(browser: Browser, url: str) -> tuple[Page, Any, float]:
    """Open the lab with a click: the page, its session, and seconds from click to first result."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(url + PAGE.removesuffix("index.html"), wait_until="networkidle")
    waited = page.evaluate(OPENED) / 1000
    page.wait_for_load_state("networkidle")
    return page, page.context.new_cdp_session(page), waited


def audit_lab(browser: Browser, url: str, site: Path) -> Iterator[Row]:
    """Every row about the lab of a built site served at `url`."""
    if not (site / FOLDER / MODEL).is_file():
        yield Row("lab: the model could not be translated (1: yes)", 1, "", 0)
        return
    yield from weights(site)
    page, session, waited = opened(browser, url)
    yield Row("lab, click to first result", waited, "s", FIRST_RESULT_S)
    yield Row("lab, slider to redraw, p95", ninety_fifth(page.evaluate(MOVED, MOVES)), "ms", REDRAW_MS)
    yield Row("lab, 300 draws of the bands", page.evaluate(BANDS) / 1000, "s", DRAWS_S)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    slow = ninety_fifth(page.evaluate(MOVED, MOVES))
    yield Row(f"lab, slider to redraw, p95 at {SLOWER}x", slow, "ms", SLOW_REDRAW_MS)
    page.context.close()
