"""Many draws of the parameters at once: bands around a run.

Every parameter is drawn from its record (low, high, shape), all of them together. Combinations that the model
cannot live with are drawn again, and their share is said: an economy that does not come to rest, a plan that
cannot be carried out, a number that is none. A band says how far the answer moves when the parameters do; it
says nothing of what the model leaves out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qeqt import data, runs
from qeqt.core import admissible
from qeqt.core.case import Book
from qeqt.core.case import fixed as set_by_scenario
from qeqt.core.cautions import unobserved_liquidity
from qeqt.data.fields import nearest
from qeqt.data.own import Own, in_use
from qeqt.data.records import Parameter, ScenarioRecord
from qeqt.runs import own_scenario, presence
from qeqt.study.executors import in_order

if TYPE_CHECKING:
    import numpy as np

    from qeqt.core.results import Column
    from qeqt.results import Results

    Draws = dict[str, np.ndarray[Any, Any]]

DRAWS = 500
SET_BY_SCENARIO = "is set by the scenario"
"""What a caution says of a value that is not used."""
SEED = 20260101
"""Of the book's own bands."""

QUANTILES = (0.05, 0.16, 0.50, 0.84, 0.95)
"""The ends of the 90% band, those of the 68% band, and the median."""

WHOLE = ("expected_hold",)
"""Parameters in whole quarters, by which a run counts its steps: kept at their values."""

ROUNDS = 20
"""So many times are draws that failed drawn again before it is given up."""


class EnsembleError(ValueError):
    """Draws cannot be made, or hardly any of them is stable."""


@dataclass(frozen=True, repr=False)
class Bands:
    """Quantiles of every column of a scenario over joint draws of its parameters."""

    scenario: str
    bank: str
    months: list[str]
    records: dict[str, Column]
    quantiles: dict[str, list[list[float]]]
    """Column -> one path a quantile, in the order of QUANTILES."""
    draws: int
    seed: int
    redrawn: float
    """Share of all combinations drawn that were unstable and drawn again."""
    cautions: list[str]
    """Where any of the draws lies outside the data that the model's equations were fitted on."""

    def band(self, column: str, percent: int) -> list[tuple[float, float]]:
        """Return the low and the high end of a column's band in each month; ``percent``: 68 or 90."""
        if percent not in (68, 90):
            raise EnsembleError(f"a band of {percent}% is not kept; valid: 68, 90")
        if column not in self.quantiles:
            raise EnsembleError(f"column {column!r} is not in the run; {nearest(column, self.quantiles)}")
        low, high = (1, 3) if percent == 68 else (0, 4)
        paths = self.quantiles[column]
        return list(zip(paths[low], paths[high], strict=True))

    def median(self, column: str) -> list[float]:
        """Return the median of a column in each month."""
        return self.quantiles[column][2]

    def __repr__(self) -> str:
        span = f"{self.months[0]} to {self.months[-1]}"
        drawn = f"{self.draws} draws, seed {self.seed}, redrawn {self.redrawn:.1%}"
        return f"<Bands of {self.scenario} ({self.bank}): {span}, {len(self.quantiles)} columns, {drawn}>"

    def to_frame(self, library: str = "") -> Any:
        """Return one row a column and month: p05, p16, p50, p84, p95, in the column's unit."""
        from qeqt.results.frames import of_records

        names = [f"p{100 * quantile:02.0f}" for quantile in QUANTILES]
        return of_records(
            [
                {"column": column, "month": month, "unit": self.records[column].unit}
                | {name: path[n] for name, path in zip(names, paths, strict=True)}
                for column, paths in self.quantiles.items()
                for n, month in enumerate(self.months)
            ],
            library,
        )


@dataclass(frozen=True)
class Sample:
    """A scenario walked through with joint draws of its parameters."""

    results: Results
    """A column's month holds one value a draw, or a single number where no draw moves it."""
    parameters: Draws
    """What was drawn: one value a draw."""
    draws: int
    seed: int
    redrawn: float
    """Share of all combinations drawn that were unstable and drawn again."""


def bands(
    scenario: str,
    draws: int = DRAWS,
    seed: int = SEED,
    months: int | None = None,
    fixed: Mapping[str, float] | None = None,
    since: str = "",
    drawn: Collection[str] | None = None,
    executor: Executor | None = None,
) -> Bands:
    """Return the bands of a scenario; ``fixed``: parameters that keep a value of the caller's.

    ``fixed`` may also make the moves that decisions.toml declares, from the month ``since`` on. ``drawn``:
    the parameters that are drawn, all by default; the others keep their own values. ``executor``: where the
    draws are walked through, in pieces; this process where none is given.

    Raises EnsembleError when NumPy is missing or draws stay unstable, RecordError for an unknown name.
    """
    found = sample(scenario, draws, seed, months, fixed, since, drawn, executor)
    results = found.results
    return Bands(
        scenario=scenario,
        bank=results.bank,
        months=results.months,
        records={name: results.records[name] for name in results.columns},
        quantiles={name: spread(path, draws) for name, path in results.columns.items()},
        draws=draws,
        seed=seed,
        redrawn=found.redrawn,
        cautions=results.cautions,
    )


