"""Rules of `make refresh`: newer figures come in checked, or not at all."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data.official import refresh, resample

TABLE = "us_mortgage_rate"
SERIES = "MORTGAGE30US"
WEDNESDAYS = {"2025-01-22": 100.0, "2025-01-29": 110.0, "2025-02-05": 145.0, "2025-02-26": 80.0}


def published(change: Callable[[str, float], float] = lambda _, value: value, newer: str = "") -> str:
    """A series as FRED prints it: the compiled values, changed where a test asks for it."""
    known = data.figure(TABLE).series("mortgage_rate")
    lines = [f"{day},{change(day, value)}" for day, value in known.items()]
    return "\n".join([f"observation_date,{SERIES}", *lines, *([newer] if newer else [])])


def run(folder: Path, text: str) -> tuple[list[str], list[str]]:
    return refresh.refresh(folder, lambda _: text, only=TABLE)


def test_a_newer_observation_reaches_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = max(data.figure(TABLE).series("mortgage_rate"))
    following = resample.period_end(last, "monthly") + timedelta(days=1)
    first, second = following.isoformat(), (following + timedelta(days=29)).isoformat()
    moved, refused = run(tmp_path, published(newer=f"{first},7.25\n{second},7.75"))
    assert refused == [] and first in moved[0]
    monkeypatch.setenv("QEQT_OFFICIAL", str(tmp_path))
    data.figure.cache_clear()
    try:
        assert data.figure(TABLE).series("mortgage_rate")[first] == pytest.approx(7.5)
    finally:
        monkeypatch.undo()
        data.figure.cache_clear()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (published(lambda _, value: value * 1.2), "another series"),
        (published().replace(SERIES, "GS10"), f"observation_date,{SERIES} is needed"),
        (published(newer="2099-01-01,n/a"), "a number is needed"),
        (published(newer="1999-01-01,5.0"), "a later date and a value are needed"),
        (f"observation_date,{SERIES}", "at least one is needed"),
        ("<html>busy</html>", "is needed"),
    ],
)
def test_a_series_that_is_not_what_it_should_be_leaves_nothing_behind(
    tmp_path: Path, text: str, complaint: str
) -> None:
    good = tmp_path / f"{TABLE}.csv"
    good.write_text("the last good table", encoding="utf-8")
    moved, refused = run(tmp_path, text)
    assert moved == [] and complaint in refused[0] and TABLE in refused[0]
    assert [path.name for path in tmp_path.iterdir()] == [good.name]
    assert good.read_text(encoding="utf-8") == "the last good table"


def test_every_recipe_names_a_column_of_a_compiled_table() -> None:
    for name, columns in refresh.recipes().items():
        assert columns.keys() <= data.figure(name).columns.keys()


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('[us_mortgage_rat]\nmortgage_rate = { id = "X", rule = "mean" }', "nearest valid: us_mortgage_rate"),
        ('[us_mortgage_rate]\nmortgage_rat = { id = "X", rule = "mean" }', "nearest valid: mortgage_rate"),
        ('[us_mortgage_rate]\nmortgage_rate = { id = "X", rule = "men" }', "nearest valid: mean"),
    ],
)
def test_a_slip_in_the_recipes_names_the_nearest_valid_key(
    tmp_path: Path, entry: str, complaint: str
) -> None:
    path = tmp_path / "refresh.toml"
    path.write_text(entry, encoding="utf-8")
    with pytest.raises(data.RecordError, match=complaint):
        refresh.recipes(path)


@pytest.mark.parametrize(
    ("rule", "kind", "expected"),
    [
        ("interpolated", "month-end", {"2025-01-31": 120.0}),
        ("last", "month-end", {"2025-01-31": 110.0, "2025-02-28": 80.0}),
        ("mean", "month average", {"2025-01-01": 105.0, "2025-02-01": 112.5}),
    ],
)
def test_a_weekly_series_becomes_monthly_by_the_rule(
    rule: str, kind: str, expected: dict[str, float]
) -> None:
    assert resample.RULES[rule](WEDNESDAYS, "monthly", kind) == pytest.approx(expected)


def test_a_month_that_is_not_over_has_no_last_value() -> None:
    assert resample.last({"2025-01-31": 1.0, "2025-02-12": 2.0}, "monthly", "month-end") == {
        "2025-01-31": 1.0
    }


def test_year_on_year_compares_the_same_month() -> None:
    raw = {"2024-03-01": 100.0, "2025-03-01": 103.0, "2025-04-01": 104.0}
    assert resample.year_on_year(raw, "monthly", "month average") == pytest.approx({"2025-03-01": 3.0})
