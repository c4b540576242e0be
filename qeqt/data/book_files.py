"""Figure tables, facts, events, terms and coverage: path in, records out, or every slip at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qeqt.core.banks import BANKS
from qeqt.data import fact_sense, ledger
from qeqt.data.fields import (
    CONFIDENCE,
    RecordError,
    Slips,
    Table,
    as_accepted,
    nearest,
    toml,
    written,
)
from qeqt.data.front_doors import front_door
from qeqt.data.model_files import provenance
from qeqt.data.records import CoverageRow, Event, Fact, Figure, Term

EVENT_BANKS = (*BANKS, "cbc", "other")
EVENT_KINDS = ("qe", "qt", "rate", "facility", "taiwan", "market", "law")
OFFICIAL_ONLY_FROM = "2025-07"
"""Events from here on cite what was read at the official publisher's, or are marked as reported."""

FACT_UNITS = (
    *(f"bn {money}" for money in ("USD", "EUR", "GBP", "JPY", "TWD", "NZD", "SEK", "CAD", "AUD")),
    *(f"bn {money} per month" for money in ("USD", "EUR", "GBP", "JPY")),
    "bn GBP per year",
    "TWD per USD",
    "JPY per USD",
    "percent",
    "percentage points",
    "percent of GDP",
    "bp",
    "count",
    "index points",
    "years",
    "months",
    "days",
    "ratio",
)
COVERAGE_STATUS = ("written", "planned")
EVERYDAY, GROUPS = "everyday", "groups"
"""The one table of the glossary that is not a term: ways of saying things, for the search."""


def load_facts(path: Path, figures: Callable[[str], Figure]) -> dict[str, Fact]:
    """Read the numbers that a chapter may print; one may take its value from a figure."""
    slips = Slips(path)
    found = {}
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        taken: dict[str, Any] = {}
        if table.has("from"):
            taken = value_from_figure(table, figures)
            for name in ("unit", "source", "seen_in", "as_of", "publisher", "official_address"):
                table.content = {name: taken[name], **table.content} if taken.get(name) else table.content
            if table.has("value"):
                table.slip("value", "value or from, not both")
        record = provenance(table)
        if record["unit"] not in FACT_UNITS:
            table.slip("unit", nearest(record["unit"], FACT_UNITS))
        if record["confidence"] == "memory-approx":
            table.slip(
                "confidence", "nothing roughly remembered may be printed: read, computed or memory-sure"
            )
        reported = table.flag("reported", False)
        if reported and len(record["seen_in"]) < 2:
            table.slip("seen_in", "a reported fact needs two or more independent texts")
        found[key] = Fact(
            key=key,
            label_zh=table.text("label_zh"),
            value=taken["value"] if taken else table.number("value"),
            precision=table.whole("precision", 0, high=6),
            as_of=table.past_day("as_of", partial=True),
            publisher=table.text("publisher"),
            reported=reported,
            figure=taken.get("figure", ""),
            **record,
        )
        for name, wrong, right in fact_sense.faults(found[key], table.flag("below_zero", False)):
            table.slips.add(f"{key}.{name}", wrong, right)
        table.close()
    slips.raise_any()
    return found


def value_from_figure(table: Table, figures: Callable[[str], Figure]) -> dict[str, Any]:
    """Look up from = {figure, column, date, scale}: the value, and what the sidecar says of it."""
    origin = table.table("from")
    name, wanted = origin.text("figure"), origin.day("date")
    scale = origin.number("scale", 1.0)
    nothing = {"value": 0.0, "figure": name}
    try:
        figure = figures(name)
    except RecordError as error:
        origin.slip("figure", str(error))
        return nothing
    column = origin.choice("column", figure.columns)
    origin.close()
    series = figure.series(column)
    if wanted not in series:
        origin.slip("date", f"figure {name} has no {column} on that date; {nearest(wanted, series)}")
        return nothing
    taken = {"as_of": wanted, "publisher": figure.meta.producer, "source": figure.meta.citation}
    if not front_door(figure.meta.official_address):
        taken |= {"official_address": figure.meta.official_address}
    unit = figure.columns[column].unit if scale == 1.0 else ""
    return {
        **nothing,
        **taken,
        "seen_in": list(figure.meta.seen_in),
        "value": series[wanted] * scale,
        "unit": unit,
    }


