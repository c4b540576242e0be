"""An end-to-end renewal on loopback changes exactly what its report says; the same answers change nothing."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data.official import adopt, refresh, vintages
from qeqt.data.official.refresh import RefreshError
from qeqt.data.official.report import RENEWED, SAME, Report
from tests.book import ROOT
from tests.data.official import formats, loopback
from tests.data.official.loopback import TODAY, Pairs, Publishers

TABLES = ["us_mortgage_rate", "japan_rates", "ecb_portfolios", "us_yields_month_end", "us_wealth_sheets"]
SERVED = TABLES[:4]


@pytest.fixture
def home(old_records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the book's records, and no refreshed table yet."""
    copy = tmp_path / "data"
    shutil.copytree(old_records, copy)
    monkeypatch.setattr(data, "HOME", copy)
    monkeypatch.setenv("QEQT_OFFICIAL", str(tmp_path / "official"))
    data.figure.cache_clear()
    yield copy
    monkeypatch.undo()
    data.figure.cache_clear()


def run(publishers: Publishers, folder: Path, today: date = TODAY, tables: list[str] | None = None) -> Report:
    client = loopback.client(folder.parent / "answers")
    try:
        return refresh.refresh(folder, client, today, book=publishers.ways(), only=tables or SERVED)
    finally:
        client.close()


def revise(pairs: Pairs, month: str, by: float) -> Pairs:
    return [(day, f"{float(cell) + by:g}" if day[:7] == month else cell) for day, cell in pairs]


def cells(path: Path) -> dict[tuple[str, str], str]:
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    return {
        (row[0], name): cell for row in rows for name, cell in zip(header[1:], row[1:], strict=True) if cell
    }


def reported(report: Report) -> dict[str, dict[tuple[str, str], tuple[str, str]]]:
    """Table -> (date, column) -> (before, after), out of the report alone."""
    found: dict[str, dict[tuple[str, str], tuple[str, str]]] = {}
    for one in report.of(RENEWED):
        mine = found.setdefault(one.table, {})
        for column in one.columns:
            mine |= {(day, column.column): ("", now) for day, now in column.new}
            mine |= {(day, column.column): (was, now) for day, was, now in column.revised}
    return found


def test_a_renewal_changes_what_its_report_says_and_nothing_else(
    publishers: Publishers, home: Path, tmp_path: Path
) -> None:
    publishers.stock(*SERVED, periods=60)
    h15 = publishers.series["fed_h15"]
    h15["RIFLGFCY10_N.B"] = revise(h15["RIFLGFCY10_N.B"], "2026-06", 0.05)
    publishers.series["fred"]["MORTGAGE30US"] = revise(
        publishers.series["fred"]["MORTGAGE30US"], "2026-09", 0.25
    )
    before = {name: cells(home / "figures" / f"{name}.csv") for name in data.figures()}
    texts = {path.name: path.read_bytes() for path in (home / "figures").iterdir()}

    report = run(publishers, tmp_path / "official")
    assert [one.table for one in report.of("refused")] == []
    said = reported(report)
    assert said["us_yields_month_end"][("2026-06-30", "ten_year")] == ("4.44", "4.49")
    assert said["us_mortgage_rate"][("2026-09-01", "mortgage_rate")] == ("", "6.74")
    assert "| us_yields_month_end | ten_year |" in report.markdown()
    assert "2026-06-30: 4.44 → 4.49" in report.markdown()

    adopt.adopt(tmp_path / "official")
    after = {name: cells(home / "figures" / f"{name}.csv") for name in data.figures()}
    for name in data.figures():
        keys = before[name].keys() | after[name].keys()
        moved = {
            key: (before[name].get(key, ""), after[name].get(key, ""))
            for key in keys
            if before[name].get(key) != after[name].get(key)
        }
        assert moved == said.get(name, {}), name
    untouched = {name for name in texts if name.partition(".")[0] not in said}
    now = {path.name: path.read_bytes() for path in (home / "figures").iterdir()}
    assert {name: now[name] for name in untouched} == {name: texts[name] for name in untouched}
    assert list((tmp_path / "official").iterdir()) == []
    for name in said:  # every earlier version comes back, to the byte
        assert vintages.as_of(name, "2026-10-11").encode() == texts[f"{name}.csv"]
        assert vintages.as_of(name, TODAY.isoformat()).encode() == now[f"{name}.csv"]


def test_the_same_answers_change_nothing(publishers: Publishers, home: Path, tmp_path: Path) -> None:
    publishers.stock(*SERVED, periods=30)
    folder = tmp_path / "official"
    first = run(publishers, folder)
    kept = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    second = run(publishers, folder, date(2026, 10, 20))
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == kept
    assert [one.columns for one in first.tables] == [one.columns for one in second.tables]
    adopt.adopt(folder)
    assert len(vintages.read("renewals.csv", vintages.RENEWALS)) == len(first.of(RENEWED))
    third = run(publishers, folder)
    assert {one.status for one in third.tables} == {SAME}
    assert list(folder.iterdir()) == []


