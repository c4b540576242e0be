"""How run-off is done: caps against what ran off, and the ladder under the caps."""

from math import fsum
from typing import Any

import altair as alt

from macros.figures import axes, bands, labels
from macros.figures.dates import dated, having, highest, on, onward
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.panels import Frame, Picture
from macros.figures.results import run, stamp
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data
from qeqt.core import months

START, END = "2022-06", "2025-11"
"""The second run-off: from 1 June 2022 to 30 November 2025."""
OPENING = "fed_2022_05"
CAPPED = "fed_2022_capped"
AFTER = "2025-12-01"
"""The day after it."""
BAR = 0.76
"""Share of a month's room that its bar fills."""


def _bars(frame: Frame, rows: Rows, key: str, x: alt.X, y: alt.Y, opacity: float) -> alt.Chart:
    wide = BAR * frame.width / len(rows)
    bars = alt.Chart(having(dated(rows), key)).mark_bar(color=colour("qt"), fillOpacity=opacity, width=wide)
    found: alt.Chart = bars.encode(x=x, y=y)
    return found


def _steps(rows: Rows, key: str, x: alt.X, y: alt.Y, **look: Any) -> alt.Chart:
    """Draw a monthly value as a staircase, each month from its first day to its last."""
    steps = having(onward(dated(rows, "start"), AFTER), key)
    line = alt.Chart(steps).mark_line(color=colour("ink"), interpolate="step-after", **look)
    found: alt.Chart = line.encode(x=x, y=y)
    return found


def _step_bands(rows: Rows, key: str, x: alt.X) -> list[alt.Chart]:
    steps = onward(dated(rows, "start"), AFTER)
    return [
        alt.Chart(having(steps, f"{key}_{low}"))
        .mark_area(color=colour("ink"), fillOpacity=opacity, interpolate="step-after")
        .encode(x=x, y=axes.up(f"{key}_{low}"), y2=f"{key}_{high}")
        for low, high, opacity in bands.TINTS
    ]


def _draw_caps(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 206, left=40, right=12, top=52, bottom=34, columns=1 if layout.narrow else 2)
    monthly = dated(rows)
    x = axes.years(dated(rows, "start"), frame, until=AFTER, domain=False)
    drawn = ("cap_treasuries", "redeemed_treasuries", "fall_treasuries", "cap_mbs", "fall_mbs")
    room = axes.span(rows, *drawn, head=0.22)

    def y(key: str) -> alt.Y:
        return axes.value(key, frame, room, per=0.1)

    treasuries = frame.panel(
        _bars(frame, rows, "redeemed_treasuries", x, y("redeemed_treasuries"), 0.75),
        _bars(frame, rows, "fall_treasuries", x, y("fall_treasuries"), 0.4),
        _steps(rows, "cap_treasuries", x, y("cap_treasuries")),
        labels.heading("公債，每月億美元", frame),
        labels.name("上限", "ink", on(monthly, "2023-07"), "cap_treasuries", align="center", dy=-8),
        labels.name("實際", "qt", on(monthly, "2024-09"), "redeemed_treasuries", dy=-8),
    )
    mbs = frame.panel(
        _bars(frame, rows, "fall_mbs", x, y("fall_mbs"), 0.75),
        _steps(rows, "cap_mbs", x, y("cap_mbs")),
        *_step_bands(rows, "model_mbs", x),
        _steps(rows, "model_mbs", x, y("model_mbs"), style="model"),
        labels.heading("機構房貸證券（MBS），每月億美元", frame),
        labels.name("上限", "ink", on(monthly, "2024-03"), "cap_mbs", align="center", dy=-8),
        labels.haloed("實際", "qt", {**on(monthly, "2025-02"), "half": _half(rows, "2025-02")}, "half",
                      align="center", dy=4),
        labels.name("模型", "ink", on(monthly, "2023-06"), "model_mbs", align="center", dy=-8),
    )  # fmt: skip
    return frame.page(treasuries, mbs)


def _half(rows: Rows, month: str) -> float:
    """Half of what MBS fell by in a month: the middle of its bar."""
    return float(on(rows, month)["fall_mbs"] or 0) / 2


CAPS_COLUMNS = [
    Column("date", "月份", "month"),
    Column("cap_treasuries", "公債上限", "bn USD", 0),
    Column("redeemed_treasuries", "公債到期未續", "bn USD", 0),
    Column("fall_treasuries", "公債持有量減少", "bn USD", 0),
    Column("cap_mbs", "MBS 上限", "bn USD", 0),
    Column("fall_mbs", "MBS 持有量減少", "bn USD", 0),
    Column("model_mbs", "模型：MBS 縮減", "bn USD", 0),
    *bands.columns("model_mbs", "模型：MBS 縮減", "bn USD", 1),
]