def load_events(path: Path) -> list[Event]:
    """Read the dated events, in order of date."""
    slips = Slips(path)
    outer = Table(slips, "events", toml(path))
    found: list[Event] = []
    for table in outer.tables("event"):
        name = table.name("id")
        table.where = f"event {name}" if name else table.where
        event = Event(
            id=name,
            date=table.past_day("date", partial=True),
            until=table.day("until", "", partial=True) if table.has("until") else "",
            bank=table.choice("bank", EVENT_BANKS),
            kind=table.choice("kind", EVENT_KINDS),
            title_zh=table.text("title_zh"),
            detail_zh=table.text("detail_zh"),
            date_is=table.choice("date_is", ("decided", "effective", "data")),
            source=table.text("source"),
            seen_in=table.texts("seen_in"),
            confidence=table.choice("confidence", CONFIDENCE[:3]),
            **table.proof(),
            reported=table.flag("reported", False),
        )
        if event.until and event.until <= event.date:
            table.slip("until", f"a date after {event.date} is needed")
        if event.reported and len(event.seen_in) < 2:
            table.slip("seen_in", "a reported event needs two or more independent texts")
        if event.date >= OFFICIAL_ONLY_FROM and not event.official_read and not event.reported:
            table.slip(
                "reported",
                f"from {OFFICIAL_ONLY_FROM} on: official_read = true, or reported = true with two texts",
            )
        if found and event.date < found[-1].date:
            table.slip("date", f"events stand in order of date; the one before is of {found[-1].date}")
        if any(other.id == event.id for other in found):
            table.slip("id", "another event has this id")
        found.append(event)
        table.close()
    outer.close()
    slips.raise_any()
    return found


def load_glossary(path: Path) -> dict[str, Term]:
    """Read the words of the book; no word may lead to two entries."""
    slips = Slips(path)
    content = toml(path)
    found: dict[str, Term] = {}
    owner: dict[str, str] = {}
    groups = tuple(content.get(GROUPS, {}))
    for key, entry in content.items():
        if key in (EVERYDAY, GROUPS):
            continue
        table = Table(slips, key, entry)
        term = Term(
            key=key,
            group=table.choice("group", groups),
            term_zh=table.text("term_zh"),
            term_en=table.text("term_en"),
            abbr=table.text("abbr", ""),
            definition_zh=table.text("definition_zh"),
            aliases=table.texts("aliases", ()),
            printed=table.texts("printed", ()),
            see=table.texts("see", ()),
            treated=table.texts("treated", ()),
            anchor=table.text("anchor"),
        )
        if not term.anchor.startswith("term-"):
            table.slip("anchor", "term-… is needed")
        for word in {term.term_zh, term.term_en, term.abbr, term.anchor, *term.aliases} - {""}:
            first = owner.setdefault(word.casefold(), key)
            if first != key:
                table.slips.add(f"{key}", word, f"this word already leads to {first}")
        for word in term.printed:
            if word not in term.aliases:
                table.slip("printed", "a name that the book prints is one of the aliases")
        for place in term.treated:
            if ".md#" not in place:
                table.slip("treated", "page.md#heading is needed")
        for other in term.see:
            if other not in content:
                table.slip("see", nearest(other, content))
        found[key] = term
        table.close()
    for name in groups:
        if not any(term.group == name for term in found.values()):
            slips.add(GROUPS, name, "no word belongs to this group")
    slips.raise_any()
    return found


def load_glossary_groups(path: Path) -> dict[str, str]:
    """Read the groups of the glossary, in their order: key -> what the page calls it."""
    slips = Slips(path)
    content = toml(path).get(GROUPS, {})
    table = Table(slips, GROUPS, content)
    found = {key: table.text(key) for key in content}
    table.close()
    slips.raise_any()
    return found


def load_everyday(path: Path) -> dict[str, tuple[str, ...]]:
    """Read what people call things: several ways to say one thing; no way may stand in two rows."""
    slips = Slips(path)
    content = toml(path).get(EVERYDAY, {})
    table = Table(slips, EVERYDAY, content)
    found = {key: table.texts(key) for key in content}
    owner: dict[str, str] = {}
    for key, words in found.items():
        if len(words) < 2:
            table.slip(key, "two ways to say it or more are needed")
        for word in words:
            first = owner.setdefault(word.casefold(), key)
            if first != key or words.count(word) > 1:
                slips.add(f"{EVERYDAY}.{key}", word, f"this word already stands in {first}")
    table.close()
    slips.raise_any()
    return found


def load_coverage(path: Path) -> list[CoverageRow]:
    """Read the list of what the book must show."""
    slips = Slips(path)
    names = list(CoverageRow.__dataclass_fields__)
    text = written(path)
    as_accepted(path, ledger.of_table(text))
    lines = csv.DictReader(io.StringIO(text))
    if lines.fieldnames != names:
        slips.add("header", lines.fieldnames, f"{','.join(names)} is needed")
        slips.raise_any()
    found: list[CoverageRow] = []
    for number, row in enumerate(lines, 2):
        table = Table(slips, f"line {number}", {k: v for k, v in row.items() if v and k})
        entry = CoverageRow(
            **{name: table.text(name) for name in names[:-1]}, status=table.choice("status", COVERAGE_STATUS)
        )
        if any(other.id == entry.id for other in found):
            table.slip("id", "another row has this id")
        page, _, heading = entry.anchor.partition("#")
        if not page.endswith(".md") or not heading:
            table.slip("anchor", "page.md#heading is needed")
        found.append(entry)
    slips.raise_any()
    return found
