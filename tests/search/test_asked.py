"""The words under which people ask: every place of the book carries them, and they lead to it."""

from pathlib import Path

import pytest

from macros.search.entries import Entry, Page, SearchError
from macros.search.index import assemble, read, ways_to_ask
from qeqt.data import RecordError
from qeqt.data.asked import load_asked

PLACES = [("qt/", "sec-qt"), ("qt/", "fig-caps"), ("qe/", "fig-caps")]


def test_nearly_every_place_says_in_which_words_people_ask_for_it(site: Path) -> None:
    index = read(site)
    asked = [entry for entry in index["entries"] if entry[2] in ("page", "section", "faq", "row", "figure")]
    own = [entry for entry in asked if entry[3] not in ("證據有多硬", "回到台灣")]
    silent = [f"{index['pages'][page][0]}#{anchor}" for page, anchor, *_, ways in own if not ways]
    assert len(silent) <= 0.05 * len(own), f"asked.toml says nothing of {silent}"
    questions = [entry for entry in asked if entry[2] == "faq"]
    assert min(len(entry[-1].split("\n")) for entry in questions) >= 4


def test_a_figure_is_asked_for_in_the_same_words_wherever_it_stands() -> None:
    ways = ways_to_ask({"#fig-caps": ["上限圖"], "qt/index.md#sec-qt": ["收水", "縮表"]}, PLACES)
    assert [ways(place) for place in PLACES] == ["收水\n縮表", "上限圖", "上限圖"]


@pytest.mark.parametrize("place", ["qt/index.md#sec-no", "#fig-no"])
def test_ways_to_ask_for_what_the_book_does_not_have_are_refused(place: str) -> None:
    with pytest.raises(SearchError, match=place):
        ways_to_ask({place: ["縮表"]}, PLACES)


@pytest.mark.parametrize(
    ("said", "slip"),
    [
        ('"sec-qt" = ["縮表"]', "page.md#heading"),
        ('"a.md#b" = []', "one way"),
        ('"a.md#b" = ["縮表", "縮表"]', "twice"),
        (f'"a.md#b" = ["{"縮" * 41}"]', "at most 40"),
    ],
)
def test_slips_in_the_ways_to_ask_are_named(tmp_path: Path, said: str, slip: str) -> None:
    file = tmp_path / "asked.toml"
    file.write_text(said, encoding="utf-8")
    with pytest.raises(RecordError, match=slip):
        load_asked(file)


def test_a_figure_on_several_pages_is_indexed_at_the_part_that_it_belongs_to() -> None:
    pages = []
    for url in ("", "ten-minutes/", "qt/what/", "model/"):
        entries = [
            Entry(url, "", "page", url, name="top"),
            Entry(url, "fig-qt_caps", "figure", "圖", name="fig-qt_caps"),
        ]
        pages.append(Page(url, url, entries=entries))
    index = assemble(pages, {}, {}, (), {})
    assert [entry[0] for entry in index["entries"] if entry[2] == "figure"] == [2]
