"""The questions of the FAQ page at a glance, in the place that the page leaves for them."""

import re
from html import escape

from macros.pages.json_ld import questions
from macros.pages.page import Page

PLACE = re.compile(r'(<nav class="qeqt-questions"[^>]*>)\s*(</nav>)')


def list_questions(page: Page) -> None:
    """Fill the place with a link to each question of the page."""
    start, end = page.article
    if PLACE.search(page.html[start:end]):
        items = "".join(
            f'<li><a href="#{anchor}">{escape(asked)}</a></li>'
            for anchor, asked, _ in questions(page.html[start:end])
        )
        filled = PLACE.sub(lambda found: f"{found[1]}<ol>{items}</ol>{found[2]}", page.html[start:end])
        page.replace_article(filled)
