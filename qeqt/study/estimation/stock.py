"""From news to a stock, by one stated way: response per basis point of the ten-year yield, times the model's
yield path.

An announcement is measured over two closes, a programme over years: what the first says of the second is a
stretch, and each row says how far beyond the largest announcement it goes. The second road is the sum of the
surprises of a period, turned into ten-year yields by the first stage, beside what the model says that the
programme did to them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from qeqt import runs
from qeqt.study.estimation import EstimationError, records
from qeqt.study.estimation.projections import PER
from qeqt.study.estimation.table import Row

CLOSES = 2
FIRST = 1
"""Close by which the ten-year yield has heard the news."""
STRONG = 10.0
"""First-stage F below which a ratio is said to rest on a weak instrument."""
VARIANTS = ("all", "without_1_largest")
OUTCOMES = ("twd_per_usd", "taiex", "foreign_net_buying")
YIELD = "long_rate_deviation"


@dataclass(frozen=True)
class Instrument:
    """A kind of news, and where its responses are kept."""

    key: str
    record: str
    shock: str


INSTRUMENTS = (
    Instrument("rates", "jarocinski_karadi_days", "MP_median"),
    Instrument("guidance", "jarocinski_unconventional", "u2"),
    Instrument("purchases", "jarocinski_unconventional", "u3"),
)


@dataclass(frozen=True)
class Programme:
    """What was done in a period: the run without it, read in a month; its column is what lacks then."""

    key: str
    without: str
    """The scenario in which it was not done; its reference is what was done."""
    month: str
    sums: str
    """Name of the period in the kept sums of surprises."""


PROGRAMMES = (
    Programme("2008-14", "fed_no_qe", "2014-12", "from_2008_to_2014"),
    Programme("2020-21", "fed_no_pandemic_qe", "2021-12", "from_2020_to_2021"),
    Programme("2022-25", "fed_2022_no_runoff", "2025-12", "from_2022"),
)


@dataclass(frozen=True)
class Stretch:
    """A response to announcements held against a programme's stock."""

    programme: str
    instrument: str
    outcome: str
    variant: str
    per_ten_bp: float
    low: float
    high: float
    """The 90% Anderson-Rubin set; infinite where it has no end."""
    f: float
    n: int
    stock_bp: float
    """What the model says that the programme did to the ten-year yield."""
    sampled_bp: float
    """What the largest month of news that is in the sample did to it, by the first stage; without the largest
    date: at most so much."""
    surprises_bp: float
    """The period's surprises added up, turned into ten-year yields by the first stage."""

    @property
    def times(self) -> float:
        """How many times the largest month of news the stock is; without the largest date: at least."""
        return abs(self.stock_bp / self.sampled_bp)

    @property
    def is_weak(self) -> bool:
        """Say whether the first stage is too weak to read the ratio."""
        return self.f < STRONG

    @property
    def stretched(self) -> tuple[float, float, float]:
        """Estimate, low and high if the whole stock had come as announcements do; a stretch, no estimate."""
        size = self.stock_bp / PER
        ends = sorted((size * self.low, size * self.high))
        return size * self.per_ten_bp, ends[0], ends[1]


@cache
def stock(programme: Programme, column: str) -> float:
    """Return what a programme did to a column by its month: the run without it, sign turned."""
    found = runs.run(programme.without, keep_ladders=False)
    if programme.month not in found.months:
        raise EstimationError(f"{programme.without} has no {programme.month}; it ends in {found.months[-1]}")
    return -float(found.columns[column][found.months.index(programme.month)])


@cache
def total(programme: Programme, column: str) -> float:
    """Return what a programme did to a flow, added up to its month."""
    found = runs.run(programme.without, keep_ladders=False)
    length = found.months.index(programme.month) + 1
    return -math.fsum(found.columns[column][:length])


def kept_row(record: str, method: str, shock: str, name: str, variant: str, horizon: int) -> Row:
    """Return one kept row; EstimationError says which one is missing."""
    for row in records.kept(record).rows:
        if (row.method, row.shock, row.outcome, row.variant, row.horizon) == (
            method, shock, name, variant, horizon,
        ):  # fmt: skip
            return row
    raise EstimationError(f"{record}: no kept {method} of {name} to {shock}, {variant}, {horizon}")


def largest_left(shares: dict[str, float], variant: str) -> float:
    """Return the largest month of surprises in a sample, bp; without the largest, the most it can be.

    The kept shares of squared variation say what the second and third carry together.
    """
    largest = abs(shares[records.LARGEST_SIZE])
    if variant == "all":
        return largest
    carried = {
        key.split(":")[0].removeprefix("largest_"): value
        for key, value in shares.items()
        if key.startswith("largest_")
    }
    return largest * min(1.0, math.sqrt((carried["3"] - carried["1"]) / carried["1"]))


def stretch(programme: Programme, instrument: Instrument, name: str, variant: str) -> Stretch:
    """Return one kind of news held against one programme."""
    record = records.kept(instrument.record)
    method = "event_days_per_ten_year_yield"
    ratio = kept_row(instrument.record, method, instrument.shock, name, variant, CLOSES)
    first = kept_row(instrument.record, "event_days", instrument.shock, "us_ten_year", variant, FIRST)
    shares = record.shares[instrument.shock]
    return Stretch(
        programme.key,
        instrument.key,
        name,
        variant,
        ratio.estimate,
        ratio.low,
        ratio.high,
        ratio.f or 0.0,
        ratio.n,
        100.0 * stock(programme, YIELD),
        largest_left(shares, variant) * first.estimate / PER,
        shares[f"sum_{programme.sums}"] * first.estimate / PER,
    )


def stretches() -> list[Stretch]:
    """Return every kind of news held against every programme, with and without its largest date."""
    return [
        stretch(programme, instrument, name, variant)
        for programme in PROGRAMMES
        for instrument in INSTRUMENTS
        for name in OUTCOMES
        for variant in VARIANTS
    ]


def lines(found: list[Stretch]) -> list[str]:
    """Return the rows as the command prints them: what the model says first, then the stretch."""
    out = [
        "from news to a stock: two closes after announcements, per 10 bp of the ten-year yield, times the",
        "model's yield path. No row is an estimate of a programme: 'times' says how far it is stretched.",
    ]
    for programme in PROGRAMMES:
        own = [row for row in found if row.programme == programme.key]
        out += [
            "",
            f"== {programme.key}: by {programme.month} the model's ten-year yield {own[0].stock_bp:+.0f} bp",
        ]
        for instrument in INSTRUMENTS:
            rows = [row for row in own if row.instrument == instrument.key]
            out.append(
                f"{instrument.key}: surprises of the period {rows[0].surprises_bp:+.0f} bp of the yield;"
                f" largest month {abs(rows[0].sampled_bp):.0f} bp, without it at most"
                f" {abs(rows[1].sampled_bp):.0f} bp: stock {rows[0].times:.1f} and {rows[1].times:.1f} times"
            )
            out += [row_line(row) for row in rows]
    return out


def row_line(row: Stretch) -> str:
    """Return one row as text."""
    value, low, high = row.stretched
    told = "first stage too weak to read" if row.is_weak else f"stretched {value:+.1f} {interval(low, high)}"
    return (
        f"  {row.outcome:20} {row.variant:18} F {row.f:6.1f}  per 10 bp {row.per_ten_bp:+.2f}"
        f" {interval(row.low, row.high)}  {told}"
    )


def interval(low: float, high: float) -> str:
    """Return an interval as text."""
    ends = ("no end" if math.isinf(end) else f"{end:.2f}" for end in (low, high))
    return "[" + ", ".join(ends) + "]"
