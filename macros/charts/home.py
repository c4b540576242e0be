"""The first chart that a reader meets: the big central banks' assets, Taiwan's reserves beside them."""

import altair as alt

from macros.figures import axes, events, labels
from macros.figures.dates import dated, having, last
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, told, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data

BANKS = {"boj": "日本銀行", "ecb": "歐元體系", "boe": "英格蘭銀行", "fed": "聯準會"}
BEFORE = "2007-12-31"
"""The last year-end before the purchases began outside Japan."""


def _times(rows: Rows, key: str) -> float:
    """How many times the year-end of 2007 the last value is."""
    before = next(row[key] for row in rows if row["date"] == BEFORE)
    return values(rows, key)[-1] / float(before or 0)


def _draw(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 230, left=48, right=78 if layout.narrow else 112, top=36, bottom=38)
    quarters, small = dated(rows), 84
    shares, reserves = axes.span(rows, *BANKS, head=0.15), axes.span(rows, "cbc_reserves")
    x = axes.years(quarters, frame)
    runoffs = (
        events.shading("fed-qt1-starts", "fed-qt1-ends", frame),
        events.shading("fed-qt2-starts", "fed-qt2-ends", frame, "" if layout.narrow else "聯準會縮表"),
    )

    def line(bank: str, y: alt.Y) -> alt.Chart:
        mark = alt.Chart(having(quarters, bank)).mark_line(color=colour(bank.removesuffix("_reserves")))
        found: alt.Chart = mark.encode(x=x, y=y)
        return found

    now = {bank: values(rows, bank)[-1] for bank in BANKS}
    said = [
        (name if layout.narrow else f"{name} {formats.percent(now[bank], 0)}", now[bank], bank)
        for bank, name in BANKS.items()
    ]
    banks = frame.panel(
        *runoffs,
        *(line(bank, axes.value(bank, frame, shares)) for bank in BANKS),
        labels.heading("四家央行的總資產，占 GDP 的 %", frame),
        labels.ends(said, frame, shares),
    )
    taiwan = frame.panel(
        line("cbc_reserves", axes.value("cbc_reserves", frame, reserves, per=0.1, height=small)),
        labels.heading("台灣的外匯存底，億美元（不是央行總資產）", frame),
        labels.name("台灣", "cbc", last(quarters, "cbc_reserves"), "cbc_reserves", dx=8, dy=5),
        height=small,
    )
    return frame.page(banks, taiwan)


@chart("home_balance_sheets")
def home_balance_sheets() -> Figure:
    """Four central banks' total assets in per cent of GDP; Taiwan's foreign reserves, named as such."""
    assets = data.figure("central_bank_assets")
    reserves = data.figure("taiwan_fx_reserves").series("fx_reserves")
    rows: list[Row] = [
        {"date": str(row["date"]), **{bank: row[f"{bank}_gdp"] for bank in BANKS}} for row in assets.rows
    ]
    by_date: dict[str, dict[str, float | int | str | None]] = {str(row["date"]): dict(row) for row in rows}
    for date, value in reserves.items():
        by_date.setdefault(date, {"date": date})["cbc_reserves"] = value
    rows = [by_date[date] for date in sorted(by_date)]
    times = {bank: _times(rows, bank) for bank in BANKS}
    least = int(min(times.values()))
    peaks = {bank: max(values(rows, bank)) for bank in BANKS}
    now = {bank: values(rows, bank)[-1] for bank in BANKS}
    said = "；".join(
        f"{name}最高占 GDP 的 {formats.percent(peaks[bank], 0)}，最近一筆 {formats.percent(now[bank], 0)}"
        for bank, name in BANKS.items()
    )
    start, end = (formats.money(reserves[date], "bn USD") for date in (min(reserves), max(reserves)))
    return Figure(
        title=f"四家央行的資產占 GDP 都低於高點，仍是 2007 年底的 {least} 倍以上",
        measure="央行總資產占 GDP 的比重，季底；台灣沒有同樣的序列，另列外匯存底，年底與近期月底",
        rows=rows,
        columns=[
            Column("date", "日期", "month"),
            *(Column(bank, name, "percent of GDP", 1) for bank, name in BANKS.items()),
            Column("cbc_reserves", "台灣外匯存底", "bn USD", 0),
        ],
        rules=[
            Rule(
                "四家都低於自己的高點",
                lambda rows: all(values(rows, b)[-1] < max(values(rows, b)) for b in BANKS),
            ),
            Rule(
                f"四家都在 2007 年底的 {least} 倍以上",
                lambda rows: all(_times(rows, b) >= least for b in BANKS),
            ),
            Rule("這個倍數至少是 2", lambda rows: min(_times(rows, b) for b in BANKS) >= 2),
        ],
        summary=f"折線圖，2000 年以來。{said}。另一張小圖是台灣的外匯存底，從 {start}升到 {end}。",
        sources=["central_bank_assets", "taiwan_fx_reserves"],
        note=(
            "歐元體系與日本銀行的比重到最近一年有 GDP 的季別為止；總資產含 QE 以外的放款與換匯。"
            "底色是聯準會兩次縮表的期間。"
        ),
        draw=lambda layout: _draw(layout, rows),
    )


