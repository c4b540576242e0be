"""What the backtest's errors become when an input that is given, or known from memory, is moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import fsum

from qeqt import data, runs
from qeqt.core import months
from qeqt.core.model import simulate
from qeqt.core.results import Results
from qeqt.core.scenario import Decision, Environment, Opening, Scenario
from qeqt.data import maturity_mixes
from qeqt.study import backtest

SHIFT = 0.10
"""A tenth up and down for amounts; the ends of its range for a parameter."""

SCORED = ("total_assets", "treasuries", "mbs", "reserves")


@dataclass(frozen=True)
class Moved:
    """One input moved, and the mean errors (percent) that follow; base is the error without it."""

    input: str
    change: str
    mape: dict[str, float]
    base: dict[str, float]


@dataclass(frozen=True)
class Case:
    """Everything a run of history is made of."""

    opening: Opening
    environment: Environment
    scenario: Scenario
    parameters: dict[str, float]

    def run(self) -> Results:
        """Walk through history."""
        return simulate(self.opening, self.environment, self.scenario, self.parameters)


def history() -> Case:
    """Return the case that the backtest runs."""
    record = runs.scenario_record(backtest.HISTORY)
    opening = runs.opening_of(record.opening)
    return Case(
        opening,
        runs.environment_of(record.bank, opening.month, record.months),
        runs.scenario_of(record, record.months),
        runs.parameter_values(record.bank),
    )


def sensitivity() -> list[Moved]:
    """Return the errors with each input moved, one at a time."""
    base = history()
    unmoved = errors(base)
    return [Moved(name, change, errors(case), unmoved) for name, change, case in moves(base)]


def errors(case: Case) -> dict[str, float]:
    """Return the mean error of each scored series, percent."""
    results = case.run()
    return {name: backtest.score(results, name, []).mape for name in SCORED}


def moves(base: Case) -> Iterator[tuple[str, str, Case]]:
    """Yield every input, how it is moved, and the case with it moved."""
    yield from parameter_moves(base)
    yield from purchase_moves(base)
    yield from mix_moves(base)
    yield from opening_moves(base)
    yield from path_moves(base)


def parameter_moves(base: Case) -> Iterator[tuple[str, str, Case]]:
    """Yield each portfolio parameter at both ends of its range."""
    known = data.parameters("fed")
    for key in backtest.PORTFOLIO_PARAMETERS:
        for end in (known[key].low, known[key].high):
            yield f"parameter {key}", f"{end:g}", replace(base, parameters={**base.parameters, key: end})


CAPS = ("treasury_runoff_cap", "mbs_runoff_cap")
PURCHASE_PERIODS = (
    ("treasury purchases of 2009", "2009-03", "2009-10", "treasury"),
    ("MBS purchases of 2009-2010", "2009-01", "2010-03", "mbs"),
    ("agency debt purchases of 2009-2010", "2009-01", "2010-03", "agency"),
    ("treasury purchases of 2013-2014", "2013-01", "2014-10", "treasury"),
    ("MBS purchases of 2012-2014", "2012-09", "2014-10", "mbs"),
    ("run-off caps of 2017-2019", "2017-10", "2019-07", "caps"),
    ("bill purchases of 2019-2020", "2019-10", "2020-03", "bill"),
    ("treasury purchases of spring 2020", "2020-03", "2020-06", "treasury"),
    ("MBS purchases of spring 2020", "2020-03", "2020-06", "mbs"),
    ("treasury purchases of the taper 2021-2022", "2021-11", "2022-03", "treasury"),
    ("MBS purchases of the taper 2021-2022", "2021-11", "2022-03", "mbs"),
)


def purchase_moves(base: Case) -> Iterator[tuple[str, str, Case]]:
    """Yield purchases and caps that are known from memory or as announced, a tenth up and down."""
    for name, first, last, kind in PURCHASE_PERIODS:
        for factor in (1.0 - SHIFT, 1.0 + SHIFT):
            decisions = [
                scaled(decision, kind, factor) if first <= month <= last else decision
                for month, decision in dated(base.scenario)
            ]
            yield (
                name,
                f"times {factor:g}",
                replace(base, scenario=replace(base.scenario, decisions=decisions)),
            )


def dated(scenario: Scenario) -> list[tuple[str, Decision]]:
    """Return each decision with its month."""
    return [(months.after(scenario.start, n), decision) for n, decision in enumerate(scenario.decisions)]


def scaled(decision: Decision, kind: str, factor: float) -> Decision:
    """Return a decision with its purchases of one kind, or its caps, scaled."""
    names = CAPS if kind == "caps" else (f"{kind}_purchases",)
    scaled_measures = {name: decision.measures[name] * factor for name in names}
    return replace(decision, measures={**decision.measures, **scaled_measures})


def mix_moves(base: Case) -> Iterator[tuple[str, str, Case]]:
    """Yield each memory-based distribution replaced by its neighbour, and other settlement lags."""
    tables = maturity_mixes.mixes("fed").tables
    for name in ("auctions_2011", "auctions_2018"):
        decisions = [replace(d, rollover_mix=tables[name].mix) for d in base.scenario.decisions]
        yield "auction sizes", f"{name} throughout", with_decisions(base, decisions)
    for name in ("qe1", "qe4"):
        spread = tables["qe2" if name == "qe1" else "spring_2020"].mix
        old = tables[name].mix
        decisions = [
            replace(d, purchase_mix=spread if d.purchase_mix is old else d.purchase_mix)
            for d in base.scenario.decisions
        ]
        yield f"mix {name}", "its neighbour instead", with_decisions(base, decisions)
    for term in (60, 108):
        term_of = {"agency_term": float(term)}
        decisions = [replace(d, measures={**d.measures, **term_of}) for d in base.scenario.decisions]
        yield "agency debt falls due within", f"{term} months", with_decisions(base, decisions)
    for change, lags in (("at once", [1.0]), ("one month later", [0.0, 0.05, 0.80, 0.15])):
        decisions = [replace(d, mbs_settlement=lags) for d in base.scenario.decisions]
        yield "MBS settlement", change, with_decisions(base, decisions)


def opening_moves(base: Case) -> Iterator[tuple[str, str, Case]]:
    """Yield the opening with its indexed principal moved, the total kept."""
    start = base.opening
    for factor in (1.0 - SHIFT, 1.0 + SHIFT):
        indexed = [amount * factor for amount in start.indexed]
        kept = zip(start.nominal, start.indexed, indexed, strict=True)
        opening = replace(start, nominal=[n + old - new for n, old, new in kept], indexed=indexed)
        yield "opening: indexed part", f"times {factor:g}", replace(base, opening=opening)


def path_moves(base: Case) -> Iterator[tuple[str, str, Case]]:
    """Yield given paths moved: rates by 0.25 points, amounts to their mean, price growth by a tenth."""
    paths = base.environment.paths
    for key in ("mortgage_rate", "yield_10y"):
        for shift in (-0.25, 0.25):
            moved = [value + shift for value in paths[key]]
            yield f"given {key}", f"{shift:+g} points", with_path(base, key, moved)
    for key in ("other_assets", "currency", "government_account", "on_rrp", "other_liabilities"):
        mean = fsum(paths[key]) / len(paths[key])
        yield f"given {key}", "held at its mean", with_path(base, key, [mean] * len(paths[key]))
    prices = paths["price_index"]
    for factor in (1.0 - SHIFT, 1.0 + SHIFT):
        moved = [prices[0] * (price / prices[0]) ** factor for price in prices]
        yield "given price_index", f"growth times {factor:g}", with_path(base, "price_index", moved)


def with_decisions(base: Case, decisions: list[Decision]) -> Case:
    """Return the case with other decisions."""
    return replace(base, scenario=replace(base.scenario, decisions=decisions))


def with_path(base: Case, key: str, path: list[float]) -> Case:
    """Return the case with one given path replaced."""
    paths = {**base.environment.paths, key: path}
    return replace(base, environment=replace(base.environment, paths=paths))
