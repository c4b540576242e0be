"""Under a figure, on the first page and on the page of sources: what is due next, and what is overdue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from macros.figures import figure
from macros.figures.html import awaited
from macros.tables import freshness
from macros.text import formats
from qeqt import data
from qeqt.data.official import staleness


def plain(name: str) -> str:
    return awaited(figure.figure(name)).replace(chr(0xA0), " ")


def test_what_is_due_next_follows_from_last_observation_and_lag() -> None:
    found, table = staleness.freshness("us_mortgage_rate"), data.figure("us_mortgage_rate")
    month = date.fromisoformat(max(table.series("mortgage_rate")))
    following = (month + timedelta(days=70)).replace(day=1) - timedelta(days=1)
    assert found.by == following + timedelta(days=7)
    assert found.overdue is (table.meta.accessed > str(found.by))


def test_the_column_that_is_due_first_is_named() -> None:
    found = staleness.freshness("central_bank_assets")
    assert found.label == data.figure("central_bank_assets").columns[found.awaited].label_zh
    assert f"{found.label}的下一筆應在" in plain("home_balance_sheets")


def test_a_closed_episode_says_so() -> None:
    assert plain("qt_caps_actual") == "已經結束的一段，不再更新"


def test_every_figure_on_official_tables_says_what_is_due() -> None:
    for name in figure.names():
        found, _ = figure.verdicts(name)
        assert bool(awaited(found)) is bool(found.sources), name


@pytest.mark.parametrize("say", [freshness.line, freshness.counted])
def test_the_pages_count_what_is_overdue(say: object) -> None:
    late = sum(1 for one in staleness.all_tables() if one.overdue)
    newest = max(data.figure(name).meta.accessed for name in data.figures())
    assert f"有 {late} 張已經過了" in say(str)  # type: ignore[operator]
    assert f"最近一次取用是 {formats.date(newest)}" in say(str)  # type: ignore[operator]


def test_the_page_of_sources_lists_every_table() -> None:
    text = freshness.table(str)
    assert all(f'id="fresh-{name}"' in text for name in data.figures())
    assert set(freshness.anchors()) == {f"fresh-{name}" for name in data.figures()}
