"""Columns that put several blocks together: each is the sum, the gap or the level that it says it is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

import pytest

from qeqt.core import floats
from qeqt.core.bank import treasuries
from qeqt.core.valuation import indexed_gain, ladder_gain, mortgage_gain
from tests.core import (  # noqa: F401 - each brings its blocks
    wires_bank,
    wires_economy,
    wires_income,
    wires_stability,
)
from tests.core.wires_bank import curve, mortgage_equivalents, refinanced
from tests.core.wiring import BLOCKS, Run, busy, euro, fund, japan, replayed, sold, stopped

pytestmark = pytest.mark.xdist_group("wiring")

RUNS = {
    "busy": busy, "stopped": stopped, "sold": sold, "fund": fund, "euro": euro, "japan": japan,
}  # fmt: skip
PLACES = 1e-9


def column(run: Run, name: str) -> list[float]:
    return list(run.results.columns[name])


def each_month(run: Run, formula: Callable[[int], float]) -> list[float]:
    return [formula(t) for t in range(len(run.results.months))]


def bonds(run: Run, t: int):
    return run.record("treasuries", t)


def loans(run: Run, t: int):
    return run.record("mortgages", t)


def reinvested(run: Run, t: int) -> float:
    return bonds(run, t).reinvested + loans(run, t).reinvested + loans(run, t).to_treasuries


def purchases(run: Run, t: int) -> float:
    decision = run.decision(t)
    treasuries_bought = decision.measures["treasury_purchases"] + decision.measures["bill_purchases"]
    return treasuries_bought + run.managed(t)[1] + loans(run, t).settled - loans(run, t).reinvested


def bills_withdrawn(run: Run, t: int) -> float:
    return run.column("bills", t) - refinanced(run, t)


def sales(run: Run, t: int) -> float:
    return bonds(run, t).sold + loans(run, t).sold


def equivalents(run: Run, t: int) -> float:
    return treasuries.ten_year_equivalents(bonds(run, t)) + mortgage_equivalents(run, t)


def unrealised(run: Run, t: int) -> float:
    """Market value less book value: nominal bonds, indexed ones, mortgages at their own yield."""
    held, statement, p = bonds(run, t), run.record("income", t), run.parameters
    market = run.given("yield_10y", t) + run.given("mbs_spread", t) + run.column("long_rate_deviation", t)
    indexed = run.column("indexed", t)
    real_interest = held.indexed_interest * held.price_index
    coupons = loans(run, t).note_interest - statement.fees
    return (
        ladder_gain(held.par_in, held.interest_in, curve(run, t), floats)
        + indexed_gain(indexed, real_interest, run.given("real_yield_10y", t), p["indexed_maturity"], floats)
        + mortgage_gain(run.column("mbs", t), coupons, market, statement.premiums, p, floats)
    )


def unrealised_of_bonds(run: Run, t: int) -> float:
    held = bonds(run, t)
    return ladder_gain(held.par_in, held.interest_in, curve(run, t), floats)


def policy_rate(run: Run, t: int) -> float:
    return run.given("policy_rate", t) + run.column("policy_rate_deviation", t)


def long_yield(run: Run, t: int) -> float:
    return run.given("yield_10y", t) + run.column("long_rate_deviation", t)


def inflation(run: Run, t: int) -> float:
    """Over twelve months; in the first year since the opening."""
    return run.column("price_level", t) - run.column("price_level", t - 12)


def treasury_interest(run: Run, t: int) -> float:
    return bonds(run, t).nominal_interest / 12.0


def equity_holdings(run: Run, t: int) -> float:
    bought = accumulate(
        (each.measures["equity_purchases"] for each in run.plan.decisions), initial=run.opening.equities
    )
    return list(bought)[t + 1]


def other_programme_holdings(run: Run, t: int) -> float:
    return run.given("other_programme_holdings", t)


def amortisation(run: Run, t: int) -> float:
    """A twelfth of a year's part of what was held before it was taken off."""
    part = run.parameters["premium_amortisation"] / 1200.0
    return run.column("treasuries", t) / (1.0 - part) * part


OF_FED = {
    "reinvested": reinvested, "purchases": purchases, "sales": sales, "ten_year_equivalents": equivalents,
    "unrealised_gain": unrealised, "policy_rate": policy_rate, "long_yield": long_yield,
    "inflation": inflation, "bills_withdrawn": bills_withdrawn,
    "dividends": lambda run, t: run.given("dividends", t), "runoff_share": lambda run, t: run.managed(t)[0],
}  # fmt: skip
FORMULAS = [
    *((name, key, formula) for name in ("busy", "stopped", "sold") for key, formula in OF_FED.items()
      if (name, key) != ("stopped", "sales")),
    ("fund", "treasury_interest", treasury_interest),
    ("fund", "other_programme_holdings", other_programme_holdings),
    ("fund", "unrealised_gain", unrealised_of_bonds), ("fund", "sales", lambda run, t: bonds(run, t).sold),
    ("euro", "amortisation", amortisation), ("euro", "other_programme_holdings", other_programme_holdings),
    ("japan", "equity_holdings", equity_holdings), ("japan", "treasury_interest", treasury_interest),
    ("japan", "unrealised_gain", unrealised_of_bonds),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "key", "formula"), FORMULAS, ids=[f"{name}-{key}" for name, key, _ in FORMULAS]
)
def test_a_column_is_what_it_says_it_is(name: str, key: str, formula: Callable[[Run, int], float]) -> None:
    run = RUNS[name]()
    expected = each_month(run, lambda t: formula(run, t))
    assert column(run, key) == pytest.approx(expected, rel=PLACES, abs=1e-8)
    assert max(map(abs, expected)) > 1e-3, "a column that is nothing throughout tests nothing"


def test_every_column_of_a_run_of_the_federal_reserve_is_compared() -> None:
    compared = {column for block in BLOCKS.values() for column in block.columns} | set(OF_FED)
    assert set(busy().results.columns) - compared == set()


@pytest.mark.parametrize("name", ["busy", "sold", "japan"])
def test_what_is_due_when_is_the_ladder_of_the_month(name: str) -> None:
    run = RUNS[name]()
    last = len(run.results.months) - 1
    for t, record in enumerate(replayed(BLOCKS["treasuries"], run)):
        if t in (0, last // 2, last):
            kept = run.results.ladders[t]
            assert kept.due == pytest.approx(record.due, rel=PLACES, abs=1e-9)
            assert kept.interest == pytest.approx(record.interest, rel=PLACES, abs=1e-9)
            assert kept.units == pytest.approx(record.units, rel=PLACES, abs=1e-9)
            assert kept.unit_interest == pytest.approx(record.unit_interest, rel=PLACES, abs=1e-9)
            assert (kept.price_index, kept.bills) == pytest.approx((record.price_index, record.bills))
            held = treasuries.due_between(kept, 1, 360) + kept.bills
            assert held == pytest.approx(run.column("treasuries", t))
