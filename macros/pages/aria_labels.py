"""Names that the theme's markup lacks and a screen reader needs; a test with axe tells what is missing."""

import re

from macros.pages.page import Page

SEARCH = re.compile(r'(<div class="md-search" data-md-component="search" role="dialog")(?! aria-label)')
# A part with a page of its own: the label that should name its list is an icon without words.
PART = re.compile(
    r'aria-labelledby="(?P<id>__nav_[0-9_]+)_label"'
    r'(?P<rest>[^>]*>\s*<label class="md-nav__title" for="(?P=id)">'
    r'\s*<span class="md-nav__icon md-icon"></span>\s*(?P<title>[^<]*?)\s*</label>)'
)


def mend(page: Page) -> None:
    """Name the search dialog and the lists of the parts."""
    page.html = SEARCH.sub(r'\1 aria-label="搜尋"', page.html)
    page.html = PART.sub(r'aria-label="\g<title>"\g<rest>', page.html)
