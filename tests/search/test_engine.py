"""The engine by itself, in an empty page: how text is cut, read and ranked."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from macros.search.install import WORKER
from tests.book import ROOT

pytestmark = pytest.mark.xdist_group("search")

SCRIPTS = ROOT / "theme" / "assets" / "javascripts"
SCRIPTS_OF_ENGINE = WORKER[1:]  # all but the worker, which fetches
# Two pages, three names for one thing, and the folding that they need.
BOOK: dict[str, Any] = {
    "pages": [["qt/", "第二部：放手", 1], ["faq/", "問與答", 1]],
    "hubs": [1],
    "entries": [
        [0, "", "page", "縮表不是倒帶", "量化緊縮讓資產負債表變小。", "", ""],
        [
            0,
            "caps",
            "section",
            "上限",
            "聯準會 2022 年 6 月起每月最多讓 600 億美元到期（Taper 之後；H.4.1）。",
            "",
            "",
        ],
        [1, "faq-03", "faq", "縮表壓得下通膨嗎？", "能幫一點，主力是升息。", "", ""],
    ],
    "words": [
        [
            "縮表",
            ["量化緊縮", "QT", "收水", "Quantitative tightening"],
            "Quantitative tightening (QT)",
            "變小。",
            "glossary/#term-qt",
        ],
        ["聯準會", ["美聯儲", "Fed"], "Federal Reserve", "美國的央行。", "glossary/#term-fed"],
    ],
    "fold": {"缩": "縮", "表": "錶", "联": "聯", "准": "準", "会": "會", "储": "儲", "紧": "緊"},
}


@pytest.fixture(scope="module")
def engine(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    for name in SCRIPTS_OF_ENGINE:
        page.add_script_tag(path=SCRIPTS / name)
    page.evaluate("book => build(book)", BOOK)
    yield page
    page.close()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("縮錶", "缩表"),
        ("缩表", "缩表"),
        ("ＱＥ２", "qe2"),
        ("Taper", "taper"),
        ("😀縮", "😀缩"),
        ("㎡", "㎡"),
        ("", ""),
    ],
)
def test_text_is_folded_in_its_place(engine: Page, written: str, read: str) -> None:
    assert engine.evaluate("text => plain(text)", written) == read


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("縮表", ["縮表"]),
        ("準備金", ["準備", "備金"]),
        ("qe/qt 4.5兆", ["qe", "qt", "4.5"]),
        ("「縮」", []),
        ("covid-19", ["covid", "19"]),
    ],
)
def test_chinese_is_cut_into_pairs_and_latin_into_words(engine: Page, text: str, cut: list[str]) -> None:
    assert engine.evaluate("text => tokens(text)", text) == cut


def found(engine: Page, query: str) -> list[str]:
    result: list[str] = engine.evaluate("query => rank(read(query)).map(hit => hit.entry.location)", query)
    return result


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("縮表", "qt/"),
        ("缩表", "qt/"),
        ("縮錶", "qt/"),
        ("QT", "qt/"),
        ("ＱＴ", "qt/"),
        ("收水", "qt/"),
        ("什麼是縮", "qt/"),
        ("縮表會壓下通膨嗎", "faq/#faq-03"),
        ("美聯儲", "qt/#caps"),
        ("fed", "qt/#caps"),
        ("tap", "qt/#caps"),
        ("tapre", "qt/#caps"),
        ("600", "qt/#caps"),
    ],
)
def test_a_query_finds_its_place(engine: Page, query: str, first: str) -> None:
    assert found(engine, query)[:1] == [first]


@pytest.mark.parametrize(
    ("query", "meant", "said"),
    [
        ("量話緊縮", "量化紧缩", "量化緊縮"),
        ("甚是量化緊所", "甚是量化紧缩", "量化緊縮"),
        ("聯準惠", "联准会", "聯準會"),
        ("聯准會", "联准会", None),
    ],
)
def test_one_character_that_sounds_alike_is_put_right_and_said(
    engine: Page, query: str, meant: str, said: str | None
) -> None:
    asked = engine.evaluate("query => read(query)", query)
    assert asked["text"] == meant
    assert [change["is"] for change in asked["changed"]] == ([said] if said else [])


@pytest.mark.parametrize("query", ["聯盟會", "量化緊迫", "兩化緊縮", "美聯社", "縮標", "「量話緊縮」"])
def test_another_word_or_another_beginning_is_never_changed(engine: Page, query: str) -> None:
    asked = engine.evaluate("query => [read(query).text, plain(query), read(query).changed]", query)
    assert asked == [asked[1], asked[1], []]


def test_a_misspelt_english_word_is_said_too(engine: Page) -> None:
    assert engine.evaluate("read('tapre').changed") == [{"was": "tapre", "is": "taper"}]
    assert engine.evaluate("read('quantitive').changed") == [{"was": "quantitive", "is": "quantitative"}]


def test_two_letters_are_too_many_in_a_word_that_begins_otherwise(engine: Page) -> None:
    assert engine.evaluate("read('tighteninga').changed.length + read('quickening').changed.length") == 1


@pytest.mark.parametrize(
    ("query", "itself"),
    [
        ("縮表", True),
        ("什麼是縮表？", True),
        ("收水", True),
        ("縮", False),
        ("量化緊", False),
        ("縮表會跌嗎", False),
    ],
)
def test_a_word_is_defined_only_when_it_is_what_is_asked(engine: Page, query: str, itself: bool) -> None:
    assert engine.evaluate("query => read(query).itself", query) is itself


@pytest.mark.parametrize("query", ["H.4.1", "H41", "h4.1", "2022.06", "2022/6", "2022-06"])
def test_names_with_dots_and_dates_are_found_as_they_are_printed_and_typed(engine: Page, query: str) -> None:
    assert found(engine, query) == ["qt/#caps"]


def test_where_nothing_holds_enough_the_closest_are_marked(engine: Page) -> None:
    answer = "query => (hits => [hits.length, Boolean(hits.closest)])(rank(read(query)))"
    assert engine.evaluate(answer, "縮表") == [2, False]
    assert engine.evaluate(answer, "聯準會 高鐵 時刻") == [1, True]
    assert engine.evaluate(answer, "高鐵時刻") == [0, True]


def test_english_words_of_every_sentence_do_not_count(engine: Page) -> None:
    assert [
        unit["tokens"][0][0] for unit in engine.evaluate("read('what is the taper and why')")["units"]
    ] == ["taper"]


def shown(engine: Page, hits: list[tuple[int, str, str, float]]) -> list[list[str]]:
    """The groups that the box would draw for (page, anchor, kind, score) in the order of their scores."""
    if engine.evaluate("typeof grouped") == "undefined":
        worker = (SCRIPTS / "search-worker.js").read_text(encoding="utf-8")
        engine.add_script_tag(content=worker[worker.index("const LABELS") :])  # all but what it fetches
    groups: list[list[str]] = engine.evaluate(
        """hits => {
          const entry = (page, anchor, kind) => ({ page, kind, location: anchor && `${page}#${anchor}` })
          const ranked = hits.map(([page, anchor, kind, score]) => ({
            entry: entry(page, anchor, kind), score
          }))
          return grouped(ranked).map(group => group.hits.map(hit => hit.entry.location))
        }""",
        hits,
    )
    return groups


@pytest.mark.parametrize(("score", "place"), [(5.0, 2), (0.4, 4)])
def test_a_question_that_answers_nearly_as_well_is_among_the_first_three(
    engine: Page, score: float, place: int
) -> None:
    sections = [(page, "a", "section", 10.0 - page) for page in range(4)]
    groups = shown(engine, [*sections, (4, "faq-01", "faq", score)])
    assert groups.index(["4#faq-01"]) == place


def test_a_page_that_heads_its_sections_is_not_shown_again(engine: Page) -> None:
    assert shown(engine, [(0, "a", "section", 3.0), (0, "", "page", 2.0)]) == [["0#a"]]


def test_four_letters_are_too_few_to_guess_from(engine: Page) -> None:
    assert found(engine, "tapr") == []


@pytest.mark.parametrize("query", ["食譜", "python", "韓國旅遊", "英國留學", "asdfgh", "😀", "。。。", " "])
def test_what_is_not_there_is_not_found(engine: Page, query: str) -> None:
    assert found(engine, query) == []


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("taper", "taper", 0), ("tapre", "taper", 1), ("quantitive", "quantitative", 2), ("a", "abcdef", 3)],
)
def test_edits(engine: Page, one: str, other: str, steps: int) -> None:
    assert engine.evaluate("([a, b]) => edits(a, b, 2)", [one, other]) == steps


def test_ways_of_asking_do_not_count(engine: Page) -> None:
    asked = engine.evaluate("query => read(query)", "請問什麼是聯準會呢")
    assert sum(asked["counts"]) == 1
    assert [unit["tokens"][0][0] for unit in asked["units"] if not unit["soft"]] == ["联准", "准会"]
