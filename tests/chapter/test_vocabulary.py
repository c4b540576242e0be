"""What a chapter can say, and how a number in prose reads."""

import re
from dataclasses import replace

import pytest
from jinja2 import Environment
from markdown import Markdown

from macros.chapter import vocabulary
from macros.chapter.check import DELIMITERS
from macros.figures import figure
from macros.figures import html as markup
from macros.figures.html import CLOSED, Book, attribute
from macros.tables import registry
from macros.text.address import to_page
from qeqt import data
from qeqt.data.laws import laws
from qeqt.data.papers import papers

BOOK = Book("買進與放手")


def say(text, url="qt/how/"):
    environment = Environment(**DELIMITERS)
    environment.globals.update(vocabulary.macros(BOOK))
    return to_page(environment.from_string(text).render(), url)


def plain(html):
    return re.sub(r"<[^>]+>", "", html).replace("\u00a0", " ")


def test_a_fact_reads_as_plain_text_and_links_to_its_source():
    html = say('[[ fact("fed_assets_peak") ]]')
    found = data.facts()["fed_assets_peak"]
    assert plain(html).endswith("兆美元")
    assert f'value="{found.value}"' in html
    assert 'href="../../sources/#fact-fed_assets_peak"' in html


def test_what_a_reader_may_ask_of_a_fact_is_told():
    html = say('[[ fact("fed_assets_peak") ]]')
    for mark in ("data-label", "data-source", "data-date", "data-sure"):
        assert re.search(rf'{mark}="[^"]+"', html)


def test_a_result_says_that_a_model_computed_it():
    html = say('[[ result("qt2_total_assets_decline") ]]')
    assert plain(html).endswith("兆美元")
    assert 'href="../../sources/#result-qt2_total_assets_decline"' in html
    assert "參數組" in html


@pytest.mark.parametrize("page", ["", "faq/", "qt/how/"])
def test_every_address_is_relative_to_its_page(page):
    html = say('[[ fact("fed_assets_peak") ]][[ chart("qt_ladder") ]]', page)
    ways = re.findall(r'href="([^"]+)"', html)
    assert ways
    assert all(way.startswith(("../" * page.count("/"), "#")) for way in ways)
    assert not any(way.startswith("/") for way in ways)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[ fact("fed_assets_peek") ]]', "nearest: fed_assets_peak"),
        ('[[ fact("fed_assets_peak", "百萬") ]]', "億"),
        ('[[ result("qt2_total_asset_decline") ]]', "nearest: qt2_total_assets_decline"),
        ('[[ chart("qt_lader") ]]', "nearest: qt_ladder"),
        ('[[ table("fact") ]]', "nearest: facts"),
        ('[[ term("qee") ]]', "nearest: "),
        ('[[ notice("labs") ]]', "nearest: lab"),
        ('[[ law("cbc_akt", "26") ]]', "nearest: cbc_act"),
        ('[[ law("cbc_act", "260") ]]', "nearest: 26"),
        ('[[ paper("fed_assets_peek", "H.4.1") ]]', "nearest: fed_assets_peak"),
    ],
)
def test_a_wrong_key_fails_with_the_nearest_right_one(text, said):
    with pytest.raises(ValueError, match=said):
        say(text)


def test_a_number_survives_markdown_with_all_its_marks():
    html = Markdown(extensions=["tables", "attr_list"]).convert(
        "| a |\n|---|\n| " + say('[[ fact("fed_assets_peak") ]]') + " |"
    )
    found = data.facts()["fed_assets_peak"]
    assert html.count("<td>") == 1
    assert f'data-label="{found.label_zh}"' in html


def test_marks_that_markdown_reads_are_escaped():
    assert attribute('a|b [c](d) *e* _f_ $g$ "h" <i>') == (
        "a&#124;b &#91;c&#93;(d) *e* _f_ &#36;g&#36; &quot;h&quot; &lt;i&gt;"
    )


def test_a_figure_stays_one_block_in_markdown():
    html = Markdown(extensions=["md_in_html", "attr_list", "tables"]).convert(
        "前文\n\n" + say('[[ chart("qt_ladder") ]]') + "\n\n後文"
    )
    assert html.count("<svg") == 2
    assert "<p><figure" not in html
    assert html.rstrip().endswith("<p>後文</p>")


def test_a_given_number_keeps_its_unit():
    assert say('[[ given("0.25 個百分點") ]]') == "0.25\u00a0個百分點"


