"""Tables that a page prints whole: the records behind the numbers, glossary, calendar, a chart's rows."""

from collections.abc import Callable
from html import escape

from macros import figure, formats, results
from macros.figure import Column
from macros.markup import Way, data_table
from qeqt import data

__all__ = ["Way", "anchors", "names", "table"]

CONFIDENCE = {"read": "讀到", "computed": "算出", "memory-sure": "熟知", "memory-approx": "約略"}


class TableError(ValueError):
    """A table that does not exist."""


def _rows(head: list[str], rows: list[tuple[str, list[str]]], caption: str) -> str:
    """Return a table of ready cells; each row has an anchor."""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        f'<tr id="{anchor}"><th scope="row">{cells[0]}</th>'
        + "".join(f"<td>{cell}</td>" for cell in cells[1:])
        + "</tr>"
        for anchor, cells in rows
    )
    return (
        f'<div class="qeqt-table-frame qeqt-table-frame--open" data-search-exclude role="region" '
        f'tabindex="0" aria-label="{escape(caption)}"><table class="qeqt-table"><thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _source(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


def _entries(entries: list[tuple[str, str, str, list[str]]]) -> str:
    """Return records as entries that read on a phone: anchor, name, value, lines of where it comes from."""
    blocks = "".join(
        f'<div id="{anchor}"><dt>{name}</dt><dd class="qeqt-records__value">{value}</dd>'
        + "".join(f"<dd>{line}</dd>" for line in lines if line)
        + "</div>"
        for anchor, name, value, lines in entries
    )
    return f'<dl class="qeqt-records" data-search-exclude>{blocks}</dl>'


def _seen(places: tuple[str, ...]) -> str:
    return "讀到的地方：" + escape("；".join(places))


def _facts(_: Way) -> str:
    return _entries(
        [
            (
                f"fact-{key}",
                escape(fact.label_zh),
                formats.number(fact.value, fact.unit, "", fact.precision),
                [
                    f"{'據報導，' if fact.reported else ''}{formats.date(fact.as_of)}　"
                    + _source(f"{fact.publisher}：{fact.source}", fact.official_address),
                    _seen(fact.seen_in),
                ],
            )
            for key, fact in data.facts().items()
        ]
    )


def _figures(_: Way) -> str:
    entries = []
    for name in data.figures():
        meta = data.figure(name).meta
        lines = [
            _source(meta.citation, meta.official_address),
            f"取用：{formats.date(meta.accessed)}　授權：{escape(meta.licence)}",
            escape(meta.note_zh),
            _seen(meta.seen_in),
        ]
        entries.append((f"data-{name}", escape(meta.name_zh), escape(meta.producer), lines))
    return _entries(entries)


def _results(_: Way) -> str:
    entries = []
    for key in results.names():
        found = results.computed(key)
        value = formats.number(found.value, found.unit, "", found.places)
        entries.append((f"result-{key}", escape(found.label), value, [escape(found.run.text)]))
    return _entries(entries)


def _parameters(_: Way) -> str:
    rows = []
    for key, parameter in data.parameters("fed").items():
        low, high = (formats.trimmed(bound, 4) for bound in (parameter.low, parameter.high))
        rows.append(
            (
                f"parameter-{key}",
                [
                    f"{escape(parameter.name_zh)}（<i>{escape(parameter.symbol)}</i>）",
                    formats.trimmed(parameter.value, 4),
                    low if low == high else f"{low} 至 {high}",
                    escape(parameter.unit),
                    _source(parameter.source, parameter.official_address),
                    CONFIDENCE[parameter.confidence],
                ],
            )
        )
    return _rows(["參數", "值", "範圍", "單位", "出處", "把握"], rows, "模型的參數：聯準會")


def _policy(_: Way) -> str:
    rows = []
    for key, measure in data.policy("fed").items():
        for at, step in enumerate(measure.steps):
            shown = "結束" if step.value is None else formats.trimmed(step.value, 2)
            rows.append(
                (
                    f"policy-{key}-{at + 1}",
                    [
                        formats.date(step.start),
                        escape(measure.name_zh),
                        shown,
                        escape(measure.unit),
                        _source(step.reference, step.official_address),
                    ],
                )
            )
    return _rows(["起", "政策", "值", "單位", "決議"], rows, "模型讀到的政策：聯準會")


def _glossary(_: Way) -> str:
    entries = []
    for found in data.glossary().values():
        other = "，".join(part for part in (found.term_en, found.abbr) if part)
        entries.append(
            f'<div id="{found.anchor}"><dt>{escape(found.term_zh)}'
            + (f"<small>（{escape(other)}）</small>" if other else "")
            + f"</dt><dd>{escape(found.definition_zh)}</dd></div>"
        )
    return f'<dl class="qeqt-glossary">{"".join(entries)}</dl>'


def _timeline(_: Way) -> str:
    return _entries(
        [
            (
                f"event-{event.id}",
                escape(event.title_zh),
                formats.date(event.date) + (f"至 {formats.date(event.until)}" if event.until else ""),
                [
                    ("據報導：" if event.reported else "") + escape(event.detail_zh),
                    _source(event.source, event.official_address),
                ],
            )
            for event in data.events()
        ]
    )


_TABLES: dict[str, Callable[[Way], str]] = {
    "facts": _facts,
    "figures": _figures,
    "results": _results,
    "parameters": _parameters,
    "policy": _policy,
    "glossary": _glossary,
    "timeline": _timeline,
}


def names() -> list[str]:
    """Return the names that table() knows: the records' and every open figure's."""
    return [*_TABLES, *figure.names()]


def table(way: Way, name: str, fold: str = "") -> str:
    """Print a table of the records by its name, or the rows of a figure; `fold`: a line to fold it under."""
    found = _table(way, name)
    return f'<details class="note"><summary>{escape(fold)}</summary>{found}</details>' if fold else found


def _table(way: Way, name: str) -> str:
    if name in _TABLES:
        return _TABLES[name](way)
    if name not in figure.names():
        raise TableError(f"table {name!r} does not exist; {formats.nearest(name, names())}")
    found = figure.figure(name)
    if not found.open:
        raise TableError(f"table {name!r}: its owner forbids passing the values on; show the chart alone")
    columns: list[Column] = list(found.columns)
    return data_table(found.rows, columns, found.title)


def anchors(name: str) -> list[str]:
    """Return the ids that a table brings to its page."""
    ids: dict[str, Callable[[], list[str]]] = {
        "facts": lambda: [f"fact-{key}" for key in data.facts()],
        "figures": lambda: [f"data-{name}" for name in data.figures()],
        "results": lambda: [f"result-{key}" for key in results.names()],
        "parameters": lambda: [f"parameter-{key}" for key in data.parameters("fed")],
        "glossary": lambda: [term.anchor for term in data.glossary().values()],
        "timeline": lambda: [f"event-{event.id}" for event in data.events()],
    }
    return ids[name]() if name in ids else []
