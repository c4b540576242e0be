"""A record leads to its document or to nothing, and what was read can be checked."""

import re
from pathlib import Path

import pytest

from qeqt import data
from qeqt.core.banks import BANKS
from qeqt.data import book_files
from qeqt.data.fields import RecordError
from qeqt.data.front_doors import LISTS, front_door

RECORDS = [
    *((f"fact {key}", fact) for key, fact in data.facts().items()),
    *((f"event {event.id}", event) for event in data.events()),
    *(
        (f"{bank} {key} {step.start}", step)
        for bank in BANKS
        for key, measure in data.policy(bank).items()
        for step in measure.steps
    ),
]
READ = [(name, record) for name, record in RECORDS if record.official_read]

EVENT = """
[[event]]
id = "one"
date = 2020-03-15
bank = "fed"
kind = "qe"
title_zh = "題"
detail_zh = "事。"
date_is = "decided"
source = "聲明"
seen_in = ["會議紀錄"]
confidence = "read"
"""


@pytest.mark.parametrize(
    ("address", "door"),
    [
        ("https://www.cbc.gov.tw/", True),
        ("https://www.cbc.gov.tw", True),
        ("https://www.cbc.gov.tw/tw/np-302-1.html", True),
        ("https://www.federalreserve.gov/releases/h41/", True),
        ("https://www.federalreserve.gov/releases/h41", True),
        ("https://www.federalreserve.gov/releases/h41/20220526/h41.htm", False),
        ("https://www.cbc.gov.tw/tw/cp-432-23837-B9DEA-1.html", False),
        ("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=4794370", False),
        ("", False),
    ],
)
def test_a_front_door_is_told_from_a_document(address: str, door: bool) -> None:
    assert front_door(address) is door


def test_the_lists_are_written_as_they_are_compared() -> None:
    assert [entry for entry in LISTS if entry.startswith(("http", "www.")) or entry.endswith("/")] == []


def test_no_record_leads_to_a_front_door() -> None:
    assert [name for name, record in RECORDS if front_door(record.official_address)] == []


def test_what_was_read_names_words_or_a_cell() -> None:
    assert [name for name, record in READ if not re.search(r"[「\"“\d]|列|欄", record.words)] == []


@pytest.mark.parametrize(
    ("line", "slip"),
    [
        ("official_read = true", "words"),
        ('official_address = "https://www.federalreserve.gov/releases/h41/"', "front door"),
    ],
)
def test_a_reading_without_words_and_a_link_to_a_front_door_are_refused(
    tmp_path: Path, line: str, slip: str
) -> None:
    file = tmp_path / "events.toml"
    file.write_text(EVENT, encoding="utf-8")
    assert len(book_files.load_events(file)) == 1
    file.write_text(EVENT + line + "\n", encoding="utf-8")
    with pytest.raises(RecordError, match=slip):
        book_files.load_events(file)
