"""What markets are told, and when: read from ``policy/announcements``, made into the model's terms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qeqt.core import months
from qeqt.core.scenario import Announcement
from qeqt.data.fields import CONFIDENCE, RecordError, Slips, Table, nearest, toml
from qeqt.data.model_files import named

HOME = Path(__file__).parent / "policy" / "announcements"


@dataclass(frozen=True, kw_only=True)
class AnnouncedPlan:
    """An announcement as it stands in the records; quarters, or the name of the parameters that hold them."""

    key: str
    name_zh: str
    month: str
    until: str
    treasuries: str | tuple[int, int]
    mortgages: str | tuple[int, int]
    ample_reserves: bool
    """Markets expect holdings to stay above normal for good."""
    source: str
    seen_in: tuple[str, ...]
    confidence: str


@cache
def announcements(bank: str) -> dict[str, AnnouncedPlan]:
    """Return a bank's announcements in order, none without a file; RecordError lists every slip of it."""
    if not (HOME / f"{bank}.toml").is_file():
        return {}
    path = named(bank, HOME, ".toml")
    slips = Slips(path)
    found = {}
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        found[key] = AnnouncedPlan(
            key=key,
            name_zh=table.text("name_zh"),
            month=table.day("month", partial=True),
            until=table.day("until", partial=True),
            treasuries=expected(table, "treasuries"),
            mortgages=expected(table, "mortgages"),
            ample_reserves=table.flag("ample_reserves"),
            source=table.text("source"),
            seen_in=table.texts("seen_in"),
            confidence=table.choice("confidence", CONFIDENCE),
        )
        if found[key].until < found[key].month:
            table.slip("until", f"a month from {found[key].month} on is needed")
        table.close()
    slips.raise_any()
    return found


def expected(table: Table, key: str) -> str | tuple[int, int]:
    """Return the name of a path's parameters, or its quarters: how long held, how long run down."""
    value = table.content.get(key)
    table.asked.add(key)
    if isinstance(value, str) and value:
        return value
    if isinstance(value, list) and len(value) == 2 and all(isinstance(n, int) and n >= 0 for n in value):
        return int(value[0]), int(value[1])
    table.slip(key, "the name of a path's parameters, or [quarters held, quarters run down], is needed")
    return 0, 0


def in_model_terms(plan: AnnouncedPlan, values: dict[str, float]) -> Announcement:
    """Return an announcement with its expected paths in months."""
    treasury_hold, treasury_runoff = path_months(plan.treasuries, values)
    mbs_hold, mbs_runoff = path_months(plan.mortgages, values)
    return Announcement(
        month=plan.month,
        until=plan.until,
        treasury_hold=treasury_hold,
        treasury_runoff=treasury_runoff,
        mbs_hold=mbs_hold,
        mbs_runoff=mbs_runoff,
        terminal_excess=values["expected_terminal_excess"] if plan.ample_reserves else 0.0,
    )


def path_months(path: str | tuple[int, int], values: dict[str, float]) -> tuple[int, int]:
    """Return how many months a path holds and runs down; RecordError for a path without parameters."""
    if isinstance(path, str):
        if f"hold_{path}" not in values or f"runoff_{path}" not in values:
            known = [name.removeprefix("hold_") for name in values if name.startswith("hold_")]
            raise RecordError(
                f"policy/announcements: path {path!r} has no parameters; {nearest(path, known)}"
            )
        return round(3 * values["hold_" + path]), round(3 * values["runoff_" + path])
    return 3 * path[0], 3 * path[1]


def between(bank: str, start: str, count: int, values: dict[str, float]) -> list[Announcement]:
    """Return what a run of so many months from start on is told; first, what was in force at its start."""
    plans = announcements(bank)
    last = months.after(start, count - 1)
    inside = [in_model_terms(plan, values) for plan in plans.values() if start <= plan.month <= last]
    before = [plan for plan in plans.values() if plan.month < start]
    if before and not any(plan.month == start for plan in inside):
        inside.insert(0, standing(in_model_terms(before[len(before) - 1], values), start))
    return inside


def standing(plan: Announcement, start: str) -> Announcement:
    """Return an earlier announcement as it stands at a run's start: what has passed of it is taken off."""
    passed = max(months.between(plan.until, start) - 1, 0)
    until = max(plan.until, start)
    return Announcement(
        month=start,
        until=until,
        treasury_hold=max(plan.treasury_hold - passed, 0),
        treasury_runoff=max(plan.treasury_runoff - max(passed - plan.treasury_hold, 0), 1),
        mbs_hold=max(plan.mbs_hold - passed, 0),
        mbs_runoff=max(plan.mbs_runoff - max(passed - plan.mbs_hold, 0), 1),
        terminal_excess=plan.terminal_excess,
    )


def stated(start: str, hold: int, runoff: int, values: dict[str, float]) -> Announcement:
    """Return the announcement of a scenario that states its own expected path, in quarters."""
    return Announcement(
        month=start,
        until=start,
        treasury_hold=3 * hold,
        treasury_runoff=3 * runoff,
        mbs_hold=3 * hold,
        mbs_runoff=3 * runoff,
        terminal_excess=values["expected_terminal_excess"],
    )
