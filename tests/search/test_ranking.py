"""What a place scores, reckoned a second time from the formula that the engine names (BM25)."""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from macros.search.install import WORKER
from tests.book import ROOT

pytestmark = pytest.mark.xdist_group("search")

SCRIPTS = ROOT / "theme" / "assets" / "javascripts"
SCRIPTS_OF_ENGINE = WORKER[1:]  # all but the worker, which fetches
PLAIN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
"""Characters that no query here asks for: they make a text long."""
# Anchor, kind, heading, text. Every text with a word of a query is another one in one respect alone.
PLACES = [
    ("both", "section", "子", "升息，買債" + PLAIN[:5]),
    ("common", "section", "丑", "升息，收水" + PLAIN[:5]),
    ("rare", "section", "寅", "升息，縮表" + PLAIN[:5]),
    ("long", "section", "卯", "收水" + PLAIN + PLAIN[::-1]),
    ("twice", "section", "辰", "收水，收水" + PLAIN[:5]),
    ("whole", "section", "巳", "升息，收水，縮表" + PLAIN[:2]),
    ("headed", "section", "收水午", PLAIN[:10]),
    ("asked", "faq", "未", "收水" + PLAIN[:8]),
    ("drawn", "figure", "申", "收水" + PLAIN[:8]),
    ("strong", "section", "買債", "買債，買債" + PLAIN[:5]),
]
BOOK: dict[str, Any] = {
    "pages": [["qt/", "酉", 1], ["", "戌", 1], ["qe/", "放水頁", 1]],
    "hubs": [],
    "entries": [[0, anchor, kind, title, text, "", ""] for anchor, kind, title, text in PLACES]
    + [
        [1, "home", "section", "亥", "加碼" + PLAIN[:8], "", ""],
        [0, "inner", "section", "癸", "加碼" + PLAIN[:8], "", ""],
        [2, "context", "section", "壬", PLAIN[:10], "", ""],
        [0, "subject", "section", "辛", PLAIN[:10], "放水", ""],
        [0, "body", "section", "庚", "放水" + PLAIN[:8], "", ""],
        [0, "heading", "section", "放水己", PLAIN[:10], "", ""],
    ],
    "words": [],
    "fold": {},
}
ENTRIES: list[list[Any]] = BOOK["entries"]
KINDS = {"section": 1, "faq": 1.15, "figure": 0.8}
SATURATION, LENGTH_OF_TEXT, LENGTH_OF_TITLE, TITLE, APTNESS, QUESTION = 1.2, 0.5, 0.8, 2, 0.3, 0.5
CONTEXT, OWN, ALIAS = 0.2, 0.6, 0.3
FLOOR, BACK, TAIL, ASKED = 0.62, 1.2, 0.05, 1.2


