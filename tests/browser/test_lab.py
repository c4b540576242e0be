"""The policy lab on the built site, under its sub-path: every control, every address, every word it says."""

import math
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from macros.lab.page_data import about
from macros.text import formats
from qeqt import data, runs
from tests.browser.conftest import PHONE, Reading
from tests.browser.laboratory import BANKS, NOTICE, READY, go, offered, settled


def test_it_opens_with_a_result_a_sentence_and_the_identity(lab: Page) -> None:
    go(lab, "?preset=fed_2022_active")
    assert "總資產少" in lab.locator(".qeqt-lab__story").inner_text()
    assert "恆等式" in lab.locator(".qeqt-lab__identity").inner_text()
    assert lab.locator(".qeqt-panel svg").count() >= 4


@pytest.mark.parametrize("bank", BANKS)
def test_every_preset_runs(lab: Page, bank: str) -> None:
    for preset in data.scenarios(bank):
        go(lab, f"?preset={preset}")
        assert lab.locator("#qeqt-lab").get_attribute("data-state") == "ready", preset
        assert lab.locator("#lab-preset").input_value() == preset


# Moves every control on the page and puts it back; returns of each: its key, whether the command said it,
# whether the address forgot it, whether it stands where it stood.
MOVE_AND_PUT_BACK = """() => [...document.querySelectorAll('.qeqt-lever')].map(row => {
  const input = row.querySelector('input')
  const before = input.type === 'checkbox' ? input.checked : input.value
  if (input.type === 'checkbox') input.click()
  else {
    input.value = Number(input.value) > Number(input.min) ? input.min : input.max
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const command = document.querySelector('.qeqt-lab__command').textContent
  const said = command.includes(` ${row.dataset.key}=`)
  row.querySelector('.qeqt-lever__back').click()
  const after = input.type === 'checkbox' ? input.checked : input.value
  const gone = !location.search.includes(row.dataset.key)
  return [row.dataset.key, said, gone, before === after]
})"""


@pytest.mark.parametrize("key", BANKS)
def test_every_control_can_be_moved_and_put_back(lab: Page, key: str) -> None:
    """In the preset that has most, less what moves nothing there; that in one where it does."""
    bank = offered(key)
    presets = {each["key"]: each for each in bank["presets"]}
    leveraged = (key for key, each in presets.items() if each["leveraged"])
    start = "fed_2022_capped" if bank["key"] == "fed" else next(leveraged, [*presets][-1])
    everything = {control["key"] for control in [*bank["levers"], *bank["parameters"]]}
    dead = set(presets[start]["dead"])
    elsewhere = {next(key for key, each in presets.items() if lever not in each["dead"]) for lever in dead}
    seen: set[str] = set()
    for key in (start, *sorted(elsewhere)):
        go(lab, f"?preset={key}")
        lab.evaluate("document.querySelectorAll('#qeqt-lab details').forEach(fold => (fold.open = true))")
        moved = lab.evaluate(MOVE_AND_PUT_BACK)
        here = {lever for lever, *_ in moved}
        assert key != start or here == everything - dead
        assert [row for row in moved if row[1:] != [True, True, True]] == [], key
        seen |= here
    assert seen == everything


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?preset=fed_2022_capped&reserve_floor=16", ""),
        ("?preset=fed_no_qe&mbs_sales=15", "房貸證券"),
        ("?preset=boe_history&treasury_sales=15", "持有的金額不能是負的"),
    ],
)
def test_an_impossible_setting_is_said_in_the_readers_words(lab: Page, query: str, words: str) -> None:
    go(lab, query)
    problem = lab.locator(".qeqt-lab__problem")
    assert problem.is_visible() == bool(words)
    if words:
        assert words in problem.inner_text()
        assert " bn " not in problem.inner_text()
    go(lab, "?preset=fed_2022_active")
    assert not problem.is_visible()


def test_back_and_forward_walk_through_the_settings(lab: Page) -> None:
    go(lab, "?preset=fed_2022_capped")
    slider = lab.locator("#lab-treasury_sales")
    settled(lab, lambda: slider.press("PageUp"))
    moved = slider.input_value()
    assert f"treasury_sales={float(moved):g}" in lab.url
    settled(lab, lab.go_back)
    assert "treasury_sales" not in lab.url
    assert lab.locator("[data-key=treasury_sales].is-moved").count() == 0
    settled(lab, lab.go_forward)
    assert lab.locator("#lab-treasury_sales").input_value() == moved


def test_a_shared_link_shows_the_same(lab: Page, base_url: str) -> None:
    query = "?preset=fed_2022_capped&since=2023-03&treasury_sales=30&stock_coefficient=40&view=yields"
    go(lab, query)
    here = lab.locator(".qeqt-lab__output").inner_text()
    other = lab.context.new_page()
    other.goto(f"{base_url}lab/{query}", wait_until="load")
    other.wait_for_selector(READY)
    assert other.locator(".qeqt-lab__output").inner_text() == here
    assert other.locator("#lab-since").input_value() == "2023-03"
    other.close()


