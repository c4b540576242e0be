"""What purchases left behind: prices, wealth, a bond bought at the low, the share of the public debt."""

from itertools import pairwise
from math import fsum

import altair as alt

from macros.figures import axes, events, labels
from macros.figures.dates import dated, having, highest, on
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, number_at, told, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data
from qeqt.core import months

QUIET = ("2009-01", "2019-12")
"""The years of the three first rounds, months."""
SURGE = ("2021-01", "2023-12")
"""The months in which inflation came and went."""
GOAL = 2.0
"""The Federal Reserve's goal for inflation, percent."""


def _within(rows: Rows, span: tuple[str, str], key: str) -> list[float]:
    return values([row for row in rows if span[0] <= str(row["date"])[:7] <= span[1]], key)


def _mean(rows: Rows) -> float:
    """Mean inflation over the years of the three first rounds, percent."""
    known = _within(rows, QUIET, "cpi_yoy")
    return fsum(known) / len(known)


# -- prices and the balance sheet ---------------------------------------------------------------------


def _price_rows() -> list[Row]:
    assets = {
        date[:7]: value for date, value in data.figure("fed_balance_sheet").series("total_assets").items()
    }
    prices = data.figure("us_prices_jobs").series("cpi_yoy")
    return [
        {"date": date[:7], "cpi_yoy": price, "total_assets": assets.get(date[:7])}
        for date, price in prices.items()
        if date >= "2008"
    ]


def _draw_prices(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 138, left=44, right=16 if layout.narrow else 24, top=46, bottom=32)
    monthly = dated(rows)

    def panel(
        head: str, key: str, token: str, y: alt.Y, said: alt.Chart, domain: bool = True
    ) -> alt.LayerChart:
        x = axes.years(monthly, frame, domain=domain)
        line = alt.Chart(having(monthly, key)).mark_line(color=colour(token)).encode(x=x, y=y)
        return frame.panel(line, labels.heading(head, frame), said)

    assets = axes.value("total_assets", frame, axes.span(rows, "total_assets"), per=1000)
    prices = axes.value("cpi_yoy", frame, axes.span(rows, "cpi_yoy"))
    grown, calm = on(monthly, "2012-08"), on(monthly, "2014-05")
    bold = {"style": "strong", "token": "ink", "align": "center"}
    return frame.page(
        panel("聯準會總資產，兆美元", "total_assets", "fed", assets,
              labels.note("總資產大增", grown, "total_assets", dy=-40, **bold)),
        panel("消費者物價年增率，%", "cpi_yoy", "ink", prices,
              labels.note("物價平均不到 2%", calm, "cpi_yoy", dy=-30, **bold), domain=False),
    )  # fmt: skip


@chart("effects_prices_assets")
def effects_prices_assets() -> Figure:
    """The Federal Reserve's assets above, consumer prices below, months since 2008."""
    rows = _price_rows()
    mean, full = _mean(rows), max(_within(rows, QUIET, "total_assets"))
    before = number_at(rows, "2008-08", "total_assets")
    top = max(_within(rows, SURGE, "cpi_yoy"))
    return Figure(
        title=(
            f"2009 到 2019 年總資產最高到危機前的 {full / before:.1f} 倍，物價平均一年只漲 "
            f"{formats.percent(mean)}；2022 年卻衝到 {formats.percent(top)}"
        ),
        measure="聯準會總資產（月底）與美國消費者物價年增率（每月），2008 年起",
        rows=rows,
        columns=[
            Column("date", "月", "month"),
            Column("total_assets", "總資產", "bn USD", 0),
            Column("cpi_yoy", "物價年增率", "percent", 1),
        ],
        rules=[
            Rule(
                "危機後總資產超過危機前的四倍",
                lambda rows: (
                    max(_within(rows, QUIET, "total_assets")) > 4 * number_at(rows, "2008-08", "total_assets")
                ),
            ),
            Rule("2009 到 2019 年平均年增率低於目標", lambda rows: _mean(rows) < GOAL),
            Rule("2022 年的高點在八個百分點以上", lambda rows: max(_within(rows, SURGE, "cpi_yoy")) > 8),
        ],
        summary=(
            f"上下兩張折線圖。總資產從 {formats.money(before, 'bn USD')}（2008 年 8 月）到 "
            f"{formats.money(full, 'bn USD')}，同期間物價年增率平均 {formats.percent(mean)}；"
            f"2020 年起總資產再增，物價年增率 2022 年最高 {formats.percent(top)}，"
            f"最後一筆 {formats.percent(values(rows, 'cpi_yoy')[-1])}。"
        ),
        sources=["fed_balance_sheet", "us_prices_jobs"],
        note=(
            "兩條線一起看是為了比對時間，不代表因果；聯準會的通膨目標用另一個指數，個人消費支出物價。"
            "2025 年 10 月沒有物價統計。"
        ),
        draw=lambda layout: _draw_prices(layout, rows),
    )


