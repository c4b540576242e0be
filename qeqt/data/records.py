"""What a record holds once it has been read: frozen, with its unit and where it comes from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from qeqt.core import months


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where a number comes from. No record is without it."""

    unit: str
    source: str
    """Publisher and title: what is cited."""
    seen_in: tuple[str, ...]
    """Where it was read: a page, a paper, a public repository."""
    confidence: str
    """read, computed, memory-sure or memory-approx."""
    official_address: str = ""
    official_read: bool = False
    words: str = ""
    """The place, and the words or the cell there: a read record can be checked by who has the text."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Parameter(Provenance):
    """A number of the model that is estimated or chosen, with the range in which it may lie."""

    key: str
    symbol: str
    name_zh: str
    sector: str
    """bank, economy, stability or taiwan."""
    part: str
    """The module of the sector that reads it, or is handed it; ``evidence``: no run reads it."""
    printed_after: str
    """The parameter after which a page prints it; empty: in its part's table, in the order of the file."""
    value: float
    low: float
    high: float
    shape: str
    """fixed, uniform or triangular, over low..high."""
    basis: str = ""
    """Of Taiwan's: estimated, literature or chosen; empty for the others."""
    prior: tuple[float, float, float] | None = None
    """Low, most likely, high: what an estimate was matched from, where value and range are its posterior."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One dated decision: the value from that date on, or None where the measure ended."""

    start: str
    value: float | None
    reference: str
    """The decision's title and date."""
    confidence: str
    announced: str = ""
    """Month from which it is known; empty: as the announcements' records say, else when it begins."""
    said_until: str = ""
    """Last month to which it was said to last; empty: until further notice."""
    seen_in: tuple[str, ...] = ()
    official_address: str = ""
    official_read: bool = False
    words: str = ""
    """The place, and the words or the cell there: a read record can be checked by who has the text."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PolicyMeasure:
    """A dated policy: what was decided, from when."""

    key: str
    name_zh: str
    unit: str
    steps: tuple[Step, ...]

    @cached_property
    def starts(self) -> list[str]:
        """The month of each step, in order."""
        return [step.start[:7] for step in self.steps]

    def at(self, month: str) -> float | None:
        """Return the value in force at the month's end; None before the start or after the end."""
        begun = bisect_right(self.starts, month)
        return self.steps[begun - 1].value if begun else None

    def path(self, start: str, count: int) -> list[float | None]:
        """Return the values of so many months from start on."""
        return [self.at(months.after(start, n)) for n in range(count)]


@dataclass(frozen=True, kw_only=True)
class Item(Provenance):
    """One line of a balance sheet."""

    value: float
    name_zh: str = ""


@dataclass(frozen=True, kw_only=True)
class Ladder(Provenance):
    """A table of an opening: what falls due when, at which book yield."""

    columns: tuple[str, ...]
    """Usually months, amount, yield."""
    rows: tuple[tuple[float, ...], ...]

    def column(self, name: str) -> list[float]:
        """Return one column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A bank's balance sheet at a date."""

    key: str
    name_zh: str
    bank: str
    date: str
    unit: str
    assets: dict[str, Item]
    liabilities: dict[str, Item]
    capital: Item
    ladders: dict[str, Ladder]


