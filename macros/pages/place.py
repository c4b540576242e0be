"""How long a page takes to read, in the place that the theme left above its heading."""

import re
from math import ceil

from lxml import html as lxml_html

from macros.pages.page import Page
from macros.text.reading_time import A_MINUTE

PLACE = '<span class="qeqt-minutes"></span>'
NOT_READ = ".//figure|.//details|.//table|.//aside|.//script|.//style|.//*[@popover]|.//*[@hidden]|.//svg"


def minutes(article: str) -> int:
    """Return the minutes that the running text takes; figures, tables and what is folded are not counted."""
    tree = lxml_html.fragment_fromstring(article, create_parent="div")
    for outside in tree.xpath(NOT_READ):
        outside.drop_tree()
    text = re.sub(r"\s+", "", str(tree.text_content()))
    return max(1, ceil(len(text) / A_MINUTE))


def set_minutes(page: Page) -> None:
    """Print the reading time where the theme left a place for it."""
    if PLACE in page.html:
        start, end = page.article
        said = f'<span class="qeqt-minutes">約\N{NO-BREAK SPACE}{minutes(page.html[start:end])} 分鐘</span>'
        page.html = page.html.replace(PLACE, said)
