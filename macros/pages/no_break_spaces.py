"""A number and the unit behind it stay on one line: the space between them becomes a no-break space."""

import re

from macros.pages.page import TAG, Page

VERBATIM = r"<(code|math|pre|script|style|svg|textarea)\b.*?</\1>"
NUMBER_AND_UNIT = r"(?<=[0-9]) (?=[\u4e00-\u9fff])"
FOUND = re.compile(f"{VERBATIM}|{TAG.pattern}|{NUMBER_AND_UNIT}", re.DOTALL | re.IGNORECASE)


def tie(html: str) -> str:
    """`html` with every number in its text tied to the word behind it."""
    return FOUND.sub(lambda found: "\N{NO-BREAK SPACE}" if found[0] == " " else found[0], html)


def tie_numbers(page: Page) -> None:
    """Tie the numbers of the page's article."""
    start, end = page.article
    if end > start:
        page.replace_article(tie(page.html[start:end]))
