"""Two episodes in the money market, in the right order: September 2019 and the autumn of 2025."""

from math import fsum

import altair as alt

from macros.figures import axes, events, labels
from macros.figures.dates import dated, ends, having, highest, moment, on
from macros.figures.figure import Column, Figure, Rows, Rule, chart, told, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data

RUNOFF_ENDS = "2019-08-01"
"""The first day without run-off, decided the day before."""
SPIKE = "2019-09-17"
BEFORE = "2019-09-16"


def _on(rows: Rows, date: str, key: str) -> float:
    return float(next(row[key] for row in rows if row["date"] == date) or 0)


def _weekly(frame: Frame, rows: Rows, key: str, token: str, x: alt.X, y: alt.Y) -> alt.Chart:
    """Draw bars five days wide."""
    days = dated(rows)
    start, end = ends(days)
    wide = 5 * frame.width / (end - start).days
    bars = alt.Chart(having(days, key)).mark_bar(color=colour(token), fillOpacity=0.8, width=wide)
    found: alt.Chart = bars.encode(x=x, y=y)
    return found


def _draw_2019(layout: Layout, rows: Rows) -> Picture:
    frame, low = Frame(layout, 236, left=48, right=18, top=50, bottom=36), 90
    days = dated(rows)
    x = axes.months(days, frame)
    room = axes.span(rows, "sofr", "effr", "reserve_rate", zero=False, room=0.12, head=0.16)
    y = axes.value("sofr", frame, room, "年率，%")
    reserve = alt.Chart(having(days, "reserve_rate")).mark_line(
        color=colour("ink-soft"), interpolate="step-after", strokeWidth=1.4
    )
    effr = alt.Chart(having(days, "effr")).mark_line(color=colour("series-3"), strokeWidth=1.6)
    sofr = alt.Chart(having(days, "sofr")).mark_line(color=colour("fed"), strokeWidth=2.4)
    peak, calm, bills = on(days, SPIKE), on(days, "2019-08-1"), events.event("fed-bills-2019").date
    account = axes.value(
        "government_account", frame, axes.span(rows, "government_account"), per=0.1, height=low
    )
    return frame.page(
        frame.panel(
            events.line(RUNOFF_ENDS, frame, "8 月 1 日停止縮表"),
            events.line(SPIKE, frame, "9 月 17 日放錢"),
            events.line(bills, frame, "10 月 11 日", drop=56),
            events.line(bills, frame, "宣布買國庫券", drop=56 + layout.small * 1.4, ruled=False),
            reserve.encode(x=x, y=axes.up("reserve_rate")),
            effr.encode(x=x, y=axes.up("effr")),
            sofr.encode(x=x, y=y),
            labels.name(
                f"SOFR {formats.percent(float(peak['sofr'] or 0), 2)}", "fed", peak, "sofr", dx=7, dy=14
            ),
            labels.name("聯邦資金利率", "series-3", calm, "effr", dy=-9),
            labels.note("準備金利率", calm, "reserve_rate", dy=19),
        ),
        frame.panel(
            _weekly(frame, rows, "government_account", "series-5", x, account),
            events.line(SPIKE, frame),
            labels.heading("財政部一般帳戶，每個星期三，億美元", frame),
            height=low,
        ),
    )


def _calm_gap(rows: Rows) -> float:
    """The most by which SOFR exceeded the rate on reserves between run-off and spike, points."""
    calm = [row for row in rows if RUNOFF_ENDS <= str(row["date"]) <= "2019-09-13"]
    return max(float(row["sofr"] or 0) - float(row["reserve_rate"] or 0) for row in calm)


def _week(rows: Rows) -> float:
    """What flowed into the Treasury's account in the week of the spike, bn USD."""
    return _on(rows, "2019-09-18", "government_account") - _on(rows, "2019-09-11", "government_account")


def _days_to_peak(rows: Rows) -> int:
    """Days from the end of the run-off to the day of the highest SOFR."""
    highest = max(rows, key=lambda row: float(row["sofr"] or 0))
    return (moment(str(highest["date"])) - moment(RUNOFF_ENDS)).days


