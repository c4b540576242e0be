"""What a built page is taken apart into."""

from pathlib import Path

import pytest

from macros.search.entries import Entry, SearchError, read_page, without_pointers
from macros.search.index import gather, page_address, read, words, write
from qeqt.data.records import Term
from tests.book import ROOT

PAGE = """<html><head><meta name="description" content="各國怎麼縮"></head><body>
<article class="md-content__inner md-typeset">
<h1 id="sec-qt-how">等它到期，還是賣掉？<a class="headerlink" href="#sec-qt-how">&para;</a></h1>
<div class="admonition"><p class="admonition-title">一句話</p><p>多數央行只是不再續買。</p></div>
<p>上限是<a class="qeqt-term" href="../glossary/#term-cap" title="每月最多多少">水龍頭</a>，
<data value="60"><a href="../sources/#fact-cap">600 億美元</a></data>；
見<a href="../history/">多少準備金才夠</a>。</p>
<p>見<a href="../../compare/">對照表</a>與<a href="../../faq/#faq-09">縮表就是 QT 嗎？</a>。</p>
<h2 id="qt-how-caps">上限</h2>
<p>公債幾乎月月用滿<sup><a class="footnote-ref" href="#fn:1">1</a></sup>。</p>
<figure class="qeqt-figure" id="fig-caps"><figcaption><p class="qeqt-figure__title">房貸證券不到一半</p>
<p class="qeqt-figure__measure">十億美元</p></figcaption><svg><text>2022</text></svg>
<p class="qeqt-figure__summary">公債碰到上限。</p>
<details data-unsearched><table><tr><td>9</td></tr></table></details></figure>
<table><tr><th></th><th>QE</th><th>QT</th></tr>
<tr><td id="table-05"><strong>對利率</strong></td><td>壓低</td><td>推升</td></tr></table>
<dl class="qeqt-records" data-unsearched><div id="event-stop"><dt>停止縮表</dt><dd>2025 年 12 月 1 日</dd>
<dd>不再縮。</dd><dd>聯準會</dd></div><div id="fact-x"><dt>數字</dt><dd>1</dd></div></dl>
<dl><div id="term-cap"><dt>縮減上限</dt><dd>每月最多讓多少本金不續買。</dd></div></dl>
</article></body></html>"""


@pytest.fixture
def entries(tmp_path: Path) -> list[Entry]:
    (tmp_path / "qt" / "how").mkdir(parents=True)
    (tmp_path / "qt" / "how" / "index.html").write_text(PAGE, encoding="utf-8")
    page = read_page(tmp_path, "qt/how/")
    assert page.terms == {"term-cap": "qt/how/#term-cap"}
    return page.entries


def test_a_page_is_taken_apart_at_its_headings_figures_rows_and_events(entries: list[Entry]) -> None:
    found = [(entry.kind, entry.anchor, entry.title) for entry in entries]
    assert found == [
        ("page", "", "等它到期，還是賣掉？"),
        ("section", "qt-how-caps", "上限"),
        ("figure", "fig-caps", "房貸證券不到一半"),
        ("row", "table-05", "對利率"),
        ("event", "event-stop", "停止縮表"),
    ]
    assert [entry.name for entry in entries[:2]] == ["sec-qt-how", "qt-how-caps"]


def test_what_a_reader_reads_is_kept_and_signposts_are_not(entries: list[Entry]) -> None:
    page, section, figure, row, event = entries
    assert page.text == "多數央行只是不再續買。\n上限是水龍頭， 600 億美元； 見多少準備金才夠。"
    assert page.about == "各國怎麼縮"
    assert section.text == "公債幾乎月月用滿。"
    assert figure.text == "十億美元\n公債碰到上限。"
    assert row.text == "QE：壓低\nQT：推升"
    assert event.text == "2025 年 12 月 1 日\n不再縮。"


def test_a_bracketed_reference_goes_and_its_sentence_stays() -> None:
    assert without_pointers("縮得慢（見\x02多少準備金才夠\x03的圖）。先讀：\x02年表\x03。") == "縮得慢。"


def test_a_page_without_headings_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<article class="md-content__inner"><p>空</p></article>', encoding="utf-8"
    )
    with pytest.raises(SearchError, match="no heading"):
        read_page(tmp_path, "")


def test_a_figure_without_a_finding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<article class="md-content__inner"><h1 id="a">題</h1><figure id="fig-x"></figure></article>',
        encoding="utf-8",
    )
    with pytest.raises(SearchError, match="fig-x"):
        read_page(tmp_path, "")


@pytest.mark.parametrize(
    ("source", "address"),
    [("index.md", ""), ("qe/index.md", "qe/"), ("qe/what.md", "qe/what/"), ("faq.md", "faq/")],
)
def test_the_address_of_a_source(source: str, address: str) -> None:
    assert page_address(source) == address


def test_a_place_that_the_book_does_not_have_is_refused() -> None:
    with pytest.raises(SearchError, match=r"faq\.md#faq-99"):
        gather([("faq.md#faq-99", "縮表")], {("faq/", "faq-09")}, "glossary.toml")


def test_names_that_folding_reaches_are_not_said_twice() -> None:
    term = Term(
        key="qt",
        group="purchases",
        term_zh="量化緊縮",
        term_en="Quantitative tightening",
        abbr="QT",
        definition_zh="定義。",
        aliases=("量化紧缩", "qt", "量縮"),
        see=(),
        anchor="term-qt",
    )
    (row, spoken) = words({"qt": term}, {"people": ("民眾", "老百姓")}, {"term-qt": "glossary/#term-qt"})
    assert row == [
        "量化緊縮",
        ["QT", "Quantitative tightening", "量縮"],
        "Quantitative tightening (QT)",
        "定義。",
        "glossary/#term-qt",
    ]
    assert spoken == ["民眾", ["老百姓"]]


def test_what_the_search_leaves_out_is_marked_in_a_word_that_every_builder_leaves_standing() -> None:
    files = [path for room in ("macros", "theme", "docs") for path in (ROOT / room).rglob("*.*")]
    texts = {
        path: path.read_bytes() for path in files if path.suffix in {".py", ".html", ".md", ".js", ".css"}
    }
    assert [path for path, text in texts.items() if b"data-search-exclude" in text] == []


def test_the_index_travels_by_column_and_is_read_by_row(tmp_path: Path) -> None:
    data = {"pages": [["qt/", "題", 1.0]], "entries": [[0, "a", "section"], [0, "b", "faq"]]}
    assert b'"entries":[[0,0],["a","b"],["section","faq"]]' in write(tmp_path, data)
    assert read(tmp_path) == data
