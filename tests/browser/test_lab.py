"""The policy lab on the built site, under its sub-path: the model's numbers, every control, every address."""

import csv
import io
import json
import math
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from macros import formats
from macros.lab.install import banks
from macros.lab.room import room
from qeqt import data, ensemble, runs
from qeqt.__main__ import main
from tests.browser.conftest import DESKTOP, PHONE

ROOM = room(banks())
FED = ROOM["banks"][0]
READY = "#qeqt-lab[data-state=ready]"
TOLERANCE = 1e-9

# Asks the worker as the page does, each preset in turn; answers come back as they are.
ASK_ALL = """([home, edition, presets]) => new Promise((resolve, reject) => {
  const worker = new Worker(`${home}assets/javascripts/lab-worker.js?${edition}`)
  const found = {}
  worker.onerror = event => reject(new Error(event.message))
  worker.onmessage = ({ data }) => {
    const [bank, preset, moved] = presets[data.id]
    found[preset + (moved ? "+" : "")] = data
    if (Object.keys(found).length === presets.length) {
      worker.terminate()
      resolve(JSON.stringify(found))
    }
  }
  presets.forEach(([bank, preset, moved], id) =>
    worker.postMessage({ kind: "run", id, bank, preset, ...(moved ?? {}) }))
})"""

KEPT = """async () => {
  const worker = navigator.serviceWorker
  const taken = new Promise(resolve => worker.addEventListener("controllerchange", resolve, { once: true }))
  if (!worker.controller) await taken
}"""
"""Waits until the browser keeps the lab, and no older edition of it."""

MOVED = {
    "moves": {
        "treasury_sales": 20.0,
        "expected_hold_quarters": 2.0,
        "government_account": 100.0,
        "policy_shock": 0.5,
    },
    "overrides": {"satiation": 0.133, "model_consistent": 1.0},
    "since": "2023-01",
}


@pytest.fixture(scope="module")
def lab(chromium: Browser, base_url: str) -> Iterator[Page]:
    """The lab, opened once with a click; tests go on from where it stands."""
    context = chromium.new_context(locale="zh-TW", viewport=DESKTOP, accept_downloads=True)
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.on(
        "console",
        lambda said: page.complaints.append(said.text) if said.type in ("error", "warning") else None,  # type: ignore[attr-defined]
    )
    page.goto(f"{base_url}lab/", wait_until="load")
    page.get_by_role("button", name="打開實驗室").click()
    page.wait_for_selector(READY)
    yield page
    context.close()


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


def test_every_column_of_every_scenario_is_the_same_as_in_python(lab: Page, base_url: str) -> None:
    asked: list[Any] = [[record.bank, name, None] for name, record in data.scenarios().items()]
    asked.append(["fed", "fed_2022_capped", MOVED])
    found = json.loads(lab.evaluate(ASK_ALL, [base_url, edition(lab), asked]))
    wrong = []
    for _, name, moved in asked:
        answer = found[name + ("+" if moved else "")]
        assert "error" not in answer, f"{name}: {answer.get('error')}"
        changes = {**moved["moves"], **moved["overrides"]} if moved else None
        home = runs.run(name, overrides=changes, since=moved["since"] if moved else "")
        assert set(answer["columns"]) == set(home.columns), name
        for column, values in home.columns.items():
            scale = max(map(abs, values)) or 1.0
            worst = max(abs(a - b) for a, b in zip(values, answer["columns"][column], strict=True)) / scale
            if not worst <= TOLERANCE:
                wrong.append((name, column, worst))
    assert wrong == []


def test_it_opens_with_a_result_a_sentence_and_the_identity(lab: Page) -> None:
    go(lab, "?preset=fed_2022_active")
    assert "總資產少" in lab.locator(".qeqt-lab__story").inner_text()
    assert "恆等式" in lab.locator(".qeqt-lab__identity").inner_text()
    assert lab.locator(".qeqt-panel svg").count() >= 4


