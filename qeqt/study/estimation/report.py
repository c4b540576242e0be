"""What the command prints: the answer first, then the numbers, then what cannot be said."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from qeqt.data.fields import is_month, nearest
from qeqt.study.estimation import EstimationError, events, records, surprises
from qeqt.study.estimation.outcomes import FIRST_STAGE, outcome
from qeqt.study.estimation.projections import PER, Sample
from qeqt.study.estimation.surprises import Surprises
from qeqt.study.estimation.table import (
    BY_DAY,
    FIRST_HORIZON,
    LARGEST,
    METHODS,
    PATHS,
    PLACEBO,
    Row,
    verdict,
    with_and_without,
)
from qeqt.study.estimation.tasks import Asked

BRIEF = ("all", "without_1_largest", "with_rotations", PLACEBO)
"""Samples that are printed of what is not a first outcome; --json prints all."""
TITLES = {
    "local_projection": "local projections",
    "redrawn_months": "the same, interval over redrawn months (and rotations); chance = placebo dates",
    "smooth_projection": "smooth local projections",
    "bayesian_var": "Bayesian vector autoregression, surprises as external instruments",
    "per_ten_year_yield": "per 10 bp of the ten-year yield (Anderson-Rubin)",
    "event_days": "closes after the announcement",
    "event_days_per_ten_year_yield": "closes after it, per 10 bp of the ten-year yield that day",
}


def asked(
    shocks: Path | None, name: str, columns: list[str], unit: str, date_column: str, origin: str, licence: str
) -> Surprises:  # fmt: skip
    """Return the surprises that were asked for: the compiled ones, or a file's."""
    if shocks is None:
        known = {found.name: found for found in (surprises.compiled(), surprises.compiled_by_sign())}
        wanted = name or surprises.JAROCINSKI_KARADI
        if wanted not in known:
            raise EstimationError(
                f"--name {wanted}: {nearest(wanted, known)}; other surprises come by --shocks FILE"
            )
        return known[wanted]
    return surprises.read_file(shocks, name or shocks.stem, columns, unit, date_column, origin, licence)


def lines(found: Surprises, sample: Sample, rows: list[Row], version: str) -> list[str]:
    """Return the report of one set of surprises."""
    columns = tuple(dict.fromkeys(row.shock for row in rows))
    out = [f"{found.name}: {found.origin}",
           f"licence: {found.licence}; sha256 {found.digest[:12]}; qeqt {version}",
           f"months {sample.first} to {sample.last}, by Taipei's next trading day; responses to {PER:g} bp",
           "[90% interval]; * zero lies outside"]  # fmt: skip
    for column in columns:
        out += ["", *concentration(found, column, sample), *verdicts(rows, column)]
        for method, title in TITLES.items():
            out += part([row for row in rows if row.shock == column and row.method == method], title)
    return [*out, "", "not estimated:", *(f"  {line}" for line in records.missing())]


def concentration(found: Surprises, column: str, sample: Sample) -> list[str]:
    """Return what the largest months carry of a series' variation."""
    parts = []
    for count in LARGEST:
        largest = found.largest(column, count, sample.first, sample.last)
        share = found.share(column, largest, sample.first, sample.last)
        parts.append(
            f"{share:.0%} in {count} ({', '.join(largest)})"
            if count < LARGEST[-1]
            else f"{share:.0%} in {count}"
        )
    return [f"== {column}: of its squared variation " + "; ".join(parts)]


def verdicts(rows: Iterable[Row], column: str) -> list[str]:
    """Return, for each outcome, whether its first response stands (see ``verdict``)."""
    kept = [row for row in rows if row.shock == column]
    out = []
    for method, first in FIRST_HORIZON.items():
        where = "month 0" if method == "local_projection" else f"{first} closes"
        for name in dict.fromkeys(row.outcome for row in kept if row.method == method):
            own = with_and_without(kept, method, name, first)
            clear = sum(1 for row in own if row.tells)
            word = verdict(kept, method, name, first)
            out.append(f"  {name}, {where}: {word} ({clear} of {len(own)} samples tell)")
    return out


def part(rows: list[Row], title: str) -> list[str]:
    """Return the rows of one method as lines: outcome, sample, then horizons side by side."""
    if not rows:
        return []
    out = ["", f"-- {title}"]
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.outcome, row.variant), []).append(row)
    before = ""
    for (name, variant), group in groups.items():
        if name not in PATHS and variant not in BRIEF:
            continue
        if name != before:
            note = " (first stage)" if name in FIRST_STAGE else ""
            out.append(f"{name} [{group[0].unit}]{note}")
            before = name
        out.append(f"  {variant:28} n {group[0].n:3}  " + "  ".join(numbers(row) for row in group))
    return out


def numbers(row: Row) -> str:
    """Return one response as text."""
    low, high = (("no end" if math.isinf(end) else f"{end:.2f}") for end in (row.low, row.high))
    also = f" chance {row.chance:.3f}" if row.chance is not None else ""
    also += f" F {row.f:.1f}" if row.f is not None else ""
    return f"{row.horizon}: {row.estimate:+.2f} [{low}, {high}]{'*' if row.tells else ''}{also}"


