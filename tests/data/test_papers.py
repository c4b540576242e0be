"""Papers are addresses of documents, each seen somewhere, each used by a chapter."""

from pathlib import Path

import pytest

from qeqt.data.fields import RecordError
from qeqt.data.papers import load, papers

DOCS = Path(__file__).parents[2] / "docs"
GOOD = """
[one]
title = "T"
address = "https://www.bis.org/publ/bisbull68.htm"
seen_in = ["網頁"]
seen = 2026-11-29
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "https://www.bis.org/publ/bisbull68.htm",
            "http://www.bis.org/publ/bisbull68.htm",
            "begins with https://",
        ),
        ("https://www.bis.org/publ/bisbull68.htm", "https://www.bis.org/", "front door"),
        ("https://www.bis.org/publ/bisbull68.htm", "", "https://"),
        ('address = "https://www.bis.org/publ/bisbull68.htm"\n', "", "needs no record"),
        ('title = "T"\n', "", "title"),
        ('seen_in = ["網頁"]\n', "", "seen_in"),
        ("seen = 2026-11-29\n", "", "seen"),
        ("[one]\n", '[one]\nwhere = "W"\n', "where"),
    ],
)
def test_a_bad_record_says_what_would_be_right(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "papers.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert load(path)["one"].seen_in == ("網頁",)
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(RecordError) as error:
        load(path)
    assert said in str(error.value)
    assert "papers.toml" in str(error.value)


def test_no_two_records_lead_to_one_document() -> None:
    addresses = [paper.address for paper in papers().values()]
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize("key", papers())
def test_a_paper_is_named_by_a_chapter(key: str) -> None:
    assert any(f'paper("{key}"' in page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md"))
