"""Three engines, the same few calls: Chromium by Playwright, WebKit by WebDriver, Firefox by Marionette."""

from __future__ import annotations

import base64
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import pytest

from macros.audit.browser import PRINTING, Engine, engine, python_that_prints

KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "PageUp": "\ue00e", "ArrowRight": "\ue014", "End": "\ue010"}
PATIENCE_S = 60
SCREEN = "1400x1300x24"
PRINTER = Path(__file__).with_name("webkit_print.py")
# A window of WebKit's test browser is never narrower than its tools: these are made small.
SMALL_TOOLS = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; font-size: 1px; }\n"
FIREFOX_SETTINGS = {
    "intl.accept_languages": "zh-TW",
    "layout.css.prefers-color-scheme.content-override": 1,  # light
    "network.prefetch-next": True,  # as a reader's Firefox has it; automation switches it off
    "dom.serviceWorkers.enabled": True,
    "dom.max_script_run_time": 0,  # a busy machine is no fault of the page
}
# Both protocols hand over a callback after the values and know no other way to wait.
WAITED = """
const values = [...arguments], done = values.pop()
Promise.resolve().then(() => (%s)(...values)).then(found => done({ found: found ?? null }),
  error => done({ error: String(error) }))
"""
COMPLAINTS = """return Services.console.getMessageArray()
  .filter(each => each instanceof Ci.nsIScriptError).map(each => [each.sourceName, each.errorMessage])"""
OF_THE_THEME = "Empty string passed to getElementById()."
"""What Firefox alone remarks on: the theme looks for the element of an address without a fragment."""
# A window of Firefox is never narrower than its tools: the page in it may be.
SIZED = """const { style } = window.gBrowser.selectedBrowser, [width, height] = arguments
style.flex = "none"
for (const [name, size] of [["width", width], ["height", height]])
  for (const end of ["", "min-", "max-"]) style.setProperty(end + name, `${size}px`)"""


class Driver(Protocol):
    """What a test asks of a browser."""

    name: str

    def open(self, address: str) -> None:
        """Go to an address and wait until it is loaded."""

    def ask(self, script: str, *values: Any) -> Any:
        """Run a function of JavaScript in the page and return what it answers."""

    def click(self, selector: str) -> None:
        """Click what a selector finds first, by pointer."""

    def hover(self, selector: str) -> None:
        """Put the pointer on what a selector finds first."""

    def press(self, selector: str, key: str) -> None:
        """Press a key of KEYS, or type a text, where a selector points."""

    def size(self, width: int, height: int) -> None:
        """Give the page so many CSS px."""

    def picture(self) -> bytes:
        """The window as a PNG."""

    def heard(self) -> list[str]:
        """What the browser itself complained of since the page was opened, beyond what a page can hear."""

    def printed(self, address: str, script: str) -> bytes:
        """An address on A4, as a PDF, after a function of JavaScript was run in it."""


