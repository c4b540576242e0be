"""What a query is read as: Latin words begun or misspelt, names begun, long queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from macros.search.install import WORKER
from tests.book import ROOT

pytestmark = pytest.mark.xdist_group("search")

SCRIPTS = ROOT / "theme" / "assets" / "javascripts"
WORDS = "tapering tapers treasury liquidity liquid bank repo"
GLOSSARY = [
    ["縮表", ["量化緊縮"], "QT", "變小。", "g/#qt"],
    ["縮表上限", [], "cap", "一半。", "g/#cap"],
    ["量化寬鬆", ["縮"], "QE", "變大。", "g/#qe"],
    ["財政部", [], "Treasury", "", "g/#none"],
]
BOOK: dict[str, Any] = {
    "pages": [["qt/", "酉", 1]],
    "hubs": [],
    "entries": [
        [0, "all", "section", "子", WORDS, "", ""],
        *([0, f"n{n}", "section", "丑", f"甲乙丙丁 準備{n}", "", ""] for n in range(60)),
    ],
    "words": GLOSSARY,
    "fold": {},
}


@pytest.fixture(scope="module")
def engine(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    for name in WORKER[1:]:
        page.add_script_tag(path=SCRIPTS / name)
    page.evaluate("book => build(book)", BOOK)
    yield page
    page.close()


def spellings(engine: Page, word: str) -> dict[str, float]:
    return dict(engine.evaluate("word => spellings(word).tokens", word))


@pytest.mark.parametrize("word", ["tap", "liqui", "t"])
def test_a_word_that_is_begun_stands_for_those_that_it_begins_the_shorter_the_more(
    engine: Page, word: str
) -> None:
    begun = [each for each in WORDS.split() if each.startswith(word) and each != word]
    wanted = {word: 1.0, **{each: 0.4 + 0.5 * len(word) / len(each) for each in begun}}
    assert spellings(engine, word) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("word", "found", "meant"),
    [
        ("taper", {"tapering": 0.8, "tapers": 0.8}, None), ("tapers", {"tapering": 0.8}, None),
        ("repoe", {"repo": 0.8}, None), ("banc", {}, None), ("2024", {}, None), ("xapers", {}, None),
        ("tresury", {"treasury": 0.8}, "treasury"), ("tresurry", {}, None), ("liqxix", {}, None),
        ("liquix", {"liquid": 0.8}, "liquid"), ("lidquiity", {}, None),
        ("liquitidy", {"liquidity": 0.8}, "liquidity"),
    ],
)  # fmt: skip
def test_a_word_has_its_other_endings_and_one_that_nobody_said_is_guessed_by_its_length(
    engine: Page, word: str, found: dict[str, float], meant: str | None
) -> None:
    assert spellings(engine, word) == {word: 1, **found}
    assert engine.evaluate("word => spellings(word).meant ?? null", word) == meant


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("縮表", "縮表"), ("縮", "量化寬鬆"), ("縮表上", "縮表上限"), ("量化緊縮是什麼", "縮表"),
        ("量化緊", "縮表"),
        ("量化", None), ("財政部", None), ("縮表 上限", "縮表上限"), ("準備", None),
    ],
)  # fmt: skip
def test_the_glossary_s_word_is_the_whole_query_or_more_than_half_begun(
    engine: Page, query: str, meant: str | None
) -> None:
    assert engine.evaluate("query => read(query).term?.own ?? null", query) == meant


def test_a_query_is_read_to_two_hundred_characters_and_forty_places_are_found(engine: Page) -> None:
    assert engine.evaluate("() => read('債'.repeat(300)).text.length") == 200
    found = engine.evaluate("() => rank(read('準備')).length")
    assert found == 40


def test_what_scores_less_than_a_twentieth_of_the_best_is_left_out(chromium: Browser) -> None:
    page = chromium.new_page()
    for name in WORKER[1:]:
        page.add_script_tag(path=SCRIPTS / name)
    kinds = {"a/": 1, "b/": 0.06, "c/": 0.04}
    entries = [[n, "", "section", "子", "準備金" + "甲乙丙", "", ""] for n in range(3)]
    book = {"pages": [[url, "酉", boost] for url, boost in kinds.items()], "hubs": [], "entries": entries,
            "words": [], "fold": {}}  # fmt: skip
    page.evaluate("book => build(book)", book)
    found = page.evaluate("() => rank(read('準備')).map(({ entry }) => entry.location)")
    page.close()
    assert found == ["a/", "b/"]
