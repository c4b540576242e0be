"""What Markdown, Jinja and LaTeX would swallow without a word: each slip, and what would be right."""

import re
from collections.abc import Iterator

from jinja2 import Environment, nodes

from macros.chapter import letters, raw_html, typed_figures
from macros.text.mathml import EquationError, mathml

WITHIN = r"(?:(?!\n[ \t]*\n).)+?"
"""A formula ends with its paragraph."""
FORMULA = re.compile(
    rf"\\\((?P<inline>{WITHIN})\\\)|\\\[(?P<square>{WITHIN})\\\]|\$\$(?P<dollars>{WITHIN})\$\$", re.DOTALL
)
STRAY = re.compile(r"\\[()\[\]]|\$\$|\\(?:begin|end)\{|(?<![\\\w])\$(?=[^\s\d])")
"""What is left of a formula that is not closed, or that begins with a mark that pages do not use."""
UNKNOWN = (
    (re.compile(r"\\\\\s*\[[\d.]+\s*(?:pt|em|ex|mm)\]"), "a gap between rows prints as it stands"),
    (re.compile(r"\\(?:re)?newcommand\b|\\def\b"), "a command cannot be defined here: write it out"),
    (re.compile(r"\\text\{[^}]*\\%"), "\\% keeps its backslash inside \\text: write it outside"),
)
"""What the converter takes without a complaint and prints wrong."""

FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\](?P<colon>:)?")
REFERENCE = re.compile(r"(?<![\\\]])\[(?P<words>[^\]\[\n]+)\]\[(?P<name>[^\]\n^]*)\]")
DEFINED = re.compile(r"^\[(?P<name>[^\]^\n]+)\]:", re.MULTILINE)
FORBIDDEN = (
    (re.compile(r"\]\(\s*(?:javascript|vbscript|data):", re.IGNORECASE), "a page brings no script"),
    (re.compile(r"^\[[^\]\n]+\]:\s*(?:javascript|vbscript|data):", re.I | re.M), "a page brings no script"),
    (re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)", re.MULTILINE), "the mark of a merge: choose one side"),
    (
        re.compile(r"&(?:#\d+|#x[0-9a-f]+|(?!(?:lt|gt|amp);)\w+);", re.I),
        "a letter as a number: write the letter",
    ),
    (
        re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}|\{%|%\}|\[ \[|\]\](?!\()|%\]|##\]"),
        "prints as it stands: a macro call has square brackets, [[ … ]]",
    ),
)
FENCE = re.compile(r"^[ \t]*(?P<mark>`{3,}|~{3,})(?P<rest>.*)$", re.MULTILINE)


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place in the text and what is wrong there."""
    plain = typed_figures.without_code(text)
    yield from unfenced(text)
    yield from formulas(plain)
    plain = FORMULA.sub(typed_figures.blank, plain)
    for pattern, said in FORBIDDEN:
        for found in pattern.finditer(plain):
            yield found.start(), f"{found[0].strip()[:40]!r}: {said}"
    yield from letters.faults(text, plain)
    yield from raw_html.faults(plain)
    yield from footnotes(plain)
    known = {found["name"].casefold() for found in DEFINED.finditer(plain)}
    for found in REFERENCE.finditer(plain):
        name = found["name"] or found["words"]
        if name.casefold() not in known:
            yield found.start(), f"link to [{name}]: nothing on the page defines it"


def unfenced(text: str) -> Iterator[tuple[int, str]]:
    """Yield a fence of code that is opened and never closed."""
    opened = None
    for found in FENCE.finditer(text):
        if opened is None:
            opened = found
        elif found["mark"].startswith(opened["mark"]) and not found["rest"].strip():
            opened = None
    if opened is not None:
        yield opened.start(), f"{opened['mark']} is never closed: all that follows would be code"


def formulas(text: str) -> Iterator[tuple[int, str]]:
    """Yield formulas that cannot be set, or that would be set wrong."""
    for found in FORMULA.finditer(text):
        latex = (found["inline"] or found["square"] or found["dollars"]).strip()
        for pattern, said in UNKNOWN:
            if wrong := pattern.search(latex):
                yield found.start(), f"formula {latex[:60]!r}: {wrong[0]!r}: {said}"
                break
        else:
            try:
                mathml(latex, found["inline"] is None)
            except EquationError as error:
                yield found.start(), str(error)
    for found in STRAY.finditer(FORMULA.sub(typed_figures.blank, text)):
        yield found.start(), f"{found[0]!r}: a formula is written \\( … \\), on lines of its own $$ … $$"


def footnotes(text: str) -> Iterator[tuple[int, str]]:
    """Yield footnotes that are asked for and not written, or written and not asked for."""
    asked: dict[str, int] = {}
    written: dict[str, int] = {}
    for found in FOOTNOTE.finditer(text):
        (written if found["colon"] else asked).setdefault(found["name"], found.start())
    for name in asked.keys() - written.keys():
        yield asked[name], f"footnote [^{name}] is asked for and not written: [^{name}]: … is needed"
    for name in written.keys() - asked.keys():
        yield written[name], f"footnote [^{name}] is written and nothing asks for it"


def jinja(tree: nodes.Template, environment: Environment) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield the line of each filter, test or template that is none: name, what is wrong, those that are."""
    for node in tree.find_all(nodes.Filter):
        if node.name not in environment.filters:
            yield node.lineno, str(node.name), "no such filter", sorted(environment.filters)
    for other in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        yield other.lineno, type(other).__name__.lower(), "a page brings in no other file", []
