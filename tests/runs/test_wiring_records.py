"""From the record files to a run: what is in force, told, given and shocked in a month is what the file says.

The files are read here a second time, plainly, without the project's loaders.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import qeqt
from qeqt import data, runs
from qeqt.core import months
from qeqt.core.results import Results
from qeqt.core.scenario import UNLIMITED, Scenario
from qeqt.runs import economy_paths
from qeqt.runs import stability_paths as book_yields

pytestmark = pytest.mark.xdist_group("records")

HOME = Path(qeqt.__file__).parent


@cache
def read(path: str) -> dict[str, Any]:
    (file,) = (found for found in HOME.rglob(Path(path).name) if found.as_posix().endswith(path))
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def scenarios() -> dict[str, dict[str, Any]]:
    files = sorted(path for path in HOME.rglob("*.toml") if path.parent.name == "scenarios")
    return {key: table for file in files for key, table in tomllib.loads(file.read_text("utf-8")).items()}


def in_force(steps: list[dict[str, Any]], month: str) -> float | None:
    """Return the value of the last step that has begun; None where none has, or where it has ended."""
    begun = [step for step in steps if str(step["from"])[:7] <= month]
    return begun[-1].get("value") if begun else None


@cache
def walked(name: str) -> Results:
    return runs.run(name, keep_ladders=False)


@cache
def plan(name: str) -> Scenario:
    record = runs.scenario_record(name)
    return runs.scenario_of(record, record.months)


def every_month(name: str) -> list[str]:
    start, count = str(scenarios()[name]["start"])[:7], scenarios()[name]["months"]
    return [months.after(start, n) for n in range(count)]


MEASURES = {
    "treasury_runoff_cap", "mbs_runoff_cap", "bills_fill_cap", "treasury_purchases", "bill_purchases",
    "treasury_sales", "sales_from", "sales_to", "maturing_counts_as_sold", "mbs_purchases",
    "mbs_purchases_gross", "mbs_sales", "agency_principal_reinvested", "agency_purchases", "agency_term",
    "agency_to_mbs", "principal_to_treasuries", "principal_to_bills", "equity_purchases", "reserve_floor",
    "yields_targeted",
}  # fmt: skip
ENDING = {
    "treasury_runoff_cap", "mbs_runoff_cap", "bills_fill_cap", "treasury_purchases", "bill_purchases",
    "treasury_sales", "maturing_counts_as_sold", "mbs_purchases", "mbs_purchases_gross", "mbs_sales",
    "agency_purchases", "equity_purchases",
}  # fmt: skip
"""Measures that end where a scenario says until when policy is taken."""


def measures(name: str, month: str) -> dict[str, float]:
    """Return every measure of a scenario in a month: policy, the scenario's changes, one programme's."""
    record = scenarios()[name]
    settings = record.get("settings", {})
    policy = {key: table["values"] for key, table in read(f"policy/{record['bank']}.toml").items()}
    policy |= record.get("changes", {})
    if programme := settings.get("programme"):
        start = f"{programme}_"
        policy = {key.removeprefix(start): steps for key, steps in policy.items() if key.startswith(start)}
    until = str(settings.get("until", "9999-12"))[:7]
    found = {}
    for key, steps in policy.items():
        over = key in ENDING and month > until
        found[key] = 0.0 if over else in_force(steps, min(month, until)) or 0.0
    return found


@pytest.mark.parametrize("name", scenarios())
def test_what_is_decided_in_a_month_is_what_was_in_force(name: str) -> None:
    for month, decision in zip(every_month(name), plan(name).decisions, strict=True):
        value = measures(name, month)
        kept = value.get("agency_principal_reinvested") == 1.0
        wanted = {key: value.get(key, 0.0) for key in MEASURES}
        wanted |= {} if kept else {"mbs_runoff_cap": UNLIMITED}
        assert decision.measures == wanted, month
        to_bills = value.get("principal_to_bills") == 1.0
        assert to_bills == (not decision.principal_mix.nominal and not decision.principal_mix.indexed), month


@cache
def told(bank: str, programme: str = "") -> dict[str, dict[str, Any]]:
    """What markets are told, by month; of a bank's programmes, of this one and of all."""
    files = [path for path in HOME.rglob(f"{bank}.toml") if path.parent.name == "announcements"]
    return {
        str(table["month"])[:7]: table
        for file in files
        for table in tomllib.loads(file.read_text("utf-8")).values()
        if table.get("programme", "") in ("", programme)
    }


def programme_of(name: str) -> str:
    return str(scenarios()[name].get("settings", {}).get("programme", ""))


TOLD = [name for name, record in scenarios().items() if told(record["bank"], programme_of(name))]


