"""What a central bank decides, month by month; and what a run is given besides."""

from __future__ import annotations

from dataclasses import dataclass, field

from qeqt.core.number import Number

UNLIMITED = 1.0e9
"""bn per month: a cap that never binds."""


@dataclass
class Share:
    """A part of a purchase: the maturity bought (months) and its share of the whole."""

    months: int
    share: float


@dataclass
class Mix:
    """The maturities that a purchase is spread over; all shares add up to 1, none at all means bills."""

    nominal: list[Share]
    indexed: list[Share]


@dataclass
class SaleBucket:
    """A range of maturities (months, both included) and its share of the sales."""

    nearest: int
    farthest: int
    share: float


@dataclass
class Decision:
    """One month's decisions: how much, and over which maturities."""

    measures: dict[str, Number]
    """Every measure by the name, and in the unit, of its declaration (qeqt/data/decisions.toml)."""
    rollover_mix: Mix
    """Where rolled-over principal goes: the Treasury's auctions of that time."""
    purchase_mix: Mix
    """The maturities of coupon securities bought on top of roll-overs."""
    principal_mix: Mix
    """The maturities of mortgage principal that goes to Treasuries; an empty mix means bills."""
    mbs_settlement: list[float]
    """Shares of a month's MBS trades that settle in the same month, the next, and so on."""
    sale_mix: list[SaleBucket]
    """How sales are spread over maturities; empty: in proportion to what is held."""


@dataclass
class Announcement:
    """What markets learn in a month: decisions up to a month, and the path they expect after those.

    Holdings are kept for so many months, then fall in a straight line for so many months to their end.
    """

    month: str
    until: str
    """Last month whose decisions are announced."""
    treasury_hold: int
    treasury_runoff: int
    mbs_hold: int
    mbs_runoff: int
    terminal_excess: Number
    """Share of GDP, in ten-year equivalents, that stays above normal for good."""


@dataclass
class Scenario:
    """A plan: its first month, one decision a month, and the rule that ends run-off."""

    name: str
    start: str
    decisions: list[Decision]
    reserve_floor: Number
    """bn: run-off and sales end for good once reserves are below it; 0 means never."""
    announcements: list[Announcement] = field(default_factory=list)
    """What markets are told, at most one a month; without any, long yields do not move."""


@dataclass
class Opening:
    """A balance sheet at a month's end. Amounts in bn, yields in percent a year, ages in months.

    Lists of the ladder are indexed by months to maturity (entry 0 is unused).
    """

    name: str
    bank: str
    month: str
    nominal: list[Number]
    nominal_yield: list[Number]
    indexed: list[Number]
    """Inflation-indexed principal, compensation included."""
    indexed_yield: list[Number]
    """Real yield at purchase."""
    bills: Number
    agency: list[Number]
    note_rates: list[float]
    """Interest that borrowers pay in each MBS bucket."""
    mbs: list[Number]
    mbs_age: list[Number]
    mbs_unsettled: list[Number]
    """Bought, settling next month, the month after, …"""
    equities: Number = 0.0
    """Shares and funds at book value."""


@dataclass
class Environment:
    """Given paths. Every list starts at the opening's month, so entry 1 is the first simulated month."""

    month: str
    paths: dict[str, list[Number]]
