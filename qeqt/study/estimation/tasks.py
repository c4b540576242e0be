"""Estimates as tasks that any executor may work out: one outcome of one series by one method each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from qeqt.data.own import Own, in_use
from qeqt.results import provenance
from qeqt.runs import own_scenario
from qeqt.study.estimation import bayesian_var, events, libraries
from qeqt.study.estimation.outcomes import OUTCOMES, Outcome, outcome
from qeqt.study.estimation.projections import Sample
from qeqt.study.estimation.surprises import Surprises
from qeqt.study.estimation.table import (
    BY_DAY,
    BY_OUTCOME,
    CLOSES,
    METHODS,
    PATHS,
    Row,
    autoregressed,
    by_day,
)
from qeqt.study.executors import AHEAD
from qeqt.study.kept import Kept

Answer = list[Row] | list[float]
"""The rows of a task; or how often placebo dates tell as much, a number a series."""


@dataclass(frozen=True)
class Asked:
    """Which estimates: all series, outcomes and methods where none is named."""

    surprises: Surprises
    whole: Sample
    columns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    days: events.Days | None = None
    methods: tuple[str, ...] = ()

    def wants(self, *methods: str) -> bool:
        """Say whether one of these methods is asked for."""
        return bool(set(self.methods or METHODS) & set(methods))

    def digest(self) -> str:
        """Return the digest of all that can move the estimates."""
        drawing = [library.__version__ for library in drawn_by()]
        days = self.days.digest if self.days else ""
        rest = [self.surprises.name, self.surprises.digest, asdict(self.whole), self.columns, self.names]
        used = [in_use().digest(), provenance.records_digest(), own_code(), drawing]
        return provenance.digest([rest, days, self.methods, used])


def drawn_by() -> tuple[Any, Any, Any]:
    """Return the libraries that draw and estimate: another release may give other last digits."""
    libraries()
    import numpy
    import scipy
    import statsmodels

    return numpy, scipy, statsmodels


def own_code() -> str:
    """Return the digest of the code that estimates."""
    return provenance.of_folder("study/estimation", ".py")


def chances(asked: Asked, name: str, closes: int) -> list[float]:
    """Return how often placebo dates tell as much of a daily column after so many closes, by series."""
    if asked.days is None:
        return []
    sample = asked.whole
    return events.placebo_share(asked.days, name, asked.surprises, sample.first, sample.last, closes)


def of_outcome(asked: Asked, column: str, method: str, entry: Outcome) -> list[Row]:
    """Return one outcome's responses to one series by one method."""
    return list(BY_OUTCOME[method](asked.surprises, column, entry, asked.whole))


def of_autoregression(asked: Asked, column: str) -> list[Row]:
    """Return the responses of the autoregression to one series."""
    return list(autoregressed(asked.surprises, column, asked.whole))


def of_days(asked: Asked, column: str, shares: dict[tuple[str, int], list[float]]) -> list[Row]:
    """Return what closes did after announcements, by one series."""
    if asked.days is None:
        return []
    found = by_day(asked.surprises, column, asked.days, asked.whole, shares)
    return [row for row in found if asked.wants(row.method)]


def worked_out(own: Own, task: Callable[[], Answer]) -> Answer:
    """Work a task out with the records that are read where it was made."""
    with own_scenario.using(own):
        return task()


def kept_in(path: Path | None, asked: Asked) -> Kept[Answer]:
    """Return where the answers are kept."""
    return Kept(path, asked.digest() if path else "", plain, lambda told: [read(each) for each in told])


def plain(answer: Answer) -> list[Any]:
    """Return an answer as plain data."""
    return [asdict(each) if isinstance(each, Row) else each for each in answer]


def read(told: Any) -> Any:
    """Return a row, or a number, again."""
    return Row(**told) if isinstance(told, dict) else told


def tasks_of(asked: Asked, shares: dict[tuple[str, int], list[float]]) -> list[Callable[[], Answer]]:
    """Return what is to be worked out, series by series."""
    entries = [entry for entry in OUTCOMES if not asked.names or entry.name in asked.names]
    found: list[Callable[[], Answer]] = []
    for column in asked.columns or asked.surprises.columns:
        found += [
            partial(of_outcome, asked, column, method, entry)
            for entry in entries
            for method in BY_OUTCOME
            if asked.wants(method) and (entry.name in PATHS or method == "local_projection")
        ]
        if asked.wants("bayesian_var") and any(entry.name in bayesian_var.VARIABLES for entry in entries):
            found.append(partial(of_autoregression, asked, column))
        if asked.days is not None and asked.wants(*BY_DAY):
            found.append(partial(of_days, asked, column, shares))
    return found


def estimates(
    asked: Asked, executor: Executor | None = None, resume: Path | None = None, workers: int = 1,
    tell: Callable[[int, int], None] | None = None,
) -> list[Row]:  # fmt: skip
    """Return every estimate that is asked for, in order, the same by whatever executor.

    ``resume``: a file that keeps what is done until all of it is. ``tell``: told how many tasks are done.
    EstimationError where a whole sample cannot be estimated.
    """
    for name in asked.names:
        outcome(name)
    columns = asked.days.columns if asked.days is not None and asked.wants(*BY_DAY) else ()
    each = [(name, closes) for name in columns for closes in CLOSES]
    of = len(each) + len(tasks_of(asked, {}))
    rows: list[Row] = []
    with kept_in(resume, asked) as kept:

        def answers(tasks: list[Callable[[], Answer]], already: int) -> Iterator[Answer]:
            handed = [(in_use(), task) for task in tasks]
            found = kept.answers(worked_out, handed, executor, max(workers, 1) * AHEAD)
            for done, answer in enumerate(found, already + 1):
                if tell and done > kept.already:
                    tell(done, of)
                yield answer

        shares: dict[tuple[str, int], Any] = dict(
            zip(each, answers([partial(chances, asked, *one) for one in each], 0), strict=True)
        )
        for answer in answers(tasks_of(asked, shares), len(each)):
            rows += [row for row in answer if isinstance(row, Row)]
        kept.finished = True
    return rows
