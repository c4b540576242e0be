"""Articles of a law, in short, each with the text that was read."""

from collections.abc import Callable
from html import escape

from macros.figures.html import Way
from macros.text import formats, html_tables
from qeqt.data.laws import laws


def _articles(key: str) -> str:
    law = laws()[key]
    rows = [
        (f"{key}-{number}", [escape(law.cited(number).partition("》")[2]), escape(gist)])
        for number, gist in law.articles.items()
    ]
    shown = html_tables.table(["條文", "摘要"], rows, f"《{law.name_zh}》條文摘要", found=True)
    read = f"讀的是 {formats.date(law.amended)}修正公布的全文"
    return f"{shown}<p>{html_tables.source(f'《{law.name_zh}》', law.address)}，{read}。</p>"


TABLES: dict[str, Callable[[Way], str]] = {"cbc_act": lambda _: _articles("cbc_act")}