def test_derived_tables_follow_those_that_they_are_made_from(
    publishers: Publishers, home: Path, tmp_path: Path
) -> None:
    tables = ["taiwan_stock_index_month", "taiwan_stock_index"]
    publishers.stock(tables[0], periods=30)
    report = run(publishers, tmp_path / "official", tables=tables)
    assert [one.status for one in report.tables] == [RENEWED, RENEWED]
    assert reported(report)["taiwan_stock_index"] == {("2026-09-30", "taiex"): ("", "43120")}


def test_all_tables_are_taken_over_or_none(publishers: Publishers, home: Path, tmp_path: Path) -> None:
    publishers.stock(*SERVED, periods=30)
    folder = tmp_path / "official"
    run(publishers, folder)
    wrong = folder / "japan_rates.csv"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("2.80", "8.20"), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in (home / "figures").iterdir()}
    with pytest.raises(RefreshError, match="japan_rates") as caught:
        adopt.adopt(folder)
    assert "Nothing was taken over" in str(caught.value)
    assert {path.name: path.read_bytes() for path in (home / "figures").iterdir()} == before


def test_without_a_refreshed_table_it_says_what_to_do_first(home: Path, tmp_path: Path) -> None:
    with pytest.raises(RefreshError, match="run make refresh first"):
        adopt.adopt(tmp_path / "official")


def test_a_jump_that_is_real_is_taken_by_name(publishers: Publishers, home: Path, tmp_path: Path) -> None:
    publishers.stock("us_mortgage_rate", periods=30)
    series = publishers.series["fred"]
    series["MORTGAGE30US"] = revise(series["MORTGAGE30US"], "2026-09", 9.0)
    (one,) = run(publishers, tmp_path / "official", tables=["us_mortgage_rate"]).tables
    (fault,) = one.faults
    entry = fault.partition("the sidecar takes it: ")[2].replace("…", "a test's own jump")
    sidecar = home / "figures" / "us_mortgage_rate.toml"
    text = sidecar.read_text(encoding="utf-8")
    lines = entry.replace("[[accepted]] ", "[[accepted]]\n").replace(", ", "\n")
    sidecar.write_text(f"{text}\n{lines}\n", encoding="utf-8")
    (one,) = run(publishers, tmp_path / "official", tables=["us_mortgage_rate"]).tables
    assert one.status == RENEWED
    assert one.columns[0].accepted == ["2026-09-01"]
    assert "accepted by the sidecar: 2026-09-01" in one.columns[0].text
    adopt.adopt(tmp_path / "official")
    assert data.compiled("us_mortgage_rate").meta.accepted[0].reason == "a test's own jump"


def test_what_has_missed_its_releases_is_said(publishers: Publishers, home: Path, tmp_path: Path) -> None:
    publishers.stock("us_mortgage_rate", periods=30, today=date(2026, 7, 1))
    report = run(publishers, tmp_path / "official", tables=["us_mortgage_rate"])
    assert report.late == [
        "us_mortgage_rate.mortgage_rate: ends in 2026-06-01; 3 months overdue since 2026-08-07"
    ]
    assert "LATE" in report.text()


def test_an_untried_source_is_never_asked(publishers: Publishers, home: Path, tmp_path: Path) -> None:
    import dataclasses

    publishers.stock("us_mortgage_rate", periods=30)
    book = publishers.ways()
    book.sources["fred"] = dataclasses.replace(book.sources["fred"], tried=False)
    client = loopback.client(tmp_path / "answers")
    found = refresh.renew(client, TODAY, book, ["us_mortgage_rate"])
    assert "never tried on a real answer" in found.report.tables[0].faults[0]
    assert publishers.asked == []


def test_the_command_names_a_table_that_is_not_renewed(capsys: pytest.CaptureFixture[str]) -> None:
    assert refresh.main(["--only", "boe_apf"]) == 2
    assert "no such renewed table" in capsys.readouterr().err


def test_git_keeps_what_make_refresh_brings_out_of_the_book() -> None:
    ignored = subprocess.run(["git", "check-ignore", "official/x.csv"], cwd=ROOT, capture_output=True)
    assert ignored.returncode == 0


@pytest.mark.parametrize(
    ("table", "day"), [("taiwan_rates", formats.CHANGED), ("us_mortgage_rate", TODAY.isoformat())]
)
def test_a_sidecar_has_the_publisher_s_own_day_where_the_answers_tell_it(
    publishers: Publishers, tmp_path: Path, table: str, day: str
) -> None:
    publishers.stock(table, periods=30)
    (one,) = run(publishers, tmp_path / "official", tables=[table]).tables
    assert one.status == RENEWED
    sidecar = (tmp_path / "official" / f"{table}.toml").read_text(encoding="utf-8")
    assert f"\npublished = {day}\naccessed = {TODAY.isoformat()}\n" in sidecar
