"""Each shock alone wakes what it is a shock to, from its own month on; without any, nothing deviates."""

from __future__ import annotations

from typing import Any

import pytest

from qeqt import runs
from qeqt.core import floats
from qeqt.core.case import Book, run_case
from qeqt.core.economy.sector import SHOCKS
from qeqt.core.taiwan.sector import SHOCKS as TAIWAN_SHOCKS

MONTHS = 12
STRUCK = 4
"""The month of the plan in which a shock strikes."""

FIRST_MOVED = {
    "demand_shock": ("output_gap", 1), "supply_shock": ("core_inflation", 1),
    "policy_shock": ("policy_rate_deviation", 1), "policy_surprise": ("policy_rate_deviation", 1),
    "term_premium_shock": ("long_rate_deviation", 1),
    "risk_premium_shock": ("equities", -1),
    "tw_us_rate": ("twd", -1), "tw_us_long": ("tw_long_yield", 1), "tw_us_gap": ("tw_exports", 1),
    "tw_us_equities": ("foreign_net_buying", 1), "tw_hot_money": ("foreign_net_inflow", 1),
    "tw_push": ("twd", 1), "tw_matured": ("cbc_certificates", -1), "tw_bonds_bought": ("cbc_bonds", 1),
    "tw_world_prices": ("tw_import_prices", 1), "tw_tech": ("tw_exports", 1),
    "tw_demand": ("tw_output_gap", 1), "tw_supply": ("tw_inflation", 1), "tw_policy": ("cbc_rate", 1),
    "tw_credit_limit": ("tw_house_prices", -1), "tw_hedging": ("tw_hedge_ratio", 1),
}  # fmt: skip
"""The column that each shock moves in the very month that it strikes, and its sign."""

DEVIATIONS = {column for column, _ in FIRST_MOVED.values()}


def columns(**shocks: list[float]) -> dict[str, list[Any]]:
    book: Book = {}
    key = runs.enter(book, "fed_2022_capped", MONTHS)
    book[key].environment.paths.update(shocks)
    return run_case(book, key, runs.parameter_values("fed"), {}, {}, "", floats, False).columns


def struck(size: float) -> list[float]:
    return [size if place >= STRUCK + 1 else 0.0 for place in range(MONTHS + 1)]


def test_every_shock_is_tried() -> None:
    assert set(FIRST_MOVED) == {*SHOCKS, *TAIWAN_SHOCKS}


@pytest.mark.parametrize("shock", FIRST_MOVED)
def test_a_shock_alone_moves_its_column_in_its_month_and_not_before(shock: str) -> None:
    column, sign = FIRST_MOVED[shock]
    found = columns(**{shock: struck(0.5)})
    assert [round(value, 12) for value in found[column][:STRUCK]] == [0.0] * STRUCK
    assert sign * found[column][STRUCK] > 1e-6
    for other in DEVIATIONS:
        assert max(map(abs, found[other][:STRUCK])) < 1e-12, other


@pytest.mark.parametrize("shock", [name for name in FIRST_MOVED if name.startswith("tw_")])
def test_what_strikes_taiwan_alone_leaves_the_united_states_as_they_are(shock: str) -> None:
    moved, calm = columns(**{shock: struck(0.5)}), columns()
    for column in ("output_gap", "equities", "long_yield", "policy_rate", "reserves", "net_income"):
        assert moved[column] == pytest.approx(calm[column], abs=1e-9), column


def test_without_a_shock_nothing_deviates() -> None:
    calm = columns()
    assert all(abs(value) < 1e-12 for column in DEVIATIONS for value in calm[column])
