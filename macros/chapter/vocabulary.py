"""What a chapter can say: each word looks something up, calls one function and returns a string."""

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

from macros import charts  # noqa: F401  registers every chart and result
from macros.figures import results
from macros.figures.html import Book, attribute, figure_html, mechanism_html
from macros.lab import links
from macros.tables import registry
from macros.text import changelog, formats, reading_time
from macros.text.address import from_root
from macros.text.notices import NOTICES
from qeqt import data
from qeqt.data.laws import laws
from qeqt.data.papers import papers

SURE = {
    "read": "讀自所列出處",
    "computed": "由所列出處的數字算出",
    "memory-sure": "編者熟知，尚待與官方頁面對照",
}


class WordError(ValueError):
    """A key that a macro does not know, with the nearest that it does."""


def _known(kind: str, key: str, allowed: Any) -> None:
    if key not in allowed:
        raise WordError(f"{kind} {key!r} does not exist; {formats.nearest(key, list(allowed))}")


def _number(text: str, value: float, address: str, notes: dict[str, str]) -> str:
    marks = "".join(f' data-{name}="{attribute(note)}"' for name, note in notes.items() if note)
    link = f'<a href="{attribute(address)}">{text}</a>'
    return f'<data class="qeqt-number" value="{round(value, 6)}"{marks}>{link}</data>'


def fact(way: registry.Way, key: str, form: str = "") -> str:
    """Print a sourced figure, linked to its source."""
    known = data.facts()
    _known("fact", key, known)
    found = known[key]
    return _number(
        formats.number(found.value, found.unit, form, found.precision),
        found.value,
        way(f"sources.md#fact-{key}"),
        {
            "label": found.label_zh,
            "source": f"{found.publisher}：{found.source}",
            "date": formats.date(found.as_of),
            "sure": "據報導" if found.reported else SURE[found.confidence],
        },
    )


def result(way: registry.Way, key: str, form: str = "") -> str:
    """Print a number that the model computed, linked to how."""
    found = results.computed(key)
    return _number(
        formats.number(found.value, found.unit, form, found.places),
        found.value,
        way(f"sources.md#result-{key}"),
        {
            "label": found.label,
            "source": f"{found.whose}，{found.run.text}",
            "date": formats.date(found.when) if found.when else "",
            "sure": found.sure,
        },
    )


def term(way: registry.Way, key: str, text: str = "") -> str:
    """Name a term of the glossary and link to its entry."""
    known = data.glossary()
    _known("term", key, known)
    found = known[key]
    return (
        f'<a class="qeqt-term" href="{attribute(way("glossary.md#" + found.anchor))}" '
        f'title="{attribute(found.definition_zh)}">{escape(text or found.term_zh)}</a>'
    )


def paper(key: str, text: str) -> str:
    """Name what was read, linked to the document: of a paper's own record, or of a fact taken from it."""
    known, facts = papers(), data.facts()
    if key in known:
        address = known[key].address
    else:
        _known("paper or fact", key, [*known, *facts])
        address = facts[key].official_address
    if not address:
        raise WordError(f"fact {key!r} has no document's address; name the text without a link")
    return f'<a class="qeqt-paper" href="{attribute(address)}">{escape(text)}</a>'


def law(key: str, article: str, text: str = "") -> str:
    """Cite an article, linked to the law's text; the gist shows on the link."""
    known = laws()
    _known("law", key, known)
    found = known[key]
    _known(f"article of {found.name_zh}", article, found.articles)
    return (
        f'<a class="qeqt-paper" href="{attribute(found.address)}" '
        f'title="{attribute(found.articles[article])}">{escape(text or found.cited(article))}</a>'
    )


def notice(key: str) -> str:
    """Print one of the book's notices."""
    _known("notice", key, NOTICES)
    return f'<p class="qeqt-notice" data-unsearched>{NOTICES[key]}</p>'


def given(text: str) -> str:
    """Print a number that is defined or assumed, not observed: 1 碼 is 0.25 個百分點; suppose 100 億元."""
    return escape(text).replace(" ", formats.NBSP)


def minutes(pages: str, each: str = "") -> str:
    """Say how long pages or folders (apart by blanks) take to read; ``each``: a section of one page."""
    try:
        spent = reading_time.spent(*pages.split())
        return reading_time.said(spent / reading_time.sections(pages) if each else spent)
    except (FileNotFoundError, ZeroDivisionError) as error:
        raise WordError(f"minutes {pages!r}: name pages or folders below docs/ ({error})") from None


def words(book: Book, way: registry.Way) -> dict[str, Callable[..., str]]:
    """Return what a page can call: `way` turns a target into an address."""
    return {
        "fact": partial(fact, way),
        "result": partial(result, way),
        "chart": lambda name: figure_html(name, way, book),
        "mechanism": lambda name: mechanism_html(name, way, book),
        "table": partial(registry.table, way),
        "term": partial(term, way),
        "paper": paper,
        "law": law,
        "lab": lambda preset, text, moves="": links.link(way, preset, text, moves),
        "laboratory": lambda: links.room(way),
        "notice": notice,
        "given": given,
        "minutes": minutes,
        "changelog": changelog.printed,
    }


def macros(book: Book) -> dict[str, Callable[..., str]]:
    """Return the vocabulary ready to be registered; its addresses are from the site's root."""
    return words(book, from_root if book.directory_urls else partial(from_root, directory_urls=False))
