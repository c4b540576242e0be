"""What Markdown, Jinja and LaTeX would swallow: each kind is told with its line; sound pages have none."""

from pathlib import Path

import pytest
from jinja2 import Environment

from macros.chapter import markup
from macros.chapter.check import DELIMITERS, Page, read, rendered
from tests.book import ROOT

SLIPS = [
    (r"一個式子：\( x_a_b \)。", "cannot be set"),
    ("$$\nx_a_b\n$$", "cannot be set"),
    (r"\[ x_a_b \]", "cannot be set"),
    (r"\( \nosuch{x} \)", "does not know"),
    (r"\[ a \\[4pt] b \]", "prints as it stands"),
    (r"\( \text{50\%} \)", "keeps its backslash"),
    (r"\( \newcommand{\x}{y} \x \)", "cannot be defined here"),
    (r"\( x 沒有關", "a formula is written"),
    ("$$ x\n\n一段", "a formula is written"),
    ("$x$"[:2] + " 沒有關", "a formula is written"),
    ("有註[^一]。", "asked for and not written"),
    ("[^一]: 沒有人問。", "nothing asks for it"),
    ("[字][nothere]", "nothing on the page defines it"),
    ("[nothere][]", "nothing on the page defines it"),
    ("![圖][nothere]", "nothing on the page defines it"),
    ("<div>沒有關", "never closed"),
    ("<span>沒有關", "never closed"),
    ("<details><summary>沒有關</details>", "<summary> is never closed"),
    ("<a href=#x>沒有關", "never closed"),
    ("關了兩次</div>", "closes nothing"),
    ("<!-- 沒有關\n\n後面不見了", "would not be seen"),
    ("```python\nx = 1", "would be code"),
    ("~~~\n```\n", "would be code"),
    ("<script>alert(1)</script>", "no script"),
    ("<SCRIPT src=x></SCRIPT>", "no script"),
    ("[去](javascript:alert(1))", "no script"),
    ("[去]( JavaScript:alert(1))", "no script"),
    ("[去](data:text/html,x)", "no script"),
    ("去[那裡]。\n\n[那裡]: javascript:alert(1)", "no script"),
    ("<a href=javascript:alert(1)>去</a>", "no script"),
    ('<a href="java\tscript:alert(1)">去</a>', "no script"),
    ('<img src="x" onerror="y">', "no script"),
    ("<img src=x onerror=y>", "no script"),
    ("<svg onload=x></svg>", "no script"),
    ('<iframe srcdoc="x"></iframe>', "no frame"),
    ("<iframe src=x></iframe>", "no frame"),
    ("<object data=x></object>", "no frame"),
    ("<base href=x>", "no base"),
    ("<style>p { color: red }</style>", "no sheet"),
    ("<link rel=stylesheet href=x>", "no sheet"),
    ('<meta http-equiv="refresh" content="0">', "no word to the browser"),
    ("<img src=https://elsewhere.example/a.png>", "another host"),
    ("<img srcset='//elsewhere.example/a.png'>", "another host"),
    ("<form action=https://elsewhere.example></form>", "another host"),
    ('<p style="background: url(//elsewhere.example/a.png)">字</p>', "another host"),
    ("<<<<<<< HEAD", "mark of a merge"),
    ("||||||| base", "mark of a merge"),
    ("=======", "mark of a merge"),
    (">>>>>>> branch", "mark of a merge"),
    ("{{ fact() }}", "square brackets"),
    ("{% if x %}", "square brackets"),
    ("開了 {{ 沒有關", "square brackets"),
    ("多了 ]]", "square brackets"),
    ("多了 %]", "square brackets"),
    ('[ [ fact("a") ]', "square brackets"),
    ("價格 &#54; 兆", "write the letter"),
    ("價格 6&nbsp;兆", "write the letter"),
    ("⑥ 兆", "a digit in disguise"),
    ("第６章", "a digit in disguise"),
    ("看不見\u202e的字", "U+202E"),
    ("看不見\u2066的字", "U+2066"),
    ("看不見\u00ad的字", "U+00AD"),
    ("看不見\u2060的字", "U+2060"),
    ("看不見\U000e0041的字", "U+E0041"),
    ("沒有字形\ue000", "no letter that fonts have"),
    ("\u0405imple", "a script that the book does not use"),
    ("\ud55c國", "a script that the book does not use"),
    ("\u03b1 與", "a script that the book does not use"),
    ("\u0639", "a script that the book does not use"),
    ("\uff41 字", "a script that the book does not use"),
    ("2026 年 13 月", "no calendar"),
    ("2026 年 2 月 30 日", "no calendar"),
    ("2025 年 2 月 29 日", "no calendar"),
    ("6 月 31 日", "no calendar"),
    ("2026-02-30", "no calendar"),
    ("資料截至 2099 年 1 月 1 日", "a day that was"),
]


@pytest.mark.parametrize(("text", "said"), SLIPS, ids=[s[1] + str(n) for n, s in enumerate(SLIPS)])
def test_a_slip_is_told(text: str, said: str) -> None:
    found = list(markup.faults(f"前文。\n\n{text}\n"))
    assert len(found) == 1, found
    assert said in found[0][1]


SOUND = [
    "2024 年 2 月 29 日，2 月 29 日，2026 年 12 月，到 2035 年 1 月 1 日為止。",
    "\\( \\frac{a}{b_{c}} \\) 與 \\(a\\)，\n\n$$\nh_{t} = {{a}}\n$$\n",
    "日本（にほん）、Schönholzer、5 < 6、10²。",
    "[站](https://www.example.org/)，<https://www.example.org/>，[註]: 字",
    "<details markdown>\n<summary>甲</summary>\n\n乙\n\n</details>",
    "<ul><li>甲<li>乙</ul><p>丙<p>丁<br><img src='x.png' alt='x'>",
    "~~~text\n```\n~~~\n",
]


@pytest.mark.parametrize("text", SOUND)
def test_what_is_sound_is_left_alone(text: str) -> None:
    assert list(markup.faults(f"前文。\n\n{text}\n")) == []


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
