"""Taiwan's central bank: certificates and reserves, its sheet beside the Federal Reserve's, its rates."""

from math import fsum

from macros.charts.episodes import programmes
from macros.figures.canvas import Anchor, Picture, Plot, year
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, pairs, values
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
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


def _panel(
    layout: Layout, head: str, y: tuple[float, float], height: float, at: list[float], names: list[str]
) -> Plot:
    plot = Plot(layout, (2007.6, 2026.6), y, height, left=50, right=14, top=46, bottom=32)
    for name, kind, first, last in programmes():
        if kind == "qe":
            start, end = year(first) - 0.04, year(last) + 0.04
            plot.bars([(start, end, *y)], "qe", opacity=0.13)
            if head.startswith("定期存單") and not (name == "QE2" and layout.narrow):
                plot.text(name, (start + end) / 2, y[1], "qe", anchor="middle", dy=14)
    plot.heading(head)
    plot.grid(at, names)
    plot.years(4)
    return plot


def _draw_certificates(layout: Layout, rows: Rows) -> Picture:
    top = _panel(
        layout, "定期存單餘額，兆元", (0, 11.6), 190, [0, 2, 4, 6, 8, 10], ["0", "2", "4", "6", "8", "10"]
    )
    points = [(x, float(v) / 1000) for x, v in pairs(rows, "certificates", year) if v is not None]
    top.dots(points, "cbc", 44)
    places: tuple[tuple[float, float, Anchor], ...] = (
        (-2, 22, "middle"),
        (0, -10, "middle"),
        (8, 4, "start"),
        (4, 22, "end"),
    )
    for date, (dx, dy, anchor) in zip(NAMED, places, strict=True):
        value = _on(rows, date) / 1000
        top.name(f"{value:.2f}", year(date), value, "cbc", anchor=anchor, dx=dx, dy=dy)
    middle = _panel(layout, "外匯存底，億美元", (0, 7000), 80, [0, 3000, 6000], ["0", "3,000", "6,000"])
    reserves = [
        (x, None if v is None else 10 * v) for x, v in pairs(rows, "fx_reserves", year) if v is not None
    ]
    middle.line(reserves, "cbc")
    foot = _panel(
        layout,
        "央行公布的全年淨買匯，億美元",
        (-300, 450),
        80,
        [-200, 0, 200, 400],
        ["−200", "0", "200", "400"],
    )
    for row in rows:
        if row.get("net_purchases") is not None:
            x, amount = year(str(row["date"])) - 0.5, 10 * float(row["net_purchases"] or 0)
            foot.bars([(x - 0.36, x + 0.36, min(0, amount), max(0, amount))], "cbc", opacity=0.8)
    return sheet(layout, [top, middle, foot])


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


def _draw_sheets(layout: Layout) -> Picture:
    plots = []
    for bank, sides in _sheets().items():
        outer = layout.width if layout.narrow else layout.width / 2
        plot = Plot(layout, (0, 2), (0, 100), 270, left=4, right=14, top=34, bottom=30, outer=outer)
        plot.heading(bank)
        for n, (side, segments) in enumerate(sides.items()):
            total, ground = fsum(amount for _, amount, _, _ in segments), 0.0
            for name, amount, token, strength in segments:
                share = 100 * amount / total
                plot.bars([(n + 0.02, n + 0.98, ground, ground + share)], token, opacity=strength)
                plot.line([(n + 0.02, ground + share), (n + 0.98, ground + share)], "paper", width=1.5)
                label, middle = f"{name} {formats.percent(share)}", ground + share / 2
                plot.text(label, n + 0.5, middle, "ink", anchor="middle", dy=0.36 * layout.small)
                ground += share
            plot.text(side, n + 0.5, 0, "ink-soft", anchor="middle", dy=8 + layout.small)
        plots.append(plot)
    return sheet(layout, plots, columns=1 if layout.narrow else 2)


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
        draw=_draw_sheets,
    )


def _rate_rows() -> list[Row]:
    found: dict[str, dict[str, float | int | str | None]] = {}
    steps = data.figure("taiwan_rates").series("discount_rate")
    known = 0.0
    for date, rate in steps.items():
        if date >= "2009-01" and (rate != known or date == max(steps)):
            found[date] = {"date": date, "discount_rate": rate}
        known = rate
    for row in data.figure("taiwan_money_rates").rows:
        found.setdefault(str(row["date"]), {"date": str(row["date"])}).update(
            {key: value for key, value in row.items() if key != "date"}
        )
    return [found[date] for date in sorted(found)]


