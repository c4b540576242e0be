"""The steps over the built folder, each on a small piece of a page."""

import re
from datetime import date
from pathlib import Path

import pytest

from macros.pages.compare_labels import label_cells
from macros.pages.comparison import comparison_csv, dataset
from macros.pages.equations import set_equations
from macros.pages.feed import atom, true_sitemap
from macros.pages.json_ld import questions
from macros.pages.last_changed import PLACE, Dates, dates_of, set_date
from macros.pages.no_break_spaces import tie
from macros.pages.one_stylesheet import use_book_sheet, write_book_sheet
from macros.pages.page import FolderError, Page
from macros.pages.page_classes import name_rooms
from macros.pages.term_cards import open_terms, vocabulary
from qeqt.data.records import Term
from tests.book import ROOT


def term(key: str, zh: str, abbr: str = "") -> Term:
    return Term(
        key=key,
        group="purchases",
        term_zh=zh,
        term_en="",
        abbr=abbr,
        definition_zh=f"{zh}的定義。",
        aliases=("別名",),
        see=(),
        anchor=f"term-{key}",
    )


WORDS = vocabulary(
    {
        "reserves": term("reserves", "準備金"),
        "ratio": term("ratio", "存款準備金比率"),
        "qe": term("qe", "量化寬鬆", "QE"),
        "step": term("step", "碼"),
    }
)


def page(html: str, path: str = "qe/what/index.html") -> Page:
    return Page(Path(path), html)


def test_a_card_opens_on_the_first_use_only() -> None:
    opened = open_terms("<p>準備金很多。</p><p>準備金變少。</p>", WORDS, "../../")
    assert opened.count("qeqt-term") == 1
    assert 'href="../../glossary/#term-reserves"' in opened
    assert opened.index("qeqt-term") < opened.index("很多")


def test_a_term_and_its_abbreviation_are_one_term() -> None:
    assert open_terms("<p>量化寬鬆，也就是 QE。</p>", WORDS, "").count("qeqt-term") == 1


@pytest.mark.parametrize(
    "html",
    [
        "<h2 id='a'>準備金</h2>",
        "<p><a href='x'>談<em>準備金</em>的一頁</a></p>",
        "<p><code>準備金</code></p>",
        "<figure><figcaption>準備金</figcaption><figure>準備金</figure>準備金</figure>",
        "<table><tr><td>準備金</td></tr></table>",
        "<data value='1'><a href='x'>準備金</a></data>",
        "<p>別名、QE2、密碼</p>",
        "<p title='準備金'>無</p>",
        "<!-- 準備金 -->",
    ],
)
def test_what_is_not_prose_keeps_its_text(html: str) -> None:
    assert open_terms(html, WORDS, "") == html


def test_prose_after_what_was_skipped_gets_its_card() -> None:
    assert "qeqt-term" in open_terms("<h2>準備金</h2><p>準備金</p>", WORDS, "")


def test_the_longest_term_wins() -> None:
    assert "term-ratio" in open_terms("<p>存款準備金比率</p>", WORDS, "")


def test_an_equation_becomes_mathml_and_keeps_its_punctuation() -> None:
    one = page(r'<p>寫成 <span class="arithmatex">\(a &lt; b_t\)</span>，其中</p>')
    set_equations(one)
    assert "<math" in one.html and "arithmatex" not in one.html
    assert "</math>，</span>其中" in one.html
    wide = page('<div class="arithmatex">\\[\n\\sum_t x_t\n\\]</div>')
    set_equations(wide)
    assert 'display="block"' in wide.html


def test_an_equation_that_mathml_does_not_know_is_refused() -> None:
    with pytest.raises(FolderError, match=r"qe/what/.*\\wrong"):
        set_equations(page(r'<span class="arithmatex">\(\wrong x\)</span>'))


def test_a_number_stays_with_its_unit_but_not_in_code() -> None:
    assert tie("<p>29 個基點，2026 年 9 月</p>") == "<p>29\u00a0個基點，2026\u00a0年 9\u00a0月</p>"
    verbatim = "<pre><code>run 29 個</code></pre>"
    assert tie(verbatim) == verbatim


def test_every_cell_of_a_comparison_carries_the_name_of_its_column() -> None:
    table = (
        "<table><thead><tr><th>比什麼</th><th>QE</th><th><em>QT</em></th></tr></thead>"
        '<tbody><tr><td id="table-01">目的</td><td>買</td><td>放</td></tr></tbody></table>'
    )
    one = page(f'<div class="qeqt-compare">{table}</div>{table}')
    label_cells(one)
    assert '<td id="table-01">目的</td><td data-label="QE">買</td><td data-label="QT">放</td>' in one.html
    assert one.html.count("data-label") == 2, "other tables stay as they are"


@pytest.mark.parametrize("held", ["home", "compare", "lab"])
def test_a_page_with_something_wide_says_so_on_its_main_part(held: str) -> None:
    wide = page(f'<main class="md-main" data-x><div class="qeqt-{held}"></div></main>')
    for _ in range(2):
        name_rooms(wide)
    assert f'<main class="md-main holds-{held}" data-x>' in wide.html


