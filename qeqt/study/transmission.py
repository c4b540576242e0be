"""What each lever and shock moves in each scenario: nothing, the bank's own accounts alone, or the economy.

A lever is pulled in the last two years of a scenario, to the end of what a reader can do, and every column
is held against the scenario as it stands. One that moves nothing is pulled from the first month on, in the
last alone where the scenario's own value goes up and down, and then with everything around it moved, for some
work only together: a rule without a shock, stress without news.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qeqt import data, runs
from qeqt.core import floats, months
from qeqt.core.bank import columns as of_bank
from qeqt.core.banks import BANKS
from qeqt.core.case import Book, run_known
from qeqt.core.moves import with_paths
from qeqt.core.results import Results
from qeqt.data import decisions
from qeqt.data.shocks import Shock, shocks

DEAD, TOGETHER, ACCOUNTS, TRANSMITTING = "dead", "together", "accounts", "transmitting"
WINDOW = 24
"""Months, up to a scenario's last, in which a lever is pulled."""
STILL = 1e-9
"""Relative: a column that moves by less has not moved."""
MARKET = (
    "effr_spread_bp", "repo_spread_bp", "repo_peak_bp", "stress_probability", "stress_without_facility",
    "reserve_demand_slope", "reserve_regime",
)  # fmt: skip
"""Columns of the bank's sector that are prices, no accounts."""
AROUND = {
    "treasury_sales": 5.0, "treasury_purchases": 7.0, "treasury_runoff_cap": 11.0, "mbs_runoff_cap": 13.0,
    "market_stress": 1.0, "demand_shock": 1.0,
}  # fmt: skip
"""What else is moved where a lever moves nothing by itself."""
HALVINGS = 6
"""How often a lever that cannot be pulled all the way is pulled half as far."""
PLAINEST = "fed_2022_capped"
"""The scenario in which a shock is tried that none gives."""


@dataclass(frozen=True)
class Reach:
    """What a lever, or a shock, does in a scenario."""

    scenario: str
    lever: str
    kind: str
    """dead, together (with others only), accounts (the bank's own alone) or transmitting."""
    value: float
    """The end to which it was pulled."""
    pulled: int
    """1: that is up; -1: down."""
    since: str
    """The month from which on."""
    until: str
    """The month in which a floor first acts, before which signs end; empty: they are of every month."""
    others: dict[str, float]
    """What was moved beside it, in the run that it is held against too."""
    signs: dict[str, int]
    """By column, of a pull upwards: 1, -1, or 0 where it is both in turn; a column that stays is left out."""


def audit() -> list[Reach]:
    """Return what every lever and shock of every bank does in every scenario of it."""
    return [reach for bank in BANKS for name in data.scenarios(bank) for reach in of_scenario(name)]


def of_scenario(name: str) -> list[Reach]:
    """Return what every lever does in a scenario, and every shock that is tried there."""
    pulled = Pulled(name)
    levers = [pulled.reach(key) for key in decisions.levers(pulled.bank)]
    return levers + [pulled.shocked(shock) for shock in tried_in(name)]


def tried_in(name: str) -> list[Shock]:
    """Return the shocks without a lever that are tried in a scenario: those that it gives."""
    given = {key for record in data.scenarios().values() for key in record.shocks}
    here = set(data.scenarios()[name].shocks)
    return [each for key, each in shocks().items() if key in here or (name == PLAINEST and key not in given)]