def test_two_settings_stand_side_by_side(lab: Page) -> None:
    go(lab, "?preset=fed_2022_active")
    settled(lab, lab.get_by_role("button", name="釘住這一組，拿來比").click)
    settled(lab, lambda: lab.locator("#lab-preset").select_option("fed_2022_slow"))
    assert "pin=" in lab.url
    assert lab.locator(".qeqt-legend .is-pin").is_visible()
    settled(lab, lab.get_by_role("button", name="不比了").click)
    assert "pin=" not in lab.url


def test_the_notice_stands_under_shares_homes_and_yields(lab: Page) -> None:
    go(lab, "?preset=fed_2022_active")
    for group in ("wealth", "yields"):
        settled(lab, lab.locator(f"#tab-{group}").click)
        assert lab.locator(".qeqt-lab__notice").inner_text() == NOTICE
    settled(lab, lab.locator("#tab-sheet").click)
    assert not lab.locator(".qeqt-lab__notice").is_visible()


def test_a_chart_is_read_month_by_month_with_the_keys(lab: Page) -> None:
    go(lab, "?preset=fed_2022_active")
    surface = lab.get_by_role("slider", name="總資產：逐月的數字")
    surface.focus()
    lab.keyboard.press("End")
    home = runs.run("fed_2022_active").columns["total_assets"][-1]
    assert formats.money(home, "bn USD") in str(surface.get_attribute("aria-valuetext"))
    lab.keyboard.press("Escape")


def test_bands_are_drawn_step_by_step_and_can_be_stopped(lab: Page) -> None:
    go(lab, "?preset=fed_2022_active")
    lab.evaluate(
        """() => {
          const buttons = [...document.querySelectorAll("#qeqt-lab button")]
          const named = words => buttons.find(each => each.textContent === words)
          named("畫誤差帶").click()
          named("停").click()
        }"""
    )
    expect(lab.get_by_role("button", name="畫誤差帶")).to_be_visible()
    assert not lab.locator(".qeqt-legend .is-band").is_visible()
    lab.get_by_role("button", name="畫誤差帶").click()
    legend = lab.locator(".qeqt-legend .is-band")
    expect(legend).to_be_visible(timeout=20000)
    expect(legend).to_contain_text("一起抽 300 次（種子 1 到 300，", timeout=20000)
    expect(lab.get_by_role("button", name="畫誤差帶")).to_be_visible(timeout=20000)


def test_each_change_is_announced(lab: Page) -> None:
    go(lab, "?preset=fed_2022_capped")
    settled(lab, lambda: lab.locator("#lab-treasury_sales").press("PageUp"))
    expect(lab.locator(".qeqt-lab__live")).to_contain_text("跟基準比")


@pytest.mark.parametrize(
    "preset",
    [key for key, record in data.scenarios("fed").items() if about(record) == "taiwan"],
)
def test_what_is_about_taiwan_speaks_of_taiwan_with_the_notice_under_it(lab: Page, preset: str) -> None:
    go(lab, f"?preset={preset}")
    assert "台灣跟" in lab.locator(".qeqt-lab__story").inner_text()
    assert lab.locator("#tab-taiwan").get_attribute("aria-selected") == "true"
    assert lab.locator(".qeqt-lab__notice").inner_text() == NOTICE


def test_a_baseline_says_that_it_is_one_and_a_caution_counts_in_round_numbers(lab: Page) -> None:
    go(lab, "?preset=fed_history")
    assert "這個情境就是基準" in lab.locator(".qeqt-lab__story").inner_text()
    go(lab, "?preset=fed_no_qe")
    caution = lab.locator(".qeqt-lab__caution").first.inner_text()
    assert re.findall(r"[\d.]+%", caution) and not re.search(r"\.\d\d", caution)


def test_nothing_went_wrong_and_axe_finds_no_barrier(lab: Page, lab_reading: Reading) -> None:
    go(lab, "?preset=fed_2022_active&treasury_sales=10")
    lab.evaluate("document.querySelectorAll('#qeqt-lab details').forEach(each => { each.open = true })")
    found = Axe().run(lab, context={"include": [["#qeqt-lab"]], "exclude": [["svg"]]})
    assert found.violations_count == 0, found.generate_snapshot()
    assert lab_reading.complaints == []


def test_on_a_phone_it_is_one_column_with_room_for_a_thumb(chromium: Browser, base_url: str) -> None:
    context = chromium.new_context(locale="zh-TW", viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{base_url}lab/?preset=fed_2022_active", wait_until="load")
    page.wait_for_selector(READY)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    small = page.evaluate(
        """() => [...document.querySelectorAll('#qeqt-lab :is(select, input[type=range], button)')]
          .filter(each => each.offsetParent && each.getBoundingClientRect().height < 43)
          .map(each => each.outerHTML.slice(0, 90))"""
    )
    assert small == []
    assert page.locator(".qeqt-lab__bar").is_visible()
    context.close()


def test_without_scripts_it_says_so_and_shows_the_example(chromium: Browser, base_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}lab/", wait_until="load")
    assert "沒有開啟程式" in page.locator("#qeqt-lab").inner_text()
    assert page.locator("#fig-lab_sales").is_visible()
    context.close()


def test_ranges_lie_on_the_sliders_grid() -> None:
    for bank in map(offered, BANKS):
        for control in bank["levers"]:
            steps = (control["high"] - control["low"]) / control["step"]
            assert math.isclose(steps, round(steps), abs_tol=1e-6), control["key"]
