"""The shape of the book: what its chapters, cases and answers have, their length, the places of notices."""

import re
from functools import cache
from pathlib import Path

import pytest

from macros.figures import figure
from qeqt import data
from tests.book import ROOT
from tests.text.prose import CALL, KEY, body, plain

DOCS = ROOT / "docs"
PARTS = ("qe", "qt", "effects", "fiscal", "taiwan")
NO_CHAPTERS = ("index.md", "how-much.md", "sectors.md")
UNWRITTEN = "這一章還沒寫完"
HOME_CASES = ("half-year-2025", "hot-money", "insurers-2022", "may-2025", "taiwan-1987", "taiwan-2022")
"""Cases that happened in Taiwan itself; every other one tells what Taiwan saw that day."""

CHAPTER, CASE, ANSWER = (2500, 3500), (800, 1200), (200, 330)
"""Characters as a reader counts them: no spaces, footnotes, figures or folded sources."""
TOLERANCE = 0.15
FIGURES = (36, 70)
QUESTIONS = [f"faq-{n:02d}" for n in range(1, 31)]
A_DAY = re.compile(r"\d{4} 年 \d{1,2} 月")
A_FIGURE = re.compile(r"\[\[\s*(?:fact|result|chart)\(|#fig-")


@cache
def text(source: Path) -> str:
    """A page's Markdown, without front matter."""
    return body(source)


def written(source: Path) -> bool:
    return UNWRITTEN not in text(source)


def all_chapters() -> list[Path]:
    return [
        source
        for part in PARTS
        for source in sorted((DOCS / part).glob("*.md"))
        if source.name not in NO_CHAPTERS
    ]


def chapters() -> list[Path]:
    return [source for source in all_chapters() if written(source)]


def cases() -> list[Path]:
    return [source for source in sorted((DOCS / "cases").glob("*.md")) if written(source)]


def finished() -> bool:
    """Whether no page of the book says any more that it is still to be written."""
    return all(written(source) for source in DOCS.rglob("*.md") if source.name != "authors.md")


def name(source: Path) -> str:
    return source.relative_to(DOCS).as_posix()


def length(markdown: str) -> int:
    """Characters without spaces; footnotes and the folded sources are not counted."""
    told = re.sub(r"(?m)^\[\^\w+\]:.*$", "", markdown.split("??? quote")[0])
    return len(re.sub(r"\s", "", plain(told)))


def fits(count: int, bounds: tuple[int, int]) -> bool:
    low, high = bounds
    return low * (1 - TOLERANCE) <= count <= high * (1 + TOLERANCE)


def paragraphs(markdown: str) -> list[str]:
    return [part.strip() for part in markdown.split("\n\n") if part.strip()]


def answers() -> dict[str, str]:
    """The Markdown of each answer below its heading."""
    parts = re.split(r"(?m)^## .*\{#(faq-\d\d)\}$", text(DOCS / "faq.md").split("\n---\n")[0])
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_book_has_twenty_chapters() -> None:
    assert len(all_chapters()) == 20


@pytest.mark.parametrize("source", chapters(), ids=name)
def test_a_chapter_is_neither_thin_nor_long(source: Path) -> None:
    assert fits(length(text(source)), CHAPTER)


@pytest.mark.parametrize("source", cases(), ids=name)
def test_a_case_is_neither_thin_nor_long(source: Path) -> None:
    assert fits(length(text(source)), CASE)


@pytest.mark.parametrize("source", chapters(), ids=name)
def test_a_chapter_opens_with_a_dated_scene(source: Path) -> None:
    told = [part for part in paragraphs(text(source)) if not part.startswith(("#", "!!!", "[[", "    "))]
    assert A_DAY.search(plain(told[0])[:120]), told[0][:60]


