"""Four ways of reading, one browser context each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browser.laboratory import READY

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
MODES = {
    "phone-light": {"viewport": PHONE, "color_scheme": "light", "has_touch": True, "is_mobile": True},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark", "has_touch": True, "is_mobile": True},
    "desktop-light": {"viewport": DESKTOP, "color_scheme": "light"},
    "desktop-dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone-without-scripts": {"viewport": PHONE, "java_script_enabled": False},
    "without-scripts": {"viewport": PHONE, "java_script_enabled": False},
}
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
"""A reader for whom the browser keeps nothing unasked: a test that lingers fetches no whole book."""


@dataclass
class Reading:
    """One page open in one mode, and what went wrong or abroad while it was."""

    page: Page
    base_url: str
    complaints: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)
    looked_at: str | None = None
    """The page that was opened only to be looked at, and is as it was opened."""

    def __post_init__(self) -> None:
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self.follow)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def follow(self, request: Request) -> None:
        if urlsplit(request.url).netloc not in ("", urlsplit(self.base_url).netloc):
            self.abroad.append(request.url)

    def look(self, address: str) -> Page:
        """Open a page that the test does not change, unless the last test looked at it too."""
        if self.looked_at != address:
            self.open(address)
            self.looked_at = address
        return self.page

    def open(self, address: str) -> Page:
        self.looked_at = None
        self.complaints.clear()
        self.abroad.clear()
        self.page.emulate_media(media="null")  # a test before may have read it on paper
        self.page.goto("about:blank")
        self.page.goto(self.base_url + address, wait_until="load")
        return self.page


@pytest.fixture(scope="session")
def reading(chromium: Browser, base_url: str) -> Iterator[Callable[[str], Reading]]:
    """A reader in the mode that is asked for; the same one for all tests of a worker."""
    readers: dict[str, Reading] = {}
    contexts: list[BrowserContext] = []

    def in_mode(mode: str) -> Reading:
        if mode not in readers:
            contexts.append(chromium.new_context(locale="zh-TW", **MODES[mode]))
            contexts[-1].add_init_script(SAVES_DATA)
            readers[mode] = Reading(contexts[-1].new_page(), base_url)
        return readers[mode]

    yield in_mode
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def lab_reading(chromium: Browser, base_url: str) -> Iterator[Reading]:
    """The lab, opened once with a click; tests go on from where it stands, and nothing may go wrong in it."""
    context = chromium.new_context(locale="zh-TW", viewport=DESKTOP, accept_downloads=True)
    context.add_init_script(SAVES_DATA)
    reading = Reading(context.new_page(), base_url)
    page = reading.open("lab/")
    page.get_by_role("button", name="打開實驗室").click()
    page.wait_for_selector(READY)
    yield reading
    context.close()
    assert reading.complaints == []


@pytest.fixture
def lab(lab_reading: Reading) -> Page:
    """The page of the opened lab."""
    return lab_reading.page