@dataclass(frozen=True, kw_only=True)
class EnvironmentSeries(Provenance):
    """A given path: observations by month, and the rule that goes on after the last one."""

    key: str
    name_zh: str
    frequency: str
    observations: dict[str, float]
    """"YYYY-MM" -> value, sorted."""
    interpolation: str
    """linear or hold: the months between two observations."""
    beyond: str
    """The months after the last observation: hold, growth, or with_gdp, which keeps the share of the bank's
    nominal GDP and is put together with it in qeqt.runs.environments."""
    beyond_rate: float
    """percent a year, for growth."""
    beyond_source: str

    @property
    def last(self) -> str:
        """Return the month of the last observation."""
        return max(self.observations)

    @cached_property
    def known(self) -> list[str]:
        """The months that have an observation, in order."""
        return sorted(self.observations)

    def at(self, month: str) -> float:
        """Return the value in a month; a month before the first observation is a KeyError."""
        if month in self.observations:
            return self.observations[month]
        known = self.known
        if month < known[0]:
            raise KeyError(f"environment {self.key}: {month} is before the first observation, {known[0]}")
        if month > known[-1]:
            value = self.observations[known[-1]]
            years = months.between(known[-1], month) / 12
            return float(value * (1 + self.beyond_rate / 100) ** years)
        place = bisect_right(known, month)
        before, after = known[place - 1], known[place]
        start = self.observations[before]
        if self.interpolation == "hold":
            return start
        share = months.between(before, month) / months.between(before, after)
        return start + share * (self.observations[after] - start)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a figure table."""

    label_zh: str
    unit: str
    series_id: str
    quantity: str
    currency: str
    """Of money and exchange rates; empty: none."""
    minimum: float
    maximum: float
    """What its values may be: others are in another unit, or slips."""
    redistributable: bool = True
    """Whether its owner lets the values be passed on."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What columns owe each other: their sum is that of others, or a number."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    """``column``, or ``table.column`` of another table."""
    taken: str
    """How the right side is read: same, total, change or growth."""
    total: float | None


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A value that looks wrong beside its history and is right: taken by name, with the reason."""

    column: str
    date: str
    value: float
    reason: str
    whole: bool = False
    """Whether the whole column is taken as it is in the version that has this value: a new base, say."""


@dataclass(frozen=True, kw_only=True)
class FigureMeta:
    """A figure table's sidecar."""

    title: str
    name_zh: str
    frequency: str
    kind: str
    producer: str
    citation: str
    official_address: str
    official_read: bool
    seen_in: tuple[str, ...]
    licence: str
    redistributable: bool
    published: str
    accessed: str
    checksum: str
    note_zh: str = ""
    accepted: tuple[Accepted, ...] = ()
    identities: tuple[Identity, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A compiled table of official figures, with its sidecar."""

    name: str
    meta: FigureMeta
    columns: dict[str, Column]
    rows: list[dict[str, str | float | None]]
    """date -> ISO text; every other column a number, or None where there is none."""

    def series(self, column: str) -> dict[str, float]:
        """Return date -> value of one column, without the gaps."""
        if column not in self.columns:
            raise KeyError(f"figure {self.name} has no column {column}; it has {', '.join(self.columns)}")
        found = {}
        for row in self.rows:
            value = row[column]
            if isinstance(value, float):
                found[str(row["date"])] = value
        return found


@dataclass(frozen=True, kw_only=True)
class Fact(Provenance):
    """A sourced number that a chapter may print."""

    key: str
    label_zh: str
    value: float
    precision: int
    as_of: str
    publisher: str
    reported: bool = False
    """據報導: read in two or more independent texts, not at the official publisher's."""
    figure: str = ""
    """The figure table the value is taken from, where it is."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened or was decided on a date (local date)."""

    id: str
    date: str
    until: str
    """Last day of a span; empty for a single day."""
    bank: str
    kind: str
    title_zh: str
    detail_zh: str
    date_is: str
    source: str
    seen_in: tuple[str, ...]
    confidence: str
    official_address: str = ""
    official_read: bool = False
    words: str = ""
    reported: bool = False


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of the book: what it is called, what it means, what else readers call it."""

    key: str
    group: str
    """Under which heading of the page it stands."""
    term_zh: str
    term_en: str
    abbr: str
    definition_zh: str
    aliases: tuple[str, ...]
    printed: tuple[str, ...] = ()
    """Those of the aliases that are the book's own: its pages print them, and a card opens from them."""
    see: tuple[str, ...]
    anchor: str
    treated: tuple[str, ...] = ()
    """Where the book mainly treats it, "page.md#heading": the search sends readers there first."""


@dataclass(frozen=True, kw_only=True)
class CoverageRow:
    """A mechanism, episode or institution that the book must show, and where it does."""

    id: str
    chapter: str
    item_zh: str
    kind: str
    anchor: str
    status: str


@dataclass(frozen=True, kw_only=True)
class ScenarioRecord:
    """A scenario: which opening, from when, for how long, and how it differs from decided policy."""

    key: str
    name_zh: str
    summary_zh: str
    bank: str
    opening: str
    start: str
    months: int
    changes: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    """Policy measure -> the steps that replace it."""
    settings: dict[str, float | bool | str] = field(default_factory=dict)
    shocks: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    """Shock to the economy -> its steps."""
    file: str = ""
    """Where the record stands."""
