"""Small situations that the tests of the model start from."""

from __future__ import annotations

from typing import Any

from qeqt import runs
from qeqt.core.scenario import Decision, Environment, Mix, Opening, Scenario, Share
from qeqt.data import decisions

PARAMETERS = runs.parameter_values("fed")
TEN_YEARS = Mix([Share(120, 1.0)], [])
FIVE_AND_TEN = Mix([Share(60, 0.5), Share(120, 0.3)], [Share(120, 0.2)])
NOTE_RATES = [2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0]

GIVEN = {
    "price_index": 100.0,
    "mortgage_rate": 5.0,
    "yield_3m": 2.0,
    "yield_2y": 2.5,
    "yield_10y": 3.0,
    "real_yield_10y": 1.0,
    "other_assets": 100.0,
    "currency": 300.0,
    "government_account": 50.0,
    "on_rrp": 20.0,
    "foreign_rrp": 10.0,
    "other_liabilities": 15.0,
    "capital": 5.0,
}


MEASURES = {
    **dict.fromkeys(decisions.measures(), 0.0),
    "sales_from": 1.0,
    "sales_to": 360.0,
    "agency_principal_reinvested": 1.0,
    "agency_term": 84.0,
    "agency_to_mbs": 1.0,
}
"""Everything is rolled over, nothing is bought or sold."""


def decision(**changed: Any) -> Decision:
    """Roll everything over, buy and sell nothing, but for the measures and mixes that are changed."""
    mixes: dict[str, Any] = {
        "rollover_mix": TEN_YEARS,
        "purchase_mix": FIVE_AND_TEN,
        "principal_mix": TEN_YEARS,
        "mbs_settlement": [0.0, 1.0],
        "sale_mix": [],
    }
    unknown = set(changed) - set(MEASURES) - set(mixes)
    assert not unknown, f"no measure and no mix: {sorted(unknown)}"
    measures = {key: float(changed.get(key, value)) for key, value in MEASURES.items()}
    return Decision(measures, **{key: changed.get(key, mix) for key, mix in mixes.items()})


def scenario(decisions: list[Decision]) -> Scenario:
    """Start in January 2020 with these decisions."""
    return Scenario("situation", "2020-01", decisions)


def opening(**changed: Any) -> Opening:
    """Hold 600 of nominal bonds due evenly over five years, 20 of bills and 240 of MBS."""
    nothing = [0.0] * 361
    plain: dict[str, Any] = {
        "name": "situation",
        "bank": "fed",
        "month": "2019-12",
        "nominal": [10.0 if 1 <= m <= 60 else 0.0 for m in range(361)],
        "nominal_yield": [2.0] * 361,
        "indexed": list(nothing),
        "indexed_yield": [1.0] * 361,
        "bills": 20.0,
        "agency": list(nothing),
        "note_rates": list(NOTE_RATES),
        "mbs": [0.0, 80.0, 80.0, 80.0, 0.0, 0.0, 0.0, 0.0],
        "mbs_age": [24.0] * 8,
        "mbs_unsettled": [0.0, 0.0, 0.0],
    }
    return Opening(**{**plain, **changed})


def environment(months: int, **changed: float | list[float]) -> Environment:
    """Keep every given path where it is, but for what is changed."""
    paths = {}
    for key, value in {**GIVEN, **changed}.items():
        paths[key] = list(value) if isinstance(value, list) else [value] * (months + 1)
    return Environment("2019-12", paths)
