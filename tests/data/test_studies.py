"""Studies are records: only what was read, and bad records say what would be right."""

from pathlib import Path

import pytest

from qeqt.data.fields import RecordError
from qeqt.data.studies import load, studies

GOOD = """
[one]
authors = "A. Writer、B. Writer"
year = 2020
title = "T"
where = "W"
kind = "flows"
taiwan = "not said"
assets = ["twd"]
periods = []
sample_zh = "樣本"
method_zh = "方法"
found_zh = "結果"
read = "abstract"
seen_in = ["網頁"]
seen = 2026-11-29
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "studies.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_study_without_an_address_or_a_size_is_read(tmp_path: Path) -> None:
    one = load(written(tmp_path, GOOD))["one"]
    assert (one.assets, one.periods, one.size_zh, one.address) == (("twd",), (), "", "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "flows"', 'kind = "flow"', "one.kind"),
        ('assets = ["twd"]', 'assets = ["ntd"]', "one.assets"),
        ("periods = []", 'periods = ["2008"]', "one.periods"),
        ("year = 2020", "year = 20", "one.year"),
        ('read = "abstract"', 'read = "abstracts"', "one.read"),
    ],
)
def test_a_slip_names_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(RecordError, match=said):
        load(written(tmp_path, GOOD.replace(old, new)))


def test_every_study_says_how_far_it_was_read() -> None:
    for one in studies().values():
        assert one.seen_in
        assert one.read == "abstract" or not one.size_zh, one.key
