"""The glossary: the words of the book in groups, with a filter where scripts run."""

from collections.abc import Callable
from html import escape

from macros.figures.html import Way
from macros.text import html_tables
from qeqt import data
from qeqt.data.records import Term


def _short(printed: tuple[str, ...]) -> str:
    """Say what else the book calls a term."""
    return f"<small>書裡也寫：{escape('、'.join(printed))}</small>" if printed else ""


def entry(term: Term) -> str:
    """Return one term as an entry; the filter reads its group and what else it is called."""
    other = "，".join(part for part in (term.term_en, term.abbr) if part)
    called = escape(" ".join(term.aliases), quote=True)
    return (
        f'<div id="{term.anchor}" data-group="{term.group}" data-words="{called}">'
        f"<dt>{escape(term.term_zh)}"
        + (f"<small>（{escape(other)}）</small>" if other else "")
        + f"</dt><dd>{escape(term.definition_zh)}{_short(term.printed)}</dd></div>"
    )


def choices() -> str:
    """Return the filter of all groups."""
    groups = data.glossary_groups()
    return html_tables.record_filter(
        ".qeqt-glossary > [data-group]",
        [("group", "哪一組", groups, set(groups))],
        ("個詞", "沒有這樣的詞。"),
    )


def terms_of(group: str) -> list[Term]:
    """Return the terms of a group, in their order."""
    return [term for term in data.glossary().values() if term.group == group]


def listed(group: str) -> str:
    """Return the terms of a group as a list."""
    return f'<dl class="qeqt-glossary">{"".join(map(entry, terms_of(group)))}</dl>'


def _table(group: str) -> Callable[[Way], str]:
    return lambda _: listed(group)


TABLES: dict[str, Callable[[Way], str]] = {
    "glossary_filter": lambda _: choices(),
    **{f"glossary_{group}": _table(group) for group in data.glossary_groups()},
}


def anchors(name: str) -> list[str]:
    """Return the ids that one of these tables brings to its page."""
    return [term.anchor for term in terms_of(name.removeprefix("glossary_"))] if name in TABLES else []