# -- wealth in both measures --------------------------------------------------------------------------

SINCE = "2012-12-31"


def _wealth_rows() -> list[Row]:
    return [
        {
            "date": str(row["date"]),
            "top": round(float(row["net_worth"] or 0) * float(row["net_worth_top10"] or 0) / 100),
            "bottom": round(float(row["net_worth"] or 0) * float(row["net_worth_bottom50"] or 0) / 100),
            "share_top": row["net_worth_top10"],
            "share_bottom": row["net_worth_bottom50"],
        }
        for row in data.figure("us_wealth_sheets").rows
    ]


def _draw_wealth(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 150, left=44, right=92 if layout.narrow else 104, top=46, bottom=32)
    quarters, groups = dated(rows), {"top": ("前 10%", "series-1"), "bottom": ("後 50%", "series-2")}
    x = axes.years(quarters, frame)

    def panel(head: str, prefix: str, per: float, *more: alt.Chart) -> alt.LayerChart:
        keys = {f"{prefix}{group}": look for group, look in groups.items()}
        room = axes.span(rows, *keys)
        said = []
        for key, (name, _) in keys.items():
            known = values(rows, key)[-1]
            said.append((f"{name} {formats.percent(known)}" if prefix else name, known, keys[key][1]))
        lines = [
            alt.Chart(having(quarters, key))
            .mark_line(color=colour(token))
            .encode(x=x, y=axes.value(key, frame, room, per=per))
            for key, (_, token) in keys.items()
        ]
        return frame.panel(*lines, *more, labels.heading(head, frame), labels.ends(said, frame, room))

    low = on(quarters, SINCE)
    least = formats.percent(float(low["share_bottom"] or 0))
    return frame.page(
        panel("淨值，兆美元", "", 1000),
        panel("占全體家庭淨值，%", "share_", 1,
              labels.name(least, "series-2", low, "share_bottom", align="center", dy=-8)),
    )  # fmt: skip


def _gain(rows: Rows, key: str) -> float:
    """What a group has more at the end than in the year from which the title counts, bn USD."""
    return values(rows, key)[-1] - number_at(rows, SINCE, key)


def _times(rows: Rows, key: str) -> float:
    """How many times what it had then a group has at the end."""
    return values(rows, key)[-1] / number_at(rows, SINCE, key)


def _wealth_title(rows: Rows) -> str:
    gain = {key: formats.money(_gain(rows, key), "bn USD") for key in ("top", "bottom")}
    times = {key: formats.decimal(_times(rows, key), 1) for key in ("top", "bottom")}
    return (
        f"前 10% 多了 {gain['top']}，後 50% 多了 {gain['bottom']}；"
        f"論倍數，後 50% 的 {times['bottom']} 倍勝過 {times['top']} 倍"
    )


