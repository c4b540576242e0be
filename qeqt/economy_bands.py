"""Bands around what a shock does to the economy: many draws of its parameters at once, with a stated seed.

Draws are taken within each record's range and shape. A draw under which the economy does not come to rest is
taken again; the share of such draws is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from qeqt import arrays, data, runs
from qeqt.blocks import macro
from qeqt.blocks.macro import MacroInputs
from qeqt.records import Parameter

SEED = 20261005
COUNT = 1000
LEVELS = (5.0, 16.0, 50.0, 84.0, 95.0)
"""Percentiles: the middle, the 68 and the 90 percent band."""
TWO_SIDES = 1.96
"""A normal shape has 95 percent of its mass between low and high."""
TRIES = 20

Draws = dict[str, Any]
NUMBERS: Any = arrays
"""The arithmetic, told to the checker as such: each function takes arrays of draws."""


@dataclass(frozen=True)
class Bands:
    """Percentiles of a variable by month, and the share of draws that had to be taken again, percent."""

    percentiles: dict[float, list[float]]
    redrawn: float


def drawn(record: Parameter, count: int, random: np.random.Generator) -> Any:
    """Return draws of one parameter within its range; shapes with tails are kept inside it."""
    if record.shape == "fixed":
        return np.full(count, record.value)
    if record.shape == "uniform":
        return random.uniform(record.low, record.high, count)
    if record.shape == "triangular":
        return random.triangular(record.low, record.value, record.high, count)
    if record.shape == "lognormal":
        spread = (np.log(record.high) - np.log(record.low)) / (2 * TWO_SIDES)
        found = np.exp(random.normal(np.log(record.value), spread, count))
    else:
        found = random.normal(record.value, (record.high - record.low) / (2 * TWO_SIDES), count)
    return np.clip(found, record.low, record.high)


def draws_of(count: int, random: np.random.Generator, fixed: Mapping[str, float]) -> Draws:
    """Return draws of every parameter of the economy, the rest at their values; ``fixed`` are not drawn."""
    known = data.parameters("fed")
    values: Draws = dict(runs.parameter_values("fed"))
    for key in data.economy_parameters():
        values[key] = drawn(known[key], count, random)
    return {**values, **fixed}


def walked(shocks: Sequence[MacroInputs], parameters: Draws, variable: str) -> Any:
    """Return a variable of the macro block, months by draws."""
    record = macro.opening_record(parameters, NUMBERS)
    found = []
    for shock in shocks:
        record = macro.step(record, shock, parameters, NUMBERS)
        found.append(getattr(record, variable))
    count = max(np.size(value) for value in found)
    return np.array([np.broadcast_to(value, count) for value in found])


def settles(path: Any) -> Any:
    """Say of each draw whether its last year lies inside what came before."""
    return np.abs(path[-12:]).max(axis=0) <= np.abs(path[:-12]).max(axis=0) + 1e-12


@cache
def bands(
    shocks: tuple[tuple[float, ...], ...],
    variable: str,
    count: int = COUNT,
    fixed: tuple[tuple[str, float], ...] = (),
) -> Bands:
    """Return the bands of a variable under shocks, each month's in the order of MacroInputs' fields."""
    months = [MacroInputs(*shock) for shock in shocks]
    random = np.random.default_rng(SEED)
    kept: list[Any] = []
    taken = good = 0
    for _ in range(TRIES):
        path = walked(months, draws_of(count, random, dict(fixed)), variable)
        at_rest = settles(path)
        taken += count
        good += int(at_rest.sum())
        kept.append(path[:, at_rest])
        if good >= count:
            break
    together = np.concatenate(kept, axis=1)[:, :count]
    if together.shape[1] < count:
        raise ValueError(f"only {good} of {taken} draws come to rest")
    levels = np.percentile(together, LEVELS, axis=1)
    found = {level: [float(x) for x in levels[n]] for n, level in enumerate(LEVELS)}
    return Bands(found, 100.0 * (taken - good) / taken)