@pytest.mark.parametrize("key", ["site", "investors", "lab", "bond"])
def test_the_notices_stand_ready(key):
    assert len(plain(say(f'[[ notice("{key}") ]]'))) > 20


def test_a_text_that_was_read_links_to_the_document_itself():
    found = data.facts()["wei_normal"]
    html = say('[[ paper("wei_normal", "Wei（2022）") ]]')
    assert plain(html) == "Wei（2022）"
    assert f'href="{found.official_address}"' in html


def test_a_paper_no_figure_was_taken_from_links_by_its_own_record():
    html = say('[[ paper("bank_losses", "〈Why are central banks reporting losses?〉") ]]')
    assert f'href="{papers()["bank_losses"].address}"' in html


def test_an_article_is_cited_with_its_text_and_what_it_says():
    act = laws()["cbc_act"]
    html = say('[[ law("cbc_act", "26") ]]')
    assert plain(html) == "《中央銀行法》第 26 條"
    assert f'href="{act.address}"' in html
    assert act.articles["26"] in html
    assert plain(say('[[ law("cbc_act", "26", "第 26 條") ]]')) == "第 26 條"


def test_a_text_without_an_address_is_named_without_a_link():
    key = next(key for key, found in data.facts().items() if not found.official_address)
    with pytest.raises(ValueError, match="name the text without a link"):
        say(f'[[ paper("{key}", "那一份文件") ]]')


def test_a_term_links_to_its_entry():
    key = next(iter(data.glossary()))
    assert f'href="../../glossary/#{data.glossary()[key].anchor}"' in say(f'[[ term("{key}") ]]')


@pytest.mark.parametrize(
    "name",
    [
        "facts",
        "figures",
        "results",
        "parameters_term_premium",
        "policy",
        "glossary_filter",
        "glossary_housing",
        "timeline",
    ],
)
def test_a_table_of_records_is_one_block_with_its_anchors(name):
    html = say(f'[[ table("{name}") ]]')
    assert "\n" not in html
    assert all(f'id="{anchor}"' in html for anchor in registry.anchors(name))


def test_a_table_may_be_folded():
    html = say('[[ table("results", "模型算出的數字") ]]')
    assert html.startswith('<details class="note"><summary>模型算出的數字</summary><dl')
    assert html.endswith("</details>")


def test_every_number_can_reach_its_source():
    facts, results = registry.anchors("facts"), registry.anchors("results")
    assert {f"fact-{key}" for key in data.facts()} == set(facts)
    assert results


def test_values_that_may_not_be_passed_on_are_not(monkeypatch):
    found = figure.figure("home_balance_sheets")
    closed = [replace(s, meta=replace(s.meta, redistributable=False)) for s in found.sidecars]
    monkeypatch.setattr(figure.Figure, "sidecars", closed)
    html = markup.figure_html("home_balance_sheets", str, BOOK)
    assert CLOSED in html
    assert "<table" not in html
    assert "下載 CSV" not in html
    assert markup.csv_path("home_balance_sheets") not in markup.csv_files()
    with pytest.raises(ValueError, match="forbids"):
        registry.table(str, "home_balance_sheets")


def test_columns_that_may_not_be_passed_on_are_drawn_and_nothing_more():
    html = markup.figure_html("home_two_taipeis", str, BOOK)
    found = figure.figure("home_two_taipeis")
    assert "加權指數的權利人不允許轉載原始數值" in html
    assert "下載 CSV" in html
    assert "逐點讀數" not in html  # its specification holds every value
    text = markup.csv_text(found)
    assert "taiex" not in text.splitlines()[-len(found.rows) - 1]
    assert not any(str(int(row["taiex"])) in text for row in found.rows)


def test_a_column_of_a_table_that_may_not_be_passed_on_has_to_be_closed():
    found = figure.figure("home_two_taipeis")
    bare = [replace(c, closed=False) for c in found.columns]
    with pytest.raises(figure.FigureError, match="close taiex"):
        figure.refuse(replace(found, columns=[*bare, replace(bare[1], key="x", closed=True)]))


def test_minutes_are_reckoned_from_what_is_read():
    assert say('[[ minutes("lab.md") ]]') == "約\N{NO-BREAK SPACE}3 分鐘"
    assert "小時" in say('[[ minutes("qe qt effects fiscal taiwan") ]]')
    with pytest.raises(ValueError, match="below docs"):
        say('[[ minutes("nowhere.md") ]]')
