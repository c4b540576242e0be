"""What a row asks for: the word, its unit and meaning, and the experiment behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Experiment = Callable[[dict[str, Any]], float]


@dataclass(frozen=True)
class Quantity:
    """What a row asks for: unit, meaning, the experiment, inputs without which it cannot be run."""

    unit: str
    meaning: str
    experiment: Experiment
    needs: tuple[str, ...] = ()
    """Names joined by | are alternatives."""
    switches: tuple[str, ...] = field(default=())
    """Inputs that a row may set because its source assumes so."""