@pytest.mark.parametrize("name", TOLD)
def test_markets_are_told_in_the_month_that_the_file_says_what_it_says(name: str) -> None:
    said = told(scenarios()[name]["bank"], programme_of(name))
    span = every_month(name)
    earlier = [month for month in said if month < span[0]]
    public = {month for month in said if span[0] <= month <= span[-1]} | set(sorted(earlier)[-1:])
    found = {news.month: news for news in plan(name).announcements}
    assert len(found) == len(plan(name).announcements)
    assert set(found) == public
    for month in public:
        table, news = said[month], found[month]
        assert news.until == str(table["until"])[:7]
        assert news.flows_end == table["flows_end"]
        assert news.kept_until == str(table.get("kept_until", ""))[:7]
        assert news.flows_until == str(table.get("flows_until", ""))[:7]
        assert news.reserve_demand == table["reserve_demand"]


def test_what_was_told_before_the_run_stands() -> None:
    """In June 2022 the plan of May stands: caps to September are said, those go on until further notice."""
    news = plan("fed_2022_capped").announcements[0]
    assert (news.month, news.until, news.flows_end) == ("2022-05", "2022-09", False)


def test_long_yields_jump_where_something_is_said_or_decided_and_in_no_other_month() -> None:
    found = walked("fed_history")
    jumps = {
        month
        for month, effect in zip(found.months, found.columns["announcement_effect_bp"], strict=True)
        if abs(effect) > 1e-9
    }
    said = {month for month in told("fed") if found.months[0] <= month <= found.months[-1]}
    decisions = plan("fed_history").decisions
    decided = {
        month
        for month, now, before in zip(found.months[1:], decisions[1:], decisions, strict=False)
        if now.measures != before.measures
    }
    assert jumps <= said | decided
    quiet = {"2014-09"}  # the principles confirmed what was expected: purchases end in October
    assert said - quiet <= jumps


def test_an_announcement_a_month_late_moves_yields_a_month_later() -> None:
    """In March 2009 the larger first round is told; in February nobody knows of it."""
    found = walked("fed_history")
    effect = dict(zip(found.months, found.columns["term_premium_effect_bp"], strict=True))
    assert effect["2009-03"] < effect["2009-02"] - 5.0


# -- given paths ----------------------------------------------------------------------------------------


def observed(bank: str, key: str) -> dict[str, float]:
    """Return a given path's observations by month, out of its own values or a figure's column."""
    table = read(f"environment/{bank}.toml")[key]
    if "values" in table:
        return {str(month)[:7]: float(value) for month, value in table["values"].items()}
    with figure_file(table["figure"]).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    start, scale = str(table.get("from", "1900"))[:7], table.get("scale", 1.0)
    return {
        row["date"][:7]: float(row[table["column"]]) * scale
        for row in rows
        if row[table["column"]] and row["date"][:7] >= start
    }


def figure_file(name: str) -> Path:
    refreshed = data.official_folder() / f"{name}.csv"
    (compiled,) = (path for path in HOME.rglob(f"{name}.csv") if path.parent.name == "figures")
    return refreshed if refreshed.is_file() else compiled


OPENINGS = sorted({(record["bank"], record["opening"]) for record in scenarios().values()})
COMPOSED = {"unsplit_liabilities"}
"""Split into its parts before a run sees it."""


@pytest.mark.parametrize(("bank", "opening"), OPENINGS)
def test_what_is_given_in_a_month_is_the_month_s_own_observation(bank: str, opening: str) -> None:
    first = str(read(f"openings/{opening}.toml")["date"])[:7]
    count = 200
    given = runs.environment_of(bank, first, count).paths
    table = read(f"environment/{bank}.toml")
    compared = 0
    for key in (set(given) & set(table)) - COMPOSED:
        if key.startswith(("household_", "ldi_")):
            continue
        known = observed(bank, key)
        for place in range(count + 1):
            month = months.after(first, place)
            if month in known:
                assert given[key][place] == pytest.approx(known[month], rel=1e-9), (key, month)
                compared += 1
            elif table[key].get("interpolation") == "hold" and month < max(known):
                last = known[max(each for each in known if each < month)]
                assert given[key][place] == pytest.approx(last, rel=1e-9), (key, month)
                compared += 1
    assert compared > 0


@pytest.mark.parametrize("opening", ["fed_2008_12", "fed_2022_05"])
def test_groups_taiwan_and_the_rest_are_given_as_of_the_opening(opening: str) -> None:
    first = str(read(f"openings/{opening}.toml")["date"])[:7]
    given = runs.environment_of("fed", first, 24).paths

    def last(bank: str, key: str) -> float:
        known = observed(bank, key)
        return known[max([month for month in known if month <= first], default=min(known))]

    for key in (name for name in given if name.startswith("household_")):
        known = observed("fed", key)
        if first in known:
            assert given[key] == [pytest.approx(known[first])] * 25
    for name in ("gdp", "reserves", "exposure", "hedge_ratio"):
        assert set(given[f"tw_{name}"]) == {last("taiwan", name)}
    corridor = last("taiwan", "discount_rate") - last("taiwan", "certificate_rate")
    assert given["tw_corridor"] == [pytest.approx(corridor)] * 25
    parts = zip(
        given["other_liabilities"], given["foreign_rrp"], given["capital"], given["deferred_asset"],
        strict=True,
    )  # fmt: skip
    known = observed("fed", "unsplit_liabilities")
    for place, (other, foreign, capital, deferred) in enumerate(parts):
        month = months.after(first, place)
        if month in known:
            assert other + foreign + capital - deferred == pytest.approx(known[month]), month