def test_no_style_looks_through_the_page_for_what_it_holds() -> None:
    sheets = (ROOT / "theme" / "assets" / "stylesheets").glob("*.css")
    assert [sheet.name for sheet in sheets if ":has(" in sheet.read_text(encoding="utf-8")] == []


def test_the_sheets_of_the_book_are_sent_as_one_in_their_order(tmp_path: Path) -> None:
    place = tmp_path / "assets" / "stylesheets"
    place.mkdir(parents=True)
    for name in ("tokens", "page"):
        (place / f"{name}.css").write_text(f"/* {name} */", encoding="utf-8")
    link = '<link rel="stylesheet" href="../../assets/stylesheets/{}">'
    names = ("main.57a0d79d.min.css", "tokens.css", "page.css")
    one = page("<head>" + "\n".join(link.format(name) for name in names) + "</head>")
    sheet = write_book_sheet(tmp_path, one)
    assert (place / sheet).read_text(encoding="utf-8") == "/* tokens */\n/* page */"
    use_book_sheet(one, sheet)
    assert re.findall(r'stylesheets/([^"]+)"', one.html) == ["main.57a0d79d.min.css", sheet]


def test_the_day_of_the_last_change_is_printed_or_its_place_taken_away() -> None:
    known, unknown = page(f"<i></i>{PLACE}"), page(f"<i></i>{PLACE}")
    set_date(known, Dates(date(2026, 1, 1), date(2026, 10, 5)))
    assert '<time datetime="2026-10-05">2026\u00a0年 10\u00a0月 5\u00a0日</time>' in known.html
    set_date(unknown, None)
    assert unknown.html == "<i></i>"


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("qe/what/index.html", "qe/what.md"),
        ("qe/index.html", "qe/index.md"),
        ("index.html", "index.md"),
        ("faq/index.html", "faq.md"),
    ],
)
def test_a_page_is_dated_by_its_own_source(path: str, source: str) -> None:
    mine, others = (Dates(date(year, 1, 1), date(year, 10, 5)) for year in (2026, 2020))
    assert dates_of(page("", path), {source: mine, "other.md": others}) == mine
    assert dates_of(page("", path), {"other.md": others}) is None


def test_the_answer_of_a_question_ends_where_the_next_heading_begins() -> None:
    article = (
        '<h1 id="faq">問與答</h1><p>前言</p>'
        '<h2 id="faq-01">甲？<a class="headerlink" href="#faq-01">¶</a></h2><p>是 <b>的</b>。</p>'
        "<figure>圖</figure><ul><li>一</li></ul>"
        '<h2 id="faq-02">乙？</h2><p>否。</p><h2 id="other">丙</h2><p>x</p>'
    )
    assert list(questions(article)) == [("faq-01", "甲？", "是 的。 一"), ("faq-02", "乙？", "否。")]


def test_the_feed_tells_releases_and_nothing_unreleased() -> None:
    unreleased = "# Changelog\n\n## Unreleased\n\n- later\n\n"
    log = unreleased + "## 0.2.0 (2026-11-01)\n\n- new\n\n## 0.1.0 (2026-10-05)\n\n- old\n"
    feed = atom("書", "https://book.example/", log)
    assert feed is not None
    assert feed.count("<entry>") == 2 and "later" not in feed
    assert "<updated>2026-11-01T00:00:00Z</updated><author>" in feed
    assert atom("書", "https://book.example/", unreleased) is None


def test_the_sitemap_keeps_days_of_change_only(tmp_path: Path) -> None:
    sitemap = tmp_path / "sitemap.xml"
    entry = "<url><loc>https://b.example/{}</loc><lastmod>2026-12-31</lastmod></url>"
    sitemap.write_text(entry.format("a/") + entry.format("c/"), encoding="utf-8")
    true_sitemap(tmp_path, "https://b.example/", {"a/": date(2026, 10, 5)})
    text = sitemap.read_text(encoding="utf-8")
    assert "<loc>https://b.example/a/</loc><lastmod>2026-10-05</lastmod>" in text
    assert "2026-12-31" not in text


def test_a_comparison_is_data_too_and_says_the_same() -> None:
    table = (
        "<table><thead><tr><th>比什麼</th><th>QE</th><th>QT</th></tr></thead>"
        '<tbody><tr><td id="table-01"><strong>目的</strong></td>'
        '<td>買</td><td>放，<a href="x">見</a></td></tr>'
        "</tbody></table>"
    )
    article = f'<article class="md-content__inner"><div class="qeqt-compare">{table}</div></article>'
    one = page(f"<head></head>{article}", "compare/index.html")
    assert comparison_csv(one) == "id,比什麼,QE,QT\ntable-01,目的,買,放，見\n"
    told = dataset(one, "https://b.example/", "https://l.example/", "zh-Hant-TW")
    assert told is not None
    assert told["variableMeasured"] == [
        {
            "@type": "PropertyValue",
            "@id": "https://b.example/compare/#table-01",
            "name": "目的",
            "value": "QE：買；QT：放，見",
        }
    ]
    assert told["distribution"][0]["contentUrl"] == "https://b.example/assets/data/compare.csv"
    other = page('<head></head><article class="md-content__inner"><p>無</p></article>')
    assert comparison_csv(other) == "" and dataset(other, None, "", "") is None
