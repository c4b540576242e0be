"""What is known of a plan in a month: what the bank has said by then, in its own terms, and nothing later."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core import months
from qeqt.core.frame import Frame
from qeqt.core.number import Numbers
from qeqt.core.scenario import Announcement, Belief, Decision
from qeqt.core.wires import Horizon

UNPRICED = [
    "bill_purchases", "equity_purchases", "principal_to_bills", "bills_fill_cap", "maturing_counts_as_sold",
    "agency_term", "reserve_floor", "yields_targeted",
]  # fmt: skip
"""Measures that leave the duration held as it is: a decision about them is no news for yields."""

NOT_SAID = 10000
"""Months: how long purchases and sales go on was not said, they end with what else stands."""


@dataclass
class KnownPlan:
    """A plan as markets read it, by month of the run."""

    known: list[Horizon]
    reserve_demand: list[float]
    """Reserves that the framework said by then is projected to need, share of GDP; 0: that of a corridor."""
    before: list[list[Horizon]]
    """What was known before a month's news: one horizon, none where the month brings nothing new."""
    belief: Belief | None
    believed_from: int
    """Place of the month from which a reader's statement of what markets believe is in force."""


def known_plan(frame: Frame) -> KnownPlan:
    """Return a plan as markets read it."""
    start = frame.scenario.start
    count = len(frame.months)
    hold = 3 * int(frame.parameters["expected_hold"])
    moved = 0
    if frame.scenario.moved_from != "":
        moved = months.between(start, frame.scenario.moved_from)
    said = latest_said(frame)
    known = [horizon_of(said[t], start, t, count, hold, t < moved) for t in range(count)]
    beliefs = frame.scenario.beliefs
    return KnownPlan(
        known=known,
        reserve_demand=[news.reserve_demand if news is not None else 0.0 for news in said],
        before=[before_the_news(said[t], known, frame, moved, hold, t) for t in range(count)],
        belief=beliefs[0] if len(beliefs) > 0 else None,
        believed_from=months.between(start, beliefs[0].month) if len(beliefs) > 0 else count,
    )


def latest_said(frame: Frame) -> list[Announcement | None]:
    """Return the latest announcement by each month."""
    said: list[Announcement | None] = []
    latest: Announcement | None = None
    told: dict[str, Announcement] = {}
    for news in frame.scenario.announcements:
        told[news.month] = news
        if news.month < frame.scenario.start and (latest is None or news.month > latest.month):
            latest = news
    for month in frame.months:
        if month in told:
            latest = told[month]
        said.append(latest)
    return said


def horizon_of(
    news: Announcement | None, start: str, t: int, count: int, hold: int, as_before: bool
) -> Horizon:
    """Return what is known in month t: what was said until a month, and the month's own decision."""
    if news is None:
        return Horizon(t, False, NOT_SAID, hold, as_before)
    until = months.between(start, news.until)
    known_to = min(max(until, t), count - 1)
    stands = hold
    if news.kept_until != "":
        stands = max(months.between(start, news.kept_until) - known_to, 0)
    flows = NOT_SAID
    if news.flows_until != "":
        flows = max(months.between(start, news.flows_until) - known_to, 0)
    return Horizon(known_to, news.flows_end and until >= t, flows, stands, as_before)


def before_the_news(
    news: Announcement | None, known: list[Horizon], frame: Frame, moved: int, hold: int, t: int
) -> list[Horizon]:
    """Return what was known before the news of month t; none where it brings nothing.

    Markets that have been told nothing take it that roll-overs and caps stand. A reader's move is news
    against the plan as it was: where it moves nothing, it is none.
    """
    if is_said_in(news, frame.months[t]):
        return [known[t - 1] if t > 0 else Horizon(-1, True, NOT_SAID, hold, False)]
    now = known[t]
    if moved > 0 and t == moved:
        return [Horizon(now.known_to, now.flows_end, now.flows_stand, now.stands, True)]
    if t > 0 and is_decided(known, frame, moved, t):
        return [known[t - 1]]
    return []


def is_said_in(news: Announcement | None, month: str) -> bool:
    """Say whether something is announced in a month."""
    return news is not None and news.month == month


def is_decided(known: list[Horizon], frame: Frame, moved: int, t: int) -> bool:
    """Say whether a decision comes in month t that was not known the month before."""
    decisions = frame.scenario.decisions
    if t < moved:
        decisions = frame.scenario.before
    return t > known[t - 1].known_to and differ(decisions[t], decisions[t - 1], frame.numbers)


def differ(one: Decision, other: Decision, numbers: Numbers) -> bool:
    """Say whether two months' decisions differ in what moves the duration held."""
    apart = False
    for name in one.measures:
        if name not in UNPRICED:
            apart = apart or numbers.exceeds(abs(one.measures[name] - other.measures[name]), 0.0)
    return apart
