"""Equations: from the LaTeX that an author wrote to MathML, which needs neither script nor font."""

import re
from functools import cache
from html import unescape

from latex2mathml.converter import convert

from macros.pages.page import FolderError, Page

# A bar over one letter, which the converter writes as one that could grow over a word. It is
# set as a low line: WebKit lifts a macron by the height of a letter more.
BAR = re.compile(r"<mover>(<mrow><mi>[^<]*</mi></mrow>)<mo stretchy=\"true\">&#x000AF;</mo></mover>")
EQUATION = re.compile(
    r'<(?P<element>span|div) class="arithmatex">\s*'
    r"(?P<opening>\\\(|\\\[)(?P<latex>.*?)(?:\\\)|\\\])\s*</(?P=element)>"
    r"(?P<punctuation>[，。、；：？！）」』》〉]*)",
    re.DOTALL,
)


@cache
def mathml(latex: str, display: bool) -> str:
    """MathML of one equation; the LaTeX stays readable to scripts and search in `alttext`."""
    markup: str = convert(latex, display="block" if display else "inline")
    if unknown := re.search(r"\\[a-zA-Z]+", markup):
        raise FolderError(f"equation {latex!r}: MathML does not know {unknown.group(0)}")
    markup = markup.replace(
        '<mo accent="true">', "<mo>"
    )  # the browser knows a brace; the attribute is outdated
    return BAR.sub(r'<mover accent="true">\1<mo stretchy="false">&#x0005F;</mo></mover>', markup)


def set_equations(page: Page) -> None:
    """Put MathML in the place of every equation of the page."""

    def replaced(found: re.Match[str]) -> str:
        display = found["opening"] == r"\["
        markup = mathml(unescape(found["latex"]).strip(), display)
        kind = 'class="qeqt-equation" tabindex="0"' if display else 'class="qeqt-keep"'
        return f"<{found['element']} {kind}>{markup}{found['punctuation']}</{found['element']}>"

    try:
        page.html = EQUATION.sub(replaced, page.html)
    except FolderError as error:
        raise FolderError(f"{page.address}: {error}") from None
