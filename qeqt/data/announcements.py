"""What markets are told, and when: read from ``policy/announcements``, made into the model's terms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qeqt.core import months
from qeqt.core.scenario import Announcement
from qeqt.data import own, sense
from qeqt.data.fields import CONFIDENCE, Slips, Table, toml
from qeqt.data.model_files import named
from qeqt.data.own import kept

HOME = Path(__file__).parent / "policy" / "announcements"
LEAST_DEMAND, MOST_DEMAND = 0.01, 0.3
"""Between which shares of GDP reserves were ever projected."""


@dataclass(frozen=True, kw_only=True)
class AnnouncedPlan:
    """An announcement as it stands in the records."""

    key: str
    name_zh: str
    month: str
    until: str
    """Last month whose decisions were said."""
    flows_end: bool
    """Purchases and sales were said to end then."""
    kept_until: str
    """Last month to which roll-overs and caps were said to stand; empty: until further notice."""
    reserve_demand: float
    """Reserves projected under the framework by then, share of GDP; 0: that of a corridor."""
    source: str
    flows_until: str
    """Last month to which purchases and sales were said to go on; empty: nothing besides was said."""
    programme: str
    """Programme of the bank that it is about; empty: all of the bank's."""
    seen_in: tuple[str, ...]
    confidence: str


@kept
def announcements(bank: str) -> dict[str, AnnouncedPlan]:
    """Return a bank's announcements in order, none of an empty file; RecordError lists every slip."""
    return load_announcements(named(bank, HOME, ".toml"))


def load_announcements(path: Path) -> dict[str, AnnouncedPlan]:
    """Read a bank's announcements; RecordError lists every slip."""
    slips = Slips(path)
    found: dict[str, AnnouncedPlan] = {}
    for key, content in toml(path).items():
        table = Table(slips, key, content)
        found[key] = AnnouncedPlan(
            key=key,
            name_zh=table.text("name_zh"),
            month=table.day("month", partial=True),
            until=table.day("until", partial=True),
            flows_end=table.flag("flows_end"),
            kept_until=table.day("kept_until", partial=True) if table.has("kept_until") else "",
            reserve_demand=table.number("reserve_demand", low=0.0, high=1.0),
            flows_until=table.day("flows_until", partial=True) if table.has("flows_until") else "",
            programme=table.text("programme") if table.has("programme") else "",
            source=table.text("source"),
            seen_in=table.texts("seen_in"),
            confidence=table.choice("confidence", CONFIDENCE),
        )
        demand = found[key].reserve_demand
        if demand and not LEAST_DEMAND <= demand <= MOST_DEMAND:
            right = f"a share of GDP from {LEAST_DEMAND:g} to {MOST_DEMAND:g}, or 0, is needed"
            table.slip("reserve_demand", right)
        if found[key].month > sense.today() and not own.key_of(path):
            table.slip("month", f"a month up to now, {sense.today()[:7]}, is needed")
        if found[key].until < found[key].month:
            table.slip("until", f"a month from {found[key].month} on is needed")
        if found[key].kept_until and found[key].kept_until < found[key].until:
            table.slip("kept_until", f"a month from {found[key].until} on is needed")
        if found[key].flows_until and (found[key].flows_end or found[key].flows_until < found[key].until):
            table.slip("flows_until", f"a month from {found[key].until} on is needed, and flows_end = false")
        table.close()
    slips.raise_any()
    return found


def in_model_terms(plan: AnnouncedPlan) -> Announcement:
    """Return an announcement as a run is told it."""
    return Announcement(
        month=plan.month,
        until=plan.until,
        flows_end=plan.flows_end,
        kept_until=plan.kept_until,
        reserve_demand=plan.reserve_demand,
        flows_until=plan.flows_until,
    )


def announced(bank: str, start: str, count: int, programme: str = "") -> list[Announcement]:
    """Return what a run of so many months from start on is told; first, what was in force at its start."""
    about = [plan for plan in announcements(bank).values() if plan.programme in ("", programme)]
    plans = [in_model_terms(plan) for plan in about]
    last = months.after(start, count - 1)
    before = [plan for plan in plans if plan.month < start]
    return [*before[-1:], *(plan for plan in plans if start <= plan.month <= last)]
