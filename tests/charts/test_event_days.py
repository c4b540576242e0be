"""The cases' figures: days that the book's own numbers confirm, marks on days of the calendar."""

import pytest

from macros import charts  # noqa: F401  registers them
from macros.charts.event_cases import EPISODES
from macros.charts.event_days import Around, figure_of, rows_of
from macros.figures import events, figure
from qeqt import data
from tests.book import ROOT

TABLES = sorted({name for episode in EPISODES.values() for name in episode.tables if "_" in name})
OWN = [name for name in TABLES if name.startswith(("days", "weeks", "months"))]
SAME = {"usdtwd": "twd", "taiex": "taiex"}


@pytest.mark.parametrize("name", sorted(EPISODES))
def test_an_episode_marks_days_that_it_shows(name: str) -> None:
    days = [str(row["date"]) for row in rows_of(EPISODES[name])]
    assert days == sorted(set(days))
    assert len(days) <= 61
    for marked in EPISODES[name].marks:
        assert days[0] <= events.event(marked).date <= days[-1]


@pytest.mark.parametrize("table", OWN)
def test_the_days_agree_with_the_facts_of_the_book(table: str) -> None:
    found = data.figure(table)
    for fact in data.facts().values():
        column = {"TWD per USD": "twd", "index points": "taiex"}.get(fact.unit)
        if column in found.columns and "盤中" not in fact.label_zh and "收" in fact.label_zh:
            known = found.series(column)
            if fact.as_of in known:
                assert known[fact.as_of] == pytest.approx(fact.value, abs=0.6 if column == "taiex" else 0.001)


def test_enough_of_them_are_confirmed() -> None:
    days = {day: row for name in OWN for day, row in data.figure(name).series("twd").items()}
    seen = [f for f in data.facts().values() if f.unit == "TWD per USD" and f.as_of in days]
    same = [f for f in seen if days[f.as_of] == pytest.approx(f.value, abs=0.001)]
    assert len(same) >= 8
    assert {f.as_of for f in seen} - {f.as_of for f in same} <= {"1985-12-31", "1989-08-31"}


@pytest.mark.parametrize("name", sorted(EPISODES))
def test_share_prices_are_drawn_and_not_passed_on(name: str) -> None:
    found = figure.figure(name)
    assert "taiex" not in {column.key for column in found.passed_on}
    assert "twd" in {column.key for column in found.passed_on}
    assert found.whole == ("taiex" not in EPISODES[name].panels)


def test_every_case_has_a_figure_of_its_own() -> None:
    pages = sorted((ROOT / "docs" / "cases").glob("*.md"))
    drawn = [page for page in pages if 'chart("case_' in page.read_text(encoding="utf-8")]
    assert drawn == pages


def test_what_changed_is_reckoned_from_the_last_day_known() -> None:
    rows = [{"date": "2025-01-02", "twd": 30.0}, {"date": "2025-01-03", "twd": None}]
    rows.append({"date": "2025-01-06", "twd": 25.0})
    around = Around(rows)
    assert around.at("twd", "2025-01-05") == 30.0
    assert around.stronger("2025-01-03", "2025-01-06") == pytest.approx(20.0)
    assert around.rose("twd", "2025-01-02", "2025-01-06") == pytest.approx(-100 / 6)
    assert around.points("twd", "2025-01-02", "2025-01-06") == -5.0
    with pytest.raises(LookupError, match="nothing known"):
        around.at("twd", "2025-01-01")


def test_a_title_that_the_days_do_not_bear_out_is_refused() -> None:
    from dataclasses import replace

    wrong = replace(
        EPISODES["case_may_2025"], holds={"貶值": lambda a: a.stronger("2025-04-30", "2025-05-05") < 0}
    )
    with pytest.raises(figure.FigureError, match="no longer support"):
        figure.refuse(replace(figure_of(wrong), name="wrong"))
