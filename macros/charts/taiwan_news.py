"""What news from the Federal Reserve moves in Taipei over two closes, by kind of news."""

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import numbered
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.tables.taiwan import NEWS
from macros.text import formats
from qeqt.study.estimation import records, stock
from qeqt.study.estimation.stock import INSTRUMENTS, Instrument

OUTCOMES = {"twd_per_usd": ("新台幣", -1.0), "taiex": ("台股", 1.0)}
"""Outcome -> its name, and the sign that makes below zero a fall."""


def _row(instrument: Instrument, outcome: str) -> Row:
    name, sign = OUTCOMES[outcome]
    whole, less, march = (
        stock.kept_row(instrument.record, "event_days", instrument.shock, outcome, variant, stock.CLOSES)
        for variant in ("all", "without_3_largest", "without_march_2009")
    )
    low, high = sorted((sign * whole.low, sign * whole.high))
    return {
        "what": f"{name}：{NEWS[instrument.key]}（{whole.n} 次）",
        "estimate": round(sign * whole.estimate, 3),
        "low": round(low, 3),
        "high": round(high, 3),
        "less": round(sign * less.estimate, 3),
        "march": round(sign * march.estimate, 3),
    }


def _draw(layout: Layout, rows: Rows) -> Picture:
    """Draw a row a kind of news, left what falls."""
    shown = numbered(rows)
    frame = Frame(layout, 36 * len(shown), left=12, right=12, top=14)
    x = axes.number("low", grid=True, gridColor=axes.RULED, gridOpacity=axes.NOUGHT, padding=6)
    y = axes.rows("what")
    found = alt.Chart(alt.InlineData(values=shown))
    wide = found.mark_bar(color=colour("band"), fillOpacity=0.7, height=8, yOffset=8)
    less = found.mark_circle(color=colour("ink-soft"), size=30, yOffset=8)
    dot = found.mark_circle(color=colour("cbc"), size=70, yOffset=8)
    march = found.mark_circle(color=colour("ink"), size=20, yOffset=8)
    said = [
        labels.write(str(row["what"]), "ink", x=labels.PIXEL(0), y=axes.rows("what"), at=row, dy=-3)
        for row in shown
    ]
    return frame.page(
        frame.panel(
            wide.encode(x=x, x2="high", y=y),
            dot.encode(x=alt.X("estimate:Q"), y=y),
            less.encode(x=alt.X("less:Q"), y=y),
            march.encode(x=alt.X("march:Q"), y=y),
            *said,
        )
    )


def _tells(row: Row) -> bool:
    return float(row["low"] or 0) > 0.0 or float(row["high"] or 0) < 0.0


def _told(row: Row) -> str:
    middle, low, high, less, march = (
        formats.decimal(float(row[key] or 0), 2) for key in ("estimate", "low", "high", "less", "march")
    )
    return (
        f"{row['what']} {middle}%，九成在 {low} 至 {high}，拿掉最大的三天 {less}，拿掉 2009 年 3 月 {march}"
    )


@chart("taiwan_news_moves")
def taiwan_news_moves() -> Figure:
    """What a surprise tightening of 10 bp moves over two closes in Taipei, by kind of news."""
    rows = [_row(instrument, outcome) for outcome in OUTCOMES for instrument in INSTRUMENTS]
    rates = [row for row in rows if "買債" not in str(row["what"])]
    return Figure(
        title=(
            f"談利率的消息意外緊縮，兩個收盤後台股跌 {formats.percent(-float(rows[3]['estimate'] or 0), 1)}；"
            "談買債的消息，台股連方向都定不下來"
        ),
        measure=(
            "每 10 個基點的意外緊縮，兩個收盤後的變動（%，左邊是貶、跌）；"
            "大點是估計，橫條是九成範圍，灰點拿掉最大的三天，小黑點拿掉 2009 年 3 月"
        ),
        rows=rows,
        columns=[
            Column("what", "項目", "text"),
            Column("estimate", "估計", "percent", 2),
            Column("low", "5%", "percent", 2),
            Column("high", "95%", "percent", 2),
            Column("less", "拿掉最大的三天", "percent", 2),
            Column("march", "拿掉 2009 年 3 月", "percent", 2),
        ],
        rules=[
            Rule("利率與前瞻指引的消息，範圍都在零的同一邊",
                 lambda rows: all(_tells(row) for row in rows if "買債" not in str(row["what"]))),
            Rule("買債的消息，台股的範圍含零", lambda rows: not _tells(rows[-1])),
            Rule("拿掉最大的三天，利率與前瞻指引的方向不變", lambda rows: all(
                float(row["less"] or 0) * float(row["estimate"] or 0) > 0
                for row in rows if "買債" not in str(row["what"]))),
        ],
        summary="橫條圖。" + "；".join(_told(row) for row in rows) + "。",
        other=[
            "本書的估計（qeqt estimate taiwan --kept）",
            "意外數列：Jarociński、Karadi（2020）與 Jarociński（2024），作者的更新",
        ],
        note=f"{len(rates)} 列談利率的，範圍都不含零。外資的金額單位不同，只列在表裡。",
        as_of=max(records.kept(one.record).last for one in INSTRUMENTS),
        draw=lambda layout: _draw(layout, rows),
    )  # fmt: skip
