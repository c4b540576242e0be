"""One day up to which the whole book was renewed, and a page that says what may have come since."""

import re

from qeqt import data
from tests.text.prose import sources

DAY = re.compile(r"(?m)^events_until: (\S+)$")


def days() -> set[str]:
    return {day for source in sources() for day in DAY.findall(source.read_text(encoding="utf-8"))}


def test_the_whole_book_carries_one_day() -> None:
    assert len(days()) == 1


def test_no_event_and_no_fact_is_later_than_that_day() -> None:
    (until,) = days()
    assert [event.id for event in data.events() if event.date > until] == []
    assert [key for key, fact in data.facts().items() if fact.as_of > until] == []


def test_the_page_of_sources_names_that_day() -> None:
    (until,) = days()
    year, month, day = map(int, until.split("-"))
    page = next(source for source in sources() if source.name == "sources.md").read_text(encoding="utf-8")
    assert f"資料與事件整理到 {year} 年 {month} 月 {day} 日為止" in page