FROM, TO = "2021-12-31", "2025-12-31"
"""The first and the last month of the picture of the run-off and Taipei."""
START, END = "2022-05-31", "2025-11-30"
"""The month-ends before the second run-off began and before it ended."""


def _let_go(rows: Rows) -> list[Row]:
    """The months of the second run-off, the month before it first."""
    return [row for row in rows if START <= str(row["date"]) <= END]


def _shrunk(rows: Rows) -> float:
    """What the balance sheet lost in them, bn USD."""
    seen = values(_let_go(rows), "total_assets")
    return seen[0] - seen[-1]


def _fell(rows: Rows) -> float:
    """How far share prices fell in them from where they began, percent."""
    seen = values(_let_go(rows), "taiex")
    return 100 * (1 - min(seen) / seen[0])


def _rose(rows: Rows) -> float:
    """How many times their lowest they were at the end."""
    seen = values(_let_go(rows), "taiex")
    return seen[-1] / min(seen)


def _draw_taipei(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 112, left=58, right=14, top=34, bottom=26)
    months, low = dated(rows), 62
    lowest = min(_let_go(months), key=lambda row: float(row["taiex"] or 0))
    last = next(row for row in months if str(row["date"])[:7] == END[:7])
    assets, shares = (
        axes.span(rows, "total_assets", zero=False, room=0.15),
        axes.span(rows, "taiex", zero=False, room=0.25, head=0.15),
    )
    x = axes.years(months, frame)

    def shade(name: str = "") -> alt.LayerChart:
        return events.shading("fed-qt2-starts", "fed-qt2-ends", frame, name)

    def line(key: str, token: str, y: alt.Y) -> alt.Chart:
        found: alt.Chart = alt.Chart(having(months, key)).mark_line(color=colour(token)).encode(x=x, y=y)
        return found

    dots = alt.Chart(alt.InlineData(values=[lowest, last])).mark_circle(color=colour("cbc"))
    top = axes.value("total_assets", frame, assets, per=1000, places=0, height=low)
    fed = frame.panel(
        shade(),
        line("total_assets", "fed", top),
        labels.heading("聯準會的總資產，兆美元（底色：縮表）", frame),
        height=low,
    )
    taipei = frame.panel(
        shade(),
        line("taiex", "cbc", axes.value("taiex", frame, shares)),
        dots.encode(x=axes.when(), y=axes.up("taiex")),
        labels.haloed("跌", "cbc", lowest, "taiex", dx=10, dy=8),
        labels.haloed("漲", "cbc", last, "taiex", align="right", dx=-10, dy=-4),
        labels.heading("加權指數，月底，點", frame),
    )
    return frame.page(fed, taipei)


@chart("home_two_taipeis")
def home_two_taipeis() -> Figure:
    """The second run-off above, Taipei's share prices below: the same cause, a fall and a rise."""
    assets = data.figure("fed_balance_sheet").series("total_assets")
    shares = data.figure("taiwan_stock_index_month").series("taiex")
    rows: list[Row] = [
        {"date": date, "total_assets": assets[date], "taiex": shares[date]}
        for date in sorted(assets)
        if FROM <= date <= TO and date in shares
    ]
    shrunk = formats.money(_shrunk(rows), "bn USD")
    fell, rose = formats.percent(_fell(rows), 0), formats.trimmed(_rose(rows), 1)
    return Figure(
        title=f"聯準會縮掉 {shrunk}的三年半，台股先跌 {fell}，再漲到低點的 {rose} 倍",
        measure="聯準會總資產與台灣加權指數，月底",
        rows=rows,
        columns=[
            Column("date", "月底", "month"),
            Column("total_assets", "聯準會總資產", "bn USD", 0),
            Column("taiex", "加權指數", "index points", 0, closed=True),
        ],
        rules=[
            told("縮表期間總資產少了", shrunk, lambda rows: formats.money(_shrunk(rows), "bn USD")),
            told("股價先跌", fell, lambda rows: formats.percent(_fell(rows), 0)),
            told("後來是低點的幾倍", rose, lambda rows: formats.trimmed(_rose(rows), 1)),
            Rule("縮表期間總資產少了超過 2 兆美元", lambda rows: _shrunk(rows) > 2000),
            Rule("股價先跌超過兩成", lambda rows: _fell(rows) > 20),
            Rule("後來漲到低點的兩倍以上", lambda rows: _rose(rows) > 2),
        ],
        summary=(
            "上下兩張折線圖，2021 年底到 2025 年底。"
            f"上圖：聯準會的總資產在 2022 年 6 月到 2025 年 11 月少了 {shrunk}。"
            f"下圖：加權指數在同一段期間先跌 {fell}，再從最低的月底漲到 {rose} 倍。"
        ),
        sources=["fed_balance_sheet", "taiwan_stock_index_month"],
        note="跌幅從縮表前的 2022 年 5 月底算到期間裡最低的月底，倍數從那裡算到 2025 年 11 月底；不含股息。",
        draw=lambda layout: _draw_taipei(layout, rows),
    )
