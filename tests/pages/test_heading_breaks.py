"""Where a heading's line may end: after a mark or a phrase; never inside a term or beside one letter."""

import re
from pathlib import Path

import pytest

from macros.pages.heading_breaks import CLOSING, break_headings, joined, marked, phrases
from macros.pages.page import Page

TERMS = re.compile("量化緊縮|資產負債表|聯準會")


@pytest.mark.parametrize(
    "title",
    [
        "聯準會的資產負債表為什麼不用賣，也會變小？",
        "「縮表」是什麼、誰來做：量化緊縮（QT）",
        "等它到期，還是賣掉？",
    ],
)
def test_phrases_keep_terms_and_marks_whole(title: str) -> None:
    pieces = phrases(title, TERMS)
    assert "".join(pieces) == title
    assert len(pieces) > 1
    assert all(piece[0] not in CLOSING for piece in pieces[1:])
    assert all(piece[-1] not in "「『（《〈【" for piece in pieces[:-1])
    for term in TERMS.findall(title):
        assert any(term in piece for piece in pieces)


def test_a_term_that_the_segmenter_cuts_stays_whole() -> None:
    cut = phrases("資產負債表變小", re.compile("(?!)"))
    assert any("資產負債表" in piece for piece in phrases("資產負債表變小", re.compile("資產負債表")))
    whole = phrases("".join(cut), re.compile("".join(cut)))
    assert whole == ["".join(cut)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("總資產平均差", "總資產"),
        ("照上限縮了", "上限"),
        ("同一天同一單位", "同一天"),
        ("十年期殖利率", "十年期"),
        ("一次息都沒欠", "一次"),
        ("公布年增金額的那幾年", "那幾年"),
        ("四十二個月只縮了", "四十二個月"),
        ("美英央行虧了好幾年", "央行"),
        ("十七年新高", "十七年"),
        ("錢為什麼來", "為什麼"),
    ],
)
def test_a_count_and_a_word_that_the_segmenter_cuts_stay_whole(text: str, whole: str) -> None:
    assert any(whole in piece for piece in phrases(text, TERMS))


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        (["央行", "的", "錢"], ["央行的錢"]),
        (["為", "什麼"], ["為什麼"]),
        (["不", "是", "錢包"], ["不是", "錢包"]),
        (["縮表，", "賣"], ["縮表，", "賣"]),
        (["賣"], ["賣"]),
    ],
)
def test_no_character_is_left_alone(pieces: list[str], found: list[str]) -> None:
    assert joined(pieces) == found


def test_what_is_no_chinese_text_stays_as_it_is() -> None:
    math = "<math><mi>資產負債表變小，債券到期</mi></math>"
    title = f'債券到期，<a href="#債券到期，賣掉" title="債券到期，賣掉">債券到期，賣掉</a>{math} after 2022'
    found = marked(title, TERMS)
    assert found.replace("<wbr>", "") == title
    assert '<a href="#債券到期，賣掉" title="債券到期，賣掉">債券到期，賣掉</a>' in found
    assert math in found
    assert found.endswith(" after 2022")
    assert marked("Open market 2022", TERMS) == "Open market 2022"


def test_a_line_may_end_at_a_mark_before_a_figure() -> None:
    assert "多，<wbr>12\xa0個月" in marked("比上限多，12\xa0個月不夠", TERMS)
    assert marked("不夠，", TERMS) == "不夠，"


def test_only_the_headings_and_figures_of_an_article_are_marked() -> None:
    title = "等它到期，還是賣掉？"
    html = (
        f'<h2>{title}</h2><article class="md-content__inner md-typeset"><h1 id="how">{title}</h1>'
        f'<p class="qeqt-figure__title">{title}</p><p>{title}</p><h5>{title}</h5></article><h2>{title}</h2>'
    )
    page = Page(Path("index.html"), html)
    break_headings(page, TERMS)
    assert page.html.replace("<wbr>", "") == html
    assert page.html.count("<wbr>") == 2 * marked(title, TERMS).count("<wbr>") > 0
    for found in (r"<h1[^>]*>(.*?)</h1>", r'<p class="qeqt-figure__title">(.*?)</p>'):
        assert re.findall(found, page.html) == [marked(title, TERMS)]
    outside = Page(Path("404.html"), f"<h1>{title}</h1>")
    break_headings(outside, TERMS)
    assert outside.html == f"<h1>{title}</h1>"