@chart("qt_september_2019")
def qt_september_2019() -> Figure:
    """September 2019 in order: the run-off had ended when repo rates jumped."""
    rows = data.figure("us_money_market_2019").rows
    peak, before = _on(rows, SPIKE, "sofr"), _on(rows, BEFORE, "sofr")
    week = _week(rows)
    days = (moment(SPIKE) - moment(RUNOFF_ENDS)).days
    return Figure(
        title=f"縮表 8 月 1 日就停了，利率 {days} 天以後才跳：9 月 17 日 SOFR {formats.percent(peak, 2)}",
        measure="擔保隔夜融資利率、聯邦資金利率與準備金利率，2019 年 7 月 31 日至 10 月 31 日",
        rows=rows,
        columns=[
            Column("date", "日期", "date"),
            Column("sofr", "SOFR", "percent", 2),
            Column("effr", "聯邦資金利率", "percent", 2),
            Column("reserve_rate", "超額準備金利率", "percent", 2),
            Column("government_account", "財政部一般帳戶", "bn USD", 0),
        ],
        rules=[
            told("從停止縮表到最高的一天", f"{days} 天", lambda rows: f"{_days_to_peak(rows)} 天"),
            Rule("9 月 17 日是最高的一天", lambda rows: max(values(rows, "sofr")) == peak),
            Rule(
                "一天之內高出兩個百分點以上",
                lambda rows: _on(rows, SPIKE, "sofr") - _on(rows, BEFORE, "sofr") > 2,
            ),
            Rule(
                "停止縮表到 9 月 13 日，與準備金利率的差不到 0.15 個百分點",
                lambda rows: _calm_gap(rows) < 0.15,
            ),
            Rule(
                "縮表結束在先，跳升在後",
                lambda rows: (
                    events.event("fed-qt1-ends").date
                    < RUNOFF_ENDS
                    < str(max(rows, key=lambda row: float(row["sofr"] or 0))["date"])
                ),
            ),
            Rule("同一個星期，財政部帳戶增加一千億美元以上", lambda rows: _week(rows) > 100),
        ],
        summary=(
            f"兩張上下相接、同一條時間軸的圖。上圖：8 月 1 日停止縮表以後，SOFR 一直貼著準備金利率；"
            f"9 月 16 日 {formats.percent(before, 2)}，17 日 {formats.percent(peak, 2)}，"
            "當天紐約聯邦準備銀行開始放錢，之後回落；10 月 11 日宣布買國庫券。"
            f"下圖：9 月 11 日到 18 日，財政部帳戶增加 {formats.money(week, 'bn USD')}。"
        ),
        sources=["us_money_market_2019"],
        draw=lambda layout: _draw_2019(layout, rows),
    )


def _draw_2025(layout: Layout, rows: Rows) -> Picture:
    frame, low = Frame(layout, 230, right=18, top=50, bottom=36), 84
    days = dated(rows)
    x = axes.months(days, frame)
    room = axes.span(rows, "effr_spread", "sofr_low", "sofr_high", zero=False, head=0.18)
    y = axes.value("sofr_spread", frame, room, "與準備金利率的差，基點")
    spread = alt.Chart(having(days, "sofr_low")).mark_area(color=colour("fed"), fillOpacity=0.2)
    effr = alt.Chart(having(days, "effr_spread")).mark_line(color=colour("series-3"))
    sofr = alt.Chart(having(days, "sofr_spread")).mark_line(color=colour("fed"), strokeWidth=2.4)
    stop, end = (events.event(name).date for name in ("fed-qt2-end-decided", "fed-qt2-ends"))
    top = highest(days, "sofr_high")
    used = axes.value("standing_facility", frame, axes.span(rows, "standing_facility"), per=0.1, height=low)
    return frame.page(
        frame.panel(
            events.line(stop, frame, "10 月 29 日決定停", "right"),
            events.line(end, frame, "12 月 1 日停", "center" if layout.narrow else "left"),
            spread.encode(x=x, y=axes.up("sofr_low"), y2="sofr_high"),
            effr.encode(x=x, y=axes.up("effr_spread")),
            sofr.encode(x=x, y=y),
            labels.note(
                f"單日最高 {float(top['sofr_high'] or 0):.0f}", top, "sofr_high", token="fed", dx=8, dy=2
            ),
            labels.name("SOFR", "fed", on(days, "2025-09-05"), "sofr_spread", align="center", dy=-14),
            labels.name(
                "聯邦資金利率", "series-3", on(days, "2025-08-29"), "effr_spread", align="center", dy=20
            ),
        ),
        frame.panel(
            _weekly(frame, rows, "standing_facility", "series-4", x, used),
            labels.heading("常備附買回：報導所載的高點，億美元", frame),
            height=low,
        ),
    )


