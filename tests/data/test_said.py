"""What words say in numbers, and what they do not."""

import pytest

from qeqt.data import said

SAYS = [
    (113.6, "bn USD", "「totaled $113.6 billion」"),
    (4312, "bn USD", "FRED 系列 WALCL，2020-03-11：4,311,911（百萬美元）"),
    (9256.4, "bn TWD", "未到期餘額，9 兆 2,564 億元"),
    (40000, "bn JPY", "40 兆日圓，約 2,500 億美元"),
    (250, "bn USD", "40 兆日圓，約 2,500 億美元"),
    (5.5, "percent", "「to 5-1/4 to 5-1/2 percent」"),
    (2.5, "percent", "長天期公債上限 2½%"),
    (0.375, "percent", "國庫券釘在 3/8%"),
    (4.25, "percentage points", "「to 4-1/4 to 4-1/2 percent」，3 月以前是 0 to 1/4，相減"),
    (70.1, "percent", "前三組 76,361,769，五組合計 108,964,790（百萬美元），相除"),
    (5.83, "percent", "2020-03-18：9,218.67；2020-03-19：8,681.34"),
    (450, "bn GBP", "「total of £645 billion」（加 2,000 億）到「£895 billion」"),
    (25, "bp", "降了 0.25 個百分點"),
    (0.5, "percentage points", "升 2 碼"),
    (843.6, "bn USD", "統計表 G.1，2020 年 3 月，公債買進欄"),
]


@pytest.mark.parametrize(("value", "unit", "words"), SAYS, ids=[f"{s[0]} {s[1]}" for s in SAYS])
def test_words_say_a_value_and_no_other_power_of_ten(value: float, unit: str, words: str) -> None:
    assert said.agrees(value, words, unit)
    if list(said.numbers(words)):
        told = [power for power in (-3, -2, -1, 1, 2, 3) if said.agrees(value * 10.0**power, words, unit)]
        assert told == []


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (25, "percent", "25 個基點"),
        (0.25, "bp", "0.25%"),
        (30, "percent", "$30 billion"),
        (30, "bn USD", "30%"),
    ],
)
def test_a_number_in_another_unit_is_not_said(value: float, unit: str, words: str) -> None:
    assert not said.agrees(value, words, unit)


def test_dates_and_places_are_no_numbers() -> None:
    assert list(said.numbers("第 3 頁，表 G.1，2020 年 3 月 5 日；paragraph 44, 16 December 2021")) == []


def test_an_amount_may_be_spread_over_months() -> None:
    assert said.near(16.7, "50 bn GBP over three months", "bn GBP per month")
    assert not said.near(167.0, "50 bn GBP over three months", "bn GBP per month")


def test_currencies_are_found_by_their_signs() -> None:
    assert said.currencies("£895 billion，約 40 兆日圓") == {"GBP", "JPY"}
