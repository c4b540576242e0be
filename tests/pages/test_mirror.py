"""The book for machines says what a reader sees: words, tables, equations, where a figure's rows are."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from macros.pages.equations import set_equations
from macros.pages.json_ld import Site
from macros.pages.last_changed import Dates
from macros.pages.mirror import listed, mirrored, parts_of, write_mirror
from macros.pages.page import Page

SITE = Site("qeqt", "一本書", "https://book.example/qeqt/")
NOWHERE = Site("qeqt", "一本書", None)
DAY = Dates(date(2026, 1, 1), date(2026, 10, 5))
TITLE = '<meta name="qeqt:title" content="縮表不是倒帶｜qeqt">'
HEAD = f'{TITLE}<meta name="description" content="他說：&quot;停&quot;。">'


def page(body: str, path: str = "qt/what/index.html") -> Page:
    article = f'<article class="md-content__inner md-typeset">{body}</article>'
    return Page(Path(path), f"<html><head>{HEAD}</head>{article}</html>")


def said(body: str, site: Site = SITE) -> str:
    return mirrored(page(body), site, DAY).split("---\n", 2)[2].strip()


def test_the_head_names_page_address_day_and_licence() -> None:
    head = yaml.safe_load(mirrored(page("<p>字</p>"), SITE, DAY).split("---\n")[1])
    assert head == {
        "title": "縮表不是倒帶",
        "description": '他說："停"。',
        "url": "https://book.example/qeqt/qt/what/",
        "updated": "2026-10-05",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_what_is_not_known_is_left_out() -> None:
    head = yaml.safe_load(mirrored(page("<p>字</p>"), NOWHERE, None).split("---\n")[1])
    assert set(head) == {"title", "description", "licence"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<h2 id="a">節<a class="headerlink" href="#a">¶</a></h2><p>字</p>', "## 節\n\n字"),
        (
            '<p><a href="../../sources/#fact-a" title="註">3 兆</a></p>',
            "[3 兆](https://book.example/qeqt/sources/#fact-a)",
        ),
        ("<ul><li>一</li><li>二</li></ul>", "- 一\n- 二"),
        (
            "<table><tr><th>年</th><th>值</th></tr><tr><td>2022</td><td>1</td></tr></table>",
            "| 年 | 值 |\n| --- | --- |\n| 2022 | 1 |",
        ),
        ("<p>字</p><script>x</script><button>按</button><p hidden>藏</p><div popover>卡</div>", "字"),
        ("<p>a_b 與 1*2</p>", "a_b 與 1\\*2"),
    ],
)
def test_the_text_is_what_a_reader_sees(body: str, expected: str) -> None:
    assert said(body) == expected


def test_a_figure_is_its_words_and_the_way_to_its_rows() -> None:
    body = (
        "<figure><figcaption><p>題</p></figcaption>"
        '<div class="qeqt-figure__plot"><svg><text>8 月</text></svg></div>'
        '<p class="qeqt-figure__summary">說明</p><details class="qeqt-figure__more">'
        '<a class="qeqt-figure__csv" href="../../assets/data/a.csv">下載</a></details></figure>'
    )
    assert said(body) == ("題\n\n說明\n\n[這張圖的資料（CSV）](https://book.example/qeqt/assets/data/a.csv)")
    assert "CSV" not in said(body.replace("qeqt-figure__csv", "other"))


def test_an_equation_is_the_latex_that_its_author_wrote() -> None:
    known = page(
        r'<p><span class="arithmatex">\(a &lt; b\)</span></p><div class="arithmatex">\[\frac{a}{b}\]</div>'
    )
    set_equations(known)
    text = mirrored(known, SITE, None)
    assert "$a < b$" in text
    assert "$$\n\\frac{a}{b}\n$$" in text


HOME = (
    '<nav class="md-nav md-nav--primary"><ul>'
    '<li class="md-nav__item"><a href=".">首頁</a><nav><a href="#read">讀</a></nav></li>'
    '<li class="md-nav__item md-nav__item--nested"><label>放手</label><nav><ul>'
    '<li><a href="qt/">放手</a></li><li><a href="qt/what/">什麼</a></li></ul></nav></li></ul></nav>'
)


@pytest.mark.parametrize("here", ["", "./"], ids=["mkdocs", "zensical"])
def test_the_list_has_every_page_by_part_in_the_order_of_the_book(tmp_path: Path, here: str) -> None:
    contents = HOME.replace('href="qt', f'href="{here}qt')
    home = Page(
        Path("index.html"), page("<p>字</p>").html.replace("<head>", f"<head></head>{contents}<head>")
    )
    assert parts_of(home) == {"": "開始讀", "qt/": "放手", "qt/what/": "放手"}
    pages = [home, page("<p>二</p>"), page("<p>一</p>", "404.html")]
    write_mirror(tmp_path, pages, SITE, dict.fromkeys(("", "qt/what/", "404.html")))
    assert sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.*")) == [
        "index.md",
        "llms.txt",
        "qt/what/index.md",
    ]
    text = (tmp_path / "llms.txt").read_text(encoding="utf-8")
    assert text == listed(pages, SITE, parts_of(home))
    assert text.startswith(
        "# qeqt\n\n> 一本書\n\n## 開始讀\n\n- [縮表不是倒帶](https://book.example/qeqt/index.md): "
    )
    assert "## 放手\n\n- [縮表不是倒帶](https://book.example/qeqt/qt/what/index.md): " in text