def sample(
    scenario: str,
    draws: int = DRAWS,
    seed: int = SEED,
    months: int | None = None,
    fixed: Mapping[str, float] | None = None,
    since: str = "",
    drawn: Collection[str] | None = None,
    executor: Executor | None = None,
) -> Sample:
    """Return the draws themselves, for what is worked out from them: sums of a year, gaps between two runs.

    The same scenario, seed and number give the same draws, whatever the executor. Arguments and errors are
    those of bands().
    """
    numpy = numpy_or_error()
    if draws < 2:
        raise EnsembleError(f"{draws} draws make no band; at least 2 are needed")
    record = runs.scenario_record(scenario)
    asked = dict(fixed or {})
    held = {key: value for key, value in asked.items() if not changes_nothing(record, key, value)}
    runs.run(
        scenario, months, dict(held), since=since, keep_ladders=False
    )  # what no draw could do is said at once
    kept = {*asked, *switched(scenario, record.months)}
    known = {
        key: entry
        for key, entry in data.parameters(record.bank).items()
        if key not in kept and (drawn is None or key in drawn)
    }
    chance = numpy.random.default_rng(seed)
    chosen = draws_of(known, draws, chance)
    if not chosen:
        raise EnsembleError(f"{scenario}: every parameter is fixed; nothing is left to draw")
    tried, failed = draws, 0
    waiting = numpy.arange(draws)
    results = None
    for _ in range(ROUNDS):
        are_stable = stable(taken(chosen, waiting), record.bank, held)
        bad = waiting[~are_stable]
        if len(bad) == 0:
            results, broken = simulated(scenario, chosen, held, months, draws, since, executor)
            bad = numpy.flatnonzero(broken)
            if len(bad) == 0:
                break
        failed += len(bad)
        tried += len(bad)
        put(chosen, bad, draws_of(known, len(bad), chance))
        waiting, results = bad, None
    if results is None:
        raise EnsembleError(f"{scenario}: after {ROUNDS} rounds some draws are still unstable")
    unasked = refusals(scenario, record.months, chosen)
    results.cautions = [caution for caution in results.cautions if caution not in unasked]
    return Sample(results, chosen, draws, seed, failed / tried)


def changes_nothing(record: ScenarioRecord, key: str, value: float) -> bool:
    """Say whether a parameter that no part of the run reads is only kept from the draws, at its own value."""
    entry = data.parameters(record.bank).get(key)
    return entry is not None and value == entry.value and bool(presence.unread(record, entry))


def switched(scenario: str, months: int) -> set[str]:
    """Return the parameters that a scenario, or its reference, sets by a switch: none is drawn.

    What only a programme beside it sets is drawn for the scenario, and kept for that programme.
    """
    book: Book = {}
    place = runs.enter(book, scenario, months)
    found: set[str] = set()
    while place:
        found |= set(book[place].switches)
        place = book[place].reference
    return found


def refusals(scenario: str, months: int, names: Iterable[str]) -> set[str]:
    """Return what a run says of values that it sets itself: a draw is no value that anybody asked for."""
    book: Book = {}
    runs.enter(book, scenario, months)
    return {set_by_scenario(name, case.plan.name) for case in book.values() for name in names}


def numpy_or_error() -> Any:
    """Return NumPy; EnsembleError says how to get it where it is missing."""
    try:
        import numpy
    except ImportError:
        raise EnsembleError("bands need NumPy: pip install 'qeqt[ensemble]'") from None
    return numpy


def draws_of(known: Mapping[str, Parameter], count: int, chance: Any) -> Draws:
    """Return so many joint draws of every parameter that has a range and is no count of steps."""
    return {key: one_parameter(entry, count, chance) for key, entry in known.items() if is_drawn(entry)}


def is_drawn(entry: Parameter) -> bool:
    """Say whether a parameter has a range to be drawn from and is no count of steps."""
    return entry.shape != "fixed" and entry.key not in WHOLE


def one_parameter(entry: Parameter, count: int, chance: Any) -> Any:
    """Return draws of one parameter, all of them within its range; triangular: the value is the mode."""
    if entry.shape == "uniform":
        return chance.uniform(entry.low, entry.high, count)
    return chance.triangular(entry.low, entry.value, entry.high, count)


def taken(draws: Draws, places: Any) -> Draws:
    """Return the draws at some places."""
    return {key: values[places] for key, values in draws.items()}


def put(draws: Draws, places: Any, fresh: Draws) -> None:
    """Put fresh draws in the place of others."""
    for key, values in fresh.items():
        draws[key][places] = values


