"""One line of the audit: what was measured, and what it is held to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure with the most that it may be (budget) or the least (floor)."""

    what: str
    measured: float
    unit: str
    budget: float | None = None
    floor: float | None = None

    @property
    def within(self) -> bool:
        """Whether budget and floor hold."""
        return (self.budget is None or self.measured <= self.budget) and (
            self.floor is None or self.measured >= self.floor
        )

    def __str__(self) -> str:
        """Name, measured, what it is held to, and a mark where it does not hold."""
        held = "" if self.budget is None else f"≤ {_shown(self.budget)} {self.unit}"
        held = held if self.floor is None else f"≥ {_shown(self.floor)} {self.unit}"
        mark = "" if self.within else "  missed"
        return f"{self.what:<58} {_shown(self.measured):>10} {self.unit:<9} {held:>14}{mark}"


def _shown(value: float) -> str:
    """Shares and ratios with two places, larger figures with one."""
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"
