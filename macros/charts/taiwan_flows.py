"""Foreign trading, the NT dollar and the bank's purchases of foreign exchange, year by year."""

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import having, numbered
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data

FIRST = "2014-12-31"
"""First year drawn; foreign trading and the currency are known for all of them."""
COUNT = "零一二三四五六"
SINCE = "2020-12-31"
"""First year of which the bank has disclosed its purchases."""


def _year_ends() -> dict[str, float]:
    """NT dollars a US dollar at the end of each year."""
    twd = data.figure("taiwan_rates").series("twd")
    return {date[:4]: float(value) for date, value in twd.items() if date[5:7] == "12" and value is not None}


def _rows() -> list[Row]:
    """Year by year: trading (bn TWD), change of the NT dollar (percent), purchases (bn USD)."""
    ends = _year_ends()
    bought = data.figure("taiwan_fx_purchases").series("net_purchases")
    return [
        {
            "date": date,
            "trading": traded,
            "twd": round(100 * (ends[str(int(date[:4]) - 1)] / ends[date[:4]] - 1), 1),
            "purchases": bought.get(date),
        }
        for date, traded in data.figure("taiwan_foreign_trading_year").series("foreign_net_buying").items()
        if date >= FIRST
    ]


def _sold(rows: Rows) -> list[Row]:
    """Years since 2020 in which foreign investors sold more shares than they bought."""
    return [row for row in rows if str(row["date"]) >= SINCE and float(row["trading"] or 0) < 0]


def _risen(rows: Rows) -> list[Row]:
    """Those of them in which the NT dollar rose."""
    return [row for row in _sold(rows) if float(row["twd"] or 0) > 0]


def _draw(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 92, left=44, right=12, top=44, bottom=28)
    strange = {row["date"] for row in _risen(rows)}
    years = [{**row, "year": str(row["date"])[:4]} for row in numbered(rows)]
    kinds = [[row for row in years if (row["date"] in strange) is odd] for odd in (True, False)]
    x = axes.spaced_years(years, frame, domain=False)
    panels = []
    for head, key, per, full in (
        ("外資買賣超，兆元（正為買超）", "trading", 1000, (0.9, 0.45)),
        ("新台幣對美元，年底比年底，%（正為升值）", "twd", 1, (0.9, 0.45)),
        ("央行公布的全年淨買匯，億美元（負為淨賣匯）", "purchases", 0.1, (0.8, 0.8)),
    ):
        y = axes.value(key, frame, axes.span(rows, key), per=per)
        bars = [
            alt.Chart(having(kind, key)).mark_bar(color=colour("cbc"), fillOpacity=opacity).encode(x=x, y=y)
            for kind, opacity in zip(kinds, full, strict=True)
        ]
        panels.append(frame.panel(*bars, labels.heading(head, frame)))
    return frame.page(*panels)


@chart("taiwan_trading_and_twd")
def taiwan_trading_and_twd() -> Figure:
    """Net selling of shares does not tell which way the currency goes."""
    rows = _rows()
    sold, risen = _sold(rows), _risen(rows)
    years = "、".join(str(row["date"])[:4] for row in risen)
    worst = min(rows, key=lambda row: float(row["trading"] or 0))
    return Figure(
        title=f"2020 到 2025 年外資有{COUNT[len(sold)]}年賣超，其中{COUNT[len(risen)]}年新台幣是升的",
        measure="外資在上市股票的買賣超、新台幣對美元的升貶、央行公布的淨買匯，各年",
        rows=rows,
        columns=[
            Column("date", "年", "year"),
            Column("trading", "外資買賣超", "bn TWD", 0),
            Column("twd", "新台幣對美元升貶", "percent", 1),
            Column("purchases", "央行淨買匯", "bn USD", 1),
        ],
        rules=[
            Rule("2020 年以來賣超的年份比買超多", lambda rows: len(_sold(rows)) > 3),
            Rule(
                "賣超的年份裡，升值與貶值的都有，升值的過半",
                lambda rows: len(_sold(rows)) / 2 < len(_risen(rows)) < len(_sold(rows)),
            ),
            Rule(
                "賣超最多的是 2022 年，那年新台幣貶值",
                lambda rows: (
                    str(min(rows, key=lambda row: float(row["trading"] or 0))["date"])[:4] == "2022"
                    and next(float(row["twd"] or 0) for row in rows if str(row["date"])[:4] == "2022") < 0
                ),
            ),
            Rule(
                "央行公布的年份裡，買與賣都有",
                lambda rows: min(values(rows, "purchases")) < 0 < max(values(rows, "purchases")),
            ),
        ],
        summary=(
            f"三張上下相接的長條圖。外資賣超最多的是 {str(worst['date'])[:4]} 年，"
            f"{formats.money(-float(worst['trading'] or 0), 'bn TWD')}，那年新台幣貶 "
            f"{formats.percent(-float(worst['twd'] or 0), 1)}。賣超而新台幣升值的年份是 {years}。"
            f"央行 2020 年淨買匯最多，{formats.money(max(values(rows, 'purchases')), 'bn USD')}，"
            f"2024 年淨賣匯 {formats.money(-min(values(rows, 'purchases')), 'bn USD')}。"
        ),
        sources=["taiwan_foreign_trading_year", "taiwan_rates", "taiwan_fx_purchases"],
        note=(
            f"深色是外資賣超、新台幣卻升值的年份：{years}。買賣超是股票交易，不是資金匯出入。"
            "升貶以新台幣的美元價格計。央行從 2020 年起才有全年的公布數字，2025 年全年尚未讀到。"
        ),
        draw=lambda layout: _draw(layout, rows),
    )
