"""Who bought what foreigners sold, and what stands behind the policies: shares, insurers' assets abroad."""

from itertools import accumulate

import altair as alt

from macros.charts import programmes
from macros.figures import axes, labels
from macros.figures.dates import dated, having, iso, numbered, on
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data

START, BEFORE = "2017-01", "2021-12-31"
"""The first quarter drawn; the day from which the title counts."""


def _trading_rows() -> list[Row]:
    index = data.figure("taiwan_stock_index").series("taiex")
    bought = {
        date: value
        for date, value in data.figure("taiwan_foreign_trading").series("foreign_net_buying").items()
        if date >= START and date in index
    }
    summed = accumulate(bought.values())
    return [
        {"date": date, "taiex": index[date], "net_buying": bought[date], "summed": round(total, 1)}
        for date, total in zip(bought, summed, strict=True)
    ]


def _at(rows: Rows, date: str, key: str) -> float:
    """A column's value on a date."""
    return float(next(row[key] for row in rows if row["date"] == date) or 0)


def _sold(rows: Rows) -> float:
    """Net sales since the day from which the title counts, bn TWD."""
    return _at(rows, BEFORE, "summed") - values(rows, "summed")[-1]


def _draw_trading(layout: Layout, rows: Rows) -> Picture:
    frame, since = Frame(layout, 190, left=50, right=16, top=46, bottom=32), START
    quarters = dated(rows)
    x = axes.years([{"date": iso(START, "start")}, *quarters], frame)
    index, sums = axes.span(rows, "taiex", head=0.2), axes.span(rows, "summed", room=0.2, head=0.1)
    line = alt.Chart(having(quarters, "taiex")).mark_line(color=colour("cbc"))
    summed = alt.Chart(having(quarters, "summed")).mark_line(color=colour("series-4"))
    before, last = on(quarters, BEFORE), quarters[-1]
    dots = alt.Chart(alt.InlineData(values=[before, last])).mark_circle(color=colour("cbc"), size=40)
    dot = alt.Chart(alt.InlineData(values=[last])).mark_circle(color=colour("series-4"), size=40)
    total = formats.decimal(float(last["summed"] or 0) / 1000, 2)
    return frame.page(
        frame.panel(
            programmes.tinted(since),
            *programmes.named(since),
            line.encode(x=x, y=axes.value("taiex", frame, index, per=1000)),
            dots.encode(x=x, y=axes.up("taiex")),
            labels.heading("加權指數，季底，千點", frame),
            *(
                labels.name(formats.decimal(float(row["taiex"] or 0), 0), "cbc", row, "taiex",
                            align="right", dx=-4 if row is before else -10, dy=-8)
                for row in (before, last)
            ),
        ),
        frame.panel(
            programmes.tinted(since),
            summed.encode(x=x, y=axes.value("summed", frame, sums, per=1000)),
            dot.encode(x=x, y=axes.up("summed")),
            labels.heading("外資買賣超，2017 年起累計，兆元", frame),
            labels.name(total, "series-4", last, "summed", align="right", dx=6, dy=20),
            height=160,
        ),
    )  # fmt: skip


@chart("taiwan_foreign_selling")
def taiwan_foreign_selling() -> Figure:
    """The index above what foreign investors traded, the Federal Reserve's programmes behind both."""
    rows = _trading_rows()
    sold, before, now = _sold(rows), _at(rows, BEFORE, "taiex"), values(rows, "taiex")[-1]
    last = str(rows[-1]["date"])
    return Figure(
        title=(
            f"2022 年到 2026 年 6 月外資累計賣超 {formats.money(sold, 'bn TWD', '兆', 1, bare=True)} 兆元，"
            f"加權指數卻從 {formats.decimal(before, 0)} 點到了 {formats.decimal(now, 0)} 點"
        ),
        measure="發行量加權股價指數（季底，不含股息）與外資買賣超（上市，累計）；底色是聯準會買債與縮表的月份",
        rows=rows,
        columns=[
            Column("date", "季底", "date"),
            Column("taiex", "加權指數", "index points", 0),
            Column("net_buying", "外資當季買賣超", "bn TWD", 0),
            Column("summed", "2017 年起累計", "bn TWD", 0),
        ],
        rules=[
            Rule("2022 年以來外資是賣超", lambda rows: _sold(rows) > 0),
            Rule("同一段時間指數漲了一倍以上", lambda rows: values(rows, "taiex")[-1] > 2 * before),
            Rule(
                "有買超的季，也有賣超的季",
                lambda rows: min(values(rows, "net_buying")) < 0 < max(values(rows, "net_buying")),
            ),
        ],
        summary=(
            f"上下兩張圖，2017 年到 {formats.month(last)}。上圖加權指數，2021 年底 "
            f"{formats.decimal(before, 0)} 點，最後 {formats.decimal(now, 0)} 點，"
            "聯準會第二次縮表期間先跌後漲。下圖外資買賣超累計："
            f"2021 年底 {formats.money(_at(rows, BEFORE, 'summed'), 'bn TWD')}，"
            f"最後 {formats.money(values(rows, 'summed')[-1], 'bn TWD')}，多數時候往下。"
        ),
        sources=["taiwan_stock_index", "taiwan_foreign_trading"],
        note=(
            "買賣超是股票交易，不是資金匯出入；外資賣出的股票，買方就是國內投資人。"
            "兩條線同時出現，不代表誰造成誰。指數的權利屬證交所，不提供原始數列下載。"
        ),
        draw=lambda layout: _draw_trading(layout, rows),
    )


MONTHLY = "2025-07-31"
"""From here on every month was found, and the dots may be joined."""


def _insurer_rows() -> list[Row]:
    return [dict(row) for row in data.figure("taiwan_insurers").rows]