def stable(draws: Draws, bank: str, held: Mapping[str, float]) -> Any:
    """Say of each draw whether its economy comes to rest and its demand for reserves is in order.

    ``held``: parameters that keep another value than their record's.
    """
    numpy = numpy_or_error()
    from qeqt.core import arrays

    count = len(next(iter(draws.values())))
    known = {key: entry.value for key, entry in data.parameters(bank).items()}
    kept = {key: value for key, value in held.items() if key in known}
    values = {key: numpy.full(count, value) for key, value in {**known, **kept}.items()}
    values.update(draws)
    with numpy.errstate(all="ignore"):
        found = admissible.stable(values, arrays)  # type: ignore[arg-type]
    return numpy.ones(count, dtype=bool) & found


PIECE = 100
"""Draws that an executor is handed at a time."""


def simulated(
    scenario: str, draws: Draws, held: Mapping[str, Any], months: int | None, count: int, since: str = "",
    executor: Executor | None = None,
) -> tuple[Results, Any]:  # fmt: skip
    """Walk through a scenario with all draws; say which of them broke.

    A plan that some draws cannot carry out is tried on ever smaller parts of them, until those are known.
    """
    numpy = numpy_or_error()
    broken = numpy.zeros(count, dtype=bool)
    pieces = 1 if executor is None else -(-count // PIECE)
    waiting = numpy.array_split(numpy.arange(count), pieces)
    walked: list[tuple[Any, Results]] = []
    while waiting:
        tasks = [(in_use(), scenario, months, {**held, **taken(draws, places)}, since) for places in waiting]
        answers = list(in_order(walk, tasks, executor, len(tasks)))
        parts, waiting = waiting, []
        for places, found in zip(parts, answers, strict=True):
            if found is None and len(places) == 1:
                broken[places] = True
            elif found is None:
                half = len(places) // 2
                waiting += [places[:half], places[half:]]
            else:
                walked.append((places, found))
                broken[places] |= ~are_finite(found, len(places))
    if not walked:
        raise EnsembleError(f"{scenario}: no draw can be carried out")
    return walked[0][1] if broken.any() else joined(walked, held, draws), broken


def walk(own: Own, scenario: str, months: int | None, values: dict[str, Any], since: str) -> Results | None:
    """Walk through a scenario with some draws; None where they cannot carry out its plan."""
    from qeqt.core import arrays

    numpy = numpy_or_error()
    try:
        with own_scenario.using(own), numpy.errstate(all="ignore"):
            found = runs.run(scenario, months, values, arrays, since, keep_ladders=False)  # type: ignore[arg-type]
    except ValueError:
        return None
    found.inputs = None
    return found


def are_finite(found: Results, count: int) -> Any:
    """Say of each draw whether every number of its run is one."""
    numpy = numpy_or_error()
    kept = numpy.ones(count, dtype=bool)
    for path in found.columns.values():
        for value in path:
            finite = numpy.isfinite(value)
            if not finite.all():
                kept &= finite
    return kept


def joined(walked: list[tuple[Any, Results]], held: Mapping[str, Any], draws: Draws) -> Results:
    """Return the runs of parts of the draws as one; its cautions are those of all of them together."""
    if len(walked) == 1:
        return walked[0][1]
    numpy = numpy_or_error()
    from qeqt.core import arrays

    walked = sorted(walked, key=lambda each: int(each[0][0]))
    whole = walked[0][1]
    sizes = [len(places) for places, _ in walked]
    columns: dict[str, list[Any]] = {}
    for name, path in whole.columns.items():
        columns[name] = []
        for n in range(len(path)):
            parts = [found.columns[name][n] for _, found in walked]
            moved = any(numpy.ndim(part) for part in parts)
            filled = [numpy.broadcast_to(part, size) for part, size in zip(parts, sizes, strict=True)]
            columns[name].append(numpy.concatenate(filled) if moved else parts[0])
    known: dict[str, Any] = {key: entry.value for key, entry in data.parameters(whole.bank).items()}
    values: dict[str, Any] = {**known, **{k: v for k, v in held.items() if k in known}, **draws}
    said = unobserved_liquidity(whole.months, columns, values, arrays)  # type: ignore[arg-type]
    said += [each for each in whole.cautions if SET_BY_SCENARIO in each]
    error = max(float(numpy.max(found.identity_error)) for _, found in walked)
    return replace(whole, columns=columns, cautions=said, identity_error=error)


def spread(path: list[Any], count: int) -> list[list[float]]:
    """Return the quantiles of a column, one path a quantile."""
    numpy = numpy_or_error()
    table = numpy.empty((len(path), count))
    for n, value in enumerate(path):
        table[n] = value
    found: list[list[float]] = numpy.quantile(table, QUANTILES, axis=1).tolist()
    return found
