"""The lab without model and charts: a plan of two levers, and a worker that answers what a test wants."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.scripts import HOME, SCRIPTS, called, open_page

NB = "\u00a0"
UNIT = {"money": 10, "period": "", "word": "美元"}


def lever(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": f"把手{key}", "kind": kind, "low": 0, "high": 60, "step": 1, "rest": 0,
            "explain": "說明", "why": "因為。", "unit": UNIT, **more}  # fmt: skip


def preset(key: str, **more: Any) -> dict[str, Any]:
    plain = {"reference": "", "dead": [], "front": [], "leveraged": False, "about": "", "at": {}}
    told = {"name": f"情境{key}", "summary": f"第一句{key}。第二句。", "start": "2022-11", "months": 4}
    return {"key": key, **told, **plain, **more}


PARAMETER = {
    **lever("k", "parameter"),
    "drawn": True,
    "shape": "uniform",
    "block": "準備金",
    "leveraged": False,
}
ASSETS = {"name": "total_assets", "label": "總資產", "unit": UNIT, "record": "bn USD"}
SHEET = {"key": "sheet", "name": "資產", "notice": False, "columns": [ASSETS]}
ROOM = {
    "version": "9", "source": "源", "notice": "注意事項", "messages": [["no (\\d+)", "不行{1}"]],
    "banks": [
        {"key": "fed", "name": "聯準會", "levers": [lever("sales", "measure"), lever("rule", "setting")],
         "parameters": [PARAMETER], "groups": [SHEET, {**SHEET, "key": "more", "name": "其他"}],
         "presets": [preset("p", reference="q"), preset("q")]},
        {"key": "boe", "name": "英國央行", "levers": [], "parameters": [], "groups": [SHEET],
         "presets": [preset("r")]},
    ],
}  # fmt: skip
STUBS = {
    "edition.js": 'export const edition = ""',
    "fetching.js": 'export * from "./fetched.js"\n'
    "export const read = async address => String(address).includes('room') ? "
    f"{json.dumps(ROOM)} : {{ padding: {{ left: 0, right: 0 }} }}",
    "fetched.js": (SCRIPTS / "fetching.js").read_text(encoding="utf-8"),
    "chart-tools.js": 'export * from "./tools.js"\nexport const library = async () => {}\nconst view = {'
    " data: () => view, width: () => view, runAsync: async () => {} }\nexport const draw = async () => view",
    "tools.js": (SCRIPTS / "chart-tools.js").read_text(encoding="utf-8"),
}
WORKER = """
window.asked = []
window.Worker = class {
  postMessage(question) {
    asked.push(question)
    const { id, kind, moves, overrides } = question
    const told = { id }
    if (kind === "run") {
      if (moves.sales === 13) told.error = "no 13"
      const gap = moves.sales ?? 0
      const columns = { total_assets: [100, 100 - gap, 100 - gap, 100 - gap] }
      Object.assign(told, { columns, identity: 2e-16, cautions: [], done: 1, of: 1,
        months: ["2022-11", "2022-12", "2023-01", "2023-02"] })
    }
    const drawn = { total_assets: Array(question.count).fill([1, 2, 3, 4]) }
    if (kind === "draws") Object.assign(told, { drawn, redrawn: 0, failed: 0 })
    if (moves?.sales !== 14) queueMicrotask(() => this.onmessage({ data: told }))
  }
  terminate() { window.ended = true }
}
"""
BODY = '<div id="qeqt-lab" data-preset="p" data-bank="fed"><div class="qeqt-lab__wait"></div></div>'


@pytest.fixture
def lab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 900, "height": 800})
    page = context.new_page()
    page.add_init_script(WORKER)
    page.clock.install(time=0)
    open_page(page, BODY, stubs=STUBS)
    page.clock.pause_at(60_000)
    called(page, "lab.js", "of.start()")
    yield page
    context.close()


def runs(page: Page) -> int:
    return int(page.locator("#qeqt-lab").get_attribute("data-runs") or 0)


def moved(page: Page, value: float, *events: str, key: str = "sales") -> None:
    page.evaluate(
        """([key, value, events]) => { const input = document.getElementById(`lab-${key}`)
        input.value = value
        for (const name of events) input.dispatchEvent(new Event(name)) }""",
        [key, value, list(events)],
    )


def query(page: Page) -> str:
    return str(page.evaluate("location.search"))


def test_it_opens_with_its_plan_beside_its_baseline(lab: Page) -> None:
    assert lab.locator("#qeqt-lab").get_attribute("data-state") == "ready"
    story = f"到{NB}2023{NB}年{NB}2{NB}月，每一項都跟基準一樣。"
    assert lab.locator(".qeqt-lab__story").inner_text() == story
    assert "2.0e-16 倍" in lab.locator(".qeqt-lab__identity").inner_text()
    assert lab.locator(".qeqt-lab__against").inner_text() == "基準是「情境q」。"
    assert lab.locator(".qeqt-lab__preset").inner_text() == "第一句p。第二句。"
    assert lab.locator(".qeqt-lab__why p").all_inner_texts() == [
        f"情境：聯準會，情境p，改變從 2022{NB}年{NB}11{NB}月開始。第一句p。"
    ]
    titles = lab.locator(".qeqt-levers__title, .qeqt-levers summary").all_inner_texts()
    assert titles == ["央行怎麼做", "規則與預期", "參數：準備金"]
    assert lab.get_by_role("button", name="全部還原").is_disabled()
    kinds = lab.evaluate("asked.map(({ kind, preset, key }) => [kind, preset, key ?? ''])")
    assert kinds[:3] == [["warm", None, ""], ["run", "p", ""], ["run", "q", "q@4"]]


def test_what_changed_is_announced_once_it_has_settled(lab: Page) -> None:
    live = lab.locator(".qeqt-lab__live")
    lab.clock.run_for(590)
    expect(live).to_have_text("")
    lab.clock.run_for(20)
    expect(live).to_contain_text("每一項都跟基準一樣")
    moved(lab, 10, "input", "change")
    expect(lab.locator(".qeqt-lab__story")).to_contain_text(f"總資產少{NB}100{NB}億美元")
    lab.clock.run_for(590)
    expect(live).not_to_contain_text("總資產")
    lab.clock.run_for(20)
    expect(live).to_contain_text(f"總資產少{NB}100{NB}億美元")


def test_a_thumb_on_its_way_is_one_entry_of_the_history(lab: Page) -> None:
    before = lab.evaluate("history.length")
    moved(lab, 10, "input")
    lab.clock.run_for(190)
    assert query(lab) == ""
    lab.clock.run_for(20)
    assert query(lab) == "?preset=p&sales=10"
    moved(lab, 11, "input")
    lab.clock.run_for(210)
    moved(lab, 12, "input", "change")
    assert query(lab) == "?preset=p&sales=12"
    assert lab.evaluate("history.length") == before + 1
    moved(lab, 15, "input", "change")
    assert lab.evaluate("history.length") == before + 2
    assert lab.locator(".qeqt-lab__command").inner_text() == "qeqt run p --set sales=15"
    lab.evaluate("history.back()")
    expect(lab.locator("#lab-sales")).to_have_value("12")
    assert lab.evaluate("history.length") == before + 2


def test_a_value_that_is_set_again_is_not_run_again(lab: Page) -> None:
    moved(lab, 10, "input", "change")
    expect(lab.locator(".qeqt-lab__story")).to_contain_text("總資產")
    before = runs(lab)
    moved(lab, 10, "change")
    moved(lab, 11, "input")
    expect(lab.locator(".qeqt-lab__story")).to_contain_text(f"少{NB}110{NB}億美元")
    assert runs(lab) == before + 1
    times = lab.evaluate("qeqtLab.times")
    assert times and set(times) == {0}, "on a clock that stands still a move takes no time"


def test_each_thing_that_was_moved_is_explained_and_can_be_put_back(lab: Page) -> None:
    moved(lab, 10, "input", "change")
    moved(lab, 3, "input", "change", key="k")
    why = lab.locator(".qeqt-lab__why p")
    expect(why).to_have_count(3)
    assert why.all_inner_texts()[1:] == [
        f"你把「把手sales」定為 100{NB}億美元。因為。",
        f"你把「把手k」定為 30{NB}億美元（原值 0{NB}億美元）。因為。",
    ]
    asked = lab.evaluate("asked.at(-1)")
    assert (asked["moves"], asked["overrides"]) == ({"sales": 10}, {"k": 3})
    lab.get_by_role("button", name="全部還原").click()
    expect(why).to_have_count(1)
    assert query(lab) == "?preset=p"
    assert lab.get_by_role("button", name="全部還原").is_disabled()


def test_a_plan_that_cannot_be_carried_out_is_said_and_what_is_seen_is_stale(lab: Page) -> None:
    moved(lab, 13, "input", "change")
    problem = lab.locator(".qeqt-lab__problem")
    expect(problem).to_have_text(f"不行130{NB}億美元")
    assert lab.locator("#qeqt-lab").get_attribute("data-state") == "refused"
    assert lab.locator(".qeqt-lab__output.is-stale").count() == 1
    assert lab.locator(".qeqt-lab__bar").inner_text() == f"不行130{NB}億美元"
    moved(lab, 12, "input", "change")
    expect(problem).to_be_hidden()
    assert lab.locator(".qeqt-lab__output.is-stale").count() == 0


def test_a_run_of_more_than_five_seconds_is_ended(lab: Page) -> None:
    moved(lab, 14, "input", "change")
    lab.clock.run_for(4990)
    expect(lab.locator(".qeqt-lab__problem")).to_be_hidden()
    lab.clock.run_for(20)
    expect(lab.locator(".qeqt-lab__problem")).to_contain_text("這一次算太久")
    assert lab.evaluate("ended") is True


def test_a_setting_is_pinned_beside_the_next(lab: Page) -> None:
    moved(lab, 10, "input", "change")
    lab.get_by_role("button", name="釘住這一組").click()
    expect(lab.locator("li.is-pin")).to_be_visible()
    assert "pin=preset%3Dp%26sales%3D10" in query(lab)
    lab.get_by_role("button", name="不比了").click()
    expect(lab.locator("li.is-pin")).to_be_hidden()
    expect(lab.get_by_role("button", name="不比了")).to_be_hidden()
    assert "pin" not in query(lab)


def test_three_hundred_sets_of_parameters_are_drawn(lab: Page) -> None:
    lab.get_by_role("button", name="畫誤差帶").click()
    expect(lab.locator("li.is-band")).to_contain_text("一起抽 300 次")
    drawn = lab.evaluate("asked.filter(({ kind, columns }) => kind === 'draws' && columns.length)")
    assert sum(each["count"] for each in drawn) == 300
    assert drawn[0]["ranges"] == [["k", 0, 60, "uniform", 0]]
    lab.clock.run_for(610)
    expect(lab.locator(".qeqt-lab__live")).to_have_text("誤差帶畫好了，抽了 300 組參數。")
    moved(lab, 10, "input", "change")
    expect(lab.locator("li.is-band")).to_be_hidden()


def test_another_bank_and_another_scenario_have_controls_of_their_own(lab: Page) -> None:
    lab.locator("#lab-bank").select_option("boe")
    expect(lab.locator("#lab-preset option")).to_have_count(1)
    assert query(lab) == "?preset=r"
    assert lab.locator(".qeqt-lever").count() == 0
    assert lab.locator(".qeqt-lab__against").inner_text().startswith("基準是這個情境本身")
    assert lab.locator("#qeqt-lab").evaluate("each => each.style.getPropertyValue('--qeqt-lab')") == (
        "var(--qeqt-boe, var(--qeqt-accent))"
    )
    lab.locator("#lab-bank").select_option("fed")
    lab.locator("#lab-since").select_option("2023-01")
    assert query(lab) == "?preset=p&since=2023-01"
    expect(lab.get_by_role("button", name="全部還原")).to_be_enabled()
    lab.get_by_role("tab", name="其他").click()
    assert query(lab) == "?preset=p&since=2023-01&view=more"


@pytest.mark.parametrize(("name", "kept"), [("複製網址", HOME), ("複製指令", "qeqt run p")])
def test_what_is_copied_is_said_for_a_while(lab: Page, name: str, kept: str) -> None:
    lab.evaluate(
        "() => Object.defineProperty(navigator, 'clipboard', "
        "{ value: { writeText: async text => { window.kept = text } } })"
    )
    button = lab.get_by_role("button", name=name)
    button.click()
    copied = lab.get_by_role("button", name="已複製")
    expect(copied).to_be_visible()
    assert lab.evaluate("kept") == kept
    lab.clock.run_for(1190)
    expect(copied).to_be_visible()
    lab.clock.run_for(20)
    expect(button).to_be_visible()
