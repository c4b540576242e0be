"""The one formatter: every conversion that a reader meets."""

import pytest

from macros.text import formats
from macros.text.formats import MINUS, NBSP, FormatError


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("value", "unit", "form", "places", "text"),
    [
        (1, "bn USD", "", None, "10 億美元"),
        (1000, "bn USD", "", None, "1.00 兆美元"),
        (1, "tn USD", "", 0, "1 兆美元"),
        (6600, "bn USD", "", 1, "6.6 兆美元"),
        (95, "bn USD", "", None, "950 億美元"),
        (60, "bn USD per month", "", None, "每月 600 億美元"),
        (0.25, "bn USD", "", None, "2.5 億美元"),
        (8_900_000, "mn USD", "", 1, "8.9 兆美元"),
        (7570, "bn TWD", "", None, "新台幣 7.57 兆元"),
        (12.25, "bn TWD", "億", 1, "新台幣 122.5 億元"),
        (999.9, "bn EUR", "", None, "9,999 億歐元"),
        (999.9, "bn EUR", "兆", 2, "1.00 兆歐元"),
        (700, "tn JPY", "", 0, "700 兆日圓"),
        (-35, "bn GBP", "", None, MINUS + "350 億英鎊"),
        (30, "bn USD", "帶號", None, "+300 億美元"),
        (4.17, "percent", "", 1, "4.2%"),
        (2.375, "percent", "", None, "2.38%"),
        (2.375, "percent", "", 3, "2.375%"),
        (0.25, "percentage points", "", None, "0.25 個百分點"),
        (-0.5, "percentage points", "", None, MINUS + "0.5 個百分點"),
        (0.25, "percentage points", "碼", None, "1 碼"),
        (29, "bp", "", None, "29 個基點"),
        (136500, "households", "", None, "136,500 戶"),
        (2.5, "count", "數字", None, "2.5"),
        (6600, "bn USD", "數字", 1, "6.6"),
        (6600, "bn USD", "億", 1, "66,000 億美元"),
        (6600, "bn USD", "兆", 1, "6.6 兆美元"),
        (30.145, "TWD per USD", "", 3, "30.145 元"),
    ],
)
def test_a_number_reads_as_taiwan_writes_it(value, unit, form, places, text):
    assert plain(formats.number(value, unit, form, places)) == text


@pytest.mark.parametrize(
    ("points", "text"),
    [(0.25, "1 碼"), (0.125, "半碼"), (0.875, "3 碼半"), (5.25, "21 碼"), (-0.25, MINUS + "1 碼")],
)
def test_a_quarter_point_is_one_step(points, text):
    assert plain(formats.steps(points)) == text


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2022-06-01", "2022 年 6 月 1 日"),
        ("2025-11", "2025 年 11 月"),
        ("2025Q3", "2025 年第 3 季"),
        ("2008", "2008 年"),
    ],
)
def test_a_date_reads_in_the_western_calendar(iso, text):
    assert plain(formats.date(iso)) == text


@pytest.mark.parametrize(
    ("value", "unit", "form"),
    [
        (1, "bn USD", ""),
        (1, "bn TWD", ""),
        (25, "bp", ""),
        (0.25, "percentage points", "碼"),
        (3, "times", ""),
    ],
)
def test_a_number_never_parts_from_its_unit(value, unit, form):
    text = formats.number(value, unit, form)
    digits = max(i for i, letter in enumerate(text) if letter.isdigit())
    assert text[digits + 1] == NBSP


def test_halves_round_up_and_not_to_the_even_neighbour():
    assert formats.decimal(0.125, 2) == "0.13"
    assert formats.decimal(2.5, 0) == "3"
    assert formats.decimal(-2.5, 0) == MINUS + "3"


def test_nothing_is_minus_nought():
    assert formats.decimal(-0.004, 2) == "0.00"


@pytest.mark.parametrize(
    ("value", "unit", "form", "hint"),
    [
        (1, "bn XYZ", "", "XYZ"),
        (1, "per cent", "", "percent"),
        (1, "bn USD", "百萬", "億"),
        (0.3, "percentage points", "碼", "0.25"),
        (5, "percent", "億", "money"),
        (5, "bp", "碼", "percentage points"),
        (5, "bn USD per fortnight", "", "per month"),
    ],
)
def test_an_unknown_unit_or_format_says_what_would_be_right(value, unit, form, hint):
    with pytest.raises(FormatError, match=hint):
        formats.number(value, unit, form)


def test_a_date_that_is_none_is_refused():
    with pytest.raises(FormatError):
        formats.date("2022-13-01")


@pytest.mark.parametrize(
    ("unit", "form", "word"),
    [
        ("bn USD", "兆", "兆美元"),
        ("bn USD per month", "億", "每月億美元"),
        ("bn TWD", "兆", "兆元（新台幣）"),
        ("percent of GDP", "", "占 GDP 的%"),
        ("bp", "", "基點"),
    ],
)
def test_an_axis_names_its_unit(unit, form, word):
    assert formats.unit_word(unit, form) == word


def test_an_axis_counts_in_the_unit_it_names():
    assert formats.in_unit(6600, "bn USD", "兆") == 6.6
    assert formats.in_unit(95, "bn USD", "億") == 950
    assert formats.in_unit(29, "bp") == 29