def _caps_rows() -> list[Row]:
    rows: list[Row] = []
    model = run(CAPPED)
    modelled = dict(zip(model.months, model.columns["runoff_mbs"], strict=True))
    for row in data.figure("fed_runoff").rows:
        month = str(row["date"])[:7]
        if START <= month <= END:
            fell, redeemed = row["change_treasuries"], row["redemptions_treasuries"]
            rows.append(
                {
                    "date": month,
                    "cap_treasuries": row["cap_treasuries"],
                    "redeemed_treasuries": redeemed,
                    "fall_treasuries": -float(fell or 0) if redeemed is None else None,
                    "cap_mbs": row["cap_mbs"],
                    "fall_mbs": -float(row["change_mbs"] or 0),
                    "model_mbs": modelled[month],
                    **bands.cells("model_mbs", CAPPED, "runoff_mbs", month),
                }
            )
    return rows


def _caps_rules(full: int) -> list[Rule]:
    """What the rows must show; ``full``: the months with an official figure."""
    return [
        Rule("四十二個月，一個月也不缺", lambda rows: len(rows) == months.between(START, END) + 1),
        Rule(
            "有官方數字的每個月，公債到期未續與上限相差不到百分之一",
            lambda rows: all(
                abs(float(r["redeemed_treasuries"] or 0) / float(r["cap_treasuries"] or 1) - 1) < 0.01
                for r in rows
                if r["redeemed_treasuries"] is not None
            ),
        ),
        Rule(
            "有官方數字的月份，就是題目說的那麼多",
            lambda rows: len(values(rows, "redeemed_treasuries")) == full,
        ),
        Rule(
            "房貸證券縮減總額不到上限總額的一半",
            lambda rows: 2 * fsum(values(rows, "fall_mbs")) < fsum(values(rows, "cap_mbs")),
        ),
        Rule(
            "房貸證券縮減總額與正文相差不到十億美元",
            lambda rows: abs(fsum(values(rows, "fall_mbs")) - data.facts()["fed_mbs_drop"].value) < 1,
        ),
        Rule(
            "上限加倍之後，房貸證券沒有一個月碰到上限",
            lambda rows: all(
                float(r["fall_mbs"] or 0) < float(r["cap_mbs"] or 0)
                for r in rows
                if float(r["cap_mbs"] or 0) >= 35
            ),
        ),
    ]


@chart("qt_caps_actual")
def qt_caps_actual() -> Figure:
    """The second run-off month by month: announced caps against what ran off."""
    rows = _caps_rows()
    fallen, allowed = fsum(values(rows, "fall_mbs")), fsum(values(rows, "cap_mbs"))
    share, drop = 100 * fallen / allowed, data.facts()["fed_mbs_drop"]
    doubled = [row for row in rows if float(row["cap_mbs"] or 0) >= 35]
    most = max(values(doubled, "fall_mbs"))
    full = [r for r in rows if r["redeemed_treasuries"] is not None]
    return Figure(
        title=(
            f"有官方數字的 {len(full)} 個月，公債都縮到上限；"
            f"房貸證券四十二個月只縮了上限總額的 {formats.percent(share, 0)}"
        ),
        measure="聯準會第二次縮表，每月上限與實際縮減，2022 年 6 月至 2025 年 11 月",
        rows=rows,
        columns=CAPS_COLUMNS,
        rules=_caps_rules(len(full)),
        summary=(
            f"兩張並排的長條圖，共 {len(rows)} 個月。左邊是公債：有官方數字的 {len(full)} 個月，"
            f"到期未續的金額都等於上限，先是每月 {formats.money(30, 'bn USD')}，"
            f"後來最高 {formats.money(max(values(rows, 'cap_treasuries')), 'bn USD')}。右邊是房貸證券："
            f"上限加倍到 {formats.money(35, 'bn USD')}之後，最多的一個月也只縮 "
            f"{formats.money(most, 'bn USD')}；合計縮 {formats.money(drop.value, 'bn USD')}，"
            f"上限合計 {formats.money(allowed, 'bn USD')}。"
            f"模型照房貸利率算出的房貸證券縮減，合計 "
            f"{formats.money(fsum(values(rows, 'model_mbs')), 'bn USD')}。"
        ),
        sources=["fed_runoff"],
        runs=[stamp(run(CAPPED))],
        note=(
            "公債深色是年報所載到期未續的金額；2025 年的官方表尚未收錄，淺色改用持有量的減少，"
            "其中扣掉了抗通膨公債隨物價增加的本金。虛線是模型算出的房貸證券縮減；"
            "公債在模型裡照上限縮減，與上限重疊，不另畫；照上限是規定，不隨參數變，所以沒有色帶。"
            + bands.note([CAPPED])
        ),
        draw=lambda layout: _draw_caps(layout, rows),
    )


