"""Punctuation, spacing and turns of phrase."""

import re

import autocorrect_py
import pytest

from tests.text.prose import HAN, Passage, everything, pages


def test_spacing_and_full_width_marks_are_as_the_linter_would_set_them() -> None:
    slips = [
        f"{passage.place}: {line.old[:60]!r} -> {line.new[:60]!r}"
        for passage in pages()
        for line in autocorrect_py.lint_for(passage.text, "text").lines
    ]
    assert slips == []


def test_quotations_stand_in_corner_brackets() -> None:
    pattern = f'[“”‘’]|"[^"\n]*[{HAN}][^"\n]*"'
    assert [slip for passage in pages() for slip in passage.slips(pattern)] == []


def test_no_dash_is_the_hinge_of_a_sentence() -> None:
    assert [slip for passage in everything() for slip in passage.slips("——|—")] == []


def test_a_range_is_joined_by_a_word_and_not_by_a_dash() -> None:
    assert [
        slip for passage in pages() for slip in passage.slips(r"(?<![\d-])\d{1,3}[-–~]\d{1,3}(?![\d-])")
    ] == []


def test_no_space_stands_before_a_per_cent_sign() -> None:
    assert [slip for passage in everything() for slip in passage.slips(r"\d\s+[%％]")] == []


def test_no_space_parts_two_chinese_characters() -> None:
    slips = [slip for passage in pages() for slip in passage.slips(f"[{HAN}] (?!QE|QT)[{HAN}]")]
    assert slips == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.place)
def test_not_this_but_that_stands_at_most_once_a_page(page: Passage) -> None:
    assert len(page.slips("不是[^。！？\n]{1,40}而是")) <= 1


def test_three_parallel_clauses_do_not_stand_in_a_row() -> None:
    pattern = f"([{HAN}]{{1,3}})[{HAN}]{{2,8}}，\\1[{HAN}]{{2,8}}，\\1[{HAN}]{{2,8}}[，。]"
    assert [slip for passage in pages() for slip in passage.slips(pattern)] == []


def test_a_year_of_the_republic_has_its_western_year_beside_it() -> None:
    slips = [
        f"{passage.place}: {found[0]}"
        for passage in pages()
        for found in re.finditer(r"民國 \d+ 年|(?<!\d)\d{2,3} 年度", passage.text)
        if not re.search(r"（\d{4}", passage.text[found.end() : found.end() + 20])
    ]
    assert slips == []


def test_a_footnote_that_is_called_is_there() -> None:
    from tests.text.prose import body, sources

    slips = []
    for source in sources():
        text = body(source)
        called = set(re.findall(r"\[\^(\w+)\](?!:)", text))
        given = set(re.findall(r"(?m)^\[\^(\w+)\]:", text))
        slips += [f"{source.name}: {name}" for name in sorted(called ^ given)]
    assert slips == []
