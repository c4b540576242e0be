"""What Markdown, Jinja and LaTeX would swallow without a word: each slip, and what would be right."""

import re
from collections.abc import Iterator

from jinja2 import Environment, nodes

from macros.chapter import typed_figures
from macros.text.mathml import EquationError, mathml
from qeqt.data import sense

FORMULA = re.compile(r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]", re.DOTALL)
UNKNOWN = (
    (re.compile(r"\\\\\s*\[[\d.]+\s*(?:pt|em|ex|mm)\]"), "a gap between rows prints as it stands"),
    (re.compile(r"\\(?:re)?newcommand\b|\\def\b"), "a command cannot be defined here: write it out"),
    (re.compile(r"\\text\{[^}]*\\%"), "\\% keeps its backslash inside \\text: write it outside"),
)
"""What the converter takes without a complaint and prints wrong."""

FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\](?P<colon>:)?")
REFERENCE = re.compile(r"(?<![\\\]!])\[[^\]\[\n]+\]\[(?P<name>[^\]\n^]+)\]")
DEFINED = re.compile(r"^\[(?P<name>[^\]^\n]+)\]:", re.MULTILINE)
RAW_LINK = re.compile(r"<a\b[^>]*\bhref\s*=\s*[\"']?(?P<to>[^\"'\s>]+)", re.IGNORECASE)
FORBIDDEN = (
    (
        re.compile(r"<script\b|<iframe\b|<object\b|<embed\b", re.IGNORECASE),
        "a page brings no script, no frame",
    ),
    (re.compile(r"javascript:|\son[a-z]+\s*=\s*[\"']", re.IGNORECASE), "a page brings no script"),
    (re.compile(r"<meta\b[^>]*http-equiv", re.IGNORECASE), "a page sends nobody elsewhere"),
    (re.compile(r"^(?:<{7}|={7}|>{7})(?:\s|$)", re.MULTILINE), "the mark of a merge: choose one side"),
    (re.compile(r"\{\{.*?\}\}"), "prints as it stands: a macro call has square brackets, [[ … ]]"),
    (re.compile(r"&#x?[0-9a-f]+;", re.IGNORECASE), "a letter as a number: write the letter"),
)
TAG = re.compile(
    r"<(?P<close>/)?(?P<name>div|details|section|figure|table|ul|ol)\b[^>]*?(?P<empty>/)?>", re.IGNORECASE
)


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place in the text and what is wrong there."""
    plain = typed_figures.without_code(text)
    yield from formulas(plain)
    for pattern, said in FORBIDDEN:
        for found in pattern.finditer(plain):
            yield found.start(), f"{found[0].strip()[:40]!r}: {said}"
    for found in sense.UNSEEN.finditer(text):
        yield found.start(), f"the letter U+{ord(found[0]):04X} is not seen: leave it out"
    yield from footnotes(plain)
    known = {found["name"].casefold() for found in DEFINED.finditer(plain)}
    for found in REFERENCE.finditer(plain):
        if found["name"].casefold() not in known:
            yield found.start(), f"link to [{found['name']}]: nothing on the page defines it"
    for found in RAW_LINK.finditer(plain):
        if found["to"].partition("#")[0].endswith((".md", "/")):
            yield found.start(), f"{found[0]!r}: a link within the book is written [words](page.md#id)"
    yield from unclosed(plain)


def formulas(text: str) -> Iterator[tuple[int, str]]:
    """Yield formulas that cannot be set, or that would be set wrong."""
    for found in FORMULA.finditer(text):
        latex = (found["inline"] or found["display"]).strip()
        for pattern, said in UNKNOWN:
            if wrong := pattern.search(latex):
                yield found.start(), f"formula {latex[:60]!r}: {wrong[0]!r}: {said}"
                break
        else:
            try:
                mathml(latex, found["display"] is not None)
            except EquationError as error:
                yield found.start(), str(error)


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


def unclosed(text: str) -> Iterator[tuple[int, str]]:
    """Yield tags that are opened and never closed, or closed and never opened."""
    opened: list[tuple[str, int]] = []
    for found in TAG.finditer(text):
        name = found["name"].lower()
        if found["empty"]:
            continue
        if not found["close"]:
            opened.append((name, found.start()))
        elif opened and opened[-1][0] == name:
            opened.pop()
        else:
            yield found.start(), f"{found[0]} closes nothing that is open"
            return
    for name, place in opened:
        yield place, f"<{name}> is never closed: </{name}> is needed"


def jinja(tree: nodes.Template, environment: Environment) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield the line of each filter, test or template that is none: name, what is wrong, those that are."""
    for node in tree.find_all(nodes.Filter):
        if node.name not in environment.filters:
            yield node.lineno, str(node.name), "no such filter", sorted(environment.filters)
    for other in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        yield other.lineno, type(other).__name__.lower(), "a page brings in no other file", []
