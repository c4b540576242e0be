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
class Estimate:
    """What an estimate of our own owes its reader: which kept record, made when, with which version."""

    record: str
    made: str
    version: str

    @property
    def text(self) -> str:
        """The estimate in words."""
        return f"qeqt {self.version}，估計 {self.record}，{formats.date(self.made)}"


@dataclass(frozen=True)
class Result:
    """A number of the model or an estimate of our own: what it is, value, unit, origin, when."""

    label: str
    value: float
    unit: str
    places: int
    run: ModelRun | Estimate
    when: str = ""

    @property
    def whose(self) -> str:
        """Say in Chinese what the number comes from."""
        return "本書估計" if isinstance(self.run, Estimate) else "本書模型"

    @property
    def sure(self) -> str:
        """Say in Chinese how the number is known."""
        return "估計，有誤差" if isinstance(self.run, Estimate) else "模型算出，不是觀察值"


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
    kind = Estimate if "record" in plain["run"] else ModelRun
    return Result(**{**plain, "run": kind(**plain["run"])})