class Pulled:
    """A scenario whose levers are pulled one after another; the runs that it leans on are run once."""

    def __init__(self, name: str) -> None:
        record = runs.scenario_record(name)
        self.name, self.bank = name, record.bank
        self.book: Book = {}
        self.key = runs.enter(self.book, name, record.months)
        self.values = runs.parameter_values(self.bank)
        self.known: dict[str, Results] = {}
        self.start, self.last = record.start[:7], max(record.months - WINDOW, 0)
        self.still = self.run({}, 0)

    def run(self, moves: dict[str, float], first: int) -> Results:
        """Return the run with moves from a place among its months on."""
        since = months.after(self.start, first) if moves else ""
        return run_known(self.book, self.key, self.values, {}, dict(moves), since, floats, False, self.known)

    def reach(self, key: str) -> Reach:
        """Return what a lever does: pulled up, else down, else together with others."""
        lever = decisions.levers(self.bank)[key]
        for first, others in self.ways(key):
            base = self.run(others, first) if others else self.still
            for end in (lever.high, lever.low):
                value, found = self.farthest(key, end, others, first)
                upwards = self.way(key, value, first)
                if found is None or upwards == 0:
                    continue
                end_of_signs = same_floor(key, found, base)
                signs = {
                    name: upwards * sign for name, sign in signs_of(found, base, first, end_of_signs).items()
                }
                if signs:
                    kind, since = TOGETHER if others else kind_of(signs), months.after(self.start, first)
                    until = found.months[end_of_signs] if end_of_signs < len(found.months) else ""
                    return Reach(self.name, key, kind, value, upwards, since, until, others, signs)
        return Reach(self.name, key, DEAD, lever.high, 1, self.start, "", {}, {})

    def ways(self, key: str) -> Iterator[tuple[int, dict[str, float]]]:
        """Yield from which month on, and with which others moved, a lever is pulled, try after try."""
        places = sorted({self.last, 0}, reverse=True)
        for first in [*places, data.scenarios()[self.name].months - 1]:
            yield first, {}
        known = decisions.levers(self.bank)
        around = {name: value for name, value in AROUND.items() if name != key and name in known}
        for first in places:
            farthest = {name: self.farthest(name, value, {}, first) for name, value in around.items()}
            yield first, {name: value for name, (value, found) in farthest.items() if found is not None}

    def shocked(self, shock: Shock) -> Reach:
        """Return what more of a shock does than the scenario has."""
        case = self.book[self.key]
        path = case.environment.paths.get(shock.key, [0.0] * (len(case.plan.decisions) + 1))
        moved = [value + shock.pull if n > self.last else value for n, value in enumerate(path)]
        environment = with_paths(case.environment, {shock.key: moved})
        book = {**self.book, self.key: replace(case, environment=environment)}
        found = run_known(book, self.key, self.values, {}, {}, "", floats, False, self.known)
        signs = signs_of(found, self.still, self.last, len(found.months))
        kind, since = kind_of(signs) if signs else DEAD, months.after(self.start, self.last)
        return Reach(self.name, shock.key, kind, shock.pull, 1, since, "", {}, signs)

    def way(self, key: str, value: float, first: int) -> int:
        """Say whether a value is a pull up (1) or down (-1) in every month from one on; 0: it is neither."""
        stands = self.stands(key, first)
        if value > max(stands):
            return 1
        return -1 if value < min(stands) or value == min(stands) < max(stands) else 0

    def stands(self, key: str, first: int) -> list[float]:
        """Return where a lever stands in the scenario in each month from one on."""
        case, entry = self.book[self.key], decisions.levers(self.bank)[key]
        plan = case.plan.decisions[first:]
        if key in plan[0].measures:
            return [float(decision.measures[key]) for decision in plan]
        if entry.kind != "shift" and key in case.environment.paths:
            return [float(value) for value in case.environment.paths[key][first + 1 :]]
        return [self.values[entry.parameter] if entry.parameter else 0.0]

    def farthest(
        self, key: str, end: float, others: dict[str, float], first: int
    ) -> tuple[float, Results | None]:
        """Return the value nearest an end to which a lever can be pulled, with the run; None: it cannot."""
        value = end
        for _ in range(HALVINGS):
            try:
                return value, self.run({**others, key: value}, first)
            except ValueError:
                value /= 2.0
        return value, None


def same_floor(key: str, found: Results, base: Results) -> int:
    """Return the place of the first month in which a floor under reserves slows either run, or buys.

    From there on two plans no longer share their stop; what the floor itself does is looked at throughout.
    """
    if key == "reserve_floor" or "runoff_share" not in base.columns:
        return len(base.months)
    paths = [found.columns["runoff_share"], base.columns["runoff_share"]]
    return min(next((t for t, share in enumerate(path) if share < 1.0), len(path)) for path in paths)


def signs_of(found: Results, base: Results, first: int, until: int) -> dict[str, int]:
    """Return which way each column moves between two months; one that stays is left out."""
    moved = {}
    for name, path in base.columns.items():
        size = max((abs(each) for each in path), default=0.0)
        gaps = [a - b for a, b in zip(found.columns[name], path, strict=True)]
        ways = {1 if gap > 0.0 else -1 for gap in gaps[first:until] if abs(gap) > STILL * max(size, 1.0)}
        if ways:
            moved[name] = ways.pop() if len(ways) == 1 else 0
    return moved


def kind_of(signs: dict[str, int]) -> str:
    """Tell accounts of the bank from what reaches markets and the economy."""
    own = set(of_bank.COLUMNS) - set(MARKET)
    return ACCOUNTS if set(signs) <= own else TRANSMITTING
