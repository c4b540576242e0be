"""Rules of `make adopt`: refreshed figures enter the book in its own layout, all of them or none."""

import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data import book_files
from qeqt.data.official import adopt, refresh, resample

RATE, SHEET = "us_mortgage_rate", "fed_balance_sheet"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the book's records, and no refreshed table yet."""
    copy = tmp_path / "data"
    shutil.copytree(data.HOME, copy, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    monkeypatch.setattr(data, "HOME", copy)
    monkeypatch.setenv("QEQT_OFFICIAL", str(tmp_path / "official"))
    for cached in (data.figure, data.facts):
        cached.cache_clear()
    yield copy
    monkeypatch.undo()
    for cached in (data.figure, data.facts):
        cached.cache_clear()


@pytest.fixture
def official(tmp_path: Path) -> Path:
    return tmp_path / "official"


def compiled(home: Path, name: str) -> data.Figure:
    return book_files.load_figure(home / "figures" / f"{name}.csv")


def lay(home: Path, official: Path, name: str, changes: dict[str, dict[str, float]], day: str = "") -> None:
    """A refreshed table: the compiled one with other values, as `make refresh` writes it."""
    table = compiled(home, name)
    built = {column: table.series(column) | changes.get(column, {}) for column in table.columns}
    text = refresh.as_csv(table, built)
    refresh.write(table, text, official, day or (date.fromisoformat(table.meta.accessed)).isoformat())


def following(name: str, column: str) -> str:
    """The period after a column's last one, dated as the table dates it."""
    table = data.figure(name)
    last = resample.period_end(max(table.series(column)), table.meta.frequency)
    day = (last + timedelta(days=1)).isoformat()
    return resample.key(day, table.meta.frequency, table.meta.kind)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_a_new_month_is_added_and_nothing_else_changes(home: Path, official: Path) -> None:
    path = home / "figures" / f"{RATE}.csv"
    before, new = lines(path), following(RATE, "mortgage_rate")
    lay(home, official, RATE, {"mortgage_rate": {new: 6.5149}}, "2031-02-03")
    said = adopt.adopt(official)
    assert lines(path) == [*before, f"{new},6.51"]
    assert f"-> {new}, 1 new, 0 revised" in said[0]
    assert not list(official.iterdir())


def test_the_sidecar_says_when_and_where_and_of_which_bytes(home: Path, official: Path) -> None:
    path = home / "figures" / f"{RATE}.toml"
    before = tomllib.loads(path.read_text(encoding="utf-8"))
    lay(home, official, RATE, {"mortgage_rate": {following(RATE, "mortgage_rate"): 6.5}}, "2031-02-03")
    adopt.adopt(official)
    after = tomllib.loads(path.read_text(encoding="utf-8"))
    assert after["accessed"] == date(2031, 2, 3)
    assert after["checksum"] == book_files.checksum(path.with_suffix(".csv").read_bytes())
    assert after["seen_in"] == [adopt.READ_AT, *before["seen_in"]]
    changed = {"accessed", "published", "checksum", "seen_in"}
    assert {key: after[key] for key in after.keys() - changed} == {
        key: before[key] for key in before.keys() - changed
    }


@pytest.mark.parametrize("name", sorted(refresh.recipes()))
def test_what_rounds_to_the_compiled_value_keeps_its_text(home: Path, official: Path, name: str) -> None:
    files = [home / "figures" / f"{name}{end}" for end in (".csv", ".toml")]
    before = [file.read_bytes() for file in files]
    lay(home, official, name, {})
    assert adopt.adopt(official) == ["Nothing moved: the compiled tables say the same."]
    assert [file.read_bytes() for file in files] == before


def test_a_revision_is_told_with_both_values(home: Path, official: Path) -> None:
    series = compiled(home, RATE).series("mortgage_rate")
    last = max(series)
    lay(home, official, RATE, {"mortgage_rate": {last: series[last] + 0.02}})
    said = "\n".join(adopt.adopt(official))
    assert f"0 new, 1 revised, most in {last}: {series[last]:.2f} -> {series[last] + 0.02:.2f}" in said


def test_one_table_that_does_not_pass_holds_all_back(home: Path, official: Path) -> None:
    new = following(RATE, "mortgage_rate")
    lay(home, official, RATE, {"mortgage_rate": {new: 6.5}})
    lay(home, official, SHEET, {}, "2001-01-01")
    before = (home / "figures" / f"{RATE}.csv").read_bytes()
    with pytest.raises(refresh.RefreshError, match=rf"{SHEET}: older than the compiled table"):
        adopt.adopt(official)
    assert (home / "figures" / f"{RATE}.csv").read_bytes() == before
    assert (official / f"{RATE}.csv").is_file()


def test_another_series_is_not_taken_over(home: Path, official: Path) -> None:
    series = compiled(home, RATE).series("mortgage_rate")
    lay(home, official, RATE, {"mortgage_rate": {day: value * 1.5 for day, value in series.items()}})
    with pytest.raises(refresh.RefreshError, match="more is another series"):
        adopt.adopt(official)


def test_a_column_without_a_recipe_stays_as_it_was_compiled(home: Path, official: Path) -> None:
    table = compiled(home, "us_rates")
    assert "term_premium_10y" not in refresh.recipes()["us_rates"]
    premium = {day: value + 1 for day, value in table.series("term_premium_10y").items()}
    lay(home, official, "us_rates", {"term_premium_10y": premium})
    assert adopt.adopt(official) == ["Nothing moved: the compiled tables say the same."]


def test_without_a_refreshed_table_it_says_what_comes_first(home: Path, official: Path) -> None:
    with pytest.raises(refresh.RefreshError, match="make refresh first"):
        adopt.adopt(official)


def test_the_verb_never_commits() -> None:
    recipe = subprocess.run(
        ["make", "-n", "adopt"], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    ).stdout
    steps = [step for step in ("official.adopt", "macros numbers", "macros check") if step in recipe]
    assert steps == ["official.adopt", "macros numbers", "macros check"]
    assert "commit" not in recipe and "git add" not in recipe
