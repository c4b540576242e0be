"""Hover cards of the glossary: where a page first uses a term, it links to its entry and shows it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from macros.pages.page import NAME, TAG, Page
from qeqt.data.records import Term

# Prose is what is left: headings, links, code, figures, tables, notes and controls keep their text as it is.
NOT_PROSE = re.compile(
    "a|abbr|aside|button|code|data|dt|figure|h[1-6]|label|math|nav|pre|script|style|sub|summary|sup|svg|table"
)


@dataclass(frozen=True)
class Vocabulary:
    """The terms as one pattern, longest first, and the entry that each spelling belongs to."""

    pattern: re.Pattern[str]
    entries: Mapping[str, Term]


def vocabulary(terms: Mapping[str, Term]) -> Vocabulary:
    """The spellings that a card may open from: the term, its abbreviation, the short names we print;
    two characters at least.
    """
    entries = {
        spelling: term
        for term in terms.values()
        for spelling in (term.term_zh, term.abbr, *term.printed)
        if spelling and len(spelling) > 1
    }
    spellings = sorted(entries, key=len, reverse=True)
    latin = r"(?<![A-Za-z0-9-]){}(?![A-Za-z0-9-])"
    parts = [latin.format(re.escape(s)) if s[0].isascii() else re.escape(s) for s in spellings]
    # A look at one letter spares most places the look at every spelling.
    first = re.escape("".join(sorted({spelling[0] for spelling in spellings})))
    return Vocabulary(re.compile(f"(?=[{first}])(?:{'|'.join(parts)})" if parts else r"(?!)"), entries)


def card(word: str, term: Term, root: str) -> str:
    """A link to the entry that carries the definition with it."""
    english = "，".join(part for part in (term.term_en, term.abbr) if part)
    said = (
        f"{term.term_zh}（{english}）：{term.definition_zh}"
        if english
        else f"{term.term_zh}：{term.definition_zh}"
    )
    return f'<a class="qeqt-term" href="{root}glossary/#{term.anchor}" title="{escape(said)}">{word}</a>'


def open_terms(html: str, words: Vocabulary, root: str) -> str:
    """`html` with a card on the first use of each term in prose."""
    seen: set[str] = set()
    skipping, depth = "", 0
    out: list[str] = []

    def first_use(found: re.Match[str]) -> str:
        term = words.entries[found.group(0)]
        if term.anchor in seen:
            return found.group(0)
        seen.add(term.anchor)
        return card(found.group(0), term, root)

    for piece in TAG.split(html):
        tag = NAME.match(piece)
        if tag is None:
            out.append(piece if skipping or piece.startswith("<") else words.pattern.sub(first_use, piece))
            continue
        name = tag.group(1).lower()
        if skipping:
            if name == skipping:
                depth += -1 if piece.startswith("</") else 1
                skipping = skipping if depth else ""
        elif NOT_PROSE.fullmatch(name) and not piece.startswith("</"):
            skipping, depth = name, 1
        out.append(piece)
    return "".join(out)


def add_cards(page: Page, words: Vocabulary) -> None:
    """Cards in the page's article; the glossary itself needs none."""
    start, end = page.article
    if end > start and page.address != "glossary/":
        page.replace_article(open_terms(page.html[start:end], words, page.root))
