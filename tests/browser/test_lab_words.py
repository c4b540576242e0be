"""What the lab says, number by number and sentence by sentence, without a model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.scripts import called, open_page

NB = "\u00a0"
MONEY = {"money": 10, "period": "", "word": "美元"}
FLOW = {**MONEY, "period": "每月"}
PERCENT = {"money": 0, "period": "", "word": "%"}
POINTS = {**PERCENT, "word": "百分點"}
BP = {**PERCENT, "word": "基點"}


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield open_page(context.new_page(), "<main></main>")
    context.close()


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (99.94, PERCENT, "99.9%"),
        (100.4, PERCENT, "100%"),
        (9.994, PERCENT, "9.99%"),
        (10.04, PERCENT, "10%"),
        (0.0101, PERCENT, "0.01%"),
        (0.00996, PERCENT, "0.01%"),
        (0.00123, PERCENT, "0.0012%"),
        (-0.5, PERCENT, "−0.5%"),
        (-0.0, PERCENT, "0%"),
        (2.5, BP, f"2.5{NB}基點"),
        (1234.5, BP, f"1,235{NB}基點"),
        (3.0, {**PERCENT, "word": ""}, "3"),
        (0.04, MONEY, f"0.4{NB}億美元"),
        (0.99, MONEY, f"9.9{NB}億美元"),
        (1.0, MONEY, f"10{NB}億美元"),
        (999.9, MONEY, f"9,999{NB}億美元"),
        (1000.0, MONEY, f"1.00{NB}兆美元"),
        (-6543.2, MONEY, f"−6.54{NB}兆美元"),
        (0.0, MONEY, f"0{NB}億美元"),
        (60.0, FLOW, f"每月{NB}600{NB}億美元"),
    ],
)
def test_an_amount_has_as_many_places_as_tell(page: Page, value: float, unit: Any, said: str) -> None:
    assert called(page, "lab-text.js", "of.amount(...given)", [value, unit]) == said


@pytest.mark.parametrize(
    ("unit", "largest", "divisor", "word"),
    [
        (PERCENT, 1e9, 1, "%"),
        (MONEY, 999.9, 0.1, "億美元"),
        (MONEY, 1000.0, 1000, "兆美元"),
        (FLOW, 60.0, 0.1, "每月億美元"),
        (FLOW, 2000.0, 1000, "每月兆美元"),
        ({**MONEY, "money": 1}, 9999.0, 1, "億美元"),
        ({**MONEY, "money": 1}, 10000.0, 10000, "兆美元"),
    ],
)
def test_an_axis_counts_in_what_its_largest_value_fills(
    page: Page, unit: Any, largest: float, divisor: float, word: str
) -> None:
    found = called(page, "lab-text.js", "of.axis(...given)", [unit, largest])
    assert found == {"divisor": divisor, "word": word}


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0.254, PERCENT, f"高{NB}0.25{NB}個百分點"),
        (-0.254, POINTS, f"低{NB}0.25{NB}個百分點"),
        (0.004, PERCENT, "跟基準一樣"),
        (0.0, MONEY, "跟基準一樣"),
        (-1500.0, MONEY, f"少{NB}1.50{NB}兆美元"),
        (2.0, MONEY, f"多{NB}20{NB}億美元"),
        (12.3, BP, f"高{NB}12.3{NB}基點"),
    ],
)
def test_a_gap_is_said_in_points_of_rates_and_amounts_of_money(
    page: Page, value: float, unit: Any, said: str
) -> None:
    assert called(page, "lab-text.js", "of.apart(...given)", [value, unit]) == said


def test_a_complaint_is_put_into_the_reader_s_words(page: Page) -> None:
    messages = [[r"(\d{4}-\d{2}): ([\d.]+) bn, (\S+), ([\d.]+%)", "{1}賣{2}，{3}，{4}。"], ["bn", "別的"]]
    given = ["x 2023-04: 12.5 bn, mbs, 3.04%", messages, "美元"]
    said = called(page, "lab-text.js", "of.failure(...given)", given)
    assert said == f"2023{NB}年{NB}4{NB}月賣125{NB}億美元，mbs，3%。"
    assert called(page, "lab-text.js", "of.failure(...given)", ["else", messages, ""]) == "模型算不下去：else"
    names = {"mbs_sales": "「賣」"}
    cautions = called(page, "lab-text.js", "of.cautioned(...given)", [["mbs_sales no_name"], [], names])
    assert cautions == ["注意：模型算不下去：「賣」 no_name"]


UNITS = {
    "total_assets": MONEY,
    "reserves": MONEY,
    "long_yield": PERCENT,
    "inflation": PERCENT,
    "net_income": FLOW,
    "twd": PERCENT,
    "tw_cpi": PERCENT,
    "ldi_forced_sales": MONEY,
}
LABELS = {"ldi_forced_sales": "被迫賣出，全部"}
COLUMNS = [{"name": name, "label": LABELS.get(name, name), "unit": unit} for name, unit in UNITS.items()]


def a_run(months: int, **last: list[float]) -> dict[str, Any]:
    """A run from 2020-01 with columns of nought but at the places named: [place, value, place, value ...]."""
    names = [f"{2020 + n // 12}-{n % 12 + 1:02d}" for n in range(months)]
    columns = {name: [0.0] * months for name in UNITS}
    for name, pairs in last.items():
        for place, value in zip(pairs[::2], pairs[1::2], strict=True):
            columns[name][int(place)] = value
    return {"months": names, "columns": columns}


def told(page: Page, run: Any, base: Any, **how: Any) -> str:
    known = {"own": False, "about": "", "moved": True, "from": 0, **how}
    return str(called(page, "lab-text.js", "of.outcome(...given)", [run, base, COLUMNS, known]))


def test_quantities_are_told_at_the_end_and_markets_two_years_after_the_change(page: Page) -> None:
    run = a_run(40, total_assets=[39, 500.0], long_yield=[28, 0.3, 39, 9.0], net_income=[3, 10.0, 39, 10.0])
    said = told(page, run, a_run(40), **{"from": 5})
    assert said == (
        f"到{NB}2023{NB}年{NB}4{NB}月，跟基準比，總資產多{NB}5,000{NB}億美元，整段期間的淨收益合計多{NB}200{NB}億美元。"
        f"改變兩年後（2022{NB}年{NB}5{NB}月），十年期殖利率高{NB}0.3{NB}個百分點。"
    )


def test_where_two_years_are_not_over_all_is_told_at_the_end(page: Page) -> None:
    run = a_run(20, total_assets=[19, -2000.0], long_yield=[19, -0.5])
    said = told(page, run, a_run(20))
    assert said == (
        f"到{NB}2021{NB}年{NB}8{NB}月，跟基準比，總資產少{NB}2.00{NB}兆美元，十年期殖利率低{NB}0.5{NB}個百分點。"
    )


def test_taiwan_is_told_first_where_it_is_what_the_scenario_is_about(page: Page) -> None:
    run = a_run(30, twd=[9, -3.0, 29, -1.0], tw_cpi=[29, 0.2], total_assets=[29, 10.0])
    said = told(page, run, a_run(30), about="taiwan")
    assert said == (
        f"到{NB}2022{NB}年{NB}6{NB}月，台灣跟基準比，新台幣貶{NB}1%（2020{NB}年{NB}10{NB}月最遠，貶{NB}3%），"
        f"消費者物價高{NB}0.2%。到{NB}2022{NB}年{NB}6{NB}月，跟基準比，總資產多{NB}100{NB}億美元。"
    )
    near = a_run(30, twd=[9, -1.4, 29, -1.0])
    assert "最遠" not in told(page, near, a_run(30), about="taiwan")
    back = a_run(30, twd=[9, -1.4])
    assert f"新台幣回到基準（2020{NB}年{NB}10{NB}月最遠" in told(page, back, a_run(30), about="taiwan")


def test_a_strain_is_told_where_it_is_worst(page: Page) -> None:
    run = a_run(30, ldi_forced_sales=[4, 3.0, 7, 8.0, 9, 5.0])
    said = told(page, run, run, about="stability")
    assert said.startswith(f"被迫賣出最高{NB}80{NB}億美元（2020{NB}年{NB}8{NB}月）。")


def test_nothing_is_told_in_words_of_its_own(page: Page) -> None:
    run = a_run(
        30, total_assets=[29, 7000.0], reserves=[29, 3000.0], long_yield=[29, 4.0], inflation=[29, 2.0]
    )
    own = told(page, run, run, own=True)
    assert own == (
        f"這個情境就是基準，還沒有動任何設定。到{NB}2022{NB}年{NB}6{NB}月，"
        f"總資產 7.00{NB}兆美元，準備金 3.00{NB}兆美元，十年期殖利率 4%。"
    )
    assert told(page, run, run) == "你動的設定在這個情境裡沒有作用：每一項都跟基準一樣。"
    assert told(page, run, run, moved=False) == f"到{NB}2022{NB}年{NB}6{NB}月，每一項都跟基準一樣。"


def test_the_bar_tells_three_things_at_most(page: Page) -> None:
    run = a_run(
        30, total_assets=[29, 10.0], reserves=[29, 10.0], inflation=[23, 1.0], twd=[9, -3.0, 29, -1.0]
    )

    def bar(run: Any, **how: Any) -> object:
        known = {"own": False, "about": "", "from": 0, **how}
        return called(page, "lab-text.js", "of.short(...given)", [run, a_run(30), UNITS, known])

    assert bar(run) == f"總資產多{NB}100{NB}億美元，準備金多{NB}100{NB}億美元，通膨高{NB}1{NB}個百分點"
    assert str(bar(run, about="taiwan")).startswith(f"新台幣貶{NB}1%，總資產")
    assert (bar(a_run(30), own=True), bar(a_run(30))) == ("這就是基準", "跟基準一樣")
