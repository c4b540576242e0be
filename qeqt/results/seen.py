"""A run as its tables, charts and texts see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from qeqt.core.number import Number
from qeqt.core.results import Column


class Run(Protocol):
    """What a run has of its own, and what it works out when asked."""

    scenario: str
    bank: str
    months: list[str]
    columns: dict[str, list[Number]]
    records: dict[str, Column]
    identity_error: float
    parameter_set: str
    cautions: list[str]

    @property
    def units(self) -> Mapping[str, str]:
        """Column -> unit."""

    @property
    def provenance(self) -> dict[str, str]:
        """Input -> digest."""

    def main_columns(self) -> list[str]:
        """Return the columns that stand for the whole run."""
