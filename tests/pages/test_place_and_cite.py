"""A page says how long it takes and how it is cited; what is not known is left out."""

from datetime import date
from pathlib import Path

import pytest

from macros.pages.cite import PLACE as CITE
from macros.pages.cite import bibtex, set_citation
from macros.pages.last_changed import Dates
from macros.pages.page import Page
from macros.pages.place import PLACE as MINUTES
from macros.pages.place import minutes, set_minutes
from qeqt import __version__

DAY = Dates(date(2025, 1, 1), date(2026, 10, 5))
HEAD = '<meta name="qeqt:title" content="縮表不是倒帶">'


def page(body: str) -> Page:
    return Page(Path("qt/what/index.html"), f"<html><head>{HEAD}</head>{body}</html>")


@pytest.mark.parametrize(("characters", "expected"), [(1, 1), (400, 1), (401, 2), (4000, 10)])
def test_four_hundred_characters_take_a_minute(characters: int, expected: int) -> None:
    assert minutes(f"<p>{'字' * characters}</p>") == expected


@pytest.mark.parametrize("tag", ["figure", "details", "table", "aside", "svg"])
def test_what_stands_beside_the_text_takes_no_time(tag: str) -> None:
    assert minutes(f"<p>{'字' * 400}</p><{tag}>{'字' * 4000}</{tag}>") == 1


def test_the_minutes_stand_where_the_theme_left_a_place() -> None:
    known = page(f'{MINUTES}<article class="md-content__inner md-typeset">{"字" * 900}</article>')
    set_minutes(known)
    assert "約\N{NO-BREAK SPACE}3 分鐘" in known.html


def test_a_citation_names_project_title_version_day_and_address() -> None:
    cited = page(CITE)
    set_citation(cited, "買進與放手", "https://book.example/", DAY)
    for part in (
        "「買進與放手」專案",
        "〈縮表不是倒帶〉",
        __version__,
        "2026-10-05",
        "@incollection{qeqt-qt-what,",
    ):
        assert part in cited.html
    assert cited.html.count("https://book.example/qt/what/") == 3
    folded, paper = cited.html.split('<p class="qeqt-printed"')
    assert 'qeqt-printed__address">https://book.example/qt/what/</span>' in paper
    assert "〈縮表不是倒帶〉" in paper and "@incollection" not in paper and "https" in folded


def test_what_is_not_known_is_left_out_of_a_citation() -> None:
    cited = page(CITE)
    set_citation(cited, "買進與放手", None, None)
    assert "url" not in cited.html and "最後更新" not in cited.html and "year" not in cited.html


def test_an_entry_of_a_bibliography_is_closed_and_its_fields_are_parted() -> None:
    entry = bibtex("qeqt-home", "題", "名", "", DAY)
    assert entry.endswith("\n}") and entry.count("{") == entry.count("}")
    assert entry.count(",\n") == entry.count(" = ")
    assert "  year = {2026},\n  note = {最後更新 2026-10-05}\n" in entry
