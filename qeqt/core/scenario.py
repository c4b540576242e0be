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
    """What a bank says in a month: its decisions up to a month, and what stands after those.

    What is said to stand until further notice goes on until something else is said.
    """

    month: str
    until: str
    """Last month whose decisions are said."""
    flows_end: bool
    """Purchases and sales end then; else they go on until further notice, as caps and roll-overs do."""
    kept_until: str
    """Last month to which roll-overs and caps are said to stand; empty: until further notice."""
    reserve_demand: float
    """Reserves that the framework said by then is projected to need, share of GDP; 0: that of a corridor."""
    flows_until: str = ""
    """Last month to which purchases and sales are said to go on; empty: nothing besides is said."""


@dataclass
class Belief:
    """What a reader says that markets believe, from a month on, in place of the closure of every plan."""

    month: str
    hold: int
    """Months for which what stands until further notice is believed to stand."""
    runoff: Number
    """Months in which holdings are then believed to reach their end."""


@dataclass
class Scenario:
    """A plan: its first month, one decision a month, and what markets are told."""

    name: str
    start: str
    decisions: list[Decision]
    announcements: list[Announcement] = field(default_factory=list)
    """What markets are told, at most one a month; where nothing is said, what is in force stands."""
    before: list[Decision] = field(default_factory=list)
    """The decisions as they were known until somebody moved them; none: nobody did."""
    moved_from: str = ""
    """The month in which the moved decisions become known; empty: nobody moved them."""
    beliefs: list[Belief] = field(default_factory=list)
    """What a reader says that markets believe; at most one."""


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
