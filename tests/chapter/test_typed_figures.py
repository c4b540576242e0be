"""No figure is typed by hand; years, dates, names and counts in plain speech are free."""

import pytest

from macros.chapter.typed_figures import spoken, typed_figures


@pytest.mark.parametrize(
    "line",
    [
        "總資產縮到 6.6 兆美元。",
        "總資產縮到 6.6\u00a0兆美元。",
        "每月上限 600 億美元",
        "升息 0.25 個百分點",
        "升息 25 個基點",
        "這次升 2 碼",
        "通膨 4%",
        "通膨 4％",
        "占 3 成",
        "是原來的 3 倍",
        "動用約 122 億元",
        "放出七兆多元",
        "升半碼",
        "約百分之三十",
        "共 136,500 戶",
        "指數 4.5",
        "US$40 的票",
        "**600 億美元**",
        "| 上限 | 600 億美元 |",
    ],
)
def test_a_figure_typed_by_hand_is_found(line):
    assert list(typed_figures(line))


@pytest.mark.parametrize(
    "line",
    [
        "2022 年 6 月 1 日開始，到 2025 年 11 月。",
        "第 26 條、第 7 章、民國 115 年度",
        "10 年期公債與 30 年固定房貸",
        "QE2、M1B、IFRS 17、H.4.1、Python 3.11、qeqt 0.1.0",
        "四條管道、三輪 QE、279 天、連續第 10 次",
        "上午 9 點、24 小時、成立 3 家、72-2 條",
        "單位是十億美元，一兆等於一千個十億。",
        '縮到 [[ fact("x") ]]，少了 [[ result("y", "億") ]]',
        "寫成 `6.6 兆美元`",
        "公式 \\(y = 0.25 x\\) 裡的係數",
        "見[第二十二兆](taiwan/insurers.md)與[圖](a.md#b-2.5)",
        "## 二十二兆的海外資產 {#x}",
        "<!-- 6.6 兆 -->",
        "每年補幾百億英鎊",
        "NBER 工作報告 31050",
    ],
)
def test_what_is_no_figure_is_free(line):
    assert list(typed_figures(line)) == []


def test_the_line_is_told():
    text = "---\ntitle: 5%\n---\n\n第一行\n\n縮到 6.6 兆\n"
    assert list(typed_figures(text)) == [(7, "6.6 兆")]


def test_code_and_front_matter_are_not_read():
    text = "---\ndescription: 6.6 兆\n---\n```\n6.6 兆\n```\n~~~ py\n5%\n~~~\n正文\n"
    assert spoken(text).split() == ["正文"]
    assert spoken(text).count("\n") == text.count("\n")
