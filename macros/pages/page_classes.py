"""Pages that hold something wide say so on their main part: a stylesheet need not look for it.

A selector with :has() would make the browser look anew at the whole page each time a chart moves.
"""

import re

from macros.pages.page import Page

MAIN = '<main class="md-main"'
HELD = re.compile(r'<div\b[^>]*\bclass="qeqt-(home|compare|lab)"')


def name_rooms(page: Page) -> None:
    """Put on the main part what it holds: holds-home, holds-compare, holds-lab."""
    held = "".join(f" holds-{name}" for name in dict.fromkeys(HELD.findall(page.html)))
    page.html = page.html.replace(MAIN, f'{MAIN[:-1]}{held}"', 1)