@pytest.mark.parametrize("source", chapters(), ids=name)
def test_a_chapter_has_the_parts_of_its_template(source: Path) -> None:
    markdown = text(source)
    last = ["evidence", "taiwan", "next"] if source.parent.name != "taiwan" else ["evidence", "next"]
    places = [re.search(rf"(?m)^## .*\{{#[a-z0-9-]*-{part}\}}$", markdown) for part in last]
    assert [part for part, place in zip(last, places, strict=True) if not place] == []
    starts = [place.start() for place in places if place]
    assert starts == sorted(starts), "證據有多硬, 回到台灣, 接著讀"
    assert markdown.find('??? quote "這一章讀了什麼"') > starts[-1]
    assert "faq.md#faq-" in markdown[starts[-1] :]


@pytest.mark.parametrize("source", chapters(), ids=name)
def test_a_chapter_has_a_main_figure_and_three_more_at_most(source: Path) -> None:
    drawn = [call for call in CALL.finditer(text(source)) if call["macro"] == "chart"]
    # Chapter 20 reads what the other chapters draw.
    assert (0 if source.name == "investors.md" else 1) <= len(drawn) <= 4


@pytest.mark.parametrize("source", [*chapters(), *cases(), DOCS / "faq.md", DOCS / "compare.md"], ids=name)
def test_a_page_says_how_far_its_events_reach_and_its_data_say_it_themselves(source: Path) -> None:
    head = source.read_text(encoding="utf-8").split("\n---\n")[0]
    assert "data_until" not in head
    assert re.search(r"(?m)^events_until: \d{4}-\d\d-\d\d$", head)


@pytest.mark.parametrize("source", [case for case in cases() if case.stem not in HOME_CASES], ids=name)
def test_a_foreign_day_tells_what_taiwan_saw(source: Path) -> None:
    assert "那一天的台灣" in text(source)


def test_the_rows_of_a_table_stand_together() -> None:
    torn = re.compile(r"(?:^|\n)\n\|[^\n]*\n(?!\|[ :-]*-)")
    pages = {source.relative_to(DOCS).as_posix(): source.read_text("utf-8") for source in DOCS.rglob("*.md")}
    assert {page: torn.findall(markdown) for page, markdown in pages.items() if torn.search(markdown)} == {}


def test_a_figure_is_drawn_in_one_chapter_and_the_book_has_not_too_many() -> None:
    drawn = {
        key["key"]
        for source in sorted(DOCS.rglob("*.md"))
        for call in CALL.finditer(text(source))
        if call["macro"] == "chart" and (key := KEY.search(call["arguments"]))
    }
    offered = {known for known in figure.names() if not known.startswith("redo_")}  # those the notebook draws
    assert sorted(offered - drawn) == [], "a figure that no sentence needs"
    assert len(drawn) <= FIGURES[1]
    assert len(drawn) >= FIGURES[0] or not finished()


def test_the_questions_stand_in_their_order() -> None:
    assert list(answers()) == QUESTIONS


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_fits_a_screen_and_leans_on_a_figure(question: str) -> None:
    answer = answers()[question]
    assert fits(length(answer), ANSWER)
    assert A_FIGURE.search(answer)
    assert "](" in answer, "an answer leads on to a chapter"


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_begins_with_one_sentence_that_answers(question: str) -> None:
    first = plain(paragraphs(answers()[question])[0])
    assert first.endswith("。") and first.count("。") == 1 and "\n" not in first


POINTING = re.compile(
    r"[這它該此]|上[面述]|前[面述者]|後者|如此|那[一個些是樣輪天時]|(?<!尤)其(?![中他餘實])"
)
"""Words that send a reader back to the question or to the sentence before."""
BARE = re.compile(r"(?:不?一定|有?可能|不?是的?|不?算|不?會|很?難|因為|大致|目前|看|走|能)")
"""Openings that answer a question that a reader of the sentence alone has not seen."""


def subjects() -> set[str]:
    """What a sentence can be about: the words of the glossary, whatever the heading names."""
    return {
        spelling
        for term in data.glossary().values()
        for spelling in (term.term_zh, term.abbr, *term.printed, *term.aliases)
        if len(spelling) > 1
    } | {"台灣", "新台幣", "油價", "美國", "日本"}