@chart("effects_wealth_measures")
def effects_wealth_measures() -> Figure:
    """Net worth of the richest tenth and the poorer half of American households: money above, share below."""
    rows = _wealth_rows()
    start, end = next(row for row in rows if row["date"] == SINCE), rows[-1]
    title = _wealth_title(rows)
    return Figure(
        title=title,
        measure="美國家庭淨值，依財富分組，金額與占比；標題比的是 2012 年底到最後一筆",
        rows=rows,
        columns=[
            Column("date", "日期", "month"),
            Column("top", "前 10%：淨值", "bn USD", 0),
            Column("bottom", "後 50%：淨值", "bn USD", 0),
            Column("share_top", "前 10%：占比", "percent", 1),
            Column("share_bottom", "後 50%：占比", "percent", 1),
        ],
        rules=[
            Rule(
                "前 10% 多出的錢超過後 50% 的十倍",
                lambda rows: _gain(rows, "top") > 10 * _gain(rows, "bottom"),
            ),
            told("題目從列再算一次", title, _wealth_title),
            Rule(
                "後 50% 變成的倍數比前 10% 高", lambda rows: _times(rows, "bottom") > _times(rows, "top") > 1
            ),
        ],
        summary=(
            f"上下兩張折線圖。前 10% 的淨值從 {formats.money(float(start['top'] or 0), 'bn USD')} 到 "
            f"{formats.money(float(end['top'] or 0), 'bn USD')}，後 50% 從 "
            f"{formats.money(float(start['bottom'] or 0), 'bn USD')} 到 "
            f"{formats.money(float(end['bottom'] or 0), 'bn USD')}；前 10% 的占比從 "
            f"{formats.percent(float(start['share_top'] or 0))} 到 "
            f"{formats.percent(float(end['share_top'] or 0))}，"
            f"後 50% 從 {formats.percent(float(start['share_bottom'] or 0))} 到 "
            f"{formats.percent(float(end['share_bottom'] or 0))}。"
        ),
        sources=["us_wealth_sheets"],
        note=(
            "2012 年底是後 50% 的低谷，從別的年份算起，倍數會不同。"
            "分組裡的家庭每年會換，畫的是組，不是同一批人。"
        ),
        draw=lambda layout: _draw_wealth(layout, rows),
    )


# -- a bond bought at the low -------------------------------------------------------------------------

BOUGHT, MATURITY = "2020-07", 10.0
"""The month of the lowest ten-year yield, and the bond's life in years."""


def par_bond_price(coupon: float, rate: float, years: float) -> float:
    """Price of a bond of face value 100 with yearly coupons; coupon and rate in percent a year."""
    discount = float((1 + rate / 100) ** -years)
    return 100 * (coupon / rate * (1 - discount) + discount)


def _bond_rows() -> list[Row]:
    found = {
        date[:7]: float(rate)
        for date, rate in data.figure("us_rates").series("ten_year").items()
        if rate is not None and date[:7] >= BOUGHT
    }
    return [
        {
            "date": month,
            "ten_year": rate,
            "price": round(
                par_bond_price(found[BOUGHT], rate, MATURITY - months.between(BOUGHT, month) / 12), 1
            ),
        }
        for month, rate in found.items()
    ]


def _draw_bond(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 210, left=44, right=16)
    monthly = dated(rows)
    x = axes.years(monthly, frame)
    y = axes.value(
        "price", frame, axes.span(rows, "price", zero=False, room=0.4, head=0.15), "面額 100 的債券，市價"
    )
    price = alt.Chart(having(monthly, "price")).mark_line(color=colour("series-1")).encode(x=x, y=y)
    crises = (
        events.line(events.event("boe-ldi").date, frame, "英國", "right"),
        events.line(events.event("svb-fails").date, frame, "矽谷銀行"),
    )
    return frame.page(frame.panel(*crises, price))


@chart("effects_bond_at_low")
def effects_bond_at_low() -> Figure:
    """What a ten-year Treasury bought in July 2020 fetched later, though it paid every coupon."""
    rows = _bond_rows()
    low = min(rows, key=lambda row: float(row["price"] or 0))
    fell = 100 - float(low["price"] or 0)
    rate = float(rows[0]["ten_year"] or 0)
    return Figure(
        title=(
            f"2020 年 7 月按 {formats.percent(rate, 2)} 買進的十年期美國公債，"
            f"{formats.month(str(low['date']))}市價少了 {formats.percent(fell, 0)}，一次息都沒欠"
        ),
        measure="2020 年 7 月按面額買進的十年期公債，之後各月的市價；面額 100，本書試算",
        rows=rows,
        columns=[
            Column("date", "月", "month"),
            Column("ten_year", "十年期殖利率", "percent", 2),
            Column("price", "市價", "ratio", 1),
        ],
        rules=[
            Rule("最低的市價比面額低五分之一以上", lambda rows: 100 - min(values(rows, "price")) > 20),
            Rule(
                "買進那個月的殖利率是這段期間最低",
                lambda rows: min(values(rows, "ten_year")) == float(rows[0]["ten_year"] or 0),
            ),
        ],
        summary=(
            f"折線圖。面額 100 的債券，{formats.month(BOUGHT)}買進，殖利率 {formats.percent(rate, 2)}；"
            f"市價在 {formats.month(str(low['date']))}最低，"
            f"{formats.decimal(float(low['price'] or 0), 1)}；最後一筆 "
            f"{formats.decimal(values(rows, 'price')[-1], 1)}。"
        ),
        sources=["us_rates"],
        note="剩下的年數逐月減少，折現用當月的十年期殖利率（月平均）；真正剩六七年的債券殖利率略有不同。",
        draw=lambda layout: _draw_bond(layout, rows),
    )


