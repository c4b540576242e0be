"""A plug-in for pytest: ends a run in good order once its time is up, and writes down what happened.

FAULTS_SECONDS: after so many seconds no further test is begun. FAULTS_REPORT: where {"failed", "ran",
"stopped"} is written.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

BEGUN = time.monotonic()
SECONDS = float(os.environ.get("FAULTS_SECONDS", "inf"))
found: dict[str, object] = {"failed": "", "ran": 0, "stopped": False}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count what ran, and note the first failure."""
    if report.when == "call":
        found["ran"] = int(str(found["ran"])) + 1
    if report.failed and not found["failed"]:
        found["failed"] = report.nodeid


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """A file that cannot be imported has failed."""
    if report.failed and not found["failed"]:
        found["failed"] = report.nodeid


def pytest_runtest_setup(item: pytest.Item) -> None:
    """End the run when its time is up."""
    if time.monotonic() - BEGUN > SECONDS:
        found["stopped"] = True
        item.session.shouldstop = "the time is up"
        pytest.skip("the time is up")


def pytest_sessionfinish() -> None:
    """Write down what happened."""
    if place := os.environ.get("FAULTS_REPORT"):
        Path(place).write_text(json.dumps(found), encoding="utf-8")
