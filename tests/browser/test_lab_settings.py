"""The lab's settings, its engine, its levers and the walk along its charts, without a model."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.scripts import called, open_page

NB = "\u00a0"


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield open_page(context.new_page(), "<main></main>")
    context.close()


ROOM = """({ banks: [
  { key: "fed",
    levers: [{ key: "sales", name: "賣", low: 0, high: 60 }, { key: "dead", name: "停", low: 0, high: 1 }],
    parameters: [{ key: "k", name: "參數", low: -1, high: 2, leveraged: false },
      { key: "l", name: "槓桿", low: 0, high: 1, leveraged: true }],
    groups: [{ key: "sheet", columns: [{ name: "total_assets", unit: 1 }, { name: "twd", unit: 2 }] }],
    presets: [
      { key: "p", name: "甲", start: "2022-11", months: 4, reference: "q", dead: ["dead"],
        front: ["k", "gone"], leveraged: false },
      { key: "q", name: "乙", start: "2022-11", months: 9, reference: "", dead: [], front: [],
        leveraged: true }] },
  { key: "boe", levers: [], parameters: [], groups: [],
    presets: [{ key: "r", name: "丙", start: "2020-01", months: 1, reference: "", dead: [], front: [] }] },
] })"""
AT_FIRST = {"bank": "fed", "preset": "p", "moved": {}, "since": "2022-11", "view": "", "pin": ""}


def settings(page: Page, code: str, given: object = None) -> Any:
    return called(page, "lab-state.js", f"(s => {code})(new of.Settings({ROOM}, 'p'))", given)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {}),
        (
            "?preset=r&view=a&pin=b",
            {"bank": "boe", "preset": "r", "since": "2020-01", "view": "a", "pin": "b"},
        ),
        ("?preset=nowhere&sales=60", {"moved": {"sales": 60}}),
        ("?sales=60.1&k=-1&l=x&dead=-0.1", {"moved": {"k": -1}}),
        ("?since=2023-02", {"since": "2023-02"}),
        ("?since=2023-03", {}),
    ],
)
def test_an_address_is_read_and_what_it_says_wrongly_is_as_the_page_opens(
    page: Page, query: str, wanted: Any
) -> None:
    assert settings(page, "s.read(given)", query) == {**AT_FIRST, **wanted}


def test_settings_are_written_as_an_address_a_question_and_a_command(page: Page) -> None:
    query = "preset=p&since=2022-12&sales=12.5&k=0.125&view=a&pin=b"
    assert settings(page, "s.written(s.read(given))", query) == query
    assert settings(page, "s.written(s.read(given), false)", query) == query.partition("&view")[0]
    assert settings(page, "s.written(s.read(given))", "preset=p&since=2022-11") == "preset=p"
    question = settings(page, "s.question(s.read(given))", query)
    assert question == {
        "kind": "run",
        "bank": "fed",
        "preset": "p",
        "since": "2022-12",
        "moves": {"sales": 12.5},
        "overrides": {"k": 0.125},
    }
    command = settings(page, "s.command(s.read(given))", query)
    assert command == "qeqt run p --set sales=12.5 --set k=0.125 --from 2022-12"
    assert settings(page, "s.command(s.read(given))", "preset=p&k=0.1") == "qeqt run p --set k=0.1"
    long = settings(page, "s.command({ ...s.read(''), moved: { k: 1 / 3 } })")
    assert long == "qeqt run p --set k=0.33333333"


def test_a_preset_has_its_baseline_levers_that_move_and_its_own_parameters(page: Page) -> None:
    assert settings(page, "s.baseline(s.read('')).key") == "q"
    assert settings(page, "s.baseline(s.read('preset=q')).key") == "q"
    untouched = "['', 'preset=q', 'preset=q&k=1'].map(query => s.untouched(s.read(query)))"
    assert settings(page, untouched) == [False, True, False]
    keys = "(([front, others]) => [front, others].map(list => list.map(each => each.key)))"
    preset = "s.room.banks[0], s.preset(s.read('preset=' + key))"
    both = f"['p', 'q'].map(key => {keys}(s.parameters({preset})))"
    assert settings(page, both) == [[["k"], []], [[], ["k", "l"]]]
    levers = f"['p', 'q'].map(key => s.levers({preset}).map(lever => lever.key))"
    assert settings(page, levers) == [["sales"], ["sales", "dead"]]
    assert settings(page, "s.units(s.read(''))") == {"total_assets": 1, "twd": 2}
    names = settings(page, "s.names(s.read(''))")
    assert names == {
        "sales": "「賣」",
        "dead": "「停」",
        "k": "「參數」",
        "l": "「槓桿」",
        "p": "「甲」",
        "q": "「乙」",
    }


def test_months_go_over_the_turn_of_a_year(page: Page) -> None:
    found = called(page, "lab-controls.js", "of.months(given)", {"start": "2022-11", "months": 4})
    assert found == ["2022-11", "2022-12", "2023-01", "2023-02"]


def test_a_table_to_keep_has_a_head_and_eight_digits(page: Page) -> None:
    code = f"""(async s => {{
      s = new s.Settings({ROOM}, "p")
      const room = {{ version: "9", source: "源", notice: "注意" }}
      const columns = {{ total_assets: [1 / 3, 2], other: [1, 1] }}
      const {{ csv }} = await import("https://book.test/assets/javascripts/lab-csv.js")
      const found = {{ months: ["2022-11", "2022-12"], columns }}
      const base = {{ total_assets: [1, 2 / 3] }}
      return csv({{ room, settings: s, wanted: s.read("k=1"), found, base, cautions: ["小心"] }})
    }})(of)"""
    lines = str(called(page, "lab-state.js", code)).splitlines()
    head = [line for line in lines if line.startswith("# ")]
    assert head[1:3] == ["# 情境 p；基準 q", "# 重做：qeqt run p --set k=1"]
    assert {"# 來源：源", "# 注意", "# 小心", "# 網址：https://book.test/"} <= set(head)
    assert "模型 qeqt 9" in head[0]
    assert lines[len(head) :] == [
        "month,total_assets,total_assets_baseline",
        "2022-11,0.33333333,1",
        "2022-12,2,0.66666667",
    ]


STUB = """(async given => {
  const workers = []
  window.Worker = class {
    constructor(address) { Object.assign(this, { address: String(address), sent: [] }); workers.push(this) }
    postMessage(message) { this.sent.push(message) }
    terminate() { this.ended = true }
  }
  const engine = new of.Engine()
  const heard = []
  const hear = told => heard.push(told)
  const ways = [engine.ask({ a: 1 }), engine.ask({ a: 2 }, hear), engine.ask({ a: 3 }, null, given)]
  const said = ways.map(way => way.then(data => data.n ?? "none", ({ name, message }) => [name, message]))
  const [one] = workers
  const tell = data => one.onmessage({ data })
  tell({ id: 2, done: 1, of: 2, n: "part" })
  tell({ id: 99, n: "nobody's" })
  tell({ id: 2, done: 2, of: 2, n: "whole" })
  tell({ id: 1, missing: "模型", status: 404, error: "x" })
  if (given) await new Promise(resolve => setTimeout(resolve, 3 * given))
  else one.onerror({ message: "broke" })
  const answers = await Promise.all(said)
  engine.ask({ a: 4 })
  const { sent, ended, address } = one
  return { answers, heard: heard.map(each => each.n), sent, ended, workers: workers.length, address }
})(given)"""


def test_an_engine_gives_each_answer_to_its_question_and_begins_anew_when_it_was_ended(page: Page) -> None:
    found: Any = called(page, "lab-state.js", STUB, 0)
    name, said = found["answers"][0]
    assert name == "Missing" and "（模型，代碼 404）" in said
    assert found["answers"][1:] == ["whole", ["Error", "broke"]]
    assert found["heard"] == ["part", "whole"]
    assert found["sent"] == [{"a": n, "id": n} for n in (1, 2, 3)]
    assert (found["ended"], found["workers"]) == (True, 2)
    assert found["address"].endswith("/assets/javascripts/lab-worker.js")


def test_an_engine_that_takes_too_long_is_ended(page: Page) -> None:
    found: Any = called(page, "lab-state.js", STUB, 20)
    assert found["answers"][2] == ["Error", "late"]
    assert (found["ended"], found["workers"]) == (True, 2)


WALK = """(given => {
  const surface = document.createElement("div")
  const shown = []
  let left = 0
  document.body.append(surface)
  const steps = of.walk(surface, { label: "圖", count: () => given.count, start: () => given.start,
    nearest: event => event.clientX, leave: () => (left += 1),
    show: at => { shown.push(at); return `第 ${at} 列` } })
  const pointer = (kind, how) => surface.dispatchEvent(new PointerEvent(kind, how))
  const stopped = []
  for (const key of given.keys) {
    if (typeof key === "number") pointer("pointermove", { clientX: key })
    else if (key.startsWith("leave ")) pointer("pointerleave", { pointerType: key.slice(6) })
    else if (key === "again") steps.again()
    else {
      const event = new KeyboardEvent("keydown", { key, cancelable: true })
      surface.dispatchEvent(event)
      stopped.push(event.defaultPrevented)
    }
  }
  const said = Object.fromEntries([...surface.attributes].map(({ name, value }) => [name, value]))
  surface.remove()
  return { shown, left, stopped, said }
})(given)"""


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (["ArrowRight"], [5]),
        (["ArrowLeft"], [4]),
        (["ArrowRight", "ArrowRight", "ArrowUp"], [5, 6, 7]),
        (["ArrowRight", "ArrowLeft", "ArrowDown"], [5, 4, 3]),
        (["Home", "PageUp", "PageUp", "PageDown"], [0, 12, 24, 12]),
        (["End", "ArrowRight"], [29, 29]),
        (["Home", "ArrowLeft"], [0, 0]),
        ([7, 7, -1, 9], [7, 9]),
        (["again", "Home", "again"], [0, 0]),
        (["Home", "Escape", "ArrowRight"], [0, 5]),
        (["x"], []),
    ],
)
def test_keys_and_pointer_walk_a_chart_row_by_row(page: Page, keys: list[Any], shown: list[int]) -> None:
    found: Any = called(page, "chart-tools.js", WALK, {"count": 30, "start": 5, "keys": keys})
    assert found["shown"] == shown


def test_a_walk_is_a_slider_to_a_screen_reader(page: Page) -> None:
    found: Any = called(page, "chart-tools.js", WALK, {"count": 30, "start": 5, "keys": []})
    assert found["said"] == {
        "tabindex": "0",
        "role": "slider",
        "aria-label": "圖",
        "aria-valuemin": "0",
        "aria-valuenow": "0",
        "aria-valuemax": "29",
        "aria-valuetext": "用左右鍵讀每一個數字",
    }
    keys = ["Home", "x", "Escape", "leave mouse", "leave touch"]
    found = called(page, "chart-tools.js", WALK, {"count": 3, "start": 1, "keys": keys})
    assert (found["stopped"], found["left"]) == ([True, False, False], 2)
    assert found["said"]["aria-valuetext"] == "第 0 列" and found["said"]["aria-valuemax"] == "2"
    none: Any = called(page, "chart-tools.js", WALK, {"count": 0, "start": 1, "keys": ["End", 4]})
    assert none["shown"] == [] and none["said"]["aria-valuemax"] == "0"


def test_an_element_has_what_is_given_and_nothing_that_is_not(page: Page) -> None:
    code = """(() => { const made = of.element("p", { a: 1, b: true, c: false, d: null, e: undefined, f: "" },
      "文", null, undefined, of.element("b")); return made.outerHTML })()"""
    assert called(page, "chart-tools.js", code) == '<p a="1" b="" f="">文<b></b></p>'


def test_a_lever_rests_moves_and_goes_back(page: Page) -> None:
    code = """(() => { window.told = []
      const control = { key: "k", name: "賣出", kind: "measure", low: 0, high: 60, step: 2.5, rest: 5,
        explain: "說明", unit: { money: 10, period: "每月", word: "美元" } }
      const options = { preset: { at: { k: 70 } }, value: undefined, changed: (...all) => told.push(all) }
      document.querySelector("main").replaceChildren(of.lever(control, options)) })()"""
    called(page, "lab-controls.js", code)
    slider, told = page.locator("#lab-k"), page.locator(".qeqt-lever__value")
    back = page.locator(".qeqt-lever__back")
    assert slider.input_value() == "60", "a lever rests where the scenario has it, within its ends"
    expect(told).to_have_text("照情境")
    assert slider.get_attribute("aria-valuetext") == f"照情境，每月{NB}600{NB}億美元"
    expect(back).to_be_hidden()
    slider.fill("20")
    expect(told).to_have_text(f"每月{NB}200{NB}億美元")
    assert page.locator(".qeqt-lever.is-moved").count() == 1
    back.click()
    assert slider.input_value() == "60"
    expect(told).to_have_text("照情境")
    assert page.locator(".qeqt-lever.is-moved").count() == 0
    assert page.evaluate("told") == [["k", 20, False], ["k", 20, True], ["k", None, True]]
    assert math.isclose(float(slider.get_attribute("step") or 0), 2.5)