# -- the largest creditor -----------------------------------------------------------------------------


def _creditor_rows() -> list[Row]:
    debt = data.figure("us_macro").series("federal_debt_public")
    rows: list[Row] = []
    for date, held in data.figure("fed_balance_sheet").series("treasuries").items():
        owed = debt.get(date)
        if held is not None and owed is not None:
            share = round(100 * held / owed, 1)
            rows.append({"date": date, "treasuries": held, "debt": owed, "share": share})
    return rows


def _draw_creditor(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 210, left=40, right=16)
    quarters = dated(rows)
    x = axes.years(quarters, frame)
    y = axes.value("share", frame, axes.span(rows, "share", head=0.15), "占公眾持有聯邦債務的 %")
    line = alt.Chart(having(quarters, "share")).mark_line(color=colour("fed")).encode(x=x, y=y)
    top, last = highest(quarters, "share"), quarters[-1]
    most, now = (formats.percent(float(row["share"] or 0)) for row in (top, last))
    return frame.page(
        frame.panel(
            line,
            labels.name(most, "fed", top, "share", align="center", dy=-9),
            labels.name(now, "fed", last, "share", align="right", dx=4, dy=20),
        )
    )


@chart("fiscal_largest_creditor")
def fiscal_largest_creditor() -> Figure:
    """The Federal Reserve's part of the federal debt that the public holds, quarter-ends."""
    rows = _creditor_rows()
    shares = values(rows, "share")
    before = number_at(rows, "2007-12", "share")
    return Figure(
        title=(
            f"聯準會占公眾持有的聯邦債務，從高峰 {formats.percent(max(shares))} 降到 "
            f"{formats.percent(shares[-1])}，比 2007 年底的 {formats.percent(before)} 還低"
        ),
        measure="聯準會持有的公債除以公眾持有的聯邦債務，各季底，%",
        rows=rows,
        columns=[
            Column("date", "季底", "month"),
            Column("treasuries", "聯準會持有的公債", "bn USD", 0),
            Column("debt", "公眾持有的聯邦債務", "bn USD", 0),
            Column("share", "占比", "percent", 1),
        ],
        rules=[
            Rule(
                "最近的占比不到高峰的三分之二",
                lambda rows: values(rows, "share")[-1] < max(values(rows, "share")) * 2 / 3,
            ),
            Rule(
                "最近的占比低於 2007 年底",
                lambda rows: values(rows, "share")[-1] < number_at(rows, "2007-12", "share"),
            ),
            Rule(
                "季底依序排列", lambda rows: all(str(a["date"]) < str(b["date"]) for a, b in pairwise(rows))
            ),
        ],
        summary=(
            f"折線圖，{formats.month(str(rows[0]['date']))}起。2007 年底 {formats.percent(before)}，"
            f"之後先降後升，最低 {formats.percent(min(shares))}，最高 {formats.percent(max(shares))}，"
            f"最後一筆（{formats.month(str(rows[-1]['date']))}）{formats.percent(shares[-1])}。"
        ),
        sources=["fed_balance_sheet", "us_macro"],
        note="公眾持有的債務按慣例含聯準會的部分，不含政府基金自己持有的。分子由月底前後兩個星期三內插。",
        draw=lambda layout: _draw_creditor(layout, rows),
    )
