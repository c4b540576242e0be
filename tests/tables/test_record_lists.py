"""The timeline says whose day it is and what kind of day; filters offer what there is; groups have names."""

import re

from macros.tables import timeline
from qeqt import data
from qeqt.data.book_files import EVENT_BANKS, EVENT_KINDS
from tests.book import ROOT

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
    assert re.match(r'<form class="qeqt-filter" [^>]+ data-unsearched hidden>', FORM)
    assert " hidden" not in PAGE.replace("visually hidden", "")


def test_hearsay_is_marked_in_the_list() -> None:
    for event in data.events():
        if event.reported:
            assert f"據報導：{event.detail_zh[:6]}" in PAGE


def test_every_group_of_the_glossary_stands_on_its_page_under_its_name() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    headed = re.findall(
        r'## (\S+) \{#glossary-(\w+) data-unsearched=""\}\n\n\[\[ table\("glossary_(\w+)"\) \]\]', page
    )
    assert headed == [(name, group, group) for group, name in data.glossary_groups().items()]
