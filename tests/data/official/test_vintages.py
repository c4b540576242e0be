"""Tables as they were at each renewal: append-only, and they lead back to the byte."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data import figure_files
from qeqt.data.official import tables, vintages
from qeqt.data.official.vintages import Renewal, VintageError
from tests.book import ROOT

FILES = ("renewals.csv", "cells.csv")


def git(*arguments: str) -> str | None:
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8")
    return run.stdout if run.returncode == 0 else None


@pytest.mark.parametrize("name", FILES)
def test_what_was_kept_is_never_edited(name: str) -> None:
    """The file on the main branch, where this branch left it, is how the file begins here."""
    base = git("merge-base", "HEAD", "origin/main") or git("merge-base", "HEAD", "main")
    kept = git("show", f"{base.strip()}:qeqt/data/vintages/{name}") if base else None
    path = data.HOME / "vintages" / name
    now = path.read_text(encoding="utf-8") if path.is_file() else ""
    assert now.startswith(kept or "")


@pytest.mark.parametrize(
    "table", sorted({row[1] for row in vintages.read("renewals.csv", vintages.RENEWALS)})
)
def test_every_earlier_version_comes_back(table: str) -> None:
    assert vintages.as_of(table, "1900-01-01")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "figures").mkdir()
    for suffix in (".csv", ".toml"):
        source = data.HOME / "figures" / f"us_mortgage_rate{suffix}"
        (tmp_path / "figures" / source.name).write_bytes(source.read_bytes())
    monkeypatch.setattr(data, "HOME", tmp_path)
    return tmp_path


def moved(home: Path, day: str, cells: dict[str, str]) -> None:
    """Renew the table by hand, as adopt does."""
    path = home / "figures" / "us_mortgage_rate.csv"
    old = path.read_text(encoding="utf-8")
    _, before = tables.printed(path)
    after = {"mortgage_rate": before["mortgage_rate"] | cells}
    new = tables.in_layout(after)
    sums = [figure_files.checksum(text.encode()) for text in (old, new)]
    step = Renewal(day, "us_mortgage_rate", sums[0], sums[1], tuple(vintages.moved_cells(before, after)))
    for file, text in vintages.appended([step]).items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    path.write_text(new, encoding="utf-8")


def test_two_renewals_lead_back_one_after_the_other(home: Path) -> None:
    first = (home / "figures" / "us_mortgage_rate.csv").read_text(encoding="utf-8")
    moved(home, "2026-10-12", {"2026-07-01": "6.60"})
    second = (home / "figures" / "us_mortgage_rate.csv").read_text(encoding="utf-8")
    moved(home, "2026-11-12", {"2026-07-01": "6.61", "2026-08-01": "6.70"})
    assert vintages.as_of("us_mortgage_rate", "2026-10-11") == first
    assert vintages.as_of("us_mortgage_rate", "2026-11-11") == second
    assert "2026-08-01,6.70" in vintages.as_of("us_mortgage_rate", "2026-11-12")


@pytest.mark.parametrize("file", FILES)
def test_a_record_that_was_edited_leads_nowhere(home: Path, file: str) -> None:
    moved(home, "2026-10-12", {"2026-07-01": "6.60"})
    path = home / "vintages" / file
    text = path.read_text(encoding="utf-8")
    swap = ("6.60", "6.66") if file == "cells.csv" else (text.splitlines()[1].split(",")[2], "0" * 64)
    path.write_text(text.replace(*swap), encoding="utf-8")
    with pytest.raises(VintageError):
        vintages.as_of("us_mortgage_rate", "2026-01-01")


def test_a_table_that_was_edited_by_hand_is_seen(home: Path) -> None:
    moved(home, "2026-10-12", {"2026-07-01": "6.60"})
    path = home / "figures" / "us_mortgage_rate.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("6.60", "6.61"), encoding="utf-8")
    with pytest.raises(VintageError, match="not the table that the renewal"):
        vintages.as_of("us_mortgage_rate", "2026-01-01")


def test_twice_a_day_is_refused(home: Path) -> None:
    moved(home, "2026-10-12", {"2026-07-01": "6.60"})
    with pytest.raises(VintageError, match="once a day is enough"):
        moved(home, "2026-10-12", {"2026-07-01": "6.61"})
