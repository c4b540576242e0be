"""Reading times are reckoned from what a reader reads of a source."""

import pytest

from macros.text import reading_time


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("---\ntitle: 不讀\n---\n\n# 標題 {#a}\n\n讀四個字。", 7),
        ("讀[連結](../a.md)", 3),
        ("讀\n\n| 表 | 不讀 |\n|---|---|\n| 不 | 讀 |\n\n讀", 2),
        ('讀\n\n[[ chart("qt_ladder") ]]\n\n讀', 2),
        ('讀\n\n??? quote "不讀"\n    不讀這裡\n\n讀', 2),
    ],
)
def test_what_is_not_read_takes_no_time(source: str, expected: int) -> None:
    assert reading_time.characters(source) == expected


def test_a_number_takes_its_time_and_folders_add_up(tmp_path) -> None:
    assert reading_time.characters('[[ fact("a") ]]') >= 6
    (tmp_path / "part").mkdir()
    for name in ("a", "b"):
        (tmp_path / "part" / f"{name}.md").write_text("字" * 400, encoding="utf-8")
    assert reading_time.spent("part", docs=tmp_path) == 2
    assert reading_time.said(5) == "約\N{NO-BREAK SPACE}5 分鐘"
    assert reading_time.said(200) == "約\N{NO-BREAK SPACE}3 小時"
