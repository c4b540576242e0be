"""Every author's mistake in one run: page, line, macro, key, what is wrong, the nearest right key."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.chapter import configuration, markup, merged_lists, raw_html, typed_figures
from macros.chapter.vocabulary import words
from macros.figures import figure, mechanism, results
from macros.figures.html import Book
from macros.tables import registry
from macros.text.address import from_root
from macros.text.foreign import foreign
from macros.text.formats import FORMATS
from macros.text.notices import NOTICES
from qeqt import data
from qeqt.data import book_files, text_files
from qeqt.data.fields import RecordError

DELIMITERS: dict[str, Any] = {
    "variable_start_string": "[[",
    "variable_end_string": "]]",
    "block_start_string": "[%",
    "block_end_string": "%]",
    "comment_start_string": "[##",
    "comment_end_string": "##]",
}
"""The same as in mkdocs.yml: they meet neither LaTeX braces nor {#id}."""

DOCS = Path(__file__).resolve().parents[2] / "docs"
FREE_PAGES = ("authors.md",)
"""Pages that show how to write, and so show mistakes too."""

BLOCKS = ("chart", "mechanism", "table", "notice", "laboratory", "changelog")
"""Words that print a block: inside a list, a note or a sentence Markdown would tear it apart."""

_KEYS: dict[str, Callable[[], list[str]]] = {
    "fact": lambda: list(data.facts()),
    "result": results.names,
    "chart": figure.names,
    "mechanism": mechanism.names,
    "table": registry.names,
    "term": lambda: list(data.glossary()),
    "lab": lambda: list(data.scenarios()),
    "notice": lambda: list(NOTICES),
}
_HEAD = re.compile(r"\A---\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*)$", re.MULTILINE)
_DECLARED = re.compile(r"\{:?[^{}\n]*#([^\s}]+)[^{}\n]*\}")
_HTML_ID = re.compile(r"<[A-Za-z][^<>]*?\sid=\"([^\"]+)\"")
_LINK = re.compile(
    r"(?P<image>!\[[^\]\n]*)?\]\((?P<target>[^()\s]+)[^()\n]*\)|^\[[^\]^\n][^\]\n]*\]:\s*(?P<named>\S+)",
    re.MULTILINE,
)


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake of an author."""

    page: str
    line: int
    macro: str
    key: str
    message: str
    nearest: str = ""

    def __str__(self) -> str:
        """Print as page:line  macro(key): message; nearest: …."""
        call = f"{self.macro}({self.key}): " if self.macro else ""
        near = f"; nearest: {self.nearest}" if self.nearest else ""
        return f"{self.page}:{self.line}  {call}{self.message}{near}"


@dataclass
class Page:
    """A page as its author wrote it."""

    name: str
    text: str
    meta: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    calls: list[tuple[int, str, list[Any]]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, line: int, message: str, macro: str = "", key: str = "", nearest: str = "") -> None:
        """Keep a mistake."""
        self.mistakes.append(Mistake(self.name, line, macro, key, message, nearest))

    def declare(self, line: int, name: str) -> None:
        """Keep an id that the page will carry; twice is a mistake."""
        if name in self.ids:
            self.wrong(line, f"id {name!r} stands on line {self.ids[name]} already")
        self.ids.setdefault(name, line)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _close(word: str, allowed: list[str]) -> str:
    return next(iter(get_close_matches(word, allowed, n=1, cutoff=0.4)), "")


def front_matter(text: str) -> Any:
    """Return what stands at the head of a page's text, {} where nothing does; raises YAMLError."""
    match = _HEAD.match(text)
    return configuration.read(match[1]).content if match else {}


def _front_matter(page: Page, root: Path) -> None:
    match = _HEAD.match(page.text)
    if match is None:
        page.wrong(1, "front matter is missing: title and description between two lines of ---")
        return
    page.meta, found = configuration.of_page(match[1], root)
    for line, said, near in found:
        page.wrong(line, said, nearest=near)


def _configuration(root: Path) -> list[Mistake]:
    file = root / "mkdocs.yml"
    found = configuration.of_book(file) if file.is_file() else []  # a folder of pages alone has none
    return [Mistake(file.name, line, "", "", said, near) for line, said, near in found]


def _headings(page: Page) -> None:
    text = typed_figures.without_code(page.text)
    for match in _HEADING.finditer(text):
        line = _line(text, match.start())
        if not _DECLARED.search(match[2]):
            page.wrong(line, f"heading {match[2].strip()!r} has no declared id: end it with {{#latin-id}}")
        if "fact(" in page.text.splitlines()[line - 1] or "result(" in page.text.splitlines()[line - 1]:
            page.wrong(line, "a heading carries no number: the contents and links would repeat it")
    for match in _DECLARED.finditer(text):
        name = match[1]
        page.declare(_line(text, match.start()), name)
        if not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
            page.wrong(
                _line(text, match.start()), f"id {name!r} is not lower-case Latin letters, digits, hyphens"
            )
    for match in _HTML_ID.finditer(text):
        page.declare(_line(text, match.start()), match[1])


def _calls(page: Page, known: list[str]) -> None:
    header = re.match(r"---\n.*?\n---", page.text, re.DOTALL)
    body = "\n" * page.text.count("\n", 0, header.end()) + page.text[header.end() :] if header else page.text
    environment = Environment(**DELIMITERS)
    try:
        tree = environment.parse(body)
    except TemplateSyntaxError as error:
        page.wrong(error.lineno, f"the macro call cannot be read: {error.message}")
        return
    for line, name, said, valid in markup.jinja(tree, environment):
        page.wrong(line, f"{name}: {said}", nearest=_close(name, valid))
    called = set()
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name):
            continue
        called |= {id(name) for name in (call.node, *call.find_all(nodes.Name))}
        name = call.node.name
        if name not in known:
            page.wrong(call.lineno, "no such macro", name, "", _close(name, known))
            continue
        try:
            arguments = [argument.as_const() for argument in call.args]
        except nodes.Impossible:
            page.wrong(call.lineno, "the key must stand there in quotation marks", name)
            continue
        if call.kwargs:
            page.wrong(call.lineno, 'arguments have no names here: fact("key", "億")', name)
            continue
        page.calls.append((call.lineno, name, arguments))
    for node in tree.find_all(nodes.Name):
        if id(node) not in called and node.ctx == "load" and node.name not in ("page", "config", "loop"):
            page.wrong(node.lineno, f"{node.name!r} is no macro call", nearest=_close(node.name, known))


