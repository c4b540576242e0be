"""The model's wires, written a second time: what each block is handed, out of a run's printed columns.

A block is run again with what stands here, and must print what the run printed. A month is ``t``; its place
in the given paths, which begin with the opening's month, is ``t + 1``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from qeqt import runs
from qeqt.core import floats, months
from qeqt.core.case import Book, run_case
from qeqt.core.moves import reference_paths
from qeqt.core.results import Results
from qeqt.core.scenario import Decision, Opening, Scenario

Values = dict[str, Any]

# How large the shocks are that keep every wire busy.
SHOCKS = {
    "demand_shock": 0.8, "supply_shock": 0.5, "policy_shock": 0.3, "policy_surprise": 0.15,
    "term_premium_shock": 0.4,
    "risk_premium_shock": 0.6, "tw_us_rate": 0.2, "tw_us_long": 0.25, "tw_us_gap": 0.4,
    "tw_us_equities": 3.0, "tw_hot_money": 20.0, "tw_push": 1.0, "tw_matured": 8.0, "tw_bonds_bought": 5.0,
    "tw_world_prices": 1.5, "tw_tech": 4.0, "tw_demand": 0.7, "tw_supply": 0.45, "tw_policy": 0.1,
    "tw_credit_limit": 2.0, "tw_hedging": 1.2,
}  # fmt: skip
LEANING = {"tw_bonds_bought": -0.8}
"""Shocks that lean to one side: Taiwan's banks run short of reserves in the end."""
STEADY = {"price_index": 0.002}
"""Of which a month's swing is smaller than two percent."""
BUSY = {"phillips_steepening": 0.5}
"""Parameters of the busy run: potential output matters only where the price equation bends."""


def swing(seed: int, place: int) -> float:
    """Return a number from -1 to 1 that is another one for each path and each month."""
    return math.sin(1.0 + 0.731 * seed + (1.1 + 0.0137 * seed) * place)


