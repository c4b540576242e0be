"""Who bought what foreigners sold, and what stands behind the policies: shares, insurers' assets abroad."""

from itertools import accumulate

from macros.charts.episodes import programmes
from macros.figures.canvas import Picture, Plot, year
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, pairs, values
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
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


def _trading_panel(layout: Layout, head: str, y: tuple[float, float], height: float, named: bool) -> Plot:
    plot = Plot(layout, (2017, 2026.8), y, height, left=50, right=16, top=46, bottom=32)
    for name, kind, first, last in programmes():
        start, end = max(year(first) - 0.04, plot.x[0]), year(last) + 0.04
        if end > plot.x[0]:
            plot.bars([(start, end, *y)], kind, opacity=0.13)
            if named:
                plot.text(name, (start + end) / 2, y[1], kind, anchor="middle", dy=14)
    plot.heading(head)
    return plot


def _draw_trading(layout: Layout, rows: Rows) -> Picture:
    top = _trading_panel(layout, "加權指數，季底，千點", (0, 56), 190, named=True)
    top.grid([0, 10, 20, 30, 40, 50], ["0", "10", "20", "30", "40", "50"])
    top.line([(x, v / 1000) for x, v in pairs(rows, "taiex", year) if v is not None], "cbc")
    for date, anchor, dx in ((BEFORE, "end", -4), (str(rows[-1]["date"]), "end", -10)):
        value = _at(rows, date, "taiex")
        top.dots([(year(date), value / 1000)], "cbc", 40)
        top.name(formats.decimal(value, 0), year(date), value / 1000, "cbc", anchor=anchor, dx=dx, dy=-8)
    top.years(2 if layout.narrow else 1)
    foot = _trading_panel(layout, "外資買賣超，2017 年起累計，兆元", (-5.4, 1), 160, named=False)
    foot.grid([-5, -4, -3, -2, -1, 0, 1], ["−5", "−4", "−3", "−2", "−1", "0", "1"])
    summed = [(x, v / 1000) for x, v in pairs(rows, "summed", year) if v is not None]
    foot.line(summed, "series-4")
    last = summed[-1]
    foot.dots([last], "series-4", 40)
    foot.name(formats.decimal(last[1], 2), *last, "series-4", anchor="end", dx=6, dy=20)
    foot.categories([], [])
    return sheet(layout, [top, foot])


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


def _draw_insurers(layout: Layout, rows: Rows) -> Picture:
    top = Plot(layout, (2016.2, 2026.6), (0, 27), 170, left=44, right=16, top=46, bottom=32)
    top.heading("海外資產，兆元")
    top.grid([0, 5, 10, 15, 20, 25], ["0", "5", "10", "15", "20", "25"])
    owned = [(x, v / 1000) for x, v in pairs(rows, "overseas", year) if v is not None]
    shown = [owned[0], owned[-1]]
    for x, v in owned:
        place = x if x % 1 == 0 else x + 0.5
        if place != year("2025-10-31") + 0.5:
            top.bars([(place - 0.34, place + 0.34, 0, v)], "cbc", opacity=0.7 if place == x else 0.35)
    for x, v in shown:
        top.name(f"{v:.1f}", x, v, "cbc", anchor="middle", dy=-7)
    places = [n for n in range(2016, 2026) if not layout.narrow or n % 3 == 1]
    top.categories([n + 1.0 for n in places], [str(n) for n in places])
    parts = []
    for head, key, y, at, token in (
        ("避險比率，%", "hedge_ratio", (40, 75), [40, 50, 60, 70], "series-4"),
        ("外匯價格變動準備金，億元", "fx_reserve", (0, 7600), [0, 2000, 4000, 6000], "series-2"),
    ):
        plot = Plot(layout, (2024.9, 2026.12), y, 120, left=52, right=30, top=46, bottom=32)
        plot.heading(head)
        plot.grid(at, [formats.decimal(v, 0) for v in at])
        scale = 10 if key == "fx_reserve" else 1
        points = [(x, scale * v) for x, v in pairs(rows, key, year) if v is not None]
        plot.line([(x, v) for x, v in points if x > year(MONTHLY)], token)
        plot.dots(points, token, 40)
        for x, v in (points[0], points[-1]):
            plot.name(formats.decimal(v, 0), x, v, token, anchor="middle", dx=4, dy=-9)
        plot.categories([2025.0, 2025.5, 2026.0], ["2024 年底", "2025 年中", "2025 年底"])
        parts.append(plot)
    return sheet(layout, [top, *parts])


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
