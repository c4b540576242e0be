"""Charts of the lab and figures that answer: what the charts library is told, what is read off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.scripts import SCRIPTS, called, open_page

NB = "\u00a0"
MONEY = {"money": 10, "period": "", "word": "美元"}
PERCENT = {"money": 0, "period": "", "word": "%"}
TOLD = """
export * from "./tools.js"
window.told = []
const scale = { invert: place => 2020 + place / 100 }
export const draw = async (place, specification, mode) => {
  window.drawn = [mode, JSON.stringify(specification)]
  let wide = 0
  const view = { data: (key, rows) => told.push([key, rows]),
    width: now => now === undefined ? wide : (wide = now, view),
    runAsync: async () => {}, scale: () => scale, finalize: () => { window.finalized = true },
    padding: () => ({ left: 10, top: 20 }), scenegraph: () => ({ root: { items: window.scene ?? [] } }) }
  place.append(document.createElementNS("http://www.w3.org/2000/svg", "svg"))
  place.firstChild.setAttribute("width", "400")
  place.firstChild.setAttribute("height", "200")
  return view
}
"""
STUBS = {
    "chart-tools.js": TOLD,
    "tools.js": (SCRIPTS / "chart-tools.js").read_text(encoding="utf-8"),
    "edition.js": 'export const edition = ""',
}
TEMPLATE = {"padding": {"left": 40, "right": 10}}
MONTHS = ["2020-11", "2020-12", "2021-01", "2021-02"]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 600, "height": 600})
    yield open_page(context.new_page(), "<main></main>", stubs=STUBS)
    context.close()


def column(name: str, unit: dict[str, Any] = PERCENT) -> dict[str, Any]:
    return {"name": name, "label": f"欄{name}", "unit": unit}


GROUPS = [
    {"key": "sheet", "name": "資產", "columns": [column(name) for name in "abcdef"] + [column("gone")]},
    {"key": "money", "name": "錢", "columns": [column("m", MONEY)]},
    {"key": "none", "name": "無", "columns": [column("gone")]},
]
RUN = {name: [1.0, 2.0, 3.0, 4.0] for name in "abcdef"} | {"m": [500.0, 1500.0, 2500.0, 4000.0]}


def results(page: Page, run: dict[str, list[float]] = RUN, wanted: str = "money", **seen: Any) -> None:
    code = """(async ([template, groups, run, wanted, months, seen]) => {
      window.chosen = []
      document.querySelector("main").replaceChildren()
      const found = window.results = new of.Results(document.querySelector("main"), template, groups,
        key => chosen.push(key))
      found.offer({ columns: run }, wanted)
      await found.show({ months, run, ...seen })
    })(given)"""
    called(page, "lab-results.js", code, [TEMPLATE, GROUPS, run, wanted, MONTHS, seen])


def told(page: Page) -> dict[str, Any]:
    """What the chart was told last, by name."""
    return dict(page.evaluate("told"))


def test_a_chart_is_told_its_rows_in_the_unit_of_its_axis(page: Page) -> None:
    base = {"m": [500.0, 1500.0, 2500.0, 3000.0]}
    band = {"m": {"low": [400, 1400, 2400, 2000], "high": [600, 1600, 2600, 5000],
                  "low68": [450, 1450, 2450, 2500], "high68": [550, 1550, 2550, 4500]}}  # fmt: skip
    results(page, base=base, pin={"m": [0.0, 0.0, 1.0, 1.0]}, band=band)
    years = [2020 + 11 / 12, 2021.0, 2021 + 1 / 12, 2021 + 2 / 12]
    found = told(page)
    assert [row["x"] for row in found["run"]] == pytest.approx(years)
    assert [row["y"] for row in found["run"]] == [0.5, 1.5, 2.5, 4.0]
    assert [row["y"] for row in found["base"]] == [0.5, 1.5, 2.5, 3.0]
    assert [row["y"] for row in found["pin"]] == [0, 0, 0.001, 0.001]
    assert [row["x"] for row in found["band"]] == pytest.approx(years)
    assert [(row["y"], row["y2"]) for row in found["band"]] == [(0.4, 0.6), (1.4, 1.6), (2.4, 2.6), (2, 5)]
    assert [(row["y"], row["y2"]) for row in found["core"]][3] == (2.5, 4.5)
    assert found["nought"] == [{"y": 0}]
    assert page.evaluate("drawn")[0] == "vega"
    assert page.locator(".qeqt-panel__unit").inner_text() == "兆美元"
    last = page.locator(".qeqt-panel__last").inner_text()
    assert last == f"2021{NB}年{NB}2{NB}月：4.00{NB}兆美元，多{NB}1.00{NB}兆美元"


def test_a_baseline_that_is_the_run_itself_is_not_drawn_and_nought_only_where_it_is_crossed(
    page: Page,
) -> None:
    results(page, base={"m": RUN["m"]})
    assert set(told(page)) == {"run"}
    assert page.locator(".qeqt-panel__last").inner_text() == f"2021{NB}年{NB}2{NB}月：4.00{NB}兆美元"


def test_what_is_as_it_was_is_not_told_again(page: Page) -> None:
    results(page)
    page.evaluate("() => { told.length = 0 }")
    seen = {"months": MONTHS, "run": RUN, "base": {"m": [500.0, 1500.0, 2500.0, 3999.0]}}
    page.evaluate("seen => results.show(seen)", seen)
    assert set(told(page)) == {"base"}
    page.evaluate("() => { told.length = 0 }")
    page.evaluate("seen => results.show(seen)", {**seen, "base": {"m": RUN["m"]}})
    assert told(page) == {"base": []}


def test_a_hand_on_a_chart_reads_a_month(page: Page) -> None:
    base, pin = {"m": [500.0, 1500.0, 2500.0, 3000.0]}, {"m": [1.0, 2.0]}
    results(page, base=base, pin=pin)
    surface = page.locator(".qeqt-panel__surface")
    surface.press("End")
    tip = page.locator(".qeqt-panel__tip")
    parts = [f"你的設定 4.00{NB}兆美元", f"基準 3.00{NB}兆美元", f"多{NB}1.00{NB}兆美元"]
    assert tip.locator("span").all_inner_texts() == parts
    assert tip.locator("b").inner_text() == f"2021{NB}年{NB}2{NB}月"
    assert surface.get_attribute("aria-valuetext") == f"2021{NB}年{NB}2{NB}月：{'，'.join(parts)}"
    found = told(page)
    assert found["cursor"] == [{"x": 2021 + 2 / 12}]
    assert found["dots"] == [{"x": 2021 + 2 / 12, "y": 4.0}]
    surface.press("Home")
    assert f"釘住的 10{NB}億美元" in tip.inner_text()
    surface.press("Escape")
    assert tip.inner_text() == ""
    assert (told(page)["cursor"], told(page)["dots"]) == ([], [])


@pytest.mark.parametrize(
    ("year", "place"), [(2019.0, 0), (2020.93, 0), (2020.99, 1), (2021.09, 2), (2022.0, 3)]
)
def test_the_month_nearest_to_the_pointer_is_read(page: Page, year: float, place: int) -> None:
    results(page)
    at = page.evaluate(
        "year => { const chart = results.current[0], left = chart.place.getBoundingClientRect().left\n"
        "return chart.nearest({ clientX: left + 40 + (year - 2020) * 100 }) }",
        year,
    )
    assert at == place


def test_a_chart_is_as_wide_as_its_place_within_its_margins(page: Page) -> None:
    results(page)
    wide = "results.current[0].view.width()"
    assert page.evaluate(wide) == page.evaluate("results.current[0].place.clientWidth") - 50
    page.set_viewport_size({"width": 400, "height": 600})
    page.wait_for_function(f"{wide} === results.current[0].place.clientWidth - 50")


def test_groups_that_have_something_to_say_are_tabs_walked_with_the_arrows(page: Page) -> None:
    results(page, wanted="nowhere")
    tabs = page.get_by_role("tab")
    assert tabs.all_inner_texts() == ["資產", "錢"]
    assert [tab.get_attribute("aria-selected") for tab in tabs.all()] == ["true", "false"]
    assert [tab.get_attribute("tabindex") for tab in tabs.all()] == ["0", "-1"]
    tabs.first.focus()
    for key in ("ArrowRight", "ArrowRight", "a", "ArrowLeft"):
        page.keyboard.press(key)
    assert page.evaluate("chosen") == ["money", "sheet", "money"]
    assert page.locator("#qeqt-panels").get_attribute("aria-labelledby") == "tab-sheet"


def test_four_charts_stand_open_and_the_others_are_folded(page: Page) -> None:
    results(page, wanted="sheet")
    assert page.evaluate("results.columns()") == list("abcd")
    assert page.locator(".qeqt-rest summary").inner_text() == "另外 2 個數列"
    page.locator(".qeqt-rest summary").click()
    expect(page.locator(".qeqt-rest [data-column=f] .qeqt-panel__last")).not_to_be_empty()
    assert page.evaluate("results.columns()") == list("abcdef")
    results(page, wanted="money")
    assert page.locator(".qeqt-rest").count() == 0


# A figure that answers --------------------------------------------------------------------------------------

FIGURE = """<figure style="margin:0;width:400px"><p class="qeqt-figure__title">標題</p>
<div class="qeqt-figure__plot" style="width:{width}px"></div>
<table class="qeqt-table"><thead><tr><th>年</th><th>資產</th><th>負債</th></tr></thead>
<tbody><tr><th>甲</th><td>1</td><td>–</td></tr><tr><th>乙</th><td>2</td><td>3</td></tr></tbody></table>
</figure><style>
.qeqt-live {{ position: relative; width: 200px; height: 100px }} .qeqt-live__picture {{ height: 100px }}
.qeqt-live__ring {{ position: absolute }}</style>"""
SCENE = """() => { window.scene = [{ x: 5, y: 5, items: [
  { marktype: "group", items: [{ x: 10, y: 10, items: [
    { marktype: "line", items: [{ x: 20, y: 30, datum: { row: 0 } }, { x: 120, y: 30, datum: { row: 1 } },
      { x: 1, y: NaN, datum: { row: 0 } }] },
    { marktype: "rect", items: [{ x: 220, y: 130, width: 40, datum: { row: 0 } }] },
    { marktype: "text", items: [{ x: 1, y: 1, datum: { row: 1 } }] },
    { marktype: "symbol", items: [{ x: 1, y: 1 }] }] }] }] }] }"""
# Places in the picture: margins 10 and 20, then 5, 5, then 10, 10.
POINTS = [(45, 65, 0), (145, 65, 1), (265, 165, 0)]


FETCHED = {
    "fetching.js": 'export * from "./fetched.js"\nexport const read = async address => String(address)',
    "fetched.js": (SCRIPTS / "fetching.js").read_text(encoding="utf-8"),
}


def alive(chromium: Browser, width: int) -> Page:
    page = chromium.new_page()
    open_page(page, FIGURE.format(width=width), stubs={**STUBS, **FETCHED})
    page.evaluate(SCENE)
    alive = "of.live(document.querySelector('figure'), 'https://x.test/s')"
    called(page, "figure-live.js", f"{alive}.then(still => {{ window.still = still }})")
    return page


@pytest.mark.parametrize(("width", "layout"), [(560, "wide"), (559, "narrow")])
def test_a_figure_is_drawn_in_the_layout_of_its_width(chromium: Browser, width: int, layout: str) -> None:
    page = alive(chromium, width)
    mode, specification = page.evaluate("drawn")
    assert (mode, specification) == ("vega-lite", f'"https://x.test/s.{layout}.json"')
    assert page.locator("svg").get_attribute("viewBox") == "0 0 400 200"
    page.close()


@pytest.mark.parametrize(
    ("x", "y", "row"),
    [(45, 65, 0), (94, 65, 0), (96, 65, 1), (230, 160, 0), (180, 100, 1), (95, 200, 0), (210, 95, 0)],
)
def test_the_row_of_the_nearest_point_is_read(chromium: Browser, x: int, y: int, row: int) -> None:
    page = alive(chromium, 400)
    nearest = min(POINTS, key=lambda point: (point[0] - x) ** 2 + (point[1] - y) ** 2 / 9)
    assert nearest[2] == row
    box = page.locator(".qeqt-live").bounding_box()
    assert box
    page.mouse.move(box["x"] + x / 2, box["y"] + y / 2)
    tip = page.locator(".qeqt-live__tip")
    assert tip.locator("b").inner_text() == "甲乙"[row]
    assert tip.locator("span").all_inner_texts() == (["資產 1"], ["資產 2", "負債 3"])[row]
    ring = page.locator(".qeqt-live__ring")
    first = next(point for point in POINTS if point[2] == row)
    style = ring.evaluate("({ style, hidden }) => [parseFloat(style.left), parseFloat(style.top), hidden]")
    assert style == [pytest.approx(100 * first[0] / 400), pytest.approx(100 * first[1] / 200), False]
    page.close()


def test_a_figure_is_read_with_keys_and_left_as_it_was(chromium: Browser) -> None:
    page = alive(chromium, 400)
    surface = page.locator(".qeqt-live")
    assert surface.get_attribute("aria-label") == "標題：逐列讀數"
    surface.press("ArrowRight")
    assert surface.get_attribute("aria-valuetext") == "甲：資產 1"
    surface.press("ArrowRight")
    assert surface.get_attribute("aria-valuetext") == "乙：資產 2，負債 3"
    assert page.locator(".qeqt-figure__plot.is-live").count() == 1
    page.evaluate("still()")
    assert page.evaluate("finalized") is True
    assert page.locator(".qeqt-live, .qeqt-live__tip, .is-live").count() == 0
    page.close()