def test_there_is_no_standing_repo_before_the_month_it_was_set_up() -> None:
    found = walked("fed_history")
    pairs = zip(
        found.months, found.columns["stress_probability"], found.columns["stress_without_facility"],
        strict=True,
    )  # fmt: skip
    begun = min(month for month, there in observed("fed", "standing_facility").items() if there == 1.0)
    assert begun == "2021-08"
    for month, with_it, without in pairs:
        assert (with_it < without) if month >= begun else (with_it == without), month


def test_banks_can_borrow_at_par_only_while_the_facility_lends() -> None:
    name = "stability_banks_2023"
    with_it, without = walked(name), walked("fed_2022_capped")
    steps = scenarios()[name]["shocks"]["bank_facility"]
    assert [str(step["from"]) for step in steps] == ["2023-04", "2024-04"]
    for t, month in enumerate(with_it.months):
        there = in_force(steps, month) == 1.0
        risk, free = (each.columns["bank_run_risk"][t] for each in (with_it, without))
        assert (risk < free) if there else (risk == pytest.approx(free)), month


# -- shocks and settings ---------------------------------------------------------------------------------

SHOCKED = [name for name, record in scenarios().items() if record.get("shocks")]


@pytest.mark.parametrize("name", SHOCKED)
def test_a_shock_strikes_in_the_months_that_the_file_says(name: str) -> None:
    record = scenarios()[name]
    span = every_month(name)
    paths = economy_paths.shock_paths(runs.scenario_record(name), len(span))
    half_life = 3.0 * record.get("settings", {}).get("premium_half_life_quarters", 0)
    for key, steps in record["shocks"].items():
        assert paths[key][0] == 0.0
        for place, month in enumerate(span, 1):
            value = in_force(steps, month) or 0.0
            if half_life and key in ("term_premium_shock", "risk_premium_shock") and value:
                begun = [str(step["from"])[:7] for step in steps if str(step["from"])[:7] <= month]
                value *= 0.5 ** (months.between(begun[-1], month) / half_life)
            assert paths[key][place] == pytest.approx(value), (key, month)


def test_the_rule_is_followed_where_a_scenario_says_so_and_nowhere_else() -> None:
    for name, record in scenarios().items():
        paths = economy_paths.shock_paths(runs.scenario_record(name), 3)
        follows = paths.get("follows_rule", [0.0])
        assert (follows == [1.0] * 4) == bool(record.get("settings", {}).get("rule")), name


@pytest.mark.parametrize("opening", sorted({opening for _, opening in OPENINGS}))
def test_what_is_owned_at_the_opening_is_what_the_file_says(opening: str) -> None:
    table = read(f"openings/{opening}.toml")
    found = runs.opening_of(opening)
    value = {name: item["value"] for name, item in table["assets"].items()}
    assert (found.bank, found.month) == (table["bank"], str(table["date"])[:7])
    assert found.bills == value.get("bills", 0.0)
    assert found.equities == value.get("equities", 0.0)
    rows = {name: ladder["rows"] for name, ladder in table.get("ladders", {}).items()}
    for name, amounts, rates in (
        ("treasury_nominal", found.nominal, found.nominal_yield),
        ("treasury_indexed", found.indexed, found.indexed_yield),
    ):
        known = {int(row[0]): (row[1], row[2]) for row in rows.get(name, [])}
        held = {m: (amounts[m], rates[m]) for m in range(361) if amounts[m] or rates[m]}
        assert held == {m: pair for m, pair in known.items() if pair != (0.0, 0.0)}
    assert sum(found.agency) == pytest.approx(sum(row[1] for row in rows.get("agency", [])))
    if "mbs" in rows:
        order = table["ladders"]["mbs"].get("columns")
        by_name = [dict(zip(order, row, strict=True)) for row in rows["mbs"]]
        assert found.note_rates == [row["note_rate"] for row in by_name]
        assert found.mbs == [row["amount"] for row in by_name]
        assert found.mbs_age == [row["age"] for row in by_name]


def test_banks_remember_ten_years_of_yields_the_newer_ones_more() -> None:
    keeps = data.parameters("fed")["book_keeps"].value
    known = observed("fed", "yield_10y")
    span = [months.after("2022-05", -back) for back in range(121)]
    past = [known[month] for month in span if month in known]
    weights = [(1.0 - keeps) * keeps**age for age in range(len(past))]
    oldest = keeps ** len(past) * past[-1]
    expected = sum(w * y for w, y in zip(weights, past, strict=True)) + oldest
    assert book_yields.book_yield("fed", "2022-05") == pytest.approx(expected)
