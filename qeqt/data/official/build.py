"""A table's columns built anew: which addresses are asked, and how answers become our periods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from math import fsum

from qeqt import data
from qeqt.data.official.answers import AnswerError, NothingYetError, Reading
from qeqt.data.official.client import Client
from qeqt.data.official.readers import ACCEPT, READERS
from qeqt.data.official.resample import (
    RULES,
    Observations,
    Shape,
    UnfinishedError,
    later,
    period_end,
    rhythm_fault,
)
from qeqt.data.official.ways import Recipe, Source, Ways
from qeqt.data.records import Figure

TRADING_DAYS = ("taiwan_trading_month", "last_trading_day")
"""Where the last trading day of each month stands."""
MONTHS_BACK = 3
"""Months that a publisher who answers month by month is asked again."""
DFA_GROUPS = ("TopPt1", "RemainingTop1", "Next9", "Next40", "Bottom50")

Tables = dict[str, Figure]
"""The newest version of each table: renewed in this run, else compiled."""


@dataclass(frozen=True)
class Column:
    """A column as its publisher has it now, over our periods; `newest`: its last observation of any kind."""

    values: Observations
    newest: str


@dataclass
class Builder:
    """Builds columns out of answers; `tables`: what was renewed in this run."""

    ways: Ways
    client: Client
    today: date
    tables: Tables
    published: dict[str, list[str]] = field(default_factory=dict)
    """Table -> when each answer that it is made from was published, as far as the answer says so."""
    say: Callable[[str], None] = lambda _: None

    def published_on(self, name: str) -> str:
        """Return the last day on which answers that a table is made from were published; else today."""
        told, today = self.published.get(name, []), self.today.isoformat()
        return max(told) if told and all("" < day <= today for day in told) else today

    def current(self, name: str) -> Figure:
        """Return a table: renewed in this run, else compiled."""
        return self.tables.get(name) or data.compiled(name)

    def column(self, table: Figure, name: str, recipe: Recipe) -> Column:
        """Return a column from its source or from another table.

        Raises NetworkError, AnswerError or UnfinishedError, with what to do.
        """
        frequency, kind = table.meta.frequency, table.meta.kind
        known = frozenset(table.series(name))
        if recipe.table:
            origin = self.current(recipe.table)
            every = {"monthly": "month", "quarterly": "quarter"}[origin.meta.frequency]
            raw = origin.series(recipe.column)
        else:
            every, raw = recipe.every, self.observed(table, name, recipe)
        raw = self.dates_in_bounds(raw, recipe, every)
        shape = Shape(frequency, kind, every, self.today, known)
        found = RULES[recipe.rule](later(raw, recipe.lag_months), shape)
        first = max(min(known), recipe.since)
        kept = {day: value * recipe.scale for day, value in found.items() if day >= first}
        if frequency == "irregular":
            kept = {day: value for day, value in kept.items() if day in known or day > max(known)}
        if not kept:
            raise AnswerError("the answer has no closed period that the table could have")
        return Column(kept, max(raw))

    def dates_in_bounds(self, raw: Observations, recipe: Recipe, every: str) -> Observations:
        """Return observations up to today; a date after it is refused where nothing is projected."""
        if not raw:
            raise AnswerError("the answer has no observation")
        beyond = sorted(day for day in raw if day > self.today.isoformat())
        if beyond and not recipe.projected:
            raise AnswerError(f"the answer has {beyond[0]}, a day still to come: damaged, or a projection")
        fault = rhythm_fault(sorted(raw), every)
        if fault:
            raise AnswerError(fault)
        return {day: value for day, value in raw.items() if day not in beyond}

    def observed(self, table: Figure, name: str, recipe: Recipe) -> Observations:
        """Return the publisher's observations, one series or the share of some groups in all."""
        if not recipe.groups:
            return self.read(table, name, recipe, recipe.series)
        parts = [self.read(table, name, recipe, f"{recipe.series}|{group}") for group in recipe.groups]
        same_days(parts)
        top = {day: fsum(part[day] for part in parts) for day in parts[0]}
        if not recipe.share_of:
            return top
        whole = [self.read(table, name, recipe, f"{recipe.share_of}|{group}") for group in DFA_GROUPS]
        same_days([top, *whole])
        return {day: 100.0 * top[day] / fsum(part[day] for part in whole) for day in top}

    def read(self, table: Figure, name: str, recipe: Recipe, series: str) -> Observations:
        """Ask the source, read its answers, hold the unit to what ways.toml says."""
        source = self.ways.sources[recipe.source]
        found: Observations = {}
        for address in self.addresses(source, series, sorted(table.series(name)), recipe):
            accept = ACCEPT.get(source.reader, "*/*")
            body = self.client.get(address, accept, source.chain_lacks_key_identifier)
            try:
                reading: Reading = READERS[source.reader](body, series)
            except NothingYetError:
                if self.today.strftime(source.dates)[:6] not in address:
                    raise
                continue  # the first days of a month, before anything was traded
            self.published.setdefault(table.name, []).append(reading.published)
            if recipe.unit and reading.unit != recipe.unit:
                raise AnswerError(f"the publisher's unit is {reading.unit!r}, {recipe.unit!r} is needed")
            if twice := found.keys() & reading.values.keys():
                raise AnswerError(f"two answers have {min(twice)}: one address answers for another")
            found |= reading.values
        return found

    def addresses(self, source: Source, series: str, known: list[str], recipe: Recipe) -> list[str]:
        """Return the addresses to ask: one, or one a month or trading day since shortly before our last."""
        first = max(known[0], recipe.since)
        code = series.rpartition("'")[2]
        parts = {"series": code, "db": series.partition("'")[0], "file": series.partition("|")[0]}
        parts |= {"start": date.fromisoformat(first).strftime(source.dates)}
        parts |= {"end": self.today.strftime(source.dates)}
        found = []
        for address in source.addresses:
            if "{month}" in address:
                months = self.months(known, closed=recipe.every == "month")
                found += [address.format(**parts, month=month.strftime(source.dates)) for month in months]
            elif "{day}" in address:
                days = self.trading_days(known)
                found += [address.format(**parts, day=day.strftime(source.dates)) for day in days]
            else:
                found.append(address.format(**parts))
        return found

    def months(self, known: list[str], closed: bool) -> list[date]:
        """Return the first days of the months to ask for: a few that we have, and all since."""
        overlap = known[-MONTHS_BACK * 2 :]
        month, found = date.fromisoformat(overlap[0]).replace(day=1), []
        while month <= self.today:
            if not closed or period_end(month.isoformat(), "monthly") < self.today:
                found.append(month)
            month = (month.replace(day=28) + 5 * (date(2000, 1, 2) - date(2000, 1, 1))).replace(day=1)
        return found

    def trading_days(self, known: list[str]) -> list[date]:
        """Return the last trading day of the months to ask for."""
        name, column = TRADING_DAYS
        days = self.current(name).series(column)
        wanted = {month.isoformat() for month in self.months(known, closed=True)}
        return [
            date.fromisoformat(month).replace(day=int(days[month])) for month in sorted(wanted & days.keys())
        ]


def same_days(parts: list[Observations]) -> None:
    """Refuse groups that do not have the same quarters: what belongs together is not whole."""
    odd = sorted(set().union(*parts) - set(parts[0]).intersection(*parts))
    if odd:
        raise AnswerError(f"not the same quarters in every group: {odd[0]} is missing in one; damaged")


def reckoned(recipe: Recipe, built: dict[str, Observations], over: Observations) -> Observations:
    """Return a column that follows from others of its table, where all of them have the period."""
    column = dict(built[recipe.of])
    for other in recipe.plus:
        column = {day: value + built[other][day] for day, value in column.items() if day in built[other]}
    for other in recipe.minus:
        column = {day: value - built[other][day] for day, value in column.items() if day in built[other]}
    if recipe.over:
        column = {day: 100.0 * value / over[day] for day, value in column.items() if over.get(day)}
    return column


__all__ = ["Builder", "Column", "UnfinishedError", "reckoned"]
