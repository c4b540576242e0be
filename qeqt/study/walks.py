"""A scenario walked through with many draws of its parameters, in pieces, here or by an executor."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qeqt import data, runs
from qeqt.core.cautions import unobserved_liquidity
from qeqt.core.results import Column
from qeqt.data.own import Own, in_use
from qeqt.results import Results
from qeqt.runs import own_scenario
from qeqt.study.kept import Kept

if TYPE_CHECKING:
    import numpy as np

    Draws = dict[str, np.ndarray[Any, Any]]

SET_BY_SCENARIO = "is set by the scenario"
"""What a caution says of a value that is not used."""


class EnsembleError(ValueError):
    """Draws cannot be made, or hardly any of them is stable."""


def numpy_or_error() -> Any:
    """Return NumPy; EnsembleError says how to get it where it is missing."""
    try:
        import numpy
    except ImportError:
        raise EnsembleError("bands need NumPy: pip install 'qeqt[ensemble]'") from None
    return numpy


def taken(draws: Draws, places: Any) -> Draws:
    """Return the draws at some places."""
    return {key: values[places] for key, values in draws.items()}


PIECE = 100
"""Draws that are walked through at a time where an executor, a file or somebody who waits is to see them."""


@dataclass
class Walks:
    """Where draws are walked through, where what is done is kept, and who is told how far it is."""

    kept: Kept[Results | None]
    executor: Executor | None = None
    tell: Callable[[int, int], None] | None = None
    done: int = 0
    of: int = 0

    @property
    def in_pieces(self) -> bool:
        """Say whether draws are walked through in pieces: all at once is faster."""
        return self.executor is not None or self.kept.path is not None or self.tell is not None

    def answers(self, tasks: list[Any], sizes: list[int]) -> list[Results | None]:
        """Return each task's run, telling how many draws are done."""
        self.of += sum(int(size) for size in sizes)
        found = []
        for size, answer in zip(
            sizes, self.kept.answers(walk, tasks, self.executor, len(tasks)), strict=True
        ):
            found.append(answer)
            self.done += size
            if self.tell:
                self.tell(self.done, self.of)
        return found


def kept_in(path: Path | None, study: str) -> Kept[Results | None]:
    """Return where runs are kept."""
    return Kept(path, study, as_plain, of_plain)


def as_plain(found: Results | None) -> Any:
    """Return a run with draws as plain data: every number as it is, arrays by their bytes."""
    if found is None:
        return None
    columns = {name: [packed(value) for value in path] for name, path in found.columns.items()}
    plain = {
        name: getattr(found, name)
        for name in ("scenario", "bank", "months", "parameter_set", "cautions", "ladders")
    }
    error = packed(found.identity_error)
    return {**plain, "columns": columns, "identity_error": error,
            "records": {name: asdict(each) for name, each in found.records.items()}}  # fmt: skip


def of_plain(told: Any) -> Results | None:
    """Return a run again."""
    if told is None:
        return None
    columns = {name: [unpacked(value) for value in path] for name, path in told["columns"].items()}
    records = {name: Column(**each) for name, each in told["records"].items()}
    error = unpacked(told["identity_error"])
    return Results(**{**told, "columns": columns, "records": records, "identity_error": error})


def packed(value: Any) -> Any:
    """Return an array as text; a number as it is."""
    if not hasattr(value, "tobytes") or not value.ndim:
        return value.item() if hasattr(value, "item") else value
    return base64.b64encode(value.astype("<f8").tobytes()).decode("ascii")


def unpacked(value: Any) -> Any:
    """Return an array again."""
    numpy = numpy_or_error()
    return numpy.frombuffer(base64.b64decode(value), dtype="<f8") if isinstance(value, str) else value


def simulated(
    scenario: str, draws: Draws, held: Mapping[str, Any], months: int | None, count: int, since: str,
    walks: Walks,
) -> tuple[Results, Any]:  # fmt: skip
    """Walk through a scenario with all draws; say which of them broke.

    A plan that some draws cannot carry out is tried on ever smaller parts of them, until those are known.
    """
    numpy = numpy_or_error()
    broken = numpy.zeros(count, dtype=bool)
    pieces = -(-count // PIECE) if walks.in_pieces else 1
    waiting = numpy.array_split(numpy.arange(count), pieces)
    walked: list[tuple[Any, Results]] = []
    while waiting:
        tasks = [(in_use(), scenario, months, {**held, **taken(draws, places)}, since) for places in waiting]
        answers = walks.answers(tasks, [len(places) for places in waiting])
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
