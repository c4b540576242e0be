"""What a renewed table is made of: each column its own series, in our unit, over its own periods."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data import book_files, model_files
from qeqt.data.official import refresh, resample
from qeqt.data.official.refresh import OVERLAP, TOLERANCE, Recipe, RefreshError
from qeqt.data.records import Figure

SHEET = "fed_balance_sheet"


def compiled(name: str = SHEET) -> Figure:
    return book_files.load_figure(model_files.named(name, data.HOME / "figures", ".csv"))


def recipes(name: str = SHEET) -> dict[str, Recipe]:
    return refresh.recipes()[name]


def published(changed: dict[tuple[str, str], float] | None = None, newer: bool = False) -> dict[str, str]:
    """Every fetched series of the balance sheet as FRED prints it, in its unit, out of the compiled table."""
    table, found = compiled(), {}
    for column, recipe in recipes().items():
        if not recipe.series:
            continue
        known = dict(table.series(column))
        for other in recipe.minus:
            known = {day: value + table.series(other)[day] for day, value in known.items()}
        known |= {day: value for (series, day), value in (changed or {}).items() if series == column}
        if newer:
            known[following(max(known))] = 1000.0
        lines = [f"{day},{value / recipe.scale:.6f}" for day, value in known.items()]
        found[recipe.series] = "\n".join([f"observation_date,{recipe.series}", *lines])
    return found


def following(day: str) -> str:
    end = date.fromisoformat(day) + timedelta(days=1)
    return resample.period_end(end.isoformat(), compiled().meta.frequency).isoformat()


def built(series: dict[str, str]) -> dict[str, dict[str, float]]:
    return refresh.columns_of(compiled(), recipes(), series.__getitem__)


@pytest.mark.parametrize("column", recipes())
def test_the_same_observations_make_the_same_column(column: str) -> None:
    table = compiled()
    fresh = built(published())[column]
    known = table.series(column)
    assert fresh.keys() == known.keys()
    assert fresh == pytest.approx(known, abs=0.3)


def test_a_column_that_is_reckoned_is_the_one_less_the_others() -> None:
    fresh = built(published(newer=True))
    day = max(fresh["other_assets"])
    assert day >= max(compiled().series("other_assets"))
    for name, recipe in recipes().items():
        if recipe.of:
            rest = sum(fresh[other][day] for other in recipe.minus)
            assert fresh[name][day] == pytest.approx(fresh[recipe.of][day] - rest), name


def test_what_was_published_before_the_table_begins_is_left_out() -> None:
    table = compiled()
    first = min(table.series("on_rrp"))
    text = published()["RRPONTSYD"].replace("RRPONTSYD\n", "RRPONTSYD\n1990-01-31,5.0\n1990-02-28,6.0\n")
    assert min(built({**published(), "RRPONTSYD": text})["on_rrp"]) == first


def with_change(back: int, share: float) -> dict[str, dict[str, float]]:
    """The balance sheet with total assets changed in a period counted back from the last."""
    known = compiled().series("total_assets")
    days = sorted(known)
    size = max(abs(known[day]) for day in days[-OVERLAP:])
    fresh = {name: dict(compiled().series(name)) for name in compiled().columns}
    fresh["total_assets"][days[-back]] += share * size
    return fresh


@pytest.mark.parametrize("share", [TOLERANCE - 1e-6, -TOLERANCE + 1e-6])
def test_a_revision_within_three_percent_is_taken_and_said(share: float) -> None:
    lines = refresh.check(compiled(), recipes(), with_change(3, share))
    (said,) = [line for line in lines if line.startswith(f"{SHEET}.total_assets:")]
    day = sorted(compiled().series("total_assets"))[-3]
    assert f"({day})" in said
    assert ("+" if share > 0 else "-") in said.partition("largest revision ")[2]


@pytest.mark.parametrize("back", [1, OVERLAP])
@pytest.mark.parametrize("share", [TOLERANCE + 1e-6, -TOLERANCE - 1e-6])
def test_more_is_another_series_and_names_the_period(back: int, share: float) -> None:
    day = sorted(compiled().series("total_assets"))[-back]
    with pytest.raises(RefreshError, match=f"total_assets: {day} was"):
        refresh.check(compiled(), recipes(), with_change(back, share))


def test_two_years_are_compared_and_no_more() -> None:
    assert OVERLAP == 24
    assert refresh.check(compiled(), recipes(), with_change(OVERLAP + 1, 0.5))


def test_a_table_is_written_to_four_places_with_gaps_left_empty() -> None:
    table = compiled("us_rates")
    fresh = {name: dict(table.series(name)) for name in table.columns}
    fresh["sofr"] = {"2026-01-01": 4.123456}
    rows = refresh.as_csv(table, fresh).splitlines()
    place = ["date", *table.columns].index("sofr")
    cells = {row.split(",")[0]: row.split(",")[place] for row in rows[1:]}
    assert cells["2026-01-01"] == "4.1235"
    assert cells["2000-01-01"] == ""
    assert list(cells) == sorted(cells)


def test_a_sidecar_says_when_and_keeps_what_it_says_of_the_columns(tmp_path: Path) -> None:
    table = compiled()
    text = refresh.as_csv(table, {name: table.series(name) for name in table.columns})
    refresh.write(table, text, tmp_path, "2026-11-28")
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{SHEET}.csv", f"{SHEET}.toml"]
    new = tomllib.loads((tmp_path / f"{SHEET}.toml").read_text(encoding="utf-8"))
    old = tomllib.loads((data.HOME / "figures" / f"{SHEET}.toml").read_text(encoding="utf-8"))
    day = date(2026, 11, 28)
    assert (new.pop("published"), new.pop("accessed")) == (day, day)
    assert new.pop("checksum") == book_files.checksum(text.encode())
    assert new == {key: value for key, value in old.items() if key in new}
    assert new["columns"].keys() == table.columns.keys()


def test_one_table_that_is_refused_leaves_the_others_renewed(tmp_path: Path) -> None:
    def get(series: str) -> str:
        if series == "MORTGAGE30US":
            known = compiled("us_mortgage_rate").series("mortgage_rate")
            return "\n".join(
                [f"observation_date,{series}", *(f"{day},{value}" for day, value in known.items())]
            )
        raise RefreshError(f"{series}: could not be fetched")

    moved, refused = refresh.refresh(tmp_path, get)
    assert {line.split(".")[0] for line in moved} == {"us_mortgage_rate"}
    assert {line.split(":")[0] for line in refused} == set(refresh.recipes()) - {"us_mortgage_rate"}
    assert (tmp_path / "us_mortgage_rate.csv").is_file()


@pytest.mark.parametrize(
    ("day", "frequency", "end"),
    [
        ("2024-02-10", "monthly", "2024-02-29"),
        ("2025-12-31", "monthly", "2025-12-31"),
        ("2025-01-15", "quarterly", "2025-03-31"),
        ("2025-06-30", "quarterly", "2025-06-30"),
        ("2025-11-01", "quarterly", "2025-12-31"),
    ],
)
def test_a_period_ends_with_its_last_day(day: str, frequency: str, end: str) -> None:
    assert resample.period_end(day, frequency).isoformat() == end


def test_a_month_s_average_is_dated_by_its_first_day_and_its_end_by_its_last() -> None:
    assert resample.key("2025-04-17", "monthly", "month average") == "2025-04-01"
    assert resample.key("2025-04-17", "monthly", "month-end") == "2025-04-30"


@pytest.mark.parametrize(
    ("newest", "over"), [("2025-03-27", False), ("2025-03-28", True), ("2025-04-01", True)]
)
def test_a_month_is_over_when_its_last_three_days_are_reached(newest: str, over: bool) -> None:
    found = resample.last({"2025-02-27": 1.0, newest: 2.0}, "monthly", "month-end")
    assert ("2025-03-31" in found) is (over and newest < "2025-04")
    assert "2025-02-28" in found


def test_an_unfinished_month_has_no_mean() -> None:
    found = resample.mean(
        {"2025-03-03": 1.0, "2025-03-31": 3.0, "2025-04-02": 9.0}, "monthly", "month average"
    )
    assert found == {"2025-03-01": 2.0}
