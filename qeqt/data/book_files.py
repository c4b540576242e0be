"""Figure tables, facts, events, terms and coverage: path in, records out, or every slip at once."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qeqt.core.banks import BANKS
from qeqt.data import ledger, sense
from qeqt.data.fields import (
    CONFIDENCE,
    RecordError,
    Slips,
    Table,
    as_accepted,
    days_in_month,
    is_day,
    nearest,
    toml,
    written,
)
from qeqt.data.front_doors import front_door
from qeqt.data.model_files import FREQUENCIES, provenance
from qeqt.data.records import Accepted, Column, CoverageRow, Event, Fact, Figure, FigureMeta, Term
from qeqt.data.text_files import lines_alike

KINDS = {
    "daily": ("daily",),
    "weekly": ("weekly level", "weekly average"),
    "monthly": ("month-end", "month average", "month total"),
    "quarterly": ("quarter-end", "quarter average", "quarter total"),
    "annual": ("year-end", "year average", "year total"),
    "irregular": ("point", "month-end points"),
}
"""What a figure's numbers are, by frequency."""

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
EVERYDAY = "everyday"
"""The one table of the glossary that is not a term: ways of saying things, for the search."""


def checksum(data: bytes) -> str:
    """Return the sha256 a sidecar carries: of the text, however its lines end on a system."""
    return hashlib.sha256(lines_alike(data)).hexdigest()


CHANGED = (
    "the table is not the one that this sidecar was written for: hold every changed cell against its "
    "publisher, then `make accept RECORDS=figures/name` says what moved and writes the checksum"
)


JOURNAL = ".renewing"
"""A folder beside the tables while a renewal puts them in place."""


def in_place(path: Path) -> Path:
    """Return a file, or the newer one that an interrupted renewal left to be put in its place."""
    newer = path.parent / JOURNAL / path.name
    return newer if newer.is_file() and (newer.parent / "moves.json").is_file() else path


def load_figure(path: Path) -> Figure:
    """Read a table of official figures and its sidecar; path is that of the CSV."""
    sidecar, lies = in_place(path.with_suffix(".toml")), in_place(path)
    slips = Slips(sidecar)
    table = Table(slips, "figure", toml(sidecar))
    frequency = table.choice("frequency", FREQUENCIES)
    meta = FigureMeta(
        title=table.text("title"),
        name_zh=table.text("name_zh"),
        frequency=frequency,
        kind=table.choice("kind", KINDS[frequency]),
        producer=table.text("producer"),
        citation=table.text("citation"),
        official_address=table.address("official_address"),
        official_read=table.flag("official_read"),
        seen_in=table.texts("seen_in"),
        licence=table.text("licence"),
        redistributable=table.flag("redistributable"),
        published=table.past_day("published", partial=True),
        accessed=table.past_day("accessed"),
        checksum=table.text("checksum"),
        note_zh=table.text("note_zh", ""),
        accepted=accepted_values(table),
    )
    if not meta.official_address:
        table.slip("official_address", "an address that begins with https:// is needed")
    columns = {}
    for name, entry in table.named_tables("columns").items():
        columns[name] = Column(
            label_zh=entry.text("label_zh"),
            unit=entry.text("unit"),
            series_id=entry.text("series_id"),
            redistributable=entry.flag("redistributable", meta.redistributable),
        )
        entry.close()
    table.close()
    if not lies.is_file():
        slips.add(path.name, None, "the table beside this sidecar is missing")
        slips.raise_any()
    text = written(lies)
    if checksum(lies.read_bytes()) != meta.checksum:
        table.slip("checksum", CHANGED)
    slips.raise_any()
    as_accepted(path, ledger.of_table(text))
    rows = figure_rows(path, text, list(columns), frequency, meta.kind)
    return Figure(name=path.stem, meta=meta, columns=columns, rows=rows)


def accepted_values(table: Table) -> tuple[Accepted, ...]:
    """Read the values that a sidecar accepts by name, each with its reason."""
    found = []
    for one in table.tables("accepted") if table.has("accepted") else []:
        column = one.choice("column", table.content.get("columns", {}))
        date, value, reason = one.day("date"), one.number("value"), one.text("reason")
        whole = one.flag("whole", False)
        found.append(Accepted(column=column, date=date, value=value, reason=reason, whole=whole))
        one.close()
    return tuple(found)


def figure_rows(
    path: Path, text: str, columns: list[str], frequency: str, kind: str
) -> list[dict[str, str | float | None]]:
    """Read a figure's rows: dates real, in order, one a period, none left out; numbers or nothing."""
    slips = Slips(path)
    lines = csv.reader(io.StringIO(text))
    header = next(lines, [])
    if header != ["date", *columns]:
        slips.add(
            "header", ",".join(header), f"the sidecar's columns are needed: {','.join(['date', *columns])}"
        )
        slips.raise_any()
    rows: list[dict[str, str | float | None]] = []
    for number, cells in enumerate(lines, 2):
        where = f"line {number}"
        if len(cells) != len(header):
            slips.add(where, ",".join(cells), f"{len(header)} cells are needed")
            continue
        date = cells[0]
        right = date_fault(date, str(rows[-1]["date"]) if rows else "", frequency, kind)
        if right:
            slips.add(f"{where}.date", date, right)
        row: dict[str, str | float | None] = {"date": date}
        for name, cell in zip(columns, cells[1:], strict=True):
            row[name] = cell_number(cell)
            if cell and row[name] is None:
                slips.add(f"{where}.{name}", cell, "a number, or nothing where there is none, is needed")
        rows.append(row)
    if rows and str(rows[len(rows) - 1]["date"]) > sense.today():
        slips.add(
            "last row.date", rows[len(rows) - 1]["date"], f"a day up to today, {sense.today()}, is needed"
        )
    if not rows:
        slips.add("rows", None, "at least one row is needed")
    slips.raise_any()
    return rows


NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def cell_number(cell: str) -> float | None:
    """Return a cell as a finite number, or None."""
    try:
        value = float(cell) if NUMBER.fullmatch(cell) else float("nan")
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def date_fault(date: str, before: str, frequency: str, kind: str) -> str:
    """Return what a row's date should have been, or nothing when it is right."""
    if not is_day(date):
        return "a date YYYY-MM-DD is needed"
    if before and date <= before:
        return f"a date after the row before, {before}, is needed"
    year, month, day = int(date[:4]), int(date[5:7]), int(date[8:])
    closing = kind.split(" ")[0].endswith("-end") or frequency in ("quarterly", "annual")
    if closing and day != days_in_month(year, month):
        return f"{kind}: the last day of the month is needed"
    if frequency == "monthly" and not closing and day != 1:
        return f"{kind}: the first day of the month is needed"
    length = {"monthly": 1, "quarterly": 3, "annual": 12}.get(frequency, 0)
    if frequency == "quarterly" and month not in (3, 6, 9, 12):
        return "the last day of a quarter is needed"
    if length and before:
        passed = (year - int(before[:4])) * 12 + month - int(before[5:7])
        if passed != length:
            return f"{frequency}: the next period after {before} is needed"
    return ""


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
        if right := sense.of_fact(found[key].value, found[key].unit):
            table.slips.add(f"{key}.value", found[key].value, right)
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
        name = table.text("id")
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
    for key, entry in content.items():
        if key == EVERYDAY:
            continue
        table = Table(slips, key, entry)
        term = Term(
            key=key,
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
