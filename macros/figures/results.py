"""Runs of the model, and the numbers of them that a chapter may print, each registered under a key."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache

from macros.figures.figure import ModelRun
from macros.kept import build_cache
from macros.text import formats
from qeqt import __version__
from qeqt import run as simulate_scenario
from qeqt.core.results import Results


class ResultError(ValueError):
    """A model result that may not be printed, and why."""


@dataclass(frozen=True)
class Result:
    """A model result: what it is, its value and unit, the run it comes from, the month or months it is of."""

    label: str
    value: float
    unit: str
    places: int
    run: ModelRun
    when: str = ""


@cache
def run(scenario: str) -> Results:
    """Run a scenario of the records, once."""
    return simulate_scenario(scenario)


def stamp(found: Results) -> ModelRun:
    """Say which scenario, parameters and version a run is of."""
    return ModelRun(found.scenario, found.parameter_set, __version__)


_RESULTS: dict[str, Callable[[], Result]] = {}


def result(key: str) -> Callable[[Callable[[], Result]], Callable[[], Result]]:
    """Register a function that computes a Result under a key: letters, digits, underscores."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", key):
        raise ResultError(f"result {key!r}: a key is lower-case letters, digits and underscores")

    def register(function: Callable[[], Result]) -> Callable[[], Result]:
        if key in _RESULTS:
            raise ResultError(f"result {key!r} is registered twice")
        _RESULTS[key] = function
        return function

    return register


def names() -> list[str]:
    """Return every result's key."""
    if not _RESULTS:
        raise ResultError("no result is registered: import macros.charts first")
    return sorted(_RESULTS)


@cache
def computed(key: str) -> Result:
    """Compute the result registered under a key; raises ResultError with the nearest key."""
    if key not in names():
        raise ResultError(f"result {key!r} is not registered; {formats.nearest(key, names())}")
    plain = build_cache.once(f"result {key}", lambda: asdict(_RESULTS[key]()))
    return Result(**{**plain, "run": ModelRun(**plain["run"])})
