"""The book's own style sheets, written as several for their authors, sent to the reader as one."""

import hashlib
import re
from pathlib import Path

from macros.pages.page import Page, write_if_changed

PLACE = "assets/stylesheets/"
# The theme's sheets carry a hash in their names; the book's own are plain words.
OWN = re.compile(rf'\s*<link rel="stylesheet" href="(?P<way>[^"]*){PLACE}(?P<name>[a-z]+\.css)">')


def write_book_sheet(folder: Path, page: Page) -> str:
    """Join the sheets that `page` names, in its order; the name of the sheet that holds them all."""
    texts = [
        (folder / PLACE / found["name"]).read_text(encoding="utf-8") for found in OWN.finditer(page.html)
    ]
    whole = "\n".join(texts)
    name = f"book.{hashlib.sha256(whole.encode()).hexdigest()[:8]}.css"
    write_if_changed(folder / PLACE / name, whole)
    return name


def use_book_sheet(page: Page, name: str) -> None:
    """Have the page ask for the one sheet, where it asked for the first of several."""
    head, end, body = page.html.partition("</head>")
    found = OWN.search(head)
    if found:
        link = f'\n      <link rel="stylesheet" href="{found["way"]}{PLACE}{name}">'
        page.html = head[: found.start()] + link + OWN.sub("", head[found.start() :]) + end + body
