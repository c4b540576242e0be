"""A mechanism steps by buttons and keys; without scripts and on paper every step is there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reading

Reader = Callable[[str], Reading]
FIGURE = "#fig-accounts_fed"
STEP = f"{FIGURE} .qeqt-step"


@pytest.mark.parametrize("mode", ["phone-light", "desktop-dark"])
def test_one_step_at_a_time_by_buttons_and_by_keys(reading: Reader, mode: str) -> None:
    reader = reading(mode)
    page = reader.open("qe/balance-sheet/")
    steps = page.locator(STEP)
    expect(steps.nth(0)).to_be_visible()
    expect(steps.nth(1)).to_be_hidden()
    page.get_by_role("button", name="下一步").first.click()
    expect(steps.nth(1)).to_be_visible()
    expect(steps.nth(0)).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(steps.nth(2)).to_be_visible()
    page.keyboard.press("Home")
    expect(steps.nth(0)).to_be_visible()
    expect(page.locator(f"{FIGURE} output")).to_have_text("第 1 步，共 6 步")
    page.emulate_media(media="print")
    for n in range(steps.count()):
        expect(steps.nth(n)).to_be_visible()
    assert reader.complaints == []


def test_a_link_leads_to_its_step(reading: Reader) -> None:
    page = reading("desktop-light").open("qe/balance-sheet/#fig-accounts_fed-5")
    expect(page.locator(STEP).nth(4)).to_be_visible()
    expect(page.locator(STEP).nth(0)).to_be_hidden()


def test_without_scripts_every_step_is_there(reading: Reader) -> None:
    page = reading("phone-without-scripts").open("qe/balance-sheet/")
    for n in range(6):
        expect(page.locator(STEP).nth(n)).to_be_visible()
