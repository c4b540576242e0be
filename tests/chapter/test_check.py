"""Every author's mistake is told in one run, with its line and what would be right."""

import pytest

from macros.chapter.check import Mistake, check

GOOD = "---\ntitle: 章\ndescription: 一句話。\n---\n\n# 章 {#sec-x}\n\n"


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    table = tmp_path / "qeqt" / "data" / "coverage.csv"
    table.parent.mkdir(parents=True)
    table.write_text("id,chapter,item_zh,kind,anchor,status\n", encoding="utf-8")

    def write(**pages):
        for name, text in pages.items():
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
        return folder

    return write


SOURCES = GOOD.replace("sec-x", "sources") + "".join(
    f'[[ table("{name}") ]]\n\n' for name in ("facts", "results", "figures")
)


def mistakes(docs, **pages):
    return check(docs(**{"sources": SOURCES, **pages}))


def test_a_page_without_mistakes_has_none(docs):
    text = (
        GOOD
        + '縮到 [[ fact("fed_assets_peak") ]]，見[對照](other.md#sec-y)與[圖](#fig-qt_ladder)。\n\n'
        + '[[ chart("qt_ladder") ]]\n'
    )
    assert mistakes(docs, page=text, other=GOOD.replace("sec-x", "sec-y")) == []


@pytest.mark.parametrize(
    ("line", "macro", "said", "nearest"),
    [
        ('[[ fact("fed_assets_peek") ]]', "fact", "no such key", "fed_assets_peak"),
        ('[[ fact("fed_assets_peak", "吋") ]]', "fact", "format", ""),
        ('[[ fact("fed_assets_peak", "碼") ]]', "fact", "碼", "碼"),
        ("[[ fact() ]]", "fact", "missing a required argument", ""),
        ('[[ fact(key="fed_assets_peak") ]]', "fact", "no names", ""),
        ("[[ fact(key) ]]", "fact", "quotation marks", ""),
        ('[[ fakt("fed_assets_peak") ]]', "fakt", "no such macro", "fact"),
        ('[[ chart("qt_lader") ]]', "chart", "no such key", "qt_ladder"),
        ('[[ table("fact") ]]', "table", "no such key", "facts"),
        ('[[ result("qt2_active_extras") ]]', "result", "no such key", "qt2_active_extra"),
        ('[[ notice("labs") ]]', "notice", "no such key", "lab"),
        ("[[ fact ]]", "", "no macro call", "fact"),
        ('[[ fact("fed_assets_peak" ]]', "", "cannot be read", ""),
        ("縮到 6.6 兆美元", "", "typed by hand", ""),
        ('    [[ table("facts") ]]', "table", "alone on its line", ""),
        ('看[[ chart("qt_ladder") ]]', "chart", "alone on its line", ""),
        ("## 沒有編號", "", "no declared id", ""),
        ("## 中文編號 {#縮表}", "", "Latin", ""),
        ("## 又一次 {#sec-x}", "", "line 6", ""),
        ('## 標題 [[ fact("fed_assets_peak") ]] {#a-b}', "", "heading carries no number", ""),
        ('## 標題 [[ result("qt2_active_extra") ]] {#a-b}', "", "heading carries no number", ""),
        ("[去](nowhere.md)", "", "no such page", ""),
        ("[去](#sec-y)", "", "has no id 'sec-y'", "sec-x"),
        ("1. 一\n\n- 二", "", "marks of the one above", ""),
        ("- 一\n\n    再說\n1. 二", "", "marks of the one above", ""),
        ("[去]\n\n[去]: pages.md", "", "no such page", "page.md"),
        ("![圖](no.png)", "", "no such page or file", ""),
        ("![圖](https://elsewhere.example/a.png)", "", "another host", ""),
        ('<a href="page.md">去</a>', "", "[words](page.md#id)", ""),
        ("<a href=nowhere/>去</a>", "", "[words](page.md#id)", ""),
        ("<img src=no.png alt=x>", "", "[words](page.md#id)", ""),
        ("<a href=#sec-y>去</a>", "", "no such id", "sec-x"),
        ("約 1e9", "", "'1e9' is typed by hand", ""),
        ("**6**.6 兆美元", "", "'6.6 兆' is typed by hand", ""),
        ("6<span></span>.6 兆美元", "", "'6.6 兆' is typed by hand", ""),
        ('[[ given("6.6 兆美元") ]]', "given", "so exact a number was observed", ""),
        ('[[ given("3,217 億元") ]]', "given", "so exact a number was observed", ""),
    ],
)
def test_a_mistake_is_found_on_its_line(docs, line, macro, said, nearest):
    found = mistakes(docs, page=GOOD + line + "\n")
    assert len(found) == 1, found
    (mistake,) = found
    assert mistake.page == "page.md"
    assert mistake.line == 8 + line.count("\n")
    assert mistake.macro == macro
    assert said in mistake.message
    if nearest:
        assert mistake.nearest == nearest


