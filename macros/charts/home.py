"""The first chart that a reader meets: the big central banks' assets, Taiwan's reserves beside them."""

import altair as alt

from macros.figures import axes, events, labels
from macros.figures.dates import dated, having, last
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, values
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