def _owned(frame: Frame, rows: Rows) -> alt.LayerChart:
    """Draw assets abroad, a bar a year: half-full where the year's end was not found and its middle was."""
    found = [{**row, "year": str(row["date"])[:4]} for row in numbered(rows) if row["overseas"] is not None]
    halves = [row for row in found if str(row["date"])[5:7] == "06"]
    ends = [row for row in found if str(row["date"])[5:7] == "12"]
    x = axes.spaced_years([*ends, *halves], frame)
    y = axes.value("overseas", frame, axes.span(rows, "overseas", head=0.12), per=1000)
    bars = [
        alt.Chart(alt.InlineData(values=kind))
        .mark_bar(color=colour("cbc"), fillOpacity=opacity)
        .encode(x=x, y=y)
        for kind, opacity in ((ends, 0.7), (halves, 0.35))
    ]
    said = [
        labels.name(f"{float(row['overseas'] or 0) / 1000:.1f}", "cbc", row, "overseas",
                    x=alt.X("year:O"), align="center", dy=-7)
        for row in (ends[0], ends[-1])
    ]  # fmt: skip
    return frame.panel(*bars, *said, labels.heading("海外資產，兆元", frame), height=170)


def _draw_insurers(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 120, left=52, right=30, top=46, bottom=32)
    monthly = [row for row in dated(rows) if row["hedge_ratio"] is not None or row["fx_reserve"] is not None]
    final = int(str(rows[-1]["date"])[:4])
    named = {
        f"{final}-01-01": f"{final - 1} 年底",
        f"{final}-07-01": f"{final} 年中",
        f"{final + 1}-01-01": f"{final} 年底",
    }
    x, panels = axes.days(monthly, named, padding=12), []
    for head, key, per, token in (
        ("避險比率，%", "hedge_ratio", 1, "series-4"),
        ("外匯價格變動準備金，億元", "fx_reserve", 0.1, "series-2"),
    ):
        y = axes.value(
            key, frame, axes.span(rows, key, zero=key == "fx_reserve", room=0.3, head=0.25), per=per
        )
        close = [row for row in monthly if str(row["date"]) >= iso(MONTHLY)]
        known = [row for row in monthly if row[key] is not None]
        said = [
            labels.name(
                formats.decimal(float(row[key] or 0) / per, 0), token, row, key, align="center", dx=4, dy=-9
            )
            for row in (known[0], known[-1])
        ]
        panels.append(
            frame.panel(
                alt.Chart(having(close, key)).mark_line(color=colour(token)).encode(x=x, y=y),
                alt.Chart(having(monthly, key))
                .mark_circle(color=colour(token), size=40)
                .encode(x=x, y=axes.up(key)),
                *said,
                labels.heading(head, frame),
            )
        )
    return frame.page(_owned(frame, rows), *panels)


@chart("taiwan_insurers_abroad")
def taiwan_insurers_abroad() -> Figure:
    """What insurers own abroad, how much of it is hedged, and the reserve that took the hedge's place."""
    rows = _insurer_rows()
    owned, ratio, kept = (values(rows, key) for key in ("overseas", "hedge_ratio", "fx_reserve"))
    return Figure(
        title=(
            f"壽險的海外資產 {formats.decimal(owned[-1] / 1000, 1)} 兆元；2025 年避險比率從 "
            f"{formats.percent(ratio[0], 0)} 降到 {formats.percent(ratio[-1], 0)}，"
            f"外價金增為 {kept[-1] / kept[0]:.1f} 倍"
        ),
        measure="壽險業國外投資、避險比率（分母已扣除外幣保單）與外匯價格變動準備金（外價金）",
        rows=rows,
        columns=[
            Column("date", "日期", "date"),
            Column("overseas", "國外投資", "bn TWD", 2, form="兆"),
            Column("hedge_ratio", "避險比率", "percent", 2),
            Column("fx_reserve", "外價金", "bn TWD", 0),
        ],
        rules=[
            Rule(
                "避險比率 2025 年下降",
                lambda rows: values(rows, "hedge_ratio")[-1] < values(rows, "hedge_ratio")[0],
            ),
            Rule(
                "外價金 2025 年增加一倍以上",
                lambda rows: values(rows, "fx_reserve")[-1] > 2 * values(rows, "fx_reserve")[0],
            ),
            Rule(
                "海外資產比 2016 年底多八成以上",
                lambda rows: values(rows, "overseas")[-1] > 1.8 * values(rows, "overseas")[0],
            ),
            Rule(
                "與正文的數字一致",
                lambda rows: all(
                    values(rows, key)[-1] == data.facts()[fact].value
                    for key, fact in (
                        ("hedge_ratio", "hedge_ratio_2025"),
                        ("fx_reserve", "fx_reserve_2025"),
                        ("overseas", "insurers_overseas_2025"),
                    )
                ),
            ),
        ],
        summary=(
            f"三張圖。海外資產從 2016 年底 {formats.money(owned[0], 'bn TWD')}"
            f"增加到 2025 年底 {formats.money(owned[-1], 'bn TWD')}。"
            f"避險比率從 2024 年底 {formats.percent(ratio[0], 0)} "
            f"降到 2025 年底 {formats.percent(ratio[-1], 0)}。"
            f"外匯價格變動準備金從 {formats.money(kept[0], 'bn TWD')}"
            f"增加到 {formats.money(kept[-1], 'bn TWD')}。"
        ),
        sources=["taiwan_insurers"],
        note=(
            "只畫找到的日期，不連續的不連線：2022 年是 6 月底（淡色），2023 年沒有找到；"
            "外價金在 2025 年 4、5 月間曾經更低。"
            "2022 年以前引自立法院預算中心，之後引自金管會公布數字的報導。"
        ),
        draw=lambda layout: _draw_insurers(layout, rows),
    )
