"""LaTeX to MathML, which needs neither script nor font."""

import re
from functools import cache
from html import escape

from latex2mathml.converter import convert

# A bar over one letter, which the converter writes as one that could grow over a word. It is
# set as a low line: WebKit lifts a macron by the height of a letter more.
BAR = re.compile(r"<mover>(<mrow><mi>[^<]*</mi></mrow>)<mo stretchy=\"true\">&#x000AF;</mo></mover>")


class EquationError(ValueError):
    """An equation cannot be set; the message says what MathML does not know."""


@cache
def mathml(latex: str, display: bool) -> str:
    """MathML of one equation; the LaTeX stays readable to scripts and search in `alttext`."""
    try:
        markup: str = convert(latex, display="block" if display else "inline")
    except Exception as error:  # the converter has an error of its own for each slip
        said = f"{type(error).__name__} {error}".strip()
        raise EquationError(f"equation {latex!r} cannot be set: {said}") from None
    if unknown := re.search(r"\\[a-zA-Z]+", markup):
        raise EquationError(f"equation {latex!r}: MathML does not know {unknown.group(0)}")
    markup = markup.replace(
        '<mo accent="true">', "<mo>"
    )  # the browser knows a brace; the attribute is outdated
    markup = markup.replace("<math ", f'<math alttext="{escape(latex)}" ', 1)
    return BAR.sub(r'<mover accent="true">\1<mo stretchy="false">&#x0005F;</mo></mover>', markup)