def side_by_side(kept: list[records.Record]) -> list[str]:
    """Return the first responses to every public series of surprises, one below the other."""
    out = []
    for name in PATHS:
        for method, first in FIRST_HORIZON.items():
            where = "month of the news" if method == "local_projection" else f"{first} closes after it"
            out.append(f"{name}, {where}, per {PER:g} bp; last, without the three largest dates")
            for record in kept:
                for column in dict.fromkeys(row.shock for row in record.rows):
                    out += compared(record, column, method, name, first)
    return [*out, ""]


def compared(record: records.Record, column: str, method: str, name: str, horizon: int) -> list[str]:
    """Return one series' response with and without its three largest dates; none where it is not kept."""
    own = [row for row in record.rows if row.shock == column]
    rows = {row.variant: row for row in with_and_without(own, method, name, horizon)}
    if not {"all", "without_3_largest"} <= rows.keys():
        return []
    label = f"{record.name} {column}"
    return [
        f"  {label:42} {numbers(rows['all'])}  {numbers(rows['without_3_largest'])}"
        f"  {verdict(own, method, name, horizon)}"
    ]


def summed(shares: dict[str, float]) -> list[str]:
    """Return what the largest months carry, and the sum of the surprises of each period."""
    largest_months = [f"{value:.0%} {key}" for key, value in shares.items() if key.startswith("largest_")]
    sums = [f"{key.removeprefix('sum_')} {v:+.0f} bp" for key, v in shares.items() if key.startswith("sum_")]
    return [
        f"    variation: {'; '.join(largest_months)}",
        f"    largest month {shares[records.LARGEST_SIZE]:+.1f} bp; what is larger was never sampled",
        f"    sums of surprises: {', '.join(sums)}",
    ]


def tally(kept: list[records.Record]) -> list[str]:
    """Return how many first responses of Taiwan were judged, and how they came out."""
    words: Counter[str] = Counter()
    for record in kept:
        for column in dict.fromkeys(row.shock for row in record.rows):
            own = [row for row in record.rows if row.shock == column]
            for method, first in FIRST_HORIZON.items():
                named = {row.outcome for row in own if row.method == method}
                words.update(
                    verdict(own, method, name, first) for name in named if not name.startswith("us_")
                )
    counts = ", ".join(f"{count} {word}" for word, count in words.most_common())
    return [f"{words.total()} first responses of Taiwan: {counts}",
            "zero lies outside a 90% interval in one of ten by chance alone", ""]  # fmt: skip


def kept_lines(names: Iterable[str]) -> list[str]:
    """Return what is kept: all series side by side, then each set's first responses."""
    kept = [records.kept(name) for name in names]
    out = [*side_by_side(kept), *tally(kept)]
    for record in kept:
        out += [f"{record.name}: {record.origin}", f"made {record.made} with qeqt {record.version}; sha256 "
                f"{record.digest[:12]}; {record.first} to {record.last}", *needed(record)]  # fmt: skip
        for column in dict.fromkeys(row.shock for row in record.rows):
            out += [f"  {column}", *summed(record.shares[column])]
            out += [f"  {line}" for line in verdicts(record.rows, column)]
        out.append("")
    return out


def needed(record: records.Record) -> list[str]:
    """Return how a record's rows are made again, and which of them need a file that is not in the project."""
    own = {surprises.compiled().digest}
    by_closes = sum(1 for row in record.rows if row.method in BY_DAY)
    without = len(record.rows) - by_closes
    out = []
    if record.digest in own:
        out.append(f"  {without} rows by month: made again without any file")
    elif without:
        out.append(
            f"  {without} rows by month need --shocks FILE, sha256 {record.digest[:12]}: {record.origin}"
        )
    if by_closes:
        files = f"--days FILE, sha256 {record.days_digest[:12]}: {record.days_origin}"
        also = "" if record.digest in own else f"--shocks FILE, sha256 {record.digest[:12]}, and "
        out.append(f"  {by_closes} rows by closes need {also}{files}")
    return out


def asked_for(
    found: Surprises, first: str, last: str, columns: Sequence[str], outcomes: Sequence[str],
    days: Path | None, days_origin: str, methods: Sequence[str],
) -> Asked:  # fmt: skip
    """Return the estimates that are asked for; EstimationError names what is none."""
    for column in columns:
        if column not in found.columns:
            raise EstimationError(f"column {column!r}: {nearest(column, found.columns)}")
    for name in outcomes:
        outcome(name)
    for method in methods:
        if method not in METHODS:
            raise EstimationError(f"method {method!r}: {nearest(method, METHODS)}")
    for name, month in (("from", first), ("to", last)):
        if month and not is_month(month):
            raise EstimationError(f"{name}: found {month!r}; a month YYYY-MM is needed")
    daily = events.read_days(days, days_origin) if days else None
    if daily is not None and not found.events:
        raise EstimationError(
            f"--days needs the days of the announcements; {found.name} is by month: give --shocks FILE"
        )
    whole = Sample(max(first or found.first, found.first), min(last or found.last, found.last))
    return Asked(found, whole, tuple(columns), tuple(outcomes), daily, tuple(methods))
