"""The measures themselves, on lists short enough to reckon by hand."""

import pytest

from macros.audit.search_grading import (
    Query,
    false_answers,
    front_matter,
    grades,
    in_reading_order,
    score,
)

EXPECTED = {"faq-09": 3, "sec-qt-what": 3, "table-03": 2}


def test_an_id_counts_once() -> None:
    assert grades([["faq-09"], ["faq-09"], ["sec-qt-what"]], EXPECTED) == [3, 0, 3]


def test_a_whole_chapter_counts_two_grades_less_than_its_best_section() -> None:
    assert grades([["sec-qt"]], EXPECTED) == [1]


def test_the_whole_table_counts_one_grade_less_than_its_row() -> None:
    assert grades([["table"], ["table-03"]], EXPECTED) == [1, 2]


def test_a_row_of_a_graded_table_counts_one_grade_less_than_the_table() -> None:
    assert grades([["table-05"]], {"table": 3}) == [2]


def test_a_page_that_refines_several_sections_counts_for_the_one_that_was_asked() -> None:
    assert grades([["sec-qe-how", "sec-qt-what"]], EXPECTED) == [3]


def test_an_address_that_stands_for_nothing_takes_its_place_in_the_list() -> None:
    queries = [Query("exact", "縮表", EXPECTED)]
    assert score(queries, {"縮表": [[], ["faq-09"]]}).mrr == 0.5


def test_the_measures() -> None:
    queries = [
        Query("exact", "一", {"faq-01": 3}),
        Query("exact", "二", {"sec-qe": 2}),
        Query("exact", "三", {"faq-02": 1}),
    ]
    found = score(queries, {"一": [["faq-01"]], "二": [[], [], [], ["sec-qe"]], "三": []})
    assert (found.queries, found.hit_1, found.hit_3) == (3, pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert found.mrr == pytest.approx((1 + 1 / 4 + 0) / 3)
    assert found.faq_3 == 1
    assert found.nothing == pytest.approx(1 / 3)


def test_what_only_comes_closest_counts_half_and_no_negative_that_is_marked() -> None:
    queries = [Query("exact", "一", {"faq-01": 3}), Query("negative", "二", {}), Query("negative", "三", {})]
    answers = {"一": [["faq-01"]], "二": [["faq-02"]], "三": [["faq-02"]]}
    found = score(queries, answers, {"一", "二"})
    assert (found.mrr, found.hit_1, found.marked) == (0.5, 0.5, 1.0)
    assert false_answers(queries, answers, {"一", "二"}) == 0.5


def test_a_struck_negative_is_not_counted() -> None:
    queries = [
        Query("negative", "食譜", {}),
        Query("negative", "python", {}, "the book has a page on running the model"),
    ]
    assert false_answers(queries, {"食譜": [], "python": ["model/"]}) == 0


def test_a_question_that_stands_too_low_is_seen_by_its_id_and_by_its_address() -> None:
    for name in ("faq-01", "faq/#faq-01"):
        query, others = Query("faq", "縮表", {name: 2}), [["qe/"], ["qt/"], ["compare/"]]
        assert score([query], {"縮表": [*others[:2], [name]]}).faq_3 == 1
        assert score([query], {"縮表": [*others, [name]]}).faq_3 == 0


def test_what_the_glossary_answers_stands_above_the_list_where_it_was_graded() -> None:
    query = Query("term", "點陣圖", {"glossary/#term-dot-plot": 3})
    assert in_reading_order(query, ["qe/"], "glossary/#term-dot-plot") == [
        ["glossary/#term-dot-plot"],
        ["qe/"],
    ]
    assert in_reading_order(query, ["qe/"], "glossary/#term-qe") == [["qe/"]]


def test_front_matter() -> None:
    assert front_matter("---\ntitle: 題\nrefines: [faq-06]\n---\n\n# 題") == {
        "title": "題",
        "refines": ["faq-06"],
    }
    assert front_matter("# 題") == {}
