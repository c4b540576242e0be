"""How a query is worded: its very words, a figure that it asks for, what the book is used for."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from macros.search.install import WORKER
from tests.book import ROOT

pytestmark = pytest.mark.xdist_group("search")

PLAIN = "甲乙丙丁戊己庚辛壬癸"
BOOK: dict[str, Any] = {
    "pages": [["qt/", "子", 1], ["model/", "丑", 0.5], ["faq/", "寅", 1]],
    "hubs": [],
    "entries": [
        [0, "when", "section", "卯", "縮表收尾" + PLAIN, "", "", "縮表何時收尾\n收尾的縮表"],
        [0, "why", "section", "辰", "縮表收尾" + PLAIN, "", "", "縮表為何收尾\n收尾的縮表"],
        [0, "", "page", "巳", "外匯存底" + PLAIN, "", "", ""],
        [0, "drawn", "figure", "午", "外匯存底" + PLAIN, "", "", ""],
        [0, "past", "event", "未", "外匯存底" + PLAIN, "", "", ""],
        [0, "loss", "section", "申", "去年虧了 1,143 億" + PLAIN, "", "", ""],
        [0, "year", "section", "酉", "那是 2019 年的事" + PLAIN, "", "", ""],
        [0, "told", "section", "戌", "期限溢酬的推算" + PLAIN, "", "", ""],
        [1, "made", "section", "亥", "期限溢酬的推算" + PLAIN, "", "", ""],
        [0, "enough", "section", "乾", "負債驅動投資爆倉", "", "", ""],
        [0, "some", "section", "量化寬鬆", "量化寬鬆" + PLAIN, "", "", ""],
        [0, "each", "section", "坎", "量化寬鬆與瑞典" + PLAIN, "", "", ""],
        [2, "faq-01", "faq", "負債驅動嗎？", PLAIN, "", "", ""],
        [2, "faq-02", "faq", "坤", "投資" + PLAIN * 9, "", "", ""],
    ],
    "words": [],
    "fold": {},
}


@pytest.fixture(scope="module")
def engine(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    for name in WORKER[1:]:
        page.add_script_tag(path=ROOT / "theme" / "assets" / "javascripts" / name)
    page.evaluate("book => build(book)", BOOK)
    yield page
    page.close()


def ranked(engine: Page, query: str) -> list[str]:
    """Anchors, best first."""
    found: list[str] = engine.evaluate("query => rank(read(query)).map(({entry}) => entry.location)", query)
    return [location.partition("#")[2] for location in found]


@pytest.mark.parametrize(
    ("query", "first"), [("縮表何時收尾", "when"), ("縮表為何收尾", "why"), ("縮表為何收尾呢", "why")]
)
def test_the_very_words_in_which_people_ask_decide_question_words_and_all(
    engine: Page, query: str, first: str
) -> None:
    assert ranked(engine, query)[:2] in (["when", "why"], ["why", "when"])
    assert ranked(engine, query)[0] == first


def test_who_asks_for_a_figure_meets_first_who_prints_it(engine: Page) -> None:
    assert ranked(engine, "外匯存底") == ["", "drawn", "past"]
    assert ranked(engine, "外匯存底 多少") == ["drawn", "past", ""]


@pytest.mark.parametrize("query", ["1143", "1,143", "1143 億", "虧了 1,143 億"])
def test_a_number_is_found_with_and_without_its_commas(engine: Page, query: str) -> None:
    assert ranked(engine, query) == ["loss"]


def test_a_year_is_no_number_with_a_comma(engine: Page) -> None:
    assert engine.evaluate("spellings('2019').tokens") == [["2019", 1]]
    assert ranked(engine, "2019") == ["year"]


def test_the_models_pages_count_in_full_for_who_speaks_of_the_model(engine: Page) -> None:
    scored = "query => Object.fromEntries(rank(read(query)).map(({entry, score}) => [entry.location, score]))"
    usual, asked = engine.evaluate(scored, "期限溢酬"), engine.evaluate(scored, "期限溢酬 參數")
    assert usual["model/#made"] == pytest.approx(usual["qt/#told"] / 2)
    assert asked["model/#made"] == pytest.approx(asked["qt/#told"])


def test_a_question_that_is_nearly_as_good_is_shown_though_it_holds_too_little(engine: Page) -> None:
    found = ranked(engine, "負債驅動投資爆倉")
    assert found[0] == "enough"
    assert "faq-01" in found
    assert "faq-02" not in found


def test_words_between_spaces_are_all_to_be_met(engine: Page) -> None:
    assert ranked(engine, "量化寬鬆")[0] == "some"
    assert ranked(engine, "量化寬鬆 瑞典")[0] == "each"
