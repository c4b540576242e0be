"""Each table keeps true in one way, each column comes from one place; a slip names the nearest valid key."""

from __future__ import annotations

from pathlib import Path

import pytest

from qeqt import data
from qeqt.data.official.readers import READERS
from qeqt.data.official.staleness import all_tables
from qeqt.data.official.ways import FILE, load, ways

TEXT = FILE.read_text(encoding="utf-8")


def test_every_table_has_its_way_and_every_column_its_place() -> None:
    assert set(ways().tables) == set(data.figures())
    for name, way in ways().renewed().items():
        assert way.columns.keys() | way.by_hand.keys() == data.compiled(name).columns.keys()
        assert not way.columns.keys() & way.by_hand.keys()


def test_what_is_not_renewed_says_why_and_where_to_look() -> None:
    for way in ways().tables.values():
        assert way.way == "renewed" or way.reason
        assert way.way != "by_hand" or way.look_at.startswith("https://")
        assert all("https://" in reason for reason in way.by_hand.values())


def test_every_source_has_a_reader_and_an_address() -> None:
    for source in ways().sources.values():
        assert source.reader in READERS
        assert all(address.startswith("https://") for address in source.addresses)


def test_what_is_due_next_is_told_of_every_table_that_is_renewed() -> None:
    assert all(one.by is not None for one in all_tables() if one.way == "renewed")


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("[tables.us_mortgage_rate]", "[tables.us_mortgage_rat]", "nearest valid: us_mortgage_rate"),
        (
            'series = "MORTGAGE30US", every = "week"',
            'series = "MORTGAGE30US", every = "weak"',
            "nearest valid: week",
        ),
        ('every = "week", rule = "mean"', 'every = "week", rule = "men"', "nearest valid: mean"),
        ('reader = "boe_csv"\n', 'reader = "boe_csv"\nreadr = "x"\n', "unknown key"),
        ('way = "closed"\nreason = "2019', 'way = "close"\nreason = "2019', "nearest valid: closed"),
        ('ecb = { source = "fred"', 'ecc = { source = "fred"', "central_bank_assets.ecc"),
        ("late_after = 7 }", 'late_after = "7" }', "a whole number from -62 to 366"),
    ],
)
def test_a_slip_names_the_nearest_valid_key(tmp_path: Path, was: str, now: str, said: str) -> None:
    assert was in TEXT
    path = tmp_path / "ways.toml"
    path.write_text(TEXT.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(data.RecordError, match=said):
        load(path)
