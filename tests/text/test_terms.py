"""The glossary rules the words of every chapter: one idea, one name, and the short names it allows."""

import re
from difflib import SequenceMatcher

import pytest

from qeqt import data
from qeqt.data.records import Term
from tests.text.prose import HAN, pages

TERMS = list(data.glossary().values())
LIKE = 0.6
"""How alike two names must be to be rivals: 期間溢酬 for 期限溢酬, 最後融通者 for 最後貸款者."""


def rivals(term: Term) -> list[str]:
    """Names that only serve the search, yet look so like the term that a chapter may slip into them."""
    own = {term.term_zh, *term.printed}
    return [
        alias
        for alias in term.aliases
        if re.fullmatch(f"[{HAN}]{{4,}}", alias)
        and alias not in own
        and not any(alias in name or name in alias for name in own)
        and abs(len(alias) - len(term.term_zh)) <= 1
        and SequenceMatcher(None, alias, term.term_zh).ratio() >= LIKE
    ]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key)
def test_no_chapter_prints_a_rival_of_a_term(term: Term) -> None:
    slips = [
        f"{passage.place}: {rival} → {term.term_zh}"
        for rival in rivals(term)
        for passage in pages()
        if passage.place != "docs/authors.md"
        if rival in re.sub(r"[「『][^」』]*[」』]", "", passage.text)
    ]
    assert slips == []


def test_rivals_are_found_at_all() -> None:
    assert {"期間溢酬", "最後融通者"} <= {rival for term in TERMS for rival in rivals(term)}


def test_every_short_name_is_printed_somewhere() -> None:
    book = "".join(passage.text for passage in pages())
    assert [name for term in TERMS for name in term.printed if name not in book] == []


def test_a_short_name_is_a_name_of_one_term() -> None:
    names = [name for term in TERMS for name in {term.term_zh, term.abbr, *term.printed} - {""}]
    assert sorted(names) == sorted(set(names))
