"""A run in the reader's hands: table, chart, text, package, provenance."""

from qeqt.results.results import NotInRunError, Results

__all__ = ["NotInRunError", "Results"]
