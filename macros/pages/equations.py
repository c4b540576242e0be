"""Equations: from the LaTeX that an author wrote to MathML, which needs neither script nor font."""

import re
from html import unescape

from macros.pages.page import FolderError, Page
from macros.text.mathml import EquationError, mathml

EQUATION = re.compile(
    r'<(?P<element>span|div) class="arithmatex">\s*'
    r"(?P<opening>\\\(|\\\[)(?P<latex>.*?)(?:\\\)|\\\])\s*</(?P=element)>"
    r"(?P<punctuation>[，。、；：？！）」』》〉]*)",
    re.DOTALL,
)


def set_equations(page: Page) -> None:
    """Put MathML in the place of every equation of the page."""

    def replaced(found: re.Match[str]) -> str:
        display = found["opening"] == r"\["
        markup = mathml(unescape(found["latex"]).strip(), display)
        kind = 'class="qeqt-equation" tabindex="0"' if display else 'class="qeqt-keep"'
        return f"<{found['element']} {kind}>{markup}{found['punctuation']}</{found['element']}>"

    try:
        page.html = EQUATION.sub(replaced, page.html)
    except EquationError as error:
        raise FolderError(f"{page.address}: {error}") from None
