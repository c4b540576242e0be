"""Taiwan's central bank: certificates and reserves, its sheet beside the Federal Reserve's, its rates."""

from math import fsum

import altair as alt

from macros.charts import programmes
from macros.figures import axes, labels
from macros.figures.axes import YEAR
from macros.figures.dates import dated, having, iso, moment, numbered, on
from macros.figures.figure import Cell, Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.panels import Chart, Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data

NAMED = ("2008-05-13", "2011-03-15", "2022-03-01", "2026-01-06")
"""The points of the certificates that the text names; the third is the highest one found."""


def _on(rows: Rows, date: str) -> float:
    """Certificates outstanding on a date, bn TWD."""
    return float(next(row["certificates"] for row in rows if row["date"] == date) or 0)


def _certificates() -> list[Row]:
    found: dict[str, dict[str, float | int | str | None]] = {}
    for table, column in (
        ("taiwan_certificates", "certificates"),
        ("taiwan_fx_reserves", "fx_reserves"),
        ("taiwan_fx_purchases", "net_purchases"),
    ):
        for date, value in data.figure(table).series(column).items():
            if date >= "2007-12":
                found.setdefault(date, {"date": date})[column] = value
    return [found[date] for date in sorted(found)]


def _draw_certificates(layout: Layout, rows: Rows) -> Picture:
    frame, low = Frame(layout, 190, left=50, right=14, top=46, bottom=32), 80
    days = dated(rows)
    x, since = axes.years(days, frame), str(rows[0]["date"])[:7]
    top, reserves, bought = (
        axes.span(rows, "certificates", head=0.16),
        axes.span(rows, "fx_reserves"),
        axes.span(rows, "net_purchases"),
    )
    owed = alt.Chart(having(days, "certificates")).mark_circle(color=colour("cbc"), size=44)
    held = alt.Chart(having(days, "fx_reserves")).mark_line(color=colour("cbc"))
    middles = [{**row, "date": iso(f"{str(row['date'])[:4]}-07-01")} for row in days]
    wide = 0.72 * frame.width * YEAR / (moment(str(rows[-1]["date"])) - moment(since)).days
    traded = alt.Chart(having(middles, "net_purchases")).mark_bar(
        color=colour("cbc"), fillOpacity=0.8, width=wide
    )
    places: tuple[tuple[float, float, str], ...] = (
        (-2, 22, "center"),
        (0, -10, "center"),
        (8, 4, "left"),
        (4, 22, "right"),
    )
    said = [
        labels.name(
            f"{_on(rows, date) / 1000:.2f}", "cbc", on(days, date), "certificates", dx=dx, dy=dy, align=align
        )
        for date, (dx, dy, align) in zip(NAMED, places, strict=True)
    ]
    tint = programmes.tinted(since, ("qe",))
    return frame.page(
        frame.panel(
            tint,
            *programmes.named(since, ("qe",), without=("QE2",) if layout.narrow else ()),
            owed.encode(x=x, y=axes.value("certificates", frame, top, per=1000)),
            *said,
            labels.heading("定期存單餘額，兆元", frame),
        ),
        frame.panel(
            tint,
            held.encode(x=x, y=axes.value("fx_reserves", frame, reserves, per=0.1, height=low)),
            labels.heading("外匯存底，億美元", frame),
            height=low,
        ),
        frame.panel(
            tint,
            traded.encode(x=x, y=axes.value("net_purchases", frame, bought, per=0.1, height=low)),
            labels.heading("央行公布的全年淨買匯，億美元", frame),
            height=low,
        ),
    )


