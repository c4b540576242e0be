"""Under a figure, on the first page and on the page of sources: what is due next, and what is overdue."""

from __future__ import annotations

from datetime import date

import pytest

from macros.figures import figure
from macros.figures.html import awaited
from macros.tables import freshness
from qeqt import data
from qeqt.data.official import staleness


def plain(name: str) -> str:
    return awaited(figure.figure(name)).replace(chr(0xA0), " ")


def test_what_is_due_next_follows_from_last_observation_and_lag() -> None:
    found = staleness.freshness("us_mortgage_rate")
    last = max(data.figure("us_mortgage_rate").series("mortgage_rate"))
    assert (last, found.by) == ("2026-06-01", date(2026, 8, 7))
    assert found.overdue is (data.figure("us_mortgage_rate").meta.accessed > "2026-08-07")


def test_the_column_that_is_due_first_is_named() -> None:
    assert plain("home_balance_sheets").startswith("逾期：歐元體系的下一筆應在 2026 年 1 月 15 日前")


def test_a_closed_episode_says_so() -> None:
    assert plain("qt_caps_actual") == "已經結束的一段，不再更新"


def test_every_figure_on_official_tables_says_what_is_due() -> None:
    for name in figure.names():
        found = figure.figure(name)
        assert bool(awaited(found)) is bool(found.sources), name


@pytest.mark.parametrize("say", [freshness.line, freshness.counted])
def test_the_pages_count_what_is_overdue(say: object) -> None:
    late = sum(1 for one in staleness.all_tables() if one.overdue)
    assert f"有 {late} 張已經過了" in say(str)  # type: ignore[operator]


def test_the_page_of_sources_lists_every_table() -> None:
    text = freshness.table(str)
    assert all(f'id="fresh-{name}"' in text for name in data.figures())
    assert set(freshness.anchors()) == {f"fresh-{name}" for name in data.figures()}
