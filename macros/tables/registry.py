"""Tables that a page prints whole: the records behind the numbers, glossary, calendar, a chart's rows."""

import re
from collections.abc import Callable
from html import escape

from macros.figures import figure, results
from macros.figures.html import Way, data_table
from macros.kept import build_cache
from macros.tables import (
    api,
    backtest,
    banks,
    economy,
    evidence,
    freshness,
    glossary,
    laws,
    model,
    readings,
    taiwan,
    timeline,
    transmission,
)
from macros.text import formats, html_tables
from macros.text.address import from_root
from qeqt import data

__all__ = ["Way", "anchors", "names", "table"]


class TableError(ValueError):
    """A table that does not exist."""


# A copy is how a number reached us, not what it is: the record keeps its name, a page does not print it.
_NAME = r"[\w.-]+/[\w.-]+"
_COPY = re.compile(rf"公開資料庫 {_NAME}(?:、{_NAME})* ?")
_STORED = re.compile(rf"(?:github\.com/){_NAME}(?:(?:, | and ){_NAME})*")


def _seen(places: tuple[str, ...]) -> str:
    named = "；".join(places)
    return "讀到的地方：" + escape(_STORED.sub("a public repository", _COPY.sub("公開資料庫", named)))


def _facts(_: Way) -> str:
    return html_tables.entries(
        [
            (
                f"fact-{key}",
                escape(fact.label_zh),
                formats.number(fact.value, fact.unit, "", fact.precision),
                [
                    f"{'據報導，' if fact.reported else ''}{formats.date(fact.as_of)}　"
                    + html_tables.source(f"{fact.publisher}：{fact.source}", fact.official_address),
                    readings.line(fact),
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
            html_tables.source(meta.citation, meta.official_address),
            f"取用：{formats.date(meta.accessed)}　授權：{escape(meta.licence)}",
            escape(meta.note_zh),
            _seen(meta.seen_in),
        ]
        entries.append((f"data-{name}", escape(meta.name_zh), escape(meta.producer), lines))
    return html_tables.entries(entries)


def _results(_: Way) -> str:
    entries = []
    for key in results.names():
        found = results.computed(key)
        value = formats.number(found.value, found.unit, "", found.places)
        entries.append((f"result-{key}", escape(found.label), value, [escape(found.run.text)]))
    return html_tables.entries(entries)


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
                        escape(model.unit_word(measure.unit)),
                        html_tables.source(step.reference, step.official_address),
                    ],
                )
            )
    return html_tables.table(["起", "政策", "值", "單位", "決議"], rows, "模型讀到的政策：聯準會")


_TABLES: dict[str, Callable[[Way], str]] = {
    "facts": _facts,
    "figures": _figures,
    "results": _results,
    "readings": lambda _: readings.readings(),
    "policy": _policy,
    "timeline": lambda _: timeline.timeline(),
    "timeline_filter": lambda _: timeline.choices(),
    "freshness": freshness.table,
    "freshness_counted": freshness.counted,
    "freshness_line": freshness.line,
    **model.TABLES,
    **api.TABLES,
    **backtest.TABLES,
    **banks.TABLES,
    **economy.TABLES,
    **evidence.TABLES,
    **glossary.TABLES,
    **laws.TABLES,
    **taiwan.TABLES,
    **transmission.TABLES,
}


def names() -> list[str]:
    """Return the names that table() knows: the records' and every open figure's."""
    return [*_TABLES, *figure.names()]


def table(way: Way, name: str, fold: str = "") -> str:
    """Print a table of the records by its name, or the rows of a figure; `fold`: a line to fold it under."""
    kept = way is from_root
    found = build_cache.once(f"table {name}", lambda: _table(way, name)) if kept else _table(way, name)
    return f'<details class="note"><summary>{escape(fold)}</summary>{found}</details>' if fold else found


def _table(way: Way, name: str) -> str:
    if name in _TABLES:
        return _TABLES[name](way)
    if name not in figure.names():
        raise TableError(f"table {name!r} does not exist; {formats.nearest(name, names())}")
    found = figure.figure(name)
    if not found.open:
        raise TableError(f"table {name!r}: its owner forbids passing the values on; show the chart alone")
    return data_table(found.rows, found.passed_on, found.title)


def anchors(name: str) -> list[str]:
    """Return the ids that a table brings to its page."""
    ids: dict[str, Callable[[], list[str]]] = {
        "facts": lambda: [f"fact-{key}" for key in data.facts()],
        "figures": lambda: [f"data-{name}" for name in data.figures()],
        "results": lambda: [f"result-{key}" for key in results.names()],
        "timeline": lambda: [f"event-{event.id}" for event in data.events()],
        "freshness": freshness.anchors,
    }
    if name in ids:
        return ids[name]()
    parts = (model, backtest, evidence, glossary, transmission, api, taiwan)
    return [id for part in parts for id in part.anchors(name)]