@pytest.fixture(scope="module")
def engine(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    for name in SCRIPTS_OF_ENGINE:
        page.add_script_tag(path=SCRIPTS / name)
    page.evaluate("book => build(book)", BOOK)
    yield page
    page.close()


def ranked(engine: Page, query: str) -> dict[str, float]:
    """Anchor -> score, best first."""
    found: list[list[Any]] = engine.evaluate(
        "query => rank(read(query)).map(({entry, score}) => [entry.location.split('#')[1], score])", query
    )
    return dict(found)


def scores_of(engine: Page, query: str) -> dict[str, float]:
    """What every place scores, whether or not it holds enough to be shown."""
    engine.evaluate("WORTH.floor = 0")
    found = ranked(engine, query)
    engine.evaluate(f"WORTH.floor = {FLOOR}")
    return found


def often(count: float) -> float:
    return count * (SATURATION + 1) / (count + SATURATION)


def length(text: str, column: int, share: float) -> float:
    mean = sum(len(entry[column]) for entry in ENTRIES) / len(ENTRIES)
    return 1 - share + share * len(text) / mean


def rarity(word: str) -> float:
    holders = sum(word in one[3] + one[4] for one in ENTRIES)
    return log(1 + (len(ENTRIES) - holders + 0.5) / (holders + 0.5))


def share(anchor: str, words: list[str]) -> float:
    """The share of what is asked that a place holds, rare words counting more."""
    (entry,) = (entry for entry in ENTRIES if entry[1] == anchor)
    held = [rarity(word) for word in words if word in entry[3] + entry[4]]
    return sum(held) / sum(rarity(word) for word in words)


def reckoned(anchor: str, words: list[str]) -> float:
    """The score of a place for words that stand in headings and texts alone."""
    (entry,) = (entry for entry in ENTRIES if entry[1] == anchor)
    _, _, kind, title, text, _, _ = entry
    score = 0.0
    for word in words:
        heading = title.count(word) / length(title, 3, LENGTH_OF_TITLE)
        body = text.count(word) / length(text, 4, LENGTH_OF_TEXT)
        score += rarity(word) * (TITLE * often(heading) + often(body))
    spoken = sum(2 for word in words if word in title) / len(title)
    apt = APTNESS * spoken
    return score * KINDS[kind] * (1 + apt)


@pytest.mark.parametrize("words", [["收水"], ["升息", "收水", "縮表"], ["縮表"], ["買債", "升息"]])
def test_a_place_scores_by_rarity_length_times_heading_and_kind(engine: Page, words: list[str]) -> None:
    found = ranked(engine, " ".join(words))
    assert found
    for anchor, score in found.items():
        met = share(anchor, words) if len(words) > 1 else 1  # words between spaces are all to be met
        assert score == pytest.approx(reckoned(anchor, words) * met, rel=1e-9), anchor


def test_a_rare_word_weighs_more_than_a_common_one(engine: Page) -> None:
    found = scores_of(engine, "升息 收水 縮表")
    assert found["rare"] > 1.2 * found["common"]


def test_the_same_word_weighs_less_in_a_longer_text(engine: Page) -> None:
    found = ranked(engine, "收水")
    assert found["asked"] / KINDS["faq"] > 1.2 * found["long"]


def test_a_word_said_twice_weighs_more_but_not_twice(engine: Page) -> None:
    found = ranked(engine, "收水")
    once = found["asked"] / KINDS["faq"]
    assert once < found["twice"] < 2 * once


def test_a_place_that_holds_the_whole_query_is_worth_more_than_its_words(engine: Page) -> None:
    found = scores_of(engine, "升息 收水 縮表")
    assert next(iter(found)) == "whole"
    assert found["common"] / found["whole"] < 2 / 3


@pytest.mark.parametrize(
    ("words", "back", "gone"),
    [
        (["升息", "縮表", "買債"], {"strong"}, {"common"}),
        (["收水", "縮表"], set(), {"asked", "long", "twice"}),
        (["升息", "收水", "縮表"], set(), {"drawn", "both"}),
    ],
)
def test_what_holds_less_than_half_of_a_query_is_shown_only_when_it_is_far_better(
    engine: Page, words: list[str], back: set[str], gone: set[str]
) -> None:
    found = ranked(engine, " ".join(words))
    scores = {anchor: reckoned(anchor, words) for anchor in (entry[1] for entry in ENTRIES)}
    best = max(score for anchor, score in scores.items() if share(anchor, words) >= FLOOR)
    shown = {a for a, score in scores.items() if share(a, words) >= FLOOR or score >= BACK * best}
    assert set(found) == {anchor for anchor in shown if scores[anchor] >= TAIL * max(scores.values())}
    assert {anchor for anchor in found if share(anchor, words) < FLOOR} == back
    assert all(scores[anchor] > 0 and anchor not in found for anchor in gone)


def test_where_no_place_holds_enough_the_three_best_are_the_closest(engine: Page) -> None:
    answer = "query => (hits => [hits.length, Boolean(hits.closest)])(rank(read(query)))"
    assert engine.evaluate(answer, "收水 高鐵 時刻") == [3, True]
    assert engine.evaluate(answer, "高鐵 時刻") == [0, True]


def test_a_question_stands_above_a_section_and_a_figure_below(engine: Page) -> None:
    found = ranked(engine, "收水")
    assert found["asked"] / found["drawn"] == pytest.approx(KINDS["faq"] / KINDS["figure"])


def test_what_is_asked_as_a_question_meets_questions_first(engine: Page) -> None:
    said, asked = ranked(engine, "收水"), ranked(engine, "收水嗎？")
    assert asked["asked"] / asked["drawn"] == pytest.approx(ASKED * said["asked"] / said["drawn"])
    assert list(asked).index("asked") < list(said).index("asked")


def test_the_first_page_answers_at_half_the_worth(engine: Page) -> None:
    found = ranked(engine, "加碼")
    assert found["home"] == pytest.approx(found["inner"] / 2)


def test_a_heading_is_worth_more_than_the_text_and_both_more_than_what_stands_around(engine: Page) -> None:
    found = ranked(engine, "放水")
    assert list(found) == ["heading", "subject", "body", "context"]


def headed(chromium: Browser, count: int) -> tuple[Page, float]:
    """An engine whose book has a heading so many times, and the rarity of its word."""
    entries = [[0, f"n{n}", "section", "收水", PLAIN[n : n + 10], "", ""] for n in range(count)]
    entries += [[0, f"o{n}", "section", "子丑", PLAIN[n : n + 10], "", ""] for n in range(8)]
    page = chromium.new_page()
    for name in SCRIPTS_OF_ENGINE:
        page.add_script_tag(path=SCRIPTS / name)
    page.evaluate("book => build(book)", {**BOOK, "entries": entries})
    return page, log(1 + (len(entries) - count + 0.5) / (count + 0.5))


@pytest.mark.parametrize(("count", "worth", "apt"), [(1, 1.0, 1.0), (2, 1.0, 1.0), (3, CONTEXT, 0.0)])
def test_a_heading_that_three_places_bear_says_no_more_of_them_than_what_stands_around(
    chromium: Browser, count: int, worth: float, apt: float
) -> None:
    page, rarity = headed(chromium, count)
    found = ranked(page, "收水")
    page.close()
    assert len(found) == count
    assert found["n0"] == pytest.approx(rarity * TITLE * often(worth) * (1 + APTNESS * apt))


GLOSSARY: dict[str, Any] = {
    "pages": [["qt/", "酉", 1]],
    "hubs": [],
    "entries": [
        [0, "named", "section", "子", "量化緊縮" + PLAIN[:8], "", ""],
        [0, "other", "section", "丑", "縮表" + PLAIN[:8], "", ""],
        [0, "alias", "section", "寅", "收水" + PLAIN[:8], "", ""],
        [0, "main", "section", "卯", "縮表" + PLAIN[:8], "", "縮表"],
        [0, "none", "section", "辰", PLAIN[:10], "", ""],
    ],
    "words": [["縮表", ["量化緊縮", "收水"], "Quantitative tightening", "變小。", "glossary/#qt"]],
    "fold": {},
}


@pytest.fixture(scope="module")
def glossary(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    for name in SCRIPTS_OF_ENGINE:
        page.add_script_tag(path=SCRIPTS / name)
    page.evaluate("book => build(book)", GLOSSARY)
    yield page
    page.close()


def test_a_thing_is_found_under_each_of_its_names_at_less_than_under_the_one_asked(glossary: Page) -> None:
    found = ranked(glossary, "收水")
    assert found.keys() == {"alias", "main", "other", "named"}
    assert found["alias"] > 1.2 * found["other"]
    assert found["other"] > 1.2 * found["named"]


def test_what_a_name_lends_to_another_is_the_named_share_of_a_place_of_its_own(glossary: Page) -> None:
    found = ranked(glossary, "收水")
    texts = [entry[4] for entry in GLOSSARY["entries"]]
    of_main, of_other, of_named = (
        1 / (1 - LENGTH_OF_TEXT + LENGTH_OF_TEXT * len(text) / (sum(map(len, texts)) / len(texts)))
        for text in (texts[2], texts[1], texts[0])
    )
    assert found["other"] / found["alias"] == pytest.approx(often(OWN * of_other) / often(of_main))
    assert found["named"] / found["alias"] == pytest.approx(often(ALIAS * of_named) / often(of_main))


def test_where_the_book_mainly_treats_a_word_comes_first_and_half_again_when_it_is_all_that_is_asked(
    glossary: Page,
) -> None:
    alone, among = ranked(glossary, "縮表"), ranked(glossary, "縮表 甲乙")
    for found in (alone, among):
        assert next(iter(found)) == "main"
    assert among["main"] > 2 * among["other"]
    more = (alone["main"] / alone["other"]) / (among["main"] / among["other"])
    assert more > 1.2
