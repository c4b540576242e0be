"""How run-off is done: caps against what ran off, and the ladder under the caps."""

from math import fsum

from macros.figures import bands
from macros.figures.canvas import Picture, Plot, Point, year
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.results import run, stamp
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
from macros.text import formats
from qeqt import data
from qeqt.core import months

START, END = "2022-06", "2025-11"
"""The second run-off: from 1 June 2022 to 30 November 2025."""
OPENING = "fed_2022_05"
CAPPED = "fed_2022_capped"
SPAN = (2022 + 5 / 12, 2025 + 11 / 12)
HALF = 0.38 / 12
"""Half the width of a month's bar, in years."""


def _steps(rows: Rows, key: str) -> list[Point]:
    """The points of a monthly value as a staircase, each month from its first day to its last."""
    points: list[Point] = [(year(str(row["date"])) - 0.5 / 12, 10 * float(row[key] or 0)) for row in rows]
    return [*points, (SPAN[1], points[-1][1])]


def _bars(rows: Rows, key: str) -> list[tuple[float, float, float, float]]:
    return [
        (year(str(row["date"])) - HALF, year(str(row["date"])) + HALF, 0, 10 * float(cell))
        for row in rows
        if (cell := row.get(key)) is not None
    ]


def _panel(layout: Layout, head: str, outer: float) -> Plot:
    plot = Plot(layout, SPAN, (-90, 820), 206, left=40, right=12, top=48, bottom=34, outer=outer)
    plot.heading(head)
    plot.text("每月億美元", plot.x[0], plot.y[1], "ink-soft", dx=-plot.left + 1, dy=-15)
    plot.grid([0, 200, 400, 600, 800], ["0", "200", "400", "600", "800"])
    plot.years()
    return plot


def _draw_caps(layout: Layout, rows: Rows) -> Picture:
    outer = layout.width if layout.narrow else layout.width / 2
    treasuries = _panel(layout, "公債", outer)
    treasuries.bars(_bars(rows, "redeemed_treasuries"), "qt", opacity=0.75)
    treasuries.bars(_bars(rows, "fall_treasuries"), "qt", opacity=0.4)
    treasuries.line(_steps(rows, "cap_treasuries"), "ink", step=True)
    treasuries.name("上限", 2023.5, 600, "ink", anchor="middle", dy=-8)
    treasuries.name("實際", 2024.72, 250, "qt", dy=-8)
    mbs = _panel(layout, "機構房貸證券（MBS）", outer)
    mbs.bars(_bars(rows, "fall_mbs"), "qt", opacity=0.75)
    mbs.line(_steps(rows, "cap_mbs"), "ink", step=True)
    mbs.name("上限", 2024.2, 350, "ink", anchor="middle", dy=-8)
    for low, high, opacity in bands.TINTS:
        lows, highs = _steps(rows, f"model_mbs_{low}"), _steps(rows, f"model_mbs_{high}")
        ends = [(x, float(a or 0), float(b or 0)) for (x, a), (_, b) in zip(lows, highs, strict=True)]
        mbs.band(ends, "ink", opacity=opacity, step=True)
    mbs.line(_steps(rows, "model_mbs"), "ink", step=True, model=True)
    mbs.plate("實際", 2025.1, 80, "qt")
    mbs.name("模型", 2023.4, 210, "ink", anchor="middle", dy=-4)
    return sheet(layout, [treasuries, mbs], columns=1 if layout.narrow else 2)


@chart("qt_caps_actual")
def qt_caps_actual() -> Figure:
    """The second run-off month by month: announced caps against what ran off."""
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
        columns=[
            Column("date", "月份", "month"),
            Column("cap_treasuries", "公債上限", "bn USD", 0),
            Column("redeemed_treasuries", "公債到期未續", "bn USD", 0),
            Column("fall_treasuries", "公債持有量減少", "bn USD", 0),
            Column("cap_mbs", "MBS 上限", "bn USD", 0),
            Column("fall_mbs", "MBS 持有量減少", "bn USD", 0),
            Column("model_mbs", "模型：MBS 縮減", "bn USD", 0),
            *bands.columns("model_mbs", "模型：MBS 縮減", "bn USD", 1),
        ],
        rules=[
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
                lambda rows: len(values(rows, "redeemed_treasuries")) == len(full),
            ),
            Rule(
                "房貸證券縮減總額不到上限總額的一半",
                lambda rows: 2 * fsum(values(rows, "fall_mbs")) < fsum(values(rows, "cap_mbs")),
            ),
            Rule(
                "房貸證券縮減總額與正文相差不到十億美元",
                lambda rows: abs(fsum(values(rows, "fall_mbs")) - drop.value) < 1,
            ),
            Rule(
                "上限加倍之後，房貸證券沒有一個月碰到上限",
                lambda rows: all(
                    float(r["fall_mbs"] or 0) < float(r["cap_mbs"] or 0)
                    for r in rows
                    if float(r["cap_mbs"] or 0) >= 35
                ),
            ),
        ],
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
        runs=[stamp(model)],
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
    plot = Plot(layout, SPAN, (0, 1400), 240, left=48)
    at = [0, 300, 600, 900, 1200]
    plot.grid(at, [formats.decimal(v, 0) for v in at], "每月億美元")
    plot.years()
    let_go, bought = [], []
    for row in rows:
        place, due, cap = year(str(row["date"])), 10 * float(row["due"] or 0), 10 * float(row["cap"] or 0)
        let_go.append((place - HALF, place + HALF, 0.0, min(due, cap)))
        if due > cap:
            bought.append((place - HALF, place + HALF, cap, due))
    plot.bars(bought, "band", opacity=0.45)
    plot.bars(let_go, "qt", opacity=0.85)
    plot.line(_steps(rows, "cap"), "ink", step=True)
    plot.plate("每月上限", 2023.6, 600, "ink")
    plot.name("超過上限，續買", 2023.17, 1240, "ink-soft")
    plot.plate("到期不續", 2023.1, 200, "qt")
    return sheet(plot.layout, [plot])


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
