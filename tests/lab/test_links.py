"""A chapter's way into the lab opens what it says, or the check says why not."""

from pathlib import Path

import pytest

from macros.chapter.check import check
from macros.lab import links


def way(target: str) -> str:
    return "../" + target.removesuffix(".md") + "/"


def test_a_link_names_preset_and_moves() -> None:
    found = links.address(way, "fed_2022_capped", "treasury_sales=20, since=2023-01")
    assert found == "../lab/?preset=fed_2022_capped&treasury_sales=20&since=2023-01"


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ("treasury_sale=20", "nearest: treasury_sales"),
        ("treasury_sales=2000", "a number from 0 to 60 is needed"),
        ("treasury_sales=much", "a number from 0 to 60 is needed"),
        ("since=2019-01", "runs from 2022-06"),
        ("ldi_leverage=3", "nothing of fed_2022_capped reads it; sector stability, part leveraged_funds"),
    ],
)
def test_a_move_that_the_room_does_not_know_is_refused(moves: str, said: str) -> None:
    with pytest.raises(links.LabError, match=said):
        links.address(way, "fed_2022_capped", moves)


def test_an_unknown_preset_is_a_mistake_with_the_nearest(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    page = '---\ndescription: 一頁。\n---\n\n# 頁 {#page}\n\n[[ lab("fed_2022_cappd", "試試") ]]\n'
    (docs / "index.md").write_text(page, encoding="utf-8")
    found = [mistake for mistake in check(docs) if mistake.macro == "lab"]
    assert [mistake.nearest for mistake in found] == ["fed_2022_capped"]