@dataclass
class Run:
    """A run with everything that went into it, and what its blocks were found to hold."""

    opening: Opening
    paths: dict[str, list[Any]]
    plan: Scenario
    parameters: Values
    results: Results
    records: dict[str, list[Any]] = field(default_factory=dict)
    wires: dict[str, list[Any]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Run({self.plan.name}, {len(self.results.months)} months)"

    def given(self, name: str, t: int) -> float:
        """Return a given path in a month; nothing where the environment does not have it."""
        return self.paths[name][t + 1] if name in self.paths else 0.0

    def column(self, name: str, t: int, before: float = 0.0) -> float:
        """Return a printed column in a month; in the opening's month what is given as ``before``."""
        if t < 0:
            return before
        return self.results.columns[name][t] if name in self.results.columns else 0.0

    def record(self, block: str, t: int) -> Any:
        """Return what a block that was run again held at a month's end, as it printed the run's columns."""
        if block not in self.records:
            self.records[block] = list(replayed(BLOCKS[block], self))
        return self.records[block][t]

    def handed(self, block: Block) -> list[Any]:
        """Return what a block is handed, a record a month."""
        if block.name not in self.wires:
            every = range(len(self.results.months))
            self.wires[block.name] = [block.inputs(self, t) for t in every]
        return self.wires[block.name]

    def decision(self, t: int) -> Decision:
        """Return a month's decision."""
        return self.plan.decisions[t]

    def room(self, t: int) -> float:
        """Return how far the month before left liquidity above the floor, as a share of bank assets."""
        floor = self.decision(t).measures["reserve_floor"]
        lent = self.column("temporary_lending", t - 1)
        held = self.column("reserves", t - 1) + self.column("on_rrp", t - 1) - lent
        return held / self.given("bank_assets", t) - floor / 100.0 if floor and t > 0 else 1.0

    def going(self, t: int) -> float:
        """Return the share of run-off that goes on: less near the floor, none once it was passed."""
        count = len(self.plan.decisions)
        if any(self.room(s) < 0.0 for s in range(min(t, count - 1) + 1)):
            return 0.0
        near = self.room(min(t, count - 1)) / self.parameters.get("slowing_band", 1.0)
        return min(near, 1.0)

    def managed(self, t: int) -> tuple[float, float]:
        """Return the share of run-off that goes on, and what is bought for ample reserves, bn."""
        if "bank_assets" not in self.paths:
            return 1.0, 0.0
        assets = self.given("bank_assets", t)
        missing = -self.room(t) * assets - self.decision(t).measures["bill_purchases"]
        most = self.parameters["reserve_purchase_pace"] * assets
        return self.going(t), min(max(missing, 0.0), most)


@dataclass(frozen=True)
class Block:
    """A block: what kind of record it is handed, its opening, its wires, its step, what is printed."""

    name: str
    handed: type
    opening: Callable[[Run], Any]
    inputs: Callable[[Run, int], Any]
    step: Callable[..., Any]
    columns: dict[str, Callable[[Any], float]]


BLOCKS: dict[str, Block] = {}
"""Every block by its name; the modules of wires put theirs here."""


def known(block: Block) -> Block:
    """Keep a block under its name."""
    BLOCKS[block.name] = block
    return block


def as_named(**columns: str) -> dict[str, Callable[[Any], float]]:
    """Return columns that print a field of the record each."""
    return {column: lambda record, name=name: getattr(record, name) for column, name in columns.items()}


def same_names(*names: str) -> dict[str, Callable[[Any], float]]:
    """Return columns that print the field of the same name."""
    return as_named(**{name: name for name in names})


Tampered = Callable[[Any, Any], Any]
"""What is handed this month and was handed last month -> what is handed instead."""


def replayed(block: Block, run: Run, tampered: Tampered | None = None) -> Iterator[Any]:
    """Run a block again over a run's months, out of the run's columns; yield its records."""
    record = block.opening(run)
    last = None
    for inputs in run.handed(block):
        handed = inputs if tampered is None else tampered(inputs, last)
        last = inputs
        record = block.step(record, handed, run.parameters, floats)
        yield kept(record)


def kept(record: Any) -> Any:
    """Return a record whose lists later months do not touch, of those that are read afterwards."""
    names = [name for name in ("par_in", "interest_in", "unsettled", "agency_due") if hasattr(record, name)]
    return replace(record, **{name: getattr(record, name)[:] for name in names}) if names else record


def busy_paths(paths: dict[str, list[Any]], count: int) -> dict[str, list[Any]]:
    """Return given paths in which every one swings from month to month in its own way, none at nought."""
    found = {}
    for seed, name in enumerate(sorted(paths)):
        size = STEADY.get(name, 0.02)
        found[name] = [value * (1.0 + size * swing(seed, i)) for i, value in enumerate(paths[name])]
    for seed, (name, size) in enumerate(SHOCKS.items()):
        found[name] = [0.0, *(size * (swing(50 + seed, i) + LEANING.get(name, 0.0)) for i in range(1, count))]
    return found


def toggled(seed: int, count: int) -> list[float]:
    """Return a path between 0.1 and 0.9 that swings from month to month."""
    return [0.5 + 0.4 * swing(seed, i) for i in range(count)]


@cache
def busy() -> Run:
    """The Federal Reserve's history with every wire of it, of the economy and of Taiwan under tension.

    MBS are sold in a year whose decisions are announced, as they never were.
    """
    book: Book = {}
    key = runs.enter(book, "fed_history", 168)
    case = book[key]
    parameters = {**runs.parameter_values("fed"), **BUSY}
    calm = run_case(book, key, parameters, {}, {}, "", floats, False)
    count = len(case.plan.decisions) + 1
    case.environment.paths.update(reference_paths(calm))
    paths = busy_paths(case.environment.paths, count)
    for seed, name in enumerate(("standing_facility", "bank_facility", "follows_rule", "bill_refinancing")):
        paths[name] = toggled(80 + seed, count)
    paths["market_stress"] = [max(swing(90, i), 0.0) for i in range(count)]
    for seed, (name, level) in enumerate(
        {
            "two_day_drain": 40.0, "treasury_settlement": 25.0, "other_deposits": 60.0, "other_income": 0.2,
            "loan_income": 0.3, "month_end_reverse_repo": 30.0, "month_end_reserves": 25.0,
            "profitable_banks": 0.2, "other_programme_holdings": 30.0, "other_programme_duration": 0.4,
            "other_programme_news": 0.05,
        }.items()
    ):  # fmt: skip
        paths[name] = [level * (1.0 + 0.3 * swing(100 + seed, i)) for i in range(count)]
    paths["deferred_asset"] = [7.0] * count
    case.environment.paths.update(paths)
    told = months.between(case.plan.start, "2013-01")
    for t in range(told, told + 12):
        case.plan.decisions[t].mbs_sales = 3.0 + swing(110, t)
    results = run_case(book, key, parameters, {}, {}, "", floats, True)
    return Run(case.opening, case.environment.paths, case.plan, parameters, results)


def of_record(name: str, swings: bool = False, **changed: Any) -> Run:
    """A scenario of the records as it stands, or with its given paths swinging, or other shocks."""
    book: Book = {}
    record = runs.scenario_record(name)
    key = runs.enter(book, name, record.months)
    case = book[key]
    parameters = {**runs.parameter_values(record.bank), **case.switches}
    paths = case.environment.paths
    if swings:
        paths.update({
            each: [value * (1.0 + STEADY.get(each, 0.02) * swing(seed, i)) for i, value in enumerate(path)]
            for seed, (each, path) in enumerate(sorted(paths.items()))
        })  # fmt: skip
    paths.update(changed)
    results = run_case(book, key, parameters, {}, {}, "", floats, True)
    known_paths = dict(paths)
    if case.reference:
        leaned_on = runs.run(str(record.settings["reference"]), record.months)
        known_paths.update(reference_paths(leaned_on))
    if case.other_programme:
        other = runs.run(str(record.settings["other_programme"]))
        for path, column in (("holdings", "treasuries"), ("duration", "expected_duration"),
                             ("news", "duration_news")):  # fmt: skip
            held = dict(zip(other.months, other.columns[column], strict=True))
            known_paths[f"other_programme_{path}"] = [
                held.get(month, 0.0) for month in (case.opening.month, *results.months)
            ]
    return Run(case.opening, known_paths, case.plan, parameters, results)


@cache
def stopped() -> Run:
    """Run-off without caps that a floor under reserves ends, beside the announced plan."""
    return of_record("fed_2022_reserve_floor")


@cache
def sold() -> Run:
    """Sales beside the caps: what the plan does to yields moves the economy, and that comes back."""
    return of_record("fed_2022_active")


@cache
def lent() -> Run:
    """Without programmes the central bank has to lend what banks cannot do without."""
    return of_record("fed_no_qe")


@cache
def fund() -> Run:
    """The British fund, Bank Rate swinging."""
    return of_record("boe_history", swings=True)


@cache
def gilts() -> Run:
    """The funds' loop under shocks that swing, with a backstop and sales back."""
    count = 13
    return of_record(
        "stability_uk_2022", swings=True, gilt_shock=[130.0 + 400.0 * x for x in toggled(3, count)],
        gilt_backstop=[5.0 * x for x in toggled(1, count)],
        gilt_sold_back=[3.0 * x for x in toggled(2, count)],
    )  # fmt: skip


@cache
def euro() -> Run:
    """The ECB's programme beside the other one, and its losses."""
    return of_record("ecb_history", swings=True)


@cache
def targeted() -> Run:
    """The Bank of Japan while the ten-year yield is its target."""
    return of_record("boj_yield_target")


@cache
def japan() -> Run:
    """The Bank of Japan's bonds, shares and funds."""
    return of_record("boj_taper", swings=True)
