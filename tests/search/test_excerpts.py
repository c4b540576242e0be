"""What the worker shows of what was found: which sentence, what is lit, how places are gathered by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from macros.search.install import WORKER
from tests.book import ROOT

pytestmark = pytest.mark.xdist_group("search")

SCRIPTS = ROOT / "theme" / "assets" / "javascripts"
BOOK: dict[str, Any] = {
    "pages": [["qt/", "縮表", 1], ["faq/", "問答", 1], ["glossary/", "詞彙", 1]],
    "hubs": [2, 1],
    "entries": [[0, "a", "section", "子", "準備金很多。", "", ""]],
    "words": [
        ["準備金", ["存款準備"], "Reserves", "銀行的錢。", "glossary/#r"],
        ["準備金率", [], "Ratio", "", ""],
    ],
    "fold": {},
}


@pytest.fixture(scope="module")
def worker(chromium: Browser) -> Iterator[Page]:
    """The worker without what it fetches."""
    page = chromium.new_page()
    for name in WORKER[1:]:
        page.add_script_tag(path=SCRIPTS / name)
    text = (SCRIPTS / "search-worker.js").read_text(encoding="utf-8")
    page.add_script_tag(content='const SITE = "https://book.test/"\n' + text[text.index("const LABELS") :])
    page.evaluate("book => build(book)", BOOK)
    yield page
    page.close()


def excerpt(worker: Page, text: str, *words: str, kind: str = "section") -> str:
    """The excerpt of a text in which these words were found, each worth one."""
    found = [
        {"from": at, "to": at + len(word), "needle": {"piece": word, "worth": 1}}
        for word in words
        for at in range(len(text))
        if text.startswith(word, at)
    ]
    code = (
        "([text, found, kind]) => { const known = {}; for (const each of found)"
        " each.needle = known[each.needle.piece] ??= each.needle; return excerpt({ kind, text }, found) }"
    )
    said = worker.evaluate(code, [text, found, kind])
    return str(said).replace("<mark data-md-highlight>", "[").replace("</mark>", "]")


def test_the_sentence_with_most_of_what_was_asked_is_shown_and_the_first_in_doubt(worker: Page) -> None:
    one, two = (
        "甲乙丙準備很多甲乙丙丁甲乙丙丁甲乙丙丁甲乙丙丁甲。",
        "丁準備與升息甲乙丙丁甲乙丙丁甲乙丙丁甲乙丙丁甲乙！",
    )
    assert excerpt(worker, one + two, "準備") == one.replace("準備", "[準備]")
    assert excerpt(worker, one + two, "準備", "升息").startswith("丁[準備]與[升息]甲乙")
    assert excerpt(worker, "", "準備") == ""


def test_a_scrap_is_shown_with_what_follows_it_and_a_sentence_by_itself(worker: Page) -> None:
    rest = "後面還有一句話。"
    for size, follows in ((23, True), (24, False)):
        first = "準備" + "甲" * (size - 3) + "。"
        said = excerpt(worker, first + rest, "準備")
        assert said == "[準備]" + first[2:] + (rest if follows else "")


@pytest.mark.parametrize(("at", "late"), [(40, False), (41, True)])
def test_a_long_sentence_is_cut_to_eighty_characters_around_its_first_match(
    worker: Page, at: int, late: bool
) -> None:
    text = "甲" * at + "準備" + "乙" * 120 + "。"
    said = excerpt(worker, text, "準備").replace("[", "").replace("]", "")
    start = at - 25 if late else 0
    assert said == ("…" if late else "") + text[start : start + 80] + "…"
    short = "甲" * 60 + "準備" + "乙" * 17 + "。"
    assert len(short) == 80 and excerpt(worker, short, "準備").replace("[", "").replace("]", "") == short


def test_a_row_of_a_table_is_shown_whole_and_what_is_written_is_escaped(worker: Page) -> None:
    text = "準備\n" + "甲" * 100
    assert excerpt(worker, text, "準備", kind="row") == "[準備]<br>" + "甲" * 100
    assert excerpt(worker, "甲<b>&'\"準備", "準備") == "甲&#60;b&#62;&#38;&#39;&#34;[準備]"


def hit(page: int, kind: str, score: float, name: str) -> dict[str, Any]:
    return {"entry": {"page": page, "kind": kind, "location": name}, "score": score}


def grouped(worker: Page, hits: list[dict[str, Any]]) -> list[list[str]]:
    code = "hits => grouped(hits).map(({ hits }) => hits.map(({ entry }) => entry.location))"
    found: list[list[str]] = worker.evaluate(code, hits)
    return found


def test_places_are_gathered_by_page_three_a_page_and_eight_groups(worker: Page) -> None:
    hits = [hit(0, "section", 9 - n / 10, f"a{n}") for n in range(5)]
    assert grouped(worker, hits) == [["a0", "a1", "a2"]]
    hits = [hit(n, "section", 9 - n / 10, f"p{n}") for n in range(12)]
    assert grouped(worker, hits) == [[f"p{n}"] for n in range(8)]
    hits = [hit(0, "section", 3, "a"), hit(0, "page", 2, "itself"), hit(1, "page", 1, "other")]
    assert grouped(worker, hits) == [["a"], ["other"]]


def test_questions_and_rows_stand_by_themselves_neighbours_of_a_page_together(worker: Page) -> None:
    hits = [hit(1, "faq", 5, "q1"), hit(1, "faq", 4, "q2"), hit(0, "section", 3, "a"), hit(1, "faq", 2, "q3"),
            hit(1, "section", 1, "s")]  # fmt: skip
    assert grouped(worker, hits) == [["q1", "q2"], ["a"], ["q3"], ["s"]]


@pytest.mark.parametrize(
    ("place", "score", "third"), [(3, 0.5, True), (3, 0.49, False), (5, 0.5, True), (2, 0.5, True)]
)
def test_a_question_that_scores_a_twentieth_of_the_best_is_among_the_first_three(
    worker: Page, place: int, score: float, third: bool
) -> None:
    hits = [hit(10 + n, "section", 10.0 - n / 10, f"p{n}") for n in range(7)]
    hits.insert(place, hit(1, "faq", score, "q"))
    assert (grouped(worker, hits).index(["q"]) == 2) is third


def drawn(worker: Page, hits: list[dict[str, Any]]) -> str:
    code = """hits => { place = ({ entry, score }, asked, isPage) => `(${entry.location} ${score} ${isPage})`
      return listed(grouped(hits), {}) }"""
    return str(worker.evaluate(code, hits))


def test_all_but_a_page_s_best_place_are_folded_away_under_its_name(worker: Page) -> None:
    before = worker.evaluate("() => { window.placed = place }")
    assert before is None
    said = drawn(worker, [hit(0, "section", 3, "qt/#a"), hit(0, "section", 2, "qt/#b")])
    assert "<h1>縮表</h1>" in said
    assert said.index("(qt/#a 3 false)") < said.index("<details") < said.index("(qt/#b 2 false)")
    assert "此頁尚有 1 個符合的項目" in said
    said = drawn(worker, [hit(0, "page", 3, "qt/"), hit(0, "section", 2, "qt/#b")])
    assert "<h1>" not in said and "(qt/ 3 true)" in said
    said = drawn(worker, [hit(1, "faq", 3, "faq/#1"), hit(1, "faq", 2, "faq/#2")])
    assert "<details" not in said and "(faq/#1 3 false)(faq/#2 3 false)" in said
    worker.evaluate("() => { place = placed }")


def test_a_link_lights_words_and_says_its_score(worker: Page) -> None:
    said = str(worker.evaluate("link('qt/#a', ['準備', '金 b'], 1.239, 'x')"))
    assert 'href="https://book.test/qt/?h=%E6%BA%96%E5%82%99+%E9%87%91+b#a"' in said
    assert 'data-md-score="1.24">x</article>' in said and 'tabindex="-1"' in said


def test_what_stands_beside_the_results(worker: Page) -> None:
    found: Any = worker.evaluate("search('準備金')")
    assert found["answer"] == {
        "name": "準備金",
        "english": "Reserves",
        "says": "銀行的錢。",
        "address": "glossary/#r",
    }
    assert (found["summary"], found["hints"]) == ("找到 1 處", [])
    assert worker.evaluate("completion('升息 準')") == ["準備金"]
    assert worker.evaluate("completion('準備金')") == ["準備金率"]
    assert worker.evaluate("completion('升息 ')") == []
    assert worker.evaluate("search('存款準備').summary") == "找到 1 處"
    assert worker.evaluate("search('鯨魚').hints.map(({ label }) => label)") == ["詞彙", "問答"]
    empty: Any = worker.evaluate("(({ items, suggest, list }) => [items, suggest, list])(search('  '))")
    assert empty == [[], [], ""]