@pytest.mark.parametrize(
    "lists",
    [
        "1. 一\n2. 二\n\n各章：\n\n- 甲\n",
        '1. 一\n\n[[ chart("qt_ladder") ]]\n\n- 甲\n',
        "- 甲\n    1. 一\n    2. 二\n- 乙\n",
        "- 甲\n\n```text\n1. 一\n```\n\n- 乙\n",
    ],
)
def test_lists_that_stay_apart_are_no_mistake(docs, lists):
    assert mistakes(docs, page=GOOD + lists) == []


def test_a_hand_typed_figure_is_answered_with_the_fact_of_the_same_value(docs):
    from qeqt import data

    found = data.facts()["qt2_cap_treasury_full"]
    (mistake,) = mistakes(docs, page=GOOD + f"每月 {found.value * 10:.0f} 億美元\n")
    assert "fact(" in mistake.nearest


def test_all_mistakes_of_all_pages_come_in_one_run_in_order(docs):
    wrong = GOOD + '[[ fact("a") ]]\n\n[[ chart("b") ]]\n\n5%\n'
    found = mistakes(docs, one=wrong, two=wrong)
    assert [(m.page, m.line) for m in found] == [(p, n) for p in ("one.md", "two.md") for n in (8, 10, 12)]


@pytest.mark.parametrize(
    ("head", "line", "said", "nearest"),
    [
        ("title: 章", 2, "description: not there", ""),
        ("title: 章\ndescription: ''", 3, "it may not be empty", ""),
        ("title: [章]\ndescription: 一句", 2, "title: found", ""),
        ("title: 章\ntitle: 節\ndescription: 一句", 3, "title stands on an earlier line", ""),
        ("title: 章：\ndescription: a: b", 3, "not YAML", ""),
        ("title: 章\ndescription: 一句\nevents_until: 2026-02-30", 4, "a day that was", ""),
        ("title: 章\ndescription: 一句\nevents_until: 2099-01-01", 4, "a day that was", ""),
        ("title: 章\ndescription: 一句\nsearch: no", 4, "a table of keys is needed", ""),
        ("title: 章\ndescription: 一句\nsearch:\n  boost: high", 5, "a number is needed", ""),
        ("title: 章\ndescription: 一句\nsearch:\n  exclude: 'yes'", 5, "true or false is needed", ""),
        ("title: 章\ndescription: 一句\nserch:\n  boost: 2", 4, "serch: unknown key", "search"),
        ("title: 章\ndescription: 一句\nhide:\n  - tok", 5, "one of navigation, toc", "toc"),
        ("- 章", 2, "keys and values are needed", ""),
    ],
)
def test_front_matter_is_held_to_its_schema(docs, head, line, said, nearest):
    (mistake,) = mistakes(docs, page=f"---\n{head}\n---\n\n# 章 {{#sec-x}}\n")
    assert (mistake.page, mistake.line, mistake.nearest) == ("page.md", line, nearest)
    assert said in mistake.message


