"""How a refreshed table is put together: rule, scale, columns reckoned from others; what is a revision."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data import book_files
from qeqt.data.official import refresh, resample
from qeqt.data.official.refresh import Recipe, RefreshError

TABLE = "fed_balance_sheet"


def recipe(
    series: str = "", rule: str = "", scale: float = 1.0, of: str = "", minus: tuple[str, ...] = ()
) -> Recipe:
    return Recipe(series, rule, scale, of, minus)


def compiled() -> data.Figure:
    return book_files.load_figure(data.HOME / "figures" / f"{TABLE}.csv")


def text(series: str, values: dict[str, float]) -> str:
    return "\n".join([f"observation_date,{series}", *(f"{day},{value}" for day, value in values.items())])


def fresh(table: data.Figure, column: str, change: float = 0.0) -> dict[str, float]:
    """A column as it was compiled, moved alike everywhere."""
    return {day: value + change for day, value in table.series(column).items()}


def test_a_column_is_scaled_and_another_one_reckoned_from_it() -> None:
    table = compiled()
    last = max(table.series("treasuries"))
    wanted = {
        "treasuries": recipe("A", "as_published", 0.001),
        "mbs": recipe("B", "as_published", 1.0, minus=("treasuries",)),
        "other_assets": recipe(of="treasuries", minus=("mbs",)),
    }
    texts = {"A": text("A", {last: 4_000_000.0}), "B": text("B", {last: 6_500.0})}
    built = refresh.columns_of(table, wanted, texts.__getitem__)
    assert [built[name][last] for name in wanted] == pytest.approx([4000.0, 2500.0, 1500.0])
    first = min(table.series("treasuries"))
    assert built["treasuries"][first] == table.series("treasuries")[first]


def test_nothing_is_added_before_the_compiled_table_begins() -> None:
    table = compiled()
    first = min(table.series("treasuries"))
    wanted = {"treasuries": recipe("A", "as_published", 1.0)}
    texts = {"A": text("A", {"1990-01-31": 1.0, first: 5.0})}
    built = refresh.columns_of(table, wanted, texts.__getitem__)
    assert min(built["treasuries"]) == first
    assert built["treasuries"][first] == 5.0


@pytest.mark.parametrize(
    ("share", "passes"), [(0.0299, True), (-0.0299, True), (0.0301, False), (-0.0301, False)]
)
def test_three_in_a_hundred_is_a_revision_and_more_is_another_series(share: float, passes: bool) -> None:
    table = compiled()
    before = table.series("treasuries")
    recent = sorted(before)[-refresh.OVERLAP :]
    change = share * max(before[day] for day in recent)
    built = {"treasuries": fresh(table, "treasuries", change)}
    if passes:
        (line,) = refresh.check(table, {"treasuries": recipe("A")}, built)
        assert f"largest revision {change:+g}" in line
        assert f"last observation {recent[-1]} -> {recent[-1]}" in line
    else:
        with pytest.raises(RefreshError, match=r"treasuries: .* is a revision, more is another series"):
            refresh.check(table, {"treasuries": recipe("A")}, built)


def test_two_years_back_from_the_last_month_are_held_and_no_more() -> None:
    table = compiled()
    days = sorted(table.series("treasuries"))
    for day, refused in ((days[-24], True), (days[-25], False), (days[-1], True)):
        built = {"treasuries": {**table.series("treasuries"), day: 9e9}}
        if refused:
            with pytest.raises(RefreshError, match=day):
                refresh.check(table, {"treasuries": recipe("A")}, built)
        else:
            assert refresh.check(table, {"treasuries": recipe("A")}, built)


def test_a_table_is_written_day_by_day_with_four_places_and_gaps() -> None:
    table = compiled()
    built = {name: {} for name in table.columns} | {
        "treasuries": {"2030-02-28": 1 / 3, "2030-01-31": 2.0},
        "mbs": {"2030-02-28": -0.00004},
    }
    head, *rows = refresh.as_csv(table, built).splitlines()
    names = head.split(",")
    assert names == ["date", *table.columns]
    cells = [dict(zip(names, row.split(","), strict=True)) for row in rows]
    assert [(row["date"], row["treasuries"], row["mbs"]) for row in cells] == [
        ("2030-01-31", "2.0000", ""),
        ("2030-02-28", "0.3333", "-0.0000"),
    ]


def test_the_sidecar_says_when_and_for_which_table(tmp_path: Path) -> None:
    table = compiled()
    built = {name: table.series(name) for name in table.columns}
    written = refresh.as_csv(table, built)
    refresh.write(table, written, tmp_path, "2030-03-05")
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{TABLE}.csv", f"{TABLE}.toml"]
    said = tomllib.loads((tmp_path / f"{TABLE}.toml").read_text(encoding="utf-8"))
    before = tomllib.loads((data.HOME / "figures" / f"{TABLE}.toml").read_text(encoding="utf-8"))
    assert said["accessed"] == said["published"] == date(2030, 3, 5)
    assert said["checksum"] == book_files.checksum(written.encode()) != before["checksum"]
    dated = ("accessed", "published", "checksum")
    assert {key: value for key, value in said.items() if key not in dated} == {
        key: value for key, value in before.items() if key not in dated
    }


@pytest.mark.parametrize(
    ("day", "frequency", "end"),
    [
        ("2024-02-01", "monthly", date(2024, 2, 29)),
        ("2025-12-31", "monthly", date(2025, 12, 31)),
        ("2025-10-01", "quarterly", date(2025, 12, 31)),
        ("2025-03-31", "quarterly", date(2025, 3, 31)),
        ("2025-04-01", "quarterly", date(2025, 6, 30)),
    ],
)
def test_a_period_ends_on_its_last_day(day: str, frequency: str, end: date) -> None:
    assert resample.period_end(day, frequency) == end


@pytest.mark.parametrize(
    ("newest", "over"), [("2025-02-25", True), ("2025-02-24", False), ("2025-03-01", True)]
)
def test_a_period_is_over_three_days_before_its_end_or_when_the_next_has_begun(
    newest: str, over: bool
) -> None:
    found = resample.last({"2025-01-31": 1.0, newest: 2.0}, "monthly", "month-end")
    assert ("2025-02-28" in found) is (over and newest < "2025-03")
    assert found["2025-01-31"] == 1.0


def test_a_straight_line_reaches_the_end_of_a_quarter() -> None:
    raw = {"2025-03-21": 10.0, "2025-04-10": 30.0, "2025-06-30": 7.0, "2025-07-02": 9.0}
    assert resample.interpolated(raw, "quarterly", "quarter-end") == pytest.approx(
        {"2025-03-31": 20.0, "2025-06-30": 7.0}
    )


def test_what_is_published_once_a_period_is_dated_as_our_tables_date_it() -> None:
    raw = {"2025-01-01": 1.0, "2025-02-01": 2.0}
    assert resample.as_published(raw, "monthly", "month-end") == {"2025-01-31": 1.0, "2025-02-28": 2.0}
    assert resample.as_published(raw, "monthly", "month average") == raw
