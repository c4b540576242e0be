"""A number and the unit behind it stay on one line: the space between them becomes a no-break space."""

import re

from macros.folder.pages import NAME, TAG, Page

NUMBER_AND_UNIT = re.compile(r"(?<=[0-9]) (?=[\u4e00-\u9fff])")
VERBATIM = re.compile("code|math|pre|script|style|svg|textarea")


def tie(html: str) -> str:
    """`html` with every number in its text tied to the word behind it."""
    verbatim = ""
    out = []
    for piece in TAG.split(html):
        tag = NAME.match(piece)
        if tag is None:
            out.append(
                piece
                if verbatim or piece.startswith("<")
                else NUMBER_AND_UNIT.sub("\N{NO-BREAK SPACE}", piece)
            )
            continue
        name = tag.group(1).lower()
        if not verbatim and VERBATIM.fullmatch(name) and not piece.startswith("</"):
            verbatim = name
        elif verbatim == name and piece.startswith("</"):
            verbatim = ""
        out.append(piece)
    return "".join(out)


def tie_numbers(page: Page) -> None:
    """Tie the numbers of the page's article."""
    start, end = page.article
    if end > start:
        page.replace_article(tie(page.html[start:end]))