SUMMER, AUTUMN = ("2025-07-01", "2025-09-01"), ("2025-10-01", "2026-01-01")
"""From a day on, before another."""


def _between(rows: Rows, start: str, end: str, key: str) -> list[float]:
    """A column's values from a day on and before another."""
    return values([row for row in rows if start <= str(row["date"]) < end], key)


def _mean_spread(rows: Rows, start: str, end: str) -> float:
    """Mean of SOFR less the rate on reserves from a day on and before another, bp."""
    known = _between(rows, start, end, "sofr_spread")
    return fsum(known) / len(known)


AUTUMN_COLUMNS = [
    Column("date", "截至星期五", "date"),
    Column("sofr_spread", "SOFR 減準備金利率，週平均", "bp", 1),
    Column("sofr_low", "當週最低", "bp", 0),
    Column("sofr_high", "當週最高", "bp", 0),
    Column("effr_spread", "聯邦資金利率減準備金利率", "bp", 1),
    Column("standing_facility", "常備附買回，報導所載高點", "bn USD", 1),
]


@chart("qt_autumn_2025")
def qt_autumn_2025() -> Figure:
    """The autumn of 2025: how far rates moved before and after the end of run-off was decided."""
    rows = data.figure("us_money_market_2025").rows
    high = max(values(rows, "sofr_high"))
    decided = events.event("fed-qt2-end-decided").date
    floor, late = values(rows, "effr_spread")[0], values(rows, "effr_spread")[-1]
    calm, tense = _mean_spread(rows, *SUMMER), _mean_spread(rows, *AUTUMN)
    first = data.facts()["sofr_ioer_2019_09"].value * 100
    used = max(values(rows, "standing_facility"))
    return Figure(
        title=(
            f"2025 年秋天，SOFR 單日最多比準備金利率高 {formats.basis_points(high)}；"
            f"2019 年是 {formats.basis_points(first)}"
        ),
        measure="SOFR 與聯邦資金利率減準備金利率，週平均，基點；淺色是 SOFR 當週的最低到最高",
        rows=rows,
        columns=AUTUMN_COLUMNS,
        rules=[
            Rule(
                "夏天 SOFR 低於準備金利率，第四季高於",
                lambda rows: _mean_spread(rows, *SUMMER) < 0 < _mean_spread(rows, *AUTUMN),
            ),
            Rule(
                "聯邦資金利率從低 7 個基點收窄到 1 個基點左右",
                lambda rows: (
                    values(rows, "effr_spread")[0] <= -6.5 and values(rows, "effr_spread")[-1] >= -1.5
                ),
            ),
            Rule(
                "決定停止縮表以前，十月的 SOFR 已經高於夏天",
                lambda rows: (
                    min(_between(rows, "2025-10-01", decided, "sofr_spread")) > _mean_spread(rows, *SUMMER)
                ),
            ),
            Rule(
                "單日最高在決定停止縮表的那一週",
                lambda rows: max(rows, key=lambda row: float(row["sofr_high"] or 0))["date"] == "2025-10-31",
            ),
            Rule(
                f"2019 年 9 月 17 日的 {formats.basis_points(first)}，是它的五倍以上",
                lambda rows: first > 5 * max(values(rows, "sofr_high")),
            ),
        ],
        summary=(
            "折線圖，2025 年 7 月到年底，每週一點。"
            f"夏天 SOFR 平均比準備金利率低 {formats.basis_points(-calm, 1)}，"
            f"第四季平均高 {formats.basis_points(tense, 1)}，"
            f"10 月 31 日最高，高 {formats.basis_points(high)}。"
            f"聯邦資金利率從低 {formats.basis_points(-floor)} 收窄到低 {formats.basis_points(-late)}。"
            f"下圖是常備附買回的用量，12 月 31 日最多，{formats.money(used, 'bn USD')}。"
        ),
        sources=["us_money_market_2025"],
        note="10 月 29 日宣布 12 月 1 日停止縮表。常備附買回只畫報導列出的高點，沒有長條的週不等於沒有人用。",
        draw=lambda layout: _draw_2025(layout, rows),
    )