def _speak(page: Page, book: Book) -> None:
    said = words(book, from_root)
    for line, name, arguments in page.calls:
        key = str(arguments[0]) if arguments else ""
        try:
            inspect.signature(said[name]).bind(*arguments)
        except TypeError as error:
            page.wrong(line, str(error), name, key)
            continue
        try:
            _say(page, line, name, key, partial(said[name], *arguments))
        except Exception as error:  # a chart that breaks is a mistake among others: the run goes on
            formats = list(FORMATS) if name in ("fact", "result") else []
            near = _close(str(arguments[1]), formats) if arguments[1:] else ""
            page.wrong(line, f"{type(error).__name__}: {error}", name, key, near)


def _say(page: Page, line: int, name: str, key: str, speak: Callable[[], str]) -> None:
    if name in BLOCKS and not re.match(r"\[\[[^\[\]]*\]\]\s*$", page.text.splitlines()[line - 1]):
        page.wrong(line, "stands alone on its line, not indented: it becomes a block of its own", name, key)
        return
    allowed = _KEYS[name]() if name in _KEYS else []
    if name in _KEYS and key not in allowed:
        page.wrong(line, "no such key", name, key, _close(key, allowed))
        return
    if name in ("chart", "mechanism"):
        page.declare(line, f"fig-{key}")
    elif name == "table":
        for anchor in registry.anchors(key):
            page.declare(line, anchor)
    speak()


def _typed(page: Page) -> None:
    if page.name in FREE_PAGES:
        return
    for line, figure_text in typed_figures.typed_figures(page.text):
        page.wrong(
            line,
            f"{figure_text!r} is typed by hand; a figure comes from fact() or result(), "
            "a definition or an assumption from given()",
            nearest=_same_value(figure_text),
        )


def _markup(page: Page) -> None:
    for place, said in markup.faults(page.text):
        page.wrong(_line(page.text, place), said)


def _lists(page: Page) -> None:
    for line in merged_lists.merged(page.text):
        page.wrong(line, "this list goes on with the marks of the one above: put a sentence between them")


def _given(page: Page) -> None:
    for line, name, arguments in page.calls:
        text = str(arguments[0]) if arguments else ""
        if name == "given" and page.name not in FREE_PAGES and typed_figures.exact(text):
            near = _same_value(text)
            if near or re.search("[兆億]", text):
                said = "is for what is defined or assumed; so exact a number was observed: fact() or result()"
                page.wrong(line, said, name, text, near)


def _same_value(text: str) -> str:
    digits = re.search(r"[\d,]+(?:\.\d+)?", text)
    if not digits:
        return ""
    value = float(digits[0].replace(",", ""))
    scale = 1000 if "兆" in text else 0.1 if "億" in text else 1
    wanted = value * scale
    alike = [
        key for key, fact in data.facts().items() if abs(fact.value - wanted) <= 1e-9 * max(1, abs(wanted))
    ]
    return ", ".join(f'fact("{key}")' for key in alike[:3])