@pytest.mark.parametrize("bank", ROOM["banks"], ids=lambda bank: bank["key"])
def test_every_preset_runs(lab: Page, bank: dict[str, Any]) -> None:
    for preset in bank["presets"]:
        go(lab, f"?preset={preset['key']}")
        assert lab.locator("#qeqt-lab").get_attribute("data-state") == "ready", preset["key"]
        assert lab.locator("#lab-preset").input_value() == preset["key"]


@pytest.mark.parametrize("bank", ROOM["banks"], ids=lambda bank: bank["key"])
def test_every_control_can_be_moved_and_put_back(lab: Page, bank: dict[str, Any]) -> None:
    preset = next((each for each in bank["presets"] if each["leveraged"]), bank["presets"][-1])
    start = "fed_2022_capped" if bank["key"] == "fed" else preset["key"]
    go(lab, f"?preset={start}")
    lab.evaluate("document.querySelectorAll('#qeqt-lab details').forEach(fold => (fold.open = true))")
    controls = [*bank["levers"], *bank["parameters"]]
    moved = lab.evaluate(
        """() => [...document.querySelectorAll('.qeqt-lever')].map(row => {
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
    )
    assert {key for key, *_ in moved} == {control["key"] for control in controls}
    assert [row for row in moved if row[1:] != [True, True, True]] == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?preset=fed_2022_capped&reserve_floor=3300", ""),
        ("?preset=fed_history&reserve_floor=3000", "準備金下限"),
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


def test_the_command_gives_the_same_result_and_the_csv_says_what_it_is(lab: Page, tmp_path: Path) -> None:
    go(lab, "?preset=fed_2022_capped&since=2023-03&treasury_sales=30&satiation=0.125")
    command = lab.locator(".qeqt-lab__command").inner_text()
    assert command == "qeqt run fed_2022_capped --set treasury_sales=30 --set satiation=0.125 --from 2023-03"
    with lab.expect_download() as waiting:
        lab.get_by_role("button", name="下載 CSV").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert any(command in line for line in head)
    assert any(f"qeqt {ROOM['version']}" in line for line in head)
    assert any("bn USD" in line for line in head)
    rows = list(csv.DictReader(io.StringIO("\n".join(text.splitlines()[len(head) :]))))
    home = runs.run(
        "fed_2022_capped", overrides={"treasury_sales": 30.0, "satiation": 0.125}, since="2023-03"
    )
    assert float(rows[-1]["reserves"]) == pytest.approx(home.columns["reserves"][-1], rel=1e-7)
    assert main([*shlex.split(command)[1:], "--csv", str(tmp_path / "run.csv")]) == 0
    again = list(csv.DictReader((tmp_path / "run.csv").read_text(encoding="utf-8-sig").splitlines()))
    again = [{key.partition(" [")[0]: value for key, value in row.items()} for row in again]
    assert [row["month"] for row in again] == [row["month"] for row in rows]
    for name in ("total_assets", "reserves", "long_yield", "net_income", "twd"):
        here, there = ([float(row[name]) for row in table] for table in (rows, again))
        assert here == pytest.approx(there, rel=1e-5, abs=1e-6), name
    assert float(rows[-1]["reserves_baseline"]) == pytest.approx(
        runs.run("fed_2022_capped").columns["reserves"][-1], rel=1e-7
    )


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
        assert lab.locator(".qeqt-lab__notice").inner_text() == ROOM["notice"]
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


def test_bands_are_the_same_however_many_workers_draw(lab: Page, base_url: str) -> None:
    found = lab.evaluate(
        """async ([home, edition]) => {
          const there = name => import(`${home}assets/javascripts/${name}.js?${edition}`)
          const [{ Bands, ranges }, { Engine }] = [await there("lab-bands"), await there("lab-state")]
          const room = await (await fetch(`${home}assets/lab/room.json?${edition}`)).json()
          const asked = {
            bank: "fed", preset: "fed_2022_active", since: "2022-09", moves: {}, overrides: {},
            ranges: ranges(room.banks.find(bank => bank.key === "fed")), columns: ["reserves", "long_yield"],
          }
          const drawn = []
          for (const count of [1, 3]) {
            const bands = new Bands(new Engine())
            bands.engines = Array.from({ length: count }, () => new Engine())
            let last = null
            await bands.draw(asked, 50, (done, of, failed, found) => (last = found ?? last))
            drawn.push(JSON.stringify(last))
            bands.engines.forEach(engine => engine.end("done"))
          }
          return drawn
        }""",
        [base_url, edition(lab)],
    )
    assert len(json.loads(found[0])["reserves"]["low"]) > 12
    assert found[0] == found[1]


def test_the_narrow_band_lies_within_the_wide_one(lab: Page, base_url: str) -> None:
    go(lab, "?preset=fed_2022_active")
    wide, narrow = lab.evaluate(
        """async ([home, edition]) => {
          const { between } = await import(`${home}assets/javascripts/lab-bands.js?${edition}`)
          const drawn = Array.from({ length: 101 }, (_, n) => [n, 2 * n])
          const { long_yield: band } = between({ long_yield: drawn })
          return [[band.low, band.high], [band.low68, band.high68]]
        }""",
        [base_url, edition(lab)],
    )
    assert wide == [[5, 10], [95, 190]]
    assert narrow == [[16, 32], [84, 168]]


def test_each_change_is_announced(lab: Page) -> None:
    go(lab, "?preset=fed_2022_capped")
    settled(lab, lambda: lab.locator("#lab-treasury_sales").press("PageUp"))
    expect(lab.locator(".qeqt-lab__live")).to_contain_text("跟基準比")


def test_money_is_written_as_everywhere_in_the_book(lab: Page, base_url: str) -> None:
    values = [0.0, 0.04, 0.96, 1.0, 9.4, 10.0, 99.96, 660.5, 999.94, 1000.0, 6617.15, -0.3, -2294.32]
    said = lab.evaluate(
        """async ([home, edition, values]) => {
          const { amount } = await import(`${home}assets/javascripts/lab-text.js?${edition}`)
          return values.map(value => amount(value, { money: 10, period: "", word: "美元" }))
        }""",
        [base_url, edition(lab), values],
    )
    assert said == [formats.money(value, "bn USD") for value in values]


def test_it_goes_on_without_a_network(lab: Page) -> None:
    go(lab, "?preset=fed_2022_active")
    lab.wait_for_load_state("networkidle")
    lab.context.set_offline(True)
    try:
        for query in ("?preset=fed_no_qe", "?preset=boj_taper", "?preset=fed_2022_capped&treasury_sales=10"):
            go(lab, query)
            assert lab.locator("#qeqt-lab").get_attribute("data-state") == "ready", query
    finally:
        lab.context.set_offline(False)
        # The browser may ask for the page's icon again and say that it could not: the page asked for nothing.
        heard: list[str] = lab.complaints  # type: ignore[attr-defined]
        heard[:] = [said for said in heard if "ERR_INTERNET_DISCONNECTED" not in said]


def test_opened_once_it_opens_again_without_a_network(chromium: Browser, base_url: str) -> None:
    context = chromium.new_context(locale="zh-TW", viewport=DESKTOP)
    page = context.new_page()
    page.goto(f"{base_url}lab/", wait_until="load")
    page.get_by_role("button", name="打開實驗室").click()
    page.wait_for_selector(READY)
    page.evaluate(KEPT)
    context.set_offline(True)
    page.goto(f"{base_url}lab/?preset=fed_2022_capped", wait_until="load")
    page.wait_for_selector(READY)
    settled(page, lambda: page.locator("#lab-treasury_sales").press("PageUp"))
    assert "總資產少" in page.locator(".qeqt-lab__story").inner_text()
    context.close()


def test_an_older_edition_is_not_kept_and_a_chapter_is_left_alone(chromium: Browser, base_url: str) -> None:
    context = chromium.new_context(locale="zh-TW", viewport=DESKTOP)
    page = context.new_page()
    page.goto(base_url, wait_until="load")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    page.evaluate("caches.open('qeqt-lab /qeqt/ old').then(() => caches.open('another site'))")
    page.goto(f"{base_url}lab/?preset=fed_2022_active", wait_until="load")
    page.wait_for_selector(READY)
    page.evaluate(KEPT)
    found = page.evaluate("caches.keys()")
    assert sorted(found) == ["another site", f"qeqt-lab /qeqt/ {edition(page)}"]
    context.close()


def test_the_same_draws_are_stable_here_and_at_home(lab: Page, base_url: str) -> None:
    numpy = pytest.importorskip("numpy")
    draws = ensemble.drawn(data.parameters("fed"), 40, numpy.random.default_rng(5))
    for place in range(0, 40, 4):
        draws["output_persistence"][place] = 1.0 + place / 1000
        draws["scarcity"][place + 1] = draws["satiation"][place + 1] + 0.01
    home = ensemble.stable(draws, "fed", {}).tolist()
    sets = [{name: float(values[n]) for name, values in draws.items()} for n in range(40)]
    away = lab.evaluate(
        """async ([home, edition, sets]) => {
          const { Engine } = await import(`${home}assets/javascripts/lab-state.js?${edition}`)
          const engine = new Engine()
          const { found } = await engine.ask({ kind: "stable", bank: "fed", sets })
          engine.end("done")
          return found
        }""",
        [base_url, edition(lab), sets],
    )
    assert away == home
    assert 10 <= home.count(False) <= 20


def test_a_run_that_takes_too_long_is_stopped_and_says_so(lab: Page, base_url: str) -> None:
    said = lab.evaluate(
        """async ([home, edition]) => {
          const { Engine } = await import(`${home}assets/javascripts/lab-state.js?${edition}`)
          const asked = { kind: "run", bank: "fed", preset: "fed_history" }
          const engine = new Engine()
          const first = await engine.ask(asked, null, 0.01).catch(error => error.message)
          const second = await engine.ask(asked, null, 20000)
          engine.end("done")
          return [first, second.months.length]
        }""",
        [base_url, edition(lab)],
    )
    assert said[0] == "late"
    assert said[1] == len(runs.run("fed_history").months)


@pytest.mark.parametrize(
    "preset", [each for each in FED["presets"] if each["about"] == "taiwan"], ids=lambda each: each["key"]
)
def test_what_is_about_taiwan_speaks_of_taiwan_with_the_notice_under_it(
    lab: Page, preset: dict[str, Any]
) -> None:
    go(lab, f"?preset={preset['key']}")
    assert "台灣跟" in lab.locator(".qeqt-lab__story").inner_text()
    assert lab.locator("#tab-taiwan").get_attribute("aria-selected") == "true"
    assert lab.locator(".qeqt-lab__notice").inner_text() == ROOM["notice"]


def test_a_headline_of_taiwan_is_pythons(lab: Page) -> None:
    go(lab, "?preset=taiwan_hot_money")
    twd = runs.run("taiwan_hot_money").columns["twd"]
    story = lab.locator(".qeqt-lab__story").inner_text().replace("\u00a0", " ")
    assert f"新台幣升 {twd[-1]:.2f}%".rstrip("0") in story
    assert f"升 {max(twd):.2f}%" in story


def test_a_baseline_says_that_it_is_one_and_a_caution_counts_in_round_numbers(lab: Page) -> None:
    go(lab, "?preset=fed_history")
    assert "這個情境就是基準" in lab.locator(".qeqt-lab__story").inner_text()
    go(lab, "?preset=fed_no_qe")
    caution = lab.locator(".qeqt-lab__caution").first.inner_text()
    assert re.findall(r"[\d.]+%", caution) and not re.search(r"\.\d\d", caution)


def test_nothing_went_wrong_and_axe_finds_no_barrier(lab: Page) -> None:
    go(lab, "?preset=fed_2022_active&treasury_sales=10")
    found = Axe().run(lab, context={"include": [["#qeqt-lab"]], "exclude": [["svg"]]})
    assert found.violations_count == 0, found.generate_snapshot()
    assert lab.complaints == []  # type: ignore[attr-defined]


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
    for bank in ROOM["banks"]:
        for control in bank["levers"]:
            steps = (control["high"] - control["low"]) / control["step"]
            assert math.isclose(steps, round(steps), abs_tol=1e-6), control["key"]