def _draw_rates(layout: Layout, rows: Rows) -> Picture:
    plot = Plot(layout, (2008.8, 2026.8), (0, 2.2), 260, left=38, right=84)
    at = [0, 0.5, 1.0, 1.5, 2.0]
    plot.grid(at, [f"{v:.1f}" for v in at], "年率，%")
    plot.years(4)
    steps = [(x, v) for x, v in pairs(rows, "discount_rate", year) if v is not None]
    plot.line(steps, "cbc", step=True, width=2.4)
    looks = (
        ("thirty_day", "series-4"),
        ("twenty_eight_day", "series-4"),
        ("seven_day", "series-2"),
        ("overnight", "ink"),
    )
    for key, token in looks:
        plot.dots(
            [(x, v) for x, v in pairs(rows, key, year) if v is not None],
            token,
            30 if key == "overnight" else 62,
        )
    plot.end_name("重貼現率", steps[-1][1], "cbc")
    plot.end_name("28 天存單", values(rows, "twenty_eight_day")[-1], "series-4")
    plot.end_name("7 天存單", values(rows, "seven_day")[-1] + 0.06, "series-2")
    plot.end_name("隔夜拆款", values(rows, "overnight")[-1] - 0.06, "ink")
    plot.text("30 天存單", year("2009-02-26"), values(rows, "thirty_day")[0], "series-4", dx=8, dy=5)
    return sheet(plot.layout, [plot])


@chart("taiwan_rates")
def taiwan_rates() -> Figure:
    """The discount rate, the rates on certificates and the overnight rate: which one leads."""
    rows = _rate_rows()
    policy, seven = values(rows, "discount_rate")[-1], values(rows, "seven_day")[-1]
    overnight, facts = values(rows, "overnight"), data.facts()
    lowest = facts["tw_overnight_low"].value
    return Figure(
        title=(
            f"重貼現率 {formats.percent(policy, 0)}；2025 年 8 月的隔夜利率只有 "
            f"{formats.percent(overnight[-1], 3)}，幾乎等於七天期存單的 {formats.percent(seven, 3)}"
        ),
        measure="重貼現率、中央銀行定期存單利率與隔夜拆款利率；點是找到公告的日期",
        rows=rows,
        columns=[
            Column("date", "日期", "date"),
            Column("discount_rate", "重貼現率", "percent", 3),
            Column("thirty_day", "30 天期存單", "percent", 3),
            Column("twenty_eight_day", "28 天期存單", "percent", 3),
            Column("seven_day", "7 天期存單", "percent", 3),
            Column("overnight", "隔夜拆款", "percent", 3),
        ],
        rules=[
            Rule(
                "隔夜利率不到重貼現率的一半",
                lambda rows: max(values(rows, "overnight")) < values(rows, "discount_rate")[-1] / 2,
            ),
            Rule(
                "隔夜利率與七天期存單相差不到 0.01 個百分點",
                lambda rows: all(
                    abs(v - values(rows, "seven_day")[-1]) < 0.01 for v in values(rows, "overnight")
                ),
            ),
            Rule(
                "與正文的數字一致",
                lambda rows: all(
                    values(rows, key)[-1] == facts[name].value
                    for key, name in (
                        ("discount_rate", "cbc_discount_2026_09"),
                        ("seven_day", "cbc_ncd_rate_7d"),
                        ("twenty_eight_day", "cbc_ncd_rate_28d"),
                    )
                ),
            ),
            Rule(
                "兩天的隔夜利率都在正文的高低之間",
                lambda rows: all(
                    lowest <= v <= facts["tw_overnight_high"].value for v in values(rows, "overnight")
                ),
            ),
        ],
        summary=(
            f"階梯線與點。重貼現率最近是 {formats.percent(policy, 0)}。"
            "2025 年 8 月到 2026 年 1 月，"
            f"28 天期存單 {formats.percent(values(rows, 'twenty_eight_day')[-1], 3)}，"
            f"7 天期存單 {formats.percent(seven, 3)}，"
            f"隔夜拆款 {formats.percent(min(overnight), 3)} 至 {formats.percent(max(overnight), 3)}。"
            f"2018 年 5 月的 28 天期存單是 {formats.percent(0.59, 2)}。"
        ),
        sources=["taiwan_rates", "taiwan_money_rates"],
        note=(
            "存單利率與隔夜利率只有找到公告的日期，不連線；隔夜利率是 2025 年 8 月 6 日與 12 日，"
            f"當月到 28 日最低是 {formats.percent(lowest, 3)}。"
            "據報導，央行的檢討報告把 28 天期存單的發行利率當作主要政策利率；"
            "重貼現率是理監事會每季宣布的貼放利率，一般也叫它政策利率。"
        ),
        draw=lambda layout: _draw_rates(layout, rows),
    )
