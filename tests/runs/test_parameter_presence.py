"""A value that nothing of a run reads is refused with the reason, wherever it is asked for."""

import io
from pathlib import Path

import pytest

from qeqt import data, runs
from qeqt.data import readers
from qeqt.data.fields import RecordError
from qeqt.runs import presence
from qeqt.study import bands, sweep
from qeqt.study import grid as grids

REFUSED = [
    ("boj_taper", "leaning_in", 0.5, ["sector taiwan, part fx_and_flows", "gdp"]),
    ("boe_history", "rule_inertia", 0.8, ["sector economy, part output_and_prices", "given no policy_rate"]),
    ("ecb_history", "okun", 0.5, ["sector economy, part output_and_prices", "policy_rate"]),
    ("boe_history", "ldi_leverage", 3.0, ["part leveraged_funds", "given no gilt_shock", "purchase_life"]),
    ("boj_taper", "bank_duration", 4.0, ["part bank_runs", "bank_assets"]),
    ("fed_history", "reduction_per_hike", 800.0, ["part evidence: no run reads it", "nearest valid"]),
    ("fed_history", "rate_uncertainty", 2.0, ["only qeqt/study/consolidated_debt.py"]),
    ("boe_history", "turnover_cpr", 0.06, ["part mortgages", "parameters/fed.toml alone"]),
]


@pytest.mark.parametrize(("scenario", "key", "value", "said"), REFUSED)
def test_a_value_that_nothing_reads_is_refused_with_the_reason(
    scenario: str, key: str, value: float, said: list[str]
) -> None:
    with pytest.raises(RecordError) as error:
        runs.run(scenario, 2, {key: value})
    assert [part for part in (key, *said) if part not in str(error.value)] == []
    with pytest.raises(RecordError) as error:
        grids.grid_of(Path("grid.toml"), {"scenarios": [scenario], "parameters": {key: [value]}})
    assert [part for part in (f"parameters.{key}", said[0]) if part not in str(error.value)] == []


def test_one_scenario_of_a_grid_that_reads_it_does_not_speak_for_the_others() -> None:
    content = {"scenarios": ["fed_history", "boj_taper"], "parameters": {"leaning_in": [0.4]}}
    with pytest.raises(RecordError, match=r"1 slip\n.*nothing of boj_taper reads it"):
        grids.grid_of(Path("grid.toml"), content)


def test_a_value_held_in_bands_is_refused_as_in_a_run() -> None:
    pytest.importorskip("numpy")
    with pytest.raises(RecordError, match="nothing of boe_history reads"):
        bands.bands("boe_history", 2, 1, 2, {"rule_inertia": 0.8})


@pytest.mark.parametrize("scenario", ["boe_history", "ecb_history", "boj_taper", "fed_2022_capped"])
def test_draws_of_all_parameters_still_run(scenario: str) -> None:
    pytest.importorskip("numpy")
    assert bands.bands(scenario, 2, 1, 2).months


@pytest.mark.parametrize("scenario", data.scenarios())
def test_a_part_that_is_absent_has_no_columns_and_one_that_is_present_has(scenario: str) -> None:
    record = data.scenarios()[scenario]
    columns = runs.run(scenario, 2, keep_ladders=False).columns
    shown = {
        ("economy", "term_premium"): "term_premium_effect_bp",
        ("economy", "output_and_prices"): "output_gap",
        ("economy", "asset_prices"): "equities",
        ("bank", "reserve_market"): "effr_spread_bp",
        ("bank", "income"): "net_income",
        ("bank", "apf_indemnity"): "indemnity",
        ("bank", "ecb_losses"): "loss_carried_forward",
        ("taiwan", "fx_and_flows"): "twd",
        ("stability", "leveraged_funds"): "ldi_forced_sales",
        ("stability", "bank_runs"): "bank_mtm_loss",
    }
    for (sector, part), column in shown.items():
        assert (presence.lacking(record, sector, part, ()) == "") == (column in columns), part


def test_a_moved_path_brings_a_part_to_life() -> None:
    record = data.scenarios()["fed_2022_capped"]
    assert "market_stress" in presence.paths_of(record, ["market_stress"])
    assert presence.unread(record, data.parameters("fed")["stress_multiplier"]) == ""


def test_what_a_run_reads_is_said_as_the_nearest() -> None:
    record = data.scenarios()["boj_taper"]
    read = presence.read_by(record)
    assert "duration_decay" in read
    assert {data.parameters("boj")[key].sector for key in read} == {"bank", "economy"}


def own_file(tmp_path: Path, bank: str, record: str) -> None:
    """Copy the parameter files into a folder, with a record added to a bank's own."""
    folder = tmp_path / "parameters"
    folder.mkdir()
    for path in (data.HOME / "parameters").glob("*.toml"):
        added = f"\n{record}" if path.stem == bank else ""
        (folder / path.name).write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")


LEANING = """[leaning_in]
symbol = "i"
name_zh = "匯入時，央行買進的比例"
sector = "taiwan"
part = "fx_and_flows"
unit = "ratio"
value = 0.5
low = 0.5
high = 0.5
shape = "fixed"
source = "Choice of this test"
seen_in = ["a test"]
confidence = "computed"
basis = "chosen"
"""


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Read a folder of parameter files in place of the project's, and forget it afterwards."""
    yield lambda: monkeypatch.setattr(presence, "PARAMETERS", tmp_path / "parameters")
    presence.check_own.cache_clear()


def test_a_bank_s_own_value_that_nothing_of_it_reads_is_refused(tmp_path: Path, fresh) -> None:
    own_file(tmp_path, "boj", LEANING)
    fresh()
    presence.check_own.cache_clear()
    with pytest.raises(RecordError) as error:
        presence.check_own("boj")
    said = ["boj.toml: 1 slip", "leaning_in: found 0.5", "nothing of boj reads it", "part fx_and_flows"]
    assert [part for part in said if part not in str(error.value)] == []


@pytest.mark.parametrize("bank", ["fed", "ecb", "boe", "boj"])
def test_every_own_value_of_a_bank_is_read(bank: str) -> None:
    presence.check_own(bank)
    assert readers.EVIDENCE not in {
        data.parameters(bank)[key].part
        for record in data.scenarios(bank).values()
        for key in presence.read_by(record)
    }


def test_a_sweep_of_what_is_read_runs() -> None:
    grid = grids.grid_of(
        Path("grid.toml"),
        {"scenarios": ["boe_history"], "parameters": {"purchase_life": [12, 18]}, "months": 2, "last": True},
    )
    out = io.StringIO()
    assert sweep.sweep(grid, out, 1).failed == 0
