"""What a scenario's record may say: settings and their values, measures, where it begins."""

from __future__ import annotations

from collections.abc import Iterable

from qeqt.data import decisions
from qeqt.data.fields import RecordError, is_day, is_number, nearest, quoted
from qeqt.data.records import ScenarioRecord

AMOUNTS = ("premium_half_life_quarters",)
"""Settings that are numbers, 0 or more."""

FLAGS = ("rule", "at_cost")
DATES = ("until",)


def fault(record: ScenarioRecord, key: str, found: object, right: str) -> RecordError:
    """Return the complaint about a scenario's key: file, scenario, key, value found, what would be right."""
    where = f"{record.file}: " if record.file else ""
    return RecordError(f"{where}scenario {record.key}: {key}: found {quoted(found)}; {right}")


def check(record: ScenarioRecord, settings: Iterable[str], measures: Iterable[str]) -> None:
    """Raise RecordError for a setting or measure that is not known, or a value that it may not have."""
    known, decided = tuple(settings), tuple(measures)
    if len(record.start) < 7:
        raise fault(record, "start", record.start, "a month YYYY-MM is needed")
    for key, value in record.settings.items():
        if key not in known:
            raise fault(record, "settings", key, f"setting {key!r} is not known; {nearest(key, known)}")
        right = wrong(key, value)
        if right:
            raise fault(record, f"settings.{key}", value, right)
    for key, steps in record.changes.items():
        if key not in decided:
            raise fault(record, "changes", key, f"measure {key!r} is not known; {nearest(key, decided)}")
        for step in steps:
            if step.value is not None and step.value < 0.0 and not may_be_negative(key):
                raise fault(record, f"changes.{key}, from {step.start}", step.value, "0 or more is needed")


def may_be_negative(measure: str) -> bool:
    """Say whether a measure may be below 0: holdings that are let go."""
    return decisions.declared()[decisions.without_programme(measure)].either_way


def wrong(key: str, value: object) -> str:
    """Return what a setting's value should have been, or nothing when it is right."""
    if key in AMOUNTS and not (is_number(value) and float(str(value)) >= 0.0):
        return "a number, 0 or more, is needed"
    if key in FLAGS and not isinstance(value, bool):
        return "true or false is needed"
    if key in DATES and not (is_day(str(value), partial=True) and len(str(value)) >= 7):
        return "a month YYYY-MM is needed"
    if key not in (*AMOUNTS, *FLAGS) and not isinstance(value, str):
        return "a text is needed"
    return ""
