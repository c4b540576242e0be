"""What the tests of the policy lab share: what it offers, and how a test moves in it."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from macros.lab.install import banks
from macros.lab.page_data import bank as bank_page
from macros.text.notices import NOTICES

BANKS = banks()
NOTICE = NOTICES["lab"]
READY = "#qeqt-lab[data-state=ready]"


@cache
def offered(bank: str) -> dict[str, Any]:
    """Return what the page offers of a bank."""
    return bank_page(bank)


def edition(page: Page) -> str:
    return str(page.locator("#qeqt-lab").get_attribute("data-edition"))


def go(page: Page, query: str) -> None:
    """Go to other settings without loading the page anew, as back and forward do."""
    before = page.locator("#qeqt-lab").get_attribute("data-runs")
    page.evaluate(
        "query => { history.pushState(null, '', query); dispatchEvent(new PopStateEvent('popstate')) }", query
    )
    page.wait_for_selector(f"#qeqt-lab:not([data-runs='{before}'])")


def settled(page: Page, act: Any) -> None:
    before = page.locator("#qeqt-lab").get_attribute("data-runs")
    act()
    page.wait_for_selector(f"#qeqt-lab:not([data-runs='{before}'])")