def _links(page: Page, pages: dict[str, Page], root: Path) -> None:
    text = typed_figures.without_code(page.text)
    for match in _LINK.finditer(text):
        target = match["target"] or match["named"]
        line = _line(text, match.start())
        if re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.IGNORECASE):
            if match["image"] and foreign(target):
                page.wrong(line, f"{target!r}: a page loads nothing from another host")
            continue
        path, _, anchor = target.partition("#")
        name = normpath(join(dirname(page.name), path)) if path else page.name
        if name not in pages:
            there = [root / "docs" / name, root / "theme" / name]
            if path.endswith(".md") or not any(file.is_file() for file in there):
                page.wrong(
                    line, f"link to {target!r}: no such page or file", nearest=_close(name, list(pages))
                )
        elif anchor and anchor not in pages[name].ids and not anchor.startswith(("fn:", "fnref:")):
            near = _close(anchor, list(pages[name].ids))
            page.wrong(line, f"link to {target!r}: {name} has no id {anchor!r}", nearest=near)
    for place, target in raw_html.addresses(text):
        if target.startswith("#") and target[1:] not in page.ids:
            near = _close(target[1:], list(page.ids))
            page.wrong(_line(text, place), f"link to {target!r}: the page has no such id", nearest=near)
        elif not re.match(r"(?:book|https?|mailto):|#", target):
            page.wrong(
                _line(text, place), f"{target!r}: a link within the book is written [words](page.md#id)"
            )


def _sources(pages: dict[str, Page]) -> None:
    """Every number and figure links to the page of sources: what they link to must stand there."""
    sources = pages.get("sources.md")
    listed = {key[0] for _, name, key in sources.calls if name == "table" and key} if sources else set()
    for name, needed in (("fact", "facts"), ("result", "results"), ("chart", "figures")):
        asked = next(
            (page for page in pages.values() if any(name == call for _, call, _ in page.calls)), None
        )
        if asked and needed not in listed:
            said = "the page needs its table" if sources else "there is no page sources.md with its table"
            (sources or asked).wrong(1, f"{name}() links to sources.md: {said}", "table", needed)


def _subjects(pages: dict[str, Page], table: Path) -> list[Mistake]:
    """Every subject that the book must show stands at a heading that exists."""
    name = f"{table.parent.name}/{table.name}"
    if not table.is_file():
        return [
            Mistake(name, 1, "", "", "the record is missing: it lists every subject that the book must show")
        ]
    try:
        rows = book_files.load_coverage(table)
    except RecordError as error:
        return [Mistake(name, 1, "", "", str(error))]
    found = []
    for line, row in enumerate(rows, 2):
        page, _, heading = row.anchor.partition("#")
        ids = pages[page].ids if page in pages else {}
        if heading not in ids:
            near = _close(heading, list(ids)) if ids else _close(page, list(pages))
            found.append(Mistake(name, line, "", row.id, f"{row.id}: no such place as {row.anchor!r}", near))
    return found


def read(docs: Path) -> Iterator[Page]:
    """Every page of the book with its place below docs."""
    for path in sorted(docs.rglob("*.md")):
        page = Page(path.relative_to(docs).as_posix(), "")
        try:
            page.text = text_files.decoded(path.read_bytes())
        except text_files.EncodingError as error:
            page.wrong(1, str(error))
        yield page


def rendered(page: Page, book: Book | None = None, root: Path = DOCS.parent) -> Page:
    """Take a page's macro calls and render each, the page's mistakes in them kept."""
    book = book or Book("")
    if page.mistakes:  # its bytes are no text
        return page
    _front_matter(page, root)
    _headings(page)
    _calls(page, list(words(book, str)))
    _speak(page, book)
    return page


def check(docs: Path, book: Book | None = None) -> list[Mistake]:
    """Return every mistake of every page, in the order of pages and lines.

    Renders each macro call, so a figure whose data no longer bear out its title is found here too.
    """
    return mistakes_of({page.name: rendered(page, book) for page in read(docs)}, docs)


def mistakes_of(pages: dict[str, Page], docs: Path) -> list[Mistake]:
    """Return every mistake of pages whose calls were rendered."""
    for page in pages.values():
        _typed(page)
        _given(page)
        _lists(page)
        _markup(page)
    for page in pages.values():
        _links(page, pages, docs.parent)
    _sources(pages)
    found = [mistake for page in pages.values() for mistake in page.mistakes]
    subjects = docs.parent / "qeqt" / "data" / "coverage.csv"
    return sorted(found + _subjects(pages, subjects) + _configuration(docs.parent))