def test_a_page_without_front_matter_is_told(docs):
    (mistake,) = mistakes(docs, page="# 章 {#sec-x}\n")
    assert "front matter is missing" in mistake.message


def test_what_numbers_link_to_must_stand_on_the_page_of_sources(docs):
    text = GOOD + '[[ fact("fed_assets_peak") ]]\n'
    (mistake,) = mistakes(docs, page=text, sources=GOOD.replace("sec-x", "sources"))
    assert (mistake.page, mistake.key) == ("sources.md", "facts")
    listed = GOOD.replace("sec-x", "sources") + '[[ table("facts") ]]\n'
    assert mistakes(docs, page=text, sources=listed) == []


def test_calls_shown_as_code_are_not_run(docs):
    text = (
        GOOD
        + '`[% raw %][[ fact("名稱") ]][% endraw %]`\n\n```\n[% raw %][[ chart("x") ]] 5%[% endraw %]\n```\n'
    )
    assert mistakes(docs, page=text) == []


def test_the_handbook_may_show_mistakes(docs):
    assert mistakes(docs, authors=GOOD + "不要寫 6.6 兆美元。\n") == []


def test_a_figure_whose_data_do_not_bear_it_out_is_a_mistake_of_its_page(docs, monkeypatch):
    from macros.figures import figure

    def broken():
        raise figure.FigureError("the data no longer support 「縮了」")

    monkeypatch.setitem(figure._CHARTS, "broken", broken)
    found = mistakes(docs, page=GOOD + '[[ chart("broken") ]]\n')
    assert ["no longer support" in m.message for m in found] == [True]


def test_the_same_figure_twice_on_a_page_is_a_mistake(docs):
    found = mistakes(docs, page=GOOD + '[[ chart("qt_ladder") ]]\n\n[[ chart("qt_ladder") ]]\n')
    assert ["fig-qt_ladder" in m.message for m in found] == [True]


def test_a_mistake_prints_where_and_what():
    mistake = Mistake("qt/how.md", 27, "chart", "qt_lader", "no such key", "qt_ladder")
    assert str(mistake) == "qt/how.md:27  chart(qt_lader): no such key; nearest: qt_ladder"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("K001,序,三種狀態,mechanism,page.md#sec-x,written\n", ""),
        ("K001,序,三種狀態,mechanism,page.md#sec-z,written\n", "no such place as 'page.md#sec-z'"),
        ("K001,序,三種狀態,mechanism,gone.md#sec-x,written\n", "no such place as 'gone.md#sec-x'"),
        ("K001,序,甲,mechanism,page.md#sec-x,written\n" * 2, "another row has this id"),
    ],
)
def test_every_subject_of_the_plan_has_one_row_and_a_place(docs, tmp_path, rows, said):
    table = tmp_path / "qeqt" / "data" / "coverage.csv"
    table.write_text(f"id,chapter,item_zh,kind,anchor,status\n{rows}", encoding="utf-8")
    found = [mistake.message for mistake in mistakes(docs, page=GOOD)]
    assert (said in found[0] if said else found == []) and len(found) == bool(said)


def test_a_list_of_subjects_that_is_missing_is_a_mistake(docs, tmp_path):
    (tmp_path / "qeqt" / "data" / "coverage.csv").unlink()
    (mistake,) = mistakes(docs, page=GOOD)
    assert (mistake.page, mistake.message[:21]) == ("data/coverage.csv", "the record is missing")


def test_a_number_needs_the_page_of_sources(docs):
    (mistake,) = check(docs(page=GOOD + '[[ fact("fed_assets_peak") ]]\n'))
    assert (mistake.page, mistake.key) == ("page.md", "facts")
    assert "there is no page sources.md" in mistake.message
