"""What Markdown, Jinja and LaTeX would swallow: each kind is told with its line; sound pages have none."""

from pathlib import Path

import pytest
from jinja2 import Environment

from macros.chapter import markup
from macros.chapter.check import DELIMITERS, Page, read, rendered
from tests.book import ROOT

SLIPS = [
    (r"一個式子：\( x_a_b \)。", "cannot be set"),
    (r"\( \nosuch{x} \)", "does not know"),
    (r"\[ a \\[4pt] b \]", "prints as it stands"),
    (r"\( \text{50\%} \)", "keeps its backslash"),
    (r"\( \newcommand{\x}{y} \x \)", "cannot be defined here"),
    ("有註[^一]。", "asked for and not written"),
    ("[^一]: 沒有人問。", "nothing asks for it"),
    ("[字][nothere]", "nothing on the page defines it"),
    ('<a href="nowhere.md">去</a>', "[words](page.md#id)"),
    ("<div>沒有關", "never closed"),
    ("關了兩次</div>", "closes nothing"),
    ("<script>alert(1)</script>", "no script"),
    ("[去](javascript:alert(1))", "no script"),
    ('<img src="x" onerror="y">', "no script"),
    ('<meta http-equiv="refresh" content="0">', "elsewhere"),
    ("<<<<<<< HEAD", "mark of a merge"),
    ("{{ fact() }}", "square brackets"),
    ("價格 &#54; 兆", "write the letter"),
    ("看不見\u202e的字", "U+202E"),
]


@pytest.mark.parametrize(("text", "said"), SLIPS, ids=[s[1] + str(n) for n, s in enumerate(SLIPS)])
def test_a_slip_is_told(text: str, said: str) -> None:
    found = list(markup.faults(f"前文。\n\n{text}\n"))
    assert len(found) == 1, found
    assert said in found[0][1]


def test_code_is_no_markup() -> None:
    assert list(markup.faults("```html\n<script>\n{{ x }}\n```\n`[^1]`\n")) == []


@pytest.mark.parametrize(("text", "said"), [('[[ fact("a") | nosuch ]]', "no such filter"),
                                            ('[% include "x.md" %]', "no other file")])  # fmt: skip
def test_a_filter_that_is_none_is_told(text: str, said: str) -> None:
    environment = Environment(**DELIMITERS)
    (fault,) = markup.jinja(environment.parse(text), environment)
    assert fault[2].endswith(said)


def test_a_page_that_is_no_text_is_one_mistake(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes("---\ntitle: 央\n---\n# 央行與利率 {#a}\n".encode("big5"))
    (page,) = map(rendered, read(tmp_path))
    assert [str(each) for each in page.mistakes] == [
        "page.md:1  found the byte 0xA5 in line 2, byte 8; UTF-8 is needed; the file looks like Big5: "
        "save it again as UTF-8"
    ]


def test_the_book_has_none() -> None:
    pages = [Page(path.name, path.read_text(encoding="utf-8")) for path in (ROOT / "docs").rglob("*.md")]
    assert [(page.name, fault) for page in pages for fault in markup.faults(page.text)] == []
