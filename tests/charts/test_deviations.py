"""Shares, currency and homes are differences from the baseline: no level in columns, charts, texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.figures import figure, results
from qeqt.core.columns import COLUMNS

DOCS = Path(__file__).resolve().parents[2] / "docs"
OF_PRICES = (
    "equities", "growth_equities", "value_equities", "house_prices", "twd", "taiex", "taiex_discount",
    "taiex_earnings", "tw_house_prices", "tw_import_prices", "tw_cpi",
)  # fmt: skip
ISLAND = [
    name for name in COLUMNS if name.startswith(("tw_", "taiex", "cbc_", "foreign_net")) or name == "twd"
]
DIFFERENCES = ("percent", "percentage points")
LEVELS = ("index", "index points", "TWD per USD", "USD per TWD", "price")
"""Units of levels: a model's answer has none of them."""
PRICE_WORDS = "股價|台股|加權指數|新台幣|匯率|房價"
FORECAST = re.compile(rf"(?:{PRICE_WORDS})[^。；\n]{{0,12}}(?:上看|下看|目標價|將(?:漲|跌|升|貶)(?:到|至))")
RESULT_AS_LEVEL = re.compile(r'\[\[ result\("tw_[a-z0-9_]+"\) \]\]\s*(?:元|點)')


@pytest.mark.parametrize("name", OF_PRICES)
def test_columns_of_shares_currency_and_homes_are_percent_and_called_differences(name: str) -> None:
    assert COLUMNS[name].unit == "percent"
    assert "差距" in COLUMNS[name].label_zh


@pytest.mark.parametrize("name", ISLAND)
def test_every_column_of_taiwan_is_called_a_difference(name: str) -> None:
    assert "差距" in COLUMNS[name].label_zh
    assert COLUMNS[name].unit in DIFFERENCES or COLUMNS[name].unit.startswith("bn TWD")


@pytest.mark.parametrize("name", ["taiwan_transmission", "economy_premium", "effects_ldi_loop"])
def test_charts_of_prices_name_the_baseline_they_differ_from(name: str) -> None:
    found = figure.figure(name)
    assert found.runs
    assert "基準" in found.measure or "起點" in found.measure


@pytest.mark.parametrize("name", figure.names())
def test_no_chart_of_the_model_shows_a_level_of_prices(name: str) -> None:
    found = figure.figure(name)
    levels = {column.label for column in found.columns if column.unit in LEVELS}
    assert not found.runs or not levels


def test_results_of_taiwan_have_no_unit_of_a_level() -> None:
    asked = [key for key in results.names() if key.startswith("tw_")]
    units = {key: results.computed(key).unit for key in asked}
    assert {key for key, unit in units.items() if unit in LEVELS} == set()
    assert {unit for unit in units.values() if unit not in DIFFERENCES} <= {"bn TWD", "bp", "count"}


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.stem)
def test_no_text_forecasts_a_price_or_turns_a_result_into_a_level(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert RESULT_AS_LEVEL.findall(text) == []
    assert FORECAST.findall(text) == []
