"""The evidence table: one rule a test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qeqt import data, runs
from qeqt.cli.commands import main
from qeqt.data.fields import RecordError
from qeqt.study.evidence import (
    economy,
    laboratory,
    plans,
    table,
    vocabulary,
    vocabulary_economy,
    vocabulary_taiwan,
)

pytestmark = pytest.mark.xdist_group("evidence")


@pytest.fixture(scope="module")
def found() -> list[table.Outcome]:
    return list(table.evidence())


@pytest.mark.parametrize("key", [row.id for row in table.read_rows() if row.kind != "estimate"])
def test_every_identity_and_every_ordering_holds(key: str, found: list[table.Outcome]) -> None:
    (one,) = (each for each in found if each.id == key)
    assert one.inside, f"{one.model} is not within {one.low} to {one.high}"


def test_of_the_estimates_that_were_read_or_computed_at_least_85_in_100_lie_inside(
    found: list[table.Outcome],
) -> None:
    counted = [one for one in found if one.kind == "estimate" and one.confidence in ("read", "computed")]
    assert sum(one.inside for one in counted) >= 0.85 * len(counted)


def test_every_row_outside_carries_its_reason_and_no_row_inside_does(found: list[table.Outcome]) -> None:
    for one in found:
        assert one.inside != bool(one.reason)
    assert set(table.read_reasons()) == {one.id for one in found if not one.inside}


def test_every_row_with_a_range_of_paths_prints_the_answers_over_it(found: list[table.Outcome]) -> None:
    for row, one in zip(table.read_rows(), found, strict=True):
        if any(isinstance(x, list) for x in row.inputs.get("expected_path", {}).values()):
            assert one.path_range is not None
            assert one.path_range[0] < one.path_range[1]


@pytest.mark.parametrize("key", sorted(data.parameters("fed")))
def test_every_parameter_lies_inside_its_range(key: str) -> None:
    parameter = data.parameters("fed")[key]
    assert parameter.low <= parameter.value <= parameter.high


def test_every_input_and_quantity_of_the_vocabulary_says_what_it_is() -> None:
    assert all(vocabulary.INPUTS.values())
    assert all(entry.unit and entry.meaning for entry in vocabulary.QUANTITIES.values())


def written(tmp_path: Path, inputs: dict[str, object], quantity: str, unit: str = "basis points") -> Path:
    path = tmp_path / "rows.csv"
    cell = json.dumps(inputs).replace('"', '""')
    path.write_text(
        ",".join(table.HEADER) + "\n" + f'X1,c,estimate,x,"{cell}",{quantity},1,0,2,{unit},x,read,x\n',
        encoding="utf-8",
    )
    return path


def test_an_unknown_input_is_an_error_that_names_the_nearest_one(tmp_path: Path) -> None:
    path = written(tmp_path, {"purchases_usd_bm": 600}, "average_change_in_yields")
    with pytest.raises(RecordError, match="nearest valid: purchases_usd_bn"):
        table.evidence(path)


def test_an_unknown_quantity_is_an_error_that_names_the_nearest_one(tmp_path: Path) -> None:
    path = written(tmp_path, {"purchases_usd_bn": 600}, "average_change_in_yield")
    with pytest.raises(RecordError, match="nearest valid: average_change_in_yields"):
        table.evidence(path)


def test_a_row_that_lacks_what_its_quantity_needs_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="needs reserves_over_bank_assets or reserves_usd_tn"):
        table.evidence(written(tmp_path, {"reserves_change_pct": -1}, "change_in_EFFR_minus_IORB"))


def test_a_unit_that_is_not_the_quantity_s_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="is in USD bn"):
        table.evidence(written(tmp_path, {"year": 2014}, "net_income", "percent"))


@pytest.mark.parametrize(
    ("asked", "one", "other"),
    [
        ("repo_spread_bp", "basis points", "bp"),
        ("mbs_principal", "USD bn", "USD bn per month"),
        ("treasury_income", "USD bn", "bn USD"),
        ("house_prices", "percent", "%"),
        ("inflation", "percentage points", "pp"),
    ],
)
def test_a_unit_may_be_written_as_sources_write_it(tmp_path: Path, asked: str, one: str, other: str) -> None:
    answers = [table.evidence(written(tmp_path, {"date": "2023-06"}, asked, unit)) for unit in (one, other)]
    assert answers[0][0].model == answers[1][0].model


def test_another_table_runs_any_column_of_a_run(tmp_path: Path) -> None:
    path = written(tmp_path, {"date": "2023-12"}, "deferred_asset", "USD tn")
    assert 0.1 < table.evidence(path)[0].model < 0.2


@pytest.mark.parametrize(
    ("scenario", "date", "column", "unit"),
    [
        ("ecb_history", "2024-12", "total_assets", "EUR bn"),
        ("boe_history", "2022-09", "indemnity_cumulative", "GBP bn"),
        ("boj_taper", "2025-03", "unrealised_gain", "JPY tn"),
        ("fed_2022_capped", "2025-03", "total_assets", "USD tn"),
    ],
)
def test_a_column_of_a_bank_is_asked_for_in_its_own_currency(
    tmp_path: Path, scenario: str, date: str, column: str, unit: str
) -> None:
    inputs: dict[str, object] = {"scenario": scenario, "date": date}
    path = written(tmp_path, inputs, column, unit)
    found = runs.run(scenario)
    share = 0.001 if unit.endswith("tn") else 1.0
    assert table.evidence(path)[0].model == pytest.approx(
        share * found.columns[column][found.months.index(date)]
    )
    with pytest.raises(RecordError, match=f"is in {unit[:3]} bn"):
        table.evidence(written(tmp_path, inputs, column, "TWD bn"))


def test_purchases_are_measured_by_the_output_of_their_currency(tmp_path: Path) -> None:
    bought, date = 1100.0, "2014-12"
    output = data.environment("ecb")["gdp"].at(date)
    alone = written(tmp_path, {"purchases_eur_bn": bought, "date": date}, "change_10y_yield")
    found = table.evidence(alone)[0].model
    shared = {"purchases_eur_bn": bought, "date": date, "share_of_gdp": bought / output}
    assert table.evidence(written(tmp_path, shared, "change_10y_yield"))[0].model == pytest.approx(found)


def test_a_programme_buys_at_its_own_maturities_and_not_at_those_before_it() -> None:
    longer, before = laboratory.programme_mix("mep"), laboratory.programme_mix("lsap2")
    assert laboratory.mix_equivalents(longer) > laboratory.mix_equivalents(before)


@pytest.mark.parametrize(
    ("named", "bank", "asked"),
    [
        ("rolloff_gbp_bn", "boe", "change_gilt_yields"),
        ("rolloff_eur_bn", "ecb", "change_10y_yield"),
        ("rolloff_eur_bn", "ecb", "equivalent_funds_rate_hike"),
    ],
)
def test_a_run_off_of_another_bank_counts_by_its_share_of_output(
    tmp_path: Path, named: str, bank: str, asked: str
) -> None:
    date, share = "2022-10", 0.05
    inputs: dict[str, object] = {named: share * laboratory.gdp_of(bank, date), "years": 3, "date": date}
    at_home = {
        "rolloff_usd_tn": share * laboratory.gdp_of("fed", date) / 1000.0, "years": 3, "date": date
    }  # fmt: skip
    found = table.evidence(written(tmp_path, inputs, asked))[0].model
    same = "equivalent_funds_rate_hike" if asked == "equivalent_funds_rate_hike" else "change_10y_yield"
    assert found > 0.0
    assert found == pytest.approx(table.evidence(written(tmp_path, at_home, same))[0].model, rel=0.02)


@pytest.mark.parametrize(
    ("inputs", "asked", "unit", "said"),
    [
        ({"purchases_usd_tn": 0.6}, "average_change_in_yields", "basis points", "what is bought"),
        ({"soma_treasury_tn": 2.5, "date": "2016-12"}, "change_10y_term_premium", "basis points",
         "input soma_mbs_tn is needed"),
        ({"avg_soma_tn": 7.0}, "net_income", "USD bn", "is needed"),
        ({"shock_bp": 50}, "gdp_at_60q", "percent", "quarters 1 to 40"),
        ({"fed_hikes_bp": 0}, "cbc_hikes_over_fed_hikes", "ratio", "did not move"),
        ({"fed_hikes_bp": 25, "year": 1950}, "cbc_hikes_over_fed_hikes", "ratio", "not for 1950"),
        ({"reserves_over_bank_assets": [0.08, 0.15], "reserves_change_pct": -1},
         "ratio_of_slopes_8pct_to_15pct", "ratio", "ample"),
        ({"yield_shock_bp": 130, "buffer_bp": "thin"}, "forced_sales", "GBP bn", "uniform 100-150"),
        ({"purchases_gbp_bn": -80}, "change_gilt_yields", "basis points", "purchases are above 0"),
        ({"start": "2024-01", "end": "2024-12"}, "treasury_redemptions_total", "USD bn", "cap_treasury_bn"),
        ({"programme": "PEPP"}, "change_10y_term_premium", "basis points", "APP is"),
        ({"shock_bp": 100, "expectations": "hopeful"}, "gdp_trough", "percent", "VAR"),
        ({"lsap_shock_usd_bn": -500}, "gdp_trough", "percent", "above 0"),
        ({"shock_bp": 100, "horizon_years": 0}, "house_price_change", "percent", "at least a month"),
        ({"yield_shock_bp": 130, "buffer_bp": [150, 100]}, "forced_sales", "GBP bn", "thinnest"),
        ({"rolloff_gbp_bn": -80}, "change_gilt_yields", "basis points", "above 0 where holdings fall"),
        ({"date": "2029-09"}, "reserves", "USD bn", "2009-01 to 2025-12"),
        ({"date": "2024-12", "scenario": "ecb_history"}, "net_income", "EUR bn", "ecb has no such column"),
        ({"gilts_at_cost_gbp_bn": 800, "avg_duration_years": 30, "yield_at_purchase_pct": 2,
          "yield_now_pct": 4.5}, "mtm_loss", "GBP bn", "no par bond is that long"),
        ({"cap_treasury_bn": {"2022-06..": 60}}, "treasury_redemptions_total", "USD bn", "end is needed"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_run_says_which_one_and_why(
    tmp_path: Path, inputs: dict[str, object], asked: str, unit: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said) as found:
        table.evidence(written(tmp_path, inputs, asked, unit))
    assert "X1" in str(found.value)


@pytest.mark.parametrize(
    ("word", "unit", "united_states", "taiwan"),
    [
        ("gdp", "percent", "output_gap", "tw_output_gap"),
        ("policy_rate", "percentage points", "policy_rate_deviation", "cbc_rate"),
        ("price_level", "percent", "price_level", "tw_cpi"),
        ("equities", "percent", "equities", "taiex"),
        ("house_prices", "percent", "house_prices", "tw_house_prices"),
    ],
)
def test_a_word_with_a_quarter_is_of_the_row_s_own_block(
    tmp_path: Path, word: str, unit: str, united_states: str, taiwan: str
) -> None:
    inputs: dict[str, object] = {"shock_bp": 100}

    def answer(asked: str, block: str) -> float:
        path = written(tmp_path, inputs, asked, unit)
        path.write_text(path.read_text(encoding="utf-8").replace("X1,c,", f"X1,{block},"), encoding="utf-8")
        return table.evidence(path)[0].model

    abroad, at_home = (economy.at_quarter(name, inputs, 12) for name in (taiwan, united_states))
    assert abroad != pytest.approx(at_home)
    for asked, block, found in (
        (f"{word}_at_12q", "g", abroad),
        (f"tw_{word}_at_12q", "d", abroad),
        (f"{word}_at_12q", "d", at_home),
        (f"us_{word}_at_12q", "g", at_home),
    ):
        assert answer(asked, block) == pytest.approx(found)


def test_a_word_that_taiwan_lacks_is_not_answered_by_another_country() -> None:
    assert vocabulary.quantity("unemployment_at_4q", block="d") is not None
    assert vocabulary.quantity("unemployment_at_4q", block="g") is None


@pytest.mark.parametrize("name", sorted(set(vocabulary.COLUMNS) & set(vocabulary.QUANTITIES)))
def test_a_word_with_two_meanings_is_a_column_where_a_scenario_is_named(name: str) -> None:
    own, of_a_run = vocabulary.quantity(name), vocabulary.quantity(name, "fed_2022_capped")
    assert own is vocabulary.QUANTITIES[name]
    assert of_a_run is not None and of_a_run.meaning == vocabulary.COLUMNS[name].label_zh
    assert of_a_run.needs == ("date|year",) != own.needs


def test_no_word_is_told_twice() -> None:
    assert not set(vocabulary_economy.QUANTITIES) & set(vocabulary_taiwan.QUANTITIES)


READ = [
    ({"scenario": "ecb_history"}, "total_assets_peak", "EUR tn"),
    ({"start": "2022-06", "end": "2025-11"}, "runoff_treasuries_total", "USD bn"),
    ({"year": 2019}, "repo_spread_bp_mean", "basis points"),
    ({"start": "2022-06", "end": "2022-12"}, "total_assets_change", "USD bn"),
    ({"scenario": "stability_uk_2022_alone"}, "ldi_forced_sales_total", "GBP bn"),
    ({"date": "2022-05"}, "mbs_over_treasuries", "ratio"),
    ({"shock_bp": 100}, "unemployment_gap_at_8q", "percentage points"),
    ({"shock_bp": 100}, "tw_exports_trough", "percent"),
    ({"us10y_change_bp": 100}, "tw_long_yield_change", "percentage points"),
    ({"twd_depreciation_pct": 5}, "tw_import_prices_on_impact", "percent"),
    ({"hot_money_twd_bn_per_month": 50}, "twd_peak", "percent"),
    ({"purchases_usd_bn": 600}, "wealth_cash_top10_on_impact", "USD bn"),
]


@pytest.mark.parametrize(("inputs", "asked", "unit"), READ, ids=[case[1] for case in READ])
def test_every_column_can_be_read_as_peak_trough_sum_average_change_ratio_or_quarter(
    tmp_path: Path, inputs: dict[str, object], asked: str, unit: str
) -> None:
    assert table.evidence(written(tmp_path, inputs, asked, unit))[0].model != 0.0


def test_a_column_less_the_counterfactual_s_is_the_difference_of_the_two_runs(tmp_path: Path) -> None:
    inputs: dict[str, object] = {
        "scenario": "fed_2022_active", "counterfactual": "fed_2022_capped", "date": "2024-12"
    }  # fmt: skip
    active, capped = runs.run("fed_2022_active"), runs.run("fed_2022_capped")
    place = active.months.index("2024-12")
    expected = active.columns["mbs"][place] - capped.columns["mbs"][place]
    found = table.evidence(written(tmp_path, inputs, "mbs", "USD bn"))[0].model
    assert found == pytest.approx(expected)
    assert found < 0.0


def test_a_counterfactual_that_is_no_scenario_is_an_error_with_the_nearest(tmp_path: Path) -> None:
    inputs: dict[str, object] = {"date": "2024-12", "counterfactual": "fed_2022_caped"}
    with pytest.raises(ValueError, match="nearest valid: fed_2022_capped"):
        table.evidence(written(tmp_path, inputs, "mbs", "USD bn"))


def test_what_another_bank_buys_does_not_hang_on_what_the_federal_reserve_bought_then(
    tmp_path: Path,
) -> None:
    """The same share of output has the same effect, before and after the maturity extension."""
    early, late = (
        {"purchases_gbp_bn": 100, "share_of_gdp": 0.05, "date": date} for date in ("2010-06", "2015-06")
    )
    first = table.evidence(written(tmp_path, early, "change_gilt_yields"))[0].model
    assert table.evidence(written(tmp_path, late, "change_gilt_yields"))[0].model == pytest.approx(first)


def test_a_pair_of_switches_has_one_ratio_under_either_name(tmp_path: Path) -> None:
    stress, aversion = (
        {"rolloff_usd_tn": 2.2, "years": 3, name: pair}
        for name, pair in (("market_stress", [True, False]), ("risk_aversion", ["crisis", "normal"]))
    )
    first = table.evidence(written(tmp_path, stress, "ratio", "ratio"))[0].model
    assert table.evidence(written(tmp_path, aversion, "ratio", "ratio"))[0].model == pytest.approx(first)


def test_older_loans_never_pay_less_and_a_date_before_the_opening_makes_none_younger(tmp_path: Path) -> None:
    inputs: dict[str, object] = {"mbs_stock_tn": 1.4, "wac_pct": 4.2, "mortgage_rate_pct": 3.0}
    asked = ("mbs_principal_per_month", "USD bn per month")
    answers = [
        table.evidence(written(tmp_path, {**inputs, "date": date}, *asked))[0].model
        for date in ("2012-10", "2022-05")
    ]
    assert answers[0] == pytest.approx(answers[1])


def test_larger_inputs_move_the_answer_so_that_no_row_is_a_constant(tmp_path: Path) -> None:
    once = table.evidence(written(tmp_path, {"purchases_usd_bn": 600}, "average_change_in_yields"))
    twice = table.evidence(written(tmp_path, {"purchases_usd_bn": 1200}, "average_change_in_yields"))
    assert twice[0].model == pytest.approx(2 * once[0].model, rel=0.02)


def test_the_command_prints_what_it_promises(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, {"purchases_usd_bn": 600}, "average_change_in_yields")
    assert main(["evidence", "--json", "--rows", str(path)]) == 0
    printed = json.loads(capsys.readouterr().out)
    promised = {
        "id",
        "block",
        "kind",
        "value",
        "low",
        "high",
        "model",
        "inside",
        "confidence",
        "switches",
        "reason",
    }
    assert promised <= set(printed[0])


def test_the_command_prints_every_word_that_a_row_may_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "--words"]) == 0
    printed = capsys.readouterr().out
    assert all(f"  {name} " in printed for name in (*vocabulary.INPUTS, *vocabulary.QUANTITIES))


def test_the_command_counts_the_kinds_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence"]) == 0
    printed = capsys.readouterr().out
    assert "identity: 11 of 11 inside" in printed
    assert "ordering: 11 of 11 inside" in printed


def test_how_long_holdings_are_kept_is_what_the_run_is_told() -> None:
    """Where the row says nothing of its own: the closure's, and inside the row's range."""
    ranged = [row for row in table.read_rows() if "hold_quarters" in row.inputs.get("expected_path", {})]
    assert len(ranged) >= 10
    closure = laboratory.parameters()["expected_hold"]
    unsaid = []
    for row in ranged:
        low, high = row.inputs["expected_path"]["hold_quarters"]
        said = plans.said_hold(row.inputs)
        if said is None:
            unsaid.append(row.id)
            assert low <= closure <= high, row.id
    assert unsaid == ["O14", "O17", "O20", "O27"]
    longer = {**next(row for row in ranged if row.id == "O22").inputs, "years": 5}
    assert plans.said_hold(longer) == 20.0
