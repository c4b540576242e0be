"""The glossary lists where the other pages use its terms; the FAQ lists its questions."""

import re
from pathlib import Path

from macros.pages.page import Page
from macros.pages.questions import list_questions
from macros.pages.term_uses import FEW, Uses, name_of

ENTRY = '<div id="term-{0}" data-group="g" data-words="w"><dt>詞</dt><dd>定義。</dd></div>'


def page(address: str, body: str) -> Page:
    return Page(
        Path(address) / "index.html", f'<article class="md-content__inner md-typeset">{body}</article>'
    )


def using(address: str, name: str, *anchors: str) -> Page:
    cards = "".join(
        f'<a class="qeqt-term" href="../glossary/#{anchor}" title="說">詞</a>' for anchor in anchors
    )
    return page(
        address, f'<h1 id="top">{name}<a class="headerlink" href="#top">¶</a></h1>'
        f'<h2 id="part-{address}">節</h2><p>{cards}</p>',
    )  # fmt: skip


def told(uses: Uses, *anchors: str) -> str:
    glossary = page("glossary", f"<dl>{''.join(ENTRY.format(anchor) for anchor in anchors)}</dl>")
    uses.set(glossary)
    return glossary.html


def test_an_entry_lists_the_sections_that_use_its_term_first_in_the_order_of_the_book() -> None:
    uses = Uses(["b/", "a/"])
    for address, name in (("a", "甲"), ("b", "乙")):
        uses.read(using(address, name, "term-x"))
    html = told(uses, "x", "y")
    (line,) = re.findall(r'<dd class="qeqt-uses" data-unsearched>(.*?)</dd>', html)
    assert line == '出現在：<a href="../b/#part-b">乙</a>、<a href="../a/#part-a">甲</a>'
    assert html.index(line) < html.index('id="term-y"')


def test_many_pages_wait_for_a_tap_and_a_term_that_no_page_uses_lists_none() -> None:
    uses = Uses([])
    for n in range(FEW + 1):
        uses.read(using(f"p{n}", f"頁 {n}", "term-x"))
    html = told(uses, "x", "y")
    assert f"<details><summary>出現在 {FEW + 1} 頁</summary>" in html
    assert html.count('class="qeqt-uses"') == 1
    assert html.count("<a href") == FEW + 1


def test_a_use_before_the_first_section_leads_to_the_page() -> None:
    uses = Uses([])
    uses.read(page("a", '<h1 id="top">甲</h1><p><a class="qeqt-term" href="../glossary/#term-x">詞</a></p>'))
    assert '<a href="../a/">甲</a>' in told(uses, "x")


def test_a_page_is_called_as_its_first_heading_without_its_sign() -> None:
    assert (
        name_of('<h1>縮表<wbr>不是倒帶<a class="headerlink" href="#x">¶</a></h1><h1>別的</h1>')
        == "縮表不是倒帶"
    )


def test_the_questions_stand_in_the_place_left_for_them() -> None:
    asked = (
        '<nav class="qeqt-questions" aria-label="問題一覽"></nav>'
        '<h2 id="faq-01">QE 是什麼？<a class="headerlink" href="#faq-01">¶</a></h2><p>答。</p>'
        '<h2 id="other">別的</h2><h2 id="faq-02">QT &amp; QE？</h2><p>答。</p>'
    )
    found = page("faq", asked)
    list_questions(found)
    (listed,) = re.findall(r"<nav [^>]*>(.*?)</nav>", found.html)
    assert (
        listed
        == '<ol><li><a href="#faq-01">QE 是什麼？</a></li><li><a href="#faq-02">QT &amp; QE？</a></li></ol>'
    )
    without = page("qe", '<h2 id="faq-01">問？</h2>')
    before = without.html
    list_questions(without)
    assert without.html == before
