"""Many draws of the parameters at once: bands around a run.

Every parameter is drawn from its record (low, high, shape), all of them together. Combinations that the model
cannot live with are drawn again, and their share is said: an economy that does not come to rest, a plan that
cannot be carried out, a number that is none. A band says how far the answer moves when the parameters do; it
says nothing of what the model leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from qeqt import data, runs
from qeqt.core import admissible
from qeqt.core.case import Book
from qeqt.core.case import fixed as set_by_scenario
from qeqt.data.fields import nearest
from qeqt.data.own import in_use
from qeqt.data.records import Parameter, ScenarioRecord
from qeqt.results import provenance
from qeqt.runs import presence
from qeqt.study.executors import Progress
from qeqt.study.walks import EnsembleError, Walks, kept_in, numpy_or_error, simulated, taken

if TYPE_CHECKING:
    import numpy as np

    from qeqt.core.results import Column
    from qeqt.results import Results

    Draws = dict[str, np.ndarray[Any, Any]]

DRAWS = 500
SEED = 20260101
"""Of the book's own bands."""

QUANTILES = (0.05, 0.16, 0.50, 0.84, 0.95)
"""The ends of the 90% band, those of the 68% band, and the median."""

WHOLE = ("expected_hold",)
"""Parameters in whole quarters, by which a run counts its steps: kept at their values."""

ROUNDS = 20
"""So many times are draws that failed drawn again before it is given up."""


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
    progress: TextIO | None = None,
    resume: Path | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Bands:
    """Return the bands of a scenario; ``fixed``: parameters that keep a value of the caller's.

    ``fixed`` may also make the moves that decisions.toml declares, from the month ``since`` on. ``drawn``:
    the parameters that are drawn, all by default; the others keep their own values. ``executor``: where the
    draws are walked through, in pieces; this process where none is given. ``resume``: a file that keeps what
    is done until all of it is; ``progress``, ``tell``: where, or who, is told how far it is.

    Raises EnsembleError when NumPy is missing or draws stay unstable, RecordError for an unknown name.
    """
    asked = (scenario, draws, seed, months, fixed, since, drawn)
    tell = tell or (Progress(progress, draws, what="draws") if progress else None)
    with kept_in(resume, digest_of(*asked) if resume else "") as kept:
        found = sample(*asked, Walks(kept, executor, tell))
        kept.finished = True
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
    walks: Walks | None = None,
) -> Sample:
    """Return the draws themselves, for what is worked out from them: sums of a year, gaps between two runs.

    The same scenario, seed and number give the same draws, whatever the executor. Arguments and errors are
    those of bands().
    """
    numpy = numpy_or_error()
    walks = walks or Walks(kept_in(None, ""))
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
            results, broken = simulated(scenario, chosen, held, months, draws, since, walks)
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


def digest_of(
    scenario: str, draws: int, seed: int, months: int | None, fixed: Mapping[str, float] | None, since: str,
    drawn: Collection[str] | None,
) -> str:  # fmt: skip
    """Return the digest of all that can move bands: what is asked, records, model, NumPy's draws."""
    rest = [scenario, draws, seed, months, dict(fixed or {}), since, sorted(drawn or []), drawn is None]
    own, drawing = in_use().digest(), numpy_or_error().__version__
    return provenance.digest([rest, own, drawing, provenance.model_digest(), provenance.records_digest()])


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


def spread(path: list[Any], count: int) -> list[list[float]]:
    """Return the quantiles of a column, one path a quantile: between the two draws nearest to each.

    Sorting whole months is faster than numpy.quantile() and gives the same.
    """
    numpy = numpy_or_error()
    table = numpy.empty((len(path), count))
    for n, value in enumerate(path):
        table[n] = value
    table.sort(axis=1)
    found: list[list[float]] = []
    for quantile in QUANTILES:
        place, share = divmod(quantile * (count - 1), 1.0)
        low, high = table[:, int(place)], table[:, min(int(place) + 1, count - 1)]
        found.append((low + (high - low) * share).tolist())
    return found