class Chromium:
    """Chromium by Playwright."""

    name = "chromium"

    def __init__(self, browser: Any) -> None:
        self.context = browser.new_context(locale="zh-TW", viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on(
            "console", lambda told: self.said.append(told.text) if told.type in ("error", "warning") else None
        )

    def open(self, address: str) -> None:
        self.page.goto("about:blank")
        self.said.clear()
        self.page.goto(address, wait_until="load")

    def ask(self, script: str, *values: Any) -> Any:
        return self.page.evaluate(f"values => ({script})(...values)", list(values))

    def click(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def hover(self, selector: str) -> None:
        self.page.locator(selector).first.hover()

    def press(self, selector: str, key: str) -> None:
        place = self.page.locator(selector).first
        if key in KEYS:
            place.press(key)
        else:
            place.press_sequentially(key)

    def size(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def picture(self) -> bytes:
        return bytes(self.page.screenshot())

    def heard(self) -> list[str]:
        return list(self.said)

    def printed(self, address: str, script: str) -> bytes:
        self.open(address)
        self.ask(script)
        return bytes(self.page.pdf(format="A4", print_background=False))


class WebKit:
    """WebKitGTK by its own WebDriver."""

    name = "webkit"

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        driver.set_script_timeout(PATIENCE_S)
        driver.implicitly_wait(PATIENCE_S)

    def open(self, address: str) -> None:
        self.driver.get("about:blank")
        self.driver.get(address)

    def ask(self, script: str, *values: Any) -> Any:
        return answered(self.driver.execute_async_script(WAITED % script, *values))

    def found(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        self.found(selector).click()

    def hover(self, selector: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).move_to_element(self.found(selector)).perform()

    def press(self, selector: str, key: str) -> None:
        self.found(selector).send_keys(KEYS.get(key, key))

    def size(self, width: int, height: int) -> None:
        self.driver.set_window_size(width, height)

    def picture(self) -> bytes:
        return bytes(self.driver.get_screenshot_as_png())

    def heard(self) -> list[str]:
        return []

    def printed(self, address: str, script: str) -> bytes:
        if not (python := python_that_prints()):
            pytest.skip(f"WebKit cannot print on this machine: install {' and '.join(PRINTING)}")
        with tempfile.TemporaryDirectory() as folder, screen() as environment:
            file = Path(folder) / "page.pdf"
            command = [python, str(PRINTER), address, f"({script})()", str(file)]
            told = subprocess.run(
                command, env=environment, timeout=PATIENCE_S, capture_output=True, text=True, check=False
            )
            assert file.is_file(), told.stderr
            return file.read_bytes()


class Firefox:
    """Firefox by Marionette, the protocol that it speaks itself."""

    name = "firefox"

    def __init__(self, marionette: Any) -> None:
        self.marionette = marionette
        marionette.timeout.script = PATIENCE_S
        marionette.timeout.implicit = PATIENCE_S

    def open(self, address: str) -> None:
        self.marionette.navigate("about:blank")
        with self.marionette.using_context("chrome"):
            self.marionette.execute_script("Services.console.reset()")
        self.marionette.navigate(address)

    def ask(self, script: str, *values: Any) -> Any:
        # Outside the sandbox: what a page hears and says belongs to the page.
        return answered(
            self.marionette.execute_async_script(WAITED % script, script_args=list(values), sandbox=None)
        )

    def found(self, selector: str) -> Any:
        return self.marionette.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        self.found(selector).click()

    def hover(self, selector: str) -> None:
        from marionette_driver.marionette import Actions

        hand = Actions(self.marionette).sequence("pointer", "hand", {"pointerType": "mouse"})
        hand.pointer_move(0, 0, origin=self.found(selector)).perform()

    def press(self, selector: str, key: str) -> None:
        self.found(selector).send_keys(KEYS.get(key, key))

    def size(self, width: int, height: int) -> None:
        self.marionette.set_window_rect(width=1400, height=1300)
        with self.marionette.using_context("chrome"):
            self.marionette.execute_script(SIZED, script_args=[width, height])

    def picture(self) -> bytes:
        return base64.b64decode(self.marionette.screenshot(full=False))

    def heard(self) -> list[str]:
        with self.marionette.using_context("chrome"):
            said = self.marionette.execute_script(COMPLAINTS)
        return [text for source, text in said if "127.0.0.1" in source + text and text != OF_THE_THEME]

    def printed(self, address: str, script: str) -> bytes:
        self.open(address)
        self.ask(script)
        sheet = {"page": {"width": 21.0, "height": 29.7}, "background": False}
        # The client has no call of its own for it.
        return base64.b64decode(self.marionette._send_message("WebDriver:Print", sheet, key="value"))


def answered(told: dict[str, Any] | None) -> Any:
    """What a script found; AssertionError with what it threw; None from a page that was left meanwhile."""
    if told is None:
        return None
    assert "error" not in told, told["error"]
    return told["found"]


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment of a browser that needs a screen: the one that is there, or one in memory."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield dict(os.environ)
        return
    told, tells = os.pipe()
    command = ["Xvfb", "-displayfd", str(tells), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[tells], stderr=subprocess.DEVNULL) as server:
        os.close(tells)
        try:
            yield {**os.environ, "DISPLAY": ":" + os.read(told, 16).decode().strip()}
        finally:
            os.close(told)
            server.terminate()


@contextmanager
def webkit() -> Iterator[WebKit]:
    """WebKit in a profile of its own."""
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    found = engine("webkit")
    assert isinstance(found, Engine)
    with tempfile.TemporaryDirectory() as home, screen() as environment:
        tools = Path(home) / "gtk-3.0"
        tools.mkdir()
        (tools / "gtk.css").write_text(SMALL_TOOLS, encoding="utf-8")
        options = Options()
        options.binary_location = found.browser
        options.add_argument("--automation")
        service = Service(
            executable_path=found.driver,
            env={**environment, "XDG_CONFIG_HOME": home, "LANG": "C.UTF-8", "NO_AT_BRIDGE": "1"},
        )
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield WebKit(driver)
        finally:
            with suppress(Exception):
                driver.quit()


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Firefox in a profile of its own, without a screen."""
    from marionette_driver.marionette import Marionette

    found = engine("firefox")
    assert isinstance(found, Engine)
    with tempfile.TemporaryDirectory() as logs:  # whatever stands where the log is to be is removed first
        marionette = Marionette(
            bin=found.browser,
            headless=True,
            port=0,
            prefs=FIREFOX_SETTINGS,
            gecko_log=logs,
            app_args=["-remote-allow-system-access"],  # to read the browser's own console
        )
        marionette.start_session()
        try:
            yield Firefox(marionette)
        finally:
            with suppress(Exception):
                marionette.quit()
            marionette.cleanup()
