"""One character for all its variants."""

import pytest

from macros.search.folding import fold, table


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("縮錶", "縮表"),
        ("臺灣", "台灣"),
        ("昇息", "升息"),
        ("硬着陆", "硬著陸"),
        ("量化宽松", "量化寬鬆"),
        ("存款准备金率", "存款準備金率"),
        ("週期裏", "周期裡"),
        ("日銀の価格", "日銀の價格"),
        ("账面亏损", "帳面虧損"),
        ("聯凖會", "聯準會"),
    ],
)
def test_variants_meet(written: str, meant: str) -> None:
    assert fold(written) == fold(meant)


@pytest.mark.parametrize(
    ("one", "other"), [("升", "降"), ("買", "賣"), ("緊", "寬"), ("縮", "擴"), ("幣", "弊")]
)
def test_different_characters_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "QE 與 QT：量化緊縮（quantitative tightening）😀"
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_the_table_holds_only_what_the_site_can_use() -> None:
    assert table(["縮表"]) == {"缩": "縮", "表": "錶"}
