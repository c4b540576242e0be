"""The notebook's page: what the notebook plugin built, put into the book's own dress, with its output.

The plugin brings a style sheet of half a megabyte and scripts from another host; of its page only prose and
code are kept. Output comes from macros.notebook; a preview shows what is kept, and executes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import html

from macros.figures.html import Book, figure_html
from macros.notebook import execute as notebook
from macros.notebook import figures
from macros.pages.page import Page
from macros.text.address import relative

BEGINS = re.compile(r"<(?:script|style)\b")
ENDS = "<!-- jupyter-wrapper -->"
"""Between these lies what the plugin built."""
MARK = re.compile(r"\s*\{#[a-z][a-z0-9-]*\}")
"""A heading's declared id: the plugin reads it and leaves it standing."""
ANCHOR = re.compile(r'<a class="anchor-link" href="(#[^"]+)">[^<]*</a>')
HEADER = r'<a class="headerlink" href="\1" title="這一節的固定連結">&para;</a>'
ABOUT = re.compile(r'(<meta (?:name="|property="og:)description" content=")[^"]*')
"""What the page is about: the theme, which reads no notebook's head, says what the book is about."""
TITLE = re.compile(r'(<meta (?:name="qeqt:|property="og:)title" content="|<title>)[^"｜<]*')
"""What the page is called: the theme says what the contents call it."""
NOT_RUN = '<p class="qeqt-cell__output">預覽不執行筆記；建書的時候才有輸出。</p>'


def finish_notebook(page: Page, name: str, execute: bool) -> None:
    """Put the notebook's cells and their output in the place of what the plugin built, on its page alone.

    ``name``: the book's. Raises NotebookError when the notebook does not run.
    """
    if page.address != notebook.ADDRESS or "jupyter-wrapper" not in page.html:
        return
    start, end = page.article
    built = page.html[start:end]
    begins = BEGINS.search(built)
    first, last = begins.start() if begins else 0, built.index(ENDS) + len(ENDS)
    outputs = notebook.outputs() if execute else notebook.kept()
    body = "\n".join(dressed(built[built.index('<div class="jupyter-wrapper">') : last], outputs, name))
    page.replace_article(built[:first] + body + built[last:])
    page.html = MARK.sub("", page.html)
    said = {key: escape(text, quote=True) for key, text in notebook.heading().items()}
    page.html = ABOUT.sub(lambda found: found[1] + said["description"], page.html)
    page.html = TITLE.sub(lambda found: found[1] + said["title"], page.html)


def dressed(built: str, outputs: list[list[dict[str, Any]]] | None, name: str) -> Iterator[str]:
    """Yield each cell as the book shows it, a code cell with its output behind it."""
    count = 0
    for cell in html.fragment_fromstring(built, create_parent=True).iter("div"):
        kinds = set((cell.get("class") or "").split())
        if "jp-MarkdownOutput" in kinds:
            yield prose(inner(cell))
        elif "highlight-ipynb" in kinds:
            yield f'<div class="highlight">{code(cell)}</div>'
            if outputs is None:
                yield NOT_RUN
            else:
                yield from (shown(output, name) for output in outputs[count])
            count += 1


def inner(element: Any) -> str:
    """Return what stands inside an element."""
    parts = [escape(element.text or "")]
    parts += [html.tostring(child, encoding="unicode") for child in element]
    return "".join(parts).strip()


def prose(text: str) -> str:
    """Return a cell's prose with the book's links: to headings, and to pages by their address."""
    text = ANCHOR.sub(HEADER, text)
    return re.sub(r'href="([\w/-]+\.md(?:#[\w-]+)?)"', lambda m: f'href="{way("model/" + m[1])}"', text)


def code(cell: Any) -> str:
    """Return a cell's code as the book's own code blocks stand."""
    text = inner(cell).removeprefix("<pre>").removesuffix("</pre>").removeprefix("<span></span>")
    return f"<pre><span></span><code>{text}</code></pre>"


def shown(output: dict[str, Any], name: str) -> str:
    """Return one output: what was printed, or a figure of the book."""
    if "text" in output:
        return f'<pre class="qeqt-cell__output"><code>{escape(output["text"])}</code></pre>'
    return figure_html(figures.register(output["figure"]), way, Book(name))


def way(target: str) -> str:
    """Return a target's address relative to the notebook's page."""
    return relative(notebook.ADDRESS, target)