def _ladder() -> list[Row]:
    opening = data.opening(OPENING)
    due: dict[str, float] = {}
    for name in ("treasury_nominal", "treasury_indexed"):
        ladder = opening.ladders[name]
        for ahead, amount in zip(ladder.column("months"), ladder.column("amount"), strict=True):
            month = months.after(opening.date[:7], int(ahead))
            due[month] = due.get(month, 0.0) + amount
    caps = data.policy("fed")["treasury_runoff_cap"]
    run = [months.after(START, n) for n in range(months.between(START, END) + 1)]
    return [{"date": m, "due": round(due.get(m, 0.0), 1), "cap": caps.at(m)} for m in run]


def _over(rows: Rows) -> list[Row]:
    return [row for row in rows if float(row["due"] or 0) > float(row["cap"] or 0)]


def _draw_ladder(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 240, left=48)
    x = axes.years(dated(rows, "start"), frame, until=AFTER)
    y = axes.value("cap", frame, axes.span(rows, "due", "cap", head=0.12), "每月億美元", per=0.1)
    wide = BAR * frame.width / len(rows)
    split = [{**row, "let_go": min(float(row["due"] or 0), float(row["cap"] or 0))} for row in dated(rows)]
    over = [row for row in split if float(row["due"] or 0) > float(row["cap"] or 0)]
    bought = alt.Chart(alt.InlineData(values=over)).mark_bar(
        color=colour("band"), fillOpacity=0.45, width=wide
    )
    let_go = alt.Chart(alt.InlineData(values=split)).mark_bar(
        color=colour("qt"), fillOpacity=0.85, width=wide
    )
    middle = {**on(split, "2023-08"), "half": 0.4 * float(on(split, "2023-08")["cap"] or 0)}
    most = highest(split, "due")
    return frame.page(
        frame.panel(
            bought.encode(x=x, y=y, y2="due"),
            let_go.encode(x=x, y=axes.up("let_go")),
            _steps(rows, "cap", x, y),
            labels.haloed("每月上限", "ink", on(split, "2023-08"), "cap", align="center", dy=5),
            labels.name("超過上限，續買", "ink-soft", most, "due", dx=8, dy=10),
            labels.haloed("到期不續", "qt", middle, "half", align="center", dy=5),
        )
    )


@chart("qt_ladder")
def qt_ladder() -> Figure:
    """Treasuries falling due month by month, as they stood before the run-off, under the announced caps."""
    rows = _ladder()
    over, under = len(_over(rows)), len(rows) - len(_over(rows))
    largest = max(rows, key=lambda row: float(row["due"] or 0))
    smallest = min(rows, key=lambda row: float(row["due"] or 0))
    opening = data.opening(OPENING)
    return Figure(
        title=f"梯子高低不平：{over} 個月到期的比上限多，{under} 個月不夠",
        measure="2022 年 5 月底聯準會手上的附息公債，照到期月份排列，對照後來公布的每月上限",
        rows=rows,
        columns=[
            Column("date", "月份", "month"),
            Column("due", "到期公債", "bn USD", 0),
            Column("cap", "上限", "bn USD", 0),
        ],
        rules=[
            Rule("有的月份超過上限，有的月份不到", lambda rows: 0 < len(_over(rows)) < len(rows)),
            Rule(
                "最多的月份至少是最少的三倍",
                lambda rows: max(values(rows, "due")) > 3 * min(values(rows, "due")),
            ),
        ],
        summary=(
            f"長條圖，共 {len(rows)} 個月。到期最多的是{formats.month(str(largest['date']))}的 "
            f"{formats.money(float(largest['due'] or 0), 'bn USD')}，最少的是"
            f"{formats.month(str(smallest['date']))}的 "
            f"{formats.money(float(smallest['due'] or 0), 'bn USD')}。"
            f"二、五、八、十一月特別高。"
            f"上限先是每月 {formats.money(30, 'bn USD')}，最高 "
            f"{formats.money(max(values(rows, 'cap')), 'bn USD')}，最後是 {formats.money(5, 'bn USD')}。"
        ),
        other=[
            "紐約聯邦準備銀行，SOMA 逐檔持有（2022 年 2 月 16 日），對齊 2022 年 5 月底的餘額",
            "聯邦公開市場委員會，歷次縮表公告的每月上限",
        ],
        as_of=opening.date,
        note=(
            "不含國庫券；到期不夠的月份，聯準會讓國庫券也不續，補到上限。"
            "2022 年 6 月以後續買的債券不在這把梯子上。"
        ),
        draw=lambda layout: _draw_ladder(layout, rows),
    )
