"""The engine by itself, in an empty page: how text is cut, read and ranked."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.book import ROOT

pytestmark = pytest.mark.xdist_group("search")

SCRIPTS = ROOT / "theme" / "assets" / "javascripts"
# Two pages, three names for one thing, and the folding that they need.
BOOK: dict[str, Any] = {
    "pages": [["qt/", "第二部：放手", 1], ["faq/", "問與答", 1]],
    "hubs": [1],
    "entries": [
        [0, "", "page", "縮表不是倒帶", "量化緊縮讓資產負債表變小。", "", ""],
        [0, "caps", "section", "上限", "聯準會每月最多讓 600 億美元到期（Taper 之後）。", "", ""],
        [1, "faq-03", "faq", "縮表壓得下通膨嗎？", "能幫一點，主力是升息。", "", ""],
    ],
    "words": [
        ["縮表", ["量化緊縮", "QT", "收水"], "Quantitative tightening (QT)", "變小。", "glossary/#term-qt"],
        ["聯準會", ["美聯儲", "Fed"], "Federal Reserve", "美國的央行。", "glossary/#term-fed"],
    ],
    "fold": {"缩": "縮", "表": "錶", "联": "聯", "准": "準", "会": "會", "储": "儲", "紧": "緊"},
}


@pytest.fixture(scope="module")
def engine(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    for name in ("search-text.js", "search-engine.js"):
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
    ("query", "meant"),
    [
        ("量化緊宿", "量化紧缩"),
        ("量話緊縮", "量化紧缩"),
        ("聯准會", "联准会"),
        ("聯準惠", "联准会"),
        ("聯盟會", "联准会"),
    ],
)
def test_one_wrong_character_is_put_right(engine: Page, query: str, meant: str) -> None:
    assert engine.evaluate("query => read(query).text", query) == meant


def test_three_characters_are_guessed_only_where_the_book_says_the_name(engine: Page) -> None:
    assert engine.evaluate("query => read(query).text", "美聯社") == "美联社"


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


@pytest.mark.parametrize(("score", "place"), [(5.0, 2), (1.0, 4)])
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