@chart("taiwan_certificates")
def taiwan_certificates() -> Figure:
    """Certificates outstanding at the dates found, foreign reserves and disclosed purchases beside them."""
    rows = _certificates()
    spoken = "，".join(f"{formats.month(date)} {formats.money(_on(rows, date), 'bn TWD')}" for date in NAMED)
    first, _, top, last = (_on(rows, date) for date in NAMED)
    bought = [row for row in rows if row.get("net_purchases") is not None]
    return Figure(
        title=(
            f"台灣的定存單，2008 年 5 月 {formats.decimal(first / 1000, 2)} 兆元，"
            f"2022 年 3 月 {formats.decimal(top / 1000, 2)} 兆元，"
            f"2026 年 1 月回到 {formats.decimal(last / 1000, 2)} 兆元"
        ),
        measure="中央銀行定期存單餘額、外匯存底與公布的淨買匯；暖色是聯準會買債的月份",
        rows=rows,
        columns=[
            Column("date", "日期", "date"),
            Column("certificates", "定期存單餘額", "bn TWD", 0),
            Column("fx_reserves", "外匯存底", "bn USD", 0),
            Column("net_purchases", "全年淨買匯", "bn USD", 1),
        ],
        rules=[
            Rule(
                "找到的點裡，2022 年 3 月最高，是 2008 年 5 月的兩倍以上",
                lambda rows: (
                    max(values(rows, "certificates")) == _on(rows, NAMED[2]) > 2 * _on(rows, NAMED[0])
                ),
            ),
            Rule(
                "最近一點比 2022 年 3 月少，比 2008 年 5 月多",
                lambda rows: _on(rows, NAMED[0]) < values(rows, "certificates")[-1] < _on(rows, NAMED[2]),
            ),
            Rule("題目的最後一點，就是最近一點", lambda rows: values(rows, "certificates")[-1] == last),
        ],
        summary=(
            f"三張上下相接的圖。定期存單：{spoken}。"
            f"外匯存底從 {formats.money(values(rows, 'fx_reserves')[0], 'bn USD')}增加到 "
            f"{formats.money(values(rows, 'fx_reserves')[-1], 'bn USD')}。"
            f"公布的淨買匯，2020 年 {formats.money(float(bought[0]['net_purchases'] or 0), 'bn USD')}，"
            f"2024 年為淨賣匯 {formats.money(-float(bought[-1]['net_purchases'] or 0), 'bn USD')}。"
        ),
        sources=["taiwan_certificates", "taiwan_fx_reserves", "taiwan_fx_purchases"],
        note=(
            "定期存單只畫找到公告的日期，點與點之間沒有資料，不連線，例如 2018 年 5 月到 2022 年 3 月；"
            "幾個早年的日期，年份由公告的利率推定。暖色只供對照時間，時間湊在一起不等於因果。"
        ),
        draw=lambda layout: _draw_certificates(layout, rows),
    )


FED_DATE = "2025-12-31"
BONDS, FOREIGN, DRAINS = ("公債", "房貸證券"), "外匯等國外資產", ("定期存單", "轉存款")
"""Items by which the two sheets are told apart; the last are the liabilities that take money back."""
Segment = tuple[str, float, str, float]
"""Name, amount, colour, strength."""


def _sheets() -> dict[str, dict[str, list[Segment]]]:
    fed = {
        k: float(v)
        for k, v in next(r for r in data.figure("fed_balance_sheet").rows if r["date"] == FED_DATE).items()
        if isinstance(v, float)
    }
    cbc = {
        k: float(v)
        for k, v in data.figure("taiwan_cbc_balance_sheet").rows[0].items()
        if isinstance(v, float)
    }
    return {
        "聯準會，2025 年底": {
            "資產": [
                ("公債", fed["treasuries"], "fed", 0.6),
                ("房貸證券", fed["mbs"], "fed", 0.38),
                ("其他", fed["total_assets"] - fed["treasuries"] - fed["mbs"], "band", 0.25),
            ],
            "負債": [
                ("準備金", fed["reserves"], "series-4", 0.4),
                ("鈔票", fed["currency"], "series-6", 0.25),
                ("財政部", fed["government_account"], "series-5", 0.35),
                ("其他", fed["on_rrp"] + fed["other_liabilities"], "band", 0.25),
            ],
        },
        "台灣央行，2006 年底": {
            "資產": [
                ("外匯等國外資產", cbc["foreign_assets"], "cbc", 0.6),
                ("其他", cbc["other_assets"], "band", 0.25),
            ],
            "負債": [
                ("定期存單", cbc["certificates"], "cbc", 0.38),
                ("轉存款", cbc["redeposits"], "cbc", 0.22),
                ("準備金", cbc["bank_deposits"], "series-4", 0.4),
                ("鈔票", cbc["currency"], "series-6", 0.25),
                ("政府與其他", cbc["government"] + cbc["other_liabilities"], "band", 0.25),
            ],
        },
    }


def _share(rows: Rows, bank: str, *items: str) -> float:
    """What items make of a bank's sheet, percent."""
    return fsum(
        float(r["share"] or 0) for r in rows if str(r["bank"]).startswith(bank) and r["item"] in items
    )


def _balances(rows: Rows) -> bool:
    """Whether each bank's assets are as large as its liabilities, to two parts in a thousand."""
    sums = {
        bank: [
            fsum(values([r for r in rows if (r["bank"], r["side"]) == (bank, side)], "amount"))
            for side in ("資產", "負債")
        ]
        for bank in {str(row["bank"]) for row in rows}
    }
    return all(abs(assets - owed) < 0.002 * assets for assets, owed in sums.values())