def stands_alone(sentence: str) -> bool:
    """Whether a sentence can be quoted without its question: its subject comes first, nothing points back."""
    opening = re.split("[，：；（]", sentence)[0]
    named = [word for word in subjects() if word in opening]
    return bool(named) and not BARE.match(sentence) and not POINTING.search(sentence)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_first_sentence_of_an_answer_can_be_quoted_alone(question: str) -> None:
    first = plain(paragraphs(answers()[question])[0])
    assert stands_alone(first), first


@pytest.mark.parametrize(
    "sentence",
    [
        "不一定：2022 年升息加縮表時股市大跌。",
        "因為台灣央行的資產是外幣債券。",
        "縮表的影響很小，因為它慢。",
        "縮表的影響很小，理由如上述。",
        "看價格比看數量可靠，準備金的金額會騙人。",
        "帳上很像，都是買資產。",
    ],
)
def test_a_sentence_that_leans_on_its_question_is_noticed(sentence: str) -> None:
    assert not stands_alone(sentence)


def test_the_notice_for_investors_stands_before_anything_else_of_its_chapter() -> None:
    first = paragraphs(text(DOCS / "taiwan" / "investors.md"))[1]
    assert first == '[[ notice("investors") ]]'


def test_the_notice_on_the_nameless_bond_follows_the_first_sentence() -> None:
    assert paragraphs(answers()["faq-18"])[1] == '[[ notice("bond") ]]'


@pytest.mark.parametrize("source", sorted((DOCS / "taiwan").glob("*.md")), ids=name)
def test_a_run_about_taiwan_carries_the_notice_of_the_lab(source: Path) -> None:
    markdown = text(source)
    of_model = [
        call
        for call in CALL.finditer(markdown)
        if call["macro"] == "result"
        or (
            call["macro"] == "chart"
            and (key := KEY.search(call["arguments"]))
            and figure.figure(key["key"]).runs
        )
    ]
    assert not of_model or 'notice("lab")' in markdown


def test_no_page_leads_to_a_shop() -> None:
    found = [
        f"{name(source)}: {link}"
        for source in sorted(DOCS.rglob("*.md"))
        for link in re.findall(r"https?://[^\s)\"]+", text(source))
    ]
    assert found == [], "sources are named in words; the number's own note links to its publisher"


MONEY = {key: fact for key, fact in data.facts().items() if re.match(r"bn [A-Z]{3}$", fact.unit)}


@pytest.mark.parametrize("key", MONEY)
def test_a_billion_is_ten_times_a_hundred_million_and_a_trillion_one_myriad_of_them(key: str) -> None:
    from macros.text import formats

    fact = MONEY[key]
    printed = formats.number(fact.value, fact.unit, "", fact.precision)
    digits = float(re.sub(r"[^\d.]", "", printed))
    each = 1000.0 if "兆" in printed else 0.1
    assert digits * each == pytest.approx(abs(fact.value), abs=0.51 * each * 10**-fact.precision)


OUT = ("K090",)
"""Cut as ballast: climate and fintech in general."""


def test_every_subject_of_the_plan_is_listed_but_for_what_was_cut() -> None:
    planned = {f"K{n:03d}" for n in range(1, 104)} - set(OUT) | {f"T{n:02d}" for n in range(1, 17)}
    assert {row.id for row in data.coverage()} == planned


def test_a_subject_counts_as_written_only_on_a_page_that_is() -> None:
    slips = [
        f"{row.id}: {row.anchor}"
        for row in data.coverage()
        if row.status == "written" and not written(DOCS / row.anchor.partition("#")[0])
    ]
    assert slips == []


def test_a_finished_book_leaves_no_subject_for_later() -> None:
    assert not finished() or [row.id for row in data.coverage() if row.status != "written"] == []


def test_a_subject_is_marked_as_written_once_its_page_is() -> None:
    """A section that carries a subject of its own page may not stay planned when that page is written."""
    slips = [
        f"{row.id}: {row.anchor}"
        for row in data.coverage()
        if row.status == "planned" and written(DOCS / row.anchor.partition("#")[0])
    ]
    assert slips == []
