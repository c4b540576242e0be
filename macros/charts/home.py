"""The first chart that a reader meets: the big central banks' assets, Taiwan's reserves beside them."""

from macros.figures import events
from macros.figures.canvas import Picture, Plot, year
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
from macros.text import formats
from qeqt import data

BANKS = {"boj": "日本銀行", "ecb": "歐元體系", "boe": "英格蘭銀行", "fed": "聯準會"}
BEFORE = "2007-12-31"
"""The last year-end before the purchases began outside Japan."""


def _series(rows: Rows, key: str) -> list[tuple[float, float]]:
    return [(year(str(row["date"])), float(cell)) for row in rows if (cell := row.get(key)) is not None]


def _times(rows: Rows, key: str) -> float:
    """How many times the year-end of 2007 the last value is."""
    before = next(row[key] for row in rows if row["date"] == BEFORE)
    return values(rows, key)[-1] / float(before or 0)


def _draw(layout: Layout, rows: Rows) -> Picture:
    span = (2000.0, 2026.6)
    right = 78 if layout.narrow else 112
    every = 10 if layout.narrow else 5
    banks = Plot(layout, span, (0, 150), 230, left=48, right=right, top=36, bottom=38)
    banks.heading("四家央行的總資產，占 GDP 的 %")
    banks.grid([0, 50, 100, 150], ["0", "50", "100", "150"])
    banks.years(every)
    events.shade(banks, "fed-qt1-starts", "fed-qt1-ends")
    events.shade(banks, "fed-qt2-starts", "fed-qt2-ends", "" if layout.narrow else "聯準會縮表")
    for bank, name in BANKS.items():
        points = _series(rows, bank)
        banks.line(points, bank)
        last = points[-1][1]
        banks.end_name(name if layout.narrow else f"{name} {formats.percent(last, 0)}", last, bank)
    taiwan = Plot(layout, span, (0, 700), 84, left=48, right=right, top=36)
    taiwan.heading("台灣的外匯存底，億美元（不是央行總資產）")
    taiwan.grid([0, 350, 700], ["0", "3,500", "7,000"])
    taiwan.years(every)
    reserves = _series(rows, "cbc_reserves")
    taiwan.line(reserves, "cbc")
    taiwan.end_name("台灣", reserves[-1][1], "cbc")
    return sheet(layout, [banks, taiwan])


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
    last = {bank: values(rows, bank)[-1] for bank in BANKS}
    said = "；".join(
        f"{name}最高占 GDP 的 {formats.percent(peaks[bank], 0)}，最近一筆 {formats.percent(last[bank], 0)}"
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
