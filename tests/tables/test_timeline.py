"""The timeline says whose day it is and what kind of day, and its filter offers what there is."""

import re

from macros.tables import timeline
from qeqt import data
from qeqt.data.book_files import EVENT_BANKS, EVENT_KINDS

PAGE = timeline.timeline()
FORM = timeline.choices()


def test_every_event_stands_in_the_list_once() -> None:
    assert re.findall(r'<div id="event-([\w-]+)"', PAGE) == [event.id for event in data.events()]


def test_every_bank_and_every_kind_has_a_name() -> None:
    assert (set(timeline.BANKS), set(timeline.KINDS)) == (set(EVENT_BANKS), set(EVENT_KINDS))


def test_every_day_says_what_it_is_the_day_of() -> None:
    for event in data.events():
        assert timeline.when(event).endswith(
            f"{timeline.DAYS[event.date_is]}（{timeline.BANKS[event.bank]}）"
        )


def test_the_filter_offers_no_choice_that_is_empty() -> None:
    for name in ("bank", "kind"):
        offered = re.search(rf'<select name="{name}">(.*?)</select>', FORM)
        assert offered
        values = set(re.findall(r'value="(\w+)"', offered[1]))
        assert values == set(re.findall(rf'data-{name}="(\w+)"', PAGE))


def test_without_its_script_the_filter_stays_hidden_and_no_event_does() -> None:
    assert FORM.startswith('<form class="qeqt-timeline-filter" data-unsearched hidden>')
    assert " hidden" not in PAGE.replace("visually hidden", "")


def test_hearsay_is_marked_in_the_list() -> None:
    for event in data.events():
        if event.reported:
            assert f"據報導：{event.detail_zh[:6]}" in PAGE
