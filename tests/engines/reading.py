"""What the tests of the three engines ask of a page."""

import os
import time
from typing import Any

from tests.engines.drivers import Driver
from tests.engines.network import Network

READY = "() => document.querySelector('#qeqt-lab')?.dataset.state === 'ready'"
STORY = "() => document.querySelector('.qeqt-lab__story')?.textContent ?? ''"
OPENER = "#qeqt-lab .qeqt-button--strong"


def until(browser: Driver, script: str, *values: Any, seconds: float = 30) -> Any:
    """Ask until the answer is true; AssertionError with the complaints of the page when it stays false."""
    end = time.monotonic() + seconds
    while not (found := browser.ask(script, *values)):
        assert time.monotonic() < end, f"never true: {script}; heard: {heard(browser)}"
        time.sleep(0.05)
    return found


def heard(browser: Driver) -> list[str]:
    """Everything that went wrong on the page, as the page or the browser tells."""
    return [*browser.ask("() => window.heard ?? []"), *browser.heard()]


def slowness() -> float:
    """How many times longer than alone a thing may take now: what waits for a core, by the cores."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)) if hasattr(os, "getloadavg") else 1.0


def text(browser: Driver, selector: str) -> str:
    """What stands in the first element that a selector finds, "" without one."""
    return str(browser.ask("found => document.querySelector(found)?.textContent ?? ''", selector))


def open_lab(browser: Driver, book: Network, query: str = "") -> None:
    """Open the lab: by its button, or by a link that says what it shows."""
    browser.open(f"{book.url}lab/{query}")
    if not query:
        browser.click(OPENER)
    until(browser, READY)


def runs(browser: Driver) -> int:
    """How many runs the lab has made."""
    return int(browser.ask("() => document.querySelector('#qeqt-lab').dataset.runs ?? 0"))
