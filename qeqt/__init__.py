"""An open, sourced model of a central bank's balance sheet."""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, without importing typing
if TYPE_CHECKING:
    from qeqt.core.results import Results

__version__ = "0.2.0"


def run(scenario: str, *, months: int | None = None, **overrides: float) -> Results:
    """Return the results of a scenario by name; ``overrides`` replace parameters, ``months`` the length.

    The records are read on the first call, so that importing the package costs nothing.
    """
    from qeqt import runs

    return runs.run(scenario, length=months, overrides=overrides)
