"""Headings and figures' titles break between phrases, in every browser: marked when the book is built."""

from __future__ import annotations

import re
from functools import cache

import budoux

from macros.pages.page import TAG, Page

TITLE = re.compile(
    r'(<h[1-4]\b[^>]*>|<p class="qeqt-figure__title">)(.*?)(</(?:h[1-4]|p)>)', re.DOTALL
)  # of a section, of a figure
WHOLE = re.compile(rf"<(a|code|math|small)\b.*?</\1>|{TAG.pattern}", re.DOTALL | re.IGNORECASE)
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef‘’“”…—]+")
UNCUT = re.compile(
    "[第同每這那哪另好幾頭一二兩三四五六七八九十百千]+"
    "(?:個月|[個年天次家種筆輪季月日倍條題把位句張塊件味段回])[期半事裡]?"
    "|總資產|上限|資金成本|正負號|年增|相當於|不等於|隔夜|央行|產業鏈|為什麼|哪裡|歷史|長年|新高|最[多少高低大小]"
)
"""A count with its measure word, and words that the segmenter is known to cut."""
BEHIND = frozenset("的了嗎呢吧們著過")
"""Lone characters that belong to what stands before them; any other belongs to what follows."""
CLOSING = "、，。；：？！」』）》〉】…"
OPENING = "「『（《〈【"


@cache
def parser() -> budoux.Parser:
    """The segmenter for Traditional Chinese."""
    return budoux.load_default_traditional_chinese_parser()


def phrases(text: str, terms: re.Pattern[str]) -> list[str]:
    """Cut Chinese text where a line may end: after marks, between phrases, never inside a term or a count."""
    ends = set()
    at = 0
    for piece in parser().parse(text):
        at += len(piece)
        ends.add(at)
    ends |= {n for n, letter in enumerate(text, 1) if letter in CLOSING}
    for found in (*terms.finditer(text), *UNCUT.finditer(text)):
        ends -= set(range(found.start() + 1, found.end()))
    allowed = sorted(
        n for n in ends if 0 < n < len(text) and text[n] not in CLOSING and text[n - 1] not in OPENING
    )
    return joined([text[start:end] for start, end in zip([0, *allowed], [*allowed, len(text)], strict=True)])


def joined(pieces: list[str]) -> list[str]:
    """Leave no character alone on its side of a break."""
    found: list[str] = []
    ahead = ""
    for piece in pieces:
        whole = ahead + piece
        ahead = ""
        if len(whole) == 1 and whole in BEHIND and found:
            found[-1] += whole
        elif len(whole) == 1:
            ahead = whole
        else:
            found.append(whole)
    if ahead and found and found[-1][-1] not in CLOSING:
        found[-1] += ahead
    elif ahead:
        found.append(ahead)  # what follows stands behind a space, where a line may end too
    return found


def marked(markup: str, terms: re.Pattern[str]) -> str:
    """Return a title's markup with a place to break after every phrase of its text."""

    def broken(run: re.Match[str]) -> str:
        goes_on = run.end() < len(run.string) and run[0][-1] in CLOSING  # with a letter or a figure
        return "<wbr>".join(phrases(run[0], terms)) + "<wbr>" * goes_on

    parts, at = [], 0
    for found in [*WHOLE.finditer(markup), None]:
        end = found.start() if found else len(markup)
        parts.append(CHINESE.sub(broken, markup[at:end]))
        if found:
            parts.append(found[0])
            at = found.end()
    return "".join(parts)


def break_headings(page: Page, terms: re.Pattern[str]) -> None:
    """Mark where the headings and figures' titles of the page's article may break."""
    start, end = page.article
    if end > start:
        page.replace_article(
            TITLE.sub(lambda found: found[1] + marked(found[2], terms) + found[3], page.html[start:end])
        )