def _draw_sheets(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 270, left=4, right=14, top=34, bottom=30, columns=1 if layout.narrow else 2)
    x = alt.X("side:N", sort=None, scale=alt.Scale(paddingInner=0.04, paddingOuter=0.02),
              axis=alt.Axis(tickOpacity=0, domainColor=colour("ink-soft")))  # fmt: skip
    panels = []
    for bank, sides in _sheets().items():
        mine = [row for row in numbered(rows) if row["bank"] == bank]
        looks = {
            (side, name): (token, full) for side, parts in sides.items() for name, _, token, full in parts
        }
        layers: list[Chart] = []
        words: list[Chart] = []
        for side in sides:
            ground = 0.0
            for row in (row for row in mine if row["side"] == side):
                token, full = looks[side, str(row["item"])]
                share = (
                    100
                    * float(row["amount"] or 0)
                    / fsum(values([r for r in mine if r["side"] == side], "amount"))
                )
                part: dict[str, Cell] = {
                    **row, "from": ground, "to": ground + share, "middle": ground + share / 2,
                }  # fmt: skip
                bar = alt.Chart(alt.InlineData(values=[part])).mark_bar(
                    color=colour(token), fillOpacity=full, stroke=colour("paper"), strokeWidth=1.5
                )
                scale = alt.Scale(domain=[0, 100], nice=False)
                layers.append(bar.encode(x=x, y=alt.Y("from:Q", scale=scale, axis=None), y2="to"))
                words.append(
                    labels.note(f"{row['item']} {formats.percent(share)}", part, "middle", token="ink",
                                x=alt.X("side:N", sort=None), align="center", dy=0.36 * layout.small)
                )  # fmt: skip
                ground += share
        panels.append(frame.panel(*layers, *words, labels.heading(bank, frame)))
    return frame.page(*panels)


@chart("taiwan_two_walks")
def taiwan_two_walks() -> Figure:
    """Two balance sheets in per cent: bonds against reserves, dollars against certificates."""
    sheets = _sheets()
    rows: list[Row] = []
    for bank, sides in sheets.items():
        for side, segments in sides.items():
            total = fsum(amount for _, amount, _, _ in segments)
            rows += [
                {
                    "bank": bank,
                    "side": side,
                    "item": name,
                    "amount": round(amount, 1),
                    "share": round(100 * amount / total, 1),
                }
                for name, amount, _, _ in segments
            ]

    bonds, foreign = _share(rows, "聯準會", *BONDS), _share(rows, "台灣", FOREIGN)
    drained = _share(rows, "台灣", *DRAINS)
    return Figure(
        title=(
            f"2025 年底聯準會的資產 {formats.percent(bonds, 0)} 是本國債券，"
            f"2006 年底台灣央行的 {formats.percent(foreign, 0)} 是外匯等國外資產"
        ),
        measure="兩家央行資產與負債的組成，各占總額的 %",
        rows=rows,
        columns=[
            Column("bank", "央行", "text"),
            Column("side", "哪一邊", "text"),
            Column("item", "項目", "text"),
            Column("amount", "金額（十億，各自的貨幣）", "number", 0),
            Column("share", "占總額", "percent", 1),
        ],
        rules=[
            Rule("兩家的資產都等於負債", _balances),
            Rule("聯準會九成以上是債券", lambda rows: _share(rows, "聯準會", *BONDS) > 90),
            Rule("台灣央行九成以上是國外資產", lambda rows: _share(rows, "台灣", FOREIGN) > 90),
            Rule("台灣央行的負債，一半以上是用來收錢的", lambda rows: _share(rows, "台灣", *DRAINS) > 50),
        ],
        summary=(
            f"兩組疊起來的長條。聯準會 2025 年底：資產 {formats.percent(bonds, 0)} 是公債與房貸證券，"
            f"負債 {formats.percent(_share(rows, '聯準會', '準備金'), 0)} 是準備金。台灣央行 2006 年底："
            f"資產 {formats.percent(foreign, 0)} 是外匯等國外資產，"
            f"負債 {formats.percent(drained, 0)} 是定期存單與轉存款。"
        ),
        sources=["fed_balance_sheet", "taiwan_cbc_balance_sheet"],
        as_of=FED_DATE,
        note=(
            "兩張表相差十九年，比的是結構；台灣央行的是讀到的最近一份完整年底報表。"
            "負債含資本，「其他」併入了較小的項目。"
        ),
        draw=lambda layout: _draw_sheets(layout, rows),
    )
