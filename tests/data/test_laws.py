"""Laws by article: cited as lawyers do, each article that a chapter cites is one that was read."""

from pathlib import Path

import pytest

from qeqt.data.fields import RecordError
from qeqt.data.laws import laws, load

GOOD = """
[act]
name_zh = "銀行法"
amended = 2018-01-31
address = "https://law.moj.gov.tw/LawClass/LawContent.aspx?PCODE=G0380001"
seen_in = ["全文"]
read = 2026-11-29

[act.articles]
"26" = "一"
"72-2" = "二"
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"26"', '"二十六"', "write 26, or 72-2"),
        ('"26" = "一"', '"26" = ""', "what article 26 says"),
        ('"26" = "一"\n"72-2" = "二"', '"72-2" = "二"\n"26" = "一"', "the order of the law"),
        ('"26" = "一"\n"72-2" = "二"\n', "", "a table of numbers"),
        ("PCODE=G0380001", "", "front door"),
        ("amended = 2018-01-31\n", "", "amended"),
        ("2018-01-31", '"last year"', "YYYY-MM-DD"),
        ("[act]\n", '[act]\nchapter = "一"\n', "unknown key"),
    ],
)
def test_a_bad_record_says_what_would_be_right(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "laws.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert load(path)["act"].articles == {"26": "一", "72-2": "二"}
    changed = GOOD.replace(old, new)
    if said == "front door":
        changed = GOOD.replace("/LawClass/LawContent.aspx?PCODE=G0380001", "/")
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(RecordError) as error:
        load(path)
    assert said in str(error.value)
    assert "laws.toml" in str(error.value)


def test_an_article_is_cited_as_in_taiwan() -> None:
    assert laws()["cbc_act"].cited("26") == "《中央銀行法》第 26 條"
    assert laws()["banking_act"].cited("72-2") == "《銀行法》第 72 條之 2"


def test_every_law_was_read_after_the_amendment_that_it_carries() -> None:
    assert all(law.amended < law.read for law in laws().values())
