"""Bands in charts: what they show is kept, and says what it rests on."""

import re

import numpy as np
import pytest

from macros.figures import axes, bands, figure
from macros.figures.dates import dated
from macros.kept import band_draws, model_answers
from qeqt import data
from qeqt.core.columns import COLUMNS
from qeqt.study import bands as ensemble
from tests.figures import drawn

FOUR = {"low": 1.5, "low68": 2.0, "high68": 2.5, "high": 3.0}


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> band_draws.Ends:
    found = band_draws.Ends(
        "s", {"mbs": {"2022-06": [1, 2, 3, 4], "2022-07": [*FOUR.values()]}}, 500, 7, 0.012
    )
    monkeypatch.setattr(model_answers, "bands", lambda: {"s": found})
    bands.band.cache_clear()
    yield found
    bands.band.cache_clear()


@pytest.fixture(scope="module")
def capped() -> ensemble.Sample:
    return ensemble.sample("fed_2022_capped", draws=40, seed=7)


def test_what_is_kept_are_columns_of_scenarios() -> None:
    kept = [
        *band_draws.MONTHLY.items(),
        *band_draws.YEARLY.items(),
        (band_draws.APART[0], band_draws.APART[2]),
    ]
    assert {scenario for scenario, _ in kept} <= set(data.scenarios())
    assert {column for _, columns in kept for column in columns} <= set(COLUMNS)


def test_a_row_has_the_four_ends_of_its_month(ends: band_draws.Ends) -> None:
    assert bands.cells("mbs", "s", "mbs", "2022-07") == {f"mbs_{end}": value for end, value in FOUR.items()}


def test_a_month_outside_the_run_has_no_band(ends: band_draws.Ends) -> None:
    assert set(bands.cells("mbs", "s", "mbs", "2022-05").values()) == {None}


def test_the_page_gives_the_wide_band_and_the_csv_both() -> None:
    columns = bands.columns("mbs", "MBS", "bn USD")
    assert [column.key for column in columns if column.in_table] == ["mbs_low", "mbs_high"]
    assert {column.key for column in columns} == {f"mbs_{end}" for end in band_draws.ENDS}


def test_a_band_is_drawn_as_two_tints_of_which_the_narrow_one_lies_upon_the_wide_one(
    ends: band_draws.Ends,
) -> None:
    months = ("2022-06", "2022-07", "2022-08")
    rows = dated([{"date": m, **bands.cells("mbs", "s", "mbs", m)} for m in months])
    wide, narrow = bands.layer(rows, "mbs", "qt", axes.when()).layer
    assert [row["date"][:7] for row in wide.data.values] == ["2022-06", "2022-07"]
    for shown in (wide.data.values, narrow.data.values):
        assert all(
            row["mbs_low"] <= row["mbs_low68"] <= row["mbs_high68"] <= row["mbs_high"] for row in shown
        )
    ends = [(str(area.encoding.y.shorthand), str(area.encoding.y2.shorthand)) for area in (wide, narrow)]
    assert ends == [("mbs_low", "mbs_high"), ("mbs_low68", "mbs_high68")]


def test_the_note_says_draws_seed_and_the_share_drawn_again(ends: band_draws.Ends) -> None:
    assert all(part in bands.note(["s"]) for part in ("500 次", "九成", "68%", "種子 7", "1.2%"))


def test_charts_use_the_seed_that_is_stated() -> None:
    for function in (ensemble.bands, ensemble.sample):
        assert function.__defaults__ is not None
        assert ensemble.SEED in function.__defaults__


def test_a_year_is_summed_draw_by_draw(capped: ensemble.Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(band_draws.YEARLY, "fed_2022_capped", ("net_income",))
    found = band_draws.years_of("fed_2022_capped", capped).ends["net_income"]["2024"]
    months = [n for n, month in enumerate(capped.results.months) if month[:4] == "2024"]
    sums = sum(capped.results.columns["net_income"][n] for n in months)
    assert found == pytest.approx(np.quantile(sums, [0.05, 0.16, 0.84, 0.95]), abs=0.005)


def test_the_band_of_a_gap_is_narrower_than_those_of_the_plans() -> None:
    mine, other = (ensemble.sample(name, draws=40) for name in band_draws.APART[:2])
    gap = band_draws.gap_of(mine, other).ends["total_assets"]["2025-12"]
    for found in (mine, other):
        own = band_draws.months_of(found.results.scenario, found).ends["total_assets"]["2025-12"]
        assert gap[3] - gap[0] < 0.5 * (own[3] - own[0])


def test_a_gap_of_other_draws_is_refused(capped: ensemble.Sample) -> None:
    with pytest.raises(ValueError, match=r"draws of .* differ"):
        band_draws.gap_of(ensemble.sample("fed_2022_active", draws=40, seed=8), capped)


@pytest.mark.parametrize(("unit", "value"), [("bn USD", 1.23), ("bp", 1.23), ("percent", 1.2346)])
def test_an_end_is_rounded_as_its_unit_needs(unit: str, value: float) -> None:
    assert band_draws.rounded(1.23456, unit) == value


@pytest.mark.parametrize("name", drawn.EACH)
def test_a_chart_of_the_model_shows_a_band_or_says_why_it_has_none(name: str) -> None:
    found = figure.figure(name)
    drawn_bands = [column.key for column in found.columns if re.search(r"low68$|model_low$", column.key)]
    assert (
        not found.runs
        or drawn_bands
        or re.search("沒有色帶|參數的範圍|斜率的範圍", found.measure + found.note)
    )


@pytest.mark.parametrize("name", drawn.EACH)
def test_the_model_lies_within_the_band_of_its_chart(name: str) -> None:
    found = figure.figure(name)
    for column in found.columns:
        if column.key.endswith("_low68"):
            key = column.key.removesuffix("_low68")
            for row in found.rows:
                if row.get(key) is not None and row.get(f"{key}_low") is not None:
                    low, high = float(row[f"{key}_low"]), float(row[f"{key}_high"])
                    assert low - 0.06 <= float(row[key]) <= high + 0.06  # rows are rounded to a tenth
