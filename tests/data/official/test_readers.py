"""Each reader reads a stored real answer of its publisher; what was not read so is marked and not used."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from qeqt.data.official.answers import AnswerError
from qeqt.data.official.readers import READERS
from qeqt.data.official.ways import ways
from tests.data.official import frozen

ANSWERS = Path(__file__).parent / "answers"
ORIGINS: dict[str, dict[str, Any]] = tomllib.loads((ANSWERS / "origins.toml").read_text(encoding="utf-8"))


def body_of(entry: dict[str, Any]) -> bytes:
    body = (ANSWERS / entry["file"]).read_bytes()
    if "replace" in entry:
        old, new = (part.encode() for part in entry["replace"])
        assert old in body
        body = body.replace(old, new)
    if entry.get("archive"):
        box = io.BytesIO()
        with zipfile.ZipFile(box, "w") as archive:
            archive.writestr(entry["archive"], body)
        body = box.getvalue()
    return body


@pytest.mark.parametrize("name", ORIGINS)
def test_a_real_answer_is_read(name: str) -> None:
    entry = ORIGINS[name]
    reader = READERS[ways().sources[entry["source"]].reader]
    found = reader(body_of(entry), entry["series"])
    assert len(found.values) == entry["count"]
    assert {day: found.values[day] for day in entry["values"]} == entry["values"]
    assert found.unit == entry.get("unit", "")
    assert found.published == str(entry.get("published", ""))


def test_a_source_counts_as_tried_when_its_real_answer_was_read() -> None:
    assert {entry["source"] for entry in ORIGINS.values()} == {
        name for name, source in ways().sources.items() if source.tried
    }
    assert all(entry["origin"].strip() for entry in ORIGINS.values())


def test_no_column_comes_from_a_source_that_was_never_tried() -> None:
    used = {recipe.source for way in ways().renewed().values() for recipe in way.columns.values()}
    assert used - {""} <= {name for name, source in ways().sources.items() if source.tried}


def test_the_treasurys_answer_is_refused_when_it_is_one_page_of_many() -> None:
    body = (ANSWERS / ORIGINS["treasury_debt"]["file"]).read_bytes()
    with pytest.raises(AnswerError, match="one of 8259 pages"):
        READERS["fiscaldata_json"](body, "debt_held_public_amt")


def test_the_real_wealth_shares_are_the_compiled_ones() -> None:
    """The Board's own levels of 2025Q4 and 2026Q1 make the shares that the book prints."""
    from qeqt.data.official.build import DFA_GROUPS

    body, table = body_of(ORIGINS["fed_dfa"]), frozen.table("us_wealth")
    way = ways().tables["us_wealth"]

    def level(item: str, group: str) -> dict[str, float]:
        return READERS["dfa_zip"](body, f"{item}|{group}").values

    for column, recipe in way.columns.items():
        for day, ours in (("1989-07-01", "1989-09-30"), ("2026-01-01", "2026-03-31")):
            top = sum(level(recipe.series, group)[day] for group in recipe.groups)
            whole = sum(level(recipe.share_of, group)[day] for group in DFA_GROUPS)
            assert round(100 * top / whole, 1) == pytest.approx(table.series(column)[ours], abs=0.051), column


def test_the_real_sheets_are_the_compiled_ones() -> None:
    from qeqt.data.official.build import DFA_GROUPS

    body, table = body_of(ORIGINS["fed_dfa"]), frozen.table("us_wealth_sheets")
    for column, recipe in ways().tables["us_wealth_sheets"].columns.items():
        for day, ours in (("2007-10-01", "2007-12-31"), ("2025-10-01", "2025-12-31")):
            read = {
                group: READERS["dfa_zip"](body, f"{recipe.series}|{group}").values[day]
                for group in recipe.groups
            }
            value = sum(read.values()) * recipe.scale
            if recipe.share_of:
                worth = [READERS["dfa_zip"](body, f"{recipe.share_of}|{g}").values[day] for g in DFA_GROUPS]
                value = 100 * value / sum(worth)
            assert value == pytest.approx(
                table.series(column)[ours], abs=0.51 if column == "net_worth" else 0.0051
            ), column


def test_the_real_programme_history_is_the_compiled_one() -> None:

    body, table = body_of(ORIGINS["ecb_app"]), frozen.table("ecb_portfolios")
    for column, recipe in ways().tables["ecb_portfolios"].columns.items():
        if recipe.source == "ecb_app":
            read = READERS["ecb_programme_csv"](body, recipe.series).values
            assert read["2026-05-01"] * recipe.scale == pytest.approx(
                table.series(column)["2026-05-31"], abs=0.051
            )
