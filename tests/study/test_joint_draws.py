"""Bands: what joint draws of the parameters may say, and what is drawn again."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from qeqt import data, runs
from qeqt.cli.commands import main
from qeqt.data.records import Parameter
from qeqt.runs import presence
from qeqt.study import bands, walks

SCENARIO = "fed_2022_capped"
SHAPES = ("uniform", "triangular")


@pytest.fixture(scope="module")
def found() -> bands.Bands:
    return bands.bands(SCENARIO, draws=60, seed=7)


def record(shape: str) -> Parameter:
    return Parameter(
        key="x", symbol="x", name_zh="試", sector="bank", part="income", printed_after="",
        value=0.4, low=0.1, high=0.9, shape=shape,
        unit="ratio", source="test", seen_in=("test",), confidence="read",
    )  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_no_draw_leaves_the_range_of_its_record(shape: str) -> None:
    values = bands.one_parameter(record(shape), 2000, np.random.default_rng(1))
    assert values.min() >= 0.1
    assert values.max() <= 0.9


@pytest.mark.parametrize("shape", SHAPES)
def test_draws_spread_over_most_of_the_range(shape: str) -> None:
    values = bands.one_parameter(record(shape), 2000, np.random.default_rng(1))
    assert values.max() - values.min() > 0.6


def test_the_same_seed_gives_the_same_bands(found: bands.Bands) -> None:
    assert bands.bands(SCENARIO, draws=60, seed=7).quantiles == found.quantiles


def test_another_seed_gives_other_bands(found: bands.Bands) -> None:
    assert bands.bands(SCENARIO, draws=60, seed=8).quantiles != found.quantiles


def test_the_wide_band_holds_the_narrow_one(found: bands.Bands) -> None:
    for column in found.quantiles:
        for wide, narrow in zip(found.band(column, 90), found.band(column, 68), strict=True):
            assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]


def test_what_no_parameter_moves_has_a_band_without_width(found: bands.Bands) -> None:
    assert all(low == pytest.approx(high) for low, high in found.band("currency", 90))


def test_bands_grow_as_the_plan_runs_on(found: bands.Bands) -> None:
    width = [high - low for low, high in found.band("mbs", 90)]
    assert width[-1] > width[5] > 0


def test_a_band_of_draws_is_that_of_single_runs() -> None:
    chance = np.random.default_rng(7)
    draws = bands.draws_of(data.parameters("fed"), 3, chance)
    together = bands.bands(SCENARIO, draws=3, seed=7)
    read = set(presence.read_by(data.scenarios()[SCENARIO]))
    alone = [
        runs.run(SCENARIO, None, {key: float(values[n]) for key, values in draws.items() if key in read})
        for n in range(3)
    ]
    middle = sorted(run.columns["mbs"][-1] for run in alone)[1]
    assert together.median("mbs")[-1] == pytest.approx(middle, rel=1e-12)


def test_a_parameter_that_is_set_is_not_drawn() -> None:
    keys = [key for key, entry in data.parameters("fed").items() if entry.shape != "fixed"]
    held = {key: data.parameters("fed")[key].value for key in keys if key != "okun"}
    still = bands.bands(SCENARIO, draws=4, fixed=held)
    assert all(low == pytest.approx(high) for low, high in still.band("mbs", 90))


def test_where_all_is_set_nothing_is_left_to_draw() -> None:
    held = {key: entry.value for key, entry in data.parameters("fed").items()}
    with pytest.raises(bands.EnsembleError, match="nothing is left to draw"):
        bands.bands(SCENARIO, draws=4, fixed=held)


def test_what_a_switch_sets_is_not_drawn() -> None:
    assert bands.switched("ecb_pepp", 12) == {"premium_amortisation"}


def test_what_only_the_programme_beside_sets_is_drawn() -> None:
    assert bands.switched("ecb_history", 12) == set()
    found = bands.bands("ecb_history", draws=4)
    low, high = found.band("treasuries", 90)[-1]
    assert low < high
    assert (
        found.band("other_programme_holdings", 90)[-1][0] == found.band("other_programme_holdings", 90)[-1][1]
    )


def test_a_draw_is_no_value_that_was_asked_for() -> None:
    assert bands.bands("ecb_history", draws=4).cautions == []


def test_a_value_that_was_asked_for_and_not_used_is_said() -> None:
    asked = bands.bands("ecb_history", draws=4, fixed={"premium_amortisation": 1.1})
    assert any("premium_amortisation is set by the scenario ecb_pepp" in said for said in asked.cautions)


def test_bands_are_quantiles_of_the_sample(found: bands.Bands) -> None:
    drawn = bands.sample(SCENARIO, draws=60, seed=7)
    assert bands.spread(drawn.results.columns["mbs"], 60) == found.quantiles["mbs"]


def test_the_same_sample_walks_through_another_plan() -> None:
    mine, other = bands.sample("fed_2022_active", 4), bands.sample(SCENARIO, 4)
    assert all((mine.parameters[key] == other.parameters[key]).all() for key in mine.parameters)


def test_expected_paths_keep_their_values() -> None:
    draws = bands.draws_of(data.parameters("fed"), 2, np.random.default_rng(1))
    assert not [key for key in draws if key.startswith("hold_")]


def unstable(count: int) -> dict[str, np.ndarray]:
    values = {key: np.full(count, entry.value) for key, entry in data.parameters("fed").items()}
    values["output_persistence"][0] = 1.02
    return values


def test_an_economy_that_never_comes_to_rest_is_found() -> None:
    assert bands.stable(unstable(3), "fed", {}).tolist() == [False, True, True]


def test_demand_for_reserves_out_of_order_is_found() -> None:
    values = unstable(2)
    values["output_persistence"][0] = values["output_persistence"][1]
    values["scarcity"][1] = values["satiation"][1] + 0.01
    assert bands.stable(values, "fed", {}).tolist() == [True, False]


def test_the_share_drawn_again_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([np.array([True] * 8 + [False] * 2), np.array([True] * 2)])
    monkeypatch.setattr(bands, "stable", lambda draws, bank, held: next(answers))
    assert bands.bands(SCENARIO, draws=10, months=2).redrawn == pytest.approx(2 / 12)


def test_draws_whose_plan_cannot_be_carried_out_are_found() -> None:
    draws = {"sales": np.array([1.0, 2.0, 9.0, 3.0, 9.0])}
    broken = [n for n, amount in enumerate(draws["sales"]) if amount > 5]

    def run(
        scenario: str, months: int | None, chosen: dict, *rest: object, **words: object
    ) -> SimpleNamespace:
        if np.any(chosen["sales"] > 5):
            raise ValueError("more is sold than is held")
        return SimpleNamespace(columns={"mbs": [0.0]})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "run", run)
        _, found = walks.simulated(SCENARIO, draws, {}, None, 5, "", walks.Walks(walks.kept_in(None, "")))
    assert np.flatnonzero(found).tolist() == broken


@pytest.mark.parametrize("percent", [50, 95])
def test_a_band_that_is_not_kept_is_refused(found: bands.Bands, percent: int) -> None:
    with pytest.raises(bands.EnsembleError, match="valid: 68, 90"):
        found.band("mbs", percent)


def test_an_unknown_column_is_answered_with_the_nearest(found: bands.Bands) -> None:
    with pytest.raises(bands.EnsembleError, match="nearest valid: reserves"):
        found.band("reserve", 68)


def test_the_command_says_seed_draws_and_share(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", SCENARIO, "--bands", "--draws", "20", "--seed", "3", "--months", "6"]) == 0
    assert "20 draws, seed 3, redrawn" in capsys.readouterr().out


MOVED = {
    "fed_2022_capped": ("mbs", "deferred_asset"),
    "ecb_history": ("treasuries",),
    "boe_history": ("indemnity_cumulative",),
    "boj_2013": ("total_assets",),
    "economy_rate_100bp": ("output_gap", "inflation", "house_prices"),
    "taiwan_tech": ("tw_exports", "taiex", "cbc_rate"),
    "stability_uk_2022": ("ldi_forced_sales", "liquidity_index"),
    "stability_banks_2023": ("bank_mtm_loss", "bank_run_risk"),
}


@pytest.mark.parametrize("scenario", MOVED)
def test_the_command_prints_bands_of_what_a_scenario_is_about(
    scenario: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", scenario, "--bands", "--draws", "4", "--months", "4"]) == 0
    told = capsys.readouterr().out
    assert "90% band" in told
    assert "68% band" in told
    assert all(f"\n{column} [" in told for column in MOVED[scenario])


def test_what_nothing_moves_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", SCENARIO, "--bands", "--draws", "4", "--months", "4"])
    assert "twd [" not in capsys.readouterr().out


@pytest.mark.parametrize("scenario", data.scenarios())
def test_every_scenario_has_bands(scenario: str) -> None:
    found = bands.bands(scenario, draws=4, months=3)
    assert all(len(paths[0]) == 3 for paths in found.quantiles.values())


def test_the_command_prints_five_quantiles_a_column_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", SCENARIO, "--bands", "--draws", "20", "--months", "6", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {len(paths) for paths in said["columns"].values()} == {len(said["quantiles"])}
