"""Cells of a comparison carry the label of their column: a narrow screen shows each row as a card."""

import re
from html import escape, unescape

from macros.pages.page import TAG, Page

COMPARISON = re.compile(r'<div class="qeqt-compare">.*?</table>', re.DOTALL)
ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
CELL = re.compile(r"<td\b")


def labelled(comparison: str) -> str:
    """The comparison with its column's label on every cell but the first, which names the row."""
    heads = [unescape(TAG.sub("", head)).strip() for head in HEAD.findall(comparison)]

    def label_row(row: re.Match[str]) -> str:
        labels = iter(["", *heads[1:]])

        def label(cell: re.Match[str]) -> str:
            name = next(labels)
            return f'<td data-label="{escape(name)}"' if name else cell.group(0)

        return CELL.sub(label, row.group(0))

    return ROW.sub(label_row, comparison)


def label_cells(page: Page) -> None:
    """Label the cells of the page's comparisons."""
    page.html = COMPARISON.sub(lambda found: labelled(found.group(0)), page.html)
