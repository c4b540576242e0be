"""A stock is the stock before and the flows that the run prints: every instrument, bank and month."""

from __future__ import annotations

import pytest

from qeqt import data, runs
from qeqt.core.results import Results

FLOWS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "treasuries": (
        ("treasuries_acquired", "inflation_compensation"),
        ("maturing", "treasuries_sold", "runoff_bills", "amortisation"),
    ),
    "bills": (("bills_acquired",), ("runoff_bills",)),
    "indexed": (("indexed_acquired", "inflation_compensation"), ("indexed_maturing",)),
    "mbs": (("mbs_settled",), ("mbs_principal", "mbs_sold")),
    "mbs_unsettled": (("mbs_traded",), ("mbs_settled",)),
    "agency": (("agency_acquired",), ("agency_principal",)),
    "equity_holdings": (("equities_acquired",), ()),
    "deferred_asset": (("remittances", "dividends"), ("net_income",)),
    "indemnity_cumulative": (("indemnity",), ()),
}
"""Of each stock the columns that come and those that go; a column that a bank lacks is no flow of its."""

RUNS = {name: runs.scenario_record(name).bank for name in data.scenarios()}


@pytest.fixture(scope="module", params=RUNS)
def walked(request: pytest.FixtureRequest) -> Results:
    return runs.run(request.param, keep_ladders=False)


@pytest.mark.parametrize("stock", FLOWS)
def test_a_stock_is_the_stock_before_and_the_printed_flows(walked: Results, stock: str) -> None:
    columns = walked.columns
    if stock not in columns:
        return
    came, went = ([name for name in names if name in columns] for names in FLOWS[stock])
    assert came or went
    before = at_the_opening(walked)[stock]
    for n, held in enumerate(columns[stock]):
        change = sum(columns[name][n] for name in came) - sum(columns[name][n] for name in went)
        if before is not None:
            assert held - before == pytest.approx(change, abs=1e-7), (stock, walked.months[n])
        before = held


def at_the_opening(found: Results) -> dict[str, float | None]:
    """Return each stock as the opening has it; None where the run's first month is not compared."""
    record = runs.scenario_record(found.scenario)
    opening = runs.opening_of(record.opening)
    given = runs.environment_of(found.bank, opening.month, record.months).paths
    indexed = sum(opening.indexed)
    return {
        "treasuries": sum(opening.nominal) + indexed + opening.bills,
        "bills": opening.bills,
        "indexed": indexed,
        "mbs": sum(opening.mbs),
        "mbs_unsettled": sum(opening.mbs_unsettled),
        "agency": sum(opening.agency),
        "equity_holdings": opening.equities,
        "deferred_asset": given.get("deferred_asset", [0.0])[0],
        "indemnity_cumulative": 0.0,
    }


def test_what_is_bought_and_rolled_over_is_all_that_is_acquired(walked: Results) -> None:
    """The columns of the whole: purchases and reinvested principal come in as bonds, MBS or agency debt."""
    columns = walked.columns
    for n in range(len(walked.months)):
        came = sum(columns[name][n] for name in ("treasuries_acquired", "mbs_settled") if name in columns)
        assert columns["purchases"][n] + columns["reinvested"][n] == pytest.approx(came, abs=1e-7)


def test_what_another_programme_holds_are_its_own_run_s_holdings() -> None:
    for name, bank in RUNS.items():
        other = str(runs.scenario_record(name).settings.get("other_programme", ""))
        if other:
            own = runs.run(other)
            beside = dict(zip(own.months, own.columns["treasuries"], strict=True))
            found = runs.run(name)
            for n, month in enumerate(found.months):
                assert found.columns["other_programme_holdings"][n] == pytest.approx(beside.get(month, 0.0))
            assert bank in ("ecb", "boe")
